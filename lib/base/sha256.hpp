// SHA-256 (FIPS 180-4), for the journal's chain, manifests and sums.
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace outdesk {

using Digest = std::array<unsigned char, 32>;

class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256& add(std::string_view bytes);
  Sha256& add(const Digest& digest);
  Digest finish();  ///< the digest of all added; the object is then as new

 private:
  struct State;
  std::unique_ptr<State> state_;
};

Digest sha256(std::string_view bytes);
std::string hex(const Digest& digest);
/// The digest that hex() printed, in either case; empty for anything else.
std::optional<Digest> digest_of_hex(std::string_view text);
/// Bytes of a digest as text, for binding as a blob.
std::string_view bytes_of(const Digest& digest);

}  // namespace outdesk
