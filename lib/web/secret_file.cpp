#include "web/secret_file.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string_view>

#include "base/error.hpp"
#include "base/text.hpp"
#include "input/json.hpp"

namespace outdesk {

namespace {

constexpr std::size_t kLongestSecret = 512;

}  // namespace

std::string secret_in(const std::string& path, const std::string& what, const std::string& advice) {
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0) throw UsageError("cannot read the file of the " + what + ", " + in_quotes(path) + ": " + std::strerror(errno));
  if (S_ISREG(info.st_mode) && (info.st_mode & S_IROTH)) throw UsageError("everybody on this machine may read the " + what + " in " + in_quotes(path), "chmod 600 it, and make a new one where others have been here");
  std::string text = read_file(path, 64u << 10);
  std::string secret(trimmed(std::string_view(text).substr(0, text.find('\n'))));
  bool plain = std::all_of(secret.begin(), secret.end(), [](char c) { return c > ' ' && c < 127; });
  if (secret.empty() || !plain || secret.size() > kLongestSecret) throw UsageError("the first line of " + in_quotes(path) + " is no " + what, advice);
  return secret;
}

}  // namespace outdesk
