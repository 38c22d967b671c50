#include <doctest/doctest.h>

#include "desk.hpp"
#include "ticket/search_store.hpp"

using namespace outdesk;

namespace {

std::vector<std::string> found(Db& db, const std::string& query) {
  std::vector<std::string> keys;
  for (std::int64_t id : find_words(db, read_query(query), -1)) keys.push_back(matching_ticket(db, id, {})->key);
  return keys;
}

std::string request(const std::string& key, const std::string& subject, const std::string& body = "") {
  return R"({"ticket":")" + key + R"(","at":"2026-10-01T09:00:00Z","event":"created","priority":"P3","subject":")" + subject + R"(","body":")" + body + "\"}\n";
}
std::string solved(const std::string& key, const std::string& solution) {
  return R"({"ticket":")" + key + R"(","at":"2026-10-01T10:00:00Z","event":"resolved","solution":")" + solution + "\"}\n";
}

using Keys = std::vector<std::string>;

}  // namespace

TEST_CASE("words are compared by their stems, Russian and English ones side by side") {
  CHECK(search_words("Принтеры, принтера и ПРИНТЕРОМ") == "принтер принтер и принтер");
  CHECK(search_words("Printers printed; the printing printer's") == "printer print the print printer s");
  CHECK(search_words("ёлка Ёлки") == search_words("елка елки"));
}

TEST_CASE("what mixes letters and digits stays as it is written") {
  CHECK(search_words("1С rev2 HP-1020 T-2026-00417") == "1с rev2 hp 1020 t 2026 00417");
}

TEST_CASE("Chinese and Japanese characters are a word each, and other scripts are words") {
  CHECK(search_words("打印机坏了") == "打 印 机 坏 了");
  CHECK(search_words("მარანი Ελλάδα") == "მარანი ελλάδα");
}

TEST_CASE("signs, controls and bytes that are no text lie between words") {
  CHECK(search_words("a\x1b[31mb\xFF" "c\u202E\u00A0d—e\U0001F600f") == "a 31mb c d e f");
  CHECK(search_words("") == "");
  CHECK(search_words(std::string(65, 'a') + " b") == "b");
  CHECK(search_words("one two three", 7) == "one two");
}

TEST_CASE("a query has words, phrases, beginnings and words that must not occur") {
  auto terms = read_query("принтеров \"paper jams\" лаз* -сканер");
  REQUIRE(terms.size() == 4);
  CHECK(terms[0].words == Keys{"принтер"});
  CHECK(terms[1].words == Keys{"paper", "jam"});
  CHECK(terms[2].words == Keys{"лаз"});
  CHECK(terms[2].beginning);
  CHECK(terms[3].excluded);
  CHECK(read_query("HP-1020")[0].words == Keys{"hp", "1020"});
}

TEST_CASE("a query without a word to look for is refused") {
  for (const char* query : {"", " ", "-word", "\"\"", "* - \"", "%_!"})
    CHECK_MESSAGE(refusal([&] { read_query(query); }).rfind("2: there is no word to look for", 0) == 0, query);
}

TEST_CASE_FIXTURE(Desk, "tickets are found by subject, message and solution, the best first") {
  import(request("A", "Принтер молчит") + request("B", "Заявка", "не работает принтер") + request("C", "Сканер") + solved("C", "Помог другой принтер"));
  CHECK(found(db, "принтеры") == Keys{"A", "C", "B"});
  CHECK(found(db, "принтера молчит") == Keys{"A"});
  CHECK(found(db, "принтер -сканеры") == Keys{"A", "B"});
  CHECK(found(db, "\"работает принтер\"") == Keys{"B"});
  CHECK(found(db, "прин*") == Keys{"A", "C", "B"});
  CHECK(found(db, "монитор").empty());
}

TEST_CASE_FIXTURE(Desk, "forms of a word find each other also where the stemmer tells them apart") {
  const std::vector<std::vector<std::string>> words = {{"ошибка", "ошибки", "ошибок"}, {"папка", "папок"}, {"кнопке", "кнопок"}, {"окно", "окна", "окон"},
      {"экран", "экрана", "экране", "экраном"}, {"канал", "канале"}, {"звонок", "звонка"}, {"ссылки", "ссылок"}, {"лоток", "лотке"}};
  int n = 0;
  for (const auto& forms : words)
    for (const auto& form : forms) import(request("K" + std::to_string(n++), form));
  for (const auto& forms : words)
    for (const auto& form : forms) CHECK_MESSAGE(found(db, form).size() == forms.size(), form);
  CHECK(found(db, "почта").empty());
}

TEST_CASE("only Russian stems have kindred") {
  CHECK(kindred_stems("ошибок") == Keys{"ошибк"});
  CHECK(kindred_stems("экра") == Keys{"экран", "экрал"});
  for (const char* stem : {"print", "1с", "打", "", "я", "ελλάδα"}) CHECK_MESSAGE(kindred_stems(stem).empty(), stem);
}

TEST_CASE_FIXTURE(Desk, "what FTS5 would take for its own language is only words") {
  import(request("A", "near and or not"));
  CHECK(found(db, "NEAR AND OR NOT") == Keys{"A"});
  CHECK(found(db, "subject:near").empty());
  CHECK(found(db, "near) OR (x").empty());
  CHECK(found(db, "near'; DROP TABLE ticket --").empty());
}

TEST_CASE_FIXTURE(Desk, "a line that is undone is not found, and one that comes later is") {
  import(request("A", "Принтер") + R"({"ticket":"A","at":"2026-10-01T10:00:00Z","event":"message","from":"client","body":"горит лампа"})" "\n");
  CHECK(found(db, "лампы") == Keys{"A"});
  import(R"({"ticket":"A","at":"2026-10-01T11:00:00Z","event":"undone","seq":2})" "\n");
  CHECK(found(db, "лампы").empty());
  CHECK(journal_damage(db).empty());
}

TEST_CASE_FIXTURE(Desk, "words that are missing or wrong are damage, and missing ones can be made") {
  import(request("A", "Принтер") + request("B", "Сканер"));
  db.run("DELETE FROM ticket_words WHERE rowid = 1");
  CHECK(journal_damage(db) == Keys{"ticket 'A' is not found by its words"});
  CHECK(index_missing_words(db) == 1);
  CHECK(index_missing_words(db) == 0);
  CHECK(journal_damage(db).empty());
  db.run("UPDATE ticket_words SET subject = 'x' WHERE rowid = 2");
  CHECK(journal_damage(db) == Keys{"ticket 'B' is not found by its words"});
}

TEST_CASE_FIXTURE(Desk, "tickets that share rare words are alike, and those that share frequent ones are not") {
  std::string lines;
  for (int i = 0; i < 20; ++i) lines += request("F" + std::to_string(i), "Не работает почта");
  import(lines + request("old", "Горит красная лампа принтера") + solved("old", "Заменён датчик") + request("new", "Принтер: красная лампа не гаснет"));
  auto alike = find_similar(db, find_ticket(db, "new", "").id, 5);
  REQUIRE(alike.size() == 1);
  CHECK(matching_ticket(db, alike[0].id, {})->key == "old");
  CHECK(alike[0].likeness > 0.5);
  CHECK(alike[0].likeness < 1);
  import(request("alone", "ксероксокопирование"));
  CHECK(find_similar(db, find_ticket(db, "alone", "").id, 5).empty());
}
