#include "mail/compose_rules.hpp"

#include <array>

#include "base/text.hpp"
#include "mail/mail_text_rules.hpp"
#include "mail/match_rules.hpp"

namespace outdesk {

namespace {

constexpr std::size_t kLineLength = 76;
constexpr std::size_t kMostReferencesSent = 20;

bool is_plain_ascii(std::string_view text) {
  for (char c : text) if (static_cast<unsigned char>(c) < ' ' || static_cast<unsigned char>(c) > '~') return false;
  return true;
}

/// Encoded words of at most 75 characters, never cut inside a character (RFC 2047, 2 and 5), one a line.
std::string encoded_words(std::string_view text) {
  constexpr std::size_t kBytesPerWord = 42;  // 56 characters of base64, and the frame
  std::string out;
  while (!text.empty()) {
    std::string_view part = start_of(text, kBytesPerWord);
    if (part.empty()) part = text.substr(0, 1);
    out += (out.empty() ? "=?utf-8?B?" : "\n =?utf-8?B?") + base64(part) + "?=";
    text.remove_prefix(part.size());
  }
  return out;
}

/// ASCII is folded at spaces.
std::string unstructured(const std::string& raw) {
  std::string text = one_line(raw);
  if (!is_plain_ascii(text) || text.find("=?") != text.npos) return encoded_words(text);
  std::string out;
  std::size_t line = 0;
  for (auto word : split(text, ' ')) {
    if (word.size() > 900) return encoded_words(text);
    bool fold = line > 0 && line + word.size() + 1 > kLineLength - 10;
    if (!out.empty()) out += fold ? "\n " : " ";
    line = (fold ? 0 : line + 1) + word.size();
    out += word;
  }
  return out;
}

std::string date_text(Instant date) {
  constexpr std::array<const char*, 7> kDays = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  constexpr std::array<const char*, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  std::string text = to_text(date);  // 2026-10-31T20:59:59Z
  Date day = *parse_date(text.substr(0, 10));
  return std::string(kDays[weekday_of(day)]) + ", " + text.substr(8, 2) + " " + kMonths[unsigned{day.month()} - 1] + " " + text.substr(0, 4) +
         " " + text.substr(11, 8) + " +0000";
}

bool is_message_id(std::string_view id) {
  if (id.empty() || id.size() > 900) return false;
  return is_plain_ascii(id) && id.find_first_of(" <>") == id.npos;
}

std::string list_of(const std::vector<std::string>& items) { return join(items, ",\n "); }

std::string references_of(const OutgoingMail& mail) {
  std::vector<std::string> ids;
  for (const std::string& id : mail.references) if (is_message_id(id)) ids.push_back("<" + id + ">");
  if (ids.size() > kMostReferencesSent) ids.erase(ids.begin() + 1, ids.end() - (kMostReferencesSent - 1));
  return join(ids, "\n ");
}

bool fits_7bit(const std::string& text) {
  for (auto line : split(text, '\n')) {
    if (line.size() > 900) return false;
    for (char c : line) if ((static_cast<unsigned char>(c) < ' ' && c != '\t') || static_cast<unsigned char>(c) > '~') return false;
  }
  return true;
}

std::string body_lines(const std::string& text) {
  std::string encoded = base64(text), out;
  for (std::size_t at = 0; at < encoded.size(); at += kLineLength) out += encoded.substr(at, kLineLength) + "\n";
  return out;
}

}  // namespace

std::string composed(const OutgoingMail& mail) {
  std::string out;
  auto header = [&](const char* name, const std::string& value) { if (!value.empty()) out += std::string(name) + ": " + value + "\n"; };
  std::string text = mail.text + (mail.text.ends_with('\n') ? "" : "\n");
  bool plain = fits_7bit(text);
  header("From", mail.from);
  header("To", list_of(mail.to));
  header("Cc", list_of(mail.cc));
  header("Subject", unstructured(mail.subject));
  header("Date", date_text(mail.date));
  header("Message-ID", "<" + mail.message_id + ">");
  if (is_message_id(mail.in_reply_to)) header("In-Reply-To", "<" + mail.in_reply_to + ">");
  header("References", references_of(mail));
  header("X-Outdesk-Ticket", unstructured(mail.ticket));
  if (mail.automatic) {
    header("Auto-Submitted", "auto-replied");
    header("X-Auto-Response-Suppress", "All");
  }
  header("MIME-Version", "1.0");
  header("Content-Type", plain ? "text/plain; charset=us-ascii" : "text/plain; charset=utf-8");
  header("Content-Transfer-Encoding", plain ? "7bit" : "base64");
  return out + "\n" + (plain ? text : body_lines(text));
}

std::string answer_subject(std::string_view subject, const std::string& ticket) {
  return "Re: " + bare_subject(subject) + " " + marker_of(ticket);
}

}  // namespace outdesk
