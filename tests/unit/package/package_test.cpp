#include <cstdlib>
#include <doctest/doctest.h>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../temp_folder.hpp"
#include "base/error.hpp"
#include "base/sha256.hpp"
#include "input/json.hpp"
#include "made_month.hpp"
#include "package/build_package.hpp"
#include "package/check_package.hpp"
#include "package/package_files.hpp"
#include "package/package_folder.hpp"

using namespace outdesk;
namespace fs = std::filesystem;

namespace {

using Folder = TempFolder;

const PackageId kId{"romashka", std::chrono::year{2025} / 9};
const std::vector<std::string> kAll = {kLetterFile, kSumsFile, kManifestFile, kId.access_book(), kId.data(), kId.page(), kId.book()};

PackageReceipt build(const PackageInput& input, const std::string& parent) { return build_package(input, PackageShelf(parent)); }

std::string all_bytes(const std::string& folder) {
  std::string all;
  for (const std::string& name : names_in(folder))
    all += name + "\n" + read_file(folder + "/" + name);
  return all;
}

void change(const std::string& path, std::size_t at) {
  std::string bytes = read_file(path);
  bytes[at] = static_cast<char>(bytes[at] ^ 1);
  std::ofstream(path, std::ios::binary) << bytes;
}

}  // namespace

TEST_CASE(
    "a package is a folder with page, workbooks, data, manifest and sums, for its owner alone") {
  Folder folder;
  PackageReceipt receipt = build(made::package(Language::ru), folder.path());
  CHECK(receipt.folder == folder / "romashka_2025-09");
  CHECK(receipt.outcome == PackageReceipt::Outcome::made);
  CHECK(names_in(receipt.folder) == kAll);
  CHECK(names_in(folder.path()) == std::vector<std::string>{"romashka_2025-09"});
  for (const std::string& name : kAll) {
    struct stat about {};
    REQUIRE(stat((receipt.folder + "/" + name).c_str(), &about) == 0);
    CHECK((about.st_mode & 0777) == 0600);
  }
  CHECK(receipt.first_sentence.starts_with("3\u00A0сентября критичная заявка"));
  CHECK_FALSE(receipt.partial);
  CHECK(package_defects(receipt.folder).empty());
  std::string sums = "cd '" + receipt.folder + "' && sha256sum -c --quiet --strict SHA256SUMS";
  CHECK(std::system(sums.c_str()) == 0);
}

TEST_CASE("the same state again writes nothing; another state replaces the package") {
  Folder folder;
  PackageInput input = made::package(Language::ru);
  PackageReceipt first = build(input, folder.path());
  auto stamp = fs::last_write_time(first.folder);
  struct stat before {
  }, after{};
  REQUIRE(stat((first.folder + "/" + kId.data()).c_str(), &before) == 0);
  CHECK(build(input, folder.path()).outcome == PackageReceipt::Outcome::unchanged);
  REQUIRE(stat((first.folder + "/" + kId.data()).c_str(), &after) == 0);
  CHECK(before.st_ino == after.st_ino);
  CHECK(fs::last_write_time(first.folder) == stamp);
  input.state_id = hex(sha256("another"));
  PackageReceipt second = build(input, folder.path());
  CHECK(second.outcome == PackageReceipt::Outcome::replaced);
  CHECK(package_defects(second.folder).empty());
  CHECK(names_in(folder.path()) == std::vector<std::string>{"romashka_2025-09"});
}

TEST_CASE("a package that was changed by somebody is written anew") {
  Folder folder;
  PackageReceipt receipt = build(made::package(Language::ru), folder.path());
  change(receipt.folder + "/" + kId.page(), 100);
  CHECK(build(made::package(Language::ru), folder.path()).outcome ==
        PackageReceipt::Outcome::replaced);
  CHECK(package_defects(receipt.folder).empty());
}

TEST_CASE("the same input gives the same bytes in another folder and zone") {
  Folder one, other;
  std::string first = build(made::package(Language::ru), one.path()).folder;
  setenv("TZ", "Pacific/Apia", 1);
  setenv("LC_ALL", "ru_RU.UTF-8", 1);
  std::string second = build(made::package(Language::ru), other / "deep/er").folder;
  unsetenv("TZ");
  unsetenv("LC_ALL");
  CHECK(all_bytes(first) == all_bytes(second));
}

TEST_CASE("one flipped byte is found and named, in every file") {
  Folder folder;
  std::string package = build(made::package(Language::en), folder.path()).folder;
  for (const std::string& name : kAll) {
    std::string path = package + "/" + name, bytes = read_file(path);
    for (std::size_t at : {std::size_t{0}, bytes.size() / 2, bytes.size() - 1}) {
      change(path, at);
      std::vector<std::string> defects = package_defects(package);
      REQUIRE_MESSAGE(!defects.empty(), name);
      if (name != kSumsFile) CHECK(defects[0].find("'" + name + "'") != std::string::npos);
      change(path, at);
    }
  }
  CHECK(package_defects(package).empty());
}

TEST_CASE("a missing file, a foreign file and a link are found") {
  Folder folder;
  std::string package = build(made::package(Language::en), folder.path()).folder;
  std::ofstream(package + "/notes.txt") << "x";
  CHECK(package_defects(package) ==
        std::vector<std::string>{"'notes.txt' is not part of the package"});
  fs::remove(package + "/notes.txt");
  fs::rename(package + "/" + kId.data(), folder / "elsewhere.json");
  CHECK(package_defects(package) == std::vector<std::string>{"'romashka_2025-09_data.json' is missing"});
  fs::create_symlink(folder / "elsewhere.json", package + "/" + kId.data());
  CHECK(package_defects(package) == std::vector<std::string>{"'romashka_2025-09_data.json' is missing"});
  CHECK_THROWS_AS(package_defects(folder / "nowhere"), NotFound);
}

TEST_CASE("totals that disagree are found even where all sums are right") {
  Folder folder;
  std::string package = build(made::package(Language::en), folder.path()).folder;
  std::string data = read_file(package + "/" + kId.data());
  std::string old_sum = hex(sha256(data));
  std::size_t at = data.find("\"received\": 152");
  REQUIRE(at != data.npos);
  data.replace(at, 15, "\"received\": 151");
  std::ofstream(package + "/" + kId.data(), std::ios::binary) << data;
  auto rewrite = [&](const char* name, const std::string& from, const std::string& to) {
    std::string text = read_file(package + "/" + name);
    for (std::size_t where; (where = text.find(from)) != text.npos;)
      text.replace(where, from.size(), to);
    std::ofstream(package + "/" + name, std::ios::binary) << text;
    return hex(sha256(text));
  };
  std::string manifest_before = hex(sha256(read_file(package + "/manifest.json")));
  std::string manifest_after = rewrite(kManifestFile, old_sum, hex(sha256(data)));
  rewrite(kSumsFile, old_sum, hex(sha256(data)));
  rewrite(kSumsFile, manifest_before, manifest_after);
  CHECK(
      package_defects(package) ==
      std::vector<std::string>{"'romashka_2025-09_data.json' and the manifest disagree about the total 'requests'"});
}

TEST_CASE("data.json has every number, the facts of sources without data are only their state") {
  Folder folder;
  PackageInput input = made::package(Language::ru);
  input.facts.backups.source.state = SourceState::missing;
  PackageReceipt receipt = build(input, folder.path());
  CHECK(receipt.partial);
  Json data = read_json_file(receipt.folder + "/" + kId.data());
  CHECK(data["outdesk"] == "client-report/1");
  CHECK(data["month"] == "2025-09");
  CHECK(data["facts"]["tickets"]["missed"] == 5);
  CHECK(data["facts"]["tickets"]["credit_minor"] == 296000);
  CHECK(data["facts"]["backups"] ==
        Json{{"state", "missing"}, {"without_data_from", nullptr}, {"without_data_to", nullptr}});
  CHECK(data["tickets"]["kpi"]["received"] == 152);
  CHECK(data["access"]["folders"][0]["levels"]["d.tarasov"] == "read");
  CHECK(data["lights"][0]["rules"][0] == "tickets.critical_late");
  CHECK(data["decisions"][0]["by"] == "2025-10-03");
  CHECK(data["sources"][1]["state"] == "missing");
}

TEST_CASE(
    "the manifest names state, versions, sources, files and totals, and chains to the month "
    "before") {
  Folder folder;
  PackageInput input = made::package(Language::ru);
  input.previous_manifest = hex(sha256("august"));
  input.libraries["sqlite"] = "3.40.1";
  PackageReceipt receipt = build(input, folder.path());
  Json manifest = read_json_file(receipt.folder + "/manifest.json");
  CHECK(manifest["outdesk"] == "client-report-manifest/1");
  CHECK(manifest["tool"] == "outdesk 0.1.0");
  CHECK(manifest["previous_manifest"] == input.previous_manifest);
  CHECK(manifest["journal_head"] == input.journal_head);
  CHECK(manifest["cut_off"] == "2025-09-30T21:00:00Z");
  CHECK(manifest["libraries"]["libxlsxwriter"] == "1.1.4");
  CHECK(manifest["libraries"]["sqlite"] == "3.40.1");
  CHECK(manifest["totals"]["requests"] == 152);
  CHECK(manifest["totals"]["credit_minor"] == 296000);
  CHECK(manifest["files"].size() == 5);
  CHECK(manifest["audience"] == "director");
  CHECK(manifest["revision"] == 1);
  CHECK(manifest["replaces"].is_null());
  CHECK(manifest["sources"][0]["records"] == 152);
  CHECK(manifest_digest(receipt.folder) ==
        hex(sha256(read_file(receipt.folder + "/manifest.json"))));
  CHECK(manifest_digest(folder / "nowhere") == "");
  std::vector<PackageLine> lines = list_packages(folder.path());
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].id.client == "romashka");
  CHECK(lines[0].cut_off == input.cut_off);
}

TEST_CASE("sections without data say so in words, never with a zero") {
  Folder folder;
  PackageInput input = made::package(Language::ru);
  input.facts = made::empty_month();
  input.sections.clear();
  input.access.clear();
  PackageReceipt receipt = build(input, folder.path());
  CHECK(receipt.partial);
  std::string page = read_file(receipt.folder + "/" + kId.page());
  CHECK(page.find("Нет данных: источник ещё не передавал данных.") != std::string::npos);
  CHECK(page.find("Резервные копии") != std::string::npos);
  CHECK(package_defects(receipt.folder).empty());
}

TEST_CASE("a topic outside the contract has no section, and no workbook of its own") {
  Folder folder;
  PackageInput input = made::package(Language::en);
  input.access.clear();
  input.facts.access.source.state = SourceState::not_in_contract;
  PackageReceipt receipt = build(input, folder.path());
  CHECK(names_in(receipt.folder) ==
        std::vector<std::string>{kLetterFile, kSumsFile, kManifestFile, kId.data(), kId.page(), kId.book()});
  CHECK(read_file(receipt.folder + "/" + kId.page()).find("s-access") == std::string::npos);
  CHECK(package_defects(receipt.folder).empty());
}

TEST_CASE("two runs into one folder: the second is told to come later") {
  Folder folder;
  int held = open(folder.path().c_str(), O_RDONLY | O_DIRECTORY);
  REQUIRE(flock(held, LOCK_EX) == 0);
  CHECK_THROWS_AS(build(made::package(Language::ru), folder.path()), Busy);
  close(held);
  CHECK(build(made::package(Language::ru), folder.path()).outcome ==
        PackageReceipt::Outcome::made);
}

TEST_CASE("what a killed run left is cleared away, what belongs to others stays") {
  Folder folder;
  fs::create_directory(folder / ".outdesk-package-abcdef");
  std::ofstream(folder / ".outdesk-package-abcdef/report.html") << "half";
  std::ofstream(folder / "other.txt") << "x";
  build(made::package(Language::ru), folder.path());
  CHECK(names_in(folder.path()) == std::vector<std::string>{"other.txt", "romashka_2025-09"});
}

TEST_CASE("a folder that cannot be written is an error, and the package that was there stays") {
  Folder folder;
  std::ofstream(folder / "file") << "x";
  CHECK_THROWS_AS(build(made::package(Language::ru), folder / "file"), WriteError);
  // What a room's table throws while it is written leaves the old package alone.
  PackageInput input = made::package(Language::ru);
  std::string before = all_bytes(build(input, folder.path()).folder);
  input.state_id = "another";
  std::get<Table>(input.sections[0].blocks[1]).stream = [](const RowVisitor&) {
    throw StoreError("gone");
  };
  CHECK_THROWS_AS(build(input, folder.path()), StoreError);
  CHECK(all_bytes(folder / "romashka_2025-09") == before);
  CHECK(names_in(folder.path()) == std::vector<std::string>{"file", "romashka_2025-09"});
}

TEST_CASE("sums files of another form are refused") {
  std::string digest(64, 'a');
  CHECK(parse_sums(digest + "  name\n").size() == 1);
  CHECK(parse_sums(digest + "  name").empty());
  CHECK(parse_sums(digest + " *name\n").empty());
  CHECK(parse_sums(digest + "  ../name\n").empty());
  CHECK(parse_sums(digest + "  .hidden\n").empty());
  CHECK(parse_sums(std::string(64, 'A') + "  name\n").empty());
  CHECK(parse_sums("").empty());
}
