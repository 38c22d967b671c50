#include <algorithm>
#include <cstdlib>
#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "../temp_folder.hpp"
#include "base/error.hpp"
#include "base/sha256.hpp"
#include "input/json.hpp"
#include "made_month.hpp"
#include "package/audience_view.hpp"
#include "package/build_package.hpp"
#include "package/check_package.hpp"
#include "package/unpack_package.hpp"
#include "workbook/read_xlsx.hpp"

using namespace outdesk;

namespace {

/// Every text that a package shows, whatever the file.
std::string shown_by(const std::string& folder) {
  std::string all;
  for (const std::string& name : names_in(folder)) {
    std::string bytes = read_file(folder + "/" + name);
    if (!name.ends_with(".xlsx")) {
      all += bytes;
      continue;
    }
    for (const SheetTable& sheet : read_xlsx(bytes, name))
      for (const auto& row : sheet.rows)
        for (const auto& cell : row) all += cell + "\n";
  }
  return all;
}

/// A month with columns that name people.
PackageInput with_people(Language language) {
  PackageInput input = made::package(language);
  Table visits;
  visits.key = key("visits");
  visits.columns = {{key("at"), "Day"}, {key("engineer"), "Engineer"}, {key("subject"), "What"}};
  visits.rows = {{Date{std::chrono::year{2025} / 9 / 3}, "Titov R. S.", "printer"}};
  visits.total = Row{"total", "Titov R. S.", ""};
  Table listed;
  listed.key = key("tickets");
  listed.columns = {{key("ticket"), "Request"}, {key("requester"), "From"}};
  listed.stream = [](const RowVisitor& visit) { visit({"T-1", "Popova O. O."}); };
  input.sections.push_back({"visits", "", {visits}});
  input.sections.push_back({"all_tickets", "", {listed}});
  return input;
}

std::vector<PackageReceipt> build_for_all(const PackageInput& input, const std::string& parent, const std::map<Audience, SentRevision>& sent = {}) {
  return build_packages(input, {kAudiences.begin(), kAudiences.end()}, sent, PackageShelf(parent));
}

bool holds(const std::string& text, std::string_view part) { return text.find(part) != text.npos; }

}  // namespace

TEST_CASE("the director gets all of it, the owners access alone, the office neither names nor rights") {
  TempFolder folder;
  auto receipts = build_for_all(with_people(Language::ru), folder.path());
  REQUIRE(receipts.size() == 3);
  CHECK(receipts[0].folder.ends_with("/romashka_2025-09"));
  CHECK(receipts[1].folder.ends_with("/romashka_2025-09_owners"));
  CHECK(receipts[2].folder.ends_with("/romashka_2025-09_office"));
  for (const PackageReceipt& receipt : receipts) CHECK(package_defects(receipt.folder) == std::vector<std::string>{});
  std::string director = shown_by(receipts[0].folder), owners = shown_by(receipts[1].folder), office = shown_by(receipts[2].folder);
  for (std::string_view name : {"Titov R. S.", "Popova O. O.", "Тарасов Д. Г.", "d.tarasov", "printer"}) {
    CAPTURE(name);
    CHECK(holds(director, name));
    CHECK(holds(office, name) == (name == "printer"));
    CHECK(holds(owners, name) == (name == "Тарасов Д. Г." || name == "d.tarasov"));
  }
  CHECK_FALSE(holds(office, "Матрица доступа"));
  CHECK(holds(office, "Этот раздел получают директор и владельцы данных"));
  CHECK_FALSE(holds(owners, "Поступило заявок"));
  CHECK(names_in(receipts[1].folder) == std::vector<std::string>{kLetterFile, kSumsFile, kManifestFile, "romashka_2025-09_access.xlsx", "romashka_2025-09_data.json", "romashka_2025-09_report.html"});
  CHECK(names_in(receipts[2].folder) == std::vector<std::string>{kLetterFile, kSumsFile, kManifestFile, "romashka_2025-09_data.json", "romashka_2025-09_report.html", "romashka_2025-09_report.xlsx"});
}

TEST_CASE("owners of data read first what changed, and what they have to decide") {
  TempFolder folder;
  for (Language language : {Language::ru, Language::en}) {
    auto receipts = build_for_all(with_people(language), folder / (language == Language::ru ? "ru" : "en"));
    CHECK(receipts[1].first_sentence == (language == Language::ru ? "Сентябрь: 14 изменений прав доступа, без заявки — 5." : "September: 14 changes of access rights, 5 without a request."));
  }
}

TEST_CASE("the same month again after it was sent is the same package") {
  TempFolder folder;
  PackageInput month = with_people(Language::ru);
  auto first = build_for_all(month, folder.path());
  std::map<Audience, SentRevision> sent;
  sent[Audience::director] = {1, manifest_digest(first[0].folder), DeliveryState::accepted, {}, {}, {}};
  month.tool_version = "9.9.9";  // another program is no other month
  auto again = build_for_all(month, folder.path(), sent);
  CHECK(again[0].outcome == PackageReceipt::Outcome::unchanged);
  CHECK(again[0].id.revision == 1);
  CHECK(again[0].files == first[0].files);
  CHECK(again[2].outcome == PackageReceipt::Outcome::replaced);  // was not sent
}

TEST_CASE("what was sent stays; other data make the next revision, which says what it corrects") {
  TempFolder folder;
  PackageInput month = with_people(Language::ru);
  month.previous_manifest = hex(sha256("august"));
  auto first = build_for_all(month, folder.path());
  std::string digest = manifest_digest(first[0].folder);
  std::map<Audience, SentRevision> sent = {{Audience::director, {1, digest, DeliveryState::uncertain, {}, {}, {}}}};
  month.previous_manifest = hex(sha256("august, corrected"));
  month.facts.tickets.received = 153;
  month.facts.tickets.credit = Money{148000};
  month.state_id = hex(sha256("another"));
  auto second = build_for_all(month, folder.path(), sent);
  CHECK(second[0].folder.ends_with("/romashka_2025-09_r2"));
  CHECK(second[0].outcome == PackageReceipt::Outcome::made);
  CHECK(manifest_digest(first[0].folder) == digest);
  CHECK(package_defects(second[0].folder) == std::vector<std::string>{});
  Json manifest = read_json_file(second[0].folder + "/" + kManifestFile);
  CHECK(manifest["revision"] == 2);
  CHECK(manifest["replaces"] == digest);
  CHECK(manifest["previous_manifest"] == hex(sha256("august")));
  REQUIRE(manifest["corrections"].size() == 2);
  CHECK(manifest["corrections"][0] == Json{{"what", "Поступило заявок"}, {"was", "152"}, {"now", "153"}});
  std::string shown = shown_by(second[0].folder);
  CHECK(holds(shown, "Что исправлено в редакции 2"));
  CHECK(holds(shown, "Снижение счёта: 2\u00A0960,00\u00A0₽ → 1\u00A0480,00\u00A0₽"));
  // The data are as they were: what was not sent yet is no longer true.
  month.facts.tickets.received = 152;
  month.facts.tickets.credit = Money{296000};
  month.state_id = with_people(Language::ru).state_id;
  auto third = build_for_all(month, folder.path(), sent);
  CHECK(third[0].outcome == PackageReceipt::Outcome::unchanged);
  CHECK_FALSE(std::filesystem::exists(folder / "romashka_2025-09_r2"));
}

// A run with another --dir would have sent every director a correction of nothing.
TEST_CASE("a revision whose package is gone comes out again, or it is asked for; only by hand the next one follows") {
  TempFolder folder;
  PackageInput month = with_people(Language::en);
  std::string first = build_for_all(month, folder / "one")[0].folder;
  std::map<Audience, SentRevision> sent = {{Audience::director, {1, manifest_digest(first), DeliveryState::accepted, {}, {}, {}}}};
  auto again = build_for_all(month, folder / "other", sent);
  CHECK(again[0].folder.ends_with("/other/romashka_2025-09"));
  CHECK(manifest_digest(again[0].folder) == manifest_digest(first));
  sent[Audience::director] = {2, hex(sha256("gone")), DeliveryState::accepted, {}, {}, {}};
  CHECK_THROWS_AS(build_for_all(month, folder / "third", sent), NotFound);
  auto anew = build_packages(month, {Audience::director}, sent, PackageShelf(folder / "third"), true);
  CHECK(anew[0].folder.ends_with("/romashka_2025-09_r3"));
  CHECK(read_json_file(anew[0].folder + "/" + kManifestFile)["corrections"].empty());
  CHECK(holds(shown_by(anew[0].folder), "Revision 2, which you were sent, is not at hand"));
}

TEST_CASE("rows of the store that a client does not see make no correction") {
  TempFolder folder;
  PackageInput month = with_people(Language::en);
  std::string first = build_for_all(month, folder.path())[0].folder;
  std::map<Audience, SentRevision> sent = {{Audience::director, {1, manifest_digest(first), DeliveryState::accepted, {}, {}, {}}}};
  month.state_id = hex(sha256("a note was added"));
  month.sources[0].sha256 = hex(sha256("other rows"));
  *month.sources[0].records += 1;
  CHECK(build_for_all(month, folder.path(), sent)[0].outcome == PackageReceipt::Outcome::unchanged);
}

TEST_CASE("the archive is of what lies in the folder, also where a run was killed before it wrote it") {
  TempFolder folder;
  PackageInput month = with_people(Language::en);
  build_for_all(month, folder.path());
  std::string archive = folder / "romashka_2025-09_r1.zip", whole = read_file(archive);
  std::ofstream(archive, std::ios::binary) << "stale";
  CHECK(build_for_all(month, folder.path())[0].outcome == PackageReceipt::Outcome::unchanged);
  CHECK(read_file(archive) == whole);
}

TEST_CASE("a package that does not follow last month's is found where that lies beside it") {
  TempFolder folder;
  PackageInput august = with_people(Language::en), september = with_people(Language::en);
  august.month = std::chrono::year{2025} / 8;
  august.facts.month = august.month;
  std::string before = build_for_all(august, folder.path())[0].folder;
  auto receipts = build_for_all(september, folder.path());
  CHECK(read_json_file(receipts[0].folder + "/" + kManifestFile)["previous_manifest"] == manifest_digest(before));
  CHECK(package_defects(receipts[0].folder) == std::vector<std::string>{});
  august.state_id = hex(sha256("another"));
  build_for_all(august, folder.path());
  CHECK(package_defects(receipts[0].folder) == std::vector<std::string>{"'manifest.json' does not follow the package of 2025-08 that lies beside it"});
}

TEST_CASE("the page's total is compared with the data, even where every sum is right") {
  TempFolder folder;
  std::string package = build_for_all(with_people(Language::en), folder.path())[0].folder;
  auto rewrite = [&](const std::string& name, const std::string& from, const std::string& to) {
    std::string text = read_file(package + "/" + name), old_sum = hex(sha256(text));
    std::size_t at = text.find(from);
    REQUIRE(at != text.npos);
    text.replace(at, from.size(), to);
    std::ofstream(package + "/" + name, std::ios::binary) << text;
    return std::pair(old_sum, hex(sha256(text)));
  };
  auto page = rewrite("romashka_2025-09_report.html", "<dt>Requests received</dt><dd><span class=\"value\">152<", "<dt>Requests received</dt><dd><span class=\"value\">125<");
  auto manifest = rewrite(kManifestFile, page.first, page.second);
  rewrite(kSumsFile, page.first, page.second);
  rewrite(kSumsFile, manifest.first, manifest.second);
  CHECK(package_defects(package) == std::vector<std::string>{"'romashka_2025-09_report.html' and the manifest disagree about the total 'requests'"});
}

TEST_CASE("every flipped byte of an archive is found, also where its files come out whole") {
  TempFolder folder;
  build_for_all(with_people(Language::en), folder.path());
  std::string archive = folder / "romashka_2025-09_office_r1.zip", whole = read_file(archive);
  CHECK(archive_defect(archive, UnpackedPackage(archive)).empty());
  std::size_t missed = 0, step = whole.size() / 60;
  for (std::size_t at = 0; at < whole.size(); at += at < 64 || at + 400 > whole.size() ? 7 : step) {
    std::string changed = whole;
    changed[at] = static_cast<char>(changed[at] ^ 4);
    std::ofstream(archive, std::ios::binary) << changed;
    try {
      UnpackedPackage unpacked(archive);
      missed += package_defects(unpacked.folder()).empty() && archive_defect(archive, unpacked).empty();
    } catch (const Error&) { continue; }
  }
  CHECK(missed == 0);
}
