#include "verify/bacula_console.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <thread>

#include "base/child_process.hpp"
#include "base/text.hpp"

namespace outdesk {

BaculaConsole::BaculaConsole(std::string program, std::string configuration, const VerifyDesk& desk) : program_(std::move(program)), configuration_(std::move(configuration)), desk_(desk) {}

ProgramCall BaculaConsole::call_of(const std::vector<std::string>& commands, Seconds limit) const {
  ProgramCall call;
  call.program = program_;
  call.arguments = {"-n", "-c", configuration_};
  call.input = join(commands, "\n") + "\nquit\n";
  call.deadline = std::min(limit, desk_.deadline);
  return call;
}

ProgramResult BaculaConsole::say(const std::vector<std::string>& commands, Seconds limit) {
  ProgramResult result = run_program(call_of(commands, limit));
  if (version_.empty()) version_ = bacula_version_of(result.out);
  return result;
}

ProgramResult BaculaConsole::say(const std::vector<std::string>& commands, Seconds limit, const std::function<void(std::string_view)>& take) {
  ProgramCall call = call_of(commands, limit);
  call.on_output = take;
  return run_program(call);
}

std::optional<BaculaTrouble> BaculaConsole::trouble_of(const ProgramResult& result, std::string_view words) const {
  std::string where = "bconsole with " + in_quotes(configuration_);
  BaculaTrouble trouble{CheckLevel::freshness, Verdict::unknown, Fault::timed_out, "", false};
  if (result.end == ProgramResult::End::timed_out) {
    trouble.detail = where + ": the Director does not answer; see 'status dir', or restart bacula-director";
    trouble.unreachable = words.find("1000 OK") == words.npos;
    return trouble;
  }
  if (result.end != ProgramResult::End::exited) {
    trouble.detail = where + ": " + result.complaint("bconsole");
    return trouble;
  }
  return bacula_trouble_of(std::string(words) + "\n" + result.err, where);
}

void BaculaConsole::cancel_anyway(std::int64_t job) noexcept {
  try {
    ProgramCall call = call_of({"cancel jobid=" + std::to_string(job) + " yes"}, Seconds{10});
    std::string name = desk_.scratch + "/bacula-cancel-" + std::to_string(job);
    Descriptor input(open(name.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!input.open() || write(input.get(), call.input.data(), call.input.size()) < 0 || lseek(input.get(), 0, SEEK_SET) != 0) return;
    call.input_fd = input.get();
    unlink(name.c_str());
    std::string log = name + ".log";
    {
      BackgroundProgram cancel(call, log);
      for (int i = 0; i < 100 && cancel.alive(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    unlink(log.c_str());
  } catch (...) {  // nothing more can be done; the job ends by itself or an engineer cancels it
  }
}

std::string bacula_console_file(const std::string& where) {
  std::error_code unreadable;
  std::filesystem::path place = std::filesystem::absolute(where, unreadable);
  if (unreadable) return {};
  struct stat found {};
  if (stat(place.c_str(), &found) != 0) return {};
  if (S_ISREG(found.st_mode)) return place.string();
  for (const char* name : {"bconsole.conf", "etc/bconsole.conf", "conf/bconsole.conf"})
    if (stat((place / name).c_str(), &found) == 0 && S_ISREG(found.st_mode)) return (place / name).string();
  return {};
}

}  // namespace outdesk
