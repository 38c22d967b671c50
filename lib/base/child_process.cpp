#include "base/child_process.hpp"

#include <fcntl.h>
#include <grp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <map>

namespace outdesk {

namespace {

/// ioprio_set(2) has no wrapper: class idle of the calling process.
constexpr int kProcess = 1, kIdleClass = 3 << 13;

/// What exec is given, made before fork.
struct ExecArguments {
  std::vector<std::string> words, settings;
  std::vector<char*> argv, envp;
};

ExecArguments exec_arguments(const ProgramCall& call) {
  ExecArguments made;
  made.words.push_back(call.program);
  made.words.insert(made.words.end(), call.arguments.begin(), call.arguments.end());
  std::map<std::string, std::string> settings = {
      {"PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"}, {"LC_ALL", "C.UTF-8"}, {"TZ", "UTC"}, {"HOME", "/nonexistent"}};
  for (const auto& [name, value] : call.environment) settings[name] = value;
  for (const auto& [name, value] : settings) made.settings.push_back(name + "=" + value);
  for (std::string& word : made.words) made.argv.push_back(word.data());
  for (std::string& setting : made.settings) made.envp.push_back(setting.data());
  made.argv.push_back(nullptr);
  made.envp.push_back(nullptr);
  return made;
}

void in_child(const ProgramCall& call, const ExecArguments& exec, const ChildStreams& streams, int report) {
  auto give_up = [&] {
    int why = errno;
    if (write(report, &why, sizeof why) < 0) _exit(126);
    _exit(127);
  };
  setpgid(0, 0);
  prctl(PR_SET_PDEATHSIG, SIGKILL);  // we may be killed in a way that cannot be caught
  for (int signal = 1; signal < NSIG; ++signal) std::signal(signal, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
  if (dup2(streams.in, 0) < 0 || dup2(streams.out, 1) < 0 || dup2(streams.err, 2) < 0) give_up();
  if (report != 3) {
    dup3(report, 3, O_CLOEXEC);
    report = 3;
  }
  syscall(SYS_close_range, 4U, ~0U, 0U);
  if (call.gid && (setgroups(0, nullptr) != 0 || setgid(call.gid) != 0)) give_up();
  if (call.uid && setuid(call.uid) != 0) give_up();
  if (call.uid) prctl(PR_SET_PDEATHSIG, SIGKILL);  // a change of user forgets it
  umask(077);
  if (chdir(call.folder.c_str()) != 0) give_up();
  execve(call.program.c_str(), exec.argv.data(), exec.envp.data());
  give_up();
}

/// Descriptors 0 to 3 are taken by dup2 in the child: what we hand over must stand above them.
Descriptor above_standard(int fd) { return Descriptor(fcntl(fd, F_DUPFD_CLOEXEC, 10)); }

}  // namespace

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
  if (this != &other) {
    close();
    fd_ = other.release();
  }
  return *this;
}

int Descriptor::release() {
  int fd = fd_;
  fd_ = -1;
  return fd;
}

void Descriptor::close() {
  if (fd_ >= 0) ::close(fd_);
  fd_ = -1;
}

void yield_to_others() {
  setpriority(PRIO_PROCESS, 0, 10);
  syscall(SYS_ioprio_set, kProcess, 0, kIdleClass);
}

pid_t start_child(const ProgramCall& call, const ChildStreams& streams) {
  ExecArguments exec = exec_arguments(call);
  Descriptor nothing(open("/dev/null", O_RDWR | O_CLOEXEC));
  auto standing = [&](int fd) { return above_standard(fd >= 0 ? fd : nothing.get()); };
  Descriptor in = standing(streams.in), out = standing(streams.out), err = standing(streams.err);
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return -errno;
  Descriptor reading(ends[0]), first(ends[1]);
  Descriptor writing = above_standard(first.get());
  first.close();
  pid_t pid = fork();
  if (pid < 0) return -errno;
  if (pid == 0) in_child(call, exec, {in.get(), out.get(), err.get()}, writing.get());
  writing.close();
  int why = 0;
  ssize_t got;
  do got = read(reading.get(), &why, sizeof why);
  while (got < 0 && errno == EINTR);
  if (got != sizeof why) return pid;
  waitpid(pid, nullptr, 0);
  return -why;
}

void end_child(pid_t pid, int patience) {
  kill(-pid, SIGTERM);
  for (int tick = 0; tick < patience * 100; ++tick) {
    if (waitpid(pid, nullptr, WNOHANG) != 0) {
      kill(-pid, SIGKILL);  // what it left behind
      return;
    }
    usleep(10'000);
  }
  kill(-pid, SIGKILL);
  waitpid(pid, nullptr, 0);
}

}  // namespace outdesk
