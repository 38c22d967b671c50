// Timelines that add up to the verdict, whatever the ticket.
#include "sla/explain_rules.hpp"

#include <random>

#include "made_ticket.hpp"

using namespace outdesk;

namespace {

struct Told {
  TicketVerdict verdict;
  TicketHistory history;
  Terms terms;
  std::vector<ClockSpan> spans(Target target) const {
    const TargetState& state = target == Target::resolution ? verdict.resolution : verdict.response;
    return spans_of(state, target, history, verdict, terms);
  }
};

Told told(const Ticket& ticket, const char* when, const std::string& changes = "{}") {
  Terms terms = terms_of(changes);
  std::vector<Event> seen = events_seen(ticket.events, look_at(october(when)));
  return {judge_seen(seen, terms, look_at(october(when))).value(), history_of(seen), std::move(terms)};
}

Seconds working(const Told& told, const ClockSpan& span) { return told.terms.calendars.at("office").elapsed(span.span.from, span.span.to); }

}  // namespace

TEST_CASE("a timeline says when the clock ran, stood and why") {
  Ticket ticket("05 17:00");
  ticket.reply("05 17:10").wait("05 17:30", "client").resume("06 10:00").resolve("06 17:00");
  Told all = told(ticket, "07 00:00");
  std::vector<ClockSpan> spans = all.spans(Target::resolution);
  REQUIRE(spans.size() == 5);
  CHECK(spans[0].span == Period{october("05 17:00"), october("05 17:30")});
  CHECK(spans[0].kind == SpanKind::counted);
  CHECK(spans[1].kind == SpanKind::waiting);
  CHECK(spans[1].span.to == october("05 18:00"));
  CHECK(spans[1].waits_for == "client");
  CHECK(spans[1].by == "Ivanov");
  CHECK(spans[2].kind == SpanKind::closed);
  REQUIRE(spans[2].days.size() == 2);
  CHECK(spans[2].days[0].reason == DayReason::weekly);
  CHECK(spans[3].kind == SpanKind::waiting);
  CHECK(spans[4].counted == hours(7));
  CHECK_FALSE(spans[4].past_target);
  CHECK(spans[4].total == all.verdict.resolution.elapsed);
}

TEST_CASE("the instant at which the deadline is used up cuts the timeline") {
  Ticket ticket("05 09:00");
  ticket.reply("05 09:10").resolve("06 12:00");
  std::vector<ClockSpan> spans = told(ticket, "07 00:00").spans(Target::resolution);
  REQUIRE(spans.size() == 4);
  CHECK(spans[0].span.to == october("05 17:00"));
  CHECK_FALSE(spans[0].past_target);
  CHECK(spans[1].past_target);
  CHECK(spans[1].span.to == october("05 18:00"));
  CHECK(spans[3].total == hours(12));
}

TEST_CASE("a wait that the contract does not list is counted and named") {
  Ticket ticket("05 09:00");
  ticket.reply("05 09:10").wait("05 10:00", "vendor").resolve("05 12:00");
  std::vector<ClockSpan> spans = told(ticket, "07 00:00").spans(Target::resolution);
  REQUIRE(spans.size() == 2);
  CHECK(spans[1].kind == SpanKind::counted);
  CHECK(spans[1].waits_for == "vendor");
  CHECK(spans[1].counted == hours(2));
}

TEST_CASE("solved and re-opened is a span of its own") {
  Ticket ticket("05 09:00");
  ticket.reply("05 09:10").resolve("05 11:00").reopen("05 14:00").resolve("05 15:00");
  std::vector<ClockSpan> spans = told(ticket, "07 00:00").spans(Target::resolution);
  REQUIRE(spans.size() == 3);
  CHECK(spans[1].kind == SpanKind::ended);
  CHECK(spans[2].total == hours(3));
}

TEST_CASE("a closed day says which act made it one") {
  Ticket ticket("30 17:00");
  ticket.reply("30 17:10");
  Told all = told(ticket, "30 20:00", R"({"calendars":{"office":{"follow":"ru","holidays":["2026-10-31"]}}})");
  Look look = look_at(at("2026-11-05T10:00:00Z"));
  TicketVerdict verdict = judge_ticket(ticket.events, all.terms, look).value();
  std::vector<ClockSpan> spans = spans_of(verdict.resolution, Target::resolution, all.history, verdict, all.terms);
  std::map<std::string, DayNote> days;
  for (const auto& span : spans)
    for (const auto& day : span.days) days[to_text(day.date)] = day;
  CHECK(days.at("2026-10-31").reason == DayReason::holiday);
  CHECK(days.at("2026-11-01").reason == DayReason::day_off);
  CHECK(days.at("2026-11-03").reason == DayReason::short_day);
  CHECK(days.at("2026-11-04").reason == DayReason::national_holiday);
  CHECK(days.at("2026-11-04").decree.find("1466") != std::string::npos);
}

TEST_CASE("whatever happens to a ticket, its spans join up and add up to elapsed and paused") {
  std::mt19937 random(7);
  auto pick = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
  const char* kReasons[] = {"client", "vendor", "postponed"};
  const char* kPriorities[] = {"P1", "P3", "P4"};
  int late = 0, waited = 0;
  for (int round = 0; round < 400; ++round) {
    Ticket ticket("01 08:30", kPriorities[pick(3)]);
    Instant now = october("01 08:30");
    for (int i = pick(12); i > 0; --i) {
      now = now + Seconds{pick(2 * 86400)};
      std::string when = "01 08:30";
      switch (pick(7)) {
        case 0: ticket.reply(when); break;
        case 1: ticket.wait(when, kReasons[pick(3)]); break;
        case 2: ticket.resume(when); break;
        case 3: ticket.resolve(when); break;
        case 4: ticket.reopen(when); break;
        case 5: ticket.priority(when, kPriorities[pick(3)]); break;
        default: ticket.client(when); break;
      }
      ticket.events.back().at = ticket.events.back().entered = now;
    }
    Told all = told(ticket, "31 12:00");
    for (Target target : {Target::response, Target::resolution}) {
      const TargetState& state = target == Target::resolution ? all.verdict.resolution : all.verdict.response;
      std::vector<ClockSpan> spans = all.spans(target);
      Instant end = state.from;
      Seconds counted, paused;
      for (const auto& span : spans) {
        CHECK(span.span.from == end);
        CHECK(span.span.from < span.span.to);
        end = span.span.to;
        counted += span.counted;
        CHECK(span.total == counted);
        CHECK((span.kind == SpanKind::counted || span.counted == Seconds{}));
        if (span.kind == SpanKind::waiting) paused += span.span.to - span.span.from;
        if (span.past_target) CHECK(span.total > *state.target);
        else if (state.target && state.verdict != TargetVerdict::none) CHECK((span.total <= *state.target || !state.due));
        if (state.priority != "P1" && span.kind == SpanKind::closed) CHECK(working(all, span) == Seconds{});
      }
      CHECK(end == std::max(state.from, state.until));
      CHECK(counted == state.elapsed);
      CHECK(paused == state.paused);
      late += state.verdict == TargetVerdict::missed;
      waited += paused.count > 0;
    }
  }
  CHECK(late > 100);
  CHECK(waited > 50);
}
