#include "verify/mysql_load_rules.hpp"

#include <algorithm>
#include <initializer_list>

#include "base/text.hpp"

namespace outdesk {

namespace {

bool among_words(std::string_view word, std::initializer_list<std::string_view> words) { return std::find(words.begin(), words.end(), word) != words.end(); }

bool is_symbol(const SqlStatement& s, std::size_t at, std::string_view text) { return at < s.tokens.size() && s.tokens[at].kind == SqlToken::Kind::symbol && s.tokens[at].text == text; }

bool sets_server(const SqlStatement& s) {
  std::size_t at = is_symbol(s, 1, "@") && is_symbol(s, 2, "@") ? 3 : 1;
  if (s.is(at, "global") || s.is(at, "password") || s.is(at, "role") || s.is(at, "default")) return true;
  if (s.is(at, "session")) at += is_symbol(s, at + 1, ".") ? 2 : 1;
  return s.is(at, "sql_log_bin") || s.is(at, "gtid_purged");
}

bool is_of_server(const SqlStatement& s, std::size_t at) {
  if (s.is(at, "or") && s.is(at + 1, "replace")) at += 2;
  return at < s.tokens.size() && s.tokens[at].kind == SqlToken::Kind::word && among_words(s.tokens[at].text, {"user", "role", "server", "tablespace", "logfile", "undo", "instance", "resource"});
}

}  // namespace

MysqlStep mysql_step(const SqlStatement& s) {
  if (s.tokens.empty() || s.tokens[0].kind != SqlToken::Kind::word) return MysqlStep::load;
  std::string_view verb = s.tokens[0].text;
  if (verb == "use") return MysqlStep::use;
  if (verb == "load" || (verb == "select" && (s.has("outfile") || s.has("dumpfile")))) return MysqlStep::refuse;
  if (verb == "set") return sets_server(s) ? MysqlStep::leave_out : MysqlStep::setting;
  if (among_words(verb, {"grant", "revoke", "rename", "flush", "install", "uninstall", "change", "start", "stop", "reset", "purge", "shutdown", "kill", "binlog"})) return verb == "start" && s.is(1, "transaction") ? MysqlStep::load : MysqlStep::leave_out;
  if (!among_words(verb, {"create", "alter", "drop"})) return MysqlStep::load;
  if (s.is(1, "database") || s.is(1, "schema")) return MysqlStep::database;
  bool program = s.has("soname");
  return is_of_server(s, 1) || program ? MysqlStep::leave_out : MysqlStep::load;
}

std::string database_of(const SqlStatement& s) {
  std::size_t at = s.is(0, "use") ? 1 : 2;
  while (s.is(at, "if") || s.is(at, "not") || s.is(at, "exists")) ++at;
  return s.name_at(at);
}

bool is_mysql_own_database(std::string_view name) {
  std::string low;
  for (char c : name) low += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return among_words(low, {"mysql", "sys", "information_schema", "performance_schema"});
}

MysqlComplaint mysql_complaint(std::string_view errors) {
  constexpr std::string_view kMark = "ERROR ";
  constexpr std::size_t kWidest = 400;
  for (std::string_view line : split(errors, '\n')) {
    if (!line.starts_with(kMark)) continue;
    std::string_view rest = line.substr(kMark.size());
    auto code = parse_count(rest.substr(0, rest.find_first_not_of("0123456789")));
    return {code.value_or(0), printable(line.substr(0, kWidest))};
  }
  return {0, printable(trimmed(errors).substr(0, kWidest))};
}

std::string mysql_errors(std::string_view errors) {
  constexpr std::size_t kMost = 1 << 16, kWidest = 400;
  std::string kept;
  for (std::string_view line : split(errors, '\n'))
    if (line.starts_with("ERROR ") && kept.size() < kMost) kept += std::string(line.substr(0, kWidest)) + '\n';
  return kept;
}

bool is_mysql_lack(std::int64_t code) {
  constexpr std::int64_t kLacks[] = {1021, 1044, 1045, 1114, 1115, 1126, 1142, 1153, 1193, 1227, 1228, 1229, 1231, 1235, 1273, 1286, 1290, 1370, 1419, 2002, 2003, 2006, 2013, 2020};
  return std::find(std::begin(kLacks), std::end(kLacks), code) != std::end(kLacks);
}

MysqlVersion mysql_version(std::string_view text) {
  MysqlVersion version;
  version.mariadb = text.find("MariaDB") != text.npos;
  text = text.substr(std::min(text.size(), text.find_first_of("0123456789")));
  std::size_t dot = text.find_first_not_of("0123456789");
  version.major = parse_count(text.substr(0, dot)).value_or(0);
  if (dot == text.npos || text[dot] != '.') return version;
  text.remove_prefix(dot + 1);
  version.minor = parse_count(text.substr(0, text.find_first_not_of("0123456789"))).value_or(0);
  return version;
}

}  // namespace outdesk
