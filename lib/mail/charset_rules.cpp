#include "mail/charset_rules.hpp"

#include <array>

#include "base/text.hpp"

namespace outdesk {

namespace {

struct Alias { std::string_view called, name; };
/// Names that iconv lacks, and those of charsets whose writers mean a larger one.
constexpr Alias kAliases[] = {
    {"us-ascii", "UTF-8"}, {"ascii", "UTF-8"}, {"utf8", "UTF-8"}, {"unicode-1-1-utf-8", "UTF-8"}, {"iso-8859-1", "WINDOWS-1252"},
    {"iso8859-1", "WINDOWS-1252"}, {"latin1", "WINDOWS-1252"}, {"iso-8859-8-i", "ISO-8859-8"}, {"gb2312", "GB18030"}, {"gbk", "GB18030"},
    {"x-gbk", "GB18030"}, {"gb_2312-80", "GB18030"}, {"shift_jis", "CP932"}, {"shift-jis", "CP932"}, {"sjis", "CP932"}, {"x-sjis", "CP932"},
    {"windows-31j", "CP932"}, {"ks_c_5601-1987", "CP949"}, {"ks_c_5601-1989", "CP949"}, {"euc-kr", "CP949"}, {"big5", "BIG5-HKSCS"},
    {"koi8-ru", "KOI8-U"}, {"koi8r", "KOI8-R"}, {"koi8", "KOI8-R"}, {"x-mac-cyrillic", "MAC-CYRILLIC"}, {"x-mac-roman", "MACINTOSH"}, {"macintosh", "MACINTOSH"}};

/// "cp-1251", "x-cp1251", "windows1251", "cp1251" are windows-1251; likewise 125x and DOS pages.
std::string code_page(std::string_view name) {
  for (std::string_view start : {"x-cp", "cp-", "cp", "windows-", "windows", "win-", "win", "ansi-", "ibm-", "ibm"}) {
    if (!name.starts_with(start)) continue;
    std::string_view digits = name.substr(start.size());
    bool number = digits.size() >= 3 && digits.size() <= 5 && digits.find_first_not_of("0123456789") == digits.npos;
    return number ? "CP" + std::string(digits) : "";
  }
  return {};
}

bool is_name(std::string_view name) {
  if (name.empty() || name.size() > 40) return false;
  for (char c : name)
    if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.' || c == ':' || c == '+')) return false;
  return name.find("..") == name.npos;
}

enum class Letter { lower, upper, rare, other };

/// What a byte above 0x7F is in KOI8-R (RFC 1489) and in Windows-1251: the letters stand in two blocks of 32.
Letter in_koi8(unsigned char c) {
  if (c >= 0xC0) return c < 0xE0 ? Letter::lower : Letter::upper;
  return c == 0xA3 || c == 0xB3 ? Letter::rare : Letter::other;
}
Letter in_1251(unsigned char c) {
  if (c >= 0xC0) return c < 0xE0 ? Letter::upper : Letter::lower;
  return c == 0xA8 || c == 0xB8 || c == 0xB9 || c == 0xAB || c == 0xBB || c == 0x97 || c == 0x96 ? Letter::rare : Letter::other;
}

struct Weighing { long lower = 0, upper_inside = 0, letters = 0, other = 0, longest = 0; };

/// Words of people are lower case after their first letter; read in the wrong one of the two charsets they are upper case.
Weighing weighed(std::string_view bytes, Letter (*letter)(unsigned char)) {
  Weighing sum;
  bool inside = false;
  long run = 0;
  for (char byte : bytes) {
    auto c = static_cast<unsigned char>(byte);
    if (c < 0x80) { inside = false; run = 0; continue; }
    Letter kind = letter(c);
    if (kind == Letter::other) { ++sum.other; inside = false; run = 0; continue; }
    if (kind == Letter::lower) ++sum.lower;
    if (kind == Letter::upper && inside) ++sum.upper_inside;
    ++sum.letters;
    sum.longest = std::max(sum.longest, ++run);
    inside = true;
  }
  return sum;
}

}  // namespace

std::string charset_name(std::string_view declared) {
  std::string name = folded(trimmed(declared));
  if (!is_name(name)) return {};
  for (const Alias& alias : kAliases)
    if (alias.called == name) return std::string(alias.name);
  if (std::string page = code_page(name); !page.empty()) return page;
  return name;
}

std::string guessed_charset(std::string_view bytes) {
  Weighing koi = weighed(bytes, in_koi8), windows = weighed(bytes, in_1251);
  // Western text has single letters above 0x7F between ASCII ones; Cyrillic words are made of nothing else.
  if (std::max(koi.longest, windows.longest) < 3) return "WINDOWS-1252";
  long koi_score = koi.lower - 2 * koi.upper_inside - 2 * koi.other, windows_score = windows.lower - 2 * windows.upper_inside - 2 * windows.other;
  return koi_score > windows_score ? "KOI8-R" : "WINDOWS-1251";
}

}  // namespace outdesk
