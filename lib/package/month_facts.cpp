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
    case Topic::backups:
      return "backups";
    case Topic::access:
      return "access";
    case Topic::assets:
      return "assets";
    case Topic::ratings:
      return "ratings";
  }
  return {};
}

const SourceFacts& source_of(const MonthFacts& facts, Topic topic) {
  switch (topic) {
    case Topic::tickets:
      return facts.tickets.source;
    case Topic::outages:
      return facts.outages.source;
    case Topic::backups:
      return facts.backups.source;
    case Topic::access:
      return facts.access.source;
    case Topic::assets:
      return facts.assets.source;
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

}  // namespace outdesk
