#include "verify/bacula_talk.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace outdesk {

namespace {

constexpr std::size_t kLongestWords = 64 << 10;
constexpr std::size_t kLongestColumn = 1 << 20;

bool bacula_says(std::string_view output, std::string_view words) { return output.find(words) != output.npos; }

/// The line that holds `words`, for people.
std::string bacula_line_with(std::string_view output, std::string_view words) {
  for (std::string_view line : split(output, '\n'))
    if (bacula_says(line, words)) return printable(trimmed(line).substr(0, 300));
  return {};
}

}  // namespace

BaculaRows::BaculaRows(std::string mark, std::size_t columns, std::function<void(const Row&)> take) : mark_(std::move(mark)), columns_(columns), take_(std::move(take)) {}

void BaculaRows::feed(std::string_view piece) {
  buffer_ += piece;
  std::size_t from = 0;
  for (;;) {
    std::size_t at = buffer_.find(mark_, std::max(from, looked_));
    if (at == buffer_.npos || at + mark_.size() >= buffer_.size()) break;
    at_mark(buffer_[at + mark_.size()], std::string_view(buffer_).substr(from, at - from));
    from = at + mark_.size() + (in_row_ ? 1 : 0);
    looked_ = from;
  }
  buffer_.erase(0, from);
  std::size_t kept = std::min(buffer_.size(), mark_.size());
  if (!in_row_ && buffer_.size() > kept) {  // words; the start of a mark may stand at the end
    words_.append(buffer_, 0, std::min(buffer_.size() - kept, kLongestWords - std::min(words_.size(), kLongestWords)));
    buffer_.erase(0, buffer_.size() - kept);
  }
  if (in_row_ && buffer_.size() > kLongestColumn) in_row_ = false;  // no such row
  looked_ = buffer_.size() - std::min(buffer_.size(), mark_.size());
}

void BaculaRows::at_mark(char what, std::string_view before) {
  if (in_row_ && before.ends_with('\t')) {
    before.remove_suffix(1);
    if (row_.size() < columns_) row_.emplace_back(before);
  } else if (!in_row_) {
    words_ += before.substr(0, kLongestWords - std::min(words_.size(), kLongestWords));
  }
  if (what == '.' && in_row_ && row_.size() == columns_) take_(row_);
  if (what == '!') done_ = true;
  if (what != '\t' || !in_row_) row_.clear();
  in_row_ = what == '\t';
}

std::optional<BaculaTrouble> bacula_trouble_of(std::string_view output, const std::string& where) {
  struct Case {
    std::string_view words;
    CheckLevel level;
    Verdict verdict;
    Fault fault;
    std::string_view advice;
  };
  static constexpr std::array<Case, 13> cases = {{
      {"authorization problem", CheckLevel::structure, Verdict::fail, Fault::access_denied, "the Director refuses the password of this configuration"},
      {"rror: Bad response", CheckLevel::structure, Verdict::fail, Fault::access_denied, "the Director refuses this console"},
      {"No Director resource", CheckLevel::structure, Verdict::fail, Fault::bad_magic, "it is no configuration of bconsole"},
      {"Config error", CheckLevel::structure, Verdict::fail, Fault::bad_magic, "it is no configuration of bconsole"},
      {"ot authorized", CheckLevel::structure, Verdict::unknown, Fault::access_denied, "this console may not do that: give it the commands .sql, .status, restore and cancel, or name the catalog's file"},
      {"database is locked", CheckLevel::structure, Verdict::unknown, Fault::locked, "the catalog is in use; ask again later"},
      {"malformed", CheckLevel::structure, Verdict::fail, Fault::page_corrupt, "the catalog is damaged: restore it from its own backup"},
      {"is not a database", CheckLevel::structure, Verdict::fail, Fault::catalog_missing, "the catalog is no database any more: restore it from its own backup"},
      {"no such table", CheckLevel::structure, Verdict::fail, Fault::catalog_missing, "the catalog lacks its tables: restore it from its own backup"},
      {"Could not open catalog", CheckLevel::structure, Verdict::fail, Fault::catalog_missing, "the Director cannot open its catalog: restore it from its own backup"},
      {"Could not find a Catalog", CheckLevel::structure, Verdict::fail, Fault::catalog_missing, "the Director has no catalog"},
      {"Query failed", CheckLevel::structure, Verdict::unknown, Fault::catalog_missing, "the catalog does not answer; is it of a version that is not known here?"},
      {"is an invalid command", CheckLevel::structure, Verdict::unknown, Fault::access_denied, "the Director does not know the command, or this console may not use it"},
  }};
  for (const Case& one : cases)
    if (bacula_says(output, one.words))
      return BaculaTrouble{one.level, one.verdict, one.fault, where + ": " + std::string(one.advice) + " (" + bacula_line_with(output, one.words) + ")", false};
  if (bacula_says(output, "1000 OK")) return {};
  return BaculaTrouble{CheckLevel::freshness, Verdict::unknown, Fault::timed_out, where + ": nobody answers at the Director's address; is bacula-director running?", true};
}

std::string bacula_version_of(std::string_view output) {
  std::size_t at = output.find("1000 OK");
  if (at == output.npos || (at = output.find(" Version: ", at)) == output.npos) return {};
  output.remove_prefix(at + 10);
  return printable(output.substr(0, std::min<std::size_t>(output.find_first_of(" \n"), 20)));
}

std::optional<std::int64_t> bacula_queued_job(std::string_view output) {
  std::size_t at = output.rfind("Job queued. JobId=");
  if (at == output.npos) return {};
  output.remove_prefix(at + 18);
  return parse_count(output.substr(0, std::min(output.find_first_not_of("0123456789"), output.size())));
}

std::map<std::int64_t, BaculaRunning> read_bacula_running(std::string_view output) {
  std::map<std::int64_t, BaculaRunning> running;
  BaculaRunning* current = nullptr;
  for (std::string_view line : split(output, '\n')) {
    line = trimmed(line);
    std::size_t equals = line.find('=');
    if (equals == line.npos) continue;
    std::string_view key = line.substr(0, equals), value = line.substr(equals + 1);
    if (key == "jobid") {
      auto id = parse_count(value);
      current = id ? &running[*id] : nullptr;
    } else if (current && key == "status" && value.size() == 1) {
      current->status = value[0];
    } else if (current && key == "status_desc") {
      current->words = printable(value.substr(0, 200));
    }
  }
  return running;
}

std::vector<std::string> bacula_device_folders(std::string_view output) {
  std::vector<std::string> folders;
  for (std::string_view line : split(output, '\n')) {
    std::size_t open = line.find("\" (/"), close = line.rfind(") ");
    if (!trimmed(line).starts_with("Device ") || open == line.npos || close == line.npos || close <= open + 3) continue;
    std::string folder(line.substr(open + 3, close - open - 3));
    if (std::find(folders.begin(), folders.end(), folder) == folders.end()) folders.push_back(std::move(folder));
  }
  return folders;
}

std::string bacula_storage_address(std::string_view output) {
  static constexpr std::string_view connecting = "Connecting to Storage daemon ";
  for (std::string_view line : split(output, '\n')) {
    std::size_t at = line.rfind(" at "), port = line.rfind(':');
    if (line.starts_with(connecting) && at != line.npos && port != line.npos && port > at) return std::string(line.substr(at + 4, port - at - 4));
  }
  return {};
}

BaculaDifferences read_bacula_differences(std::string_view log) {
  static constexpr std::string_view sign = " digest differs on \"";
  BaculaDifferences differences;
  for (std::string_view line : split(log, '\n')) {
    std::size_t at = line.find(sign), end = line.rfind('"');
    if (at != line.npos && end > at + sign.size() - 1) {
      if (differences.digests.size() < 1000) differences.digests.emplace_back(line.substr(at + sign.size(), end - at - sign.size()));
    } else if (bacula_says(line, " differ. ") || bacula_says(line, "not in catalog") || bacula_says(line, "in the Catalog but not on")) {
      differences.others = true;
    }
  }
  return differences;
}

bool bacula_verifies_digests(std::string_view output) {
  bool any = false;
  for (std::string_view line : split(output, '\n')) {
    line = trimmed(line);
    if (!line.starts_with("O ")) continue;
    std::size_t verify = line.find('V'), end = line.find(':', verify == line.npos ? 0 : verify);
    if (verify == line.npos || line.substr(verify, end == line.npos ? end : end - verify).find_first_of("1235") == line.npos) return false;
    any = true;
  }
  return any;
}

std::vector<std::string> bacula_listed(std::string_view output, std::string_view command) {
  std::vector<std::string> listed;
  bool inside = false;
  for (std::string_view line : split(output, '\n')) {
    if (line == command) inside = true;
    else if (line == "quit") break;  // the echo of our next command
    else if (inside && !line.empty() && !line.starts_with("You have ")) listed.emplace_back(line);
  }
  return listed;
}

namespace {

/// The number behind `key`, thousands set off by commas or not; 0 where there is none.
std::int64_t bacula_figure(std::string_view line, std::string_view key) {
  std::size_t at = line.find(key);
  if (at == line.npos) return 0;
  std::string digits;
  for (char c : line.substr(at + key.size())) {
    if (c >= '0' && c <= '9') digits += c;
    else if (c != ',') break;
  }
  return parse_count(digits).value_or(0);
}

}  // namespace

BaculaBlsReport read_bacula_bls(std::string_view output, std::int64_t session, std::int64_t session_time) {
  BaculaBlsReport report;
  bool in_end = false;
  for (std::string_view line : split(output, '\n')) {
    bool record = bacula_says(line, "Session Record:");
    bool ours = record && bacula_figure(line, "SessId=") == session && bacula_figure(line, "SessTime=") == session_time;
    if (record) in_end = false;
    if (ours && line.starts_with("Begin Job")) report.begun = true;
    if (ours && line.starts_with("End Job")) in_end = report.ended = true;
    if (!in_end || !bacula_says(line, "Files=")) continue;
    report.files = bacula_figure(line, "Files=");
    report.errors = bacula_figure(line, "Errors=");
    std::size_t at = line.find("Status=");
    if (at != line.npos && at + 7 < line.size()) report.status = line[at + 7];
  }
  report.other_format = bacula_says(output, "Wanted ID");
  report.data_error = bacula_says(output, "Volume data error") || bacula_says(output, "checksum mismatch");
  report.complaints = bacula_complaints(output);
  return report;
}

std::vector<std::string> bacula_complaints(std::string_view log) {
  static constexpr std::array<std::string_view, 12> signs = {"rror: ", "arning: ", "Could not ", "could not ", "Cannot ", "cannot ", "lease mount", "differs on", "differ ", "ailed", "refused", "not found"};
  std::vector<std::string> found;
  for (std::string_view line : split(log, '\n')) {
    if (bacula_says(line, "Unknown stream=") || line.size() > 4000) continue;
    if (std::none_of(signs.begin(), signs.end(), [&](std::string_view sign) { return bacula_says(line, sign); })) continue;
    if (std::size_t job = line.find(" JobId "); job != line.npos)
      if (std::size_t colon = line.find(": ", job); colon != line.npos) line.remove_prefix(colon + 2);
    std::string words = printable(trimmed(line).substr(0, 300));
    if (std::find(found.begin(), found.end(), words) == found.end()) found.push_back(std::move(words));
    if (found.size() == 20) break;
  }
  return found;
}

}  // namespace outdesk
