#include "sla/ticket_history.hpp"

#include <algorithm>

namespace outdesk {

namespace {

bool by_provider(const Event& event) { return event.by != "system" && event.by.rfind("client:", 0) != 0; }

/// What changes the clock; work and ratings do not.
bool belongs_to_clock(EventKind kind) {
  switch (kind) {
    case EventKind::message: case EventKind::assigned: case EventKind::waiting: case EventKind::resumed: case EventKind::resolved:
    case EventKind::closed: case EventKind::reopened: case EventKind::merged: return true;
    default: return false;
  }
}

class Reader {
 public:
  TicketHistory history;

  void take(const Event& event) {
    if (event.entered > event.at) ++history.late_entries;
    if (history.merged && belongs_to_clock(event.kind)) return;  // it goes on in another ticket
    switch (event.kind) {
      case EventKind::created: return create(event);
      case EventKind::message: return message(event);
      case EventKind::waiting: return wait(event);
      case EventKind::resumed: return end_wait(event.at);
      case EventKind::resolved: case EventKind::closed: return end(event);
      case EventKind::reopened: return reopen(event);
      case EventKind::merged: return merge(event);
      case EventKind::moved: return move(event);
      case EventKind::assigned: return assign(event);
      case EventKind::work: history.visited = history.visited || event.text("mode") == "visit"; return;
      case EventKind::priority: history.priorities.push_back({event.at, event.text("to")}); return;
      default: return;
    }
  }

  /// From `joined` on the message waits here, with the time at which the client sent it.
  void join(const JoinedMessage& message) {
    if (!ended_ && answered_before()) ask(message.asked);
  }

 private:
  void create(const Event& event) {
    history.created = event.at;
    history.received = parse_instant(event.text("received")).value_or(event.at);
    std::string channel = event.text("channel");
    history.live_contact = (channel == "phone" || channel == "visit") && by_provider(event);
    history.priorities.push_back({history.received, event.text("priority")});
    if (event.fields.has("line")) history.lines.push_back({event.text("line"), history.received, {}});
  }

  /// The solution stands for an answer that nobody wrote (case 51).
  bool answered_before() const { return history.first_answer || history.live_contact || history.first_end; }
  bool is_asked() const { return !history.exchanges.empty() && !history.exchanges.back().answered; }

  /// A client's message waits for an answer; the oldest one counts (case 53).
  void ask(Instant at) {
    if (is_asked()) history.exchanges.back().asked = std::min(history.exchanges.back().asked, at);
    else history.exchanges.push_back({at, {}});
  }

  void message(const Event& event) {
    if (event.flag("auto")) return;  // bounces and acknowledgements are nobody's words (case 56)
    if (event.text("from") == "client") {
      history.client_messages += !history.first_end;
      if (ended_) after_end_ = after_end_.value_or(event.at);
      else if (answered_before()) ask(event.at);
      return;
    }
    bool is_public = !event.fields.has("public") || event.flag("public");
    if (!is_public || event.by == "system") return;
    if (!history.first_answer) {
      history.first_answer = event.at;
      history.answered_by = event.by;
    }
    answer(event.at);
    after_end_.reset();
  }

  void answer(Instant at) {
    if (is_asked()) history.exchanges.back().answered = at;
  }

  /// What has ended does not wait: the ticket's state does not change by it either.
  void wait(const Event& event) {
    if (ended_) return;
    end_wait(event.at);
    history.waits.push_back({event.text("reason"), event.by, event.at, {}});
  }

  void end_wait(Instant at) {
    if (!history.waits.empty() && !history.waits.back().to) history.waits.back().to = at;
  }

  void end_visit(Instant at) {
    if (!history.lines.empty() && !history.lines.back().to) history.lines.back().to = at;
  }

  void end(const Event& event) {
    end_wait(event.at);
    end_visit(event.at);
    answer(event.at);
    ended_ = true;
    if (!history.first_end) history.first_end = event.at;
    if (event.fields.has("cause")) history.cause = event.text("cause");
    if (event.text("how") == "visit") history.visited = true;
    bool first = std::none_of(history.life.begin(), history.life.end(), [](const LifeChange& change) { return change.kind == EventKind::resolved; });
    if (event.kind == EventKind::resolved || first) history.resolved_by = event.by;
    history.life.push_back({event.kind, event.at});
  }

  /// A message that came after the end and led to the re-opening waits since it came.
  void reopen(const Event& event) {
    if (!ended_) return;  // what has not ended is not opened again
    history.life.push_back({event.kind, event.at});
    std::string line = !line_when_reopened_.empty() ? line_when_reopened_ : history.lines.empty() ? "" : history.lines.back().line;
    if (!line.empty()) history.lines.push_back({line, event.at, {}});
    line_when_reopened_.clear();
    ended_ = false;
    if (after_end_ && answered_before()) ask(*after_end_);
    after_end_.reset();
  }

  void merge(const Event& event) {
    end_wait(event.at);
    end_visit(event.at);
    history.merged = event.at;
    history.merged_into = event.text("into");
  }

  void move(const Event& event) {
    if (event.fields.has("to")) {
      history.moves.push_back({event.at, event.text("to")});
    }
    if (event.fields.has("contract")) {
      history.contract = event.text("contract");
      history.left_contract = event.at;
    }
  }

  void assign(const Event& event) {
    if (!event.fields.has("line")) return;
    std::string line = event.text("line");
    if (ended_) {
      line_when_reopened_ = line;  // nothing runs on a line while the ticket has ended
      return;
    }
    if (!history.lines.empty() && !history.lines.back().to && history.lines.back().line == line) return;
    end_visit(event.at);
    history.lines.push_back({line, event.at, {}});
  }

  bool ended_ = false;
  std::optional<Instant> after_end_;  ///< oldest client's message since the end
  std::string line_when_reopened_;    ///< assigned since the end
};

}  // namespace

TicketHistory history_of(const std::vector<Event>& events, const std::vector<JoinedMessage>& joined) {
  Reader reader;
  // A line whose time lies before the creation (a call that was written down later) still comes after it.
  auto created = std::find_if(events.begin(), events.end(), [](const Event& e) { return e.kind == EventKind::created; });
  if (created != events.end()) reader.take(*created);
  auto next = joined.begin();
  for (auto event = events.begin(); event != events.end(); ++event) {
    if (event == created) continue;
    for (; next != joined.end() && next->joined <= event->at; ++next) reader.join(*next);
    reader.take(*event);
  }
  for (; next != joined.end(); ++next) reader.join(*next);
  return std::move(reader.history);
}

std::optional<JoinedMessage> message_to_join(const TicketHistory& history) {
  if (!history.merged) return {};
  if (!history.first_answer && !history.live_contact && !history.first_end) return JoinedMessage{history.received, *history.merged};
  if (history.exchanges.empty() || history.exchanges.back().answered) return {};
  return JoinedMessage{history.exchanges.back().asked, *history.merged};
}

}  // namespace outdesk
