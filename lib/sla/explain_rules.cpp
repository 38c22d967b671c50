#include "sla/explain_rules.hpp"

#include <algorithm>

#include "calendar/national_calendar.hpp"

namespace outdesk {

namespace {

constexpr std::string_view kKinds[] = {"counted", "waiting", "ended", "closed"};

void note_days(const WorkingTime& time, Period span, bool only_special, std::vector<DayNote>& notes, const std::string& office = "") {
  for (const auto& one : time.offices()) note_days(one, span, only_special, notes, one.name());
  if (!time.offices().empty()) return;
  std::int64_t last = days_since_epoch(time.zone().local(span.to - Seconds{1}).date);
  for (std::int64_t day = days_since_epoch(time.zone().local(span.from).date); day <= last; ++day) {
    Date date = date_of_days(day);
    DayNote note{date, time.reason(date), !time.hours_of(date).empty(), office, {}};
    if (only_special && (note.reason == DayReason::weekly || !note.worked)) continue;
    if (is_decreed(note.reason)) note.decree = time.national()->decree(int{date.year()});
    notes.push_back(std::move(note));
  }
}

bool covers(const std::optional<Instant>& to, Instant from, Instant at) { return from <= at && (!to || at < *to); }

class Cutter {
 public:
  Cutter(const TargetState& state, Target target, const TicketHistory& history, const TicketVerdict& ticket, const Terms& terms, const WorkingTime& time)
      : state_(state), target_(target), history_(history), terms_(terms), time_(time) {
    if (target == Target::resolution) done_ = &ticket.done;
    open_ = time.intervals({state.from, state.until});
  }

  std::vector<ClockSpan> spans() {
    std::vector<Instant> cuts = cut_points();
    Seconds total;
    for (std::size_t i = 0; i + 1 < cuts.size(); ++i) {
      ClockSpan span = span_between(cuts[i], cuts[i + 1]);
      if (span.kind == SpanKind::counted) span.counted = span.span.to - span.span.from;
      total += span.counted;
      span.total = total;
      if (!spans_.empty() && continues(spans_.back(), span)) {
        spans_.back().span.to = span.span.to;
        spans_.back().counted += span.counted;
        spans_.back().total = total;
      } else {
        spans_.push_back(std::move(span));
      }
    }
    for (auto& span : spans_) note_days(time_, span.span, span.kind != SpanKind::closed, span.days);
    return std::move(spans_);
  }

 private:
  std::vector<Instant> cut_points() const {
    std::vector<Instant> cuts = {state_.from, state_.until};
    auto cut = [&](std::optional<Instant> at) {
      if (at && *at > state_.from && *at < state_.until) cuts.push_back(*at);
    };
    for (const auto& interval : open_) { cut(interval.from); cut(interval.to); }
    for (const auto& office : time_.offices())
      for (const auto& interval : office.intervals({state_.from, state_.until})) { cut(interval.from); cut(interval.to); }
    for (const auto& wait : history_.waits) { cut(wait.from); cut(wait.to); }
    if (done_) for (const auto& done : *done_) { cut(done.from); cut(done.to); }
    if (late()) cut(state_.due);
    std::sort(cuts.begin(), cuts.end());
    cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
    return cuts;
  }

  bool late() const { return state_.target && state_.elapsed > *state_.target; }

  ClockSpan span_between(Instant from, Instant to) {
    ClockSpan span;
    span.span = {from, to};
    span.past_target = late() && state_.due && from >= *state_.due;
    while (next_open_ < open_.size() && open_[next_open_].to <= from) ++next_open_;
    bool open = next_open_ < open_.size() && open_[next_open_].from <= from;
    if (!open) return span;
    for (const auto& office : time_.offices())
      if (office.is_open(from)) span.open_offices.push_back(office.name());
    bool done = done_ && std::any_of(done_->begin(), done_->end(), [&](const Pause& d) { return covers(d.to, d.from, from); });
    span.kind = done ? SpanKind::ended : SpanKind::counted;
    for (const auto& wait : history_.waits) {
      if (done || !covers(wait.to, wait.from, from)) continue;
      span.waits_for = wait.reason;
      span.by = wait.by;
      auto listed = terms_.contract.clock.pauses.find(wait.reason);
      if (listed != terms_.contract.clock.pauses.end() && listed->second.count(target_)) span.kind = SpanKind::waiting;
    }
    return span;
  }

  static bool continues(const ClockSpan& before, const ClockSpan& span) {
    return before.kind == span.kind && before.waits_for == span.waits_for && before.by == span.by && before.open_offices == span.open_offices &&
           before.past_target == span.past_target;
  }

  const TargetState& state_;
  Target target_;
  const TicketHistory& history_;
  const Terms& terms_;
  const WorkingTime& time_;
  const std::vector<Pause>* done_ = nullptr;
  std::vector<Period> open_;
  std::size_t next_open_ = 0;
  std::vector<ClockSpan> spans_;
};

}  // namespace

std::string_view name_of(SpanKind kind) { return kKinds[static_cast<std::size_t>(kind)]; }

std::vector<ClockSpan> spans_of(const TargetState& state, Target target, const TicketHistory& history, const TicketVerdict& ticket,
                                const Terms& terms) {
  auto priority = terms.contract.priorities.find(state.priority);
  if (priority == terms.contract.priorities.end() || state.until <= state.from) return {};
  return Cutter(state, target, history, ticket, terms, terms.calendars.at(priority->second.calendar)).spans();
}

}  // namespace outdesk
