#include "verify/scratch_server.hpp"

#include <fcntl.h>
#include <pwd.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <filesystem>
#include <system_error>

#include "base/child_process.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

namespace outdesk {

namespace {

[[noreturn]] void refuse_server_folder(const std::string& path) {
  throw WriteError("cannot make " + in_quotes(path) + ": " + std::generic_category().message(errno), "name another folder with --scratch");
}

Descriptor private_folder(const std::string& path) { return Descriptor(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)); }

}  // namespace

ScratchUser scratch_user() {
  if (::geteuid() != 0) return {};
  constexpr unsigned kNobody = 65534;
  passwd entry{}, *found = nullptr;
  std::vector<char> buffer(16384);
  if (::getpwnam_r("nobody", &entry, buffer.data(), buffer.size(), &found) != 0 || !found || entry.pw_uid == 0 || entry.pw_gid == 0) return {kNobody, kNobody};
  return {entry.pw_uid, entry.pw_gid};
}

ScratchUserFolder::ScratchUserFolder(const std::string& top, const std::string& parent, const std::string& name, const ScratchUser& user) : user_(user), path_(parent + "/" + name) {
  if (user_.uid != 0)
    for (std::string above = parent; above.size() >= top.size() && above.starts_with(top); above = folder_of(above)) open_way(above);
  if (::mkdir(path_.c_str(), 0700) != 0 || (user_.uid != 0 && ::lchown(path_.c_str(), user_.uid, user_.gid) != 0)) refuse_server_folder(path_);
}

/// Group of the user, who may pass but not list; for nobody else anything changes.
void ScratchUserFolder::open_way(const std::string& folder) {
  Descriptor opened = private_folder(folder);
  struct stat info {};
  if (!opened.open() || ::fstat(opened.get(), &info) != 0 || info.st_uid != ::geteuid() || (info.st_mode & 0077) != 0) return;
  passed_.push_back({folder, info.st_mode & 07777, info.st_gid});
  if (::fchown(opened.get(), static_cast<uid_t>(-1), user_.gid) != 0 || ::fchmod(opened.get(), 0710) != 0) refuse_server_folder(folder);
}

ScratchUserFolder::~ScratchUserFolder() {
  for (const Passed& one : passed_) {
    Descriptor opened = private_folder(one.path);
    if (opened.open() && ::fchmod(opened.get(), one.mode) == 0 && ::fchown(opened.get(), static_cast<uid_t>(-1), one.gid) != 0) continue;  // it is private again all the same
  }
}

std::string ScratchUserFolder::inner(const std::string& name) const {
  std::string made = path_ + "/" + name;
  if (::mkdir(made.c_str(), 0700) != 0 || (user_.uid != 0 && ::lchown(made.c_str(), user_.uid, user_.gid) != 0)) refuse_server_folder(made);
  return made;
}

std::string ScratchUserFolder::file(const std::string& name, std::string_view bytes) const {
  std::string made = path_ + "/" + name;
  Descriptor out(::open(made.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
  if (!out.open() || (user_.uid != 0 && ::fchown(out.get(), user_.uid, user_.gid) != 0)) refuse_server_folder(made);
  while (!bytes.empty()) {
    ssize_t put = ::write(out.get(), bytes.data(), bytes.size());
    if (put < 0 && errno != EINTR) refuse_server_folder(made);
    if (put > 0) bytes.remove_prefix(static_cast<std::size_t>(put));
  }
  return made;
}

std::int64_t ScratchUserFolder::used() const {
  namespace fs = std::filesystem;
  std::int64_t bytes = 0;
  std::error_code error;
  for (fs::recursive_directory_iterator at(path_, fs::directory_options::skip_permission_denied, error), end; !error && at != end; at.increment(error)) {
    struct stat info {};
    if (::lstat(at->path().c_str(), &info) == 0) bytes += static_cast<std::int64_t>(info.st_blocks) * 512;
  }
  return bytes;
}

ScratchServer::ScratchServer(const ProgramCall& call, const std::string& log, int farewell) : log_(log), farewell_(farewell) {
  Descriptor file(::open(log.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_NOFOLLOW | O_CLOEXEC, 0600));
  if (!file.open()) refuse_server_folder(log);
  pid_ = start_child(call, {-1, file.get(), file.get()});
}

bool ScratchServer::alive() {
  if (pid_ <= 0) return false;
  if (::waitpid(pid_, nullptr, WNOHANG) == 0) return true;
  pid_ = -1;
  return false;
}

void ScratchServer::end() {
  constexpr int kTicks = 1000;
  if (pid_ <= 0) return;
  ::kill(pid_, farewell_);
  for (int tick = 0; tick < kTicks && alive(); ++tick) ::usleep(10'000);
  if (pid_ > 0) end_child(pid_, 1);
  pid_ = -1;
}

std::string ScratchServer::last_words() const {
  constexpr off_t kEnd = 2048;
  Descriptor file(::open(log_.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
  std::string tail(kEnd, '\0');
  off_t size = file.open() ? ::lseek(file.get(), 0, SEEK_END) : 0;
  ssize_t got = size > 0 ? ::pread(file.get(), tail.data(), tail.size(), std::max<off_t>(0, size - kEnd)) : 0;
  tail.resize(static_cast<std::size_t>(std::max<ssize_t>(0, got)));
  std::string_view text = trimmed(tail);
  std::size_t line = text.rfind('\n');
  return printable(line == text.npos ? text : text.substr(line + 1));
}

std::string bytes_of_digits(std::string_view digits) {
  auto value = [](char c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1; };
  std::string bytes;
  if (digits.size() % 2 != 0) return bytes;
  for (std::size_t at = 0; at < digits.size(); at += 2) {
    int high = value(digits[at]), low = value(digits[at + 1]);
    if (high < 0 || low < 0) return {};
    bytes += static_cast<char>(high << 4 | low);
  }
  return bytes;
}

std::string random_secret() {
  std::string bytes(16, '\0');
  std::size_t have = 0;
  while (have < bytes.size()) {
    ssize_t got = ::getrandom(bytes.data() + have, bytes.size() - have, 0);
    if (got < 0 && errno != EINTR) throw Error(Exit::missing, "no random bytes", "look at /dev/urandom");
    if (got > 0) have += static_cast<std::size_t>(got);
  }
  return hex(bytes);
}

}  // namespace outdesk
