#include <doctest/doctest.h>

#include "base/sha256.hpp"

using namespace outdesk;

TEST_CASE("SHA-256 agrees with the examples of FIPS 180-4") {
  CHECK(hex(sha256("")) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(hex(sha256("abc")) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(hex(sha256(std::string(1000000, 'a'))) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("pieces give the digest of the whole, and finishing starts anew") {
  Sha256 sum;
  CHECK(sum.add("a").add("bc").finish() == sha256("abc"));
  CHECK(sum.finish() == sha256(""));
}
