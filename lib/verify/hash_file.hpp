// SHA-256 of large amounts of bytes, and of files that may change while they are read.
#pragma once

#include <sys/stat.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/sha256.hpp"
#include "verify/tree_problem.hpp"

namespace outdesk {

/// SHA-256 by OpenSSL's EVP, 12 to 15 % faster than nettle's from 16 KiB upwards where the processor has SHA instructions.
/// Neither OpenSSL's configuration file nor OPENSSL_CONF is read.  Throws std::bad_alloc where OpenSSL cannot start.
class BulkSha256 {
 public:
  BulkSha256();
  ~BulkSha256();
  BulkSha256& add(std::string_view bytes);
  Digest finish();  ///< the digest of all added; the object is then as new

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Reads files with one buffer of 128 KiB, whatever their size; one object for each thread.
class FileHasher {
 public:
  static constexpr std::size_t kStart = 64 * 1024;

  /// `keep_start`: the first 64 KiB of a file can be asked for when it has been read.
  explicit FileHasher(bool keep_start);

  /// Reads the open regular file from its place to its end; `before` is its stat.  `read` is told the size of each piece,
  /// and returns false to give up.  Returns why there is no sum: an error of reading, given up, or that size, time of
  /// change or time of status change are others afterwards; empty where `sum` is that of one state of the file.
  TreeProblem hash(int fd, const struct stat& before, const std::function<bool(std::size_t)>& read, Digest& sum);
  std::string_view start() const { return start_; }

 private:
  BulkSha256 sum_;
  std::vector<char> buffer_;
  std::string start_;
  bool keep_start_;
};

}  // namespace outdesk
