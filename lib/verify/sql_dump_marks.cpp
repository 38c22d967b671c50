#include "verify/sql_dump_marks.hpp"

#include <algorithm>
#include <cctype>

#include "base/text.hpp"
#include "verify/tar_blocks.hpp"

namespace outdesk {

namespace {

constexpr std::string_view kSingleDump = "-- PostgreSQL database dump", kClusterDump = "-- PostgreSQL database cluster dump";

/// Calls `take` with each line, without its ends, until it returns true.
template <class Take>
bool any_line(std::string_view text, Take take) {
  while (!text.empty()) {
    std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    while (line.ends_with('\r')) line.remove_suffix(1);
    if (take(line)) return true;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return false;
}

DumpProgram program_of_line(std::string_view line) {
  if (line == kSingleDump) return DumpProgram::pg_dump;
  if (line == kClusterDump) return DumpProgram::pg_dumpall;
  if (line.starts_with("-- MySQL dump") || line.starts_with("-- MariaDB dump") || line.starts_with("-- mysqldump")) return DumpProgram::mysqldump;
  if (line.starts_with("-- phpMyAdmin SQL Dump")) return DumpProgram::php_my_admin;
  return DumpProgram::none;
}

}  // namespace

DumpProgram program_of_dump(std::string_view start) {
  DumpProgram found = DumpProgram::none;
  any_line(start.substr(0, kDumpMarks), [&](std::string_view line) {
    found = program_of_line(line);
    return found != DumpProgram::none;
  });
  return found;
}

std::string kind_of_dump(std::string_view start) {
  if (start.starts_with("SQLite format 3")) return "an SQLite database";
  if (start.starts_with("PGDMP")) return "a custom dump of PostgreSQL";
  if (is_utf16(start)) return "text in UTF-16, as PowerShell's '>' writes it; dump with the program's own option for the file";
  switch (program_of_dump(start)) {
    case DumpProgram::pg_dump:
    case DumpProgram::pg_dumpall: return "a dump of PostgreSQL";
    case DumpProgram::mysqldump: return "a dump of MySQL or MariaDB";
    case DumpProgram::php_my_admin: return "an export of phpMyAdmin";
    case DumpProgram::none: break;
  }
  if (!start.empty() && only_zeros(start)) return "nothing but zeros";
  return archive_kind_of(start);
}

bool is_utf16(std::string_view start) { return start.starts_with("\xFF\xFE") || start.starts_with("\xFE\xFF"); }

bool looks_like_sql(std::string_view start) {
  constexpr std::string_view kVerbs[] = {"set ", "create ", "insert ", "copy ", "drop ", "alter ", "begin", "use ", "lock ", "start ", "replace ", "comment ", "select ", "/*!"};
  start = start.substr(0, kDumpMarks);
  if (start.find('\0') != start.npos || start.find(';') == start.npos) return false;  // other bytes may stand in a text of MySQL
  return any_line(start, [&](std::string_view line) {
    std::string low(line.substr(0, 10));
    for (char& c : low) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return std::any_of(std::begin(kVerbs), std::end(kVerbs), [&](std::string_view verb) { return std::string_view(low).starts_with(verb); });
  });
}

bool is_closing_comment(DumpProgram program, std::string_view line) {
  switch (program) {
    case DumpProgram::pg_dump: return line == "-- PostgreSQL database dump complete";
    case DumpProgram::pg_dumpall: return line == "-- PostgreSQL database cluster dump complete";
    case DumpProgram::mysqldump: return line.starts_with("-- Dump completed");
    case DumpProgram::php_my_admin:
    case DumpProgram::none: break;
  }
  return false;
}

bool has_closing(DumpProgram program, std::string_view tail) {
  bool closed = false;
  any_line(tail, [&](std::string_view line) {
    if (is_closing_comment(program, line)) closed = true;
    else if (!trimmed(line).empty() && !line.starts_with("--") && !line.starts_with("\\unrestrict ")) closed = false;
    return false;
  });
  // phpMyAdmin closes with what it does, not with a comment.
  return program == DumpProgram::php_my_admin ? trimmed(tail).ends_with("\nCOMMIT;") || tail.find("@OLD_COLLATION_CONNECTION") != tail.npos : closed;
}

bool settings_given_back(std::string_view start, std::string_view tail) {
  return start.substr(0, kDumpMarks).find("@OLD_SQL_NOTES=@@SQL_NOTES") == start.npos || tail.find("SQL_NOTES=@OLD_SQL_NOTES") != tail.npos;
}

}  // namespace outdesk
