#include "base/run_program.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <thread>

#include "../temp_folder.hpp"

using namespace outdesk;

namespace {

ProgramCall shell(const std::string& script) {
  ProgramCall call;
  call.program = "/bin/sh";
  call.arguments = {"-c", script};
  return call;
}

}  // namespace

TEST_CASE("a program's words, status and time come back; its environment is ours alone") {
  setenv("OUTDESK_TEST_SECRET", "x", 1);
  ProgramCall call = shell("cat; echo err >&2; echo \"$TZ $LC_ALL ${OUTDESK_TEST_SECRET-none} $A\"; pwd; exit 3");
  call.input.assign(300'000, 'a');
  call.input.push_back('\n');
  call.environment = {{"A", "b"}, {"TZ", "Europe/Moscow"}};
  ProgramResult result = run_program(call);
  CHECK(result.end == ProgramResult::End::exited);
  CHECK(result.code == 3);
  CHECK_FALSE(result.ok());
  CHECK(result.out == call.input + "Europe/Moscow C.UTF-8 none b\n/\n");
  CHECK(result.err == "err\n");
  CHECK(result.seconds > 0);
  CHECK(result.complaint("cat") == "cat ended with status 3: err");
}

TEST_CASE("a program that hangs is killed with its children at the deadline") {
  TempFolder folder;
  ProgramCall call = shell("sleep 60 & echo $! > " + folder.path() + "/pid; trap '' TERM; sleep 61");
  call.deadline = Seconds{1};
  ProgramResult result = run_program(call);
  CHECK(result.end == ProgramResult::End::timed_out);
  CHECK(result.seconds < 15);
  std::ifstream file(folder.path() + "/pid");
  int pid = 0;
  file >> pid;
  REQUIRE(pid > 0);
  for (int i = 0; i < 100 && kill(pid, 0) == 0; ++i) usleep(10'000);
  std::ifstream state("/proc/" + std::to_string(pid) + "/stat");
  std::string id, name, letter;
  state >> id >> name >> letter;
  CHECK((letter.empty() || letter == "Z"));
}

TEST_CASE("a flood is cut, a program that is not there says so, one that does not read its input does no harm") {
  ProgramCall flood = shell("yes");
  flood.output_limit = 100'000;
  ProgramResult flooded = run_program(flood);
  CHECK(flooded.end == ProgramResult::End::flooded);
  CHECK(flooded.out.size() == 100'000);
  ProgramCall absent = shell("");
  absent.program = "/nonexistent/program";
  CHECK(run_program(absent).end == ProgramResult::End::not_started);
  ProgramCall deaf = shell("exit 0");
  deaf.input = std::string(5'000'000, 'x');
  CHECK(run_program(deaf).ok());
}

TEST_CASE("output can be taken as it comes, from a thread as well, and a daemon that keeps the pipe does not hold us") {
  std::string taken;
  std::thread([&] {
    ProgramCall call = shell("(sleep 30; echo late) & seq 100000");
    call.on_output = [&](std::string_view bytes) { taken += bytes; };
    ProgramResult result = run_program(call);
    CHECK(result.ok());
    CHECK(result.seconds < 10);
  }).join();
  CHECK(taken.size() == 588895);
}

TEST_CASE("programs are looked for in fixed folders, and not where anybody could have put them") {
  CHECK(find_program("sh") != "");
  CHECK(find_program("no-such-program-anywhere") == "");
  CHECK(find_program("../bin/sh") == "");
}

TEST_CASE("a program in the background ends with its owner") {
  TempFolder folder;
  int pid = 0;
  {
    BackgroundProgram server(shell("echo $$ > " + folder.path() + "/pid; exec sleep 60"), folder.path() + "/log");
    for (int i = 0; i < 200 && pid == 0; ++i) {
      usleep(10'000);
      std::ifstream(folder.path() + "/pid") >> pid;
    }
    CHECK(server.alive());
  }
  REQUIRE(pid > 0);
  CHECK(kill(pid, 0) != 0);
}
