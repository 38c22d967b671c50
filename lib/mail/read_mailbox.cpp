#include "mail/read_mailbox.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>
#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"
#include "input/json.hpp"

namespace outdesk {

namespace {

constexpr std::size_t kLongestMessage = 256u << 20;

std::string read_open_file(int fd, const std::string& name) {
  std::string bytes;
  std::vector<char> buffer(1u << 16);
  for (;;) {
    ssize_t n = ::read(fd, buffer.data(), buffer.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) throw InputError(name, 0, std::string("cannot be read: ") + std::strerror(errno));
    if (n == 0) return bytes;
    bytes.append(buffer.data(), static_cast<std::size_t>(n));
    if (bytes.size() > kLongestMessage) throw InputError(name, 0, "the message is larger than 256 MB", "take it in by hand");
  }
}

/// "From " lines inside of a message have one '>' more than they had (mboxrd).
std::string unstuffed(std::string_view message) {
  std::string out;
  out.reserve(message.size());
  for (std::size_t at = 0; at < message.size();) {
    if (message[at] == '>') {
      std::size_t from = message.find_first_not_of('>', at);
      if (from != message.npos && message.substr(from, 5) == "From ") ++at;
    }
    std::size_t end = std::min(message.find('\n', at), message.size() - 1) + 1;
    out += message.substr(at, end - at);
    at = end;
  }
  return out;
}

class OpenFolder {
 public:
  explicit OpenFolder(const std::string& path) : folder_(::opendir(path.c_str()), &::closedir) {
    if (!folder_) throw InputError(in_quotes(path), 0, std::string("cannot be read: ") + std::strerror(errno), "a Maildir has the folders 'new' and 'cur'");
  }
  int fd() const { return ::dirfd(folder_.get()); }
  std::vector<std::string> names() const {
    std::vector<std::string> found;
    while (const dirent* entry = ::readdir(folder_.get()))
      if (entry->d_name[0] != '.') found.emplace_back(entry->d_name);
    std::sort(found.begin(), found.end());
    return found;
  }

 private:
  std::unique_ptr<DIR, int (*)(DIR*)> folder_;
};

/// Where the message after the one at `start` begins: at a line "From " behind an empty one.
std::size_t next_message(std::string_view all, std::size_t start) {
  for (std::size_t line = all.find("\nFrom ", start); line != all.npos; line = all.find("\nFrom ", line + 1)) {
    std::string_view before = all.substr(start, line - start);
    if (before.ends_with('\n') || before.ends_with("\n\r")) return line + 1;
  }
  return all.npos;
}

}  // namespace

std::string read_message_input() { return read_open_file(0, "standard input"); }

void for_each_in_mbox(const std::string& path, const MessageSink& sink) {
  std::string content = read_file(path, std::size_t{4} << 30), name = file_name_of(path);
  if (content.empty()) return;
  if (!content.starts_with("From ")) throw InputError(name, 1, "an mbox file begins with 'From '", "give a single message on standard input");
  std::string_view all = content;
  long number = 0;
  for (std::size_t start = 0; start < all.size();) {
    std::size_t next = next_message(all, start);
    std::string_view message = all.substr(start, std::min(next, all.size()) - start);
    message.remove_prefix(std::min(message.find('\n'), message.size() - 1) + 1);
    sink(unstuffed(message), name + ", message " + std::to_string(++number));
    start = std::min(next, all.size());
  }
}

void for_each_in_maildir(const std::string& path, const MessageSink& sink) {
  for (const char* part : {"/new", "/cur"}) {  // what a mail program reads meanwhile moves from the first to the second
    OpenFolder folder(path + part);
    for (const std::string& name : folder.names()) {
      int fd = ::openat(folder.fd(), name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
      std::string shown = file_name_of(name);
      if (fd < 0 && errno == ENOENT) continue;  // it is under another name now
      if (fd < 0) throw InputError(shown, 0, std::string("cannot be read: ") + std::strerror(errno));
      struct stat info;
      bool regular = ::fstat(fd, &info) == 0 && S_ISREG(info.st_mode);
      std::string raw;
      try {
        if (regular) raw = read_open_file(fd, shown);
      } catch (...) {
        ::close(fd);
        throw;
      }
      ::close(fd);
      if (regular) sink(raw, shown);
    }
  }
}

}  // namespace outdesk
