#include <doctest/doctest.h>

#include "desk.hpp"

using namespace outdesk;

namespace {

std::string ticket(const std::string& key, const std::string& subject, const std::string& more = "", const std::string& time = "2026-10-01T09:00:00Z") {
  return R"({"ticket": ")" + key + R"(", "at": ")" + time + R"(", "by": "ivanov", "event": "created", "priority": "P3", "subject": ")" + subject + "\"" + more + "}\n";
}

std::vector<std::string> listed(Db& db, const TicketFilter& filter) {
  std::vector<std::string> keys;
  for_each_ticket(db, filter, TicketOrder::newest, [&](const TicketRow& row) {
    keys.push_back(row.key);
    return true;
  });
  return keys;
}

using Keys = std::vector<std::string>;

}  // namespace

TEST_CASE_FIXTURE(Desk, "a ticket is found by its key, or by a start of it that no other has") {
  import(ticket("T-1", "a") + ticket("T-12", "b") + ticket("T-2", "c"));
  CHECK(find_ticket(db, "T-1", "").key == "T-1");
  CHECK(find_ticket(db, "T-12", "").key == "T-12");
  CHECK(find_ticket(db, "T-2", "romashka").key == "T-2");
  CHECK(refusal([&] { find_ticket(db, "T-", ""); }) == "2: several tickets begin with 'T-': T-1, T-12, T-2 | write more of the key");
  CHECK(refusal([&] { find_ticket(db, "X", ""); }) == "3: there is no ticket 'X' | see 'outdesk ticket list'");
  CHECK(refusal([&] { find_ticket(db, "T-1", "acme"); }).rfind("3: there is no ticket 'T-1' of client 'acme'", 0) == 0);
}

TEST_CASE_FIXTURE(Desk, "what is no key finds no ticket, not even the only one") {
  import(ticket("T-1", "a"));
  for (const std::string& bad : {std::string(), std::string(" "), std::string("T\n"), std::string("\xFF"), std::string(65, 'T')})
    CHECK(refusal([&] { find_ticket(db, bad, ""); }).rfind("2: ", 0) == 0);
  for (const char* odd : {"%", "_-1", "T-%", "../T-1", "1e3", "%s", "t-1", "Т-1" /* Cyrillic */})
    CHECK_MESSAGE(refusal([&] { find_ticket(db, odd, ""); }).rfind("3: ", 0) == 0, odd);
}

TEST_CASE_FIXTURE(Desk, "every filter keeps what fits it, newest first") {
  import(ticket("A", "Принтер молчит", R"(, "channel": "phone", "requester": "Попова", "category": "Печать", "line": "L1")") +
         ticket("B", "Сканер", R"(, "channel": "mail")", "2026-10-02T09:00:00Z") + ticket("C", "100%_готово", "", "2026-10-03T09:00:00Z"));
  import(R"({"ticket": "B", "at": "2026-10-02T10:00:00Z", "by": "belov", "event": "assigned", "to": "belov"})" "\n");
  import(R"({"ticket": "C", "at": "2026-10-03T10:00:00Z", "by": "belov", "event": "closed"})" "\n");
  import(ticket("Z", "другой клиент"), "acme");
  TicketFilter filter;
  filter.client = "romashka";
  CHECK(listed(db, filter) == Keys{"C", "B", "A"});
  CHECK(count_tickets(db, filter) == 3);
  auto with = [&](std::string TicketFilter::*member, const char* value) { TicketFilter f = filter; f.*member = value; return listed(db, f); };
  CHECK(with(&TicketFilter::state, "closed") == Keys{"C"});
  CHECK(with(&TicketFilter::assignee, "belov") == Keys{"B"});
  CHECK(with(&TicketFilter::channel, "phone") == Keys{"A"});
  CHECK(with(&TicketFilter::line, "L1") == Keys{"A"});
  CHECK(with(&TicketFilter::category, "Печать") == Keys{"A"});
  CHECK(with(&TicketFilter::requester, "Попова") == Keys{"A"});
  CHECK(with(&TicketFilter::priority, "P1") == Keys{});
  filter.open_only = true;
  CHECK(listed(db, filter) == Keys{"B", "A"});
  CHECK(count_tickets(db, filter) == 2);
  filter.unassigned = true;
  CHECK(listed(db, filter) == Keys{"A"});
  filter.unassigned = false;
  filter.before = at("2026-10-02T00:00:00Z");
  CHECK(listed(db, filter) == Keys{"A"});
  CHECK(matching_ticket(db, find_ticket(db, "A", "").id, filter).has_value());
  CHECK_FALSE(matching_ticket(db, find_ticket(db, "B", "").id, filter).has_value());
  filter.client = "nobody";
  CHECK(listed(db, filter).empty());
}

TEST_CASE_FIXTURE(Desk, "a search finds words whatever their case, and takes its signs literally") {
  import(ticket("A", "Принтер НЕ печатает, ёлка") + ticket("B", "Скидка 100%_готово!"));
  auto found = [&](const char* text) { TicketFilter f; f.text = text; return listed(db, f); };
  CHECK(found("принтер не") == Keys{"A"});
  CHECK(found("ПЕЧАТАЕТ") == Keys{"A"});
  CHECK(found("елка") == Keys{"A"});
  CHECK(found("100%_г") == Keys{"B"});
  CHECK(found("%") == Keys{"B"});
  CHECK(found("_") == Keys{"B"});
  CHECK(found("!") == Keys{"B"});
  CHECK(found("\\") == Keys{});
  CHECK(found("' OR 1=1 --") == Keys{});
}

TEST_CASE_FIXTURE(Desk, "keys count up within a year and pass over those that are taken") {
  import(ticket("T-2026-00002", "taken elsewhere"));
  CHECK(next_ticket_key(db, 2026) == "T-2026-00001");
  CHECK(next_ticket_key(db, 2026) == "T-2026-00003");
  CHECK(next_ticket_key(db, 2027) == "T-2027-00001");
}

TEST_CASE_FIXTURE(Desk, "a ticket that moved to another client is that client's") {
  import(created() + line("2026-10-01T09:10:00Z", "moved", R"("to": "acme")"));
  CHECK(find_ticket(db, "T", "acme").owner == "acme");
  CHECK(find_ticket(db, "T", "romashka").client == "romashka");
  TicketFilter filter;
  filter.client = "acme";
  CHECK(listed(db, filter) == Keys{"T"});
  CHECK(journal_damage(db).empty());
  import(created() + line("2026-10-01T09:10:00Z", "moved", R"("to": "acme")") + line("2026-10-01T09:20:00Z", "moved", R"("to": "romashka")"));
  CHECK(find_ticket(db, "T", "").owner == "romashka");
  CHECK(journal_damage(db).empty());
}

TEST_CASE_FIXTURE(Desk, "a report is given the tickets that may matter to its period") {
  import(ticket("before", "closed before", "", "2026-08-01T09:00:00Z") + R"({"ticket":"before","at":"2026-08-02T09:00:00Z","event":"closed"})" "\n" +
         ticket("open", "still open", "", "2026-08-01T10:00:00Z") + ticket("in", "in it", "", "2026-10-05T09:00:00Z") + ticket("after", "after it", "", "2026-11-01T00:00:00Z"));
  Keys keys;
  for_each_journal(db, *db.integer("SELECT id FROM client WHERE key = 'romashka'"), {{at("2026-10-01T00:00:00Z"), at("2026-11-01T00:00:00Z")}},
                   [&](const TicketRef& row, std::vector<Event>& events) {
                     keys.push_back(row.key);
                     CHECK_FALSE(events.empty());
                   });
  CHECK(keys == Keys{"open", "in"});
}
