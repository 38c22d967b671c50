#include "ticket/head_rules.hpp"

#include <algorithm>
#include <set>

namespace outdesk {

namespace {

void create(TicketHead& head, const Event& event) {
  head.received = event.at;
  for (auto& [name, text] : event.fields.texts()) {
    if (name == "subject") head.subject = std::move(text);
    else if (name == "priority") head.priority = std::move(text);
    else if (name == "requester") head.requester = std::move(text);
    else if (name == "kind") head.kind = std::move(text);
    else if (name == "channel") head.channel = std::move(text);
    else if (name == "line") head.line = std::move(text);
    else if (name == "category") head.category = std::move(text);
    else if (name == "asset") head.asset = std::move(text);
    else if (name == "received") head.received = parse_instant(text).value_or(event.at);
  }
}

void assign(TicketHead& head, const Event& event) {
  if (event.fields.has("to")) head.assignee = event.text("to");
  if (event.fields.has("line")) head.line = event.text("line");
}

void set_state(TicketHead& head, std::string state, const std::string& waiting_for = {}) {
  head.state = std::move(state);
  head.waiting_for = waiting_for;
}

/// Work has begun: only a new ticket becomes open by it.
void touch(TicketHead& head) {
  if (head.state == "new") set_state(head, "open");
}

void apply(TicketHead& head, const Event& event) {
  if (!why_not(event.kind, head).empty()) return;
  switch (event.kind) {
    case EventKind::created: create(head, event); break;
    case EventKind::assigned: assign(head, event); touch(head); break;
    case EventKind::message: if (event.text("from") == "engineer" && !event.flag("auto")) touch(head); break;
    case EventKind::work: touch(head); break;
    case EventKind::waiting: set_state(head, "waiting", event.text("reason")); break;
    case EventKind::resumed: if (head.state == "waiting") set_state(head, "open"); break;
    case EventKind::priority: head.priority = event.text("to"); break;
    case EventKind::resolved: set_state(head, "resolved"); head.resolved = event.at; break;
    case EventKind::closed:
      set_state(head, "closed");
      head.closed = event.at;
      if (!head.resolved) head.resolved = event.at;
      break;
    case EventKind::reopened: set_state(head, "open"); head.resolved.reset(); head.closed.reset(); break;
    case EventKind::merged: set_state(head, "merged"); break;
    case EventKind::moved: if (event.fields.has("to")) head.moved_to = event.text("to"); break;
    case EventKind::scheduled: case EventKind::rated: case EventKind::reviewed: case EventKind::split: case EventKind::linked:
    case EventKind::undone: break;
  }
}

}  // namespace

std::set<std::int64_t> undone_lines(const std::vector<Event>& events) {
  std::vector<const Event*> undoing;
  for (const auto& event : events) if (event.kind == EventKind::undone) undoing.push_back(&event);
  // From the last line back: an `undone` that was undone itself takes nothing away.
  std::sort(undoing.begin(), undoing.end(), [](const Event* a, const Event* b) { return a->seq > b->seq; });
  std::set<std::int64_t> gone;
  for (const Event* event : undoing)
    if (!gone.count(event->seq)) gone.insert(event->number("seq").value_or(0));
  return gone;
}

std::vector<Event> effective_events(std::vector<Event> events) {
  auto is_undone = [](const Event& event) { return event.kind == EventKind::undone; };
  if (std::any_of(events.begin(), events.end(), is_undone)) {
    std::set<std::int64_t> gone = undone_lines(events);
    std::erase_if(events, [&](const Event& event) { return is_undone(event) || gone.count(event.seq) > 0; });
  }
  if (!std::is_sorted(events.begin(), events.end(), happens_before))
    std::stable_sort(events.begin(), events.end(), happens_before);
  return events;
}

TicketHead head_after(const std::vector<Event>& effective) {
  TicketHead head;
  for (const auto& event : effective) {
    apply(head, event);
    head.updated = std::max(head.updated, event.entered);
  }
  return head;
}

TicketHead head_of(const std::vector<Event>& events) {
  TicketHead head = head_after(effective_events(events));
  for (const auto& event : events) head.updated = std::max(head.updated, event.entered);
  return head;
}

bool was_moved_to(const std::vector<Event>& events, std::string_view client) {
  return std::any_of(events.begin(), events.end(), [&](const Event& event) {
    return event.kind == EventKind::moved && event.text("to") == client;
  });
}

std::string why_not(EventKind kind, const TicketHead& head) {
  bool ended = head.state == "resolved" || head.state == "closed";
  switch (kind) {
    case EventKind::waiting: if (ended) return "is " + head.state; [[fallthrough]];
    case EventKind::resumed: case EventKind::resolved: case EventKind::closed: case EventKind::reopened:
      return head.state == "merged" ? "goes on in another ticket" : "";
    default: return {};
  }
}

bool changes_state(EventKind kind, const TicketHead& head) {
  switch (kind) {
    case EventKind::resolved: return head.state != "resolved" && head.state != "closed";
    case EventKind::closed: return head.state != "closed";
    case EventKind::reopened: return head.state == "resolved" || head.state == "closed";
    case EventKind::resumed: return head.state == "waiting";
    default: return true;
  }
}

}  // namespace outdesk
