// The part of SqlDumpReader that knows statements: their tokens, and which of their bytes are passed on.
#include <algorithm>

#include "verify/sql_dump_reader.hpp"

namespace outdesk {

namespace {

constexpr std::size_t kMostHeld = 64 * 1024, kTokenCut = 256;

bool names_something(const SqlToken& token) { return token.kind == SqlToken::Kind::word || token.kind == SqlToken::Kind::name; }

}  // namespace

bool SqlStatement::starts(std::initializer_list<std::string_view> words) const {
  std::size_t at = 0;
  for (std::string_view word : words)
    if (!is(at++, word)) return false;
  return true;
}

bool SqlStatement::has(std::string_view word) const {
  return std::any_of(tokens.begin(), tokens.end(), [&](const SqlToken& token) { return token.kind == SqlToken::Kind::word && token.text == word; });
}

std::string SqlStatement::name_at(std::size_t& at) const {
  std::string name;
  while (at < tokens.size() && names_something(tokens[at])) {
    name += tokens[at++].text;
    if (at + 1 >= tokens.size() || tokens[at].kind != SqlToken::Kind::symbol || tokens[at].text != "." || !names_something(tokens[at + 1])) break;
    name += '.';
    ++at;
  }
  return name;
}

std::string SqlStatement::table() const {
  std::size_t at = 1;
  if (is(0, "copy")) return name_at(at);
  if (is(0, "insert") || is(0, "replace")) {
    while (is(at, "ignore") || is(at, "into") || is(at, "low_priority") || is(at, "delayed") || is(at, "high_priority")) ++at;
    return name_at(at);
  }
  if (!is(0, "create")) return {};
  while (is(at, "unlogged") || is(at, "temporary") || is(at, "temp") || is(at, "global") || is(at, "local") || is(at, "or") || is(at, "replace")) ++at;
  if (!is(at++, "table")) return {};
  if (is(at, "if") && is(at + 1, "not") && is(at + 2, "exists")) at += 3;
  return name_at(at);
}

/// Something that is neither blank nor comment begins here.
void SqlDumpReader::begin() {
  if (inside_) return;
  settle();
  inside_ = true;
  decided_ = false;
  passes_ = true;
  now_.tokens.clear();
  now_.last = {};
  now_.line = line_;
  now_.count = 0;
  now_.from_stdin = false;
  parens_ = body_ = rows_ = columns_ = tabs_ = 0;
  values_ = false;
}

void SqlDumpReader::token(SqlToken::Kind kind, std::string_view text) {
  SqlToken made{kind, std::string(text.substr(0, kTokenCut))};
  track(made);
  ++now_.count;
  std::rotate(now_.last.begin(), now_.last.begin() + 1, now_.last.end());
  now_.last.back() = made;
  if (now_.tokens.size() < SqlStatement::kMostTokens) now_.tokens.push_back(std::move(made));
}

/// Keeps count of what ends a statement, and of the rows that it brings.
void SqlDumpReader::track(const SqlToken& token) {
  const SqlToken& before = now_.last.back();
  if (token.kind == SqlToken::Kind::symbol) {
    if (token.text == "(" && parens_++ == 0 && values_) ++rows_;
    if (parens_ == 1 && now_.is(0, "copy") && (token.text == "(" || token.text == ",")) ++columns_;
    if (token.text == ")" && parens_ > 0) --parens_;
    return;
  }
  if (token.kind != SqlToken::Kind::word || parens_ > 0) return;
  if (values_) values_ = false;
  if (token.text == "values" && (now_.is(0, "insert") || now_.is(0, "replace"))) {
    if (before.text == "default") rows_ = 1;
    else values_ = true;
  }
  if (token.text == "stdin" && before.text == "from" && now_.is(0, "copy")) now_.from_stdin = true;
  if (dialect_ == SqlDialect::mysql) return;
  // As psql does (psqlscan.l): the semicolons of a body (BEGIN ATOMIC … END) are none of the statement's.
  std::size_t at = now_.is(1, "or") && now_.is(2, "replace") ? 3 : 1;
  if (!now_.is(0, "create") || !(now_.is(at, "function") || now_.is(at, "procedure"))) return;
  if (token.text == "begin" || (token.text == "case" && body_ > 0)) ++body_;
  if (token.text == "end" && body_ > 0) --body_;
}

void SqlDumpReader::end_statement(std::size_t terminator) {
  at_ = std::min(b_.size(), at_ + terminator);
  conditional_ = 0;
  if (!inside_) return;
  if (!decided_) decide(true);
  settle();
  inside_ = false;
  if (now_.starts({"set", "standard_conforming_strings"})) strings_escape_ = now_.last.back().text == "off";
  if (now_.from_stdin) {
    state_ = State::before_data;
    rows_ = 0;
    if (now_.last[2].text != "stdin") columns_ = 0;  // another format of rows
    return;
  }
  if (rows_ > 0) listener_.rows(now_, rows_);
  rows_ = 0;
  passes_ = true;
}

void SqlDumpReader::decide(bool whole) {
  decided_ = true;
  passes_ = listener_.statement(now_, whole);
  std::string held;
  held.swap(held_);
  if (passes_) listener_.pass(held);
  else drop(held);
}

/// Passes on, holds or drops what was read since the last time.
void SqlDumpReader::settle() {
  std::string_view bytes = b_.substr(settled_, at_ - settled_);
  settled_ = at_;
  if (bytes.empty()) return;
  if (inside_ && !decided_) {
    held_.append(bytes);
    if (held_.size() > kMostHeld) decide(false);
  } else if (passes_) {
    listener_.pass(bytes);
  } else {
    drop(bytes);
  }
}

void SqlDumpReader::drop(std::string_view bytes) {
  auto lines = static_cast<std::size_t>(std::count(bytes.begin(), bytes.end(), '\n'));
  if (lines > 0) listener_.pass(std::string(lines, '\n'));
}

}  // namespace outdesk
