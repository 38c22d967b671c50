// Messages of any bytes: what is read of them can be stored, and what would be stored can be read again.
#include "base/error.hpp"
#include "base/text.hpp"
#include "client/mail_terms.hpp"
#include "mail/automation_rules.hpp"
#include "mail/compose_rules.hpp"
#include "mail/mail_text_rules.hpp"
#include "mail/match_rules.hpp"
#include "mail/quote_rules.hpp"
#include "mime/read_message.hpp"

namespace {

void require(bool true_) {
  if (!true_) __builtin_trap();
}

void check_message(const outdesk::MailMessage& message) {
  using namespace outdesk;
  require(unstorable(message.subject).empty() && unstorable(message.message_id).empty());
  require(unstorable(message.from.name).empty() && unstorable(message.from.address).empty());
  require(unstorable(message.text, true).empty());
  for (const auto& file : message.attachments) {
    require(unstorable(file.name).empty() && file.name.find('/') == std::string::npos);
    require(!file.name.empty() && file.name != "." && file.name != "..");
  }
  require(unstorable(without_quotes(message.text), true).empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace outdesk;
  std::string_view raw(reinterpret_cast<const char*>(data), size);
  MailMessage message = read_message(raw);
  check_message(message);
  (void)origin_of(message);
  (void)marked_tickets(message.subject);
  OutgoingMail answer;
  answer.from = answer.message_id = "support@msp.example";
  answer.to = {"olga@romashka.ru"};
  answer.subject = answer_subject(message.subject, "T-2026-00001");
  answer.in_reply_to = message.message_id;
  answer.references = message.references;
  answer.date = Instant{1793480399};
  answer.text = message.text;
  MailMessage again = read_message(composed(answer));
  require(again.from.address == answer.from && again.to.size() == 1 && again.to[0].address == answer.to[0] && again.cc.empty());
  return 0;
}
