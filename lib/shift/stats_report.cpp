#include "shift/stats_report.hpp"

#include <algorithm>
#include <array>

#include "base/error.hpp"
#include "base/text.hpp"
#include "output/format_value.hpp"

namespace outdesk {

namespace {

constexpr std::array<const char*, 7> kWeekdays = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};

struct GroupCount {
  std::int64_t received = 0, ended = 0, open = 0;
};

/// A way of grouping: the key of a ticket's group, with which groups are sorted.
using GroupOf = std::function<std::string(const TicketRow&, const LocalTime&)>;

const std::vector<std::pair<std::string, GroupOf>>& groups() {
  static const std::vector<std::pair<std::string, GroupOf>> all = {
      {"hour", [](const TicketRow&, const LocalTime& t) { return zero_padded(t.second_of_day / 3600, 2); }},
      {"weekday", [](const TicketRow&, const LocalTime& t) { return std::to_string(weekday_of(t.date)); }},
      {"day", [](const TicketRow&, const LocalTime& t) { return to_text(t.date); }},
      {"month", [](const TicketRow&, const LocalTime& t) { return to_text(Month{t.date.year(), t.date.month()}); }},
      {"client", [](const TicketRow& row, const LocalTime&) { return row.owner; }},
      {"priority", [](const TicketRow& row, const LocalTime&) { return row.head.priority; }},
      {"channel", [](const TicketRow& row, const LocalTime&) { return row.head.channel; }},
      {"kind", [](const TicketRow& row, const LocalTime&) { return row.head.kind; }},
      {"category", [](const TicketRow& row, const LocalTime&) { return row.head.category; }},
      {"line", [](const TicketRow& row, const LocalTime&) { return row.head.line; }},
      {"assignee", [](const TicketRow& row, const LocalTime&) { return row.head.assignee; }},
      {"requester", [](const TicketRow& row, const LocalTime&) { return row.head.requester; }},
      {"asset", [](const TicketRow& row, const LocalTime&) { return row.head.asset; }}};
  return all;
}

const GroupOf& group_of(const std::string& name) {
  for (const auto& [known, group] : groups()) if (known == name) return group;
  throw UsageError("--by does not know " + in_quotes(name), "there are: " + join(stats_groups(), ", "));
}

bool is_of_time(const std::string& by) { return by == "hour" || by == "weekday" || by == "day" || by == "month"; }

/// Local dates of the period, by weekday.
std::array<std::int64_t, 7> days_of(Period period, const Zone& zone) {
  std::array<std::int64_t, 7> days{};
  if (period.from >= period.to) return days;
  Date last = zone.local(period.to - Seconds{1}).date;
  for (std::int64_t day = days_since_epoch(zone.local(period.from).date); day <= days_since_epoch(last); ++day) ++days[weekday_of(date_of_days(day))];
  return days;
}

/// Hundredths of `count` over `days`; nothing for no days.
Value mean(std::int64_t count, std::int64_t days) {
  if (days == 0) return {};
  return Decimal{(count * 200 + days) / (2 * days) * 10'000'000};
}

Value name_of_group(const std::string& by, const std::string& group) {
  if (by == "weekday") return std::string(kWeekdays[static_cast<std::size_t>(group[0] - '0')]);
  if (by == "hour") return group + ":00";
  return group.empty() ? std::string("-") : group;
}

}  // namespace

std::vector<std::string> stats_groups() {
  std::vector<std::string> names;
  for (const auto& [name, group] : groups()) names.push_back(name);
  return names;
}

Document stats_report(Db& db, const StatsRequest& request) {
  const GroupOf& group = group_of(request.by);
  const Zone& zone = request.zone ? *request.zone : Zone::named("UTC");
  std::map<std::string, GroupCount> counts;
  if (request.by == "hour") for (int hour = 0; hour < 24; ++hour) counts[zero_padded(hour, 2)];
  if (request.by == "weekday") for (int day = 0; day < 7; ++day) counts[std::to_string(day)];
  GroupCount sum;
  std::optional<Instant> first;
  for_each_ticket(db, request.filter, TicketOrder::oldest, [&](const TicketRow& row) {
    if (row.head.state == "merged") return true;  // it is counted where it goes on
    if (!first) first = row.head.received;
    bool open = is_open(row.head);
    for (GroupCount* count : {&counts[group(row, zone.local(row.head.received))], &sum}) {
      ++count->received;
      ++(open ? count->open : count->ended);
    }
    return true;
  });
  Period period{request.filter.since.unix_s == INT64_MIN ? first.value_or(request.now) : request.filter.since, std::min(request.filter.before, request.now)};
  auto days = days_of(period, zone);
  std::int64_t all_days = 0;
  for (auto count : days) all_days += count;

  std::vector<std::pair<std::string, GroupCount>> order(counts.begin(), counts.end());
  if (!is_of_time(request.by)) std::stable_sort(order.begin(), order.end(), [](auto& a, auto& b) { return a.second.received > b.second.received; });
  Document document;
  document.schema = "ticket-stats/1";
  document.zone = &zone;
  document.title = "Requests by " + request.by;
  document.subtitle = format_instant(period.from, &zone, Language::en) + " – " + format_instant(period.to, &zone, Language::en) + " " + zone.name();
  document.head = {{key("from"), "", period.from}, {key("to"), "", period.to}, {key("timezone"), "", zone.name()}, {key("days"), "", all_days}};
  Table table;
  table.key = key("groups");
  bool average = request.by == "hour" || request.by == "weekday";
  std::string title = request.by;
  title[0] = static_cast<char>(title[0] - 32);
  table.columns = {{{request.by}, title}, {key("received"), "Received", 0, false, true}, {key("ended"), "Ended", 0, false, true},
                   {key("open"), "Open", 0, false, true}, {key("share"), "Share"},
                   {key("average"), average ? request.by == "hour" ? "In one day" : "On such a day" : ""}};
  for (const auto& [name, count] : order) {
    std::int64_t over = request.by == "weekday" ? days[static_cast<std::size_t>(name[0] - '0')] : all_days;
    table.rows.push_back({name_of_group(request.by, name), count.received, count.ended, count.open, Share{count.received, sum.received},
                          average ? mean(count.received, over) : Value()});
  }
  table.total = Row{std::string("All"), sum.received, sum.ended, sum.open, Value(), request.by == "hour" ? mean(sum.received, all_days) : Value()};
  document.sections.push_back({"groups", "", {std::move(table)}});
  return document;
}

}  // namespace outdesk
