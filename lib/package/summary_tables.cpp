#include "package/summary_tables.hpp"

#include "output/format_value.hpp"
#include "package/said_values.hpp"

namespace outdesk {

namespace {

/// Words that lead to the sheet of a topic.
Mark link_to(Topic topic, std::string words) { return {"section:" + name_of(topic), std::move(words)}; }

/// The figure of the month before, as this month's is written; empty where it is not known.
std::string figure_before(const MonthFacts& facts, Topic topic, const Messages& messages) {
  if (topic == Topic::tickets && !only_answers_missed(facts.tickets) && facts.tickets.before && facts.tickets.before->defined()) return format_percent(*facts.tickets.before, messages.language());
  if (topic == Topic::access && facts.access.before) return messages("tile.access.without_request", {{"n", *facts.access.before}});
  if (topic == Topic::backups && facts.backups.before && facts.backups.before->defined())
    return messages("tile.backups.figure", {{"made", facts.backups.before->part}, {"planned", facts.backups.before->whole}});
  if (topic != Topic::outages || !facts.outages.before) return {};
  return facts.outages.before->count > 0 ? format_duration(*facts.outages.before, messages.language()) : messages("tile.outages.none");
}

}  // namespace

Table topics_table(const PackageInput& input, const PackageContent& content) {
  const Messages& messages = content.messages;
  Table table;
  table.columns = {{{}, messages("summary.section"), 21, true}, {{}, messages("summary.light"), 15}, {{}, messages.month_capital(input.month), 22, true},
                   {{}, messages.month_capital(input.month - std::chrono::months{1}), 20, true}, {{}, messages("summary.change"), 20, true},
                   {{}, messages("summary.meaning"), 36, true}};
  Tiles tiles = tiles_of(input.facts, content.lights, messages, input.currency);
  for (std::size_t i = 0; i < tiles.tiles.size(); ++i) {
    Tiles::Tile& tile = tiles.tiles[i];
    std::string before = figure_before(input.facts, content.lights[i].topic, messages);
    table.rows.push_back({link_to(content.lights[i].topic, tile.title), tile.light, tile.figure, before.empty() ? "—" : before, tile.trend, tile.detail});
  }
  return table;
}

Table asked_table(const PackageContent& content) {
  const Messages& messages = content.messages;
  Table table;
  table.title = messages("decisions.title");
  table.columns = {{{}, messages("summary.decision"), 72, true}, {{}, messages("summary.due"), 18}, {{}, messages("summary.who"), 24, true}, {{}, messages("summary.sheet"), 16}};
  std::int64_t number = 0;
  for (const Decision& decision : content.decisions) {
    if (table.rows.size() == kMostDecisions) break;
    table.rows.push_back({std::to_string(++number) + ". " + decision.what, decision.by, with_capital(decision.who), link_to(decision.topic, messages("decisions.more"))});
  }
  auto rest = static_cast<std::int64_t>(content.decisions.size() - table.rows.size());
  if (rest > 0) table.note = messages("decisions.rest", {{"n", rest}});
  return table;
}

}  // namespace outdesk
