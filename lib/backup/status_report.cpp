#include "backup/status_report.hpp"

#include "backup/backup_words.hpp"
#include "base/text.hpp"
#include "output/format_value.hpp"

namespace outdesk {

namespace {

namespace w = backup_words;

constexpr Phrase kRule{"Rule", "Правило"};
constexpr Phrase kFact{"Fact", "Есть"};
constexpr Phrase kWanted{"Wanted", "Нужно"};
constexpr Phrase kDetail{"What counts", "Что считается"};
constexpr Phrase kCopiesTitle{"The rule 3-2-1-1-0", "Правило 3-2-1-1-0"};
constexpr Coded kRules[] = {
    {"copies", {"3: copies of the data", "3: копии данных"}},
    {"media", {"2: kinds of media", "2: вида носителей"}},
    {"offsite", {"1: copy off-site", "1: копия вне площадки"}},
    {"offline-or-immutable", {"1: copy offline or immutable", "1: копия отключена или неизменяема"}},
    {"errors", {"0: errors in the last test restore", "0: ошибок при последней пробе"}},
};

Value bare_mark(DayMark mark) {
  std::string code(name_of(mark));
  switch (mark) {
    case DayMark::not_planned: return std::monostate{};
    case DayMark::made: return Mark{code, "✓", Tone::good, true};
    case DayMark::second_try: return Mark{code, "2", Tone::attention, true};
    case DayMark::missed:
    case DayMark::failed: return Mark{code, "✗", Tone::bad, true};
    case DayMark::running:
    case DayMark::not_known: return Mark{code, "?", Tone::no_data, true};
  }
  return std::monostate{};
}

Value codes_of(const JobDays& days, Date from) {
  InnerRows inner{{{key("date"), ""}, {key("mark"), ""}}, {}};
  for (std::size_t i = 0; i < days.marks.size(); ++i)
    inner.rows.push_back({date_of_days(days_since_epoch(from) + static_cast<std::int64_t>(i)), std::string(name_of(days.marks[i]))});
  return std::make_shared<const InnerRows>(std::move(inner));
}

/// A day that is not over is no question mark.
Value shown_day(const JobDays& days, std::size_t i, const BackupMonth& month) {
  bool over = days_since_epoch(month.from) + static_cast<std::int64_t>(i) < days_since_epoch(month.today);
  return days.marks[i] == DayMark::not_known && !over ? Value(std::monostate{}) : bare_mark(days.marks[i]);
}

Table calendar_table(const BackupMonth& month, Language language) {
  Table table;
  table.key = key("jobs");
  table.title = w::say(w::days, language);
  table.columns = {{key("job"), w::say(w::job, language)}, {key("what"), w::say(w::what, language)}, {key("when"), w::say(w::when, language)}};
  std::size_t count = month.jobs.empty() ? 0 : month.jobs.front().marks.size();
  for (std::size_t i = 0; i < count; ++i)
    table.columns.push_back({{}, std::to_string(unsigned(date_of_days(days_since_epoch(month.from) + static_cast<std::int64_t>(i)).day())), 3});
  for (Column column : {Column{{}, w::say(w::total, language)}, Column{key("planned"), ""}, Column{key("made"), ""}, Column{key("second_tries"), ""}, Column{key("missed"), ""}, Column{key("failed"), ""},
                        Column{key("not_known"), ""}, Column{key("longest_miss"), ""}, Column{key("days"), ""}})
    table.columns.push_back(std::move(column));
  for (const JobDays& days : month.jobs) {
    const DayCounts& counts = days.counts;
    Row row = {printable(days.job.name), printable(days.job.what), w::schedule_words(days.job, language)};
    for (std::size_t i = 0; i < count; ++i) row.push_back(shown_day(days, i, month));
    Row more = {w::say(w::made_of, language, {{"made", format_count(counts.made, language)}, {"planned", format_count(counts.planned, language)}}),
                counts.planned, counts.made, counts.second_tries, counts.missed, counts.failed, counts.not_known, counts.longest_miss, codes_of(days, month.from)};
    row.insert(row.end(), more.begin(), more.end());
    table.rows.push_back(std::move(row));
  }
  table.note = w::say(w::legend, language);
  return table;
}

std::string short_hash(const std::string& hash) { return hash.size() < 12 ? hash : hash.substr(0, 4) + "…" + hash.substr(hash.size() - 4); }

Value length_or_dash(const std::optional<Seconds>& length, Language language) { return length ? Value(*length) : Value(w::say(w::no_promise, language)); }

Row test_row(const BackupEvidence& test, const Zone& zone, Language language) {
  std::string copy = test.point_time ? printable(test.point) + " · " + format_instant(*test.point_time, &zone, language) : printable(test.point);
  Value volume = test.bytes > 0 ? Value(w::volume_words(test.bytes, language)) : Value(w::say(w::no_promise, language));
  std::string how = test.usable() ? w::how_checked(test, language) : w::why_not(test, language);
  auto maybe = [](std::int64_t n) { return n > 0 ? Value(n) : Value(std::monostate{}); };
  return {printable(test.job), test.finished, copy, volume, length_or_dash(test.restore_within, language), test.restore_ms > 0 ? Value(Seconds{(test.restore_ms + 999) / 1000}) : Value(std::monostate{}),
          printable(how), printable(test.by), printable(test.id.empty() ? "" : "№" + test.id + (test.log_sha256.empty() ? "" : " " + short_hash(test.log_sha256))), w::mark_of(test.verdict, language),
          maybe(test.files), maybe(test.bytes), test.log_sha256, test.manifest_sha256, test.tool, std::string(name_of(test.fault))};
}

Row overdue_row(const OverdueDrill& overdue, const Zone& zone, Language language) {
  std::string ago = overdue.last ? w::say(w::last_test, language, {{"day", format_date(zone.local(*overdue.last).date, language)}}) : w::say(w::never_tested, language);
  std::string dash = w::say(w::no_promise, language);
  return {printable(overdue.job.name), w::say(w::not_tested, language), dash, dash, length_or_dash(overdue.job.restore_within, language), std::monostate{},
          w::say(w::overdue, language, {{"every", format_days(*overdue.job.drill_every, language)}, {"ago", ago}}), "", "", Mark{"drill-overdue", w::say(w::overdue_short, language), Tone::attention},
          std::monostate{}, std::monostate{}, "", "", "", "drill-overdue"};
}

Table tests_table(const BackupMonth& month, const Zone& zone, Language language) {
  Table table;
  table.key = key("restore_tests");
  table.title = w::say(w::tests, language);
  table.columns = {{key("job"), w::say(w::system, language)}, {key("finished"), w::say(w::tested, language)}, {key("point"), w::say(w::from_copy, language), 0, true}, {{}, w::say(w::volume, language)},
                   {key("restore_within_s"), w::say(w::promised, language)}, {key("restore_s"), w::say(w::fact, language)}, {key("how"), w::say(w::how, language), 0, true},
                   {key("by"), w::say(w::who, language)}, {key("evidence"), w::say(w::log, language)}, {key("verdict"), w::say(w::verdict, language)}, {key("files"), ""}, {key("bytes"), ""},
                   {key("log_sha256"), ""}, {key("manifest_sha256"), ""}, {key("tool"), ""}, {key("reason"), ""}};
  for (const BackupEvidence& test : month.tests) table.rows.push_back(test_row(test, zone, language));
  for (const OverdueDrill& overdue : month.overdue) table.rows.push_back(overdue_row(overdue, zone, language));
  return table;
}

Table copies_table(const BackupMonth& month, Language language) {
  Table table;
  table.key = key("copies");
  table.title = w::say(kCopiesTitle, language);
  table.columns = {{key("job"), w::say(w::system, language)}, {key("rule"), w::say(kRule, language)}, {key("fact"), w::say(kFact, language)}, {key("wanted"), w::say(kWanted, language)},
                   {key("met"), w::say(w::verdict, language)}, {key("detail"), w::say(kDetail, language), 0, true}};
  for (const JobCopies& copies : month.copies)
    for (const CopiesDigit& digit : copies.digits)
      table.rows.push_back({printable(copies.job), mark_in(kRules, digit.rule, language), digit.fact ? Value(*digit.fact) : Value(), digit.wanted,
                            digit.met ? Mark{"yes", language == Language::ru ? "да" : "yes", Tone::good} : Mark{"no", language == Language::ru ? "нет" : "no", Tone::attention}, printable(digit.detail)});
  return table;
}

}  // namespace

std::vector<Block> backup_blocks(const BackupMonth& month, const Zone& zone, Language language) {
  std::vector<Block> blocks = {calendar_table(month, language)};
  blocks.emplace_back(tests_table(month, zone, language));
  if (!month.copies.empty()) blocks.emplace_back(copies_table(month, language));
  return blocks;
}

Document status_report(const BackupMonth& month, const Contract& contract, Language language) {
  const Zone& zone = Zone::named(contract.timezone);
  Document document;
  document.schema = "backup-status/1";
  document.language = language;
  document.zone = &zone;
  std::string days = format_date(month.from, language) + " – " + format_date(month.to, language);
  document.title = w::say(w::title_status, language, {{"month", days}});
  document.subtitle = contract.name;
  document.head = {{key("client"), "", contract.client}, {key("from"), "", month.from}, {key("to"), "", month.to}, {key("planned"), "", month.planned()}, {key("made"), "", month.made()},
                   {key("not_known"), "", month.not_known()}};
  document.sections.push_back({"backups", "", backup_blocks(month, zone, language)});
  return document;
}

}  // namespace outdesk
