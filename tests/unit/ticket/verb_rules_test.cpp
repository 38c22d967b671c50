#include <doctest/doctest.h>

#include "desk.hpp"
#include "ticket/verb_rules.hpp"

using namespace outdesk;

namespace {

Event event_of(EventKind kind, Fields fields = {}, const std::string& by = "ivanov", const std::string& time = "2026-10-01T10:00:00Z") {
  return {0, at(time), at(time), by, kind, std::move(fields)};
}

struct Told {
  std::vector<Event> events;
  explicit Told(std::vector<Event> more) : events(std::move(more)) {
    Event created = event_of(EventKind::created, Fields().set("subject", "x").set("priority", "P3"), "ivanov", "2026-10-01T09:00:00Z");
    events.insert(events.begin(), std::move(created));
    for (std::size_t i = 0; i < events.size(); ++i) events[i].seq = static_cast<std::int64_t>(i + 1);
  }
  std::string already(const Event& event) const { return already_said(event, head_after(events), events); }
  std::string refused(const Event& event) const { return why_refused(event, head_after(events), events); }
};

}  // namespace

TEST_CASE("what a ticket says already is not said again") {
  Event assigned = event_of(EventKind::assigned, Fields().set("to", "belov").set("line", "L2"));
  Told told({assigned, event_of(EventKind::waiting, Fields().set("reason", "client"))});
  CHECK(told.already(assigned) == "is with belov, line L2 already");
  CHECK(told.already(event_of(EventKind::assigned, Fields().set("to", "belov"))) == "is with belov already");
  CHECK(told.already(event_of(EventKind::assigned, Fields().set("to", "titov"))) == "");
  CHECK(told.already(event_of(EventKind::waiting, Fields().set("reason", "client"))) == "waits for client already");
  CHECK(told.already(event_of(EventKind::waiting, Fields().set("reason", "vendor"))) == "");
  CHECK(told.already(event_of(EventKind::priority, Fields().set("to", "P3"))) == "has priority P3 already");
  CHECK(told.already(event_of(EventKind::resolved)) == "");
}

TEST_CASE("two equal notes, and two equal pieces of work, are two") {
  Event note = event_of(EventKind::message, Fields().set("from", "engineer").set("body", "x"));
  Event work = event_of(EventKind::work, Fields().set("seconds", std::int64_t{60}));
  Told told({note, work});
  CHECK(told.already(note) == "");
  CHECK(told.already(work) == "");
}

TEST_CASE("a rating is the same only from the same person, and a review only of the same rating") {
  Event low = event_of(EventKind::rated, Fields().set("score", std::int64_t{2}), "client:Popova");
  Event review = event_of(EventKind::reviewed, Fields().set("finding", "late").set("cause", "process"));
  Told told({low, review});
  CHECK(told.already(low) == "is rated so already");
  low.by = "client:Titov";
  CHECK(told.already(low) == "");
  CHECK(told.already(review) == "is reviewed so already");
  Event again = event_of(EventKind::rated, Fields().set("score", std::int64_t{1}), "client:Popova", "2026-10-01T12:00:00Z");
  CHECK(Told({low, review, again}).already(review) == "");
}

TEST_CASE("a merged ticket takes facts, and nothing that goes on") {
  Event merged = event_of(EventKind::merged, Fields().set("into", "T-2"));
  Told told({merged});
  CHECK(told.refused(event_of(EventKind::message, Fields().set("from", "engineer").set("public", true))) == "goes on in ticket 'T-2'");
  CHECK(told.refused(event_of(EventKind::resolved)) == "goes on in ticket 'T-2'");
  CHECK(told.refused(event_of(EventKind::merged, Fields().set("into", "T-3"))) == "goes on in ticket 'T-2'");
  CHECK(told.refused(merged) == "");
  CHECK(told.already(merged) == "is merged into 'T-2' already");
  CHECK(told.refused(event_of(EventKind::message, Fields().set("from", "engineer").set("public", false))) == "");
  CHECK(told.refused(event_of(EventKind::work)) == "");
  CHECK(told.refused(event_of(EventKind::undone)) == "");
}

TEST_CASE("waiting begins only for what has not ended") {
  Told told({event_of(EventKind::closed)});
  CHECK(told.refused(event_of(EventKind::waiting, Fields().set("reason", "client"))) == "is closed");
}

TEST_CASE("an agreed visit is made by the first visit after it was agreed") {
  Event agreed = event_of(EventKind::scheduled, Fields().set("start", "2026-10-02T09:00:00Z"));
  Event before = event_of(EventKind::work, Fields().set("mode", "visit"), "ivanov", "2026-10-01T09:30:00Z");
  Event after = event_of(EventKind::work, Fields().set("mode", "visit"), "ivanov", "2026-10-02T09:05:00Z");
  Event remote = event_of(EventKind::work, Fields().set("mode", "remote"), "ivanov", "2026-10-02T09:05:00Z");
  CHECK(agreed_visit(Told({before, agreed}).events) != nullptr);
  CHECK(agreed_visit(Told({agreed, remote}).events) != nullptr);
  CHECK(agreed_visit(Told({agreed, after}).events) == nullptr);
  CHECK(agreed_visit(Told({after}).events) == nullptr);
}

TEST_CASE("the next line is the one behind it; without a line a ticket is with the first") {
  const std::vector<std::string> lines = {"L1", "L2", "L3"};
  CHECK(next_line(lines, "") == "L2");
  CHECK(next_line(lines, "L2") == "L3");
  CHECK(next_line(lines, "L3") == "");
  CHECK(next_line(lines, "field") == "");
  CHECK(next_line({}, "") == "");
  CHECK(next_line({"L1"}, "") == "");
}

TEST_CASE("times of the client are of today, of a day there, or with an offset") {
  const Zone& moscow = Zone::named("Europe/Moscow");
  Instant now = at("2026-10-31T22:30:00Z");  // 1 November there
  CHECK(parse_time_of_client("10:30", moscow, now) == at("2026-11-01T07:30:00Z"));
  CHECK(parse_time_of_client("9:05", moscow, now) == at("2026-11-01T06:05:00Z"));
  CHECK(parse_time_of_client("2026-10-31T10:30", moscow, now) == at("2026-10-31T07:30:00Z"));
  CHECK(parse_time_of_client("2026-10-31 10:30", moscow, now) == at("2026-10-31T07:30:00Z"));
  CHECK(parse_time_of_client("2026-10-31T10:30:00+05:00", moscow, now) == at("2026-10-31T05:30:00Z"));
  for (const char* bad : {"", "10", "24:00", "10:60", "10:5", "2026-02-30T10:00", "10:30:00", "ten:30", "-1:30", "2026-10-31"})
    CHECK_MESSAGE(!parse_time_of_client(bad, moscow, now), bad);
}
