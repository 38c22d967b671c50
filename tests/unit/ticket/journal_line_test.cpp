#include <doctest/doctest.h>

#include "desk.hpp"

using namespace outdesk;

namespace {

JournalLine parsed(const std::string& text, const std::string& client = "romashka") { return read_journal_line(text, "j.jsonl", 7, client); }

std::string refused(const std::string& text, const std::string& client = "romashka") {
  return refusal([&] { parsed(text, client); });
}

}  // namespace

TEST_CASE("a line in any spelling has one canonical form, which reads back to itself") {
  std::string canonical = canonical_line(parsed(
      R"({"event":"created" , "subject": "\u041f\u0440\u0438\u043d\u0442\u0435\u0440", "at":"2026-10-01T12:00:00+03:00","priority":"P3","by":"ivanov","ticket":"T","entered":"2026-10-01T13:00:00+03:00"})"));
  CHECK(canonical ==
        R"({"client":"romashka","ticket":"T","at":"2026-10-01T09:00:00Z","entered":"2026-10-01T10:00:00Z","by":"ivanov","event":"created","priority":"P3","subject":"Принтер"})");
  CHECK(canonical_line(parsed(canonical, "")) == canonical);
}

TEST_CASE("entered is left out where it is the time of the event, and by is 'system' where nobody is named") {
  CHECK(canonical_line(parsed(R"({"ticket":"T","at":"2026-10-01T09:00:00Z","entered":"2026-10-01T09:00:00Z","event":"closed"})")) ==
        R"({"client":"romashka","ticket":"T","at":"2026-10-01T09:00:00Z","by":"system","event":"closed"})");
}

TEST_CASE("every event takes its fields") {
  for (const char* fields :
       {R"("event":"message","from":"client","public":true,"auto":false,"body":"a\nb")", R"("event":"assigned","to":"belov","line":"L2")",
        R"("event":"waiting","reason":"client")", R"("event":"resumed","reason":"client")", R"("event":"priority","to":"P1")",
        R"("event":"resolved","how":"remote","cause":"x","solution":"y\nz")", R"("event":"closed","how":"visit")", R"("event":"reopened")",
        R"("event":"work","seconds":90,"mode":"visit","planned":true,"site":"x","billable":false)", R"("event":"rated","score":5,"comment":"ok")",
        R"("event":"reviewed","finding":"f","cause":"person","action":"a")", R"("event":"merged","into":"T2")", R"("event":"split","from":"T2")",
        R"("event":"linked","with":"T2")", R"("event":"moved","to":"acme")", R"("event":"undone","seq":2)",
        R"("event":"created","subject":"s","priority":"P1","kind":"request","channel":"visit","requester":"r","received":"2026-10-01T08:00:00Z","line":"L1","category":"c","asset":"a","body":"b")"}) {
    std::string text = std::string(R"({"ticket":"T","at":"2026-10-01T09:00:00Z","by":"x",)") + fields + "}";
    std::string canonical = canonical_line(parsed(text));
    CHECK_MESSAGE(canonical_line(parsed(canonical)) == canonical, text);
  }
}

TEST_CASE("a bad line is refused with file, line number and reason") {
  auto line_with = [](const std::string& members) { return R"({"ticket":"T","at":"2026-10-01T09:00:00Z","by":"x")" + members + "}"; };
  CHECK(refused("not JSON").rfind("2: j.jsonl:7: not JSON: ", 0) == 0);
  CHECK(refused("[]") == "2: j.jsonl:7: must be an object, not a list");
  CHECK(refused(line_with(R"(,"event":"exploded")")) == "2: j.jsonl:7: 'event': unknown event 'exploded' | events are listed in outdesk-journal(5)");
  CHECK(refused(R"({"ticket":"T","at":"2026-10-01T09:00:00","by":"x","event":"closed"})") ==
        "2: j.jsonl:7: 'at': must be a time that exists, with a zone, such as \"2026-10-31T20:59:59Z\", not '2026-10-01T09:00:00' | its offset from UTC is Z, or for example +03:00");
  CHECK(refused(line_with(R"(,"event":"created","priority":"P3","subject":"bell\u0007")")) == "2: j.jsonl:7: 'subject': control character U+0007 at byte 5 | take it out: text is kept in one line, without control characters");
  CHECK(refused(line_with(",\"event\":\"created\",\"priority\":\"P3\",\"subject\":\"\xFF\"")).rfind("2: j.jsonl:7: not valid UTF-8 at byte ", 0) == 0);
  // The sum of two such visits was negative.
  CHECK(refused(line_with(R"(,"event":"work","seconds":9223372036854775807)")) == "2: j.jsonl:7: 'seconds': must be at most 1000000000");
  CHECK(refused(line_with(R"(,"event":"closed","subjct":"x")")).find("unknown field of a 'closed' line") != std::string::npos);
  CHECK(refused(line_with(R"(,"event":"created","priority":"P3","subjct":"x")")).find("did you mean 'subject'?") != std::string::npos);
  CHECK(refused(line_with(R"(,"event":"created","subject":"x")")) == "2: j.jsonl:7: 'priority': is missing");
  CHECK(refused(line_with(R"(,"event":"work","seconds":0)")) == "2: j.jsonl:7: 'seconds': must be more than 0");
  CHECK(refused(line_with(R"(,"event":"work","seconds":-5)")) != "");
  CHECK(refused(line_with(R"(,"event":"work","seconds":1.5)")) != "");
  CHECK(refused(line_with(R"(,"event":"rated","score":6)")) == "2: j.jsonl:7: 'score': must be a score from 1 to 5");
  CHECK(refused(line_with(R"(,"event":"created","priority":"P3","subject":"x","channel":"fax")")).find("must be one of phone, mail") != std::string::npos);
  CHECK(refused(line_with(R"(,"event":"moved")")).find("needs 'to' (key of the new client) or 'contract'") != std::string::npos);
  CHECK(refused(line_with(R"(,"event":"merged","into":" x")")) != "");
  CHECK(refused(line_with(R"(,"event":"closed","event":"closed")")) == "2: j.jsonl:7: this JSON has the key 'event' twice");
}

TEST_CASE("keys, times and clients that cannot be are refused") {
  CHECK(refused(R"({"ticket":"","at":"2026-10-01T09:00:00Z","event":"closed"})").find("'ticket': must have 1 to 64 bytes") != std::string::npos);
  CHECK(refused(R"({"at":"2026-10-01T09:00:00Z","event":"closed"})") == "2: j.jsonl:7: 'ticket': is missing");
  CHECK(refused(R"({"ticket":"T","at":"2026-10-01T09:00:00Z","entered":"2026-10-01T08:59:59Z","event":"closed"})").find("must not be earlier than 'at'") != std::string::npos);
  CHECK(refused(R"({"ticket":"T","at":"2026-10-01T09:00:00Z","event":"created","subject":"s","priority":"P","received":"2026-10-01T09:00:01Z"})").find("must not be later than 'at'") != std::string::npos);
  CHECK(refused(R"({"ticket":"T","at":"2026-10-01T09:00:00Z","event":"closed"})", "") == "2: j.jsonl:7: 'client': is missing");
  CHECK(refused(R"({"client":"acme","ticket":"T","at":"2026-10-01T09:00:00Z","event":"closed"})").find("is 'acme', and --client says 'romashka'") != std::string::npos);
  CHECK(refused(R"({"client":"../x","ticket":"T","at":"2026-10-01T09:00:00Z","event":"closed"})", "") != "");
}

TEST_CASE("sums and names of what came by mail are checked") {
  const std::string sum(64, 'a'), start = R"({"ticket":"T","at":"2026-10-01T09:00:00Z","event":"message","from":"client",)";
  auto files = [&](const std::string& text) { return refused(start + R"("files":")" + text + "\"}"); };
  CHECK(files(sum + "  a.txt\\n" + sum + "  b c.txt") == "");
  CHECK(refused(start + R"("raw":")" + sum + R"(","address":"a@b.ru","message_id":"x@y"})") == "");
  for (const std::string& bad : {sum + "  ../a", sum + "  ..", sum + "  .", sum + "  ", sum + " a", "A" + sum.substr(1) + "  a", std::string("a  b"), std::string()})
    CHECK(files(bad) != "");
  for (const std::string& bad : {sum.substr(1), std::string(64, 'A'), std::string(64, 'g'), std::string()}) CHECK(refused(start + R"("raw":")" + bad + "\"}") != "");
}

TEST_CASE("an event made here is put into the same form") {
  Event event;
  event.kind = EventKind::message;
  event.at = event.entered = Instant{0};
  event.by = "ivanov";
  event.fields.set("from", "engineer").set("body", "one\r\ntwo");
  CHECK(checked_event(event, "command line", 0).text("body") == "one\ntwo");
  event.fields.set("body", "bell\a");
  CHECK(refusal([&] { checked_event(event, "command line", 0); }) == "2: command line: 'body': control character U+0007 at byte 5 | take it out: of control characters only newlines and tabs are kept");
  event.fields.set("body", "x");
  event.by = "tab\t";
  CHECK(refusal([&] { checked_event(event, "command line", 0); }) != "");
}
