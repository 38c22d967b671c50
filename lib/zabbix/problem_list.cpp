#include "zabbix/problem_list.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <set>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/sha256.hpp"
#include "base/text.hpp"
#include "input/cell_table.hpp"
#include "input/csv.hpp"
#include "input/encoding.hpp"
#include "zabbix/answer_node.hpp"
#include "zabbix/answer_rules.hpp"

namespace outdesk {

namespace {

constexpr std::size_t kRowsOfExport = 1000;  ///< search_limit of a Zabbix that nobody changed
constexpr std::size_t kMostListedProblems = 100000;

enum ListColumn { kSeverity, kTime, kRecovery, kHost, kProblem, kAck };

const std::vector<Heading> kListHeadings = {{{"Severity", "Важность"}}, {{"Time", "Время"}}, {{"Recovery time", "Время восстановления"}},
                                            {{"Host", "Узел сети"}}, {{"Problem", "Проблема"}}, {{"Ack", "Подтверждено"}}};

struct ListReader {
  std::string file;
  const Zone& zone;
  std::vector<std::size_t> columns;

  std::string cell(const std::vector<std::string_view>& cells, ListColumn column) const {
    return columns[column] < cells.size() ? short_line(cells[columns[column]]) : "";
  }
  [[noreturn]] void fail(long line, const std::string& problem, const std::string& next_step) const { throw InputError(file, line, problem, next_step); }

  Instant time(const std::string& text, long line) const {
    auto at = frontend_time(text, zone);
    if (!at) fail(line, in_quotes(text) + " is no time of Zabbix's frontend", "export it in English or Russian: times read 2026-09-03 14:05:00 or 03.09.2026 14:05:00");
    return *at;
  }
  WatchedProblem problem(const std::vector<std::string_view>& cells, long line) const;
};

/// In an hour that clocks go through twice, an end that seems to lie before the start lies in the second one.
Instant not_before(Instant ended, Instant began, const Zone& zone) {
  if (began <= ended) return ended;
  Instant later = ended + Seconds{zone.offset_at(ended) - zone.offset_at(ended + Seconds{kDay / 2})};
  return began <= later ? later : ended;
}

WatchedProblem ListReader::problem(const std::vector<std::string_view>& cells, long line) const {
  WatchedProblem problem;
  auto severity = frontend_severity(cell(cells, kSeverity));
  if (!severity) fail(line, in_quotes(cell(cells, kSeverity)) + " is no severity of Zabbix", "export it in English or Russian, with the names of severities as Zabbix has them, or ask the API");
  problem.severity = *severity;
  problem.name = cell(cells, kProblem);
  problem.host = cell(cells, kHost);
  problem.began = time(cell(cells, kTime), line);
  if (std::string end = cell(cells, kRecovery); !end.empty()) {
    problem.ended = not_before(time(end, line), problem.began, zone);
    if (*problem.ended < problem.began) fail(line, "the problem ends at " + in_quotes(end) + ", before it begins", "export the list again");
  }
  std::string ack = folded(cell(cells, kAck));
  if (ack.starts_with("yes") || ack.starts_with("да")) problem.acknowledged_sometime = true;
  else if (!ack.starts_with("no") && !ack.starts_with("нет")) fail(line, in_quotes(cell(cells, kAck)) + " must be Yes or No", "export it in English or Russian");
  return problem;
}

std::vector<WatchedProblem> listed_problems(std::string_view text, const std::string& file, const Zone& zone) {
  CsvReader csv(text, delimiter_of(text), file);
  std::vector<std::string_view> cells;
  CellTable head{file, "", {{}}, {1}};
  if (csv.next(cells))
    for (std::string_view cell : cells) head.rows[0].push_back(storable(cell));
  ListReader reader{file, zone, find_headings(head, kListHeadings).columns};
  std::vector<WatchedProblem> problems;
  while (csv.next(cells)) {
    problems.push_back(reader.problem(cells, csv.line()));
    if (problems.size() > kMostListedProblems) reader.fail(csv.line(), "more than " + std::to_string(kMostListedProblems) + " problems", "export a shorter time");
  }
  return problems;
}

/// One for each host of the row, with an id made of what tells it apart.
void add_listed(WatchedProblem problem, MonitoringFacts& facts, std::set<std::string>& known, std::int64_t& repeated) {
  std::string hosts = problem.host;
  for (std::size_t at = 0; at <= hosts.size();) {
    std::size_t comma = std::min(hosts.find(", ", at), hosts.size());
    problem.host = hosts.substr(at, comma - at);
    problem.id = "list-" + hex(sha256(problem.host + "\n" + problem.name + "\n" + to_text(problem.began))).substr(0, 24);
    if (known.insert(problem.id).second) facts.problems.push_back(problem);
    else ++repeated;
    at = comma + 2;
  }
}

/// A list of another time would make this one look quiet.
void refuse_elsewhen(const std::string& file, std::size_t rows) {
  std::string problem = rows == 1 ? "its only problem lies outside the time that was asked for" : "none of its " + std::to_string(rows) + " problems lies in the time that was asked for";
  throw InputError(file, 0, problem, "check --month, or --from and --to");
}

void note_list(MonitoringFacts& facts, std::size_t rows, std::int64_t elsewhen, std::int64_t repeated) {
  auto note = [&](std::int64_t count, const std::string& what) {
    if (count > 0) facts.notes.push_back(std::to_string(count) + (count == 1 ? " problem " : " problems ") + what);
  };
  note(elsewhen, "outside the time that is wanted: left aside");
  note(repeated, "of the same host, name and start as another: left aside");
  auto acknowledged = std::count_if(facts.problems.begin(), facts.problems.end(), [](const WatchedProblem& problem) { return problem.acknowledged_sometime; });
  note(acknowledged, "acknowledged: the list does not say when, so that none of them counts as late");
  if (rows == kRowsOfExport)
    facts.notes.push_back("the list has exactly " + std::to_string(rows) + " rows: Zabbix cuts exports off there (Administration, General, GUI, limit for search results), and older problems may be missing");
}

}  // namespace

std::optional<Severity> frontend_severity(std::string_view text) {
  static const std::vector<std::pair<std::string_view, std::string_view>> kNames = {
      {"Not classified", "Не классифицировано"}, {"Information", "Информация"}, {"Warning", "Предупреждение"}, {"Average", "Средняя"}, {"High", "Высокая"}, {"Disaster", "Чрезвычайная"}};
  for (std::size_t at = 0; at < kNames.size(); ++at)
    if (folded(text) == folded(kNames[at].first) || folded(text) == folded(kNames[at].second)) return static_cast<Severity>(at);
  return {};
}

std::optional<Instant> frontend_time(std::string_view text, const Zone& zone) {
  if (text.size() < 19 || text[10] != ' ' || text[13] != ':' || text[16] != ':') return {};
  std::string day(text.substr(0, 10));
  if (day[2] == '.' && day[5] == '.') day = day.substr(6) + "-" + day.substr(3, 2) + "-" + day.substr(0, 2);
  auto date = parse_date(day);
  auto hour = parse_count(text.substr(11, 2)), minute = parse_count(text.substr(14, 2)), second = parse_count(text.substr(17, 2));
  if (!date || !hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 59) return {};
  if (std::string_view half = text.substr(19); half == " AM" || half == " PM") {
    if (*hour < 1 || *hour > 12) return {};
    hour = *hour % 12 + (half == " PM" ? 12 : 0);
  } else if (!half.empty()) {
    return {};
  }
  return zone.first_at_or_after(*date, static_cast<int>(*hour * 3600 + *minute * 60 + *second));
}

MonitoringFacts facts_of_problem_list(std::string_view bytes, const std::string& file, const Period& period, const Zone& zone, Instant now) {
  std::string text = utf8_of(bytes);
  std::vector<WatchedProblem> problems = listed_problems(text, file, zone);
  MonitoringFacts facts;
  facts.source = "zabbix";
  facts.covered = past_part(period, now);
  std::set<std::string> known;
  std::int64_t elsewhen = 0, repeated = 0;
  for (const WatchedProblem& problem : problems) {
    if (touches(problem, facts.covered)) add_listed(problem, facts, known, repeated);
    else ++elsewhen;
  }
  if (facts.problems.empty() && !problems.empty()) refuse_elsewhen(file, problems.size());
  note_list(facts, problems.size(), elsewhen, repeated);
  return facts;
}

}  // namespace outdesk
