#include "cost/service_history.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "cost/staffing_rules.hpp"

namespace outdesk::cost {

namespace {

constexpr std::int64_t kHour = 3600;
/// A day schedule of so many days a year is open from Monday to Friday, to Saturday.
constexpr std::int64_t kFiveDayWeek = 262, kSixDayWeek = 314;
constexpr std::size_t kSeasonMonths = 12;

/// "9.67".
std::string hours_text(std::int64_t seconds) { return to_text(Micro{rounded(Wide{seconds} * 100, kHour) * 10'000}); }

/// Nearest millionth.
std::string ratio(Wide numerator, Wide denominator) { return to_text(Micro{rounded(numerator * kMillion, denominator)}); }

/// Never more than was measured: a share of 0.9499999 does not reach 0.95.
std::string share_below(std::int64_t part, std::int64_t all) { return to_text(Micro{static_cast<std::int64_t>(Wide{part} * kMillion / all)}); }

class Measuring {
 public:
  Measuring(Json& scenario, const Scenario& as_read, const ServiceHistory& history) : json_(scenario), scenario_(as_read), history_(history) {}

  std::vector<std::string> run() {
    put_tickets();
    put_visit_share();
    put_hours();
    put_season();
    put_arrivals();
    put_promises();
    return std::move(left_);
  }

 private:
  void leave(const std::string& what, const std::string& why) { left_.push_back(what + ": " + why); }

  std::string journal() const {
    const auto& months = history_.months;
    return "journal of " + history_.client + ", " + months.front().name + " to " + months.back().name;
  }

  /// Puts a value where it belongs, and says where it comes from; origins of its parts are gone.
  void put(const std::string& path, Json value, const std::string& how) {
    Json* at = &json_;
    for (auto part : split(path, '.')) {
      auto index = at->is_array() ? parse_count(part) : std::nullopt;
      at = index ? &(*at)[static_cast<std::size_t>(*index)] : &(*at)[std::string(part)];
    }
    *at = std::move(value);
    Json& origins = json_["origins"];
    if (!origins.is_object()) origins = Json::object();
    for (auto it = origins.begin(); it != origins.end();) it = it.key().starts_with(path + ".") ? origins.erase(it) : std::next(it);
    origins[path] = {{"origin", "measured"}, {"source", journal() + ": " + how}};
  }

  /// As many times what the scenario expects of these months as there were, for as many workstations as the contract had.
  /// A season that stays is part of what it expects; one that is measured too is not.
  void put_tickets() {
    bool season_stays = history_.months.size() < kSeasonMonths;
    auto workstation = unit_named(scenario_, "workstation");
    Wide expected = 0, workstations = 0;
    for (const HistoryMonth& month : history_.months) {
      std::vector<std::int64_t> quantity = quantities(scenario_, month.calendar_month);
      expected += load_of(scenario_.workload, quantity, season_stays ? ticket_season(scenario_.workload, month.calendar_month) : whole(1)).tickets.millionths;
      if (workstation) workstations += quantity[*workstation];
    }
    if (expected == 0) return leave("tickets", "the scenario expects none, so that nobody knows from what they come");
    bool by_contract = history_.workplace_months && workstations > 0;
    Wide here = by_contract ? workstations : Wide{1}, there = by_contract ? Wide{*history_.workplace_months} : Wide{1};
    std::string how = std::to_string(history_.received) + " requests, " +
                      (by_contract ? std::to_string(*history_.workplace_months) + " workplaces of the contract added up by month"
                                   : std::to_string(history_.months.size()) + " months; the contract names no workplaces, so the scenario's own numbers were taken");
    for (const PerUnit& per : scenario_.workload.tickets) {
      Wide share = Wide{per.each.millionths} * history_.received * here;
      put("workload.tickets_per." + scenario_.units[per.unit].name, ratio(share, there * expected), how);
    }
  }

  void put_visit_share() {
    if (history_.ended == 0) return leave("share of visits", "no request ended");
    put("workload.onsite_share", ratio(history_.visited, history_.ended), "somebody went to " + std::to_string(history_.visited) + " of " + std::to_string(history_.ended) + " requests that ended");
  }

  std::vector<std::size_t> roles_with(Driver::Of of) const {
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < scenario_.inhouse.roles.size(); ++i) {
      const auto& drivers = scenario_.inhouse.roles[i].drivers;
      if (std::any_of(drivers.begin(), drivers.end(), [&](const Driver& d) { return d.of == of; })) found.push_back(i);
    }
    return found;
  }

  void put_hours() {
    put_ticket_hours();
    std::vector<std::size_t> roles = roles_with(Driver::Of::visit);
    if (roles.empty()) return;
    if (roles.size() > 1) return leave("hours of a visit", "several roles make visits, and the journal does not say which of them did");
    if (history_.visits == 0 || history_.visit_seconds == 0) return leave("hours of a visit", "no visit is recorded with its time");
    put("inhouse.roles." + std::to_string(roles[0]) + ".drivers.visit", ratio(history_.visit_seconds, Wide{history_.visits} * kHour),
        hours_text(history_.visit_seconds) + " hours of " + std::to_string(history_.visits) + " visits, with the way where it was recorded");
  }

  void put_ticket_hours() {
    std::vector<std::size_t> roles = roles_with(Driver::Of::ticket);
    if (roles.empty()) return;
    if (history_.desk_seconds == 0 || history_.received == 0) return leave("hours of a ticket", "no work is recorded");
    if (roles.size() == 1) return put_hours_of(roles[0], history_.desk_seconds, "remote work and chat");
    std::vector<std::string> lines;
    for (const auto& [line, seconds] : history_.desk_seconds_by_line) lines.push_back(in_quotes(line));
    for (std::size_t role : roles) {
      const std::string& code = scenario_.inhouse.roles[role].code;
      auto line = std::find_if(history_.desk_seconds_by_line.begin(), history_.desk_seconds_by_line.end(), [&](const auto& one) { return folded(one.first) == folded(code); });
      if (line != history_.desk_seconds_by_line.end()) put_hours_of(role, line->second, "work of line " + line->first);
      else leave("hours of a ticket, role " + in_quotes(code), lines.empty() ? "the journal names no lines of support" : "no line of support is called so; there are " + join(lines, ", "));
    }
  }

  void put_hours_of(std::size_t role, std::int64_t seconds, const std::string& what) {
    std::string path = "inhouse.roles." + std::to_string(role), how = hours_text(seconds) + " hours of " + what + " for " + std::to_string(history_.received) + " requests";
    put(path + ".drivers.ticket", ratio(seconds, Wide{history_.received} * kHour), how);
    if (scenario_.inhouse.roles[role].queue && seconds >= history_.received) put(path + ".day_schedule.aht", ratio(seconds, history_.received), how);
  }

  void put_season() {
    if (history_.months.size() < kSeasonMonths) return leave("season", "takes 12 whole months, and there are " + std::to_string(history_.months.size()));
    if (history_.received == 0) return leave("season", "there were no requests");
    Json factors = Json::array();
    for (int month = 1; month <= 12; ++month)
      for (const HistoryMonth& one : history_.months)
        if (one.calendar_month == month) factors.push_back(ratio(Wide{one.received} * 12, history_.received));
    put("workload.season", std::move(factors), "requests of each month against the mean of 12");
  }

  void put_arrivals() {
    std::vector<std::size_t> queued;
    for (std::size_t i = 0; i < scenario_.inhouse.roles.size(); ++i)
      if (scenario_.inhouse.roles[i].queue) queued.push_back(i);
    if (queued.empty()) return;
    if (queued.size() > 1) return leave("calls by hour", "several roles have a day schedule, and the journal does not say whom a call is for");
    std::int64_t open = scenario_.inhouse.roles[queued[0]].queue->days, days = 0;
    std::size_t weekdays = open <= kFiveDayWeek ? 5 : open <= kSixDayWeek ? 6 : 7;
    for (std::int64_t count : history_.days) days += count;
    if (days == 0) return;
    Json calls = Json::array();
    for (std::size_t hour = 0; hour < 24; ++hour) {
      std::int64_t sum = 0;
      for (std::size_t day = 0; day < weekdays; ++day) sum += history_.arrivals[day][hour];
      calls.push_back(ratio(Wide{sum} * scenario_.calendar.days, Wide{days} * open));
    }
    put("inhouse.roles." + std::to_string(queued[0]) + ".day_schedule.calls_per_hour", std::move(calls),
        std::string("requests of every channel by the hour at which they came, ") + (weekdays == 5 ? "Monday to Friday, " : weekdays == 6 ? "Monday to Saturday, " : "") + std::to_string(days) + " days, of which " + std::to_string(open) + " in " +
            std::to_string(scenario_.calendar.days) + " are open");
  }

  /// Month by month, in turn.
  void put_promises() {
    Json shares = Json::array(), breaches = Json::array();
    std::int64_t judged = 0;
    for (const HistoryMonth& month : history_.months) {
      judged += month.judged;
      shares.push_back(month.judged ? share_below(month.in_time, month.judged) : "1");
      breaches.push_back(month.breaches);
    }
    const Json* outsource = json_.contains("outsource") ? &json_["outsource"] : nullptr;
    if (!outsource || !outsource->is_object() || !outsource->contains("sla")) return leave("KPI and breaches", "the scenario has no \"sla\" in \"outsource\"");
    if (judged == 0) return leave("KPI and breaches", "no request had a deadline");
    put("outsource.sla.kpi", std::move(shares), "share of resolutions in time, by month");
    put("outsource.sla.breaches", std::move(breaches), "deadlines missed, by month");
  }

  Json& json_;
  const Scenario& scenario_;
  const ServiceHistory& history_;
  std::vector<std::string> left_;
};

}  // namespace

std::vector<std::string> put_measured(Json& scenario, const Scenario& as_read, const ServiceHistory& history) {
  return Measuring(scenario, as_read, history).run();
}

}  // namespace outdesk::cost
