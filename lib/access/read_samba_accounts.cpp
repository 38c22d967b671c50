#include "access/read_samba_accounts.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "input/encoding.hpp"

namespace outdesk {

namespace {

constexpr const char* kPdbeditAdvice = "give the output of 'pdbedit -L -v'";
constexpr const char* kGroupmapAdvice = "give the output of 'net groupmap list'";

struct PassdbEntry {
  DirectoryUser user;
  long line = 0;  ///< of its name; 0 before the first
};

Sid sid_of_passdb(std::string_view text, const std::string& file, long line) {
  auto sid = Sid::from_text(text);
  if (!sid) throw InputError(file, line, "no SID: " + in_quotes(text), kPdbeditAdvice);
  return *sid;
}

void set_flags(DirectoryUser& user, std::string_view flags) {
  auto has = [&](char letter) { return flags.find(letter) != flags.npos; };
  user.disabled = has('D');
  user.computer = has('W') || has('S') || has('I');
}

}  // namespace

std::vector<DirectoryUser> read_pdbedit(std::string_view content, const std::string& file) {
  std::vector<DirectoryUser> users;
  PassdbEntry entry;
  auto finish = [&] {
    if (entry.line == 0) return;
    if (entry.user.sid.empty()) throw InputError(file, entry.line, "the account " + in_quotes(entry.user.account) + " has no SID", kPdbeditAdvice);
    users.push_back(std::move(entry.user));
    entry = {};
  };
  std::string text = utf8_of(content);
  long number = 0;
  for (std::string_view line : split(text, '\n')) {
    ++number;
    std::size_t colon = line.find(':');
    if (colon == line.npos) continue;
    std::string_view key = trimmed(line.substr(0, colon)), value = trimmed(line.substr(colon + 1));
    if (key == "Unix username") {
      finish();
      entry.line = number;
      entry.user.account = storable(value);
    }
    if (entry.line == 0) continue;
    if (key == "User SID") entry.user.sid = sid_of_passdb(value, file, number);
    else if (key == "Primary Group SID" && !value.empty() && value != "(NULL SID)") entry.user.primary_group = sid_of_passdb(value, file, number);
    else if (key == "Full Name") entry.user.name = storable(value);
    else if (key == "Account Flags") set_flags(entry.user, value);
  }
  finish();
  if (users.empty()) throw InputError(file, 0, "no account is in it", kPdbeditAdvice);
  return users;
}

std::vector<GroupMapping> read_groupmap(std::string_view content, const std::string& file) {
  std::vector<GroupMapping> groups;
  std::string text = utf8_of(content);
  long number = 0;
  for (std::string_view line : split(text, '\n')) {
    ++number;
    line = trimmed(line);
    if (line.empty()) continue;
    std::size_t arrow = line.rfind(") -> "), open = line.rfind(" (S-1-", arrow);
    auto sid = arrow == line.npos || open == line.npos ? std::nullopt : Sid::from_text(line.substr(open + 2, arrow - open - 2));
    if (!sid) throw InputError(file, number, "not 'Name (S-1-...) -> group': " + in_quotes(line), kGroupmapAdvice);
    std::string_view unix_group = line.substr(arrow + 5);
    groups.push_back({*sid, storable(line.substr(0, open)), unix_group == "-1" ? "" : storable(unix_group)});
  }
  return groups;
}

}  // namespace outdesk
