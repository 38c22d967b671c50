#include <doctest/doctest.h>

#include "../refusal.hpp"
#include "client/mail_terms.hpp"
#include "mail/compose_rules.hpp"
#include "mail/match_rules.hpp"

namespace outdesk {

TEST_CASE("a full address wins over a domain, and a domain covers its subdomains") {
  Contract contract;
  contract.mail.domains = {"romashka.ru"};
  contract.mail.addresses = {"boss@mail.ru"};
  Person person;
  person.name = "Попова О. О.";
  person.email = "olga@private.example";
  contract.people = {person, {}};
  CHECK(claim_of(contract, "boss@mail.ru") == MailClaim::address);
  CHECK(claim_of(contract, "olga@private.example") == MailClaim::address);
  CHECK(claim_of(contract, "any@romashka.ru") == MailClaim::domain);
  CHECK(claim_of(contract, "any@mail.office.romashka.ru") == MailClaim::domain);
  CHECK(claim_of(contract, "any@notromashka.ru") == MailClaim::none);
  CHECK(claim_of(contract, "any@romashka.ru.evil.example") == MailClaim::none);
  CHECK(claim_of(contract, "romashka.ru") == MailClaim::none);
  CHECK(claim_of(contract, "") == MailClaim::none);
  CHECK(person_of_address(contract, "olga@private.example") == "Попова О. О.");
  CHECK(person_of_address(contract, "") == "");
}

TEST_CASE("markers of a subject") {
  using Keys = std::vector<std::string>;
  CHECK(marked_tickets("Re: Printer [T-2026-00417]") == Keys{"T-2026-00417"});
  CHECK(marked_tickets("AW: [Ticket#T-2026-00417] [#T-2026-00001] [T-2026-00417]") == Keys{"T-2026-00417", "T-2026-00001"});
  CHECK(marked_tickets("[ticket: INC-7]") == Keys{"INC-7"});
  for (const char* none : {"[WARNING] disk", "[list] Re: x", "[]", "[Ticket#]", "[T-]", "[T-2026", "[[[[[", "[#42]"}) CHECK(marked_tickets(none).empty());
  CHECK(marked_tickets("[Ticket#../../x]") == Keys{"../../x"});  // a key as any other: looked up, never a path
}

TEST_CASE("the subject of an answer bears the marker once") {
  CHECK(answer_subject("Printer", "T-2026-00417") == "Re: Printer [T-2026-00417]");
  CHECK(answer_subject("RE: AW: Re[2]: Printer [T-2026-00417]", "T-2026-00417") == "Re: Printer [T-2026-00417]");
  CHECK(answer_subject("Отв: Принтер", "INC-7") == "Re: Принтер [Ticket#INC-7]");
  CHECK(bare_subject("Request: new PC") == "Request: new PC");
}

TEST_CASE("addresses") {
  for (const char* good : {"a@b.ru", "first.last+tag@sub.example.org", "root@localhost", "ж@пример.рф"}) CHECK(not_a_mail_address(good) == "");
  for (const char* bad : {"", "a", "@b.ru", "a@", "a b@c.ru", "a@b ru", "a@-b.ru", "a@b..ru", "a\n@b.ru", "a@b.ru\nBcc: x@y.z", "<a@b.ru>", "a,b@c.ru"}) CHECK(not_a_mail_address(bad) != "");
}

namespace {

OutgoingMail letter() {
  OutgoingMail mail;
  mail.from = "support@msp.example";
  mail.to = {"olga@romashka.ru"};
  mail.subject = "Re: Printer [T-2026-00417]";
  mail.message_id = "outdesk.1@msp.example";
  mail.in_reply_to = "a@romashka.ru";
  mail.references = {"a@romashka.ru"};
  mail.ticket = "T-2026-00417";
  mail.date = Instant{1793480399};
  mail.text = "Done";
  return mail;
}

}  // namespace

TEST_CASE("a letter in ASCII goes as it is") {
  CHECK(composed(letter()) ==
        "From: support@msp.example\nTo: olga@romashka.ru\nSubject: Re: Printer [T-2026-00417]\nDate: Sat, 31 Oct 2026 20:59:59 +0000\n"
        "Message-ID: <outdesk.1@msp.example>\nIn-Reply-To: <a@romashka.ru>\nReferences: <a@romashka.ru>\nX-Outdesk-Ticket: T-2026-00417\n"
        "MIME-Version: 1.0\nContent-Type: text/plain; charset=us-ascii\nContent-Transfer-Encoding: 7bit\n\nDone\n");
}

TEST_CASE("nothing of a letter makes a header or a line of its own") {
  OutgoingMail mail = letter();
  mail.subject = "x\r\nBcc: all@example.org\nY: z";
  mail.in_reply_to = "a@b>\nBcc: evil@example.org";
  mail.references = {"a b", "ok@x", "a\n@x"};
  mail.ticket = "K\nBcc: evil@example.org";
  std::string text = composed(mail);
  CHECK(text.find("\nBcc:") == std::string::npos);
  CHECK(text.find("\nY:") == std::string::npos);
  CHECK(text.find("In-Reply-To") == std::string::npos);
  CHECK(text.find("References: <ok@x>\n") != std::string::npos);
}

TEST_CASE("other letters are encoded, whole, in lines that fit") {
  OutgoingMail mail = letter();
  mail.subject = "Принтер в бухгалтерии не печатает уже третий день, помогите пожалуйста";
  mail.text = "Готово";
  mail.automatic = true;
  std::string text = composed(mail);
  CHECK(text.find("Auto-Submitted: auto-replied\n") != std::string::npos);
  CHECK(text.find("Content-Transfer-Encoding: base64\n\n0JPQvtGC0L7QstC+Cg==\n") != std::string::npos);
  for (std::size_t at = 0, end; at < text.size(); at = end + 1) {
    end = text.find('\n', at);
    CHECK(end - at <= 90);
  }
}

}  // namespace outdesk
