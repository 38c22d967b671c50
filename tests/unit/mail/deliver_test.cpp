#include <doctest/doctest.h>

#include "../refusal.hpp"
#include "../temp_folder.hpp"
#include "client/client_store.hpp"
#include "input/json.hpp"
#include "mail/answer_message.hpp"
#include "mail/deliver_message.hpp"
#include "mail/mail_report.hpp"
#include "mail/mail_store.hpp"
#include "store/store.hpp"
#include "ticket/ticket_store.hpp"

#include <nlohmann/json.hpp>

namespace outdesk {

namespace {

constexpr Instant kNow{1791000000};
constexpr Seconds kOneDay{86400};

std::string contract_text(const std::string& client, const std::string& mail) {
  return R"({"outdesk": "contract/1", "client": ")" + client + R"(", "name": "N", "valid_from": "2026-01-01", "timezone": "Europe/Moscow",
    "calendars": {"always": {"timezone": "Europe/Moscow", "weekly": "24x7"}},
    "priorities": {"P1": {"calendar": "always", "resolution": "4h"}, "P3": {"calendar": "always", "resolution": "16h"}},
    "people": [)" + (client == "romashka" ? R"({"account": "olga", "name": "Попова О. О.", "email": "Olga@romashka.ru"})" : "") + R"(], "mail": )" + mail + "}";
}

struct MailDesk {
  TempFolder folder;
  Store store = Store::open_to_write(folder / "outdesk.db");
  Db& db = store.db();
  Instant now = kNow;
  std::string client;
  std::int64_t serial = 0;

  MailDesk() {
    set("romashka", R"({"from": "support@msp.example", "domains": ["romashka.ru", "shared.example"]})");
    set("acme", R"({"from": "help@msp.example", "domains": ["acme.example", "shared.example"], "addresses": ["boss@romashka.ru"], "priority": "P1"})");
  }
  void set(const std::string& key, const std::string& mail) {
    std::string text = contract_text(key, mail);
    Json json = parse_json(text, "contract.json");
    set_contract(db, read_contract(JsonNode(json, "contract.json")), text, kNow, "ivanov");
  }
  MailMessage message(const std::string& from, const std::string& subject) {
    MailMessage made;
    made.from.address = from;
    made.subject = subject;
    made.message_id = "m" + std::to_string(++serial) + "@x";
    made.text = "text";
    return made;
  }
  Delivery take(const MailMessage& made) {
    DeliveryTerms terms;
    terms.now = now;
    terms.client = client;
    Transaction transaction(db);
    Delivery delivery = deliver_message(db, made, "raw of " + made.message_id, terms);
    transaction.commit();
    return delivery;
  }
  Delivery take(const std::string& from, const std::string& subject) { return take(message(from, subject)); }
  TicketRow ticket(const std::string& key) { return find_ticket(db, key, ""); }
  std::vector<Event> events(const std::string& key) { return events_of(db, ticket(key).id); }
  void write(const std::string& key, EventKind kind, Fields fields) {
    TicketRow row = ticket(key);
    Event event;
    event.at = event.entered = now;
    event.by = "ivanov";
    event.kind = kind;
    event.fields = std::move(fields);
    Transaction transaction(db);
    JournalWriter(db).append(row.id, {{row.client, row.key, event}});
    transaction.commit();
  }
  OutgoingMail answer(const std::string& key) {
    AnswerTerms terms;
    terms.text = "Done";
    terms.now = now;
    terms.by = "ivanov";
    OutgoingMail mail = answer_of(db, ticket(key), terms);
    Transaction transaction(db);
    record_answer(db, ticket(key), mail, terms);
    transaction.commit();
    return mail;
  }
};

}  // namespace

TEST_CASE("a message of a client's domain becomes a ticket of that client") {
  MailDesk desk;
  MailMessage message = desk.message("olga@romashka.ru", "Printer");
  message.attachments = {{"a.txt", "text/plain", "bytes"}};
  Delivery delivery = desk.take(message);
  CHECK(delivery.outcome == Delivery::Outcome::ticket);
  CHECK(delivery.client == "romashka");
  TicketRow ticket = desk.ticket(delivery.ticket);
  CHECK(ticket.head.subject == "Printer");
  CHECK(ticket.head.priority == "P3");
  CHECK(ticket.head.channel == "mail");
  CHECK(ticket.head.requester == "Попова О. О.");
  auto files = files_of(desk.db, desk.events(delivery.ticket));
  REQUIRE(files.size() == 2);
  CHECK(mail_file(desk.db, files[0].hash) == "raw of m1@x");
  CHECK(mail_file(desk.db, files[1].hash) == "bytes");
  CHECK(files[1].saved_as == "001-a.txt");
  CHECK(mail_damage(desk.db).empty());
  CHECK(journal_damage(desk.db).empty());
}

TEST_CASE("an address wins over a domain; two clients of one domain are decided by hand") {
  MailDesk desk;
  CHECK(desk.take("boss@romashka.ru", "x").client == "acme");
  CHECK(desk.take("a@shared.example", "x").reason == "several-clients");
  desk.client = "acme";
  CHECK(desk.take("a@shared.example", "x").client == "acme");
}

TEST_CASE("a stranger is kept, or is a ticket of the client that is named") {
  MailDesk desk;
  Delivery kept = desk.take("who@else.example", "x");
  CHECK(kept.outcome == Delivery::Outcome::kept);
  CHECK(kept.reason == "unknown-sender");
  desk.client = "romashka";
  CHECK(desk.take("who@else.example", "x").client == "romashka");
  CHECK(desk.take("a@acme.example", "x").client == "acme");
}

TEST_CASE("the same message again changes nothing; another with its id is kept beside it") {
  MailDesk desk;
  MailMessage message = desk.message("olga@romashka.ru", "Printer");
  Delivery first = desk.take(message);
  Delivery again = desk.take(message);
  CHECK(again.outcome == Delivery::Outcome::repeated);
  CHECK(again.ticket == first.ticket);
  CHECK(desk.events(first.ticket).size() == 1);
  message.text = "with the footer of a list";
  CHECK(desk.take(message).reason == "repeated-id");
  CHECK(desk.take(message).outcome == Delivery::Outcome::repeated);
  message.subject = "Scanner";
  CHECK(desk.take(message).outcome == Delivery::Outcome::ticket);
  message.subject = "Printer";
  message.date = kNow;
  CHECK(desk.take(message).outcome == Delivery::Outcome::ticket);
}

TEST_CASE("an answer is found by what it answers, and by its subject") {
  MailDesk desk;
  std::string key = desk.take("olga@romashka.ru", "Printer").ticket;
  MailMessage answer = desk.message("peter@romashka.ru", "other words");
  answer.references = {"unknown@x", "m1@x"};
  CHECK(desk.take(answer).ticket == key);
  CHECK(desk.take("peter@romashka.ru", "Re: Printer [" + key + "]").ticket == key);
  OutgoingMail sent = desk.answer(key);
  MailMessage to_ours = desk.message("olga@romashka.ru", "x");
  to_ours.in_reply_to = {sent.message_id};
  CHECK(desk.take(to_ours).ticket == key);
}

TEST_CASE("a stranger who names a ticket gets a new one, and a note says so") {
  MailDesk desk;
  std::string key = desk.take("olga@romashka.ru", "Printer").ticket;
  std::size_t before = desk.events(key).size();
  Delivery other = desk.take("a@acme.example", "Re: [" + key + "]");
  CHECK(other.outcome == Delivery::Outcome::ticket);
  CHECK(other.client == "acme");
  CHECK(desk.events(key).size() == before);
  auto events = desk.events(other.ticket);
  REQUIRE(events.size() == 2);
  CHECK(events[1].by == "system");
  CHECK_FALSE(events[1].flag("public"));
  CHECK(events[1].text("body").find(key) != std::string::npos);
  CHECK(desk.take("who@else.example", "Re: [" + key + "]").outcome == Delivery::Outcome::kept);
  desk.client = "romashka";
  CHECK(desk.take("who@else.example", "Re: [" + key + "]").outcome == Delivery::Outcome::ticket);
  CHECK(desk.events(key).size() == before);
}

TEST_CASE("whoever was written to in a ticket may go on in it") {
  MailDesk desk;
  std::string key = desk.take("olga@romashka.ru", "Printer").ticket;
  AnswerTerms terms;
  terms.text = "please look";
  terms.to = {"vendor@else.example"};
  terms.now = desk.now;
  terms.by = "ivanov";
  OutgoingMail mail = answer_of(desk.db, desk.ticket(key), terms);
  {
    Transaction transaction(desk.db);
    record_answer(desk.db, desk.ticket(key), mail, terms);
    transaction.commit();
  }
  CHECK(desk.take("vendor@else.example", "[" + key + "]").ticket == key);
}

TEST_CASE("a person's answer reopens within the grace, and is a new linked ticket after it") {
  MailDesk desk;
  std::string key = desk.take("olga@romashka.ru", "Printer").ticket;
  desk.write(key, EventKind::resolved, {});
  desk.now = desk.now + kOneDay;
  Delivery again = desk.take("olga@romashka.ru", "[" + key + "]");
  CHECK(again.ticket == key);
  CHECK(again.reopened);
  CHECK(desk.ticket(key).head.state == "open");
  desk.write(key, EventKind::closed, {});
  desk.now = desk.now + Seconds{8 * kDay};
  Delivery late = desk.take("olga@romashka.ru", "[" + key + "]");
  CHECK(late.outcome == Delivery::Outcome::ticket);
  CHECK(late.ticket != key);
  CHECK(desk.ticket(key).head.state == "closed");
  CHECK(desk.events(late.ticket).at(1).text("with") == key);
}

TEST_CASE("a person's answer ends the waiting for the client, and no other") {
  MailDesk desk;
  std::string key = desk.take("olga@romashka.ru", "Printer").ticket;
  desk.write(key, EventKind::waiting, Fields().set("reason", "client"));
  desk.take("olga@romashka.ru", "[" + key + "]");
  CHECK(desk.ticket(key).head.state == "open");
  desk.write(key, EventKind::waiting, Fields().set("reason", "vendor"));
  desk.take("olga@romashka.ru", "[" + key + "]");
  CHECK(desk.ticket(key).head.state == "waiting");
}

TEST_CASE("what a machine answers is added, and reopens and resumes nothing") {
  MailDesk desk;
  std::string key = desk.take("olga@romashka.ru", "Printer").ticket;
  OutgoingMail sent = desk.answer(key);
  desk.write(key, EventKind::resolved, {});
  MailMessage away = desk.message("olga@romashka.ru", "Out of office [" + key + "]");
  away.signs.auto_submitted = "auto-replied";
  CHECK(desk.take(away).ticket == key);
  MailMessage bounce = desk.message("mailer-daemon@else.example", "failure");
  bounce.signs.returned_ids = {sent.message_id};
  CHECK(desk.take(bounce).ticket == key);
  CHECK(desk.ticket(key).head.state == "resolved");
  auto events = desk.events(key);
  CHECK(events.at(events.size() - 1).flag("auto"));
  CHECK(events.at(events.size() - 2).flag("auto"));
}

TEST_CASE("machines that speak of no ticket: answers and bounces are kept, notices are tickets") {
  MailDesk desk;
  std::string key = desk.take("olga@romashka.ru", "Printer").ticket;
  MailMessage away = desk.message("olga@romashka.ru", "Out of office");
  away.signs.auto_submitted = "auto-replied";
  CHECK(desk.take(away).reason == "auto-reply");
  MailMessage bounce = desk.message("mailer-daemon@romashka.ru", "failure [" + key + "]");
  CHECK(desk.take(bounce).reason == "bounce");  // a marker alone proves nothing
  MailMessage notice = desk.message("ups@romashka.ru", "power lost");
  notice.signs.auto_submitted = "auto-generated";
  CHECK(desk.take(notice).outcome == Delivery::Outcome::ticket);
}

TEST_CASE("our own letters that come back are kept and answer nothing") {
  MailDesk desk;
  std::string key = desk.take("olga@romashka.ru", "Printer").ticket;
  OutgoingMail sent = desk.answer(key);
  MailMessage back = desk.message("list@else.example", "Re: [" + key + "]");
  back.message_id = sent.message_id;
  CHECK(desk.take(back).reason == "own-mail");
  MailMessage marked = desk.message("olga@romashka.ru", "Re: [" + key + "]");
  marked.signs.own_mark = true;
  CHECK(desk.take(marked).reason == "own-mail");
  CHECK(desk.take("support@msp.example", "Re: [" + key + "]").reason == "own-mail");
}

TEST_CASE("a merged ticket goes on in the one that it was merged into") {
  MailDesk desk;
  std::string first = desk.take("olga@romashka.ru", "Printer").ticket, second = desk.take("olga@romashka.ru", "Printers").ticket;
  desk.write(first, EventKind::merged, Fields().set("into", second));
  CHECK(desk.take("olga@romashka.ru", "[" + first + "]").ticket == second);
  desk.write(second, EventKind::merged, Fields().set("into", first));  // a ring, as an import may bring
  Delivery ring = desk.take("olga@romashka.ru", "[" + first + "]");
  CHECK(ring.outcome == Delivery::Outcome::ticket);
}

TEST_CASE("a kept message is taken once") {
  MailDesk desk;
  MailMessage message = desk.message("who@else.example", "x");
  Delivery kept = desk.take(message);
  DeliveryTerms terms;
  terms.now = desk.now;
  terms.client = "romashka";
  terms.take = kept.id;
  {
    Transaction transaction(desk.db);
    CHECK(deliver_message(desk.db, message, "raw of " + message.message_id, terms).client == "romashka");
    transaction.commit();
  }
  CHECK(was_taken(desk.db, kept.id));
  int left = 0;
  for_each_kept(desk.db, [&](const MailRow&) { ++left; });
  CHECK(left == 0);
}

TEST_CASE("an answer goes to whom the last message came from, without our own addresses") {
  MailDesk desk;
  MailMessage message = desk.message("olga@romashka.ru", "Printer");
  message.cc = {{"", "peter@romashka.ru"}, {"", "support@msp.example"}, {"", "not an address"}};
  std::string key = desk.take(message).ticket;
  OutgoingMail mail = desk.answer(key);
  CHECK(mail.from == "support@msp.example");
  CHECK(mail.to == std::vector<std::string>{"olga@romashka.ru"});
  CHECK(mail.cc == std::vector<std::string>{"peter@romashka.ru"});
  CHECK(mail.in_reply_to == "m1@x");
  CHECK(mail.subject == "Re: Printer [" + key + "]");
}

TEST_CASE("a file that was changed after it was kept is found, and none can be changed by mistake") {
  MailDesk desk;
  desk.take("olga@romashka.ru", "Printer");
  CHECK(refusal([&] { desk.db.run("UPDATE mail_file SET bytes = 'other'"); }) != "");
  CHECK(refusal([&] { desk.db.run("DELETE FROM mail_message"); }) != "");
  desk.db.run_script("DROP TRIGGER mail_file_is_not_changed");
  desk.db.run("UPDATE mail_file SET bytes = CAST('raw of n1@x' AS BLOB)");
  auto damage = mail_damage(desk.db);
  REQUIRE(damage.size() == 1);
  CHECK(damage[0].find("was changed after it was kept") != std::string::npos);
}

TEST_CASE("files of lines that were imported without them are listed and not saved") {
  MailDesk desk;
  std::string key = desk.take("olga@romashka.ru", "Printer").ticket;
  desk.write(key, EventKind::message, Fields().set("from", "client").set("raw", std::string(64, 'a')));
  auto files = files_of(desk.db, desk.events(key));
  REQUIRE(files.size() == 2);
  CHECK_FALSE(files[1].size.has_value());
  CHECK(save_files(desk.db, files, desk.folder / "saved") == 1);
}

TEST_CASE("messages keep their own dates where they are asked for and can be") {
  MailDesk desk;
  auto received = [&](std::optional<Instant> date) {
    MailMessage message = desk.message("olga@romashka.ru", "Printer");
    message.date = date;
    DeliveryTerms terms;
    terms.now = desk.now;
    terms.dates = true;
    Transaction transaction(desk.db);
    Delivery delivery = deliver_message(desk.db, message, message.message_id, terms);
    transaction.commit();
    return desk.ticket(delivery.ticket).head.received;
  };
  CHECK(received(desk.now - kOneDay) == desk.now - kOneDay);
  CHECK(received(desk.now + kOneDay) == desk.now);
  CHECK(received(Instant{1000}) == desk.now);
  CHECK(received({}) == desk.now);
}

}  // namespace outdesk
