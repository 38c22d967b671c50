#include "mail/automation_rules.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "mail/mail_text_rules.hpp"

namespace outdesk {

namespace {

std::string_view local_part(std::string_view address) { return address.substr(0, address.rfind('@')); }

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_mail_system(std::string_view address) { return is_one_of(local_part(address), {"mailer-daemon", "mail-daemon", "postmaster"}); }

/// A person may write such a subject too, so it counts only beside another sign.
bool bounce_subject(const std::string& subject) {
  return starts_with_any(folded(subject), {"undeliver", "mail delivery fail", "delivery status notification", "returned mail",
                                              "delivery fail", "failure notice", "mail system error", "mail delivery system",
                                              "delivery has failed", "unzustellbar", "недоставленн", "сообщение не доставлено"});
}
bool away_subject(const std::string& subject) {
  return starts_with_any(folded(subject), {"out of office", "out of the office", "automatic reply", "auto reply", "autoreply", "auto:", "auto-reply",
                                              "automatische antwort", "abwesenheit", "abwesend", "vacation", "on vacation",
                                              "автоматический ответ", "автоответ", "я в отпуске", "вне офиса", "reponse automatique",
                                              "réponse automatique", "respuesta automatica", "respuesta automática"});
}

bool is_bounce(const MailMessage& message) {
  const MailSigns& signs = message.signs;
  if (signs.delivery_report) return true;
  if (signs.auto_submitted == "auto-replied") return is_mail_system(message.from.address) && bounce_subject(message.subject);
  if (is_one_of(local_part(message.from.address), {"mailer-daemon", "mail-daemon"})) return true;
  return bounce_subject(message.subject) && (signs.empty_return_path || is_mail_system(message.from.address));
}

/// RFC 3834, 5: auto-replied, and a notification is never to be answered; RFC 8098: a receipt is an answer by a machine.
bool is_auto_reply(const MailMessage& message) {
  const MailSigns& signs = message.signs;
  if (signs.auto_submitted == "auto-replied" || signs.disposition_report || signs.autoreply_header) return true;
  if (is_one_of(signs.precedence, {"auto_reply", "auto-reply"})) return true;
  bool another = signs.suppress_header || signs.empty_return_path || !signs.precedence.empty() ||
                 (!signs.auto_submitted.empty() && signs.auto_submitted != "no");
  return away_subject(message.subject) && another;
}

bool is_notice(const MailSigns& signs) {
  return (!signs.auto_submitted.empty() && signs.auto_submitted != "no") || signs.empty_return_path;
}

/// These say "do not answer me by machine", not "a machine wrote this".
bool is_of_list(const MailSigns& signs) {
  return is_one_of(signs.precedence, {"bulk", "list", "junk"}) || signs.list_header || signs.suppress_header;
}

}  // namespace

std::string_view name_of(MailOrigin origin) {
  constexpr std::string_view kNames[] = {"human", "list", "notice", "auto-reply", "bounce", "own-mail"};
  return kNames[static_cast<int>(origin)];
}

MailOrigin origin_of(const MailMessage& message) {
  if (message.signs.own_mark) return MailOrigin::own;
  if (is_bounce(message)) return MailOrigin::bounce;
  if (is_auto_reply(message)) return MailOrigin::auto_reply;
  if (is_notice(message.signs)) return MailOrigin::notice;
  return is_of_list(message.signs) ? MailOrigin::list : MailOrigin::human;
}

bool may_be_acknowledged(const MailMessage& message) {
  std::string_view who = local_part(message.from.address);
  bool machine = starts_with_any(who, {"noreply", "no-reply", "no_reply", "donotreply", "do-not-reply", "bounce", "owner-", "mailer-daemon", "postmaster"}) ||
                 who.ends_with("-request") || who.ends_with("-owner");
  return origin_of(message) == MailOrigin::human && !message.from.address.empty() && !machine;
}

}  // namespace outdesk
