#include "package/fact_figures.hpp"

#include "base/text.hpp"
#include "package/lead_rules.hpp"

namespace outdesk {

namespace {

template <typename T>
Value maybe(const std::optional<T>& value) {
  return value ? Value(*value) : Value();
}

/// Figures below "facts.TOPIC".
class FactList {
 public:
  explicit FactList(std::vector<Figure>& figures) : figures_(figures) {}

  /// Begins a topic; false where it has no numbers.
  bool topic(Topic topic, const SourceFacts& source) {
    topic_ = name_of(topic);
    add("state", outdesk::name_of(source.state));
    add("without_data_from", maybe(source.first));
    add("without_data_to", maybe(source.last));
    return source.has_data();
  }

  void add(const std::string& name, Value value) {
    figures_.push_back({{"facts", topic_, name}, "", std::move(value)});
  }

 private:
  std::vector<Figure>& figures_;
  std::string topic_;
};

/// "answers_met", "answers_share".
void add_answers(FactList& list, const std::string& name, const AnswerFacts& facts) {
  list.add(name + "_met", facts.met);
  list.add(name + "_missed", facts.missed);
  list.add(name + "_share", facts.share());
  list.add(name + "_target", maybe(facts.target));
}

void add_tickets(FactList& list, const TicketFacts& facts) {
  if (!list.topic(Topic::tickets, facts.source)) return;
  list.add("received", facts.received);
  list.add("resolved", facts.resolved);
  list.add("backlog", facts.backlog);
  list.add("met", facts.met);
  list.add("missed", facts.missed);
  list.add("share", Share{facts.met, facts.met + facts.missed});
  list.add("share_before", maybe(facts.before));
  list.add("target", maybe(facts.target));
  list.add("late_critical", facts.late_critical);
  add_answers(list, "answers", facts.answers);
  add_answers(list, "next_answers", facts.next_answers);
  list.add("critical_answered_late", facts.critical_answered_late);
  list.add("credit_minor", facts.credit);
  list.add("months", months_value(facts.months));
}

void add_outages(FactList& list, const OutageFacts& facts) {
  if (!list.topic(Topic::outages, facts.source)) return;
  list.add("count", facts.count);
  list.add("total_s", facts.total);
  list.add("limit_s", maybe(facts.limit));
  list.add("before_s", maybe(facts.before));
  list.add("under_target", facts.under_target);
  list.add("months", months_value(facts.months));
}

void list_network(FactList& list, const NetworkFacts& facts) {
  if (!list.topic(Topic::network, facts.source)) return;
  list.add("serious", facts.serious);
  list.add("not_acknowledged", maybe(facts.not_acknowledged));
  list.add("not_acknowledged_before", maybe(facts.before));
  list.add("over_limit", facts.over_limit);
  list.add("acknowledge_within_s", maybe(facts.acknowledge_within));
  list.add("months", months_value(facts.months));
}

void list_visits(FactList& list, const VisitFacts& facts) {
  if (!list.topic(Topic::visits, facts.source)) return;
  list.add("planned", facts.planned);
  list.add("unplanned", facts.unplanned);
  list.add("unplanned_before", maybe(facts.before));
  list.add("remote_share", facts.remote);
  list.add("months", months_value(facts.months));
}

void add_backups(FactList& list, const BackupFacts& facts) {
  if (!list.topic(Topic::backups, facts.source)) return;
  list.add("made", facts.made);
  list.add("planned", facts.planned);
  list.add("missed_running", facts.missed_running);
  list.add("tests", facts.tests);
  list.add("tests_failed", facts.tests_failed);
  list.add("overdue", facts.overdue);
  list.add("share_before", maybe(facts.before));
  list.add("months", months_value(facts.months));
}

void add_access(FactList& list, const AccessFacts& facts) {
  if (!list.topic(Topic::access, facts.source)) return;
  list.add("folders", facts.folders);
  list.add("accounts", facts.accounts);
  list.add("unread", facts.unread);
  list.add("changes", maybe(facts.changes));
  list.add("changes_without_request", maybe(facts.without_request));
  list.add("changes_undecided", maybe(facts.undecided));
  list.add("dismissed_with_access", facts.dismissed);
  list.add("review_overdue", facts.review_overdue);
  list.add("without_request_before", maybe(facts.before));
  list.add("months", months_value(facts.months));
}

void add_assets(FactList& list, const AssetFacts& facts) {
  if (!list.topic(Topic::assets, facts.source)) return;
  list.add("devices", facts.devices);
  list.add("unknown_devices", facts.register_known ? Value(facts.unknown_devices) : Value());
  list.add("programs_not_agreed", facts.programs_known ? Value(facts.programs_not_agreed) : Value());
  list.add("not_seen", facts.seen_known ? Value(facts.not_seen) : Value());
  list.add("programs_missing", facts.programs_known ? Value(facts.programs_missing) : Value());
  list.add("expired", facts.expired);
  list.add("licences_short", facts.programs_known ? Value(facts.licences_short) : Value());
  list.add("spares_short", facts.register_known ? Value(facts.spares_short) : Value());
  list.add("unknown_devices_before", maybe(facts.before));
  list.add("months", months_value(facts.months));
}

/// Absent where no standards were agreed.
void list_standards(FactList& list, const StandardFacts& facts) {
  if (facts.source.state == SourceState::not_in_contract) return;
  list.topic(Topic::standards, facts.source);
  list.add("agreed", facts.agreed);
  list.add("over_limit", facts.over_limit);
  std::vector<std::string> titles;
  for (const StandardFacts::Review& review : facts.overdue) titles.push_back(review.title);
  list.add("reviews_overdue", titles);
}

void add_ratings(FactList& list, const RatingFacts& facts, const std::optional<Decimal>& target) {
  if (!list.topic(Topic::ratings, facts.source)) return;
  list.add("count", facts.count);
  list.add("points", facts.points);
  list.add("target", maybe(target));
  list.add("average_before", maybe(facts.before));
  list.add("low", facts.low);
  list.add("low_in_review", facts.low_in_review);
  list.add("low_open", facts.low_open);
  list.add("months", months_value(facts.months));
}

}  // namespace

std::string name_of(SourceState state) {
  switch (state) {
    case SourceState::full:
      return "full";
    case SourceState::partial:
      return "partial";
    case SourceState::missing:
      return "missing";
    case SourceState::not_in_contract:
      break;
  }
  return "not_in_contract";
}

std::vector<Figure> head_figures(const PackageInput& input, const PackageContent& content) {
  auto text = [](const char* name, std::string value) {
    return Figure{key(name), "", std::move(value)};
  };
  return {text("client", input.client),
          text("name", input.name),
          text("contract", input.contract_number),
          text("audience", std::string(name_of(input.audience))),
          text("month", to_text(input.month)),
          text("language", input.language == Language::ru ? "ru" : "en"),
          text("timezone", input.zone ? input.zone->name() : "UTC"),
          text("currency", input.currency),
          {key("cut_off"), "", input.cut_off},
          text("state_id", input.state_id),
          text("lead", text_of(content.lead))};
}

std::vector<Figure> fact_figures(const MonthFacts& facts, const Thresholds& thresholds) {
  std::vector<Figure> figures;
  FactList list(figures);
  add_tickets(list, facts.tickets);
  add_outages(list, facts.outages);
  list_visits(list, facts.visits);
  add_backups(list, facts.backups);
  add_access(list, facts.access);
  add_assets(list, facts.assets);
  list_standards(list, facts.standards);
  add_ratings(list, facts.ratings, thresholds.ratings_target);
  list_network(list, facts.network);
  return figures;
}

Table light_table(const PackageContent& content) {
  Table table;
  table.key = key("lights");
  table.columns = {{key("topic"), ""}, {key("light"), ""}, {key("rules"), ""}};
  for (const Light& light : content.lights)
    table.rows.push_back(
        {name_of(light.topic), mark_of(light.tone, content.messages), light.rules});
  return table;
}

Table decision_table(const PackageContent& content) {
  Table table;
  table.key = key("decisions");
  table.columns = {{key("rule"), ""}, {key("by"), ""}, {key("what"), ""}, {key("who"), ""}};
  for (const Decision& decision : content.decisions)
    table.rows.push_back({decision.rule, decision.by, decision.what, decision.who});
  return table;
}

}  // namespace outdesk
