// The chain over the journal: a line's hash covers the hash of the line before it, so a changed, removed
// or reordered line shows.  A chain cannot see its end cut off: keep the head where the store is not.
#pragma once

#include <cstring>

#include "base/sha256.hpp"

namespace outdesk {

/// SHA-256 over the 32 bytes of `previous` and the bytes of `line` (UTF-8, no newline).
inline Digest chained(const Digest& previous, std::string_view line) {
  return Sha256().add(previous).add(line).finish();
}

/// A stored hash; all zero where the blob has not 32 bytes (which no line of ours hashes to).
inline Digest digest_of(std::string_view blob) {
  Digest digest{};
  if (blob.size() == digest.size()) std::memcpy(digest.data(), blob.data(), blob.size());
  return digest;
}

}  // namespace outdesk
