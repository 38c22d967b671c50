#include "access/sddl.hpp"

#include <array>
#include <charconv>

#include "base/text.hpp"

namespace outdesk {

namespace {

struct Name {
  std::string_view name;
  std::uint32_t value;
};

constexpr Name kTypes[] = {{"A", ace::kAllow}, {"D", ace::kDeny}, {"AU", ace::kAudit}, {"AL", ace::kAlarm}, {"OA", ace::kAllowObject},
                           {"OD", ace::kDenyObject}, {"OU", ace::kAuditObject}, {"OL", ace::kAlarmObject}, {"XA", ace::kAllowIf},
                           {"XD", ace::kDenyIf}, {"ZA", ace::kAllowObjectIf}, {"XU", ace::kAuditIf}, {"ML", ace::kLabel},
                           {"RA", ace::kResource}, {"SP", ace::kPolicy}, {"TL", ace::kTrust}, {"FL", ace::kFilter}};
constexpr Name kFlags[] = {{"OI", 1}, {"CI", 2}, {"NP", 4}, {"IO", 8}, {"ID", 0x10}, {"CR", 0x20}, {"SA", 0x40}, {"TP", 0x40}, {"FA", 0x80}};
constexpr Name kRights[] = {
    {"CC", 1}, {"DC", 2}, {"LC", 4}, {"SW", 8}, {"RP", 0x10}, {"WP", 0x20}, {"DT", 0x40}, {"LO", 0x80}, {"CR", 0x100},
    {"SD", 0x10000}, {"RC", 0x20000}, {"WD", 0x40000}, {"WO", 0x80000}, {"GA", 0x10000000}, {"GX", 0x20000000},
    {"GW", 0x40000000}, {"GR", 0x80000000}, {"FA", 0x1F01FF}, {"FR", 0x120089}, {"FW", 0x120116}, {"FX", 0x1200A0},
    {"KA", 0xF003F}, {"KR", 0x20019}, {"KW", 0x20006}, {"KX", 0x20019}, {"NW", 1}, {"NR", 2}, {"NX", 4}};

template <std::size_t N>
std::optional<std::uint32_t> named(const Name (&names)[N], std::string_view name) {
  for (const auto& entry : names)
    if (entry.name == name) return entry.value;
  return {};
}

/// A SID that is the same everywhere, by its last parts under authority 5 or another one.
struct Fixed {
  std::string_view alias;
  std::uint64_t authority;
  std::uint32_t first, second;  ///< second 0: there is none
};
constexpr Fixed kFixed[] = {
    {"WD", 1, 0, 0},     {"CO", 3, 0, 0},     {"CG", 3, 1, 0},     {"OW", 3, 4, 0},     {"NU", 5, 2, 0},     {"IU", 5, 4, 0},
    {"SU", 5, 6, 0},     {"AN", 5, 7, 0},     {"ED", 5, 9, 0},     {"PS", 5, 10, 0},    {"AU", 5, 11, 0},    {"RC", 5, 12, 0},
    {"SY", 5, 18, 0},    {"LS", 5, 19, 0},    {"NS", 5, 20, 0},    {"WR", 5, 33, 0},    {"BA", 5, 32, 544},  {"BU", 5, 32, 545},
    {"BG", 5, 32, 546},  {"PU", 5, 32, 547},  {"AO", 5, 32, 548},  {"SO", 5, 32, 549},  {"PO", 5, 32, 550},  {"BO", 5, 32, 551},
    {"RE", 5, 32, 552},  {"RU", 5, 32, 554},  {"RD", 5, 32, 555},  {"NO", 5, 32, 556},  {"MU", 5, 32, 558},  {"LU", 5, 32, 559},
    {"IS", 5, 32, 568},  {"CY", 5, 32, 569},  {"ER", 5, 32, 573},  {"CD", 5, 32, 574},  {"RA", 5, 32, 575},  {"ES", 5, 32, 576},
    {"MS", 5, 32, 577},  {"HA", 5, 32, 578},  {"AA", 5, 32, 579},  {"RM", 5, 32, 580},  {"AC", 15, 2, 1},    {"LW", 16, 4096, 0},
    {"ME", 16, 8192, 0}, {"MP", 16, 8448, 0}, {"HI", 16, 12288, 0}, {"SI", 16, 16384, 0}, {"AS", 18, 1, 0},  {"SS", 18, 2, 0}};

constexpr Name kOfDomain[] = {{"DA", 512}, {"DU", 513}, {"DG", 514}, {"DC", 515}, {"DD", 516}, {"CA", 517}, {"PA", 520},
                              {"CN", 522}, {"AP", 525}, {"KA", 526}, {"RS", 553}};
constexpr Name kOfMachine[] = {{"LA", 500}, {"LG", 501}};
constexpr Name kOfForest[] = {{"RO", 498}, {"SA", 518}, {"EA", 519}, {"EK", 527}};

/// What is refused, and where; caught in this file.
struct Refusal {
  std::string words;
};

class Parser {
 public:
  Parser(std::string_view text, const SidContext& context) : text_(text), context_(context) {}

  NtDescriptor descriptor() {
    while (at_ < text_.size()) section();
    return std::move(out_);
  }

 private:
  [[noreturn]] void refuse(const std::string& what) const { throw Refusal{what + " at character " + std::to_string(at_ + 1)}; }
  bool starts(std::string_view word) const { return text_.substr(at_).starts_with(word); }
  /// A section begins here.
  bool at_section() const {
    return at_ + 1 < text_.size() && text_[at_ + 1] == ':' && std::string_view("OGDS").find(text_[at_]) != std::string_view::npos;
  }

  void section() {
    if (!at_section()) refuse("neither O:, G:, D: nor S:");
    char name = text_[at_];
    if (seen_.find(name) != seen_.npos) refuse("a second " + std::string(1, name) + ":");
    seen_ += name;
    at_ += 2;
    if (name == 'O') out_.owner = sid_here();
    else if (name == 'G') out_.group = sid_here();
    else list(name == 'D');
  }

  Sid sid_here() {
    std::size_t end = std::min(at_ + 2, text_.size());
    if (starts("S-") || starts("s-")) {
      auto is_part = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == '-' || c == 'x' || c == 'X'; };
      for (end = at_ + 2; end < text_.size() && is_part(text_[end]); ++end)
        if (text_[end] == 'D' && end + 1 < text_.size() && text_[end + 1] == ':') break;  // the next section, no hex digit
    }
    Sid sid = sid_of(text_.substr(at_, end - at_));
    at_ = end;
    return sid;
  }

  Sid sid_of(std::string_view name) const {
    if (name.starts_with("S-") || name.starts_with("s-")) {
      if (auto sid = Sid::from_text(name)) return *sid;
      refuse("no SID: " + in_quotes(name));
    }
    Sid sid = sid_of_alias(name, context_);
    if (sid.empty()) refuse(named(kOfDomain, name) || named(kOfMachine, name) || named(kOfForest, name)
                                ? "the domain of " + in_quotes(name) + " is not known" : "unknown name " + in_quotes(name));
    return sid;
  }

  void list(bool access) {
    out_.control |= access ? control::kDaclPresent : control::kSaclPresent;
    bool null = false;
    while (at_ < text_.size() && text_[at_] != '(' && !at_section()) null = flag(access) || null;
    Acl acl;
    while (at_ < text_.size() && text_[at_] == '(') acl.push_back(entry());
    if (null && !acl.empty()) refuse("NO_ACCESS_CONTROL beside entries");
    if (!null) (access ? out_.dacl : out_.sacl) = std::move(acl);
  }

  /// True for NO_ACCESS_CONTROL.
  bool flag(bool access) {
    auto take = [&](std::string_view word) {
      if (!starts(word)) return false;
      at_ += word.size();
      return true;
    };
    if (take("NO_ACCESS_CONTROL")) return true;
    if (take("AI")) out_.control |= access ? control::kDaclInherited : control::kSaclInherited;
    else if (take("AR")) out_.control |= access ? control::kDaclRequest : control::kSaclRequest;
    else if (take("P")) out_.control |= access ? control::kDaclProtected : control::kSaclProtected;
    else refuse("unknown flag of a list");
    return false;
  }

  Ace entry() {
    std::array<std::string_view, 7> fields{};
    std::size_t count = split_entry(fields);
    Ace ace;
    auto type = named(kTypes, fields[0]);
    if (!type) refuse("unknown kind of entry " + in_quotes(fields[0]));
    ace.type = static_cast<std::uint8_t>(*type);
    bool more = ace::is_conditional(ace.type) || ace.type == ace::kResource || ace.type == ace::kAllowObjectIf;
    if (count != (more ? 7 : 6)) refuse("an entry with " + std::to_string(count) + " fields");
    ace.flags = static_cast<std::uint8_t>(words_of(fields[1], kFlags, "flag"));
    ace.mask = mask_of(fields[2]);
    if (ace::is_object(ace.type)) ace.object = object_of(fields[3], fields[4]);
    else if (!fields[3].empty() || !fields[4].empty()) refuse("a GUID in a plain entry");
    ace.trustee = sid_of(fields[5]);
    if (more) ace.condition = fields[6];
    return ace;
  }

  /// Fields of the entry that begins here; the last one may hold parentheses and quotes of its own.
  std::size_t split_entry(std::array<std::string_view, 7>& fields) {
    std::size_t begin = ++at_, count = 0, depth = 0;
    for (bool quoted = false; at_ < text_.size(); ++at_) {
      char c = text_[at_];
      if (c == '"') quoted = !quoted;
      if (quoted) continue;
      if (c == '(') ++depth;
      bool end = c == ')' && depth == 0;
      if (c == ')' && depth > 0) --depth;
      if (!end && (c != ';' || depth > 0)) continue;
      if (count == fields.size()) refuse("an entry with too many fields");
      fields[count++] = text_.substr(begin, at_ - begin);
      begin = at_ + 1;
      if (!end) continue;
      ++at_;
      return count;
    }
    refuse("an entry without an end");
  }

  template <std::size_t N>
  std::uint32_t words_of(std::string_view text, const Name (&names)[N], const char* what) const {
    std::uint32_t sum = 0;
    for (std::size_t i = 0; i < text.size();) {
      if (text[i] == ' ') { ++i; continue; }
      auto value = named(names, text.substr(i, 2));
      if (!value) refuse(std::string("unknown ") + what + " " + in_quotes(text.substr(i, 2)));
      sum |= *value;
      i += 2;
    }
    return sum;
  }

  std::uint32_t mask_of(std::string_view text) const {
    if (text.empty() || text[0] < '0' || text[0] > '9') return words_of(text, kRights, "right");
    bool hex = text.starts_with("0x") || text.starts_with("0X"), octal = !hex && text[0] == '0' && text.size() > 1;
    std::string_view digits = hex ? text.substr(2) : text;
    std::uint32_t mask = 0;
    auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), mask, hex ? 16 : octal ? 8 : 10);
    if (digits.empty() || error != std::errc{} || end != digits.data() + digits.size()) refuse("no mask: " + in_quotes(text));
    return mask;
  }

  std::string object_of(std::string_view object, std::string_view inherited) const {
    std::string bytes = {static_cast<char>((object.empty() ? 0 : 1) | (inherited.empty() ? 0 : 2)), 0, 0, 0};
    for (std::string_view guid : {object, inherited})
      if (!guid.empty()) bytes += guid_of(guid);
    return bytes;
  }

  /// The first three groups are little-endian numbers, the rest are bytes.
  std::string guid_of(std::string_view text) const {
    constexpr int kOrder[] = {3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15};
    std::string plain;
    for (std::size_t i = 0; i < text.size();) {
      if (text[i] == '-') { ++i; continue; }
      unsigned value = 0;
      auto [end, error] = std::from_chars(text.data() + i, text.data() + std::min(i + 2, text.size()), value, 16);
      if (error != std::errc{} || end != text.data() + i + 2) refuse("no GUID: " + in_quotes(text));
      plain += static_cast<char>(value);
      i += 2;
    }
    if (plain.size() != std::size(kOrder)) refuse("no GUID: " + in_quotes(text));
    std::string bytes;
    for (int i : kOrder) bytes += plain[static_cast<std::size_t>(i)];
    return bytes;
  }

  std::string_view text_;
  const SidContext& context_;
  std::size_t at_ = 0;
  std::string seen_;
  NtDescriptor out_;
};

}  // namespace

Sid sid_of_alias(std::string_view alias, const SidContext& context) {
  if (alias == "UD") return Sid{5, {84, 0, 0, 0, 0, 0}};
  for (const auto& fixed : kFixed) {
    if (fixed.alias != alias) continue;
    return fixed.second ? Sid{fixed.authority, {fixed.first, fixed.second}} : Sid{fixed.authority, {fixed.first}};
  }
  auto relative = [](const Sid& domain, std::optional<std::uint32_t> part) { return part && !domain.empty() ? domain.with(*part) : Sid(); };
  if (auto part = named(kOfDomain, alias)) return relative(context.domain, part);
  if (auto part = named(kOfMachine, alias)) return relative(context.machine, part);
  return relative(context.forest, named(kOfForest, alias));
}

NtReading read_sddl(std::string_view text, const SidContext& context) {
  try {
    return {Parser(text, context).descriptor(), ""};
  } catch (const Refusal& refusal) {
    return {{}, refusal.words};
  }
}

}  // namespace outdesk
