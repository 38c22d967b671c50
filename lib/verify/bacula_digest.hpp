// The digests that Bacula's Signature may be.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace outdesk {

/// MD5 (16 bytes), SHA-1 (20), SHA-256 (32) or SHA-512 (64): a digest is told by its length.
class BaculaDigest {
 public:
  /// `length` of the digest; any other length makes none.
  explicit BaculaDigest(std::size_t length);
  ~BaculaDigest();
  void add(std::string_view bytes);
  std::string finish();  ///< "" where it makes none; the object is then as new

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// The digest of no bytes, of that length: what the catalog has for names whose data stand elsewhere.
bool is_digest_of_nothing(std::string_view digest);

}  // namespace outdesk
