#include "sla/kpi_rules.hpp"

#include <algorithm>

namespace outdesk {

namespace {

constexpr std::int64_t kLeastForMedian = 5;

void count(TargetCount& counts, TargetVerdict verdict) {
  if (verdict == TargetVerdict::met) ++counts.met;
  else if (verdict == TargetVerdict::missed) ++counts.missed;
  else if (verdict == TargetVerdict::open || verdict == TargetVerdict::paused) ++counts.undecided;
}

void count_exchange(KpiCounts& kpi, const TargetState& exchange, Period period) {
  if (!exchange_counts(exchange, period)) return;
  count(kpi.next_response, exchange.verdict);
  if (exchange.at) kpi.any_response.add(exchange.elapsed);
}

void add_to(KpiCounts& kpi, const TicketVerdict& ticket, Period period) {
  bool received = period.contains(ticket.received), gone = is_gone(ticket);
  if (gone && ended_in(ticket, period)) ++(ticket.merged ? kpi.merged : kpi.moved_away);
  if (ticket.merged) return;
  if (!gone) {
    for (Instant at : ticket.reopened_at) kpi.reopened += period.contains(at);
    kpi.open_again += ticket.open_again;
    kpi.received += received;
    kpi.backlog += !ticket.ended;
  }
  if (!gone && ended_in(ticket, period)) {
    ++kpi.resolved;
    if (ticket.resolution.target) kpi.resolution_time.add(ticket.resolution.elapsed);  // no target, no calendar to count in
  }
  if (received) count(kpi.response, ticket.response.verdict);
  bool answered = ticket.answered && ticket.response.target;
  if (received && answered) kpi.first_response.add(ticket.response.elapsed);
  if (answered && ticket.response.at && period.contains(*ticket.response.at)) kpi.any_response.add(ticket.response.elapsed);
  for (const auto& exchange : ticket.exchanges) count_exchange(kpi, exchange, period);
  if (!ticket.resolution.target) kpi.no_target += !gone;
  else if (resolution_counts(ticket, period)) count(kpi.resolution, ticket.resolution.verdict);
  else if (!ticket.ended) ++kpi.resolution.undecided;
}

}  // namespace

void Spread::add(Seconds value) {
  constexpr std::size_t kFresh = 4096;
  ++size_;
  fresh_.push_back(static_cast<std::uint32_t>(std::clamp<std::int64_t>(value.count, 0, UINT32_MAX)));
  if (fresh_.size() >= std::max(kFresh, settled_.size() / 2)) settle();
}

void Spread::settle() const {
  if (fresh_.empty()) return;
  std::sort(fresh_.begin(), fresh_.end());
  std::vector<Equal> merged;
  auto put = [&](std::uint32_t value, std::uint32_t count) {
    if (!merged.empty() && merged.back().value == value) merged.back().count += count;
    else merged.push_back({value, count});
  };
  auto old = settled_.begin();
  for (std::uint32_t value : fresh_) {
    for (; old != settled_.end() && old->value <= value; ++old) put(old->value, old->count);
    put(value, 1);
  }
  for (; old != settled_.end(); ++old) put(old->value, old->count);
  settled_ = std::move(merged);
  fresh_.clear();
}

/// The value with `rank` others before it.
std::int64_t Spread::at_rank(std::int64_t rank) const {
  for (const auto& equal : settled_) {
    if (rank < equal.count) return equal.value;
    rank -= equal.count;
  }
  return 0;
}

std::optional<Seconds> Spread::median() const {
  if (size_ < kLeastForMedian) return {};
  settle();
  return Seconds{(at_rank((size_ - 1) / 2) + at_rank(size_ / 2)) / 2};
}

std::optional<Seconds> Spread::p90() const {
  if (size_ < kLeastForMedian) return {};
  settle();
  return Seconds{at_rank((size_ * 9 + 9) / 10 - 1)};
}

bool ended_in(const TicketVerdict& ticket, Period period) { return ticket.ended && period.contains(*ticket.ended); }

bool exchange_counts(const TargetState& exchange, Period period) { return !exchange.at || period.contains(*exchange.at); }

bool held_at(const TicketVerdict& ticket, Instant t) {
  return std::any_of(ticket.held.begin(), ticket.held.end(), [&](const Pause& held) { return held.from <= t && (!held.to || t < *held.to); });
}

bool open_at(const TicketVerdict& ticket, Instant t) {
  if (ticket.ended && *ticket.ended <= t) return false;
  return std::none_of(ticket.done.begin(), ticket.done.end(), [&](const Pause& done) { return done.from <= t && t < *done.to; });
}

bool counts_in(const TicketVerdict& ticket, Period period) {
  return period.contains(ticket.received) || ended_in(ticket, period) || !ticket.ended || ticket.open_again;
}

bool resolution_counts(const TicketVerdict& ticket, Period period) {
  if (ticket.merged) return false;
  return ended_in(ticket, period) || (!ticket.ended && ticket.resolution.verdict == TargetVerdict::missed);
}

void add_ticket(KpiCounts& kpi, const TicketVerdict& ticket, Period period) {
  if (counts_in(ticket, period)) add_to(kpi, ticket, period);
}

}  // namespace outdesk
