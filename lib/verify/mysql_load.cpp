#include "verify/mysql_load.hpp"

#include "base/text.hpp"
#include "verify/sql_dump_marks.hpp"

namespace outdesk {

namespace {

constexpr std::size_t kMostEarlyText = 1 << 20, kMostDatabases = 10'000;
constexpr int kTicksBetween = 4;  // of half a second, between two looks at the size

/// "shop" of "-- Host: localhost    Database: shop"
std::string database_of_head(std::string_view line) {
  constexpr std::string_view kMark = "Database: ";
  std::size_t at = line.find(kMark);
  return line.starts_with("-- Host: ") && at != line.npos ? std::string(trimmed(line.substr(at + kMark.size()))) : std::string();
}

}  // namespace

MysqlLoad::MysqlLoad(ScratchMysql& server, std::string database, std::int64_t most_bytes)
    : server_(server), database_(std::move(database)), most_bytes_(most_bytes), reader_(SqlDialect::mysql, *this), named_(!database_.empty()) {}

MysqlLoad::~MysqlLoad() {
  if (feed_) server_.end();  // the client may wait for it without end
}

bool MysqlLoad::feed(std::string_view text) {
  if (!trouble_) reader_.feed(text);
  return !trouble_;
}

void MysqlLoad::finish() {
  if (finished_) return;
  finished_ = true;
  if (!trouble_) reader_.finish();
  close();
}

void MysqlLoad::fail(Verdict verdict, Fault fault, std::string words) {
  if (!trouble_) trouble_ = Trouble{verdict, fault, std::move(words)};
}

void MysqlLoad::comment(std::string_view line) {
  if (is_closing_comment(DumpProgram::mysqldump, line)) closed_ = true;
  if (feed_) return;
  if (line.starts_with("-- Server version")) from_ = mysql_version(line);
  if (std::string name = database_of_head(line); !name.empty() && database_.empty() && !is_mysql_own_database(name)) database_ = name, named_ = true;
}

bool MysqlLoad::statement(const SqlStatement& s, bool) {
  closed_ = false;
  if (trouble_) return false;
  MysqlStep step = mysql_step(s);
  makes_tables_ = makes_tables_ || (s.is(0, "create") && !s.table().empty());
  if (step == MysqlStep::refuse) fail(Verdict::fail, Fault::unsafe_entry, "the statement on line " + std::to_string(s.line) + " reads or writes a file of the server; it was not loaded");
  if (step == MysqlStep::use || step == MysqlStep::database) {
    std::string name = database_of(s);
    bool own = is_mysql_own_database(name);
    named_ = true;
    if (step == MysqlStep::use) own_database_ = own;
    if (step == MysqlStep::use && !own && known_.size() < kMostDatabases && known_.insert(name).second) server_.make_database(name);
    if (step == MysqlStep::database) known_.insert(name);
    if (own) step = MysqlStep::leave_out;
  } else if (own_database_ && step == MysqlStep::load) {
    step = MysqlStep::leave_out;
  }
  if (step == MysqlStep::leave_out) ++left_out_;
  if (step == MysqlStep::leave_out || trouble_) return false;
  if (!feed_ && (step != MysqlStep::setting || early_.size() > kMostEarlyText)) open(step == MysqlStep::load);
  return !trouble_;
}

void MysqlLoad::pass(std::string_view bytes) {
  if (trouble_) return;
  if (!feed_) early_.append(bytes);
  else if (!feed_->write(bytes)) close();
}

void MysqlLoad::open(bool with_database) {
  if (database_.empty()) database_ = "outdesk";
  if (with_database)
    if (std::string why = server_.make_database(database_); !why.empty()) return fail(Verdict::unknown, Fault::restore_failed, "no database could be made in the scratch server: " + why);
  feed_ = std::make_unique<ProgramFeed>(server_.loader(with_database ? database_ : ""), [this] { return room_left(); });
  std::string early;
  early.swap(early_);
  if (!feed_->write(early)) close();
}

bool MysqlLoad::room_left() {
  if (++checks_ % kTicksBetween != 0) return true;
  too_large_ = too_large_ || server_.folder().used() > most_bytes_;
  if (too_large_) server_.end();
  return !too_large_;
}

void MysqlLoad::close() {
  if (!feed_) return;
  ProgramResult result = feed_->finish();
  feed_.reset();
  errors_ = mysql_errors(result.err);
  if (!result.ok()) judge(result);
  if (trouble_) return;
  std::string why;
  if (std::optional<TableRows> counted = server_.count_rows(why)) rows_ = *counted;
  else fail(Verdict::unknown, Fault::restore_failed, "the rows could not be counted: " + why);
}

void MysqlLoad::judge(const ProgramResult& result) {
  constexpr std::int64_t kNoSuchDatabase = 1049, kNoSuchColumn = 1054, kNoSuchTable = 1146, kNoAccess = 1142;
  if (too_large_) return fail(Verdict::fail, Fault::expansion_limit, "loaded, the dump takes more than " + std::to_string(most_bytes_) + " bytes, the limit");
  if (result.end == ProgramResult::End::timed_out) return fail(Verdict::unknown, Fault::timed_out, result.complaint("mariadb"));
  MysqlComplaint complaint = mysql_complaint(result.err);
  MysqlVersion here = mysql_version(server_.version());
  std::string from = std::string(from_.mariadb ? "MariaDB " : "MySQL ") + std::to_string(from_.major) + "." + std::to_string(from_.minor);
  if (from_.major > 0 && (!from_.mariadb || from_.newer_than(here))) not_for_here_ = "it is of " + from + ", and the server here, MariaDB " + server_.version() + ", said: " + complaint.words;
  if (complaint.code == kNoSuchTable && !makes_tables_) not_for_here_ = "a dump without tables cannot be loaded by itself";
  // Views name their database, but the dump does not.
  std::int64_t code = complaint.code;
  bool other_name = !named_ && (code == kNoSuchDatabase || code == kNoSuchColumn || code == kNoSuchTable || code == kNoAccess);
  if (other_name) complaint.words += "; name the database that it is of (select: database)";
  bool lack = other_name || is_mysql_lack(complaint.code) || result.end == ProgramResult::End::not_started;
  fail(lack ? Verdict::unknown : Verdict::fail, Fault::restore_failed, "MariaDB " + server_.version() + " did not load the dump: " + complaint.words);
}

}  // namespace outdesk
