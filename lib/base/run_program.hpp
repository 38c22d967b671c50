// Running another program: by absolute path, without a shell, with a fixed small environment, bounded in time and output.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "base/instant.hpp"
#include "base/sha256.hpp"

namespace outdesk {

/// Where a program of the system stands: looked for in /usr/local/sbin, /usr/local/bin, /usr/sbin, /usr/bin, /sbin, /bin
/// and the Debian folders of PostgreSQL (newest first), never in PATH.  Empty where it is not there, or where others than
/// root and us could have put it there.
std::string find_program(const std::string& name);

struct ProgramCall {
  std::string program;                 ///< absolute path
  std::vector<std::string> arguments;  ///< without the program's own name; never a secret
  std::vector<std::pair<std::string, std::string>> environment;  ///< beside PATH, LC_ALL=C.UTF-8, TZ=UTC, HOME=/nonexistent, of which it may replace any
  std::string folder = "/";            ///< working folder
  std::string input;                   ///< given on standard input
  int input_fd = -1;                   ///< the same from an open file; -1: `input`
  Seconds deadline{600};               ///< then the whole process group is killed
  std::size_t output_limit = 64u << 20;  ///< bytes of each stream; more is a flood, and ends the call
  std::function<void(std::string_view)> on_output;  ///< takes standard output as it comes; it is then not kept nor limited
  int output_fd = -1;                  ///< standard output straight into this open file
  unsigned uid = 0, gid = 0;           ///< where we are root and these are not 0: run as this user, no other groups
};

struct ProgramResult {
  enum class End { exited, signalled, timed_out, flooded, not_started } end = End::not_started;
  int code = -1;         ///< exit status, or the signal, or errno
  std::string out, err;
  double seconds = 0;    ///< monotonic
  bool ok() const { return end == End::exited && code == 0; }
  /// Digest of both streams as kept: evidence of what the program said.
  Digest log() const;
  /// "restic ended with status 1: Fatal: wrong password", one storable line with the last line that the program said.
  std::string complaint(const std::string& name) const;
};

/// From now on this process, and every program that it runs, takes the disk and the processor only when nobody else wants
/// them (class idle, nice 10).
void yield_to_others();

/// Throws Interrupted (base/interrupt.hpp) after killing the program where we are asked to stop meanwhile.
ProgramResult run_program(const ProgramCall& call);

/// A program that goes on while we do other things (a scratch server).  The destructor ends it: SIGTERM to its process
/// group, SIGKILL where it is still there after ten seconds.
class BackgroundProgram {
 public:
  /// Both outputs go into the file `log` (made, 0600).  `deadline`, `input`, `on_output`, `output_limit` of the call mean nothing here.
  BackgroundProgram(const ProgramCall& call, const std::string& log);
  BackgroundProgram(const BackgroundProgram&) = delete;
  ~BackgroundProgram();
  bool alive();

 private:
  int pid_ = -1;
};

}  // namespace outdesk
