// Figures beyond the deadlines: first contact, lines, ratings, work, medians of many.
#include <algorithm>
#include <random>

#include "made_ticket.hpp"
#include "sla/period_counts.hpp"

using namespace outdesk;

namespace {

Counts counts_of(const std::vector<Ticket>& tickets, const std::string& changes = "{}") {
  Terms terms = terms_of(changes);
  Look look = look_at_end(kOctober, at("2027-01-01T00:00:00Z"));
  CountRules rules{kOctober, &Zone::named("UTC")};
  if (!terms.contract.lines.empty()) rules.beyond_first_line = terms.contract.lines.begin()->second.beyond;
  Counts counts;
  for (const auto& ticket : tickets) {
    std::vector<Event> seen = events_seen(ticket.events, look);
    if (auto verdict = judge_seen(seen, terms, look)) add_ticket(counts, *verdict, seen, rules);
  }
  return counts;
}

Ticket solved(const char* from, const char* to, Fields fields = {}) {
  Ticket ticket(from, "P3", "client:Popova", std::move(fields));
  ticket.resolve(to);
  return ticket;
}

Fields score(std::int64_t n) { return Fields().set("score", n); }
Fields work(std::int64_t seconds, const char* mode) { return Fields().set("seconds", seconds).set("mode", mode); }

}  // namespace

TEST_CASE("first contact: a word of the client before the end counts, thanks after it do not") {
  std::vector<Ticket> tickets;
  tickets.push_back(solved("05 09:00", "05 10:00").client("05 11:00"));
  tickets.push_back(Ticket("05 09:00").reply("05 09:05").client("05 09:30").resolve("05 10:00"));
  Counts counts = counts_of(tickets);
  CHECK(counts.quality.first_contact == 1);
  CHECK(counts.quality.ended == 2);
}

TEST_CASE("first contact: re-opened within a week it was none, later it was") {
  std::vector<Ticket> tickets;
  tickets.push_back(solved("05 09:00", "05 10:00").reopen("12 10:00").resolve("12 11:00"));
  tickets.push_back(solved("05 09:00", "05 10:00").reopen("12 10:01").resolve("12 11:00"));  // after the grace too
  Counts counts = counts_of(tickets);
  CHECK(counts.quality.first_contact == 1);
  CHECK(counts.quality.reopened == 2);
}

TEST_CASE("net first contact leaves out what lies beyond the first line") {
  std::vector<Ticket> tickets;
  tickets.push_back(solved("05 09:00", "05 10:00", Fields().set("category", "printer")));
  tickets.push_back(Ticket("05 09:00", "P3", "client:Popova", Fields().set("category", "1C")).reply("05 09:10").client("05 09:20").resolve("05 10:00"));
  Counts counts = counts_of(tickets, R"({"lines":{"L1":{"beyond":["1C"]}}})");
  CHECK(counts.quality.first_contact == 1);
  CHECK(counts.quality.ended == 2);
  CHECK(counts.quality.solvable_first_contact == 1);
  CHECK(counts.quality.solvable == 1);
}

TEST_CASE("stays on lines count in the period in which they end, and while they go on") {
  Ticket ticket("05 09:00", "P3", "client:Popova", Fields().set("line", "L1"));
  ticket.line("05 09:10", "L2").line("05 10:00", "L1");
  Counts counts = counts_of({ticket});
  CHECK(counts.quality.lines.at("L1").met == 1);
  CHECK(counts.quality.lines.at("L1").missed == 1);  // still there, over its 15 minutes
  CHECK(counts.quality.lines.at("L1").bounces == 1);
  CHECK(counts.quality.lines.at("L2").stays == 1);
}

TEST_CASE("ratings: 4 and 5 are good, an engineer rates nobody, a low one wants a review") {
  std::vector<Ticket> tickets;
  tickets.push_back(solved("05 09:00", "05 10:00").add("05 12:00", EventKind::rated, score(5), "client:Popova"));
  tickets.push_back(solved("05 09:00", "05 10:00").add("05 12:00", EventKind::rated, score(4), "system"));
  tickets.push_back(solved("05 09:00", "05 10:00").add("05 12:00", EventKind::rated, score(2), "client:x")
                        .add("06 12:00", EventKind::reviewed, Fields().set("finding", "nobody called back")));
  tickets.push_back(solved("05 09:00", "05 10:00").add("05 12:00", EventKind::rated, score(1), "client:x"));
  tickets.push_back(solved("05 09:00", "05 10:00").add("05 12:00", EventKind::rated, score(5), "Ivanov"));
  tickets.push_back(solved("05 09:00", "05 10:00"));
  Counts counts = counts_of(tickets);
  const ActivityCounts& activity = counts.activity;
  CHECK(activity.ratings == 4);
  CHECK(activity.good == 2);
  CHECK(activity.score_sum == 12);
  CHECK(activity.low == 2);
  CHECK(activity.low_reviewed == 1);
  CHECK(activity.own_ratings == 1);
  CHECK(activity.ended_rated == 4);
  CHECK(activity.scores == std::array<std::int64_t, 5>{1, 1, 0, 1, 1});
}

TEST_CASE("work counts by the date of its entry, by mode and by who pays") {
  Ticket ticket("05 09:00");
  ticket.add("05 10:00", EventKind::work, work(600, "remote"));
  ticket.add("06 10:00", EventKind::work, work(3600, "visit").set("planned", true).set("billable", true));
  ticket.add("07 10:00", EventKind::work, work(1800, "visit").set("billable", false));
  ticket.add("08 10:00", EventKind::work, work(100, "chat"));
  ticket.events.back().at = ticket.events.back().entered = at("2026-11-01T00:00:00Z");
  const ActivityCounts activity = counts_of({ticket}).activity;
  CHECK(activity.work() == Seconds{6000});
  CHECK(activity.planned_visits == 1);
  CHECK(activity.unplanned_visits == 1);
  CHECK(activity.planned_visit_time == hours(1));
  CHECK(activity.unplanned_visit_time == minutes(30));
  CHECK(activity.counted == hours(1) + Seconds{600});
  CHECK(activity.not_billable == minutes(30));
}

TEST_CASE("median and p90 of many values are those of the sorted list") {
  std::mt19937 random(5);
  for (int size : {5, 6, 100, 4095, 4096, 4097, 20000}) {
    Spread spread;
    std::vector<std::int64_t> values;
    for (int i = 0; i < size; ++i) {
      values.push_back(random() % (i % 2 ? 50U : 1'000'000U));
      spread.add(Seconds{values.back()});
      if (i == size / 2) (void)spread.median();  // asked in between, it goes on
    }
    std::sort(values.begin(), values.end());
    auto n = values.size();
    CHECK(spread.median() == Seconds{(values[(n - 1) / 2] + values[n / 2]) / 2});
    CHECK(spread.p90() == Seconds{values[(n * 9 + 9) / 10 - 1]});
    CHECK(spread.size() == size);
  }
}

TEST_CASE("arrivals and endings stand by weekday and hour, each in its own map") {
  Counts counts = counts_of({solved("05 09:59", "06 14:00")});
  CHECK(counts.quality.arrivals[0][9] == 1);
  CHECK(counts.quality.endings[1][14] == 1);
  CHECK(counts.quality.endings[0][9] == 0);
}
