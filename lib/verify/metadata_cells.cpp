#include "verify/metadata_cells.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "base/instant.hpp"
#include "base/text.hpp"
#include "verify/tree_entry_xattrs.hpp"

namespace outdesk {

namespace {

constexpr std::int64_t kNanoseconds = 1'000'000'000, kSurelyNanoseconds = 100'000'000'000'000;
constexpr std::string_view kPlainInXattrNames = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:@/-";

/// Up to nine digits of a fraction, as nanoseconds; more are cut off.
std::optional<std::int64_t> fraction_of(std::string_view digits) {
  if (digits.empty() || digits.find_first_not_of("0123456789") != digits.npos) return {};
  std::string nine(digits.substr(0, 9));
  nine.resize(9, '0');
  return parse_count(nine);
}

std::optional<std::int64_t> rfc_time(std::string_view cell) {
  std::optional<Instant> instant = parse_instant(cell);
  if (!instant) return {};
  std::size_t point = cell.find('.');
  if (point == cell.npos) return nanoseconds_since_1970(instant->unix_s, 0);
  std::string_view digits = cell.substr(point + 1);
  std::optional<std::int64_t> fraction = fraction_of(digits.substr(0, digits.find_first_not_of("0123456789")));
  return nanoseconds_since_1970(instant->unix_s, fraction.value_or(0));
}

std::string xattr_name_cell(std::string_view name) {
  std::string out;
  for (char c : name) {
    if (kPlainInXattrNames.find(c) != kPlainInXattrNames.npos) out += c;
    else out += "%" + hex(std::string_view(&c, 1));
  }
  return out;
}

std::optional<std::string> xattr_name_of(std::string_view cell) {
  std::string name;
  for (std::size_t at = 0; at < cell.size(); ++at) {
    if (cell[at] != '%') { name += cell[at]; continue; }
    unsigned char byte = 0;
    if (at + 3 > cell.size()) return {};
    auto [end, error] = std::from_chars(cell.data() + at + 1, cell.data() + at + 3, byte, 16);
    if (error != std::errc{} || end != cell.data() + at + 3 || byte == 0) return {};
    name += static_cast<char>(byte);
    at += 2;
  }
  if (name.empty()) return {};
  return name;
}

}  // namespace

std::optional<TreeEntry::Type> tree_type_named(std::string_view word) {
  using enum TreeEntry::Type;
  static constexpr std::pair<std::string_view, TreeEntry::Type> words[] = {
      {"f", file}, {"file", file}, {"regular", file}, {"regular file", file}, {"regular empty file", file}, {"reg", file}, {"-", file},
      {"h", file}, {"hardlink", file},
      {"d", folder}, {"dir", folder}, {"directory", folder}, {"folder", folder},
      {"l", link}, {"link", link}, {"symlink", link}, {"symbolic link", link}, {"lnk", link},
      {"p", fifo}, {"fifo", fifo}, {"pipe", fifo}, {"named pipe", fifo},
      {"s", socket}, {"socket", socket}, {"sock", socket},
      {"c", character}, {"char", character}, {"chr", character}, {"character", character}, {"character special file", character},
      {"chardev", character},
      {"b", block}, {"block", block}, {"block special file", block},
  };
  std::string key = folded(word);
  for (const auto& [known, type] : words)
    if (known == key) return type;
  return {};
}

std::optional<unsigned> read_mode_cell(std::string_view cell) {
  if (cell.starts_with("0o")) cell.remove_prefix(2);
  unsigned mode = 0;
  auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), mode, 8);
  if (cell.empty() || cell.size() > 8 || error != std::errc{} || end != cell.data() + cell.size()) return {};
  return mode & 07777;
}

std::string mode_cell(unsigned mode) {
  std::string out = "0000";
  for (std::size_t i = 4; i-- > 0; mode >>= 3) out[i] = static_cast<char>('0' + (mode & 7));
  return out;
}

std::optional<std::int64_t> read_time_cell(std::string_view cell) {
  if (cell.size() > 10 && cell[4] == '-') return rfc_time(cell);
  bool negative = cell.starts_with('-');
  std::string_view digits = negative ? cell.substr(1) : cell;
  std::size_t point = digits.find('.');
  std::optional<std::int64_t> whole = parse_count(digits.substr(0, point));
  if (!whole) return {};
  if (point == digits.npos && *whole >= kSurelyNanoseconds) return negative ? -*whole : *whole;
  std::optional<std::int64_t> fraction = point == digits.npos ? 0 : fraction_of(digits.substr(point + 1));
  if (!fraction) return {};
  return negative ? nanoseconds_since_1970(-*whole, -*fraction) : nanoseconds_since_1970(*whole, *fraction);
}

std::string time_cell(std::int64_t ns) {
  // The remainder has the sign of the whole, so both are written without it; the least number has no positive twin.
  auto positive = [](std::int64_t value) { return value < 0 ? -value : value; };
  return std::string(ns < 0 ? "-" : "") + std::to_string(positive(ns / kNanoseconds)) + "." + zero_padded(positive(ns % kNanoseconds), 9);
}

bool read_xattr_cell(std::string_view cell, std::map<std::string, std::string>& xattrs) {
  while (!cell.empty()) {
    std::string_view pair = cell.substr(0, cell.find_first_of(",; "));
    cell.remove_prefix(std::min(cell.size(), pair.size() + 1));
    std::size_t middle = pair.find('=');
    if (middle == pair.npos) return false;
    std::optional<std::string> name = xattr_name_of(pair.substr(0, middle)), value = from_base64(pair.substr(middle + 1));
    if (!name || !value || !xattrs.emplace(std::move(*name), std::move(*value)).second) return false;
  }
  return true;
}

std::string xattr_cell(const std::map<std::string, std::string>& xattrs) {
  std::string out;
  for (const auto& [name, value] : xattrs) out += (out.empty() ? "" : ",") + xattr_name_cell(name) + "=" + base64(value);
  return out;
}

}  // namespace outdesk
