#include "verify/postgres_load_rules.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace outdesk {

namespace {

using Words = std::initializer_list<std::string_view>;

bool one_of(std::string_view word, Words words) { return std::find(words.begin(), words.end(), word) != words.end(); }

/// What CREATE, ALTER or COMMENT ON is about, where that is left out.
bool is_left_out(const SqlStatement& s, std::size_t at) {
  if (s.is(at, "or") && s.is(at + 1, "replace")) at += 2;
  if (s.is(at, "foreign")) return true;  // tables of other servers, and what is needed for them
  if (s.is(at, "event") && s.is(at + 1, "trigger")) return true;
  if (s.is(at, "trusted") || s.is(at, "procedural")) return true;  // language
  if (at >= s.tokens.size() || s.tokens[at].kind != SqlToken::Kind::word) return false;
  return one_of(s.tokens[at].text, {"role", "user", "group", "database", "tablespace", "extension", "publication", "subscription", "server", "language", "system"});
}

bool drops_or_moves(const SqlStatement& s) {
  bool owner = s.last[0].kind == SqlToken::Kind::word && s.last[0].text == "owner" && s.last[1].text == "to";
  return owner || s.has("tablespace") || ((s.is(1, "table") || s.is(1, "domain")) && s.has("drop"));
}

bool left_out_setting(const SqlStatement& s) {
  std::size_t at = s.is(1, "session") || s.is(1, "local") ? 2 : 1;
  if (s.is(at, "authorization") || s.is(at, "role")) return true;
  std::string_view name = at < s.tokens.size() ? std::string_view(s.tokens[at].text) : std::string_view();
  return name == "default_tablespace" || name.ends_with("_timeout");
}

}  // namespace

LoadStep postgres_step(const SqlStatement& s) {
  if (s.tokens.empty() || s.tokens[0].kind != SqlToken::Kind::word) return LoadStep::load;
  std::string_view verb = s.tokens[0].text;
  if (verb == "copy" && !s.from_stdin && !s.has("stdout")) return LoadStep::refuse;
  if (one_of(verb, {"grant", "revoke", "security", "drop", "load"})) return LoadStep::leave_out;
  if (verb == "set") return left_out_setting(s) ? LoadStep::leave_out : LoadStep::setting;
  if (verb == "reset") return s.is(1, "role") || s.is(1, "session") ? LoadStep::leave_out : LoadStep::setting;
  if (verb == "import") return LoadStep::leave_out;
  if (verb == "comment") return is_left_out(s, 2) ? LoadStep::leave_out : LoadStep::setting;
  if (verb == "alter") return s.is(1, "default") || is_left_out(s, 1) || drops_or_moves(s) ? LoadStep::leave_out : LoadStep::load;
  if (verb == "create" && s.is(1, "extension")) return LoadStep::extension;
  if (verb == "create" && s.is(1, "schema")) return LoadStep::schema;
  if (verb == "create") return is_left_out(s, 1) ? LoadStep::leave_out : LoadStep::load;
  bool settles = verb == "select" && s.is(1, "pg_catalog") && s.is(3, "set_config");
  return settles || one_of(verb, {"begin", "commit"}) ? LoadStep::setting : LoadStep::load;
}

std::string schema_of(const SqlStatement& s) {
  std::size_t at = s.is(2, "if") ? 5 : 2;
  if (s.is(at, "authorization")) return {};
  std::string name = s.name_at(at);
  return at == s.tokens.size() ? name : std::string();
}

std::pair<std::string, std::string> extension_of(const SqlStatement& s) {
  std::size_t at = s.is(2, "if") ? 5 : 2;
  std::string name = s.name_at(at), schema;
  for (; at < s.tokens.size(); ++at) {
    if (!s.is(at, "schema")) continue;
    schema = s.name_at(++at);
    break;
  }
  return {name, schema};
}

std::vector<std::string> roles_of(const SqlStatement& s) {
  std::vector<std::string> roles;
  bool policy = s.starts({"create", "policy"}), schema = s.starts({"create", "schema"});
  for (std::size_t at = 2; at < s.tokens.size() && (policy || schema); ++at) {
    if (!s.is(at, policy ? "to" : "authorization")) continue;
    do {
      ++at;
      std::string name = s.name_at(at);
      if (!name.empty() && !one_of(name, {"public", "current_user", "session_user", "current_role"})) roles.push_back(name);
    } while (at < s.tokens.size() && s.tokens[at].kind == SqlToken::Kind::symbol && s.tokens[at].text == ",");
    break;
  }
  return roles;
}

PsqlComplaint psql_complaint(std::string_view errors) {
  constexpr std::string_view kMark = "ERROR:  ", kFatal = "FATAL:  ", kOwn = "error: ";
  constexpr std::size_t kState = 5, kWidest = 400;
  for (std::string_view line : split(errors, '\n')) {
    for (std::string_view mark : {kMark, kFatal, kOwn}) {
      std::size_t at = line.find(mark);
      if (at == line.npos) continue;
      std::string_view words = line.substr(at + mark.size());
      bool has_state = mark != kOwn && words.size() > kState + 2 && words.substr(kState, 2) == ": ";
      return {has_state ? std::string(words.substr(0, kState)) : "", printable((has_state ? words.substr(kState + 2) : words).substr(0, kWidest))};
    }
  }
  return {"", printable(trimmed(errors).substr(0, kWidest))};
}

std::string psql_errors(std::string_view errors) {
  std::string kept;
  for (std::string_view line : split(errors, '\n'))
    if (line.starts_with("psql:") && kept.size() < (1U << 16)) kept += std::string(line.substr(0, 400)) + '\n';
  return kept;
}

bool is_absence(const PsqlComplaint& c) { return one_of(c.state, {"42704", "42883", "42P01", "3F000"}); }

bool is_server_lack(const PsqlComplaint& c) {
  std::string_view words = c.words;
  if (one_of(c.state, {"42501", "58P01", "53100", "53200", "53300", "57P01", "57P02", "57P03", "08006", "XX000", "0A000"})) return true;
  if (c.state == "42704")
    for (std::string_view what : {"role ", "collation ", "tablespace ", "unrecognized configuration parameter", "access method ", "language ", "text search "})
      if (words.starts_with(what)) return true;
  if (c.state == "22023" && words.starts_with("invalid value for parameter")) return true;
  return c.state.empty() && (words.find("server closed the connection") != words.npos || words.find("connection to server") != words.npos);
}

}  // namespace outdesk
