#include "verify/program_feed.hpp"

#include <poll.h>
#include <sys/socket.h>

#include <cerrno>
#include <chrono>
#include <utility>

#include "base/error.hpp"
#include "base/interrupt.hpp"

namespace outdesk {

namespace {

constexpr int kFeedTick = 500;  // milliseconds

}  // namespace

ProgramFeed::ProgramFeed(ProgramCall call, std::function<bool()> go_on) : go_on_(std::move(go_on)) {
  int ends[2];
  // A pair of sockets: a write to a program that has ended is an error, never a signal.
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) throw Error(Exit::missing, "no channel to another program", "raise the limit of open files");
  ours_ = Descriptor(ends[0]);
  ::shutdown(ends[0], SHUT_RD);
  result_ = std::async(std::launch::async, [call = std::move(call), theirs = Descriptor(ends[1])]() mutable {
    Descriptor input(theirs.release());  // closed at the end of the run, so that a waiting write() learns of it
    call.input_fd = input.get();
    return run_program(call);
  });
}

ProgramFeed::~ProgramFeed() { ours_.close(); }

bool ProgramFeed::may_go_on() {
  stop_where_asked();
  if (go_on_ && !go_on_()) stopped_ = true;
  return !stopped_;
}

bool ProgramFeed::write(std::string_view bytes) {
  while (!bytes.empty() && !stopped_) {
    ssize_t put = ::send(ours_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (put > 0) {
      bytes.remove_prefix(static_cast<std::size_t>(put));
    } else if (errno == EAGAIN || errno == EINTR) {
      pollfd waiting{ours_.get(), POLLOUT, 0};
      if (::poll(&waiting, 1, kFeedTick) <= 0 && !may_go_on()) return false;
    } else {
      stopped_ = true;
    }
  }
  return !stopped_;
}

ProgramResult ProgramFeed::finish() {
  ours_.close();
  while (result_.wait_for(std::chrono::milliseconds(kFeedTick)) != std::future_status::ready)
    if (!may_go_on()) break;
  return result_.get();
}

}  // namespace outdesk
