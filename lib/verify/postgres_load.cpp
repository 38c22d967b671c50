#include "verify/postgres_load.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "verify/postgres_load_rules.hpp"
#include "verify/sql_dump_marks.hpp"

namespace outdesk {

namespace {

constexpr std::size_t kMostEarly = 1 << 20, kMostWishes = 10'000;
constexpr int kChecksBetween = 4;  // ticks of half a second between two looks at the size

/// The major version of "-- Dumped by pg_dump version 16.2 (Debian …)"; 0 for anything else.
int dumped_by(std::string_view line) {
  constexpr std::string_view kMark = "-- Dumped from database version ";
  if (!line.starts_with(kMark)) return 0;
  line.remove_prefix(kMark.size());
  return static_cast<int>(parse_count(line.substr(0, std::min<std::size_t>(3, line.find_first_not_of("0123456789")))).value_or(0));
}

}  // namespace

PostgresLoad::PostgresLoad(ScratchPostgres& server, const BackupExpectation& expect, std::int64_t most_bytes)
    : server_(server), expect_(expect), most_bytes_(most_bytes), reader_(SqlDialect::postgres, *this) {}

PostgresLoad::~PostgresLoad() {
  if (feed_) server_.end();  // psql may wait for it without end
}

bool PostgresLoad::feed(std::string_view text) {
  if (!trouble_) reader_.feed(text);
  return !trouble_;
}

void PostgresLoad::finish() {
  if (finished_) return;
  finished_ = true;
  if (!trouble_) reader_.finish();
  close_database();
}

void PostgresLoad::fail(Verdict verdict, Fault fault, std::string words) {
  if (!trouble_) trouble_ = Trouble{verdict, fault, std::move(words)};
}

bool PostgresLoad::statement(const SqlStatement& s, bool) {
  closed_ = false;
  if (trouble_) return false;
  makes_tables_ = makes_tables_ || (s.is(0, "create") && !s.table().empty());
  LoadStep step = postgres_step(s);
  bool early = !feed_, room = wish_.schemas.size() + wish_.extensions.size() < kMostWishes;
  if (std::vector<std::string> roles = roles_of(s); !roles.empty()) server_.make_roles(roles);
  if (step == LoadStep::refuse) fail(Verdict::fail, Fault::unsafe_entry, "the COPY on line " + std::to_string(s.line) + " runs a program or touches a file of the server; it was not loaded");
  if (step == LoadStep::schema) {
    std::string name = schema_of(s);
    bool made = name == "public" || std::find(wish_.schemas.begin(), wish_.schemas.end(), name) != wish_.schemas.end();
    if (early && !name.empty() && room && !made) wish_.schemas.push_back(name);
    if (made || (early && !name.empty() && room)) return false;
  }
  if (step == LoadStep::extension) {
    if (early && room) wish_.extensions.push_back(extension_of(s));
    else missing_.push_back(extension_of(s).first);
  }
  if (early && s.starts({"set", "client_encoding"})) wish_.encoding = s.last.back().text;
  if (step == LoadStep::leave_out) ++left_out_;
  if (step == LoadStep::leave_out || step == LoadStep::extension || trouble_) return false;
  if (early && (step != LoadStep::setting || early_.size() > kMostEarly)) open_database();
  return !trouble_;
}

void PostgresLoad::comment(std::string_view line) {
  major_ = std::max(major_, dumped_by(line));
  if (program_of_dump(line) == DumpProgram::pg_dumpall) cluster_ = true;
  if (is_closing_comment(cluster_ ? DumpProgram::pg_dumpall : DumpProgram::pg_dump, line)) closed_ = true;
}

void PostgresLoad::command(std::string_view line, std::int64_t number) {
  switch (psql_command(line)) {
    case PsqlCommand::harmless: return;
    case PsqlCommand::connect:
      close_database();
      source_name_ = connected_database(line);
      return;
    case PsqlCommand::row: return fail(Verdict::fail, Fault::restore_failed, "line " + std::to_string(number) + " has rows without the COPY that they belong to: a part of the dump is lost or damaged");
    case PsqlCommand::unsafe: break;
  }
  fail(Verdict::fail, Fault::unsafe_entry, "line " + std::to_string(number) + " has a command for psql, " + in_quotes(line.substr(0, 40)) + ", that could act on this machine; it was not loaded");
}

void PostgresLoad::pass(std::string_view bytes) {
  if (trouble_) return;
  if (!feed_) {
    early_.append(bytes);
  } else if (!feed_->write(bytes)) {
    close_database();
  }
}

void PostgresLoad::open_database() {
  MadeDatabase made = server_.make_database(wish_);
  missing_.insert(missing_.end(), made.left_out.begin(), made.left_out.end());
  if (made.name.empty()) return fail(Verdict::unknown, Fault::restore_failed, "no database could be made in the scratch server: " + made.failure);
  database_ = made.name;
  feed_ = std::make_unique<ProgramFeed>(server_.loader(database_), [this] { return room_left(); });
  std::string early = server_.restriction() + early_;
  early_.clear();
  if (!feed_->write(early)) close_database();
}

bool PostgresLoad::room_left() {
  if (++checks_ % kChecksBetween != 0) return true;
  too_large_ = too_large_ || server_.folder().used() > most_bytes_;
  if (too_large_) server_.end();
  return !too_large_;
}

void PostgresLoad::close_database() {
  if (feed_) {
    ProgramResult result = feed_->finish();
    feed_.reset();
    errors_ += psql_errors(result.err);
    if (!result.ok()) judge(result);
    std::string why;
    std::vector<std::string> wanted;
    for (const auto& [table, least] : expect_.rows) wanted.push_back(table);
    if (!trouble_) {
      if (std::optional<TableRows> counted = server_.count_rows(database_, wanted, why))
        for (const auto& [table, count] : *counted) rows_[source_name_.empty() ? table : source_name_ + "." + table] = count;
      else fail(Verdict::unknown, Fault::restore_failed, "the rows could not be counted: " + why);
    }
  }
  wish_ = {};
  early_.clear();
}

void PostgresLoad::judge(const ProgramResult& result) {
  if (too_large_) return fail(Verdict::fail, Fault::expansion_limit, "loaded, the dump takes more than " + std::to_string(most_bytes_) + " bytes, the limit");
  if (result.end == ProgramResult::End::timed_out) return fail(Verdict::unknown, Fault::timed_out, result.complaint("psql"));
  PsqlComplaint complaint = psql_complaint(result.err);
  if (complaint.words.find("backslash commands are restricted") != complaint.words.npos)
    return fail(Verdict::fail, Fault::unsafe_entry, "the dump has a hidden command for psql, which was refused");
  if ((complaint.state == "42P01" || complaint.state == "3F000") && !makes_tables_) not_for_here_ = "a dump without tables cannot be loaded by itself";
  bool newer = major_ > server_.major();
  if (newer) not_for_here_ = "it is of PostgreSQL " + std::to_string(major_) + ", and the server here, " + server_.version() + ", said: " + complaint.words;
  bool lack = (!missing_.empty() && is_absence(complaint)) || is_server_lack(complaint) || result.end == ProgramResult::End::not_started;
  std::string words = "PostgreSQL " + server_.version() + " did not load the dump: " + complaint.words;
  if (!missing_.empty() && is_absence(complaint)) words += "; not made here: extension " + in_quotes(missing_.front());
  fail(lack ? Verdict::unknown : Verdict::fail, Fault::restore_failed, words);
}

std::string PostgresLoad::left_out() const {
  std::string words = left_out_ > 0 ? "without " + std::to_string(left_out_) + " statements about owners, rights and settings" : "";
  for (std::size_t at = 0; at < missing_.size() && at < 5; ++at) words += (words.empty() ? "" : ", ") + std::string("without extension ") + in_quotes(missing_[at]);
  return words;
}

}  // namespace outdesk
