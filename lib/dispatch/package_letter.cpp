#include "dispatch/package_letter.hpp"

#include "base/text.hpp"
#include "input/json.hpp"
#include "package/messages.hpp"
#include "package/package_zip.hpp"

namespace outdesk {

namespace {

constexpr std::int64_t kMegabyte = 1'000'000;
constexpr std::size_t kLongestLetter = 1u << 20;

Language language_of(const Contract& contract) { return contract.language == "ru" ? Language::ru : Language::en; }

std::string subject_of(const FoundPackage& package, const Contract& contract, const Messages& messages) {
  std::string month = messages.month(package.id.month);
  std::string subject = package.id.audience == Audience::owners ? messages("mail.subject_access", {{"month", month}, {"name", contract.name}})
                                                             : messages("mail.subject", {{"month", month}, {"name", contract.name}});
  return package.id.revision > 1 ? messages("mail.subject_corrected", {{"subject", subject}}) : subject;
}

/// Rounded up to a tenth, so that what is over a limit never looks equal to it.
std::string megabytes(std::size_t bytes, Language language) {
  std::int64_t tenths = (static_cast<std::int64_t>(bytes) + kMegabyte / 10 - 1) / (kMegabyte / 10);
  return std::to_string(tenths / 10) + (language == Language::ru ? "," : ".") + std::to_string(tenths % 10);
}

std::string left_out(const std::string& file, std::size_t bytes, const PackageDelivery& terms, const Messages& messages) {
  std::string words = terms.attach_up_to_mb == 0
                          ? messages("mail.never_attached", {{"file", file}})
                          : messages("mail.too_large", {{"file", file}, {"size", megabytes(bytes, messages.language())}, {"limit", std::to_string(terms.attach_up_to_mb)}});
  return words + " " + (terms.place.empty() ? messages("mail.ask_for_it") : messages("mail.lies_at", {{"place", terms.place}}));
}

}  // namespace

std::string message_id_of(const FoundPackage& package, const std::string& from) {
  return package.id.client + "-" + to_text(package.id.month) + "-" + std::string(name_of(package.id.audience)) + "-r" + std::to_string(package.id.revision) +
         from.substr(from.rfind('@'));
}

Letter letter_of(const FoundPackage& package, const Contract& contract, const std::string& from, Instant date) {
  Messages messages(language_of(contract));
  Letter letter;
  letter.from = from;
  letter.subject = subject_of(package, contract, messages);
  letter.message_id = message_id_of(package, from);
  letter.date = date;
  letter.text = read_file(package.folder + "/" + kLetterFile, kLongestLetter) + "\n";
  std::string zip;
  zip_folder(package.folder, package.id.folder(), package.cut_off, [&](std::string_view piece) { zip += piece; });
  std::size_t size = zip.size();
  if (static_cast<std::int64_t>(size) <= contract.delivery.attach_up_to_mb * kMegabyte) {
    letter.attachment_name = package.id.zip();
    letter.attachment = std::move(zip);
    letter.text += messages("mail.attached", {{"file", letter.attachment_name}}) + "\n";
  } else {
    letter.text += left_out(package.id.zip(), size, contract.delivery, messages) + "\n";
  }
  return letter;
}

}  // namespace outdesk
