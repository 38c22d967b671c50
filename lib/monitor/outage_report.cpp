#include "monitor/outage_report.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "base/text.hpp"
#include "monitor/monitor_words.hpp"
#include "output/format_value.hpp"

namespace outdesk {

namespace {

namespace w = monitor_words;

constexpr int kAvailabilityDigits = 2;

std::vector<std::string> printable_list(const std::vector<std::string>& texts) {
  std::vector<std::string> list;
  for (const std::string& text : texts) list.push_back(printable(text));
  return list;
}

template <class T>
Value value_or_none(const std::optional<T>& value) {
  return value ? Value(*value) : Value(std::monostate{});
}

Mark service_mark(const JudgedService& service, Language language) {
  if (!service.watched) return {"not_watched", w::say(w::not_watched, language), Tone::no_data};
  if (!service.available.defined()) return {"no_data", w::say(w::no_data, language), Tone::no_data};
  if (service.below_target()) return {"below_target", w::say(w::under_target, language), Tone::bad};
  if (service.terms.target) return {"met", w::say(w::met, language), Tone::good};
  return {"no_target", w::say(w::worked, language), Tone::neutral};
}

/// The key of a calendar says nothing to people where there is but one.
std::string counted_time(const std::string& calendar, bool is_only_one, Language language) {
  if (calendar.empty()) return w::say(w::all_time, language);
  return is_only_one ? w::say(w::agreed_hours, language) : printable(calendar);
}

bool has_one_calendar(const MonitoringMonth& month) {
  std::set<std::string> calendars;
  for (const JudgedService& service : month.services)
    if (!service.terms.calendar.empty()) calendars.insert(service.terms.calendar);
  return calendars.size() == 1;
}

Table service_table(const MonitoringMonth& month, Language language) {
  Table table;
  table.key = key("services");
  table.title = w::say(w::services, language);
  table.columns = {{key("service"), w::say(w::service, language), 0, true}, {key("available"), ""}, {{}, w::say(w::available, language)}, {key("target"), ""}, {{}, w::say(w::target, language)},
                   {key("outages"), w::say(w::stops, language), 0, false, true}, {key("down_s"), w::say(w::down, language), 0, false, true}, {{}, w::say(w::counted_in, language)}, {key("calendar"), ""},
                   {key("asset"), ""}, {key("state"), w::say(w::state, language)},
                   {{}, std::any_of(month.services.begin(), month.services.end(), [](const JudgedService& service) { return !service.affected.empty(); }) ? w::say(w::affected, language) : "", 0, true}, {key("affected"), ""}};
  bool is_only_one = has_one_calendar(month);
  for (const JudgedService& service : month.services) {
    const WatchedService& terms = service.terms;
    std::string calendar = counted_time(terms.calendar, is_only_one, language);
    table.rows.push_back({printable(terms.name), service.available, format_percent(service.available, language, kAvailabilityDigits), value_or_none(terms.target),
                          terms.target ? format_percent(*terms.target, language) : std::string(), service.outages, service.down, std::move(calendar), printable(terms.calendar), printable(terms.asset),
                          service_mark(service, language), printable(join(service.affected, ", ")), service.affected});
  }
  std::string empty;
  if (month.services.size() > 1) table.total = Row{w::say(w::in_all, language), {}, empty, {}, empty, month.outage_count(), month.down(), empty, {}, {}, {}, empty, {}};
  table.note = w::say(w::note, language, {{"share", format_percent(month.covered, language)}});
  return table;
}

Table outage_table(const MonitoringMonth& month, const Zone& zone, Language language) {
  Table table;
  table.key = key("outages");
  table.title = w::say(w::outages, language);
  table.columns = {{key("service"), w::say(w::service, language), 0, true}, {{}, w::say(w::object, language), 0, true}, {key("objects"), ""}, {key("from"), w::say(w::from, language)}, {{}, w::say(w::to, language)},
                   {key("to"), ""}, {key("lasts"), ""}, {key("began_before"), ""}, {key("length_s"), w::say(w::lasted, language)}, {key("counted_s"), w::say(w::counted, language), 0, false, true},
                   {key("severity"), w::say(w::severity, language)}, {{}, w::say(w::why, language), 0, true}, {key("reasons"), ""}};
  for (const Outage& outage : month.outages) {
    std::vector<std::string> objects = printable_list(outage.objects), reasons = printable_list(outage.reasons);
    std::string to = outage.lasts ? w::say(w::still, language) : format_instant(outage.to, &zone, language);
    std::string why = reasons.empty() ? w::say(w::stopped, language) : join(reasons, "; ");
    table.rows.push_back({printable(outage.service), join(objects, ", "), objects, outage.from, to, outage.to, outage.lasts, outage.began_before, outage.to - outage.from, outage.counted,
                          w::mark_of(outage.severity, language), why, reasons});
  }
  return table;
}

Table severity_table(const MonitoringMonth& month, const MonitoringTerms& terms, Language language) {
  Table table;
  table.key = key("problems");
  table.title = w::say(w::problems, language);
  table.columns = {{key("severity"), w::say(w::severity, language)}, {key("count"), w::say(w::how_many, language), 0, false, true}, {key("total_s"), w::say(w::total, language)}, {key("longest_s"), w::say(w::longest, language)},
                   {key("acknowledged"), w::say(w::acknowledged, language), 0, false, true}, {key("late"), w::say(w::late, language), 0, false, true}, {key("open"), w::say(w::open, language), 0, false, true}};
  for (const SeverityCount& count : month.severities)
    table.rows.push_back({w::mark_of(count.severity, language), count.count, count.total, count.longest, count.acknowledged, count.late, count.open});
  table.note = terms.acknowledge_within ? w::say(w::late_note, language, {{"within", format_duration(*terms.acknowledge_within, language)}}) : w::say(w::late_note_ever, language);
  return table;
}

Table late_problem_table(const MonitoringMonth& month, Language language) {
  Table table;
  table.key = key("late");
  table.title = w::say(w::late_problems, language);
  table.columns = {{key("host"), w::say(w::object, language)}, {key("problem"), w::say(w::problem, language), 0, true}, {key("severity"), w::say(w::severity, language)}, {key("began"), w::say(w::from, language)},
                   {key("ended"), w::say(w::to, language)}, {key("acknowledged"), w::say(w::acknowledged, language)}, {key("by"), w::say(w::who, language)}};
  for (const WatchedProblem& problem : month.late)
    table.rows.push_back({printable(problem.host), printable(problem.name), w::mark_of(problem.severity, language), problem.began, value_or_none(problem.ended), value_or_none(problem.acknowledged),
                          problem.acknowledged ? printable(problem.acknowledged_by) : w::say(w::never, language)});
  return table;
}

constexpr Coded kTakeWords[] = {
    {"sum", {"sum of the period", "сумма за период"}},
    {"last", {"last value", "последнее значение"}},
    {"highest", {"highest value", "наибольшее значение"}},
};

Mark figure_mark(const JudgedFigure& figure, Language language) {
  if (!figure.value) return {"no_data", w::say(w::no_data, language), Tone::no_data};
  if (figure.over_limit()) return {"over_limit", w::say(w::over, language), Tone::attention};
  if (figure.terms.limit) return {"within_limit", w::say(w::within, language), Tone::good};
  return {"no_limit", w::say(w::no_limit, language), Tone::neutral};
}

Table figure_table(const MonitoringMonth& month, Language language) {
  Table table;
  table.key = key("figures");
  table.title = w::say(w::figures, language);
  table.columns = {{key("figure"), w::say(w::figure, language), 0, true}, {key("value"), w::say(w::value, language)}, {key("limit"), w::say(w::limit, language)}, {key("take"), w::say(w::how_taken, language)},
                   {key("state"), w::say(w::state, language)}};
  for (const JudgedFigure& figure : month.figures) {
    const Coded& take = kTakeWords[static_cast<std::size_t>(figure.terms.take)];
    table.rows.push_back({printable(figure.terms.name), value_or_none(figure.value), value_or_none(figure.terms.limit), mark_in(kTakeWords, take.code, language), figure_mark(figure, language)});
  }
  return table;
}

}  // namespace

std::vector<Block> silence_blocks(const MonitoringMonth& month, const Zone& zone, Language language) {
  if (!month.any_data()) return {Paragraph{{{w::say(w::no_data_at_all, language), true}}}};
  std::vector<Block> words;
  for (const Period& gap : month.gaps) {
    bool to_the_end = month.silent_since && gap.to == month.period.to;
    std::string text = to_the_end ? w::say(w::silent, language, {{"day", format_instant(*month.silent_since, &zone, language)}})
                                  : w::say(w::gap, language, {{"from", format_instant(gap.from, &zone, language)}, {"to", format_instant(gap.to, &zone, language)}});
    words.emplace_back(Paragraph{{{std::move(text), true}}});
  }
  return words;
}

std::vector<Block> outage_blocks(const MonitoringMonth& month, const Zone& zone, Language language) {
  std::vector<Block> blocks;
  if (!month.services.empty()) blocks.emplace_back(service_table(month, language));
  if (!month.outages.empty()) blocks.emplace_back(outage_table(month, zone, language));
  return blocks;
}

std::vector<Block> network_blocks(const MonitoringMonth& month, const MonitoringTerms& terms, Language language) {
  std::vector<Block> blocks;
  if (!month.figures.empty()) blocks.emplace_back(figure_table(month, language));
  if (month.any_data()) blocks.emplace_back(severity_table(month, terms, language));
  if (!month.late.empty()) blocks.emplace_back(late_problem_table(month, language));
  return blocks;
}

Document outage_report(const MonitoringMonth& month, const Contract& contract, Language language) {
  const Zone& zone = Zone::named(contract.timezone);
  Document document;
  document.schema = "outages/1";
  document.language = language;
  document.zone = &zone;
  std::string days = format_date(zone.local(month.period.from).date, language) + " – " + format_date(zone.local(month.period.to - Seconds{1}).date, language);
  document.title = w::say(w::title, language, {{"days", days}});
  document.subtitle = contract.name;
  document.head = {{key("client"), "", contract.client}, {key("from"), "", month.period.from}, {key("to"), "", month.period.to}, {key("covered"), "", month.covered},
                   {key("silent_since"), "", value_or_none(month.silent_since)}, {key("outage_count"), "", month.outage_count()}, {key("down_s"), "", month.down()},
                   {key("limit_s"), "", value_or_none(contract.monitoring ? contract.monitoring->outage_limit : std::nullopt)}};
  std::vector<Block> blocks = silence_blocks(month, zone, language);
  for (Block& block : outage_blocks(month, zone, language)) blocks.push_back(std::move(block));
  document.sections.push_back({"outages", "", std::move(blocks)});
  document.sections.push_back({"network", "", network_blocks(month, contract.monitoring.value_or(MonitoringTerms{}), language)});
  document.rows = key("outages");
  return document;
}

}  // namespace outdesk
