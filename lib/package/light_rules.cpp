#include "package/light_rules.hpp"

#include "output/format_value.hpp"
#include "package/said_values.hpp"
#include "sla/activity_rules.hpp"

namespace outdesk {

namespace {

int badness(Tone tone) {
  switch (tone) {
    case Tone::bad:
      return 3;
    case Tone::attention:
      return 2;
    case Tone::no_data:
      return 1;
    default:
      return 0;
  }
}

/// Collects the rules that speak; the worst comes first.
class Judge {
 public:
  explicit Judge(Topic topic) : light_{topic, Tone::good, {}} {}

  void rule(bool speaks, Tone tone, const char* name) {
    if (!speaks) return;
    bool worse = badness(tone) > badness(light_.tone);
    light_.rules.insert(worse ? light_.rules.begin() : light_.rules.end(),
                        name_of(light_.topic) + "." + name);
    if (worse) light_.tone = tone;
  }

  Light light(SourceState state) && {
    bool partial = state == SourceState::partial;
    if (partial && light_.tone == Tone::good) light_.tone = Tone::no_data;
    if (partial) light_.rules.push_back(name_of(light_.topic) + ".partial");
    if (light_.rules.empty()) light_.rules.push_back(name_of(light_.topic) + ".good");
    return std::move(light_);
  }

 private:
  Light light_;
};

Light tickets(const TicketFacts& facts, const Thresholds& thresholds) {
  Judge judge(Topic::tickets);
  Share share{facts.met, facts.met + facts.missed};
  if (facts.target && share.defined()) {
    Decimal near{facts.target->nano + thresholds.near_target.nano};
    bool met = share.at_least(*facts.target);
    judge.rule(!met, Tone::bad, "under_target");
    // A target of 100 % has nothing above it to be near from.
    judge.rule(met && share.part < share.whole && !share.at_least(near), Tone::attention,
               "near_target");
  }
  judge.rule(facts.answers.under_target(), Tone::bad, "under_answer_target");
  judge.rule(facts.next_answers.under_target(), Tone::bad, "under_next_answer_target");
  judge.rule(facts.late_critical > 0, Tone::attention, "critical_late");
  judge.rule(facts.critical_answered_late > 0, Tone::attention, "critical_answered_late");
  judge.rule(facts.credit.minor > 0, Tone::attention, "credit");
  return std::move(judge).light(facts.source.state);
}

Light outages(const OutageFacts& facts) {
  Judge judge(Topic::outages);
  bool over = facts.limit && facts.total > *facts.limit;
  bool under = facts.under_target > 0;
  judge.rule(over, Tone::bad, "over_limit");
  judge.rule(under, Tone::bad, "under_target");
  judge.rule(facts.count > 0 && !over && !under, Tone::attention, "any");
  return std::move(judge).light(facts.source.state);
}

Light backups(const BackupFacts& facts, const Thresholds& thresholds) {
  Judge judge(Topic::backups);
  judge.rule(facts.tests_failed > 0, Tone::bad, "test_failed");
  judge.rule(facts.missed_running >= thresholds.missed_running, Tone::bad, "missed_running");
  judge.rule(facts.made < facts.planned, Tone::attention, "missed");
  judge.rule(!facts.overdue.empty(), Tone::attention, "test_overdue");
  return std::move(judge).light(facts.source.state);
}

Light access(const AccessFacts& facts) {
  Judge judge(Topic::access);
  judge.rule(!facts.dismissed.empty(), Tone::bad, "dismissed_has_access");
  judge.rule(facts.without_request.value_or(0) > 0, Tone::bad, "change_without_request");
  judge.rule(facts.unread > 0, Tone::attention, "unread");
  judge.rule(facts.review_overdue, Tone::attention, "review_overdue");
  return std::move(judge).light(facts.source.state);
}

Light assets(const AssetFacts& facts) {
  Judge judge(Topic::assets);
  judge.rule(facts.licences_short > 0, Tone::bad, "licences_short");
  judge.rule(facts.spares_short > 0, Tone::bad, "spares_short");
  judge.rule(facts.unknown_devices > 0, Tone::attention, "unknown_devices");
  judge.rule(facts.programs_not_agreed > 0, Tone::attention, "programs_not_agreed");
  judge.rule(facts.not_seen > 0, Tone::attention, "not_seen");
  judge.rule(facts.programs_missing > 0, Tone::attention, "programs_missing");
  judge.rule(facts.expired > 0, Tone::attention, "expired");
  return std::move(judge).light(facts.source.state);
}

Light network(const NetworkFacts& facts) {
  Judge judge(Topic::network);
  judge.rule(facts.not_acknowledged.value_or(0) > 0, Tone::attention, "not_acknowledged");
  judge.rule(facts.over_limit > 0, Tone::attention, "over_limit");
  return std::move(judge).light(facts.source.state);
}

Light ratings(const RatingFacts& facts, const std::optional<Decimal>& target) {
  Judge judge(Topic::ratings);
  // points / count >= target, in integers.
  bool under =
      target && facts.count > 0 && !Share{facts.points, facts.count}.at_least(*target);
  judge.rule(facts.low_open > 0, Tone::bad, "low_not_reviewed");
  judge.rule(facts.low_in_review > 0, Tone::attention, "low_in_review");
  judge.rule(under, Tone::attention, "under_target");
  return std::move(judge).light(facts.source.state);
}

Light light_for(const MonthFacts& facts, Topic topic, const Thresholds& thresholds) {
  if (source_of(facts, topic).state == SourceState::missing)
    return {topic, Tone::no_data, {name_of(topic) + ".no_data"}};
  switch (topic) {
    case Topic::tickets:
      return tickets(facts.tickets, thresholds);
    case Topic::outages:
      return outages(facts.outages);
    case Topic::visits:  // fewer are better, none is bad
      return Judge(Topic::visits).light(facts.visits.source.state);
    case Topic::network:
      return network(facts.network);
    case Topic::backups:
      return backups(facts.backups, thresholds);
    case Topic::access:
      return access(facts.access);
    case Topic::assets:
      return assets(facts.assets);
    case Topic::standards:  // not rated: it has no light
      return {topic, Tone::neutral, {}};
    case Topic::ratings:
      break;
  }
  return ratings(facts.ratings, thresholds.ratings_target);
}

}  // namespace

std::vector<Light> lights_of(const MonthFacts& facts, const Thresholds& thresholds) {
  std::vector<Light> lights;
  for (Topic topic : kTopics)
    if (source_of(facts, topic).state != SourceState::not_in_contract)
      lights.push_back(light_for(facts, topic, thresholds));
  return lights;
}

const Light* light_of(const std::vector<Light>& lights, Topic topic) {
  auto found =
      std::find_if(lights.begin(), lights.end(), [&](const Light& l) { return l.topic == topic; });
  return found == lights.end() ? nullptr : &*found;
}

Mark mark_of(Tone tone, const Messages& messages) {
  switch (tone) {
    case Tone::good:
      return {"good", messages("light.good"), tone};
    case Tone::attention:
      return {"attention", messages("light.attention"), tone};
    case Tone::bad:
      return {"bad", messages("light.bad"), tone};
    default:
      return {"no_data", messages("light.no_data"), Tone::no_data};
  }
}

std::string rule_text(Topic topic, const Thresholds& thresholds, const Messages& messages, const MonthFacts& facts) {
  std::string key = "rules." + name_of(topic), text;
  Language language = messages.language();
  const std::optional<Seconds>& limit = facts.outages.limit;
  const std::optional<Seconds>& within = facts.network.acknowledge_within;
  const std::optional<Decimal>& average = thresholds.ratings_target;
  if (topic == Topic::tickets) {
    Document shown;
    shown.language = language;
    std::string points = format_value(Decimal{thresholds.near_target.nano * 100}, shown);  // of per cent
    const std::optional<Decimal>& target = facts.tickets.target;
    text = messages(key, {{"points", points}, {"target", target ? " " + format_percent(*target, language) : ""}});
    if (const auto& aim = facts.tickets.answers.target) text += " " + messages("rules.answers", {{"target", format_percent(*aim, language)}});
    if (const auto& aim = facts.tickets.next_answers.target) text += " " + messages("rules.next_answers", {{"target", format_percent(*aim, language)}});
  } else if (topic == Topic::backups) {
    text = messages(key, {{"n", thresholds.missed_running}});
  } else if (topic == Topic::outages) {
    text = messages(key, {{"limit", limit ? messages("rules.limit", {{"limit", format_duration(*limit, language)}}) : ""}});
  } else if (topic == Topic::network) {
    text = messages(key, {{"within", within ? messages("rules.within", {{"time", format_duration(*within, language)}}) : messages("rules.while_it_lasts")}});
  } else if (topic == Topic::ratings) {
    std::string low = std::to_string(kLowScore);
    text = average ? messages(key, {{"target", said_average(*average, language)}, {"low", low}}) : messages("rules.ratings_no_target", {{"low", low}});
  } else {
    text = messages(key);
  }
  return messages("rules.title") + ": " + text;
}

}  // namespace outdesk
