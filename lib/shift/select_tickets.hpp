// Which tickets a list has, and in which order.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "shift/open_judge.hpp"

namespace outdesk {

enum class ListOrder { newest, oldest, due, updated, priority };
/// "newest"…, in the order of ListOrder.
std::vector<std::string> list_orders();
std::optional<ListOrder> list_order(const std::string& name);

struct ListRequest {
  TicketFilter filter;
  ListOrder order = ListOrder::newest;  ///< due: the next deadline first, those without one last; open tickets alone
  std::optional<Seconds> due_within;    ///< the next deadline comes within this real time, or has passed; open tickets alone
  bool breached = false;                ///< a deadline was missed; ended tickets are judged, too
  bool unreviewed = false;              ///< the client's last low rating has no review
  std::int64_t limit = -1;              ///< rows at the most; negative: all
  std::vector<std::string> columns;     ///< by name, in this order; empty: the usual ones
  bool titled = false;                  ///< with a title over it; plain text has none
  bool signs = true;                    ///< deadlines for people have a sign where they are late or near; a workbook has them as dates instead
};

/// A ticket that was judged on the way into a list.
struct SelectedTicket {
  TicketRow row;
  TicketDue due;
};

/// Either rows that were chosen one by one, or a query that is still to be run.
struct TicketSelection {
  std::int64_t shown = 0, all = 0;
  std::vector<SelectedTicket> chosen;
  /// Not set: `chosen` are the rows.
  std::function<void(const std::function<bool(const TicketRow&)>&)> query;

  /// Calls `visit` in the order of the list, with the deadlines where they are known already, else with null.
  void for_each(const std::function<void(const TicketRow&, const TicketDue*)>& visit) const;
};

TicketSelection select_tickets(Db& db, const ListRequest& request, OpenJudge& judge);

/// Whether the client's last rating is a low one that nobody has explained.
bool lacks_review(const std::vector<Event>& effective);

}  // namespace outdesk
