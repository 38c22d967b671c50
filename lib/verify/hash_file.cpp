#include "verify/hash_file.hpp"

#include <fcntl.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <unistd.h>

#include <cerrno>
#include <new>

namespace outdesk {

namespace {

constexpr std::size_t kHashBuffer = 128 * 1024;
constexpr off_t kReadAheadFrom = 1024 * 1024;

/// Looked up once: a look-up by name for each file costs more than a small file's hash.
const EVP_MD* sha256_method() {
  static const EVP_MD* method = [] {
    OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, nullptr);
    return EVP_MD_fetch(nullptr, "SHA256", nullptr);
  }();
  return method;
}

bool same_time(const timespec& a, const timespec& b) { return a.tv_sec == b.tv_sec && a.tv_nsec == b.tv_nsec; }

bool same_state(const struct stat& a, const struct stat& b) {
  return a.st_size == b.st_size && same_time(a.st_mtim, b.st_mtim) && same_time(a.st_ctim, b.st_ctim);
}

}  // namespace

struct BulkSha256::State {
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  State() { begin(); }
  State(const State&) = delete;
  ~State() { EVP_MD_CTX_free(context); }
  void begin() {
    if (!context || !sha256_method() || EVP_DigestInit_ex(context, sha256_method(), nullptr) != 1) throw std::bad_alloc();
  }
};

BulkSha256::BulkSha256() : state_(std::make_unique<State>()) {}
BulkSha256::~BulkSha256() = default;

BulkSha256& BulkSha256::add(std::string_view bytes) {
  if (EVP_DigestUpdate(state_->context, bytes.data(), bytes.size()) != 1) throw std::bad_alloc();
  return *this;
}

Digest BulkSha256::finish() {
  Digest digest;
  if (EVP_DigestFinal_ex(state_->context, digest.data(), nullptr) != 1) throw std::bad_alloc();
  state_->begin();
  return digest;
}

FileHasher::FileHasher(bool keep_start) : buffer_(kHashBuffer), keep_start_(keep_start) {}

TreeProblem FileHasher::hash(int fd, const struct stat& before, const std::function<bool(std::size_t)>& read, Digest& sum) {
  start_.clear();
  if (before.st_size >= kReadAheadFrom) ::posix_fadvise(fd, 0, 0, POSIX_FADV_SEQUENTIAL);
  std::int64_t total = 0;
  TreeProblem problem;
  // A file that somebody appends to all the time has no end: no more is read than it held at first.
  do {
    ssize_t size = ::read(fd, buffer_.data(), buffer_.size());
    if (size < 0 && errno == EINTR) continue;
    if (size < 0) problem = problem_of_errno(errno);
    if (size <= 0) break;
    std::string_view piece(buffer_.data(), static_cast<std::size_t>(size));
    if (keep_start_ && start_.size() < kStart) start_ += piece.substr(0, kStart - start_.size());
    sum_.add(piece);
    total += size;
    if (!read(piece.size())) problem = {TreeProblem::Kind::other, "reading was given up"};
  } while (problem.empty() && total < before.st_size);
  sum = sum_.finish();
  if (!problem.empty()) return problem;
  struct stat after;
  if (::fstat(fd, &after) != 0) return problem_of_errno(errno);
  if (total == before.st_size && same_state(before, after)) return {};
  return {TreeProblem::Kind::changing, "it changed while it was read"};
}

}  // namespace outdesk
