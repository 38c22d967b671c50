#include <doctest/doctest.h>

#include <fstream>
#include <random>

#include "../temp_folder.hpp"
#include "base/text.hpp"
#include "dispatch/package_letter.hpp"

using namespace outdesk;

namespace {

struct LetterDesk {
  TempFolder folder;
  FoundPackage package{{"romashka", std::chrono::year{2025} / std::chrono::September, Audience::director, 1}, "", "", Instant{1759265999}};
  Contract contract;
  LetterDesk() {
    package.folder = folder.folder("romashka_2025-09");
    contract.name = "ООО «Ромашка»";
    contract.language = "ru";
    put("LETTER.txt", "Сентябрь прошёл ровно.\n");
  }
  void put(const std::string& name, const std::string& bytes) const { std::ofstream(package.folder + "/" + name, std::ios::binary) << bytes; }
  /// 1.05 MB that nothing can pack.
  void put_large() const {
    std::mt19937 random(1);
    std::string bytes;
    for (int i = 0; i < 1'050'000; ++i) bytes += static_cast<char>(random());
    put("large.bin", bytes);
  }
  Letter letter() const { return letter_of(package, contract, "reports@msp.example", Instant{1759730400}); }
  std::string subject() const { return replaced(letter().subject, "\u00a0", " "); }
  std::string last_line() const {
    std::string text = letter().text;
    std::string line = text.substr(text.rfind('\n', text.size() - 2) + 1);
    return std::string(trimmed(line));
  }
};

}  // namespace

TEST_CASE_FIXTURE(LetterDesk, "the letter says what the package says, and what is attached") {
  Letter made = letter();
  CHECK(made.text == "Сентябрь прошёл ровно.\n\nОтчёт — в приложенном архиве romashka_2025-09_r1.zip.\n");
  CHECK(made.attachment_name == "romashka_2025-09_r1.zip");
  CHECK(made.attachment.starts_with("PK"));
  CHECK(made.message_id == "romashka-2025-09-director-r1@msp.example");
  CHECK(letter().attachment == made.attachment);
}

TEST_CASE_FIXTURE(LetterDesk, "subjects by audience, revision and language") {
  CHECK(subject() == "ИТ за сентябрь 2025: ООО «Ромашка»");
  package.id.audience = Audience::owners;
  CHECK(subject() == "Кто к каким папкам имеет доступ, сентябрь 2025: ООО «Ромашка»");
  package.id.audience = Audience::office;
  package.id.revision = 2;
  CHECK(subject() == "ИТ за сентябрь 2025: ООО «Ромашка» (исправленный отчёт)");
  contract.language = "en";
  CHECK(subject() == "IT in September 2025: ООО «Ромашка» (corrected report)");
  CHECK(letter().attachment_name == "romashka_2025-09_office_r2.zip");
}

TEST_CASE_FIXTURE(LetterDesk, "an archive over the contract's limit stays behind, and the letter says where") {
  put_large();
  contract.delivery.attach_up_to_mb = 1;
  CHECK(letter().attachment.empty());
  CHECK(letter().attachment_name.empty());
  CHECK(last_line() == "Архив romashka_2025-09_r1.zip не вложен: он занимает 1,1 МБ, а в письмо помещается не больше 1 МБ. Ответьте на это письмо, и мы передадим его другим способом.");
  contract.delivery.place = "\\\\fs01\\Отчёты";
  contract.language = "en";
  CHECK(last_line() == "The archive romashka_2025-09_r1.zip is not attached: it takes 1.1 MB, and a letter holds 1 MB at most. It lies here: \\\\fs01\\Отчёты.");
  contract.delivery.attach_up_to_mb = 2;
  CHECK(letter().attachment.size() > 1'050'000);
}
