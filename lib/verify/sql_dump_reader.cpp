#include "verify/sql_dump_reader.hpp"

#include <algorithm>

namespace outdesk {

namespace {

constexpr std::size_t kHeldStatement = 64 * 1024, kTokenText = 256, kCommandText = 4096, kLongWord = 1024, kLongTag = 128;

bool word_start(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80; }
bool digit_char(char c) { return c >= '0' && c <= '9'; }
bool word_char(char c) { return word_start(c) || digit_char(c) || c == '$'; }
bool blank_char(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

std::string lower_word(std::string_view text) {
  std::string low(text.substr(0, kTokenText));
  for (char& c : low)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return low;
}

}  // namespace

void SqlDumpReader::feed(std::string_view bytes) {
  std::string joined;
  b_ = bytes;
  if (!carry_.empty()) {
    joined.swap(carry_);
    joined.append(bytes);
    b_ = joined;
  }
  at_ = settled_ = 0;
  while (at_ < b_.size() && step()) {}
  settle();
  carry_.assign(b_.substr(at_));
  b_ = {};
  at_ = settled_ = 0;
}

void SqlDumpReader::finish() {
  final_ = true;
  feed({});
  if (state_ == State::line_comment) listener_.comment(piece_);
  if (state_ == State::command) listener_.command(piece_, line_);
  bool of_rows = state_ == State::data || state_ == State::before_data;
  if (of_rows) {
    cut_ = "in the rows of table '" + now_.table() + "', after " + std::to_string(rows_) + " of them";
  } else if (inside_) {
    cut_ = "in a statement that begins on line " + std::to_string(now_.line);
    if (!decided_) listener_.statement(now_, false);
  } else if (state_ == State::block_comment) {
    cut_ = "in a comment";
  }
  if (rows_ > 0) listener_.rows(now_, rows_);
}

bool SqlDumpReader::step() {
  switch (state_) {
    case State::sql: return in_sql();
    case State::line_comment: return in_line_comment();
    case State::block_comment: return in_block_comment();
    case State::quoted: return in_quoted();
    case State::dollar: return in_dollar();
    case State::command: return in_command();
    case State::before_data: return before_data();
    case State::data: return in_data();
  }
  return false;
}

void SqlDumpReader::advance(std::size_t to) {
  line_ += std::count(b_.begin() + static_cast<std::ptrdiff_t>(at_), b_.begin() + static_cast<std::ptrdiff_t>(to), '\n');
  at_ = to;
}

void SqlDumpReader::keep(std::string_view piece, std::size_t most) {
  if (piece_.size() < most) piece_.append(piece.substr(0, most - piece_.size()));
}

bool SqlDumpReader::in_sql() {
  char c = b_[at_];
  if (blank_char(c)) {
    advance(at_ + 1);
    return true;
  }
  if (dialect_ == SqlDialect::mysql && c == delimiter_[0]) {
    if (!final_ && !there(delimiter_.size())) return false;
    if (b_.substr(at_).starts_with(delimiter_)) {
      end_statement(delimiter_.size());
      return true;
    }
  }
  if (word_start(c) || digit_char(c)) return word();
  switch (c) {
    case '-': return dash();
    case '/': return slash();
    case '\'': return quote(c, strings_escape_ || dialect_ == SqlDialect::mysql, SqlToken::Kind::text);
    case '"': return dialect_ == SqlDialect::mysql ? quote(c, true, SqlToken::Kind::text) : quote(c, false, SqlToken::Kind::name);
    case '`': return dialect_ == SqlDialect::mysql ? quote(c, false, SqlToken::Kind::name) : symbol();
    case '$': return dialect_ == SqlDialect::postgres ? dollar_sign() : symbol();
    default: break;
  }
  if (c == '\\' && dialect_ == SqlDialect::postgres) {
    settle();
    piece_.clear();
    state_ = State::command;
    return true;
  }
  if (c == '#' && dialect_ == SqlDialect::mysql) {
    piece_.clear();
    state_ = State::line_comment;
    return true;
  }
  return symbol();
}

/// A word, a number, or the prefix of a string.
bool SqlDumpReader::word() {
  std::size_t end = at_;
  while (end < b_.size() && (word_char(b_[end]) || (digit_char(b_[at_]) && b_[end] == '.'))) ++end;
  if (end == b_.size() && !final_ && end - at_ < kLongWord) return false;
  std::string_view text = b_.substr(at_, end - at_);
  if (dialect_ == SqlDialect::postgres && (text == "E" || text == "e") && end < b_.size() && b_[end] == '\'') {
    begin();
    at_ = end;
    return quote('\'', true, SqlToken::Kind::text);
  }
  if (dialect_ == SqlDialect::mysql && !inside_ && text.size() == 9 && lower_word(text) == "delimiter") return delimiter_change();
  begin();
  at_ = end;
  if (digit_char(text[0])) token(SqlToken::Kind::number, text);
  else token(SqlToken::Kind::word, lower_word(text));
  return true;
}

/// DELIMITER is a command to the client, up to the end of its line.  It is passed on: it is needed and harmless.
bool SqlDumpReader::delimiter_change() {
  std::size_t end = b_.find('\n', at_);
  if (end == b_.npos) {
    if (!final_ && b_.size() - at_ < kCommandText) return false;
    end = b_.size();
  }
  std::string_view rest = b_.substr(at_ + 9, end - at_ - 9);
  while (!rest.empty() && blank_char(rest.front())) rest.remove_prefix(1);
  std::size_t length = 0;
  while (length < rest.size() && !blank_char(rest[length])) ++length;
  if (length > 0 && length <= 16) delimiter_ = rest.substr(0, length);
  at_ = end;
  return true;
}

bool SqlDumpReader::dash() {
  bool mysql = dialect_ == SqlDialect::mysql;
  if (!final_ && !there(mysql ? 3 : 2)) return false;
  if (ahead(1) != '-' || (mysql && there(3) && static_cast<unsigned char>(ahead(2)) > ' ')) return symbol();
  piece_.clear();
  state_ = State::line_comment;
  return true;
}

bool SqlDumpReader::in_line_comment() {
  std::size_t end = std::min(b_.find('\n', at_), b_.size());
  keep(b_.substr(at_, end - at_), kTokenText);
  at_ = end;
  if (end == b_.size()) return false;
  while (piece_.ends_with('\r')) piece_.pop_back();
  state_ = State::sql;
  listener_.comment(piece_);
  return true;
}

/// "/* */" is a comment; to MariaDB "/*!40101 … */" and "/*M!100100 … */" are statements, but for those of versions that
/// never were, which hold a command to the client.
bool SqlDumpReader::slash() {
  if (!final_ && !there(12)) return false;
  if (ahead(1) != '*') return symbol();
  std::string_view mark = b_.substr(at_ + 2, 10);
  if (dialect_ == SqlDialect::mysql && (mark.starts_with('!') || mark.starts_with("M!")) && mark.find("999999") == mark.npos) {
    begin();
    at_ += 2 + (mark[0] == 'M' ? 2 : 1);
    while (at_ < b_.size() && digit_char(b_[at_])) ++at_;
    ++conditional_;
    return true;
  }
  at_ += 2;
  nesting_ = 1;
  state_ = State::block_comment;
  return true;
}

bool SqlDumpReader::in_block_comment() {
  std::size_t end = b_.find_first_of("*/", at_);
  if (end == b_.npos) {
    advance(b_.size());
    return false;
  }
  advance(end);
  if (!there(2) && !final_) return false;
  if (b_[at_] == '*' && ahead(1) == '/') {
    at_ += 2;
    if (--nesting_ == 0) state_ = State::sql;
  } else if (b_[at_] == '/' && ahead(1) == '*' && dialect_ == SqlDialect::postgres) {
    at_ += 2;
    ++nesting_;
  } else {
    ++at_;
  }
  return true;
}

bool SqlDumpReader::quote(char mark, bool escapes, SqlToken::Kind kind) {
  begin();
  ++at_;
  mark_ = mark;
  escapes_ = escapes;
  quoted_kind_ = kind;
  piece_.clear();
  state_ = State::quoted;
  return true;
}

bool SqlDumpReader::in_quoted() {
  std::size_t end = at_;
  if (escapes_)
    while (end < b_.size() && b_[end] != mark_ && b_[end] != '\\') ++end;
  else
    end = std::min(b_.find(mark_, at_), b_.size());
  keep(b_.substr(at_, end - at_), kTokenText);
  advance(end);
  if (end == b_.size()) return false;
  if (!final_ && !there(2)) return false;
  bool doubled = b_[at_] == mark_ && ahead(1) == mark_ && there(2);
  if (doubled || (b_[at_] == '\\' && there(2))) {
    keep(b_.substr(at_ + 1, 1), kTokenText);
    advance(at_ + 2);
    return true;
  }
  ++at_;
  if (b_[at_ - 1] != mark_) return true;  // a backslash at the very end
  state_ = State::sql;
  token(quoted_kind_, piece_);
  return true;
}

bool SqlDumpReader::dollar_sign() {
  std::size_t end = at_ + 1;
  while (end < b_.size() && end - at_ < kLongTag && word_char(b_[end]) && b_[end] != '$') ++end;
  if (end == b_.size() && !final_) return false;
  if (end == b_.size() || b_[end] != '$' || digit_char(b_[at_ + 1])) return symbol();
  begin();
  tag_ = b_.substr(at_, end + 1 - at_);
  at_ = end + 1;
  state_ = State::dollar;
  return true;
}

bool SqlDumpReader::in_dollar() {
  std::size_t end = b_.find(tag_, at_);
  if (end == b_.npos) {
    std::size_t rest = final_ ? 0 : tag_.size() - 1;
    advance(std::max(at_, b_.size() - std::min(b_.size(), rest)));
    return false;
  }
  advance(end + tag_.size());
  state_ = State::sql;
  token(SqlToken::Kind::text, {});
  return true;
}

bool SqlDumpReader::in_command() {
  std::size_t end = std::min(b_.find('\n', at_), b_.size());
  keep(b_.substr(at_, end - at_), kCommandText);
  at_ = settled_ = end;
  if (end == b_.size()) return false;
  while (piece_.ends_with('\r')) piece_.pop_back();
  state_ = State::sql;
  listener_.command(piece_, line_);
  return true;
}

bool SqlDumpReader::symbol() {
  if (conditional_ > 0 && b_[at_] == '*') {
    if (!final_ && !there(2)) return false;
    if (ahead(1) == '/') {
      at_ += 2;
      --conditional_;
      return true;
    }
  }
  if (b_[at_] == ';' && dialect_ == SqlDialect::postgres && parens_ <= 0 && body_ == 0) {
    end_statement(1);
    return true;
  }
  begin();
  token(SqlToken::Kind::symbol, b_.substr(at_, 1));
  ++at_;
  return true;
}

bool SqlDumpReader::before_data() {
  std::size_t end = b_.find('\n', at_);
  if (end == b_.npos) {
    at_ = b_.size();
    return false;
  }
  advance(end + 1);
  state_ = State::data;
  line_start_ = true;
  return true;
}

bool SqlDumpReader::in_data() {
  if (line_start_ && b_[at_] == '\\') {
    if (!final_ && !there(4) && b_.find('\n', at_) == b_.npos) return false;
    std::string_view rest = b_.substr(at_, 4);
    bool end = rest.starts_with("\\.\n") || rest.starts_with("\\.\r\n") || (final_ && (rest == "\\." || rest == "\\.\r"));
    if (end) {
      advance(std::min(b_.size(), at_ + (rest.size() > 2 && rest[2] == '\r' ? 4 : 3)));
      state_ = State::sql;
      if (rows_ > 0) listener_.rows(now_, rows_);
      rows_ = 0;
      settle();
      passes_ = true;
      return true;
    }
  }
  std::size_t end = b_.find('\n', at_);
  line_start_ = end != b_.npos;
  std::size_t next = line_start_ ? end + 1 : b_.size();
  if (columns_ > 0) count_columns(b_.substr(at_, next - at_), line_start_);
  at_ = next;
  if (line_start_) {
    ++rows_;
    ++line_;
  }
  return true;
}

void SqlDumpReader::count_columns(std::string_view piece, bool ends) {
  tabs_ += std::count(piece.begin(), piece.end(), '\t');
  if (!ends) return;
  bool odd = tabs_ + 1 != columns_;
  tabs_ = 0;
  if (!odd) return;
  columns_ = 0;
  listener_.odd_row(now_, line_);
}

}  // namespace outdesk
