#include "access/matrix_report.hpp"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "../parsed_json.hpp"
#include "access/descriptor.hpp"
#include "access/posix_acl.hpp"
#include "access/snapshot_store.hpp"
#include "base/error.hpp"
#include "client/client_store.hpp"
#include "input/json.hpp"
#include "output/writers.hpp"
#include "store/store.hpp"
#include "../temp_folder.hpp"
#include "made_people.hpp"

using namespace outdesk;
using Tag = AclEntry::Tag;

namespace {

/// A share of two departments: books (with a secret and an unread folder) and sales.
Snapshot share(Instant taken = Instant{1'760'000'000}, std::string root = "/srv/share") {
  Snapshot snapshot;
  snapshot.root = std::move(root);
  snapshot.taken = taken;
  snapshot.identities_source = "machine";
  snapshot.identities = {{{"root", 0, 0, "root"}, {"daemon", 1, 1, ""}, {"backup", 34, 34, ""}, {"anna", kAnna, kBooks, "A. in passwd"}, {"boris", kBoris, kSales, "Boris"}, {"vera", kVera, 100, "Vera"}},
                         {{"books", kBooks, {}}, {"sales", kSales, {"backup"}}}};
  Interner descriptors;
  auto add = [&](std::uint32_t parent, const char* name, std::uint32_t uid, std::uint32_t gid, std::uint32_t mode, const PosixAcl& acl = {}) {
    return static_cast<std::uint32_t>(snapshot.add(parent, name, descriptors.id_of(descriptor_bytes({uid, gid, 0040000 | mode, posix_acl_bytes(acl), "", ""})), Unread::no));
  };
  auto top = add(kNone, "", 0, 0, 0755);
  auto books = add(top, "Бухгалтерия", kAnna, kBooks, 0770);
  add(books, "2026", kAnna, kBooks, 0770);
  add(books, "secret", kAnna, kBooks, 0700);
  snapshot.add(books, "unread", kNone, Unread::refused);
  add(top, "sales", kGone, kSales, 0770, {{Tag::user_obj, 7}, {Tag::user, 5, kVera}, {Tag::group_obj, 7}, {Tag::mask, 7}, {Tag::other, 0}});
  add(top, "odd\n\xff", 0, 0, 01777);
  snapshot.above = {descriptors.id_of(descriptor_bytes({0, 0, 0040700, "", "", ""}))};
  snapshot.descriptors = descriptors.take();
  arrange(snapshot);
  return snapshot;
}

MatrixSubject subject() {
  MatrixSubject subject;
  subject.client = "romashka";
  subject.client_name = "ООО «Ромашка»";
  subject.server = "fs01";
  subject.people = {{"boris", "Борисов Б. Б.", "Продажи", Date{std::chrono::year{2025} / 1 / 31}}, {"ANNA@romashka.local", "Аннина А. А.", "Бухгалтерия", {}},
                    {"nobody.knows", "Никто Н. Н.", "Продажи", {}}};
  return subject;
}

Json matrix(const MatrixOptions& options = {}) { return json_of(make_matrix(subject(), {share()}, options)); }

Json folder(const Json& matrix, const std::string& path) {
  for (const Json& folder : matrix.at("folders"))
    if (folder.at("path") == path) return folder;
  FAIL("no folder " << path);
  return {};
}

std::vector<std::string> names(const Json& list, const char* member) {
  std::vector<std::string> names;
  for (const Json& item : list) names.push_back(item.at(member));
  return names;
}

std::string text_of(const Document& document) {
  std::string text;
  write_text(document, {}, [&](std::string_view bytes) { text += bytes; });
  return text;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("the matrix is the JSON that formats.md promises") {
  Json json = matrix();
  CHECK(json.at("outdesk") == "access-matrix/1");
  CHECK(json.at("client") == "romashka");
  CHECK(json.at("server") == "fs01");
  CHECK(json.at("taken") == "2025-10-09T08:53:20Z");
  CHECK(folder(json, "share/Бухгалтерия").at("levels") == Json({{"boris", "none"}, {"anna", "full"}, {"vera", "none"}, {"root", "full"}, {"backup", "none"}, {"uid:4711", "none"}}));
  CHECK(folder(json, "share/sales").at("levels") == Json({{"boris", "change"}, {"anna", "none"}, {"vera", "read"}, {"root", "full"}, {"backup", "change"}, {"uid:4711", "full"}}));
  CHECK(folder(json, "share").at("read") == true);
  CHECK_FALSE(folder(json, "share").contains("masks"));
}

TEST_CASE("folders come depth first, and bytes that are no text are shown escaped") {
  CHECK(names(matrix().at("folders"), "path") == Names{"share", "share/odd\\u{a}\\x{ff}", "share/sales", "share/Бухгалтерия", "share/Бухгалтерия/2026",
                                                       "share/Бухгалтерия/secret", "share/Бухгалтерия/unread"});
}

TEST_CASE("people of the contract stand first by department, then others, service accounts, unknown numbers") {
  Json accounts = matrix().at("accounts");
  CHECK(names(accounts, "account") == Names{"boris", "anna", "vera", "backup", "root", "uid:4711"});
  CHECK(names(accounts, "name") == Names{"Борисов Б. Б.", "Аннина А. А.", "Vera", "backup", "root", "uid:4711"});
  CHECK(names(accounts, "kind") == Names{"person", "person", "account", "service", "service", "unknown"});
  CHECK(accounts[0].at("sid").is_null());
  CHECK(accounts[0].at("enabled") == true);
  CHECK(accounts[0].at("dismissed") == "2025-01-31");
}

TEST_CASE("own rights are marked where the effect differs from the parent's") {
  Json json = matrix();
  for (const char* path : {"share", "share/Бухгалтерия", "share/Бухгалтерия/secret", "share/sales"}) {
    CAPTURE(path);
    CHECK((folder(json, path).at("own_rights") == true) == (std::string(path) != "share/Бухгалтерия/secret"));
  }
  CHECK(folder(json, "share/Бухгалтерия/2026").at("own_rights") == false);
}

TEST_CASE("an unread folder is a row of its own, with the reason") {
  Json hole = folder(matrix(), "share/Бухгалтерия/unread");
  CHECK(hole.at("read") == false);
  CHECK(hole.at("reason") == "refused");
  CHECK(hole.at("levels").at("anna") == "unread");
  CHECK(hole.at("people").is_null());
  Json json = matrix();
  CHECK(json.at("coverage").at("folders") == 7);
  CHECK(json.at("coverage").at("unread") == 1);
}

TEST_CASE("exact masks come where asked for") {
  MatrixOptions options;
  options.masks = true;
  Json json = matrix(options);
  CHECK(folder(json, "share/sales").at("masks").at("vera") == "r-x");
  CHECK(folder(json, "share/sales").at("masks").at("anna") == "---");
  CHECK(folder(json, "share/Бухгалтерия").at("masks").at("anna") == "rwx");
}

TEST_CASE("the selection can be narrowed by path, depth, account, people and own rights") {
  MatrixOptions options;
  options.path = "share/Бухгалтерия/";
  CHECK(matrix(options).at("folders").size() == 4);
  options.path = "/srv/share/Бухгалтерия";
  options.depth = 0;
  CHECK(names(matrix(options).at("folders"), "path") == Names{"share/Бухгалтерия"});
  options = {};
  options.own_rights_only = true;
  CHECK(names(matrix(options).at("folders"), "path") == Names{"share", "share/odd\\u{a}\\x{ff}", "share/sales", "share/Бухгалтерия", "share/Бухгалтерия/unread"});
  options = {};
  options.account = "Аннина А. А.";
  CHECK(names(matrix(options).at("accounts"), "account") == Names{"anna"});
  options = {};
  options.people_only = true;
  CHECK(names(matrix(options).at("accounts"), "account") == Names{"boris", "anna"});
  options = {};
  options.all_accounts = true;
  CHECK(matrix(options).at("accounts").size() == 7);
}

TEST_CASE("a path or an account that is not there is answered with the nearest") {
  MatrixOptions options;
  options.path = "share/sale";
  try {
    matrix(options);
    FAIL("not refused");
  } catch (const NotFound& error) {
    CHECK(std::string(error.what()) == "there is no folder 'share/sale' in the snapshot");
    CHECK(error.next_step() == "did you mean 'share/sales'?");
  }
  options = {};
  options.account = "ana";
  CHECK_THROWS_AS(matrix(options), NotFound);
}

TEST_CASE("folders above the scanned one are said, and counted where asked for") {
  Document document = make_matrix(subject(), {share()}, {});
  CHECK(text_of(document).find("The folders above /srv/share are closed to 5 of these accounts") != std::string::npos);
  MatrixOptions options;
  options.from_above = true;
  Json json = matrix(options);
  CHECK(folder(json, "share").at("levels").at("anna") == "none");
  CHECK(folder(json, "share").at("levels").at("root") == "full");
}

TEST_CASE("the report says in both languages who is dismissed and still has access") {
  MatrixSubject ru = subject();
  ru.language = Language::ru;
  ru.zone = &Zone::named("Europe/Moscow");
  Document document = make_matrix(ru, {share()}, {});
  std::string text = text_of(document);
  CHECK(text.find("Уволены, но имеют доступ: Борисов Б. Б. (3)") != std::string::npos);
  CHECK(text.find("Не прочитано папок: 1 из 7") != std::string::npos);
  CHECK(text.find("09.10.2025 11:53") != std::string::npos);
  CHECK(text.find("нет учётной записи на сервере: Никто Н. Н.") != std::string::npos);
  CHECK(text_of(make_matrix(subject(), {share()}, {})).find("Dismissed people with access: Борисов Б. Б. (3)") != std::string::npos);
}

TEST_CASE("the people of a head can open as many folders as the rows say") {
  Document document = make_matrix(subject(), {share()}, {});
  const Grid* grid = nullptr;
  for (const auto& block : document.sections.at(0).blocks)
    if (auto* found = std::get_if<Grid>(&block)) grid = found;
  REQUIRE(grid);
  for (std::size_t i = 0; i < grid->heads.size(); ++i) {
    std::int64_t rows = 0;
    for (const auto& line : grid->lines) {
      std::string code = grid->palette.at(line.cells.at(i)).mark.code;
      rows += code != "none" && code != "denied" && code != "unread" && code != "traverse";
    }
    CHECK(grid->heads[i].reach == rows);
  }
  CHECK(grid->palette.at(0).mark.code == "none");
}

TEST_CASE("two trees with one name are told apart by their whole paths") {
  Json json = json_of(make_matrix(subject(), {share(), share(Instant{1'700'000'000}, "/mnt/old/share")}, {}));
  CHECK(folder(json, "/srv/share/sales").at("read") == true);
  CHECK(folder(json, "/mnt/old/share/sales").at("read") == true);
  CHECK(json.at("taken") == "2023-11-14T22:13:20Z");
}

TEST_CASE("from the store the matrix has the people of the contract in force") {
  TempFolder temp{true};
  Store store = Store::open_to_write(temp / "store.db");
  Db& db = store.db();
  std::string body = R"({"outdesk":"contract/1","client":"romashka","name":"ООО «Ромашка»","number":"1","valid_from":"2025-01-01","language":"ru","timezone":"Europe/Moscow","currency":"RUB",
    "calendars":{"always":{"timezone":"UTC","weekly":"24x7"}},"priorities":{"P1":{"name":"x","calendar":"always"}},"people":[{"account":"vera","name":"Верина В. В.","department":"Склад"}]})";
  Json parsed = Json::parse(body);
  set_contract(db, read_contract(JsonNode(parsed, "contract")), body, Instant{0}, "anna");
  keep_snapshot(db, client_id(db, "romashka"), "fs01", share(), Instant{0}, "anna");
  Document document = make_matrix(db, "romashka", "fs01", {}, {}, {});
  CHECK(document.language == Language::ru);
  Json json = json_of(document);
  CHECK(json.at("accounts").at(0).at("name") == "Верина В. В.");
  CHECK(json.at("folders").size() == 7);
  CHECK(make_matrix(db, "romashka", "fs01", {}, Language::en, {}).language == Language::en);
  CHECK_THROWS_AS(make_matrix(db, "romashka", "fs01", Instant{5}, {}, {}), NotFound);
  CHECK_THROWS_AS(make_matrix(db, "other", "fs01", {}, {}, {}), NotFound);
}
