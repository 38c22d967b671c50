#include "access/read_shares.hpp"

#include <algorithm>
#include <charconv>

#include "access/nt_rules.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "input/csv.hpp"
#include "input/encoding.hpp"

namespace outdesk {

namespace {

constexpr std::uint32_t kReadShare = 0x1200A9, kChangeShare = 0x1301BF, kChangeOfSamba = 0x1301FF;

struct WellKnown {
  std::string_view domain;  ///< the words that may stand before the name; empty for none
  std::string_view english, russian;
  std::string_view alias;   ///< of SDDL
};
constexpr WellKnown kWellKnown[] = {
    {"", "Everyone", "Все", "WD"},
    {"", "CREATOR OWNER", "СОЗДАТЕЛЬ-ВЛАДЕЛЕЦ", "CO"},
    {"NT AUTHORITY", "Authenticated Users", "Прошедшие проверку", "AU"},
    {"NT AUTHORITY", "SYSTEM", "СИСТЕМА", "SY"},
    {"NT AUTHORITY", "NETWORK", "СЕТЬ", "NU"},
    {"NT AUTHORITY", "INTERACTIVE", "ИНТЕРАКТИВНЫЕ", "IU"},
    {"NT AUTHORITY", "ANONYMOUS LOGON", "АНОНИМНЫЙ ВХОД", "AN"},
    {"NT AUTHORITY", "SERVICE", "СЛУЖБА", "SU"},
    {"NT AUTHORITY", "LOCAL SERVICE", "LOCAL SERVICE", "LS"},
    {"NT AUTHORITY", "NETWORK SERVICE", "NETWORK SERVICE", "NS"},
    {"BUILTIN", "Administrators", "Администраторы", "BA"},
    {"BUILTIN", "Users", "Пользователи", "BU"},
    {"BUILTIN", "Guests", "Гости", "BG"},
    {"BUILTIN", "Power Users", "Опытные пользователи", "PU"},
    {"BUILTIN", "Account Operators", "Операторы учета", "AO"},
    {"BUILTIN", "Server Operators", "Операторы сервера", "SO"},
    {"BUILTIN", "Print Operators", "Операторы печати", "PO"},
    {"BUILTIN", "Backup Operators", "Операторы архива", "BO"},
    {"BUILTIN", "Remote Desktop Users", "Пользователи удаленного рабочего стола", "RD"}};

/// An entry without its trustee and mask.
Ace share_ace(std::uint8_t type, std::uint8_t flags = 0) {
  constexpr std::size_t kNoGuids = 4;
  Ace ace;
  ace.type = type;
  ace.flags = flags;
  if (ace::is_object(type)) ace.object.assign(kNoGuids, '\0');
  return ace;
}

/// What all kinds of lists need.
class ShareList {
 public:
  ShareList(const std::string& file, const SidContext& context, const SidOfName& sid_of_name) : file_(file), context_(context), sid_of_name_(sid_of_name) {}
  std::vector<ShareRights> shares;

  [[noreturn]] void refuse(long line, const std::string& problem, const std::string& next = {}) const {
    throw InputError(file_, line, problem, next.empty() ? "give the output of 'sharesec --view-all', or of Get-SmbShare with SecurityDescriptor" : next);
  }

  ShareRights& add(std::string_view name, long line) {
    ShareRights& share = shares.emplace_back();
    share.name = storable(name);
    share.line = line;
    return share;
  }

  void sddl(ShareRights& share, std::string_view text, long line) const {
    NtReading reading = read_sddl(text, context_);
    if (!reading.problem.empty()) refuse(line, "the rights of the share " + in_quotes(share.name) + " cannot be read: " + reading.problem);
    share.descriptor = std::move(reading.descriptor);
  }

  std::optional<Sid> sid_of(std::string_view account) const {
    if (account.starts_with('*')) account.remove_prefix(1);
    if (auto sid = Sid::from_text(account)) return sid;
    if (auto sid = sid_of_well_known(account)) return sid;
    return sid_of_name_ && !account.empty() ? sid_of_name_(storable(account)) : std::nullopt;
  }

  /// One entry; `mask` is empty for rights that the source does not tell, `right` is its word for them.
  void entry(ShareRights& share, Ace ace, std::string_view account, std::optional<std::uint32_t> mask, std::string_view right) const {
    if (!share.descriptor.dacl) share.descriptor.dacl.emplace();
    auto sid = sid_of(account);
    if (!sid || !mask) {
      bool allows = ace.type == ace::kAllow, denies = ace.type == ace::kDeny || ace.type == ace::kDenyObject;
      share.unresolved.push_back((allows ? "allow " : denies ? "deny " : "special ") + folded(storable(right)) + " to " + in_quotes(account));
      share.unresolved_denial = share.unresolved_denial || !allows;
      return;
    }
    ace.mask = *mask;
    ace.trustee = std::move(*sid);
    share.descriptor.dacl->push_back(std::move(ace));
  }

 private:
  const std::string& file_;
  const SidContext& context_;
  const SidOfName& sid_of_name_;
};

/// "0x1301ff" or "5"; empty for anything else.
std::optional<std::uint32_t> hex_or_decimal(std::string_view text) {
  bool hexadecimal = text.starts_with("0x") || text.starts_with("0X");
  if (hexadecimal) text.remove_prefix(2);
  std::uint32_t value = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, hexadecimal ? 16 : 10);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return {};
  return value;
}

struct Word {
  std::string_view word;
  std::uint32_t value;
};

/// The sum of words that a '|' parts, or of letters where there is no separator; empty for an unknown one.
template <std::size_t N>
std::optional<std::uint32_t> sum_of_words(std::string_view text, const Word (&words)[N], bool letters) {
  std::uint32_t sum = 0;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t size = letters ? 1 : std::min(text.find('|', at), text.size()) - at;
    auto known = std::find_if(std::begin(words), std::end(words), [&](const Word& word) { return word.word == text.substr(at, size); });
    if (known == std::end(words)) return {};
    sum |= known->value;
    at += size + (letters ? 0 : 1);
  }
  return text.empty() ? std::nullopt : std::optional(sum);
}

/// `sharesec`: blocks of "KEY:value", or of SDDL, each behind "[name]" or not.
class SharesecReader {
 public:
  explicit SharesecReader(ShareList& list) : list_(list) {}

  void line(std::string_view text, long number) {
    std::string_view words = trimmed(text);
    std::size_t colon = words.find(':');
    std::string_view key = words.substr(0, colon), value = colon == words.npos ? "" : words.substr(colon + 1);
    if (words.empty()) return;
    if (words[0] == '[' && words.ends_with(']')) named(words.substr(1, words.size() - 2), number);
    else if (key == "O" || key == "G" || key == "D" || key == "S") sddl(words, number);
    else if (key == "REVISION") begin(number);
    else if (!open_) list_.refuse(number, "neither a share nor its rights: " + in_quotes(words));
    else if (key == "CONTROL") control(value, number);
    else if (key == "OWNER" || key == "GROUP") (key == "OWNER" ? open_->descriptor.owner : open_->descriptor.group) = list_.sid_of(value);
    else if (key == "ACL") entry(value, number);
    else list_.refuse(number, "unknown line of rights: " + in_quotes(words));
  }

  void finish() const {
    if (open_ && !filled_) list_.refuse(open_->line, "no rights follow the share " + in_quotes(open_->name));
  }

 private:
  void named(std::string_view name, long number) {
    finish();
    open_ = &list_.add(name, number);
    filled_ = false;
  }
  void fill(long number) {
    if (!open_ || filled_) open_ = &list_.add("", number);
    filled_ = true;
  }
  void sddl(std::string_view text, long number) {
    fill(number);
    list_.sddl(*open_, text, number);
  }
  void begin(long number) {
    fill(number);
    open_->descriptor.control |= control::kDaclPresent;
    open_->descriptor.dacl.emplace();
  }

  void control(std::string_view value, long number) {
    constexpr Word kControl[] = {{"OD", 1}, {"GD", 2}, {"DP", control::kDaclPresent}, {"DD", 8}, {"SP", control::kSaclPresent}, {"SD", 0x20}, {"DT", 0x40}, {"SS", 0x80},
                                 {"DR", control::kDaclRequest}, {"SI", control::kSaclInherited}, {"DI", control::kDaclInherited}, {"PD", control::kDaclProtected},
                                 {"PS", control::kSaclProtected}, {"RM", 0x4000}, {"SR", control::kSelfRelative}};
    auto bits = hex_or_decimal(value);
    if (!bits) bits = sum_of_words(value, kControl, false);
    if (!bits) list_.refuse(number, "unknown flags of a descriptor: " + in_quotes(value));
    open_->descriptor.control = static_cast<std::uint16_t>(*bits);
    if (!open_->descriptor.has_dacl()) open_->descriptor.dacl.reset();
  }

  /// "S-1-1-0:ALLOWED/OI|CI/READ"
  void entry(std::string_view value, long number) {
    constexpr Word kFlagWords[] = {{"OI", 1}, {"CI", 2}, {"NP", 4}, {"IO", 8}, {"I", 0x10}};
    constexpr Word kRightWords[] = {{"READ", kReadShare}, {"CHANGE", kChangeOfSamba}, {"FULL", nt::kAll}};
    constexpr Word kLetters[] = {{"R", 0x120089}, {"W", 0x120116}, {"X", 0x1200A0}, {"D", nt::kDelete}, {"P", nt::kWriteDac}, {"O", nt::kWriteOwner}};
    std::size_t colon = value.rfind(':');
    auto parts = split(colon == value.npos ? "" : value.substr(colon + 1), '/');
    if (parts.size() != 3) list_.refuse(number, "no entry of a list: " + in_quotes(value));
    auto type = parts[0] == "ALLOWED" ? std::optional<std::uint32_t>(ace::kAllow) : parts[0] == "DENIED" ? std::optional<std::uint32_t>(ace::kDeny) : hex_or_decimal(parts[0]);
    auto flags = hex_or_decimal(parts[1]), mask = hex_or_decimal(parts[2]);
    if (!flags) flags = sum_of_words(parts[1], kFlagWords, false);
    if (!mask) mask = sum_of_words(parts[2], kRightWords, false);
    if (!mask) mask = sum_of_words(parts[2], kLetters, true);
    if (!type || *type > UINT8_MAX || !flags || *flags > UINT8_MAX || !mask) list_.refuse(number, "no entry of a list: " + in_quotes(value));
    Ace ace = share_ace(static_cast<std::uint8_t>(*type), static_cast<std::uint8_t>(*flags));
    open_->descriptor.control |= control::kDaclPresent;
    list_.entry(*open_, std::move(ace), value.substr(0, colon), mask, parts[2]);
  }

  ShareList& list_;
  ShareRights* open_ = nullptr;
  bool filled_ = false;
};

/// What PowerShell exports: a table with columns by name.
class ShareTable {
 public:
  ShareTable(ShareList& list, const std::string& file) : list_(list), file_(file) {}

  void read(std::string_view text) {
    CsvReader csv(text, delimiter_of(text), file_);
    std::vector<std::string_view> cells;
    while (csv.next(cells)) {
      line_ = csv.line();
      if (columns_.empty()) head(cells);
      else if (cells.size() < columns_.size()) list_.refuse(line_, "a row with " + std::to_string(cells.size()) + " cells");
      else if (has("securitydescriptor")) share(cells);
      else access(cells);
    }
    if (columns_.empty()) list_.refuse(0, "no share is in it");
  }

 private:
  bool has(std::string_view column) const { return std::find(columns_.begin(), columns_.end(), column) != columns_.end(); }
  std::string_view cell(const std::vector<std::string_view>& cells, std::string_view column) const {
    auto found = std::find(columns_.begin(), columns_.end(), column);
    return found == columns_.end() ? "" : trimmed(cells[static_cast<std::size_t>(found - columns_.begin())]);
  }

  void head(const std::vector<std::string_view>& cells) {
    if (cells[0].starts_with("#TYPE")) return;  // without -NoTypeInformation
    for (auto cell : cells) columns_.push_back(folded(trimmed(cell)));
    bool access = has("accountname") && has("accesscontroltype") && has("accessright");
    if (!has("name") || !(access || has("securitydescriptor")))
      list_.refuse(line_, "no columns 'Name' and 'SecurityDescriptor', nor 'Name', 'AccountName', 'AccessControlType' and 'AccessRight'");
  }

  void share(const std::vector<std::string_view>& cells) {
    ShareRights& share = list_.add(cell(cells, "name"), line_);
    share.path = storable(cell(cells, "path"));
    if (auto text = cell(cells, "securitydescriptor"); !text.empty()) list_.sddl(share, text, line_);
  }

  void access(const std::vector<std::string_view>& cells) {
    std::string name = storable(cell(cells, "name")), key = folded(name);
    auto known = std::find_if(list_.shares.begin(), list_.shares.end(), [&](const ShareRights& share) { return folded(share.name) == key; });
    ShareRights& share = known == list_.shares.end() ? list_.add(name, line_) : *known;
    share.descriptor.control |= control::kDaclPresent;
    std::string kind = folded(cell(cells, "accesscontroltype")), right = folded(cell(cells, "accessright"));
    bool allow = kind == "allow" || kind == "0";
    if (!allow && kind != "deny" && kind != "1") list_.refuse(line_, "neither 'Allow' nor 'Deny': " + in_quotes(kind));
    struct Right { std::string_view word, number; std::optional<std::uint32_t> mask; };
    constexpr Right kRightsOfShares[] = {{"full", "0", nt::kAll}, {"change", "1", kChangeShare}, {"read", "2", kReadShare}, {"custom", "3", {}}};
    auto found = std::find_if(std::begin(kRightsOfShares), std::end(kRightsOfShares), [&](const Right& r) { return right == r.word || right == r.number; });
    if (found == std::end(kRightsOfShares)) list_.refuse(line_, "neither 'Full', 'Change', 'Read' nor 'Custom': " + in_quotes(right));
    list_.entry(share, share_ace(allow ? ace::kAllow : ace::kDeny), cell(cells, "accountname"), found->mask, found->word);
  }

  ShareList& list_;
  const std::string& file_;
  std::vector<std::string> columns_;
  long line_ = 0;
};

}  // namespace

std::optional<Sid> sid_of_well_known(std::string_view name) {
  std::size_t slash = name.find('\\');
  std::string domain = folded(slash == name.npos ? "" : name.substr(0, slash)), account = folded(slash == name.npos ? name : name.substr(slash + 1));
  for (const auto& known : kWellKnown) {
    if (account != folded(known.english) && account != folded(known.russian)) continue;
    if (slash == name.npos || (!known.domain.empty() && domain == folded(known.domain))) return sid_of_alias(known.alias, {});
  }
  return {};
}

std::vector<ShareRights> read_shares(std::string_view bytes, const std::string& file, const SidContext& context, const SidOfName& sid_of_name) {
  std::string text = utf8_of(bytes);
  ShareList list(file, context, sid_of_name);
  std::string_view first = trimmed(text);
  auto starts = [&](std::string_view word) { return first.starts_with(word); };
  if (!starts("[") && !starts("REVISION:") && !starts("O:") && !starts("G:") && !starts("D:") && !starts("S:")) {
    ShareTable(list, file).read(text);
    return std::move(list.shares);
  }
  SharesecReader reader(list);
  long number = 0;
  for (std::string_view line : split(text, '\n')) reader.line(line, ++number);
  reader.finish();
  return std::move(list.shares);
}

}  // namespace outdesk
