#include "verify/repository_place.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include "base/error.hpp"
#include "base/sha256.hpp"
#include "base/text.hpp"
#include "input/json.hpp"
#include "verify/folder_walk.hpp"

extern char** environ;

namespace outdesk {

namespace {

constexpr std::size_t kLongestPassword = 64 * 1024, kLargestNamedFile = 64u << 20;

[[noreturn]] void refuse_unreadable(const std::string& path, int why) {
  refuse_repository(Fault::access_denied, Verdict::unknown, "cannot read " + in_quotes(path) + ": " + std::strerror(why) + "; run this as somebody who may read the repository");
}

std::string password_in(const std::string& file) {
  try {
    std::string text = read_file(file, kLongestPassword);
    if (text.ends_with('\n')) text.pop_back();
    if (text.ends_with('\r')) text.pop_back();
    return text;
  } catch (const InputError& error) {
    refuse_repository(Fault::access_denied, Verdict::unknown, "the password file cannot be used: " + std::string(error.what()) + "; name it with 'password_file'");
  }
}

}  // namespace

bool is_remote_restic(std::string_view where) {
  constexpr std::string_view kSchemes[] = {"sftp:", "rest:", "s3:", "b2:", "azure:", "gs:", "swift:", "rclone:"};
  return std::any_of(std::begin(kSchemes), std::end(kSchemes), [&](std::string_view scheme) { return where.starts_with(scheme); });
}

bool is_remote_borg(std::string_view where) {
  if (where.starts_with("ssh://")) return true;
  if (where.starts_with("file://")) return false;
  std::size_t colon = where.find(':'), slash = where.find('/');
  return colon != where.npos && colon > 0 && (slash == where.npos || colon < slash);
}

std::string local_place(const std::string& where) {
  std::string path = where;
  for (std::string_view start : {"local:", "file://"})
    if (path.starts_with(start)) path.erase(0, start.size());
  std::error_code problem;
  std::filesystem::path absolute = std::filesystem::absolute(path, problem);
  std::string place = problem ? path : absolute.lexically_normal().string();
  while (place.size() > 1 && place.ends_with('/')) place.pop_back();
  return place;
}

RepositoryPassword repository_password(const BackupJob& job) {
  RepositoryPassword password;
  if (!job.password_file.empty()) {
    password.value = password_in(job.password_file);
    std::error_code problem;
    password.file = std::filesystem::absolute(job.password_file, problem).string();
  } else if (!job.password_env.empty()) {
    const char* value = std::getenv(job.password_env.c_str());
    if (!value) refuse_repository(Fault::access_denied, Verdict::unknown, "the environment variable " + in_quotes(job.password_env) + " with the password is not set");
    password.value = value;
  }
  return password;
}

std::vector<std::pair<std::string, std::string>> handed_on(const std::vector<std::string_view>& names) {
  std::vector<std::pair<std::string, std::string>> found;
  for (char** entry = environ; entry && *entry; ++entry) {
    std::string_view text = *entry;
    std::size_t sign = text.find('=');
    if (sign == text.npos) continue;
    std::string_view name = text.substr(0, sign);
    bool wanted = std::any_of(names.begin(), names.end(), [&](std::string_view one) { return one.ends_with('*') ? name.starts_with(one.substr(0, one.size() - 1)) : name == one; });
    if (wanted) found.emplace_back(name, text.substr(sign + 1));
  }
  return found;
}

void require_folder(const std::string& folder, std::string_view what) {
  struct stat info {};
  if (::stat(folder.c_str(), &info) != 0) {
    if (errno != ENOENT && errno != ENOTDIR) refuse_unreadable(folder, errno);
    refuse_repository(Fault::no_points, Verdict::fail, "there is nothing at " + in_quotes(folder) + ": is the disk mounted, is 'where' right?", CheckLevel::freshness);
  }
  if (!S_ISDIR(info.st_mode)) refuse_repository(Fault::bad_magic, Verdict::fail, in_quotes(folder) + " is a file and not a " + std::string(what) + " repository");
  if (::access(folder.c_str(), R_OK | X_OK) != 0) refuse_unreadable(folder, errno);
}

Presence presence_of(const std::string& path) {
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0) {
    if (errno != ENOENT && errno != ENOTDIR) refuse_unreadable(path, errno);
    return Presence::missing;
  }
  if (::access(path.c_str(), S_ISDIR(info.st_mode) ? R_OK | X_OK : R_OK) != 0) refuse_unreadable(path, errno);
  if (!S_ISDIR(info.st_mode)) return info.st_size == 0 ? Presence::empty : Presence::there;
  return names_of_folder(path).empty() ? Presence::empty : Presence::there;
}

std::vector<std::string> names_of_folder(const std::string& folder) {
  std::vector<std::string> names;
  HeldFd open = open_named_folder(folder);
  if (!open) return names;
  for_each_name(open.fd(), [&](const char* name, unsigned char) {
    names.emplace_back(name);
    return true;
  });
  std::sort(names.begin(), names.end());
  return names;
}

void require_readable_below(const std::string& folder) {
  for (const std::string& group : names_of_folder(folder)) {
    std::string place = folder + "/" + group;
    if (presence_of(place) != Presence::there) continue;
    for (const std::string& name : names_of_folder(place))
      if (std::string file = place + "/" + name; ::access(file.c_str(), R_OK) != 0 && errno == EACCES) refuse_unreadable(file, EACCES);
  }
}

bool named_by_its_sum(const std::string& folder, const std::string& name) {
  try {
    return hex(sha256(read_file(folder + "/" + name, kLargestNamedFile))) == name;
  } catch (const InputError&) {
    return false;
  }
}

std::string made_folder(const std::string& scratch, const std::string& start) {
  std::string pattern = scratch + "/" + start + "-XXXXXX";
  if (!mkdtemp(pattern.data())) throw WriteError("cannot make a folder in " + in_quotes(scratch) + ": " + std::strerror(errno), "choose another place with --scratch");
  return pattern;
}

}  // namespace outdesk
