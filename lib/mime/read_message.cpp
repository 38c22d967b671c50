#include "mime/read_message.hpp"

#include <algorithm>
#include <cstring>

#include "base/text.hpp"
#include "input/html_text.hpp"
#include "mail/mail_text_rules.hpp"
#include "mail/plain_text_rules.hpp"
#include "mime/decode_text.hpp"
#include "mime/gmime_handles.hpp"
#include "mime/message_headers.hpp"

namespace outdesk {

namespace {

/// Where the header ends and the body begins.
struct HeadAndBody { std::string_view head, body; };
HeadAndBody split_head(std::string_view raw) {
  if (raw.starts_with('\n')) return {{}, raw.substr(1)};
  if (raw.starts_with("\r\n")) return {{}, raw.substr(2)};
  std::size_t lf = raw.find("\n\n"), crlf = raw.find("\n\r\n");
  std::size_t end = std::min(lf, crlf);
  if (end == raw.npos) return {raw, {}};
  return {raw.substr(0, end + 1), raw.substr(end + (lf < crlf ? 2 : 3))};
}

/// The line that mbox files and some mail systems put above a message.
std::string_view without_from_line(std::string_view raw) {
  for (std::string_view start : {"From ", ">From "})
    if (raw.starts_with(start)) {
      std::size_t end = raw.find('\n');
      raw.remove_prefix(end == raw.npos ? raw.size() : end + 1);
    }
  return raw;
}

bool same_letter(char a, char b) { return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b; }

/// How often the lower-case `word` stands in `text`, in any case; counts no further than `limit`.
std::size_t occurrences(std::string_view text, std::string_view word, std::size_t limit) {
  std::size_t count = 0;
  auto at = text.begin();
  while (count <= limit) {
    at = std::search(at, text.end(), word.begin(), word.end(), same_letter);
    if (at == text.end()) break;
    ++count;
    at += static_cast<std::ptrdiff_t>(word.size());
  }
  return count;
}

/// GMime compares each line that begins with "--" with every boundary that is open, and reads the addresses of a message
/// in a part anew at each of their fields: what would cost more than a second or two is not given to it.
bool is_affordable(std::string_view body, std::string_view head) {
  constexpr std::size_t kMostBoundaries = 1000, kMostSteps = 50'000'000, kMostFields = 5000;
  std::size_t boundaries = occurrences(body, "boundary", kMostBoundaries) + occurrences(head, "boundary", kMostBoundaries);
  if (boundaries > kMostBoundaries) return false;
  std::size_t lines = 0;
  for (std::size_t at = body.find("\n--"); at != body.npos; at = body.find("\n--", at + 1)) ++lines;
  if (lines * (boundaries + 1) > kMostSteps) return false;
  std::size_t fields = 0;
  for (std::string_view name : {"\nto:", "\ncc:", "\nbcc:", "\nfrom:", "\nsender:", "\nreply-to:"}) fields += occurrences(body, name, kMostFields);
  return fields <= kMostFields;
}

std::string ending_of(const std::string& type) {
  constexpr std::pair<std::string_view, std::string_view> kEndings[] = {
      {"text/plain", ".txt"}, {"text/html", ".html"}, {"text/calendar", ".ics"}, {"text/rfc822-headers", ".txt"}, {"image/png", ".png"},
      {"image/jpeg", ".jpg"}, {"image/gif", ".gif"}, {"application/pdf", ".pdf"}, {"application/zip", ".zip"},
      {"message/delivery-status", ".txt"}, {"message/disposition-notification", ".txt"}, {"application/pgp-encrypted", ".asc"}, {"message/rfc822", ".eml"}};
  for (const auto& [known, ending] : kEndings) if (known == type) return std::string(ending);
  return ".bin";
}

std::string type_of(GMimeObject* part) {
  GMimeContentType* type = g_mime_object_get_content_type(part);
  if (!type) return "text/plain";
  std::string name = text_or_empty(g_mime_content_type_get_media_type(type)) + "/" + text_or_empty(g_mime_content_type_get_media_subtype(type));
  return folded(one_line(decoded_text(name, "").text));
}

std::string parameter_of(GMimeObject* part, const char* name) { return text_or_empty(g_mime_object_get_content_type_parameter(part, name)); }

std::string content_bytes(GMimePart* part) {
  GMimeDataWrapper* content = g_mime_part_get_content(part);
  if (!content) return {};
  return written_bytes([&](GMimeStream* stream) { g_mime_data_wrapper_write_to_stream(content, stream); });
}

/// The fields of a report or of a returned header that name a message.
void find_returned_ids(std::string_view text, std::vector<std::string>& ids) {
  for (auto line : split(text.substr(0, 256u << 10), '\n')) {
    std::size_t colon = line.find(':');
    if (colon == line.npos || colon > 24 || ids.size() >= 20) continue;
    std::string name = folded(trimmed(line.substr(0, colon)));
    if (name != "message-id" && name != "original-message-id" && name != "x-original-message-id") continue;
    std::size_t open = line.find('<'), close = line.find('>');
    if (open != line.npos && close != line.npos && open < close) ids.push_back(one_line(line.substr(open + 1, close - open - 1)));
  }
}

/// Walks the parts of a message, without recursion, and collects texts and attachments.
class PartWalk {
 public:
  PartWalk(MailMessage& message, const MessageLimits& limits) : message_(message), limits_(limits) {}

  void walk(GMimeObject* top) {
    stack_.push_back({top, 0, false});
    while (!stack_.empty()) {
      Step step = stack_.back();
      stack_.pop_back();
      if (!step.part) continue;
      if (step.depth > limits_.levels) { remark("Parts lie in more than " + std::to_string(limits_.levels) + " levels of others; the deeper ones were not read."); continue; }
      if (++parts_ > limits_.parts) {
        remark("The message has more than " + std::to_string(limits_.parts) + " parts; the further ones were not read.");
        break;
      }
      visit(step);
    }
    stack_.clear();
    finish();
  }

 private:
  struct Step { GMimeObject* part; int depth; bool skip_html; };

  void remark(const std::string& words) {
    auto& remarks = message_.remarks;
    if (std::find(remarks.begin(), remarks.end(), words) == remarks.end()) remarks.push_back(words);
  }

  void visit(const Step& step) {
    if (GMIME_IS_MULTIPART(step.part)) return visit_multipart(step);
    if (GMIME_IS_MESSAGE_PART(step.part)) return visit_nested(step);
    if (GMIME_IS_PART(step.part)) return visit_leaf(step);
  }

  void push_children(GMimeMultipart* parts, const Step& step, int first, int last, bool skip_html) {
    for (int i = last; i >= first; --i) stack_.push_back({g_mime_multipart_get_part(parts, i), step.depth + 1, skip_html});
  }

  void visit_multipart(const Step& step) {
    auto* parts = reinterpret_cast<GMimeMultipart*>(step.part);
    int count = g_mime_multipart_get_count(parts);
    std::string type = type_of(step.part);
    if (type == "multipart/report") {
      std::string report = folded(parameter_of(step.part, "report-type"));
      if (report == "delivery-status") message_.signs.delivery_report = true;
      if (report == "disposition-notification") message_.signs.disposition_report = true;
    }
    if (type == "multipart/encrypted") remark("The message is encrypted and was not read; the raw message and its parts are kept.");
    int used = std::min(count, limits_.parts + 1);
    if (type == "multipart/signed" && count >= 1) return push_children(parts, step, 0, 0, step.skip_html);
    if (type != "multipart/alternative") return push_children(parts, step, 0, used - 1, step.skip_html);
    bool plain = false;
    for (int i = 0; i < used && !plain; ++i) plain = has_plain_text(g_mime_multipart_get_part(parts, i));
    push_children(parts, step, 0, used - 1, step.skip_html || plain);
  }

  bool has_plain_text(GMimeObject* part) {
    if (!part || !GMIME_IS_PART(part) || type_of(part) != "text/plain" || is_attachment(part)) return false;
    std::string text = content_bytes(reinterpret_cast<GMimePart*>(part));
    return !trimmed(text).empty();
  }

  bool is_attachment(GMimeObject* part) {
    const char* disposition = g_mime_object_get_disposition(part);
    if (disposition && folded(decoded_text(disposition, "").text) == "attachment") return true;
    return GMIME_IS_PART(part) && g_mime_part_get_filename(reinterpret_cast<GMimePart*>(part)) != nullptr;
  }

  /// A message in the message is an attachment; its text is shown where there is no other.
  void visit_nested(const Step& step) {
    GMimeMessage* inner = g_mime_message_part_get_message(reinterpret_cast<GMimeMessagePart*>(step.part));
    if (!inner) return;
    std::string bytes = written_bytes([&](GMimeStream* stream) { g_mime_object_write_to_stream(GMIME_OBJECT(inner), nullptr, stream); });
    MailMessage head;
    read_headers(HeaderFields(split_head(bytes).head.substr(0, limits_.header_bytes), limits_.header_fields), head);
    if (!head.message_id.empty()) message_.signs.returned_ids.push_back(head.message_id);
    add_attachment(clean_file_name(head.subject.empty() ? "message" : head.subject + ".eml", "message.eml"), "message/rfc822", bytes);
    if (nested_ || step.depth >= limits_.levels) return;
    nested_ = true;
    in_nested_ = true;
    nested_text_ = "From: " + (head.from.name.empty() ? head.from.address : head.from.name + " <" + head.from.address + ">") + "\nSubject: " + head.subject + "\n\n";
    GMimeObject* body = g_mime_message_get_mime_part(inner);
    read_nested_text(body);
    in_nested_ = false;
  }

  /// The first text of a message in the message: down the first children only.
  void read_nested_text(GMimeObject* part) {
    for (int depth = 0; part && depth < 20; ++depth) {
      if (GMIME_IS_MULTIPART(part)) {
        auto* parts = reinterpret_cast<GMimeMultipart*>(part);
        part = g_mime_multipart_get_count(parts) > 0 ? g_mime_multipart_get_part(parts, 0) : nullptr;
      } else if (GMIME_IS_PART(part) && type_of(part).starts_with("text/") && !is_attachment(part)) {
        nested_text_ += text_of_part(part);
        return;
      } else {
        return;
      }
    }
  }

  void visit_leaf(const Step& step) {
    std::string type = type_of(step.part);
    auto* part = reinterpret_cast<GMimePart*>(step.part);
    bool attached = is_attachment(step.part);
    if (type == "message/delivery-status") message_.signs.delivery_report = true;
    if (type == "message/disposition-notification") message_.signs.disposition_report = true;
    if (type.starts_with("message/") || type == "text/rfc822-headers") find_returned_ids(content_bytes(part), message_.signs.returned_ids);
    if (type.ends_with("pkcs7-mime")) remark("The message is encrypted, or signed as a whole (S/MIME), and was not read; the raw message and its parts are kept.");
    bool text = !attached && (type == "text/plain" || type == "text/html" || (type.starts_with("text/") && type != "text/calendar" && type != "text/rfc822-headers"));
    if (text && type == "text/html" && step.skip_html) return;
    if (text) return add_text(text_of_part(step.part));
    add_attachment(name_of_part(part, type), type, content_bytes(part));
  }

  std::string name_of_part(GMimePart* part, const std::string& type) {
    const char* given = g_mime_part_get_filename(part);
    std::string name = given ? decoded_text(given, "").text : "";
    if (name.find("=?") != name.npos) name = decoded_text(taken(g_mime_utils_header_decode_text(nullptr, name.c_str())), "").text;
    return clean_file_name(one_line(name), "part-" + std::to_string(parts_) + ending_of(type));
  }

  std::string text_of_part(GMimeObject* object) {
    std::string bytes = content_bytes(reinterpret_cast<GMimePart*>(object)), type = type_of(object);
    if (bytes.size() > 8 * limits_.text_bytes) {
      bytes.resize(8 * limits_.text_bytes);
      remark("A text of the message is longer than can be shown and was cut; the raw message has all of it.");
    }
    DecodedText decoded = decoded_text(bytes, parameter_of(object, "charset"));
    if (decoded.damaged) remark("Some characters of the text could not be decoded and are shown as \xEF\xBF\xBD; the raw message has them as they came.");
    std::string text = visible_text(decoded.text, true);
    if (type == "text/html") return std::string(start_of(text_of_html(text), limits_.text_bytes));
    if (folded(parameter_of(object, "format")) == "flowed") text = unflowed(text, folded(parameter_of(object, "delsp")) == "yes");
    if (!in_nested_)
      for (UuFile& file : take_uu_files(text)) add_attachment(clean_file_name(one_line(file.name), "file.bin"), "application/octet-stream", std::move(file.bytes));
    text = without_pgp_frame(text);
    if (text.find("-----BEGIN PGP MESSAGE-----") != text.npos) remark("The text is encrypted (PGP) and stands here as it came.");
    return std::string(start_of(text, limits_.text_bytes));
  }

  void add_text(const std::string& text) {
    if (trimmed(text).empty() || message_.text.size() >= limits_.text_bytes) return;
    if (!message_.text.empty() && !message_.text.ends_with("\n\n")) message_.text += message_.text.ends_with('\n') ? "\n" : "\n\n";
    message_.text += text;
  }

  void add_attachment(std::string name, std::string type, std::string bytes) {
    message_.attachments.push_back({std::move(name), std::move(type), std::move(bytes)});
  }

  void finish() {
    if (trimmed(message_.text).empty() && nested_) message_.text = nested_text_;
    find_returned_ids(message_.text, message_.signs.returned_ids);
  }

  MailMessage& message_;
  const MessageLimits& limits_;
  std::vector<Step> stack_;
  int parts_ = 0;
  bool nested_ = false, in_nested_ = false;
  std::string nested_text_;
};

/// GMime's tables are made once.
void begin_gmime() {
  static const bool ready = (g_mime_init(), true);
  (void)ready;
}

Owned<GMimeMessage> parsed_message(std::string_view raw) {
  Owned<GMimeStream> stream = stream_over(raw);
  Owned<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
  g_mime_parser_set_persist_stream(parser.get(), FALSE);
  return Owned<GMimeMessage>(g_mime_parser_construct_message(parser.get(), nullptr));
}

/// The text as it stands, where the parts of it could not be told.
void take_body_as_text(std::string_view body, const MessageLimits& limits, MailMessage& message) {
  message.text = visible_text(decoded_text(body.substr(0, limits.text_bytes), "").text, true);
}

}  // namespace

MailMessage read_message(std::string_view whole, const MessageLimits& limits) {
  begin_gmime();
  MailMessage message;
  std::string_view raw = without_from_line(whole);
  bool too_long = raw.size() > limits.bytes;
  if (too_long) {
    raw = raw.substr(0, limits.bytes);
    message.remarks.push_back("The message is larger than " + std::to_string(limits.bytes >> 20) + " MB; only its beginning was read, and its attachments stand in the raw message alone.");
  }
  auto [head, body] = split_head(raw);
  std::string_view read_head = head.substr(0, limits.header_bytes);
  if (read_head.size() < head.size()) read_head = read_head.substr(0, read_head.rfind('\n') + 1);
  HeaderFields headers(read_head, limits.header_fields);
  bool cut = headers.cut() || read_head.size() < head.size();
  if (cut) message.remarks.push_back("The header of the message is larger than 1 MB or has more than " + std::to_string(limits.header_fields) + " fields; the rest of it was not read.");
  read_headers(headers, message);
  if (!is_affordable(body, read_head)) {
    message.remarks.push_back("The message has more parts than can be read; it is kept raw.");
    return message;
  }
  std::string shortened;  // a header that was cut tells of the body no more than this
  if (cut) {
    for (const char* name : {"Content-Type", "Content-Transfer-Encoding", "MIME-Version"})
      if (std::string value = headers.raw(folded(name)); !value.empty() && value.size() < 4096) shortened += std::string(name) + ": " + value + "\n";
    shortened += "\n";
    shortened += body;
  }
  if (auto parsed = parsed_message(cut ? std::string_view(shortened) : raw))
    if (GMimeObject* top = g_mime_message_get_mime_part(parsed.get())) PartWalk(message, limits).walk(top);
  if (too_long) message.attachments.clear();
  bool headless = headers.empty();
  if (trimmed(message.text).empty() && message.attachments.empty() && !trimmed(headless ? raw : body).empty()) {
    take_body_as_text(headless ? raw : body, limits, message);
    message.remarks.push_back("The message is not built as it says; its text is shown as it came.");
  }
  return message;
}

}  // namespace outdesk
