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

TEST_CASE("a digest is read back from its digits, and from nothing else") {
  std::string text = hex(sha256("abc"));
  CHECK(digest_of_hex(text) == sha256("abc"));
  CHECK(digest_of_hex("BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD") == sha256("abc"));
  for (const std::string& bad : {std::string(), text.substr(1), text + "0", "-" + text.substr(1), "g" + text.substr(1)}) CHECK_FALSE(digest_of_hex(bad));
}
