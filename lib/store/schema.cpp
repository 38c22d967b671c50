#include "store/schema.hpp"

#include <stdexcept>

#include "base/shipped.hpp"
#include "base/text.hpp"

namespace outdesk {

namespace {

std::string in_sqlite_words(std::string_view schema) {
  std::string sql(schema);
  sql = replaced(sql, "{ID}", "INTEGER PRIMARY KEY");
  sql = replaced(sql, "{INT}", "INTEGER");
  sql = replaced(sql, "{BLOB}", "BLOB");
  return replaced(sql, "{STRICT}", "STRICT");
}

/// "schema/0001_first.sql" is 1.
int number_of(const std::string& file) { return std::stoi(file.substr(7, 4)); }

/// The files "schema/0001_first.sql" and "schema/0001_first.sqlite.sql" together are step 1.
Schema shipped_schema() {
  Schema shipped;
  for (const auto& file : shipped_files("schema/")) {
    int number = number_of(file);
    if (number < shipped.version() || number > shipped.version() + 1) throw std::logic_error("no step before " + file);
    shipped.steps.resize(static_cast<std::size_t>(number));
    shipped.steps.back() += in_sqlite_words(*shipped_file(file)) + "\n";
  }
  return shipped;
}

}  // namespace

const Schema& schema() {
  static const Schema shipped = shipped_schema();
  return shipped;
}

}  // namespace outdesk
