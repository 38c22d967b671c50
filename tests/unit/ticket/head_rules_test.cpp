#include <doctest/doctest.h>

#include "ticket/head_rules.hpp"

using namespace outdesk;

namespace {

/// A ticket's journal, an event a minute.
struct Story {
  std::vector<Event> events;
  Story() { add(EventKind::created, Fields().set("subject", "s").set("priority", "P3")); }
  Story& add(EventKind kind, Fields fields = {}) {
    Event event;
    event.kind = kind;
    event.seq = static_cast<std::int64_t>(events.size()) + 1;
    event.at = event.entered = Instant{event.seq * 60};
    event.by = "ivanov";
    event.fields = std::move(fields);
    events.push_back(event);
    return *this;
  }
  Story& undo(std::int64_t seq) { return add(EventKind::undone, Fields().set("seq", seq)); }
  TicketHead head() const { return head_of(events); }
  std::string state() const { return head().state; }
};

Fields reason(const char* word) { return Fields().set("reason", word); }
Fields from(const char* who) { return Fields().set("from", who); }

}  // namespace

TEST_CASE("a ticket is new until an engineer touches it") {
  CHECK(Story().state() == "new");
  CHECK(Story().add(EventKind::message, from("client")).state() == "new");
  CHECK(Story().add(EventKind::message, from("engineer").set("auto", true)).state() == "new");
  CHECK(Story().add(EventKind::message, from("engineer")).state() == "open");
  CHECK(Story().add(EventKind::assigned, Fields().set("to", "belov")).state() == "open");
  CHECK(Story().add(EventKind::work, Fields().set("seconds", std::int64_t{60})).state() == "open");
}

TEST_CASE("waiting, resuming, resolving, closing and re-opening lead from state to state") {
  Story story;
  CHECK(story.add(EventKind::waiting, reason("client")).state() == "waiting");
  CHECK(story.head().waiting_for == "client");
  CHECK(story.add(EventKind::waiting, reason("vendor")).head().waiting_for == "vendor");
  CHECK(story.add(EventKind::resumed).state() == "open");
  CHECK(story.head().waiting_for.empty());
  CHECK(story.add(EventKind::resolved).state() == "resolved");
  CHECK(story.head().resolved == story.events.back().at);
  CHECK(story.add(EventKind::closed).state() == "closed");
  CHECK(story.add(EventKind::reopened).state() == "open");
  CHECK_FALSE(story.head().resolved);
  CHECK_FALSE(story.head().closed);
}

TEST_CASE("closing alone also resolves") {
  Story story;
  story.add(EventKind::closed);
  CHECK(story.head().resolved == story.head().closed);
}

TEST_CASE("an event that cannot happen to a ticket as it is changes nothing") {
  CHECK(Story().add(EventKind::resolved).add(EventKind::waiting, reason("client")).state() == "resolved");
  CHECK(Story().add(EventKind::resolved).add(EventKind::resumed).state() == "resolved");
  CHECK(Story().add(EventKind::merged, Fields().set("into", "T2")).add(EventKind::resolved).state() == "merged");
  CHECK(Story().add(EventKind::merged, Fields().set("into", "T2")).add(EventKind::reopened).state() == "merged");
  CHECK(Story().add(EventKind::resumed).state() == "new");
}

TEST_CASE("case 46: an undone event never was") {
  CHECK(Story().add(EventKind::waiting, reason("client")).undo(2).state() == "new");
  CHECK(Story().add(EventKind::resolved).undo(2).state() == "new");
  CHECK_FALSE(Story().add(EventKind::resolved).undo(2).head().resolved);
}

TEST_CASE("undoing an undone line brings back what it took away") {
  CHECK(Story().add(EventKind::resolved).undo(2).undo(3).state() == "resolved");
  CHECK(Story().add(EventKind::resolved).undo(2).undo(3).undo(4).state() == "new");
}

TEST_CASE("fields of the head come from the events that set them") {
  Story story;
  story.add(EventKind::assigned, Fields().set("to", "belov").set("line", "L1")).add(EventKind::assigned, Fields().set("line", "L2"));
  story.add(EventKind::priority, Fields().set("to", "P1"));
  CHECK(story.head().assignee == "belov");
  CHECK(story.head().line == "L2");
  CHECK(story.head().priority == "P1");
  CHECK(story.head().updated == story.events.back().at);
}

TEST_CASE("a late entry counts at its time, not at its place") {
  Story story;
  story.add(EventKind::resolved).add(EventKind::work, Fields().set("seconds", std::int64_t{60}));
  story.events[2].at = story.events[0].at;
  CHECK(story.state() == "resolved");
}

TEST_CASE("a verb that says nothing new is known as such") {
  TicketHead head;
  head.state = "resolved";
  CHECK_FALSE(changes_state(EventKind::resolved, head));
  CHECK(changes_state(EventKind::closed, head));
  CHECK(changes_state(EventKind::reopened, head));
  CHECK_FALSE(changes_state(EventKind::resumed, head));
  head.state = "open";
  CHECK_FALSE(changes_state(EventKind::reopened, head));
  CHECK_FALSE(changes_state(EventKind::resumed, head));
  CHECK(why_not(EventKind::waiting, head).empty());
  head.state = "closed";
  CHECK(why_not(EventKind::waiting, head) == "is closed");
  head.state = "merged";
  CHECK(why_not(EventKind::resolved, head) == "goes on in another ticket");
  CHECK(why_not(EventKind::message, head).empty());
}
