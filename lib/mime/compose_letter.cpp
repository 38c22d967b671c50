#include "mime/compose_letter.hpp"

#include "base/sha256.hpp"
#include "base/text.hpp"
#include "mail/mail_text_rules.hpp"
#include "mime/gmime_handles.hpp"

namespace outdesk {

namespace {

constexpr const char* kUtf8 = "utf-8";
constexpr std::size_t kLongestPlainLine = 900;  // RFC 5322 allows 998

/// Lines that go as they are through every mail system.
bool goes_as_it_is(const std::string& text) {
  for (auto line : split(text, '\n')) {
    if (line.size() > kLongestPlainLine || line.starts_with("--") || line.starts_with("From ")) return false;
    for (char c : line) if ((static_cast<unsigned char>(c) < ' ' && c != '\t') || static_cast<unsigned char>(c) > '~') return false;
  }
  return true;
}

Owned<GMimePart> part_of(const char* type, const char* subtype, const std::string& bytes, GMimeContentEncoding encoding) {
  Owned<GMimePart> part(g_mime_part_new_with_type(type, subtype));
  Owned<GMimeStream> stream = stream_over(bytes);
  Owned<GMimeDataWrapper> content(g_mime_data_wrapper_new_with_stream(stream.get(), GMIME_CONTENT_ENCODING_DEFAULT));
  g_mime_part_set_content(part.get(), content.get());
  g_mime_part_set_content_encoding(part.get(), encoding);
  return part;
}

Owned<GMimePart> text_part(const std::string& text) {
  bool plain = goes_as_it_is(text);
  Owned<GMimePart> part = part_of("text", "plain", text, plain ? GMIME_CONTENT_ENCODING_7BIT : GMIME_CONTENT_ENCODING_BASE64);
  g_mime_object_set_content_type_parameter(GMIME_OBJECT(part.get()), "charset", kUtf8);
  return part;
}

Owned<GMimePart> file_part(const Letter& letter) {
  Owned<GMimePart> part = part_of("application", "zip", letter.attachment, GMIME_CONTENT_ENCODING_BASE64);
  g_mime_object_set_disposition(GMIME_OBJECT(part.get()), GMIME_DISPOSITION_ATTACHMENT);
  g_mime_part_set_filename(part.get(), letter.attachment_name.c_str());
  return part;
}

void set_head(GMimeMessage* message, const Letter& letter) {
  g_mime_message_add_mailbox(message, GMIME_ADDRESS_TYPE_FROM, nullptr, letter.from.c_str());
  for (const std::string& address : letter.to) g_mime_message_add_mailbox(message, GMIME_ADDRESS_TYPE_TO, nullptr, address.c_str());
  g_mime_message_set_subject(message, one_line(letter.subject).c_str(), kUtf8);
  std::unique_ptr<GDateTime, void (*)(GDateTime*)> date(g_date_time_new_from_unix_utc(letter.date.unix_s), &g_date_time_unref);
  g_mime_message_set_date(message, date.get());
  g_mime_message_set_message_id(message, letter.message_id.c_str());
  g_mime_object_set_header(GMIME_OBJECT(message), "Auto-Submitted", "auto-generated", kUtf8);
}

}  // namespace

std::string composed_letter(const Letter& letter) {
  static const bool ready = (g_mime_init(), true);
  (void)ready;
  std::string body = visible_text(letter.text, true);
  if (!body.ends_with('\n')) body += '\n';
  Owned<GMimeMessage> message(g_mime_message_new(FALSE));
  set_head(message.get(), letter);
  Owned<GMimePart> text = text_part(body), file;
  if (letter.attachment_name.empty()) {
    g_mime_message_set_mime_part(message.get(), GMIME_OBJECT(text.get()));
  } else {
    file = file_part(letter);
    Owned<GMimeMultipart> parts(g_mime_multipart_new_with_subtype("mixed"));
    g_mime_multipart_set_boundary(parts.get(), ("=_outdesk_" + hex(sha256(letter.message_id)).substr(0, 32)).c_str());
    g_mime_multipart_add(parts.get(), GMIME_OBJECT(text.get()));
    g_mime_multipart_add(parts.get(), GMIME_OBJECT(file.get()));
    g_mime_message_set_mime_part(message.get(), GMIME_OBJECT(parts.get()));
  }
  return written_bytes([&](GMimeStream* stream) { g_mime_object_write_to_stream(GMIME_OBJECT(message.get()), nullptr, stream); });
}

}  // namespace outdesk
