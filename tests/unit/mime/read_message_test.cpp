#include <doctest/doctest.h>

#include "base/text.hpp"
#include "mail/automation_rules.hpp"
#include "mail/mail_text_rules.hpp"
#include "mime/decode_text.hpp"
#include "mime/read_message.hpp"

namespace outdesk {

namespace {

const std::string kHead = "From: \"Olga Popova\" <Olga@Romashka.RU>\nTo: support@msp.example\nSubject: Printer\nMessage-ID: <a@x>\n";

std::string multipart(const std::string& type, std::initializer_list<std::string> parts) {
  std::string text = kHead + "MIME-Version: 1.0\nContent-Type: multipart/" + type + "; boundary=b\n\n";
  for (const auto& part : parts) text += "--b\n" + part + "\n";
  return text + "--b--\n";
}

std::string encoded_as(const std::string& charset, const std::string& bytes) {
  return read_message(kHead + "Content-Type: text/plain; charset=" + charset + "\n\n" + bytes).text;
}

}  // namespace

TEST_CASE("a plain message") {
  MailMessage message = read_message(kHead + "Cc: Boss <boss@mail.ru>\nIn-Reply-To: <b@x>\nReferences: <c@x>\n <b@x>\nDate: Mon, 5 Oct 2026 10:00:00 +0300\n\nhello\r\nthere\n");
  CHECK(message.from == MailAddress{"Olga Popova", "olga@romashka.ru"});
  CHECK(message.cc == std::vector<MailAddress>{{"Boss", "boss@mail.ru"}});
  CHECK(message.subject == "Printer");
  CHECK(message.message_id == "a@x");
  CHECK(message.in_reply_to == std::vector<std::string>{"b@x"});
  CHECK(message.references == std::vector<std::string>{"c@x", "b@x"});
  CHECK(message.date == parse_instant("2026-10-05T07:00:00Z"));
  CHECK(message.text == "hello\nthere\n");
  CHECK(message.remarks.empty());
}

TEST_CASE("charsets that are declared") {
  CHECK(encoded_as("koi8-r", "\xF0\xD2\xC9\xCE\xD4\xC5\xD2") == "Принтер");
  CHECK(encoded_as("windows-1251", "\xCF\xF0\xE8\xED\xF2\xE5\xF0") == "Принтер");
  CHECK(encoded_as("gb18030", "\xB2\xE2\xCA\xD4") == "测试");
  CHECK(encoded_as("gb2312", "\xB2\xE2\xCA\xD4") == "测试");
  CHECK(encoded_as("iso-2022-jp", "\x1B$B%F%9%H\x1B(B") == "テスト");
  CHECK(encoded_as("shift_jis", "\x83\x65\x83\x58\x83\x67") == "テスト");
  CHECK(encoded_as("iso-8859-15", "\xA4") == "€");
}

TEST_CASE("charsets that are not declared, or wrongly") {
  CHECK(encoded_as("us-ascii", "Принтер") == "Принтер");
  CHECK(encoded_as("us-ascii", "\xF0\xD2\xC9\xCE\xD4\xC5\xD2") == "Принтер");
  CHECK(encoded_as("x-unknown", "\xCF\xF0\xE8\xED\xF2\xE5\xF0") == "Принтер");
  CHECK(read_message(kHead + "\n\x1B$B%F%9%H\x1B(B\n").text == "テスト\n");
  MailMessage damaged = read_message(kHead + "Content-Type: text/plain; charset=utf-8\n\nПринтер молчит \xFF\n");
  CHECK(damaged.text == "Принтер молчит �\n");
  CHECK(damaged.remarks.size() == 1);
}

TEST_CASE("headers: encoded words, raw bytes, control characters") {
  auto subject = [](const std::string& value) { return read_message("Subject: " + value + "\n\nx\n").subject; };
  CHECK(subject("=?koi8-r?B?8NLJztTF0g==?=") == "Принтер");
  CHECK(subject("=?utf-8?Q?=D0=9F?=\n =?utf-8?Q?=D1=80?=") == "Пр");
  CHECK(subject("\xF0\xD2\xC9\xCE\xD4\xC5\xD2") == "Принтер");
  CHECK(subject("=?utf-8?Q?a=1B[2Jb=0Ac=00?=").find('\x1B') == std::string::npos);
  CHECK(unstorable(subject("=?utf-8?B?//79?= \xFF\x1B[m")).empty());
  CHECK(read_message("Subject: x\nContent-Type: text/plain; charset=big5\n\n").subject == "x");
}

TEST_CASE("of alternatives the plain one is read, a page only where there is no other") {
  CHECK(read_message(multipart("alternative", {"Content-Type: text/plain\n\nplain", "Content-Type: text/html\n\n<p>page</p>"})).text == "plain");
  CHECK(read_message(multipart("alternative", {"Content-Type: text/html\n\n<p>page</p>"})).text == "page");
  MailMessage blank = read_message(multipart("alternative", {"Content-Type: text/plain\n\n  ", "Content-Type: text/html\n\n<p>page</p>"}));
  CHECK(blank.text == "page");
  CHECK(blank.attachments.empty());
}

TEST_CASE("attachments: names, bytes, encodings") {
  MailMessage message = read_message(multipart("mixed", {"Content-Type: text/plain\n\nsee",
      "Content-Type: application/pdf; name=\"x.pdf\"\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment; filename*=utf-8''%D0%9E%D1%82%D1%87%D1%91%D1%82.pdf\n\nAAEC",
      "Content-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw=="}));
  CHECK(message.text == "see");
  REQUIRE(message.attachments.size() == 2);
  CHECK(message.attachments[0].name == "Отчёт.pdf");
  CHECK(message.attachments[0].type == "application/pdf");
  CHECK(message.attachments[0].bytes == std::string("\0\1\2", 3));
  CHECK(message.attachments[1].name == "part-4.png");
}

TEST_CASE("signed and encrypted messages") {
  MailMessage was_signed = read_message(multipart("signed", {"Content-Type: text/plain\n\nhello", "Content-Type: application/pgp-signature\n\nxyz"}));
  CHECK(was_signed.text == "hello");
  CHECK(was_signed.attachments.empty());
  MailMessage encrypted = read_message(multipart("encrypted", {"Content-Type: application/pgp-encrypted\n\nVersion: 1", "Content-Type: application/octet-stream; name=encrypted.asc\n\nxyz"}));
  CHECK(encrypted.attachments.size() == 2);
  REQUIRE(encrypted.remarks.size() == 1);
  CHECK(encrypted.remarks[0].find("encrypted") != std::string::npos);
}

TEST_CASE("a message in a message is an attachment, and is shown where there is no other text") {
  std::string inner = "Content-Type: message/rfc822\n\nFrom: Boss <boss@mail.ru>\nSubject: Old\nMessage-ID: <old@x>\n\nold text";
  MailMessage with_text = read_message(multipart("mixed", {"Content-Type: text/plain\n\nsee below", inner}));
  CHECK(with_text.text == "see below");
  REQUIRE(with_text.attachments.size() == 1);
  CHECK(with_text.attachments[0].name == "Old.eml");
  CHECK(with_text.attachments[0].bytes.find("old text") != std::string::npos);
  CHECK(read_message(multipart("mixed", {inner})).text == "From: Boss <boss@mail.ru>\nSubject: Old\n\nold text");
}

TEST_CASE("a report of delivery names the message that it is about") {
  MailMessage report = read_message(multipart("report; report-type=delivery-status", {"Content-Type: text/plain\n\nsorry",
      "Content-Type: message/delivery-status\n\nFinal-Recipient: rfc822; a@b\nAction: failed", "Content-Type: message/rfc822\n\nMessage-ID: <ours@msp>\nSubject: x\n\nx"}));
  CHECK(origin_of(report) == MailOrigin::bounce);
  CHECK(report.signs.returned_ids == std::vector<std::string>{"ours@msp"});
  MailMessage headers = read_message(multipart("report; report-type=delivery-status", {"Content-Type: text/rfc822-headers\n\nMessage-ID: <ours@msp>\nSubject: x"}));
  CHECK(headers.signs.returned_ids == std::vector<std::string>{"ours@msp"});
}

TEST_CASE("signs of machines") {
  MailSigns signs = read_message("Auto-Submitted: auto-replied (vacation)\nPrecedence: Bulk\nX-Autorespond: yes\nList-Id: <l>\nReturn-Path: <>\nX-Outdesk-Ticket: T\n\nx").signs;
  CHECK(signs.auto_submitted == "auto-replied");
  CHECK(signs.precedence == "bulk");
  CHECK(signs.autoreply_header);
  CHECK(signs.list_header);
  CHECK(signs.empty_return_path);
  CHECK(signs.own_mark);
}

TEST_CASE("limits are said, and the rest is read") {
  MessageLimits limits;
  limits.parts = 3;
  MailMessage parts = read_message(multipart("mixed", {"\none", "\ntwo", "\nthree", "\nfour"}), limits);
  CHECK(parts.text == "one\n\ntwo");
  CHECK(parts.remarks.size() == 1);
  limits = {};
  limits.header_fields = 3;
  MailMessage fields = read_message(kHead + "X: y\n\nbody\n", limits);
  CHECK(fields.subject == "Printer");
  CHECK(fields.text == "body\n");
  CHECK(fields.remarks.size() == 1);
  limits = {};
  limits.bytes = 200;
  MailMessage large = read_message(kHead + "\n" + std::string(1000, 'x'), limits);
  CHECK(large.subject == "Printer");
  CHECK(large.text.size() < 200);
  CHECK(large.remarks.size() == 1);
}

TEST_CASE("what is no message has its text shown") {
  for (std::string_view raw : {"x", "just words\nof a person\n", "\n\nbody", "From nobody Mon Oct 5\nFrom: a@b\n\nx\n"}) {
    MailMessage message = read_message(raw);
    CHECK_FALSE(trimmed(message.text).empty());
  }
  CHECK(read_message("").text == "");
  MailMessage broken = read_message(kHead + "Content-Type: multipart/mixed; boundary=b\n\nno boundary here\n");
  CHECK(broken.text == "no boundary here\n");
}

TEST_CASE("the sender of a field that is none by its grammar") {
  CHECK(read_message("From: Olga <<olga@romashka.ru\n\nx").from.address == "olga@romashka.ru");
  CHECK(read_message("Sender: a@b.ru\n\nx").from.address == "a@b.ru");
  CHECK(read_message("Subject: x\n\nx").from.address == "");
  CHECK(read_message("From: <<" + std::string(4000, 'x') + "@b.ru\n\nx").from.address == "");  // longer than any address is
}

}  // namespace outdesk
