#include "access/read_identities.hpp"

#include <functional>
#include <unordered_set>

#include "base/error.hpp"
#include "base/text.hpp"
#include "input/json.hpp"

namespace outdesk {

namespace {

constexpr std::size_t kLongestName = 256;

/// One line of a file, with where it stands.
struct Line {
  std::string_view file;
  long number;
  std::vector<std::string_view> fields;

  [[noreturn]] void fail(const std::string& problem, std::string next_step = "") const {
    throw InputError(file, number, problem, std::move(next_step));
  }
};

std::string name_of(const Line& line) {
  std::string_view name = line.fields[0];
  if (name.empty()) line.fail("the name is empty");
  if (name.size() > kLongestName) line.fail("the name is longer than 256 bytes");
  if (name[0] == '+' || name[0] == '-')
    line.fail("the line stands for a network service and holds no account",
              "make the file on that machine with 'getent passwd' and 'getent group'");
  if (std::string why = unstorable(name); !why.empty()) line.fail("the name is " + why);
  return std::string(name);
}

/// Ids run to 4294967294; the one above means nobody.
std::uint32_t id_of(const Line& line, std::size_t field, const char* what) {
  auto id = parse_count(line.fields[field]);
  if (!id || *id > 0xFFFFFFFEll) line.fail(std::string(what) + " " + in_quotes(line.fields[field]) + " is not a number from 0 to 4294967294");
  return static_cast<std::uint32_t>(*id);
}

/// "Ivanov I. I.,room 5,," is "Ivanov I. I."
std::string full_name_of(std::string_view comment) {
  return std::string(trimmed(storable(comment.substr(0, comment.find(',')))));
}

void for_each_line(std::string_view content, std::string_view file, std::size_t fields,
                   const std::function<void(const Line&)>& visit) {
  long number = 0;
  for (std::string_view text : split(content, '\n')) {
    ++number;
    if (!text.empty() && text.back() == '\r') text.remove_suffix(1);
    if (trimmed(text).empty() || text[0] == '#') continue;
    Line line{file, number, split(text, ':')};
    if (line.fields.size() != fields)
      line.fail("has " + std::to_string(line.fields.size()) + " fields instead of " + std::to_string(fields));
    visit(line);
  }
}

}  // namespace

std::vector<PosixAccount> parse_passwd(std::string_view content, std::string_view file) {
  std::vector<PosixAccount> accounts;
  std::unordered_set<std::string> seen;
  for_each_line(content, file, 7, [&](const Line& line) {
    PosixAccount account{name_of(line), id_of(line, 2, "the uid"), id_of(line, 3, "the gid"), full_name_of(line.fields[4])};
    if (seen.insert(account.name).second) accounts.push_back(std::move(account));
  });
  return accounts;
}

std::vector<PosixGroup> parse_group(std::string_view content, std::string_view file) {
  std::vector<PosixGroup> groups;
  for_each_line(content, file, 4, [&](const Line& line) {
    PosixGroup group{name_of(line), id_of(line, 2, "the gid"), {}};
    for (std::string_view member : split(line.fields[3], ','))
      if (member = trimmed(member); !member.empty()) group.members.push_back(storable(member));
    groups.push_back(std::move(group));
  });
  return groups;
}

Identities read_identities(const std::string& passwd_file, const std::string& group_file) {
  return {parse_passwd(read_file(passwd_file), passwd_file), parse_group(read_file(group_file), group_file)};
}

}  // namespace outdesk
