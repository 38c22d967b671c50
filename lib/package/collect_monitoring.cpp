#include "package/collect_monitoring.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "asset/asset_store.hpp"
#include "base/text.hpp"
#include "monitor/affected_rules.hpp"
#include "monitor/monitoring_store.hpp"
#include "monitor/outage_report.hpp"

namespace outdesk {

namespace {

/// The months before, out of one reading of the store: totals where the whole month was covered.
class OutageTrend {
 public:
  OutageTrend(const MonitoringRecord& record, const Contract& contract, const Zone& zone) : record_(record), contract_(contract), zone_(zone), terms_(*contract.monitoring) { terms_.figures.clear(); }

  MonitoringMonth of(Month month) const { return judge_monitoring(record_, terms_, contract_.calendars, zone_.month(month)); }

 private:
  const MonitoringRecord& record_;
  const Contract& contract_;
  const Zone& zone_;
  MonitoringTerms terms_;
};

bool is_whole(const MonitoringMonth& month) { return month.any_data() && month.gaps.empty(); }
std::int64_t count_late(const MonitoringMonth& month) { return static_cast<std::int64_t>(month.late.size()); }

/// Outages and problems of the months before, and of this one.
void add_watched_months(const OutageTrend& trend, const std::vector<Month>& months, const MonitoringMonth& judged, MonthFacts& facts) {
  auto add = [&](Month one, const MonitoringMonth& month) {
    facts.outages.months.push_back({one, is_whole(month) ? Value(month.down()) : Value()});
    facts.network.months.push_back({one, is_whole(month) ? Value(count_late(month)) : Value()});
  };
  for (Month one : months) {
    if (one == facts.month) continue;
    MonitoringMonth past = trend.of(one);
    add(one, past);
    if (one + std::chrono::months{1} < facts.month || !past.any_data()) continue;
    facts.outages.before = past.down();
    facts.network.before = count_late(past);
    facts.outages.comparable = facts.network.comparable = past.gaps.empty();
  }
  add(facts.month, judged);
}

void fill_network(const MonitoringMonth& month, const MonitoringTerms& terms, const SourceFacts& source, NetworkFacts& facts) {
  facts.source = source;
  facts.acknowledge_within = terms.acknowledge_within;
  for (const SeverityCount& severity : month.severities)
    if (severity.severity >= Severity::high) facts.serious += severity.count;
  if (month.any_data()) facts.not_acknowledged = count_late(month);
  facts.over_limit = std::count_if(month.figures.begin(), month.figures.end(), [](const JudgedFigure& figure) { return figure.over_limit(); });
}

std::vector<std::string> unwatched(const MonitoringMonth& month) {
  std::vector<std::string> names;
  for (const JudgedService& service : month.services)
    if (!service.watched) names.push_back(service.terms.name);
  return names;
}

/// How much of the month the monitoring told, and why not all of it.
SourceFacts source_facts(const MonitoringMonth& month, const Zone& zone, const Messages& messages) {
  SourceFacts source;
  bool whole = month.gaps.empty() && month.any_data();
  source.state = !month.any_data() ? SourceState::missing : whole ? SourceState::full : SourceState::partial;
  auto day = [&](Instant t) { return zone.local(t).date; };
  if (month.silent_since) {
    source.first = day(*month.silent_since);
  } else if (!month.gaps.empty()) {
    const Period& longest = *std::max_element(month.gaps.begin(), month.gaps.end(), [](const Period& a, const Period& b) { return a.to - a.from < b.to - b.from; });
    source.first = day(longest.from);
    source.last = day(longest.to - Seconds{1});
  }
  if (source.first) source.why = messages("missing.monitoring");
  if (std::vector<std::string> names = unwatched(month); whole && !names.empty()) {
    source.state = SourceState::partial;
    source.why = messages("missing.unwatched", {{"services", messages.list(names)}});
  }
  return source;
}

std::string asset_of(const MonitoringTerms& terms, const std::string& service) {
  for (const WatchedService& watched : terms.services)
    if (watched.name == service) return watched.asset;
  return {};
}

void fill_outages(const MonitoringMonth& month, const MonitoringTerms& terms, const Zone& zone, const std::vector<LateRequest>& late, OutageFacts& facts) {
  facts.count = month.outage_count();
  facts.total = month.down();
  facts.limit = terms.outage_limit;
  facts.under_target = std::count_if(month.services.begin(), month.services.end(), [](const JudgedService& service) { return service.below_target(); });
  for (const Outage& outage : month.outages) {
    if (outage.counted.count <= 0) continue;
    OutageEvent event{zone.local(outage.from).date, outage.service, asset_of(terms, outage.service), outage.counted, {}};
    if (outage.goes_on) event.since = zone.local(outage.began).date;
    if (outage.goes_on) event.lasted = outage.to - outage.began;
    facts.events.push_back(std::move(event));
  }
  tie_credits(facts.events, late);
}

PackageSource monitoring_source(const MonitoringRecord& record, const SourceFacts& facts, Period period, const std::string& sha256, const Messages& messages) {
  PackageSource source;
  source.name = messages("source.monitoring");
  source.id = "monitoring";
  source.from = period.from;
  source.to = period.to;
  source.state = facts.state;
  source.sha256 = sha256;
  if (record.records > 0) source.records = record.records;
  return source;
}

std::string affected_text(const MonitoringMonth& month) {
  std::string text;
  for (const JudgedService& service : month.services) text += join(service.affected, "\t") + "\n";
  return text;
}

}  // namespace

std::string collect_monitoring(Db& db, std::int64_t client, const MonthRequest& request, const Contract& contract, const std::vector<Month>& months, const Messages& messages, PackageInput& input) {
  if (!contract.monitoring) return {};
  const MonitoringTerms& terms = *contract.monitoring;
  const Zone& zone = *input.zone;
  Period period{zone.month(request.month).from, input.cut_off};
  Period year{zone.month(months.front()).from, period.to};
  MonitoringRecord record = monitoring_of(db, client, period, request.as_of), past = monitoring_of(db, client, year, request.as_of, false);
  MonitoringMonth month = judge_monitoring(record, terms, contract.calendars, period);
  mark_affected(month, assets_of(db, client, input.cut_off, request.as_of));
  SourceFacts source = source_facts(month, zone, messages);
  std::string sha256 = past.records > 0 ? hex(Sha256().add(record.sum).add(past.sum).add(affected_text(month)).finish()) : std::string();
  OutageFacts& facts = input.facts.outages;
  fill_network(month, terms, source, input.facts.network);
  add_watched_months(OutageTrend(past, contract, zone), months, month, input.facts);
  if (!terms.services.empty()) {
    facts.source = source;
    fill_outages(month, terms, zone, input.facts.tickets.late, facts);
    if (month.any_data()) input.sections.push_back({"outages", "", outage_blocks(month, zone, input.language)});
  }
  std::vector<Block> network = silence_blocks(month, zone, input.language);
  for (Block& block : network_blocks(month, terms, input.language)) network.push_back(std::move(block));
  input.sections.push_back({"network", "", std::move(network)});
  input.sources.push_back(monitoring_source(record, source, period, sha256, messages));
  return sha256;
}

}  // namespace outdesk
