// Takes a plain SQL dump to pieces as psql or the MariaDB client would, without running anything: statements, comments,
// client commands and the rows of COPY.  Memory is bounded whatever the dump holds.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace outdesk {

enum class SqlDialect { postgres, mysql };

struct SqlToken {
  enum class Kind { word, name, text, number, symbol } kind = Kind::word;
  std::string text;  ///< words in lower case, names and texts without quotes; cut to 256 bytes
};

/// What is known of one statement.
struct SqlStatement {
  static constexpr std::size_t kMostTokens = 64;
  std::vector<SqlToken> tokens;  ///< the first 64 of them
  std::array<SqlToken, 3> last;  ///< the last three, whatever the length
  std::int64_t line = 1;         ///< on which it begins
  std::int64_t count = 0;        ///< of tokens
  bool from_stdin = false;       ///< COPY … FROM stdin

  bool is(std::size_t at, std::string_view word) const { return at < tokens.size() && tokens[at].kind == SqlToken::Kind::word && tokens[at].text == word; }
  bool starts(std::initializer_list<std::string_view> words) const;
  bool has(std::string_view word) const;  ///< among the tokens that are kept
  /// The name that begins at token `at`, "public.orders", empty where none does; `at` is moved behind it.
  std::string name_at(std::size_t& at) const;
  /// The table that a COPY, INSERT, REPLACE or CREATE TABLE is about; empty for anything else.
  std::string table() const;
};

/// Is told what a dump says, in its order.
class SqlDumpListener {
 public:
  virtual ~SqlDumpListener() = default;
  /// A statement, at its end, or (`whole` is false) when more than 64 KiB of it have come.  False: it is not passed on;
  /// its line breaks are, so that line numbers stay right.
  virtual bool statement(const SqlStatement&, bool /*whole*/) { return true; }
  /// Rows that an INSERT or a COPY brought, at its end.
  virtual void rows(const SqlStatement&, std::int64_t /*count*/) {}
  /// The first row of a COPY that has more or fewer columns than the COPY names.
  virtual void odd_row(const SqlStatement&, std::int64_t /*line*/) {}
  /// "-- text" to the end of its line, at most 256 bytes.
  virtual void comment(std::string_view /*line*/) {}
  /// A command to the client (psql), "\connect shop", at most 4 KiB.  It is not passed on.
  virtual void command(std::string_view /*line*/, std::int64_t /*number*/) {}
  /// Bytes of the dump that are passed on, in order.
  virtual void pass(std::string_view) {}
};

class SqlDumpReader {
 public:
  SqlDumpReader(SqlDialect dialect, SqlDumpListener& listener) : dialect_(dialect), listener_(listener) {}
  void feed(std::string_view bytes);
  void finish();
  /// Where the dump ended, once it is finished: empty between statements, else "in the rows of table 'public.orders',
  /// after 512 of them" or "in a statement that begins on line 7".
  const std::string& cut() const { return cut_; }

 private:
  enum class State { sql, line_comment, block_comment, quoted, dollar, command, before_data, data };
  // Each goes on from at_, and returns false where it needs bytes that have not come yet.
  bool step();
  bool in_sql();
  bool in_line_comment();
  bool in_block_comment();
  bool in_quoted();
  bool in_dollar();
  bool in_command();
  bool before_data();
  bool in_data();
  void count_columns(std::string_view piece, bool ends);
  bool word();
  bool dash();
  bool slash();
  bool dollar_sign();
  bool quote(char mark, bool escapes, SqlToken::Kind kind);
  bool delimiter_change();
  bool symbol();

  bool there(std::size_t count) const { return b_.size() - at_ >= count; }
  char ahead(std::size_t by) const { return at_ + by < b_.size() ? b_[at_ + by] : '\0'; }
  void advance(std::size_t to);  ///< counting lines
  void keep(std::string_view piece, std::size_t most);
  void begin();
  void token(SqlToken::Kind kind, std::string_view text);
  void track(const SqlToken& token);
  void end_statement(std::size_t terminator);
  void decide(bool whole);
  void settle();
  void drop(std::string_view bytes);

  SqlDialect dialect_;
  SqlDumpListener& listener_;
  State state_ = State::sql;
  bool final_ = false;
  std::string_view b_;               ///< what is being read
  std::size_t at_ = 0, settled_ = 0; ///< the place in it; what stands before has been passed on, held or dropped
  std::string carry_, cut_;
  std::int64_t line_ = 1;

  SqlStatement now_;
  std::string held_;                 ///< of the statement, until it is decided
  bool inside_ = false, decided_ = false, passes_ = true;
  std::int64_t parens_ = 0, body_ = 0, rows_ = 0;  ///< depth of ( ); of BEGIN and CASE in a function's SQL body
  std::int64_t columns_ = 0, tabs_ = 0;            ///< that a COPY names (0: none, or odd_row() was told); of the row so far
  bool values_ = false, strings_escape_ = false, line_start_ = true;

  char mark_ = '\'';                 ///< of the quoted thing
  bool escapes_ = false;
  SqlToken::Kind quoted_kind_ = SqlToken::Kind::text;
  std::string piece_, tag_;          ///< of a quoted thing, comment or command; of a dollar quote
  std::int64_t nesting_ = 0, conditional_ = 0;
  std::string delimiter_ = ";";
};

}  // namespace outdesk
