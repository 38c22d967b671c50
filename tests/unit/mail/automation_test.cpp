#include <doctest/doctest.h>

#include "mail/automation_rules.hpp"

namespace outdesk {

namespace {

MailMessage message_of(const std::string& from, const std::string& subject) {
  MailMessage message;
  message.from.address = from;
  message.subject = subject;
  return message;
}

}  // namespace

TEST_CASE("a person's message is a person's, whatever its subject says") {
  CHECK(origin_of(message_of("o@romashka.ru", "Printer")) == MailOrigin::human);
  CHECK(origin_of(message_of("o@romashka.ru", "Out of office phones are silent")) == MailOrigin::human);
  CHECK(origin_of(message_of("o@romashka.ru", "Undeliverable mail, please help")) == MailOrigin::human);
  MailMessage no = message_of("o@romashka.ru", "Printer");
  no.signs.auto_submitted = "no";
  CHECK(origin_of(no) == MailOrigin::human);
}

TEST_CASE("reports of delivery are bounces") {
  MailMessage report = message_of("mailer@x.example", "anything");
  report.signs.delivery_report = true;
  CHECK(origin_of(report) == MailOrigin::bounce);
  CHECK(origin_of(message_of("mailer-daemon@x.example", "failure notice")) == MailOrigin::bounce);
  MailMessage empty = message_of("system@x.example", "Undelivered Mail Returned to Sender");
  empty.signs.empty_return_path = true;
  CHECK(origin_of(empty) == MailOrigin::bounce);
}

TEST_CASE("answers that nobody wrote") {
  MailMessage submitted = message_of("o@romashka.ru", "Re: Printer");
  submitted.signs.auto_submitted = "auto-replied";
  CHECK(origin_of(submitted) == MailOrigin::auto_reply);
  MailMessage header = message_of("o@romashka.ru", "Re: Printer");
  header.signs.autoreply_header = true;
  CHECK(origin_of(header) == MailOrigin::auto_reply);
  MailMessage old = message_of("o@romashka.ru", "Re: Printer");
  old.signs.precedence = "auto_reply";
  CHECK(origin_of(old) == MailOrigin::auto_reply);
  MailMessage away = message_of("o@romashka.ru", "Автоматический ответ: Принтер");
  away.signs.suppress_header = true;
  CHECK(origin_of(away) == MailOrigin::auto_reply);
  MailMessage receipt = message_of("o@romashka.ru", "Read: Printer");
  receipt.signs.disposition_report = true;
  CHECK(origin_of(receipt) == MailOrigin::auto_reply);
}

TEST_CASE("machines and lists want to be heard, and are not answered") {
  MailMessage generated = message_of("zabbix@romashka.ru", "PROBLEM: disk");
  generated.signs.auto_submitted = "auto-generated";
  CHECK(origin_of(generated) == MailOrigin::notice);
  CHECK_FALSE(may_be_acknowledged(generated));
  MailMessage list = message_of("o@romashka.ru", "Printer");
  list.signs.list_header = true;
  CHECK(origin_of(list) == MailOrigin::list);
  CHECK_FALSE(may_be_acknowledged(list));
}

TEST_CASE("nobody answers an address that wants no answer") {
  CHECK(may_be_acknowledged(message_of("o@romashka.ru", "Printer")));
  CHECK_FALSE(may_be_acknowledged(message_of("", "Printer")));
  CHECK_FALSE(may_be_acknowledged(message_of("no-reply@romashka.ru", "Printer")));
  CHECK_FALSE(may_be_acknowledged(message_of("list-request@romashka.ru", "Printer")));
}

TEST_CASE("our own mark is ours") {
  MailMessage own = message_of("o@romashka.ru", "Re: Printer");
  own.signs.own_mark = true;
  CHECK(origin_of(own) == MailOrigin::own);
  CHECK(name_of(MailOrigin::own) == "own-mail");
}

}  // namespace outdesk
