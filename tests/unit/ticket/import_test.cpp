#include <doctest/doctest.h>

#include "desk.hpp"

using namespace outdesk;

TEST_CASE_FIXTURE(Desk, "a journal is taken over, and its receipt counts everything") {
  ImportReceipt receipt = import(created() + "\n" + line("2026-10-01T09:10:00Z", "assigned", R"("to": "belov")"));
  CHECK(receipt.rows == 2);
  CHECK(receipt.tickets == 1);
  CHECK(receipt.new_tickets == 1);
  CHECK(receipt.lines_written == 2);
  CHECK(receipt.lines_there == 0);
  CHECK(head("T").assignee == "belov");
  CHECK(chain_head(db).lines == 2);
}

TEST_CASE_FIXTURE(Desk, "importing the same again writes nothing, and what is new is added") {
  std::string first = created() + line("2026-10-01T09:10:00Z", "work", R"("seconds": 60)");
  import(first);
  ImportReceipt again = import(first);
  CHECK(again.lines_there == 2);
  CHECK(again.lines_written == 0);
  ImportReceipt more = import(first + line("2026-10-01T09:20:00Z", "closed"));
  CHECK(more.lines_there == 2);
  CHECK(more.lines_written == 1);
  CHECK(head("T").state == "closed");
}

TEST_CASE_FIXTURE(Desk, "two equal lines of a file are two facts, and stay two when imported again") {
  std::string work = line("2026-10-01T09:10:00Z", "work", R"("seconds": 60)");
  CHECK(import(created() + work + work).lines_written == 3);
  CHECK(import(created() + work + work).lines_written == 0);
}

TEST_CASE_FIXTURE(Desk, "an export imported into an empty store gives the same journal, byte for byte") {
  import(created() + line("2026-10-01T09:10:00Z", "message", R"("from": "client", "body": "Строка\nи \"кавычки\"")") +
         line("2026-10-01T09:20:00Z", "waiting", R"("reason": "client")") + line("2026-10-01T09:30:00Z", "undone", R"("seq": 3)"));
  std::string text = exported();
  Desk other;
  other.import(text, "");
  CHECK(other.exported() == text);
  CHECK(chain_head(other.db).hash == chain_head(db).hash);
}

TEST_CASE_FIXTURE(Desk, "a line that contradicts the journal is refused, naming both") {
  import(created());
  std::string words = refusal([&] { import(line("2026-10-01T09:00:00Z", "created", R"("subject": "Сканер молчит", "priority": "P3")")); });
  CHECK(words.rfind("2: j.jsonl:1: ticket 'T' is created a second time, and differs | ", 0) == 0);
  CHECK(words.find("Сканер") != std::string::npos);
  CHECK(words.find("Принтер") != std::string::npos);
  CHECK(chain_head(db).lines == 1);
}

TEST_CASE_FIXTURE(Desk, "a bad line anywhere leaves nothing of its file") {
  std::string words = refusal([&] { import(created() + line("2026-10-01T09:10:00Z", "exploded")); });
  CHECK(words.rfind("2: j.jsonl:2: ", 0) == 0);
  CHECK(chain_head(db).lines == 0);
  CHECK(count_tickets(db, {}) == 0);
}

TEST_CASE_FIXTURE(Desk, "a line needs its ticket, and cannot come before it") {
  CHECK(refusal([&] { import(line("2026-10-01T09:10:00Z", "closed")); }) == "2: j.jsonl:1: ticket 'T' has no 'created' line before this one | put that line first");
  CHECK(refusal([&] { import(created() + line("2026-10-01T08:59:59Z", "closed")); }).rfind("2: j.jsonl:2: this happened before ticket 'T' was received | received at 2026-10-01T09:00:00Z", 0) == 0);
}

TEST_CASE_FIXTURE(Desk, "a client that is not there is refused with file and line") {
  CHECK(refusal([&] { import(created(), "lutik"); }).rfind("3: j.jsonl:1: there is no client 'lutik' | ", 0) == 0);
  CHECK(refusal([&] { import(created() + line("2026-10-01T09:10:00Z", "moved", R"("to": "lutik")")); }).rfind("3: j.jsonl:2: there is no client 'lutik'", 0) == 0);
}

TEST_CASE_FIXTURE(Desk, "an undone line must name an earlier line of the ticket, and not the first") {
  CHECK(refusal([&] { import(created() + line("2026-10-01T09:10:00Z", "undone", R"("seq": 2)")); }).find("the ticket has no line 2 before this one") != std::string::npos);
  CHECK(refusal([&] { import(created() + line("2026-10-01T09:10:00Z", "undone", R"("seq": 1)")); }).find("cannot be undone") != std::string::npos);
  import(created() + line("2026-10-01T09:10:00Z", "closed") + line("2026-10-01T09:20:00Z", "undone", R"("seq": 2)"));
  CHECK(head("T").state == "new");
}

TEST_CASE_FIXTURE(Desk, "two clients may have tickets of the same key") {
  import(created());
  import(created(), "acme");
  CHECK(refusal([&] { find_ticket(db, "T", ""); }).rfind("2: several clients have a ticket 'T': acme, romashka | ", 0) == 0);
  CHECK(find_ticket(db, "T", "acme").client == "acme");
}

TEST_CASE_FIXTURE(Desk, "lines may end with CRLF, stand apart, and follow a byte-order mark") {
  std::string text = created();
  text.insert(text.size() - 1, "\r");
  CHECK(import("\xEF\xBB\xBF" + text + "\n  \n" + line("2026-10-01T09:10:00Z", "closed")).lines_written == 2);
}
