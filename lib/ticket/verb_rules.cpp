#include "ticket/verb_rules.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace outdesk {

namespace {

/// Facts about a ticket that went on in another one may still be added to it: work that was done, ratings, notes.
bool belongs_to_the_other(const Event& event) {
  switch (event.kind) {
    case EventKind::message: return event.flag("public");
    case EventKind::assigned: case EventKind::priority: case EventKind::scheduled: case EventKind::merged: return true;
    default: return false;
  }
}

bool same_fields(const Event* before, const Event& event) { return before && before->fields == event.fields; }

std::string whom(const Event& event) {
  std::string to = event.text("to"), line = event.text("line");
  if (event.fields.has("to") && to.empty()) return "nobody on line " + line;
  return to.empty() ? "line " + line : line.empty() ? to : to + ", line " + line;
}

}  // namespace

const Event* last_of(EventKind kind, const std::vector<Event>& effective) {
  auto found = std::find_if(effective.rbegin(), effective.rend(), [&](const Event& event) { return event.kind == kind; });
  return found == effective.rend() ? nullptr : &*found;
}

std::optional<Instant> ended_past_grace(const TicketHead& head, Instant at, Seconds grace) {
  auto ended = head.resolved ? head.resolved : head.closed;
  return ended && at - *ended > grace ? ended : std::nullopt;
}

std::string why_refused(const Event& event, const TicketHead& head, const std::vector<Event>& effective) {
  bool ends = event.kind == EventKind::resolved || event.kind == EventKind::closed;
  bool words = event.fields.has("solution") || event.fields.has("cause") || event.fields.has("how");
  // Said twice is said once; but what is new in it must not be lost.
  if (ends && words && !changes_state(event.kind, head) && !same_fields(last_of(event.kind, effective), event))
    return "is " + head.state + " already, and what you say of it would be lost";
  if (head.state != "merged") return why_not(event.kind, head);
  const Event* merge = last_of(EventKind::merged, effective);
  if (event.kind == EventKind::merged && same_fields(merge, event)) return {};  // said already
  bool refused = belongs_to_the_other(event) || !why_not(event.kind, head).empty();
  return refused ? "goes on in ticket " + in_quotes(merge ? merge->text("into") : "") : "";
}

std::string already_said(const Event& event, const TicketHead& head, const std::vector<Event>& effective) {
  switch (event.kind) {
    case EventKind::message: return {};
    case EventKind::work: {
      bool there = event.text("mode") == "visit" && std::any_of(effective.begin(), effective.end(), [&](const Event& one) {
        return one.kind == event.kind && one.at == event.at && one.by == event.by && one.fields == event.fields;
      });
      return there ? "has that visit already" : "";
    }
    case EventKind::waiting: return head.state == "waiting" && head.waiting_for == event.text("reason") ? "waits for " + head.waiting_for + " already" : "";
    case EventKind::priority: return head.priority == event.text("to") ? "has priority " + head.priority + " already" : "";
    case EventKind::assigned: {
      bool same_one = !event.fields.has("to") || event.text("to") == head.assignee;
      bool same_line = !event.fields.has("line") || event.text("line") == head.line;
      return same_one && same_line && head.state != "new" ? "is with " + whom(event) + " already" : "";
    }
    case EventKind::merged: return same_fields(last_of(event.kind, effective), event) ? "is merged into " + in_quotes(event.text("into")) + " already" : "";
    case EventKind::linked: {
      bool there = std::any_of(effective.begin(), effective.end(), [&](const Event& one) { return one.kind == event.kind && one.fields == event.fields; });
      return there ? "is linked with " + in_quotes(event.text("with")) + " already" : "";
    }
    case EventKind::rated: {
      const Event* before = last_of(event.kind, effective);
      return same_fields(before, event) && before->by == event.by ? "is rated so already" : "";
    }
    case EventKind::reviewed: {
      const Event *before = last_of(event.kind, effective), *rating = last_of(EventKind::rated, effective);
      return same_fields(before, event) && rating && before->at >= rating->at ? "is reviewed so already" : "";
    }
    case EventKind::scheduled: return same_fields(last_of(event.kind, effective), event) ? "has that visit already" : "";
    default: return changes_state(event.kind, head) ? "" : "is " + head.state + " already";
  }
}

const Event* agreed_visit(const std::vector<Event>& effective) {
  const Event* agreed = last_of(EventKind::scheduled, effective);
  if (!agreed) return nullptr;
  bool made = std::any_of(effective.begin(), effective.end(), [&](const Event& event) {
    return event.kind == EventKind::work && event.text("mode") == "visit" && event.at >= agreed->at;
  });
  return made ? nullptr : agreed;
}

std::string next_line(const std::vector<std::string>& lines, const std::string& line) {
  auto here = line.empty() ? lines.begin() : std::find(lines.begin(), lines.end(), line);
  return here == lines.end() || here + 1 == lines.end() ? "" : *(here + 1);
}

std::optional<Instant> parse_time_of_client(std::string_view text, const Zone& zone, Instant now) {
  if (auto instant = parse_instant(text)) return instant;
  Date date = zone.local(now).date;
  if (std::size_t t = text.find_first_of("T "); t != text.npos) {
    auto day = parse_date(text.substr(0, t));
    if (!day) return {};
    date = *day;
    text.remove_prefix(t + 1);
  }
  auto parts = split(text, ':');
  if (parts.size() != 2 || parts[0].empty() || parts[0].size() > 2 || parts[1].size() != 2) return {};
  auto hour = parse_count(parts[0]), minute = parse_count(parts[1]);
  if (!hour || !minute || *hour > 23 || *minute > 59) return {};
  return zone.first_at_or_after(date, static_cast<int>(*hour * 3600 + *minute * 60));
}

}  // namespace outdesk
