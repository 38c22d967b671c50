// All figures of a period, for everything together and for each line, engineer, priority, channel and category.
#pragma once

#include <array>
#include <map>
#include <string>
#include <variant>
#include <vector>

#include "sla/activity_rules.hpp"
#include "sla/kpi_rules.hpp"
#include "sla/quality_rules.hpp"

namespace outdesk {

struct Counts {
  KpiCounts kpi;
  QualityCounts quality;
  ActivityCounts activity;
};

/// engineer: who has the ticket at the end of the period, else who ended it.
enum class Breakdown { priority, line, engineer, channel, category };
constexpr std::array kBreakdowns = {Breakdown::priority, Breakdown::line, Breakdown::engineer, Breakdown::channel, Breakdown::category};
std::string_view name_of(Breakdown breakdown);

using Groups = std::map<std::string, Counts>;

struct PeriodCounts {
  Counts all;
  std::array<Groups, kBreakdowns.size()> groups;
  const Groups& by(Breakdown breakdown) const { return groups[static_cast<std::size_t>(breakdown)]; }
};

/// Counts a ticket and its `events` (seen ones, in order) wherever they belong; work goes to the engineer who did it.
void add_ticket(PeriodCounts& counts, const TicketVerdict& ticket, const std::vector<Event>& events, const CountRules& rules);
void add_ticket(Counts& counts, const TicketVerdict& ticket, const std::vector<Event>& events, const CountRules& rules);

/// One figure that counts tickets: how many, or how many of how many.
struct KpiValue {
  enum class Kind { count, deadline, quality };
  std::string_view name;  ///< of the KPI, as in the JSON below "kpi"
  std::string_view word;  ///< its title, in sla_words
  Kind kind;
  std::variant<std::int64_t, Share> value;
};
/// Every figure that counts tickets.  A share of kind `quality` is shown with its counts; its word has an entry in
/// kpi_bases.
std::vector<KpiValue> kpi_values(const Counts& counts);

/// The tickets behind every figure.  `rest`: those of a share that count in the whole alone.
struct KpiTickets {
  std::string_view name, word;
  bool is_share = false;
  std::vector<std::string> counted, rest;
};

/// Gathers the tickets behind every figure: what one ticket alone would make of it says where the ticket is.
class KpiTicketList {
 public:
  explicit KpiTicketList(CountRules rules) : rules_(std::move(rules)) {}
  void add(const std::string& key, const TicketVerdict& ticket, const std::vector<Event>& events);
  const std::vector<KpiTickets>& list() const { return list_; }

 private:
  CountRules rules_;
  std::vector<KpiTickets> list_;
};

}  // namespace outdesk
