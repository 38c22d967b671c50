#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "desk.hpp"

using namespace outdesk;

namespace {

/// What a mapping makes of an export, a line each; errors and counted reasons at the end.
struct MappedText {
  ImportReceipt receipt;
  std::unordered_map<std::string, KnownTicket> ids;
  std::string lines;

  void read(const std::string& mapping, const std::string& content) { take(mapping, [&](const MappedFile& file, const LineSink& sink) {
    read_mapped(content, file, receipt, sink, ignore_progress); }); }
  void read(const std::string& mapping, const std::vector<CellTable>& sheets) { take(mapping, [&](const MappedFile& file, const LineSink& sink) {
    read_mapped(sheets, file, receipt, sink, ignore_progress); }); }

 private:
  template <class Read>
  void take(const std::string& mapping, const Read& read) {
    Json json = parse_json(mapping, "m.json");
    Mapping read_one = read_mapping(JsonNode(json, "m.json"));
    LineSink sink = [&](JournalLine&& line, long number) {
      std::string text = canonical_line(line);
      lines += std::to_string(number) + " " + text.substr(text.find("\"ticket\"")) + "\n";
    };
    read(MappedFile{"x", "acme", read_one, "m", &ids}, sink);
  }
};

std::string mapped(const std::string& mapping, const std::string& content) {
  MappedText text;
  text.read(mapping, content);
  for (const auto& [reason, rows] : text.receipt.skipped) text.lines += "skipped " + reason + "\n";
  for (const auto& [what, rows] : text.receipt.remarks) text.lines += "remark " + what + "\n";
  return text.lines;
}

const char kHead[] = R"({"outdesk": "import-mapping/1", "times": ["iso", "d/b/y H:M p"], "priority": {"text": "P3"}, )";
std::string with_head(const std::string& rest) { return kHead + rest + "}"; }
const std::string kTurns = with_head(R"("rows": "events", "ticket": {"column": "id", "whole": true}, "fill_down": ["id"],
  "created": {"at": "from", "fields": {"subject": {"text": "s"}}},
  "events": [{"event": "assigned", "at": "from", "fields": {"to": "who"}}, {"event": "resolved", "of": "last", "at": "to"},
             {"event": "message", "of": "first", "at": "from", "fields": {"from": {"text": "client"}}}])");

}  // namespace

TEST_CASE("rows of events: the first opens the ticket, each makes its event, the last one ends it") {
  CHECK(mapped(kTurns, "id,who,from,to\n7.0,a,2026-10-01,2026-10-02\n,b,2026-10-02,2026-10-03\n8,c,2026-10-01,2026-10-04\n") ==
        "2 \"ticket\":\"7\",\"at\":\"2026-10-01T00:00:00Z\",\"by\":\"system\",\"event\":\"created\",\"priority\":\"P3\",\"subject\":\"s\"}\n"
        "2 \"ticket\":\"7\",\"at\":\"2026-10-01T00:00:00Z\",\"by\":\"system\",\"event\":\"assigned\",\"to\":\"a\"}\n"
        "2 \"ticket\":\"7\",\"at\":\"2026-10-01T00:00:00Z\",\"by\":\"system\",\"event\":\"message\",\"from\":\"client\"}\n"
        "3 \"ticket\":\"7\",\"at\":\"2026-10-02T00:00:00Z\",\"by\":\"system\",\"event\":\"assigned\",\"to\":\"b\"}\n"
        "3 \"ticket\":\"7\",\"at\":\"2026-10-03T00:00:00Z\",\"by\":\"system\",\"event\":\"resolved\"}\n"
        "4 \"ticket\":\"8\",\"at\":\"2026-10-01T00:00:00Z\",\"by\":\"system\",\"event\":\"created\",\"priority\":\"P3\",\"subject\":\"s\"}\n"
        "4 \"ticket\":\"8\",\"at\":\"2026-10-01T00:00:00Z\",\"by\":\"system\",\"event\":\"assigned\",\"to\":\"c\"}\n"
        "4 \"ticket\":\"8\",\"at\":\"2026-10-01T00:00:00Z\",\"by\":\"system\",\"event\":\"message\",\"from\":\"client\"}\n"
        "4 \"ticket\":\"8\",\"at\":\"2026-10-04T00:00:00Z\",\"by\":\"system\",\"event\":\"resolved\"}\n");
}

TEST_CASE("a sheet is read as rows are, its short rows too, and errors have its row numbers") {
  MappedText text;
  CellTable sheet{"x", "One", {{"id", "who", "from", "to"}, {"7", "a", "2026-10-01T08:00:00"}}, {3, 5}};
  text.read(kTurns, std::vector<CellTable>{sheet});
  CHECK(text.lines.starts_with("5 \"ticket\":\"7\",\"at\":\"2026-10-01T08:00:00Z\""));
  sheet.rows[1].push_back("2026-10-02");
  sheet.rows[1].push_back("more");
  CHECK(refusal([&] { text.read(kTurns, std::vector<CellTable>{sheet}); }) == "2: x:5: has 5 cells, and the header has 4 | give the columns a title");
}

TEST_CASE("neighbouring rows of one comment are one message") {
  std::string joined = mapped(with_head(R"("rows": "events", "ticket": "t", "join": {"by": "c", "column": "text", "field": "body", "with": "\n"},
    "events": [{"event": "message", "at": "at", "fields": {"from": {"text": "client"}, "body": "text"}}])"),
    "t,c,at,text\n1,9,2026-10-01,a\n1,9,2026-10-01,b\n1,9,2026-10-01,\n1,10,2026-10-01,c\n2,10,2026-10-01,d\n2,,2026-10-02,e\n2,,2026-10-02,f\n");
  CHECK(joined.find("\"body\":\"a\\nb\"") != joined.npos);
  CHECK(std::count(joined.begin(), joined.end(), '\n') == 5);  // rows without a comment's number stay apart
}

TEST_CASE("a list within a JSON record makes an event for each element, and elements see what is around them") {
  CHECK(mapped(with_head(R"("rows": "tickets", "ticket": "k.n", "created": {"at": "o", "fields": {"subject": "s.0"}},
    "events": [{"event": "state", "each": "h.items", "at": "../at", "by": "/k.who", "when": {"column": "f", "is": "status"},
                "state": {"column": "to", "words": {"W": "waiting client", "G": "open", "D": "resolved"}}}])"),
    R"([{"k": {"n": 1, "who": "Ann"}, "o": "2026-10-01", "s": ["x", "y"],
         "h": [{"at": "2026-10-03", "items": [{"f": "status", "to": "D"}, {"f": "other", "to": "W"}]}, {"at": "2026-10-02", "items": [{"f": "status", "to": "W"}]},
               {"at": "2026-10-04", "items": [{"f": "status", "to": "?"}]}]}])") ==
        "1 \"ticket\":\"1\",\"at\":\"2026-10-01T00:00:00Z\",\"by\":\"system\",\"event\":\"created\",\"priority\":\"P3\",\"subject\":\"x\"}\n"
        "1 \"ticket\":\"1\",\"at\":\"2026-10-02T00:00:00Z\",\"by\":\"Ann\",\"event\":\"waiting\",\"reason\":\"client\"}\n"
        "1 \"ticket\":\"1\",\"at\":\"2026-10-03T00:00:00Z\",\"by\":\"Ann\",\"event\":\"resolved\"}\n"
        "remark a word that the mapping does not know in column 'to': '?'\n");
}

TEST_CASE("JSON lines, lists within lists and members of an object are records too") {
  std::string rest = R"("rows": "tickets", "ticket": "n", "created": {"at": "o"})";
  auto tickets = [&](const std::string& more, const std::string& content) {
    std::string text = mapped(with_head(more + rest), content), keys;
    for (std::size_t i = text.find("\"ticket\":\""); i != text.npos; i = text.find("\"ticket\":\"", i + 1)) keys += text[i + 10];
    return keys;
  };
  CHECK(tickets("", "{\"n\": 1, \"o\": \"2026-10-01\"}\n{\"n\": 2, \"o\": \"2026-10-01\"}\n") == "12");
  CHECK(tickets("", R"([[{"n": 1, "o": "2026-10-01"}], [{"n": 2, "o": "2026-10-01"}], []] [{"n": "3]", "o": "2026-10-01"}])") == "123");
  CHECK(tickets("\"records\": \"a.T.*\", ", R"({"a": {"T": {"7": {"n": 1, "o": "2026-10-01"}, "8": {"n": 2, "o": "2026-10-01"}}}})") == "12");
  CHECK(tickets("\"records\": \"a\", ", R"({"a": [{"n": 1, "o": "2026-10-01"}]} {"a": [{"n": 2, "o": "2026-10-01"}]})") == "12");
}

TEST_CASE("a title that columns share is a list, and its cells can be cut into parts") {
  std::string rest = R"("rows": "tickets", "ticket": "k", "created": {"at": "o"}, "optional": ["L"],
    "events": [{"event": "message", "each": "C", "split": {"by": ";", "into": ["at", "who", "text"]}, "at": "at", "by": "who", "fields": {"from": {"text": "engineer"}, "body": "text"}},
               {"event": "work", "each": "L", "split": {"by": ";", "into": ["text", "at", "who", "s"], "from_end": true}, "at": "at", "by": "who", "fields": {"seconds": "s"}}])";
  CHECK(mapped(with_head(rest), "k,o,C,C,L\n1,2026-10-01,05/Oct/26 9:00 AM;ann;a;b,,x;y;06/Oct/26 9:00 AM;bob;60\n") ==
        "2 \"ticket\":\"1\",\"at\":\"2026-10-01T00:00:00Z\",\"by\":\"system\",\"event\":\"created\",\"priority\":\"P3\",\"subject\":\"(no subject)\"}\n"
        "2 \"ticket\":\"1\",\"at\":\"2026-10-05T09:00:00Z\",\"by\":\"ann\",\"event\":\"message\",\"body\":\"a;b\",\"from\":\"engineer\"}\n"
        "2 \"ticket\":\"1\",\"at\":\"2026-10-06T09:00:00Z\",\"by\":\"bob\",\"event\":\"work\",\"seconds\":60}\n");
  CHECK(mapped(with_head(rest), "k,o,C\n1,2026-10-01,no time here\n").find("a time in column 'at' that the mapping cannot read: 'no time here'") != std::string::npos);
}

TEST_CASE("files of one run know tickets by their other number, and who asked") {
  MappedText text;
  text.read(with_head(R"("rows": "tickets", "ticket": "number", "id": "id", "created": {"at": "o", "fields": {"requester": "who"}})"), "number,id,o,who\nT-1,5,2026-10-01,Ann\n");
  text.read(with_head(R"("rows": "events", "id": "tid", "events": [{"event": "message", "at": "at", "by": "by",
    "fields": {"from": {"first": [{"when": {"column": "by", "same_as": "@requester"}, "text": "client"}, {"text": "engineer"}]}}}])"),
    "tid,at,by\n5,2026-10-02,Ann\n5,2026-10-03,Bob\n6,2026-10-03,Bob\n");
  CHECK(text.lines.find("\"ticket\":\"T-1\",\"at\":\"2026-10-02T00:00:00Z\",\"by\":\"Ann\",\"event\":\"message\",\"from\":\"client\"") != std::string::npos);
  CHECK(text.lines.find("\"by\":\"Bob\",\"event\":\"message\",\"from\":\"engineer\"") != std::string::npos);
  CHECK(text.receipt.skipped.at("a ticket that the files read before do not have").first_line == 4);
}

TEST_CASE("lengths of time are seconds, in the unit of the system or written out") {
  auto seconds = [](const std::string& cell) {
    std::string text = mapped(with_head(R"("rows": "tickets", "delimiter": ";", "ticket": "k", "created": {"at": "o"},
      "events": [{"event": "work", "at": "o", "fields": {"seconds": {"column": "s", "unit": "hours"}}}])"), "k;o;s\n1;2026-10-01;" + cell + "\n");
    std::size_t place = text.find("\"seconds\":");
    return place == text.npos ? text.substr(text.find('\n') + 1) : text.substr(place + 10, text.find('}', place) - place - 10);
  };
  CHECK(seconds("1.5") == "5400");
  CHECK(seconds("0,25") == "900");
  CHECK(seconds("1h 30m") == "5400");
  CHECK(seconds("1:05") == "3900");
  CHECK(seconds("0") == "skipped an event 'work' without 'seconds'\n");
  CHECK(seconds("long") == "skipped an event 'work' without 'seconds'\nremark a length of time in column 's' that cannot be read: 'long'\n");
  CHECK(seconds("99999999999999999999") != "");
}

TEST_CASE("the header row may have other titles, and lines above it") {
  std::string mapping = with_head(R"("rows": "tickets", "delimiter": "auto", "encoding": "windows-1251", "preamble": true, "columns": {"k": ["Key", "Ключ"], "o": ["Дата"]},
    "ticket": "k", "created": {"at": "o", "fields": {"subject": "k"}})");
  CHECK(mapped(mapping, "Report of the month\n\nКлюч;Дата\n7;2026-10-01\n").starts_with("4 \"ticket\":\"7\""));
  CHECK(mapped(mapping, "\xCA\xEB\xFE\xF7;\xC4\xE0\xF2\xE0\n\xDF;2026-10-01\n").starts_with("2 \"ticket\":\"Я\""));
  CHECK(refusal([&] { mapped(mapping, "a;b\n1;2\n"); }) == "2: x: none of the first rows is the header row that the mapping reads | see its 'ticket' and 'columns'");
  CHECK(refusal([&] { mapped(mapping, "Key;b\n1;2\n"); }) == "2: x:1: the export has no column 'Дата', which the mapping reads | columns: Key, b");
}

TEST_CASE("every shipped mapping can be read, and says what it is for") {
  for (const char* name : {"servicenow", "zammad", "zammad-articles", "zammad-csv", "glpi", "glpi-followups", "glpi-tasks", "glpi-csv", "otrs", "otrs-csv", "osticket",
                           "jira-service-management", "jira-service-management-csv", "okdesk", "okdesk-xlsx"})
    CHECK_MESSAGE(load_mapping(name).title.size() > 20, name);
}
