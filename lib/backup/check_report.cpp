#include "backup/check_report.hpp"

#include <map>

#include "backup/backup_words.hpp"
#include "base/text.hpp"
#include "output/format_value.hpp"

namespace outdesk {

namespace {

namespace w = backup_words;

constexpr Phrase kJobs{"Jobs: {n}; {parts}", "Заданий: {n}; {parts}"};
constexpr Phrase kNoJobs{"no jobs", "заданий нет"};

Value maybe(const std::optional<std::int64_t>& value) { return value ? Value(*value) : Value(std::monostate{}); }
Value filled(const std::string& text) { return text.empty() ? Value(std::monostate{}) : Value(printable(text)); }
/// Nothing is said of what was not measured.
Value counted(std::int64_t value) { return value > 0 ? Value(value) : Value(std::monostate{}); }

Value inner(std::vector<Column> columns, std::vector<Row> rows) {
  return std::make_shared<const InnerRows>(InnerRows{std::move(columns), std::move(rows)});
}

Value findings_of(const BackupEvidence& evidence, Language language) {
  std::vector<Row> rows;
  for (const CopyFinding& finding : evidence.findings)
    rows.push_back({w::mark_of(finding.level, language), w::mark_of(finding.verdict, language), w::mark_of(finding.fault, language), printable(finding.detail), filled(finding.point)});
  return inner({{key("level"), ""}, {key("verdict"), ""}, {key("reason"), ""}, {key("detail"), ""}, {key("point"), ""}}, std::move(rows));
}

Value points_of_job(const CheckedJob& checked, Language language) {
  std::vector<Row> rows;
  for (const RestorePoint& point : checked.points) rows.push_back(point_row(point, language));
  return inner(point_columns(language), std::move(rows));
}

/// Members of "evidence", in the order of the columns.
const std::vector<Column>& evidence_columns() {
  static const std::vector<Column> columns = [] {
    std::vector<Column> made;
    for (const char* name : {"id", "action", "depth", "point", "point_time", "started", "finished", "elapsed_ms", "tool", "command", "files", "bytes", "against", "compared", "missing", "extra", "changed",
                             "metadata", "differing", "part", "parts", "sample", "restore_within_s", "restore_ms", "seconds", "whole_estimate_s", "rows", "rows_counted", "scratch_removed", "manifest_sha256",
                             "log_sha256", "contract_from", "by"})
      made.push_back({{"evidence", name}, ""});
    return made;
  }();
  return columns;
}

Value rows_of(const BackupEvidence& e) {
  if (e.rows.empty()) return std::monostate{};
  std::vector<Row> rows;
  for (const auto& [table, count] : e.rows) rows.push_back({printable(table), count});
  return inner({{key("table"), ""}, {key("rows"), ""}}, std::move(rows));
}

void add_evidence(const BackupEvidence& e, Language language, Row& row) {
  std::vector<std::string> differing;
  for (const std::string& path : e.differing) differing.push_back(printable(path));
  auto seconds = [](std::int64_t ms) { return counted((ms + 999) / 1000); };
  bool tree = e.against == "manifest" || e.against == "source";
  auto compared = [&](std::int64_t n) { return tree ? Value(n) : Value(std::monostate{}); };
  Row more = {filled(e.id), e.action, w::mark_of(e.depth, language), filled(e.point), e.point_time ? Value(*e.point_time) : Value(std::monostate{}), e.started, e.finished, e.elapsed_ms, filled(e.tool),
              filled(e.command), counted(e.files), counted(e.bytes), filled(e.against), compared(e.compared), compared(e.missing), compared(e.extra), compared(e.changed), compared(e.metadata), differing,
              e.part_k, e.part_n, maybe(e.sample), e.restore_within ? Value(*e.restore_within) : Value(std::monostate{}), counted(e.restore_ms), seconds(e.restore_ms),
              e.whole_estimate ? Value(*e.whole_estimate) : Value(std::monostate{}), rows_of(e), filled(e.rows_counted), e.scratch_removed, filled(e.manifest_sha256), filled(e.log_sha256),
              filled(e.contract_from), filled(e.by)};
  row.insert(row.end(), more.begin(), more.end());
}

Value newest_of(const CheckedJob& checked) { return checked.points.empty() ? Value(std::monostate{}) : Value(checked.points.back().time); }

Table jobs_table(const std::vector<CheckedJob>& jobs, Language language) {
  Table table;
  table.key = key("jobs");
  table.columns = {{key("job"), w::say(w::job, language)}, {key("what"), ""}, {key("kind"), ""}, {key("verdict"), w::say(w::verdict, language)},
                   {key("level"), w::say(w::seen_at, language)}, {key("reason"), w::say(w::reason, language), 0, true}, {{}, w::say(w::newest, language)}, {key("findings"), ""}, {key("points"), ""}};
  for (const Column& column : evidence_columns()) table.columns.push_back(column);
  for (const CheckedJob& checked : jobs) {
    const BackupEvidence& e = checked.evidence;
    bool well = e.verdict == Verdict::ok;
    Row row = {printable(checked.job.name), filled(checked.job.what), filled(e.kind), w::mark_of(e.verdict, language), well ? Value(std::monostate{}) : Value(w::mark_of(e.level, language)),
               w::mark_of(e.fault, language), newest_of(checked), findings_of(e, language), points_of_job(checked, language)};
    add_evidence(e, language, row);
    table.rows.push_back(std::move(row));
  }
  return table;
}

/// For people: one line a finding.
Table findings_table(const std::vector<CheckedJob>& jobs, Language language) {
  Table table;
  table.title = w::say(w::findings, language);
  table.columns = {{{}, w::say(w::job, language)}, {{}, w::say(w::verdict, language)}, {{}, w::say(w::seen_at, language)}, {{}, w::say(w::detail, language), 0, true}};
  for (const CheckedJob& checked : jobs)
    for (const CopyFinding& finding : checked.evidence.findings)
      table.rows.push_back({printable(checked.job.name), w::mark_of(finding.verdict, language), w::mark_of(finding.level, language), printable(finding.detail)});
  return table;
}

/// For people: what a test restore did.
Table drills_table(const std::vector<CheckedJob>& jobs, Language language) {
  Table table;
  table.title = w::say(w::tests, language);
  table.columns = {{{}, w::say(w::job, language)}, {{}, w::say(w::from_copy, language)}, {{}, w::say(w::volume, language)}, {{}, w::say(w::promised, language)}, {{}, w::say(w::fact, language)},
                   {{}, w::say(w::how, language), 0, true}};
  for (const CheckedJob& checked : jobs) {
    const BackupEvidence& e = checked.evidence;
    if (e.restore_ms == 0) continue;
    table.rows.push_back({printable(checked.job.name), filled(e.point), w::volume_words(e.bytes, language), e.restore_within ? Value(*e.restore_within) : Value(w::say(w::no_promise, language)),
                          Seconds{(e.restore_ms + 999) / 1000}, printable(w::how_checked(e, language))});
  }
  return table;
}

}  // namespace

std::vector<Column> point_columns(Language language) {
  return {{key("point"), w::say(w::point, language)}, {key("time"), w::say(w::taken, language)}, {key("ended"), ""}, {key("state"), w::say(w::state, language)}, {key("files"), w::say(w::files, language)},
          {key("bytes"), ""}, {key("stored_bytes"), ""}, {key("note"), w::say(w::note, language), 0, true}};
}

Row point_row(const RestorePoint& point, Language) {
  return {printable(point.id), point.time, point.ended ? Value(*point.ended) : Value(std::monostate{}), std::string(name_of(point.state)), maybe(point.files), maybe(point.bytes), maybe(point.stored_bytes),
          filled(point.note)};
}

std::string check_summary(const std::vector<CheckedJob>& jobs, Language language) {
  if (jobs.empty()) return w::say(kNoJobs, language);
  std::map<Verdict, std::vector<std::string>> by_verdict;
  for (const CheckedJob& checked : jobs) {
    Value why = w::mark_of(checked.evidence.fault, language);
    const Mark* mark = std::get_if<Mark>(&why);
    by_verdict[checked.evidence.verdict].push_back(printable(checked.job.name) + (mark ? ": " + mark->words : ""));
  }
  std::vector<std::string> parts;
  for (Verdict verdict : {Verdict::fail, Verdict::unknown, Verdict::warn, Verdict::ok}) {
    auto found = by_verdict.find(verdict);
    if (found == by_verdict.end()) continue;
    std::string part = w::mark_of(verdict, language).words + " " + std::to_string(found->second.size());
    if (verdict != Verdict::ok) part += " (" + join(found->second, "; ") + ")";
    parts.push_back(std::move(part));
  }
  return say(kJobs, language, {{"n", std::to_string(jobs.size())}, {"parts", join(parts, ", ")}});
}

Exit exit_of(const std::vector<CheckedJob>& jobs) {
  bool all_missing = !jobs.empty(), any = false;
  for (const CheckedJob& checked : jobs) {
    any = any || !checked.evidence.usable();
    all_missing = all_missing && checked.evidence.verdict == Verdict::unknown && checked.evidence.fault == Fault::tool_missing;
  }
  return all_missing ? Exit::missing : any ? Exit::bad_news : Exit::ok;
}

Document check_report(const std::vector<CheckedJob>& jobs, const std::string& client, Instant now, const Zone* zone, Language language) {
  Document document;
  document.schema = "backup/1";
  document.language = language;
  document.zone = zone;
  document.title = client.empty() ? "" : w::say(w::title_check, language, {{"client", client}});
  if (!client.empty()) document.head.push_back({key("client"), "", client});
  document.head.push_back({key("checked"), "", now});
  document.head.push_back({key("summary"), "", check_summary(jobs, language)});
  Section section{"backups", "", {Paragraph{{{check_summary(jobs, language), true}}}, jobs_table(jobs, language)}};
  if (Table findings = findings_table(jobs, language); !findings.rows.empty()) section.blocks.emplace_back(std::move(findings));
  if (Table drills = drills_table(jobs, language); !drills.rows.empty()) section.blocks.emplace_back(std::move(drills));
  document.sections.push_back(std::move(section));
  return document;
}

}  // namespace outdesk
