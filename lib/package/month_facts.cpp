#include "package/month_facts.hpp"

#include <algorithm>
#include <tuple>

namespace outdesk {

std::string name_of(Topic topic) {
  switch (topic) {
    case Topic::tickets:
      return "tickets";
    case Topic::outages:
      return "outages";
    case Topic::visits:
      return "visits";
    case Topic::backups:
      return "backups";
    case Topic::access:
      return "access";
    case Topic::assets:
      return "assets";
    case Topic::standards:
      return "standards";
    case Topic::ratings:
      return "ratings";
    case Topic::network:
      return "network";
  }
  return {};
}

const SourceFacts& source_of(const MonthFacts& facts, Topic topic) {
  switch (topic) {
    case Topic::tickets:
      return facts.tickets.source;
    case Topic::outages:
      return facts.outages.source;
    case Topic::visits:
      return facts.visits.source;
    case Topic::network:
      return facts.network.source;
    case Topic::backups:
      return facts.backups.source;
    case Topic::access:
      return facts.access.source;
    case Topic::assets:
      return facts.assets.source;
    case Topic::standards:
      return facts.standards.source;
    case Topic::ratings:
      break;
  }
  return facts.ratings.source;
}

bool is_partial(const MonthFacts& facts) {
  return std::any_of(std::begin(kTopics), std::end(kTopics), [&](Topic topic) {
    SourceState state = source_of(facts, topic).state;
    return state == SourceState::partial || state == SourceState::missing;
  });
}

const LateRequest* worst_of(const std::vector<LateRequest>& late) {
  auto rank = [](const LateRequest& r) {
    return std::tuple(!r.critical, -r.credit.minor, -r.overrun.count, days_since_epoch(r.date),
                      r.ticket);
  };
  auto worst = std::min_element(late.begin(), late.end(),
                                [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
  return worst == late.end() ? nullptr : &*worst;
}

const OutageEvent* worst_outage(const std::vector<OutageEvent>& outages) {
  auto rank = [](const OutageEvent& o) { return std::tuple(-o.credit.minor, -o.length.count, days_since_epoch(o.date)); };
  auto worst = std::min_element(outages.begin(), outages.end(), [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
  return worst == outages.end() ? nullptr : &*worst;
}

void tie_credits(std::vector<OutageEvent>& outages, const std::vector<LateRequest>& late) {
  for (OutageEvent& outage : outages) {
    if (outage.asset.empty()) continue;
    auto same_outage = [&](const OutageEvent& other) { return other.asset == outage.asset && other.date == outage.date; };
    auto about_it = [&](const LateRequest& request) { return request.critical && request.asset == outage.asset && request.date == outage.date; };
    bool sure = std::count_if(outages.begin(), outages.end(), same_outage) == 1 && std::count_if(late.begin(), late.end(), about_it) == 1;
    if (sure) outage.credit = std::find_if(late.begin(), late.end(), about_it)->credit;
  }
}

}  // namespace outdesk
