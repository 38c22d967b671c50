#include "store/damage.hpp"

#include <sqlite3.h>

#include "base/text.hpp"
#include "store/sqlite_file.hpp"

namespace outdesk {

namespace {

/// SQL as it counts: without its comments, and with one space for any room between words.
std::string bare(std::string_view sql) {
  std::string out;
  for (auto line : split(sql, '\n'))
    for (auto word : split(line.substr(0, line.find("--")), ' '))
      if (!word.empty()) out += (out.empty() ? "" : " ") + std::string(word);
  return out;
}

/// "trigger 'x'" and the SQL that made it, of everything in the database.
DatabaseThings things_of(Db& db) {
  DatabaseThings things;
  for (Rows rows = db.query("SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite!_%' ESCAPE '!'"); rows.next();)
    things[std::string(rows.text(0)) + " " + in_quotes(rows.text(1))] = bare(rows.text(2));
  return things;
}

/// Against an empty store of this program.
void compare_things(Db& db, const Schema& known, std::vector<std::string>& found) {
  auto made = open_database(":memory:", ":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  run_migrations(*made, 0, known);
  auto expected = things_of(*made), there = things_of(db);
  for (auto& words : different_things(expected, there)) found.push_back(std::move(words));
}

}  // namespace

std::vector<std::string> different_things(const DatabaseThings& expected, const DatabaseThings& there) {
  std::vector<std::string> found;
  for (const auto& [name, sql] : expected)
    if (auto thing = there.find(name); thing == there.end()) found.push_back("the " + name + " of the store is missing");
    else if (thing->second != sql) found.push_back("the " + name + " of the store was changed");
  for (const auto& [name, sql] : there)
    if (!expected.count(name)) found.push_back("the " + name + " does not belong into a store");
  return found;
}

std::vector<std::string> content_damage(Db& db) {
  std::vector<std::string> found;
  for (Rows rows = db.query("PRAGMA integrity_check(20)"); rows.next();)
    if (rows.text(0) != "ok") found.emplace_back(rows.text(0));
  for (Rows rows = db.query("PRAGMA foreign_key_check"); rows.next();)
    found.push_back("a row of " + std::string(rows.text(0)) + " refers to nothing");
  return found;
}

std::vector<std::string> database_damage(Db& db, const Schema& known) { return db.driver().damage(db, known); }

std::vector<std::string> SqliteDriver::damage(Db& db, const Schema& known) {
  std::vector<std::string> found = content_damage(db);
  compare_things(db, known, found);
  return found;
}

}  // namespace outdesk
