#include "sla/ticket_history.hpp"

namespace outdesk {

namespace {

bool by_provider(const Event& event) { return event.by != "system" && event.by.rfind("client:", 0) != 0; }

class Reader {
 public:
  TicketHistory history;

  void take(const Event& event) {
    switch (event.kind) {
      case EventKind::created: return create(event);
      case EventKind::message: return message(event);
      case EventKind::waiting: return wait(event);
      case EventKind::resumed: return end_wait(event.at);
      case EventKind::resolved: end(event); history.resolved.push_back(event.at); return;
      case EventKind::closed: end(event); history.closed.push_back(event.at); return;
      case EventKind::reopened: ended_ = false; history.reopened.push_back(event.at); return;
      case EventKind::merged: end_wait(event.at); history.merged = event.at; return;
      case EventKind::priority: history.priority_changed = event.at; return;
      default: return;
    }
  }

 private:
  void create(const Event& event) {
    auto received = parse_instant(event.text("received"));
    history.received = received.value_or(event.at);
    std::string channel = event.text("channel");
    history.live_contact = (channel == "phone" || channel == "visit") && by_provider(event);
  }

  void message(const Event& event) {
    if (event.flag("auto")) return;  // bounces and acknowledgements are nobody's words (case 56)
    if (event.text("from") == "client") {
      bool waits = !history.exchanges.empty() && !history.exchanges.back().answered;
      bool answered_before = history.first_answer || history.live_contact;
      if (!waits && !ended_ && answered_before) history.exchanges.push_back({event.at, {}});
      return;
    }
    bool is_public = !event.fields.has("public") || event.flag("public");
    if (!is_public || event.by == "system") return;
    if (!history.first_answer) history.first_answer = event.at;
    answer(event.at);
  }

  void answer(Instant at) {
    if (!history.exchanges.empty() && !history.exchanges.back().answered) history.exchanges.back().answered = at;
  }

  void wait(const Event& event) {
    end_wait(event.at);
    history.waits.push_back({event.text("reason"), event.at, {}});
  }

  void end_wait(Instant at) {
    if (!history.waits.empty() && !history.waits.back().to) history.waits.back().to = at;
  }

  void end(const Event& event) {
    end_wait(event.at);
    answer(event.at);
    ended_ = true;
    if (!history.first_end) history.first_end = event.at;
    if (event.fields.has("cause")) history.cause = event.text("cause");
  }

  bool ended_ = false;
};

}  // namespace

TicketHistory history_of(const std::vector<Event>& events) {
  Reader reader;
  for (const auto& event : events) reader.take(event);
  return std::move(reader.history);
}

}  // namespace outdesk
