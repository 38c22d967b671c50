#include "access/samba_settings.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/error.hpp"
#include "base/text.hpp"
#include "input/encoding.hpp"

namespace outdesk {

namespace {

/// Items of a list: apart by spaces, commas or semicolons, unless in quotes.
std::vector<std::string> items_of_list(std::string_view text) {
  std::vector<std::string> items;
  std::string item;
  bool quoted = false;
  auto finish = [&] {
    if (!item.empty()) items.push_back(storable(item));
    item.clear();
  };
  for (char c : text) {
    if (c == '"') quoted = !quoted;
    else if (!quoted && std::string_view(" \t,;\r\n").find(c) != std::string_view::npos) finish();
    else item += c;
  }
  finish();
  return items;
}

/// "Read Only" and "readonly" are one parameter.
std::string settings_key(std::string_view name) {
  std::string key;
  for (char c : folded(name))
    if (c != ' ' && c != '\t') key += c;
  return key;
}

std::optional<bool> yes_or_no(std::string_view value) {
  std::string word = folded(value);
  for (const char* yes : {"yes", "true", "1", "on"})
    if (word == yes) return true;
  for (const char* no : {"no", "false", "0", "off"})
    if (word == no) return false;
  return {};
}

class SettingsReader {
 public:
  SettingsReader(const std::string& file, std::vector<SambaShare>& shares) : file_(file), shares_(shares) {}

  void line(std::string_view text, long number) {
    number_ = number;
    text = trimmed(text);
    if (text.empty() || text[0] == '#' || text[0] == ';') return;
    if (text[0] == '[') return section(text);
    std::size_t equals = text.find('=');
    // testparm says a few words before the first section.
    if (equals == text.npos && begun_) refuse("a line without '=': " + in_quotes(text));
    if (equals != text.npos) set(settings_key(text.substr(0, equals)), trimmed(text.substr(equals + 1)));
  }

 private:
  [[noreturn]] void refuse(const std::string& problem) const { throw InputError(file_, number_, problem, "give the output of 'testparm -s'"); }

  void section(std::string_view text) {
    std::size_t end = text.find(']');
    if (end == text.npos) refuse("a section without ']': " + in_quotes(text));
    begun_ = true;
    std::string name = storable(trimmed(text.substr(1, end - 1)));
    if (folded(name) == "global" || folded(name) == "globals") {
      share_ = nullptr;
      return;
    }
    auto known = std::find_if(shares_.begin(), shares_.end(), [&](const SambaShare& share) { return folded(share.name) == folded(name); });
    if (known == shares_.end()) {
      known = shares_.insert(known, defaults_);
      known->name = name;
      known->line = number_;
    }
    share_ = &*known;
  }

  void set(const std::string& key, std::string_view value) {
    SambaShare& share = share_ ? *share_ : defaults_;
    if (set_switch(share, key, value) || set_list(share, key, value) || set_mode(share, key, value)) return;
    std::string text = storable(value.size() > 1 && value.starts_with('"') && value.ends_with('"') ? value.substr(1, value.size() - 2) : value);
    if (key == "path" || key == "directory") share.path = text;
    else if (key == "netbiosname") share.server_name = text;
    else if (key == "forceuser") share.force_user = text;
    else if (key == "forcegroup" || key == "group") share.force_group = text;
    else if (key == "guestaccount") share.guest_account = text;
    else if (key == "acl_xattr:defaultaclstyle") share.default_acl_style = folded(text);
    else if (key == "acl_xattr:security_acl_name") share.security_acl_name = text;
  }

  bool set_switch(SambaShare& share, const std::string& key, std::string_view value) const {
    struct Switch { const char* key; bool SambaShare::*place; bool turned; };
    constexpr Switch kSwitches[] = {{"readonly", &SambaShare::read_only, false}, {"writable", &SambaShare::read_only, true},
                                    {"writeable", &SambaShare::read_only, true}, {"writeok", &SambaShare::read_only, true},
                                    {"guestok", &SambaShare::guest_ok, false}, {"public", &SambaShare::guest_ok, false},
                                    {"guestonly", &SambaShare::guest_only, false}, {"onlyguest", &SambaShare::guest_only, false},
                                    {"available", &SambaShare::available, false}, {"printable", &SambaShare::printable, false},
                                    {"printok", &SambaShare::printable, false},
                                    {"acl_xattr:ignoresystemacls", &SambaShare::ignore_system_acls, false},
                                    {"inheritacls", &SambaShare::inherit_acls, false}};
    for (const auto& entry : kSwitches) {
      if (key != entry.key) continue;
      auto on = yes_or_no(value);
      if (!on) refuse("neither yes nor no: " + in_quotes(value));
      share.*entry.place = *on != entry.turned;
      return true;
    }
    return false;
  }

  bool set_mode(SambaShare& share, const std::string& key, std::string_view value) const {
    bool mask = key == "createmask" || key == "createmode";
    if (!mask && key != "forcecreatemode") return false;
    std::uint32_t mode = 0;
    auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), mode, 8);
    if (error != std::errc() || end != value.data() + value.size() || mode > 07777) refuse("not the octal digits of a mode: " + in_quotes(value));
    (mask ? share.create_mask : share.force_create_mode) = mode;
    return true;
  }

  static bool set_list(SambaShare& share, const std::string& key, std::string_view value) {
    struct List { const char* key; std::vector<std::string> SambaShare::*place; };
    constexpr List kLists[] = {{"validusers", &SambaShare::valid_users}, {"invalidusers", &SambaShare::invalid_users},
                               {"readlist", &SambaShare::read_list}, {"writelist", &SambaShare::write_list},
                               {"adminusers", &SambaShare::admin_users}, {"vfsobjects", &SambaShare::vfs_objects},
                               {"vfsobject", &SambaShare::vfs_objects}};
    for (const auto& list : kLists) {
      if (key != list.key) continue;
      share.*list.place = items_of_list(value);
      auto module = [](const std::string& name) { return name == "acl_xattr" || name.starts_with("acl_xattr:"); };
      share.acl_xattr = std::any_of(share.vfs_objects.begin(), share.vfs_objects.end(), module);
      return true;
    }
    return false;
  }

  const std::string& file_;
  std::vector<SambaShare>& shares_;
  SambaShare defaults_, *share_ = nullptr;
  bool begun_ = false;
  long number_ = 0;
};

class NameMatcher {
 public:
  bool unsure = false;

  NameMatcher(const SambaShare& share, const std::string& account, const InSambaGroup& in_group) : share_(share), in_group_(in_group) {
    std::size_t slash = account.find('\\');
    if (slash != account.npos) domain_ = folded(account.substr(0, slash));
    name_ = folded(slash == account.npos ? account : account.substr(slash + 1));
  }

  bool in(const std::vector<std::string>& list) {
    return std::any_of(list.begin(), list.end(), [&](const std::string& entry) { return matches(entry); });
  }

 private:
  bool matches(const std::string& entry) {
    std::size_t begin = std::min(entry.find_first_not_of("@+&"), entry.size());
    std::string prefix = entry.substr(0, begin), name = replaced(entry.substr(begin), "%S", folded(share_.name) == "homes" ? name_ : share_.name);
    if (name.empty()) return false;
    if (name.find('%') != name.npos || prefix == "&") unsure = true;  // a variable, a netgroup
    else if (!prefix.empty() || name.starts_with("S-1-") || name.starts_with("s-1-")) return in_group_(name);
    else return is_me(name);
    return false;
  }

  bool is_me(const std::string& entry) {
    std::size_t slash = entry.find('\\');
    if (slash == entry.npos) return folded(entry) == name_;
    std::string domain = folded(entry.substr(0, slash));
    if (folded(entry.substr(slash + 1)) != name_) return false;
    if (!domain_.empty()) return domain == domain_;
    if (domain == "unix user") return true;
    // The machine's own name is not in the settings where it is the default.
    if (share_.server_name.empty()) unsure = true;
    return share_.server_name.empty() || domain == folded(share_.server_name);
  }

  const SambaShare& share_;
  const InSambaGroup& in_group_;
  std::string domain_, name_;
};

/// `force group`: with a '+' only for those who are in it already; with another sign smbd finds no such group and lets nobody in.
void force_group(const SambaShare& share, const InSambaGroup& in_group, SambaStanding& standing) {
  const std::string& group = share.force_group;
  if (group.empty()) return;
  if (group[0] == '@' || group[0] == '&') standing.refused = true;
  else if (group[0] != '+') standing.forced_group = group;
  else if (!standing.forced_user.empty()) {
    standing.forced_group = group.substr(1);
    standing.unsure = true;  // refused unless the forced user is in it
  } else if (in_group(group.substr(1))) {
    standing.forced_group = group.substr(1);
  }
}

}  // namespace

std::vector<SambaShare> read_samba_settings(std::string_view content, const std::string& file) {
  std::vector<SambaShare> shares;
  SettingsReader reader(file, shares);
  std::string text = utf8_of(content), whole;
  long number = 0, first = 0;
  for (std::string_view line : split(text, '\n')) {
    ++number;
    if (whole.empty()) first = number;
    std::string_view end = trimmed(line);
    bool comment = whole.empty() && (end.starts_with('#') || end.starts_with(';'));
    if (!comment && end.ends_with('\\')) {
      whole += std::string(end.substr(0, end.size() - 1)) + ' ';
      continue;
    }
    reader.line(whole + std::string(line), first);
    whole.clear();
  }
  if (!whole.empty()) reader.line(whole, first);
  if (shares.empty()) throw InputError(file, 0, "no share is in it", "give the output of 'testparm -s'");
  return shares;
}

SambaStanding samba_standing(const SambaShare& share, const std::string& account, const InSambaGroup& in_group) {
  SambaStanding standing;
  NameMatcher who(share, account, in_group);
  bool welcome = share.valid_users.empty() || who.in(share.valid_users);
  standing.refused = !share.available || who.in(share.invalid_users) || !welcome;
  if (who.in(share.write_list)) standing.read_only = false;
  else standing.read_only = share.read_only || who.in(share.read_list);
  standing.forced_user = !share.force_user.empty() ? share.force_user : share.guest_only ? share.guest_account : "";
  standing.admin = (standing.forced_user.empty() ? folded(account) : standing.forced_user) == "root" || who.in(share.admin_users);
  standing.unsure = who.unsure;
  // smbd finds no user under its own name as a domain, and lets nobody in.
  standing.refused = standing.refused || (!share.server_name.empty() && folded(share.force_user).starts_with(folded(share.server_name) + '\\'));
  force_group(share, in_group, standing);
  return standing;
}

}  // namespace outdesk
