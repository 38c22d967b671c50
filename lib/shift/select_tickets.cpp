#include "shift/select_tickets.hpp"

#include <algorithm>
#include <queue>

#include "sla/activity_rules.hpp"

namespace outdesk {

namespace {

TicketOrder stored_order(ListOrder order) {
  switch (order) {
    case ListOrder::oldest: case ListOrder::due: return TicketOrder::oldest;
    case ListOrder::updated: return TicketOrder::updated;
    case ListOrder::priority: return TicketOrder::priority;
    case ListOrder::newest: break;
  }
  return TicketOrder::newest;
}

/// What is due comes first, the rest by receipt.
bool is_due_before(const SelectedTicket& a, const SelectedTicket& b) {
  if (a.due.due.has_value() != b.due.due.has_value()) return a.due.due.has_value();
  if (a.due.due && *a.due.due != *b.due.due) return *a.due.due < *b.due.due;
  return a.row.head.received != b.row.head.received ? a.row.head.received < b.row.head.received : a.row.id < b.row.id;
}

/// The orders of the store, for rows that do not come out of it in order.
bool is_listed_before(const TicketRow& a, const TicketRow& b, ListOrder order) {
  auto received = [](const TicketRow& row) { return std::pair(row.head.received, row.id); };
  switch (order) {
    case ListOrder::updated: return std::pair(a.head.updated, a.id) > std::pair(b.head.updated, b.id);
    case ListOrder::priority: return a.head.priority != b.head.priority ? a.head.priority < b.head.priority : received(a) < received(b);
    case ListOrder::newest: return received(a) > received(b);
    case ListOrder::oldest: case ListOrder::due: break;
  }
  return received(a) < received(b);
}

/// The first ones by their deadlines.  Nothing is due before it was received: once as many as asked for are due before
/// the next ticket came in, the rest need not be judged.
std::vector<SelectedTicket> first_due(Db& db, const TicketFilter& filter, std::int64_t limit, OpenJudge& judge) {
  std::priority_queue<SelectedTicket, std::vector<SelectedTicket>, decltype(&is_due_before)> last(is_due_before);
  for_each_ticket(db, filter, TicketOrder::oldest, [&](const TicketRow& row) {
    bool full = limit >= 0 && static_cast<std::int64_t>(last.size()) >= limit;
    if (full && (limit == 0 || (last.top().due.due && *last.top().due.due < row.head.received))) return false;
    auto judged = judge.judge(row);
    last.push({row, judged ? judged->due : TicketDue{}});
    if (full) last.pop();
    return true;
  });
  std::vector<SelectedTicket> chosen;
  for (; !last.empty(); last.pop()) chosen.push_back(last.top());
  std::reverse(chosen.begin(), chosen.end());
  return chosen;
}

bool passes(const ListRequest& request, const JudgedRow& judged, Instant now) {
  if (request.due_within && !(judged.due.due && *judged.due.due <= now + *request.due_within)) return false;
  if (request.breached && judged.due.missed.empty()) return false;
  return !request.unreviewed || lacks_review(judged.events);
}

std::vector<SelectedTicket> judged_ones(Db& db, const ListRequest& request, const TicketFilter& filter, OpenJudge& judge) {
  std::vector<SelectedTicket> chosen;
  auto take = [&](const TicketRow& row) {
    auto judged = judge.judge(row);
    if (!judged) judged = JudgedRow{{}, {}, effective_events(events_of(db, row.id))};
    if (passes(request, *judged, judge.now())) chosen.push_back({row, judged->due});
    return true;
  };
  if (!request.unreviewed) {
    for_each_ticket(db, filter, stored_order(request.order), take);
  } else {
    for (std::int64_t id : rated_tickets(db))
      if (auto row = matching_ticket(db, id, filter)) take(*row);
    std::stable_sort(chosen.begin(), chosen.end(), [&](const SelectedTicket& a, const SelectedTicket& b) { return is_listed_before(a.row, b.row, request.order); });
  }
  if (request.order == ListOrder::due) std::stable_sort(chosen.begin(), chosen.end(), is_due_before);
  return chosen;
}

}  // namespace

std::vector<std::string> list_orders() { return {"newest", "oldest", "due", "updated", "priority"}; }

std::optional<ListOrder> list_order(const std::string& name) {
  const std::vector<std::string> known = list_orders();
  auto found = std::find(known.begin(), known.end(), name);
  if (found == known.end()) return {};
  return static_cast<ListOrder>(found - known.begin());
}

bool lacks_review(const std::vector<Event>& effective) {
  const Event* low = nullptr;
  for (const auto& event : effective)
    if (event.kind == EventKind::rated && is_clients_rating(event) && event.number("score").value_or(kLowScore + 1) <= kLowScore) low = &event;
  return low && !review_of(*low, effective);
}

void TicketSelection::for_each(const std::function<void(const TicketRow&, const TicketDue*)>& visit) const {
  for (const auto& one : chosen) visit(one.row, &one.due);
  if (!query) return;
  std::int64_t left = shown;
  query([&](const TicketRow& row) {
    if (left-- <= 0) return false;
    visit(row, nullptr);
    return true;
  });
}

TicketSelection select_tickets(Db& db, const ListRequest& request, OpenJudge& judge) {
  TicketFilter filter = request.filter;
  if (request.order == ListOrder::due || request.due_within) filter.open_only = true;
  bool judged = request.due_within || request.breached || request.unreviewed;
  TicketSelection selection;
  if (judged) {
    selection.chosen = judged_ones(db, request, filter, judge);
    selection.all = static_cast<std::int64_t>(selection.chosen.size());
    if (request.limit >= 0 && request.limit < selection.all) selection.chosen.resize(static_cast<std::size_t>(request.limit));
  } else if (request.order == ListOrder::due) {
    selection.chosen = first_due(db, filter, request.limit, judge);
    selection.all = request.limit < 0 ? static_cast<std::int64_t>(selection.chosen.size()) : count_tickets(db, filter);
  } else {
    selection.all = count_tickets(db, filter);
    selection.shown = request.limit < 0 ? selection.all : std::min(request.limit, selection.all);
    selection.query = [&db, filter, order = stored_order(request.order)](auto& visit) { for_each_ticket(db, filter, order, visit); };
    return selection;
  }
  selection.shown = static_cast<std::int64_t>(selection.chosen.size());
  return selection;
}

}  // namespace outdesk
