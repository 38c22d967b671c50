#include "base/sha256.hpp"

#include <nettle/sha2.h>

#include <charconv>

#include "base/text.hpp"

namespace outdesk {

struct Sha256::State {
  sha256_ctx context;
};

Sha256::Sha256() : state_(std::make_unique<State>()) { sha256_init(&state_->context); }
Sha256::~Sha256() = default;

Sha256& Sha256::add(std::string_view bytes) {
  sha256_update(&state_->context, bytes.size(),
                reinterpret_cast<const std::uint8_t*>(bytes.data()));
  return *this;
}

Sha256& Sha256::add(const Digest& digest) { return add(bytes_of(digest)); }

Digest Sha256::finish() {
  Digest digest;
  sha256_digest(&state_->context, digest.size(), digest.data());
  return digest;
}

Digest sha256(std::string_view bytes) { return Sha256().add(bytes).finish(); }

std::string hex(const Digest& digest) { return hex(bytes_of(digest)); }

std::optional<Digest> digest_of_hex(std::string_view text) {
  Digest digest;
  if (text.size() != 2 * digest.size()) return {};
  for (std::size_t i = 0; i < digest.size(); ++i) {
    const char* pair = text.data() + 2 * i;
    auto [end, err] = std::from_chars(pair, pair + 2, digest[i], 16);
    if (err != std::errc{} || end != pair + 2) return {};
  }
  return digest;
}

std::string_view bytes_of(const Digest& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

}  // namespace outdesk
