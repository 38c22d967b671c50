#include "backup/read_results.hpp"

#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/text.hpp"
#include "input/cell_table.hpp"
#include "input/json.hpp"

namespace outdesk {

namespace {

constexpr std::string_view kMembers[] = {"job", "state", "at", "ended", "files", "bytes", "point", "note", "action", "took", "how"};
constexpr std::size_t kRequired = 3;

/// One result as texts, and where to complain.
struct ToldResult {
  std::map<std::string_view, std::string> told;
  std::function<void(const std::string& problem, const std::string& next_step)> fail;

  const std::string& operator[](std::string_view member) { return told[member]; }

  template <class T, class Parse>
  std::optional<T> parsed(std::string_view member, Parse parse, const char* what) {
    const std::string& text = told[member];
    if (text.empty()) return {};
    std::optional<T> value = parse(text);
    if (!value) fail("'" + std::string(member) + "' is " + in_quotes(text) + ", which is not " + what, "");
    return value;
  }
};

RecordedResult understood(ToldResult told, Instant now) {
  for (std::size_t i = 0; i < kRequired; ++i)
    if (told[kMembers[i]].empty()) told.fail("'" + std::string(kMembers[i]) + "' is missing", "a result has at least job, state and at");
  for (const auto& [member, text] : told.told)
    if (std::string why = unstorable(text); !why.empty()) told.fail("'" + std::string(member) + "' cannot be kept: " + why, "");
  RecordedResult result;
  result.job = told["job"];
  auto state = state_told(told["state"]);
  if (!state) told.fail("state " + in_quotes(told["state"]) + " is not known", "it is ok, warnings, failed or running");
  result.point.state = *state;
  result.point.time = *told.parsed<Instant>("at", parse_instant, "an instant such as 2026-10-31T22:00:00Z");
  result.point.ended = told.parsed<Instant>("ended", parse_instant, "an instant such as 2026-10-31T22:00:00Z");
  if (result.point.time > now) told.fail("'at' " + told["at"] + " is still to come", "give the time of the run; --now sets the clock");
  if (result.point.ended && *result.point.ended < result.point.time) told.fail("'ended' lies before 'at'", "");
  result.point.files = told.parsed<std::int64_t>("files", parse_count, "a whole number");
  result.point.bytes = told.parsed<std::int64_t>("bytes", parse_count, "a whole number");
  result.point.note = told["note"];
  if (const std::string& action = told["action"]; !action.empty() && action != "copy" && action != "drill") told.fail("action " + in_quotes(action) + " is not known", "it is copy or drill");
  result.drill = told["action"] == "drill";
  result.took = told.parsed<Seconds>("took", parse_duration_with_days, "a length of time such as 45m");
  result.how = told["how"];
  if (result.took && !result.point.ended && result.point.time + *result.took > now) told.fail("a restore that began at " + told["at"] + " and took " + told["took"] + " would end in the future", "'at' is the start of it");
  result.point.id = !told["point"].empty() ? told["point"] : result.drill ? "" : id_of_run(result.point.time);
  return result;
}

std::vector<RecordedResult> results_of_csv(const std::string& bytes, const std::string& file, Instant now) {
  CellTable table = read_csv_table(bytes, file);
  std::vector<Heading> headings;
  for (std::size_t i = 0; i < std::size(kMembers); ++i) headings.push_back({{kMembers[i]}, i < kRequired});
  HeadingRow found = find_headings(table, headings);
  std::vector<RecordedResult> results;
  for (std::size_t row = found.row + 1; row < table.rows.size(); ++row) {
    ToldResult told;
    bool any = false;
    for (std::size_t i = 0; i < std::size(kMembers); ++i) {
      if (found.columns[i] == kNoColumn) continue;
      told.told[kMembers[i]] = table.cell(row, found.columns[i]);
      any = any || !told.told[kMembers[i]].empty();
    }
    if (!any) continue;
    told.fail = [&table, row](const std::string& problem, const std::string& next_step) { table.fail(row, problem, next_step); };
    results.push_back(understood(std::move(told), now));
  }
  return results;
}

RecordedResult result_of_json(const JsonNode& node, Instant now) {
  node.only({"job", "state", "at", "ended", "files", "bytes", "point", "note", "action", "took", "how"});
  ToldResult told;
  for (std::string_view member : kMembers)
    if (auto value = node.find(member)) told.told[member] = value->json().is_number_integer() ? std::to_string(value->integer()) : value->text();
  told.fail = [&node](const std::string& problem, const std::string& next_step) { node.fail(problem, next_step); };
  return understood(std::move(told), now);
}

/// A line is a whole object: JSON lines.
bool is_json_lines(std::string_view text) {
  std::string_view first = trimmed(text.substr(0, text.find('\n')));
  return first.starts_with('{') && first.ends_with('}') && trimmed(text).size() > first.size();
}

std::vector<RecordedResult> results_of_json(const std::string& bytes, const std::string& file, Instant now) {
  std::vector<RecordedResult> results;
  if (is_json_lines(bytes)) {
    long number = 0;
    for (std::string_view line : split(bytes, '\n')) {
      ++number;
      if (trimmed(line).empty()) continue;
      Json json = parse_json(line, file, number);
      results.push_back(result_of_json(JsonNode(json, file, {}, number), now));
    }
    return results;
  }
  Json json = parse_json(bytes, file);
  JsonNode node(json, file, {}, 0, &bytes);
  bool wrapped = node.is_object() && node.has("results");
  if (wrapped) {
    node.only({"outdesk", "results"});
    node.at("outdesk").one_of({"backup-results/1"});
  }
  if (node.is_object() && !wrapped) return {result_of_json(node, now)};
  for (const JsonNode& item : (wrapped ? node.at("results") : node).items()) results.push_back(result_of_json(item, now));
  return results;
}

}  // namespace

std::optional<RestorePoint::State> state_told(std::string_view word) {
  using State = RestorePoint::State;
  static const std::map<std::string_view, State> kWords = {{"ok", State::done}, {"done", State::done}, {"success", State::done}, {"warn", State::warnings}, {"warnings", State::warnings},
                                                           {"failed", State::failed}, {"fail", State::failed}, {"error", State::failed}, {"running", State::running}};
  auto found = kWords.find(word);
  return found == kWords.end() ? std::nullopt : std::optional(found->second);
}

std::string id_of_run(Instant at) { return to_text(at); }

std::vector<RecordedResult> read_results(const std::string& bytes, const std::string& file, Instant now) {
  std::string_view start = trimmed(std::string_view(bytes).substr(0, 4096));
  bool json = start.starts_with('{') || start.starts_with('[');
  std::vector<RecordedResult> results = json ? results_of_json(bytes, file, now) : results_of_csv(bytes, file, now);
  if (results.empty()) throw InputError(file, 0, "holds no result", "it has a heading row and a row for each run, or JSON");
  return results;
}

BackupEvidence evidence_of_result(const RecordedResult& result, std::optional<Seconds> restore_within, const std::string& by) {
  BackupEvidence e;
  e.job = result.job;
  e.action = "drill";
  e.depth = e.level = CheckLevel::restore;
  e.point = result.point.id;
  e.started = result.point.time;
  e.finished = result.point.ended ? *result.point.ended : result.took ? result.point.time + *result.took : result.point.time;
  e.restore_within = restore_within;
  e.restore_ms = result.took.value_or(Seconds{0}).count * 1000;
  e.elapsed_ms = std::max<std::int64_t>(1, e.restore_ms);
  e.files = result.point.files.value_or(0);
  e.bytes = result.point.bytes.value_or(0);
  e.how = result.how.empty() ? result.point.note : result.how;
  e.by = by;
  CopyFindings findings;
  if (result.point.state == RestorePoint::State::failed) findings.add(CheckLevel::restore, Verdict::fail, Fault::restore_failed, result.point.note.empty() ? "recorded as failed" : result.point.note, e.point);
  if (result.point.state == RestorePoint::State::running) findings.add(CheckLevel::restore, Verdict::unknown, Fault::locked, "recorded as still running", e.point);
  if (restore_within && result.took && *result.took > *restore_within)
    findings.add(CheckLevel::restore, Verdict::fail, Fault::rto_exceeded, "the restore took " + to_duration_text(*result.took) + "; " + to_duration_text(*restore_within) + " are promised", e.point);
  e.findings = findings.all();
  e.verdict = findings.verdict();
  if (const CopyFinding* decisive = findings.decisive()) e.fault = decisive->fault;
  return e;
}

}  // namespace outdesk
