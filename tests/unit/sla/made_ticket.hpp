// Contracts and tickets for tests.  2026-10-05 is a Monday; the office works 09:00 to 18:00 UTC on weekdays.
#pragma once

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "sla/sla_rules.hpp"

namespace outdesk {

inline Instant at(const std::string& text) { return parse_instant(text).value(); }
/// "05 10:30" in October 2026, UTC.
inline Instant october(const std::string& text) { return at("2026-10-" + text.substr(0, 2) + "T" + text.substr(3) + ":00Z"); }
inline const Period kOctober{october("01 00:00"), at("2026-11-01T00:00:00Z")};
constexpr Seconds minutes(std::int64_t n) { return Seconds{n * 60}; }
constexpr Seconds hours(std::int64_t n) { return Seconds{n * 3600}; }

/// `changes` are merged into a plain contract (RFC 7396).
inline Terms terms_of(const std::string& changes = "{}") {
  std::string office;
  for (const char* day : {"mon", "tue", "wed", "thu", "fri"})
    office += (office.empty() ? "\"" : ",\"") + std::string(day) + "\":[[\"09:00\",\"18:00\"]]";
  Json json = Json::parse(R"({"outdesk":"contract/1","client":"acme","name":"Acme","number":"17/24","valid_from":"2026-01-01",
    "timezone":"UTC","currency":"EUR","calendars":{"office":{"timezone":"UTC","weekly":{)" + office + R"(}},
    "always":{"timezone":"UTC","weekly":"24x7"}},
    "priorities":{"P1":{"calendar":"always","response":"15m","next_response":"1h","resolution":"4h"},
                  "P3":{"calendar":"office","response":"1h","next_response":"2h","resolution":"8h"},
                  "P4":{"calendar":"office","response":"4h","resolution":"40h"}},
    "clock":{"pauses":{"client":["resolution"],"postponed":["resolution"]},"reopen_grace":"7d"},
    "lines":{"L1":{"budget":"15m","calendar":"always"},"L2":{"calendar":"office"}}})");
  json.merge_patch(Json::parse(changes));
  return Terms(read_contract(JsonNode(json, "contract.json")));
}

/// Writes the journal of one ticket, line after line.
class Ticket {
 public:
  explicit Ticket(const std::string& when, const std::string& priority = "P3", const std::string& by = "client:Popova",
                  Fields fields = {}) {
    add(when, EventKind::created, fields.set("priority", priority).set("subject", "No paper"), by);
  }
  Ticket& add(const std::string& when, EventKind kind, Fields fields = {}, const std::string& by = "Ivanov") {
    Event event;
    event.seq = static_cast<std::int64_t>(events.size()) + 1;
    event.at = event.entered = october(when);
    event.by = by;
    event.kind = kind;
    event.fields = std::move(fields);
    events.push_back(std::move(event));
    return *this;
  }
  Ticket& entered(const std::string& when) { events.back().entered = october(when); return *this; }
  Ticket& reply(const std::string& when) { return add(when, EventKind::message, Fields().set("from", "engineer").set("public", true)); }
  Ticket& note(const std::string& when) { return add(when, EventKind::message, Fields().set("from", "engineer").set("public", false)); }
  Ticket& client(const std::string& when) { return add(when, EventKind::message, Fields().set("from", "client").set("public", true), "client:Popova"); }
  Ticket& automatic(const std::string& when, const std::string& from) {
    return add(when, EventKind::message, Fields().set("from", from).set("public", true).set("auto", true), "system");
  }
  Ticket& wait(const std::string& when, const std::string& reason) { return add(when, EventKind::waiting, Fields().set("reason", reason)); }
  Ticket& resume(const std::string& when) { return add(when, EventKind::resumed); }
  Ticket& resolve(const std::string& when) { return add(when, EventKind::resolved); }
  Ticket& close(const std::string& when) { return add(when, EventKind::closed); }
  Ticket& reopen(const std::string& when) { return add(when, EventKind::reopened); }
  Ticket& priority(const std::string& when, const std::string& to) { return add(when, EventKind::priority, Fields().set("to", to)); }
  Ticket& line(const std::string& when, const std::string& line) { return add(when, EventKind::assigned, Fields().set("line", line)); }
  Ticket& merge(const std::string& when, const std::string& into) { return add(when, EventKind::merged, Fields().set("into", into)); }
  Ticket& undo(const std::string& when, std::int64_t seq) { return add(when, EventKind::undone, Fields().set("seq", seq)); }

  TicketVerdict judged(const std::string& when, const Terms& terms) const { return judge_ticket(events, terms, october(when)).value(); }
  TicketVerdict judged(const std::string& when) const { return judged(when, terms_of()); }

  std::vector<Event> events;
};

}  // namespace outdesk
