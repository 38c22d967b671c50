// clock_bench [QUESTIONS]   questions to one working calendar a second, on one core: elapsed and due, for spans of an
// hour, a month and five years.  Nothing is judged.  clock_bench.sh runs it beside two peers.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <vector>

#include "calendar/working_time.hpp"

using namespace outdesk;

namespace {

Calendar office() {
  Calendar calendar;
  calendar.timezone = "Europe/Moscow";
  calendar.follow = "ru";
  for (std::size_t day = 0; day < 5; ++day) calendar.weekly[day] = {{9 * 3600, 13 * 3600}, {14 * 3600, 18 * 3600}};
  return calendar;
}

struct Question { Instant from, to; };

std::vector<Question> questions(std::size_t count, Seconds longest) {
  std::mt19937_64 random(1);
  Instant first = *parse_instant("2019-01-01T00:00:00Z");
  std::vector<Question> made;
  for (std::size_t i = 0; i < count; ++i) {
    Instant from = first + Seconds{static_cast<std::int64_t>(random() % (2 * 365 * 86400ULL))};
    made.push_back({from, from + Seconds{static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(longest.count))}});
  }
  return made;
}

template <class Ask>
void row(const char* what, const std::vector<Question>& asked, Ask ask) {
  std::int64_t sum = 0;
  for (const auto& question : asked) sum += ask(question);  // the table is there, the memory warm
  auto begin = std::chrono::steady_clock::now();
  for (const auto& question : asked) sum += ask(question);
  std::chrono::duration<double> spent = std::chrono::steady_clock::now() - begin;
  std::printf("%-44s %12.0f a second   (sum %lld)\n", what, static_cast<double>(asked.size()) / spent.count(), static_cast<long long>(sum));
}

}  // namespace

int main(int count, char** arguments) {
  std::size_t n = count > 1 ? std::strtoul(arguments[1], nullptr, 10) : 2'000'000;
  WorkingTime time(office(), "office");
  auto elapsed = [&](const Question& q) { return time.elapsed(q.from, q.to).count; };
  row("outdesk elapsed, spans up to an hour", questions(n, Seconds{3600}), elapsed);
  row("outdesk elapsed, spans up to a month", questions(n, Seconds{30 * kDay}), elapsed);
  row("outdesk elapsed, spans up to five years", questions(n, Seconds{5 * 365 * kDay}), elapsed);
  row("outdesk due, targets up to 40 h", questions(n, Seconds{30 * kDay}),
      [&](const Question& q) { return time.due(q.from, Seconds{(q.to - q.from).count % (40 * 3600)}).unix_s; });
  row("outdesk due, targets up to 4000 h", questions(n, Seconds{30 * kDay}),
      [&](const Question& q) { return time.due(q.from, Seconds{(q.to - q.from).count * 6 % (4000 * 3600)}).unix_s; });
}
