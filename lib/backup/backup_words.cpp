#include "backup/backup_words.hpp"

#include "base/text.hpp"
#include "output/format_value.hpp"

namespace outdesk::backup_words {

namespace {

constexpr Coded kVerdicts[] = {
    {"ok", {"usable", "годна"}, Tone::good},
    {"warn", {"usable, look at it", "годна, есть замечания"}, Tone::attention},
    {"unknown", {"not known", "не проверено"}, Tone::no_data},
    {"fail", {"not usable", "не годна"}, Tone::bad},
};
constexpr Coded kCheckLevels[] = {
    {"freshness", {"freshness", "свежесть"}},
    {"structure", {"structure", "устройство"}},
    {"hash", {"contents", "содержимое"}},
    {"restore", {"test restore", "проба восстановления"}},
};
constexpr Coded kFaults[] = {
    {"stale", {"too old", "слишком старая"}},
    {"no-points", {"no copy at all", "копий нет"}},
    {"retention-gap", {"not kept as agreed", "хранится не так, как договорились"}},
    {"job-failed", {"the job failed", "задание не выполнено"}},
    {"job-hung", {"the job hangs", "задание зависло"}},
    {"job-warnings", {"the job had warnings", "задание с предупреждениями"}},
    {"size-anomaly", {"unusual size", "необычный размер"}},
    {"empty", {"empty", "пустая"}},
    {"clock-future", {"a time in the future", "время из будущего"}},
    {"truncated", {"cut off", "обрезана"}},
    {"bad-magic", {"not what it should be", "не тот формат"}},
    {"decompress", {"does not unpack", "не распаковывается"}},
    {"header-checksum", {"a header is damaged", "повреждён заголовок"}},
    {"block-crc", {"a block is damaged", "повреждён блок"}},
    {"segment-crc", {"a segment is damaged", "повреждён сегмент"}},
    {"page-corrupt", {"a page is damaged", "повреждена страница"}},
    {"volume-missing", {"a volume is missing", "нет тома"}},
    {"index-missing", {"the index is missing", "нет индекса"}},
    {"catalog-missing", {"the catalog is missing", "нет каталога"}},
    {"catalog-purged", {"gone from the catalog", "удалена из каталога"}},
    {"access-denied", {"no access", "нет доступа"}},
    {"unsafe-entry", {"an unsafe entry", "опасная запись"}},
    {"expansion-limit", {"unpacks without bounds", "распаковывается без меры"}},
    {"trailing-garbage", {"garbage behind the end", "мусор после конца"}},
    {"content-changed", {"contents differ", "содержимое другое"}},
    {"entry-missing", {"something is missing", "чего-то нет"}},
    {"entry-extra", {"something is there that should not be", "есть лишнее"}},
    {"metadata-changed", {"rights or attributes differ", "права или свойства другие"}},
    {"rows-missing", {"rows are missing", "не хватает строк"}},
    {"content-encrypted", {"looks encrypted", "похоже на шифровальщик"}},
    {"rto-exceeded", {"the restore took too long", "восстанавливается слишком долго"}},
    {"restore-failed", {"the restore failed", "не восстанавливается"}},
    {"drill-overdue", {"a test restore is overdue", "проба восстановления просрочена"}},
    {"tool-missing", {"a program is missing", "нет программы"}},
    {"locked", {"locked", "занята"}},
    {"timed-out", {"ran out of time", "не хватило времени"}},
};
constexpr Coded kKinds[] = {
    {"dir", {"folder", "папка"}}, {"rsnapshot", {"rsnapshot", "rsnapshot"}}, {"tar", {"tar", "tar"}}, {"tgz", {"tar.gz", "tar.gz"}}, {"txz", {"tar.xz", "tar.xz"}},
    {"tzst", {"tar.zst", "tar.zst"}}, {"zip", {"zip", "zip"}}, {"restic", {"restic", "restic"}}, {"borg", {"borg", "borg"}}, {"bacula", {"Bacula", "Bacula"}},
    {"pg", {"PostgreSQL dump", "дамп PostgreSQL"}}, {"mysql", {"MySQL dump", "дамп MySQL"}}, {"sqlite", {"SQLite", "SQLite"}},
};

constexpr Phrase kEveryDay{"every day", "ежедневно"};
constexpr Phrase kWeekdays[] = {{"Mon", "пн"}, {"Tue", "вт"}, {"Wed", "ср"}, {"Thu", "чт"}, {"Fri", "пт"}, {"Sat", "сб"}, {"Sun", "вс"}};
constexpr Phrase kUnits[] = {{"B", "Б"}, {"KB", "КБ"}, {"MB", "МБ"}, {"GB", "ГБ"}, {"TB", "ТБ"}, {"PB", "ПБ"}};

constexpr Phrase kAgree{"{agree} of {compared} agree with the {with}", "совпало {agree} из {compared}: {with}"};
constexpr Phrase kManifest{"manifest (SHA-256)", "опись (SHA-256)"};
constexpr Phrase kSource{"live data", "живые данные"};
constexpr Phrase kSample{"; a sample of {n} files", "; выборка из файлов: {n}"};
constexpr Phrase kRows{"rows counted: {rows} ({how})", "сосчитаны строки: {rows} ({how})"};
constexpr Phrase kBroughtBack{"{files} files brought back and read", "восстановлено и прочитано файлов: {files}"};

}  // namespace

Mark mark_of(Verdict verdict, Language language) { return mark_in(kVerdicts, name_of(verdict), language); }
Mark mark_of(CheckLevel level, Language language) { return mark_in(kCheckLevels, name_of(level), language); }

Value mark_of(Fault fault, Language language) {
  if (fault == Fault::none) return std::monostate{};
  return mark_in(kFaults, name_of(fault), language);
}

std::string kind_words(BackupKind kind, Language language) { return mark_in(kKinds, name_of(kind), language).words; }

std::string schedule_words(const BackupJob& job, Language language) {
  if (job.weekdays.empty()) return say(kEveryDay, language);
  std::vector<std::string> days;
  for (unsigned day : job.weekdays) days.push_back(say(kWeekdays[day - 1], language));
  return join(days, ", ");
}

std::string volume_words(std::int64_t bytes, Language language) {
  std::size_t unit = 0;
  std::int64_t tenths = bytes * 10;
  if (bytes < 1000) return format_count(bytes, language) + "\u00A0" + say(kUnits[0], language);
  for (; tenths >= 10'000 && unit + 1 < std::size(kUnits); ++unit) tenths = (tenths + 500) / 1000;
  std::string shown = tenths >= 1000 || tenths % 10 == 0 ? format_count((tenths + (tenths >= 1000 ? 5 : 0)) / 10, language)
                                                         : format_count(tenths / 10, language) + (language == Language::ru ? "," : ".") + std::to_string(tenths % 10);
  return shown + "\u00A0" + say(kUnits[unit], language);
}

std::string how_checked(const BackupEvidence& e, Language language) {
  if (!e.how.empty()) return e.how;
  std::string words;
  if (e.against == "rows") {
    std::vector<std::string> rows;
    for (const auto& [table, count] : e.rows) {
      if (rows.size() == 4) {
        rows.push_back("…");
        break;
      }
      rows.push_back(table + " " + format_count(count, language));
    }
    words = say(kRows, language, {{"rows", join(rows, ", ")}, {"how", e.rows_counted}});
  } else if (e.compared > 0) {
    std::int64_t agree = std::max<std::int64_t>(0, e.compared - e.changed - e.metadata);
    words = say(kAgree, language, {{"agree", format_count(agree, language)}, {"compared", format_count(e.compared + e.missing, language)}, {"with", say(e.against == "source" ? kSource : kManifest, language)}});
  } else if (e.depth == CheckLevel::restore && e.files > 0) {
    words = say(kBroughtBack, language, {{"files", format_count(e.files, language)}});
  }
  if (e.sample && !words.empty()) words += say(kSample, language, {{"n", format_count(*e.sample, language)}});
  return words;
}

std::string why_not(const BackupEvidence& evidence, Language language) {
  Value reason = mark_of(evidence.fault, language);
  const Mark* mark = std::get_if<Mark>(&reason);
  std::string detail;
  for (const CopyFinding& finding : evidence.findings)
    if (detail.empty() && finding.fault == evidence.fault && finding.level == evidence.level) detail = finding.detail;
  return (mark ? mark->words : std::string()) + (mark && !detail.empty() ? ": " : "") + detail;
}

}  // namespace outdesk::backup_words
