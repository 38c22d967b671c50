#include "backup/list_report.hpp"

#include "backup/backup_words.hpp"
#include "backup/check_report.hpp"
#include "base/text.hpp"
#include "output/format_value.hpp"

namespace outdesk {

namespace {

namespace w = backup_words;

constexpr Phrase kRpo{"At most so old", "Не старше"};
constexpr Phrase kKeep{"Kept", "Хранится"};
constexpr Phrase kRestore{"Restored within", "Восстановить за"};
constexpr Phrase kDrill{"Tested every", "Проба раз в"};
constexpr Phrase kAction{"What was done", "Что сделано"};
constexpr Phrase kCheck{"check", "проверка"};
constexpr Phrase kDrillDone{"test restore", "проба восстановления"};

Document list_document(const char* schema, const std::string& client, const Zone& zone, Language language, Table table) {
  Document document;
  document.schema = schema;
  document.language = language;
  document.zone = &zone;
  document.head = {{key("client"), "", client}};
  document.sections.push_back({"list", "", {std::move(table)}});
  return document;
}

Value length_of(const std::optional<Seconds>& length) { return length ? Value(*length) : Value(std::monostate{}); }

/// "7 daily, 4 weekly".
std::string keep_words(const KeepTerms& keep, Language language) {
  bool ru = language == Language::ru;
  std::vector<std::string> parts;
  for (auto [count, en, words] : {std::tuple{keep.last, "last", "последних"}, {keep.hourly, "hourly", "часовых"}, {keep.daily, "daily", "дневных"}, {keep.weekly, "weekly", "недельных"},
                                  {keep.monthly, "monthly", "месячных"}, {keep.yearly, "yearly", "годовых"}})
    if (count > 0) parts.push_back(std::to_string(count) + " " + (ru ? words : en));
  return join(parts, ", ");
}

}  // namespace

Document job_list(Db& db, std::int64_t client, const Contract& contract, Instant now, Language language) {
  Table table;
  table.key = key("jobs");
  table.columns = {{key("job"), w::say(w::job, language)}, {key("what"), w::say(w::what, language), 0, true}, {key("kind"), w::say(w::kind, language)}, {key("where"), ""}, {key("rpo_s"), w::say(kRpo, language)},
                   {key("keep"), w::say(kKeep, language)}, {key("restore_within_s"), w::say(kRestore, language)}, {{}, w::say(kDrill, language)}, {key("drill_every_s"), ""}, {key("points"), w::say(w::points, language)},
                   {key("newest"), w::say(w::newest, language)}, {key("verdict"), w::say(w::verdict, language)}, {key("checked"), ""}};
  for (const BackupJob& job : contract.backups) {
    auto points = points_of(db, client, job.name, now);
    auto evidence = evidence_of(db, client, job.name, {}, now + Seconds{1});
    Value verdict = w::mark_of(Verdict::unknown, language), checked = std::monostate{};
    if (!evidence.empty()) {
      verdict = w::mark_of(evidence.back().verdict, language);
      checked = evidence.back().finished;
    }
    table.rows.push_back({printable(job.name), printable(job.what), job.kind ? w::kind_words(*job.kind, language) : w::say(w::recorded, language), printable(job.where), length_of(job.rpo),
                          keep_words(job.keep, language), length_of(job.restore_within), job.drill_every ? Value(format_days(*job.drill_every, language)) : Value(std::monostate{}), length_of(job.drill_every), static_cast<std::int64_t>(points.size()),
                          points.empty() ? Value(std::monostate{}) : Value(points.back().point.time), std::move(verdict), std::move(checked)});
  }
  return list_document("backup-jobs/1", contract.client, Zone::named(contract.timezone), language, std::move(table));
}

Document point_list(const std::vector<KnownPoint>& points, const std::string& client, const std::string& job, const Zone& zone, Language language) {
  Table table;
  table.key = key("points");
  table.columns = point_columns(language);
  table.columns.push_back({key("source"), w::say(w::source, language)});
  for (const KnownPoint& known : points) {
    Row row = point_row(known.point, language);
    row.push_back(Mark{known.recorded ? "recorded" : "read", w::say(known.recorded ? w::recorded : w::read, language)});
    table.rows.push_back(std::move(row));
  }
  Document document = list_document("backup-points/1", client, zone, language, std::move(table));
  document.head.push_back({key("job"), "", printable(job)});
  return document;
}

Document evidence_list(const std::vector<BackupEvidence>& evidence, const std::string& client, const Zone& zone, Language language) {
  Table table;
  table.key = key("evidence");
  table.columns = {{key("id"), "№"}, {key("job"), w::say(w::job, language)}, {key("action"), w::say(kAction, language)}, {key("finished"), w::say(w::tested, language)},
                   {key("depth"), w::say(w::seen_at, language)}, {key("verdict"), w::say(w::verdict, language)}, {key("reason"), w::say(w::reason, language)}, {key("how"), w::say(w::how, language), 0, true},
                   {key("by"), w::say(w::who, language)}, {key("record"), ""}};
  for (const BackupEvidence& e : evidence) {
    std::string how = e.findings.empty() ? w::how_checked(e, language) : w::why_not(e, language);
    table.rows.push_back({e.id, printable(e.job), Mark{e.action, w::say(e.action == "drill" ? kDrillDone : kCheck, language)}, e.finished, w::mark_of(e.depth, language), w::mark_of(e.verdict, language),
                          w::mark_of(e.fault, language), printable(how), printable(e.by), evidence_text(e)});
  }
  return list_document("backup-evidence/1", client, zone, language, std::move(table));
}

}  // namespace outdesk
