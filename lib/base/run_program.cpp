#include "base/run_program.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>

#include "base/child_process.hpp"
#include "base/interrupt.hpp"
#include "base/text.hpp"

namespace outdesk {

namespace {

/// Root's or ours, and nobody else may write it.
bool only_ours(const struct stat& found) { return (found.st_uid == 0 || found.st_uid == geteuid()) && (found.st_mode & 022) == 0; }

bool trusted_program(const std::string& path) {
  struct stat file {}, folder {};
  return stat(path.c_str(), &file) == 0 && S_ISREG(file.st_mode) && access(path.c_str(), X_OK) == 0 && only_ours(file) &&
         stat(folder_of(path).c_str(), &folder) == 0 && only_ours(folder);
}

std::vector<std::string> program_folders() {
  std::vector<std::string> folders = {"/usr/local/sbin/", "/usr/local/bin/", "/usr/sbin/", "/usr/bin/", "/sbin/", "/bin/"};
  for (int version = 30; version >= 9; --version) folders.push_back("/usr/lib/postgresql/" + std::to_string(version) + "/bin/");
  return folders;
}

using Ticks = std::chrono::steady_clock;
double seconds_since(Ticks::time_point start) { return std::chrono::duration<double>(Ticks::now() - start).count(); }

struct Pipe {
  Descriptor ours, theirs;
};
Pipe made_pipe(bool we_read) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) throw Error(Exit::missing, "no pipe for another program: " + std::string(std::strerror(errno)), "raise the limit of open files");
  Pipe made{Descriptor(ends[we_read ? 0 : 1]), Descriptor(ends[we_read ? 1 : 0])};
  fcntl(made.ours.get(), F_SETFL, O_NONBLOCK);
  return made;
}

/// One call while it runs.
class Running {
 public:
  explicit Running(const ProgramCall& call) : call_(call), start_(Ticks::now()) {}

  ProgramResult to_the_end() {
    std::signal(SIGPIPE, SIG_IGN);  // a program that does not read its input
    if (!started()) return std::move(result_);
    try {
      while (!over()) turn();
    } catch (...) {
      end_child(pid_, 5);
      throw;
    }
    result_.seconds = seconds_since(start_);
    return std::move(result_);
  }

 private:
  bool started() {
    Pipe in = made_pipe(false), out = made_pipe(true), err = made_pipe(true);
    bool feeds = call_.input_fd < 0;
    pid_ = start_child(call_, {feeds ? in.theirs.get() : call_.input_fd, call_.output_fd >= 0 ? call_.output_fd : out.theirs.get(), err.theirs.get()});
    if (pid_ < 0) {
      result_.code = -pid_;
      result_.err = std::strerror(-pid_);
      return false;
    }
    if (feeds && !call_.input.empty()) in_ = std::move(in.ours);
    if (call_.output_fd < 0) out_ = std::move(out.ours);
    err_ = std::move(err.ours);
    return true;
  }

  bool over() {
    if (reaped_) return (!out_.open() && !err_.open()) || seconds_since(ended_) > 1;
    int status = 0;
    if (waitpid(pid_, &status, WNOHANG) != pid_) return false;
    kill(-pid_, SIGKILL);  // children that it left behind; they may hold the pipes
    reaped_ = true;
    ended_ = Ticks::now();
    if (result_.end == ProgramResult::End::not_started) {
      result_.end = WIFEXITED(status) ? ProgramResult::End::exited : ProgramResult::End::signalled;
      result_.code = WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status);
    }
    return !out_.open() && !err_.open();
  }

  void turn() {
    std::array<pollfd, 3> watched = {pollfd{in_.get(), POLLOUT, 0}, pollfd{out_.get(), POLLIN, 0}, pollfd{err_.get(), POLLIN, 0}};
    poll(watched.data(), watched.size(), reaped_ || (!out_.open() && !err_.open()) ? 5 : 50);
    if (watched[0].revents) feed();
    if (watched[1].revents) take(out_, result_.out, call_.on_output);
    if (watched[2].revents) take(err_, result_.err, nullptr);
    stop_where_asked();
    if (!reaped_ && seconds_since(start_) > static_cast<double>(call_.deadline.count)) cut(ProgramResult::End::timed_out);
  }

  void feed() {
    ssize_t put = write(in_.get(), call_.input.data() + fed_, call_.input.size() - fed_);
    if (put > 0) fed_ += static_cast<std::size_t>(put);
    if (fed_ == call_.input.size() || (put < 0 && errno != EAGAIN && errno != EINTR)) in_.close();
  }

  void take(Descriptor& from, std::string& kept, const std::function<void(std::string_view)>& taker) {
    ssize_t got = read(from.get(), buffer_.data(), buffer_.size());
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (got <= 0) return from.close();
    std::string_view bytes(buffer_.data(), static_cast<std::size_t>(got));
    if (taker) return taker(bytes);
    kept.append(bytes.substr(0, call_.output_limit - std::min(call_.output_limit, kept.size())));
    if (kept.size() >= call_.output_limit && !reaped_) cut(ProgramResult::End::flooded);
  }

  void cut(ProgramResult::End why) {
    result_.end = why;
    end_child(pid_, 5);
    reaped_ = true;
    ended_ = Ticks::now();
  }

  const ProgramCall& call_;
  Ticks::time_point start_, ended_;
  ProgramResult result_;
  Descriptor in_, out_, err_;
  pid_t pid_ = -1;
  bool reaped_ = false;
  std::size_t fed_ = 0;
  std::array<char, 65536> buffer_;
};

std::string last_line(std::string_view text) {
  text = trimmed(text);
  std::size_t cut = text.rfind('\n');
  return printable(trimmed(cut == text.npos ? text : text.substr(cut + 1)).substr(0, 400));
}

}  // namespace

std::string find_program(const std::string& name) {
  if (name.empty() || name.find('/') != name.npos) return {};
  for (const std::string& folder : program_folders())
    if (trusted_program(folder + name)) return folder + name;
  return {};
}

Digest ProgramResult::log() const { return Sha256().add(out).add(err).finish(); }

std::string ProgramResult::complaint(const std::string& name) const {
  std::string said = last_line(err.empty() ? out : err);
  std::string tail = said.empty() ? "" : ": " + said;
  switch (end) {
    case End::exited: return name + " ended with status " + std::to_string(code) + tail;
    case End::signalled: return name + " was ended by signal " + std::to_string(code) + tail;
    case End::timed_out: return name + " was still busy after " + to_duration_text(Seconds{static_cast<std::int64_t>(seconds)}) + tail;
    case End::flooded: return name + " wrote without end" + tail;
    case End::not_started: break;
  }
  return name + " could not be started" + tail;
}

ProgramResult run_program(const ProgramCall& call) { return Running(call).to_the_end(); }

BackgroundProgram::BackgroundProgram(const ProgramCall& call, const std::string& log) {
  Descriptor file(open(log.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (!file.open()) throw WriteError("cannot make " + in_quotes(log) + ": " + std::strerror(errno), "choose another scratch folder");
  pid_ = start_child(call, {call.input_fd, file.get(), file.get()});
}

BackgroundProgram::~BackgroundProgram() {
  if (pid_ > 0) end_child(pid_, 10);
}

bool BackgroundProgram::alive() {
  if (pid_ <= 0) return false;
  if (waitpid(pid_, nullptr, WNOHANG) == 0) return true;
  pid_ = -1;
  return false;
}

}  // namespace outdesk
