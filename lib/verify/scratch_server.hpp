// Servers of our own for test restores: private, without a port, gone with their data when the object ends.
#pragma once

#include <sys/types.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/run_program.hpp"
#include "verify/copy.hpp"

namespace outdesk {

/// Whom programs that read a hostile dump run as: where we are root, user "nobody", who owns nothing; else ourselves (zeros).
struct ScratchUser {
  unsigned uid = 0, gid = 0;
};
ScratchUser scratch_user();

/// A new folder of that user's, mode 0700, inside an existing one of ours.  While the object lives he may pass through our
/// private folders above it, down from `top`, without seeing what else is in them.  Throws WriteError.
class ScratchUserFolder {
 public:
  ScratchUserFolder(const std::string& top, const std::string& parent, const std::string& name, const ScratchUser& user);
  ScratchUserFolder(const ScratchUserFolder&) = delete;
  ~ScratchUserFolder();
  const std::string& path() const { return path_; }
  const ScratchUser& user() const { return user_; }
  /// A folder or a file (0600) in it, owned by the user.  Throws WriteError.
  std::string inner(const std::string& name) const;
  std::string file(const std::string& name, std::string_view bytes) const;
  /// Bytes on disk of all that is in it.
  std::int64_t used() const;

 private:
  void open_way(const std::string& folder);
  struct Passed {
    std::string path;
    mode_t mode;
    gid_t gid;
  };
  ScratchUser user_;
  std::string path_;
  std::vector<Passed> passed_;
};

/// A server while it runs.
class ScratchServer {
 public:
  /// `log`: file for all that it says.  `farewell`: the signal that ends it with its children, at once and without saving.
  ScratchServer(const ProgramCall& call, const std::string& log, int farewell);
  ScratchServer(const ScratchServer&) = delete;
  ~ScratchServer() { end(); }
  bool alive();
  void end();
  /// The last line of its log, for findings.
  std::string last_words() const;

 private:
  std::string log_;
  int farewell_;
  pid_t pid_ = -1;
};

/// The bytes of hexadecimal digits in either case; empty for anything else.
std::string bytes_of_digits(std::string_view digits);

/// 32 hexadecimal digits that nobody can guess.
std::string random_secret();

}  // namespace outdesk
