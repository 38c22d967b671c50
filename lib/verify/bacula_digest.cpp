#include "verify/bacula_digest.hpp"

#include <nettle/md5.h>
#include <nettle/sha1.h>
#include <nettle/sha2.h>

namespace outdesk {

namespace {

const std::uint8_t* as_octets(std::string_view bytes) { return reinterpret_cast<const std::uint8_t*>(bytes.data()); }
std::uint8_t* as_octets(std::string& bytes) { return reinterpret_cast<std::uint8_t*>(bytes.data()); }

}  // namespace

struct BaculaDigest::State {
  std::size_t length = 0;
  md5_ctx md5{};
  sha1_ctx sha1{};
  sha256_ctx sha256{};
  sha512_ctx sha512{};
};

BaculaDigest::BaculaDigest(std::size_t length) : state_(std::make_unique<State>()) {
  state_->length = length;
  if (length == MD5_DIGEST_SIZE) md5_init(&state_->md5);
  else if (length == SHA1_DIGEST_SIZE) sha1_init(&state_->sha1);
  else if (length == SHA512_DIGEST_SIZE) sha512_init(&state_->sha512);
  else if (length == SHA256_DIGEST_SIZE) sha256_init(&state_->sha256);
  else state_->length = 0;
}

BaculaDigest::~BaculaDigest() = default;

void BaculaDigest::add(std::string_view bytes) {
  switch (state_->length) {
    case MD5_DIGEST_SIZE: return md5_update(&state_->md5, bytes.size(), as_octets(bytes));
    case SHA1_DIGEST_SIZE: return sha1_update(&state_->sha1, bytes.size(), as_octets(bytes));
    case SHA512_DIGEST_SIZE: return sha512_update(&state_->sha512, bytes.size(), as_octets(bytes));
    case SHA256_DIGEST_SIZE: return sha256_update(&state_->sha256, bytes.size(), as_octets(bytes));
    default: return;
  }
}

std::string BaculaDigest::finish() {
  std::string digest(state_->length, '\0');
  switch (state_->length) {
    case MD5_DIGEST_SIZE: md5_digest(&state_->md5, digest.size(), as_octets(digest)); break;
    case SHA1_DIGEST_SIZE: sha1_digest(&state_->sha1, digest.size(), as_octets(digest)); break;
    case SHA512_DIGEST_SIZE: sha512_digest(&state_->sha512, digest.size(), as_octets(digest)); break;
    case SHA256_DIGEST_SIZE: sha256_digest(&state_->sha256, digest.size(), as_octets(digest)); break;
    default: break;
  }
  return digest;
}

bool is_digest_of_nothing(std::string_view digest) { return !digest.empty() && BaculaDigest(digest.size()).finish() == digest; }

}  // namespace outdesk
