#include "mail/mail_report.hpp"

#include <set>

#include "base/text.hpp"
#include "mail/mail_store.hpp"
#include "mail/mail_text_rules.hpp"

namespace outdesk {

namespace {

std::string reason_words(const std::string& reason) {
  constexpr std::pair<std::string_view, std::string_view> kWords[] = {
      {"unknown-sender", "no contract names its sender"},
      {"several-clients", "several contracts name its sender"},
      {"bounce", "it reports on the delivery of a message that is not ours"},
      {"auto-reply", "it is an automatic answer that belongs to no ticket"},
      {"own-mail", "it is our own"},
      {"repeated-id", "another message of this sender had the same Message-ID"}};
  for (const auto& [known, words] : kWords) if (known == reason) return std::string(words);
  return reason;
}

std::string saved_name(std::int64_t line, const std::string& name, std::set<std::string>& given) {
  std::string start = zero_padded(line, 3) + "-", clean = clean_file_name(name, "file.bin");
  std::string saved = start + clean;
  for (int copy = 2; !given.insert(folded(saved)).second; ++copy) saved = start + std::to_string(copy) + "-" + clean;
  return saved;
}

}  // namespace

Document kept_list(Db& db) {
  Document document;
  document.schema = "kept-mail/1";
  Table table;
  table.key = key("messages");
  table.columns = {{key("message"), "No"}, {key("received"), "Received, UTC"}, {key("reason"), "Reason"}, {key("sender"), "Sender"},
                   {key("subject"), "Subject", 40}, {key("message_id"), ""}, {key("raw"), ""}};
  table.stream = [&db](const RowVisitor& visit) {
    for_each_kept(db, [&](const MailRow& row) { visit({row.id, row.entered, row.reason, row.sender, row.subject, row.message_id, hex(row.raw)}); });
  };
  document.sections.push_back({"messages", "", {std::move(table)}});
  return document;
}

void MailReceipt::count(const Delivery& delivery) {
  ++messages;
  switch (delivery.outcome) {
    case Delivery::Outcome::ticket: ++tickets; return;
    case Delivery::Outcome::message: ++continued; return;
    case Delivery::Outcome::repeated: ++repeated; return;
    case Delivery::Outcome::kept: ++kept[delivery.reason]; return;
  }
}

Document mail_receipt(const MailReceipt& receipt) {
  Document document;
  document.schema = "mail-receipt/1";
  std::int64_t kept = 0;
  Table reasons;
  reasons.key = key("reasons");
  reasons.title = "Kept, and no ticket";
  reasons.columns = {{key("reason"), "Reason"}, {key("count"), "Messages"}};
  for (const auto& [reason, count] : receipt.kept) {
    reasons.rows.push_back({reason, count});
    kept += count;
  }
  Figures figures;
  figures.figures = {{key("source"), "Mailbox", receipt.source}, {key("messages"), "Messages", receipt.messages},
                     {key("tickets"), "New tickets", receipt.tickets}, {key("continued"), "Added to tickets", receipt.continued},
                     {key("kept"), "Kept, and no ticket", kept}, {key("repeated"), "There already", receipt.repeated}};
  document.sections.push_back({"mail", "", {std::move(figures)}});
  if (!reasons.rows.empty()) document.sections.back().blocks.push_back(std::move(reasons));
  return document;
}

std::vector<TicketFile> files_of(Db& db, const std::vector<Event>& events) {
  std::vector<TicketFile> files;
  std::set<std::string> given;
  auto add = [&](std::int64_t line, const std::string& name, const Digest& hash) {
    files.push_back({line, name, saved_name(line, name, given), hash, mail_file_size(db, hash)});
  };
  for (const Event& event : events) {
    if (auto raw = digest_of_hex(event.text("raw"))) add(event.seq, "message.eml", *raw);
    std::string attached = event.text("files");
    for (auto line : split(attached, '\n'))
      if (auto file = read_file_line(line)) add(event.seq, file->name, file->hash);
  }
  return files;
}

Document file_list(const TicketRow& ticket, const std::vector<TicketFile>& files) {
  Document document;
  document.schema = "ticket-files/1";
  document.head = {{key("ticket"), "", ticket.key}, {key("client"), "", ticket.owner}};
  Table table;
  table.key = key("files");
  table.columns = {{key("line"), "Line"}, {key("name"), "Name", 40}, {key("size"), "Bytes"}, {key("sha256"), "SHA-256"}, {key("saved_as"), ""}};
  for (const TicketFile& file : files)
    table.rows.push_back({file.line, file.name, file.size ? Value(*file.size) : Value(), hex(file.hash), file.saved_as});
  document.sections.push_back({"files", "", {std::move(table)}});
  return document;
}

std::string kept_words(const Delivery& delivery) {
  return "message " + std::to_string(delivery.id) + " was kept and is no ticket (" + delivery.reason + "): " + reason_words(delivery.reason);
}

}  // namespace outdesk
