#include "verify/tar_feed.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/text.hpp"
#include "verify/tar_blocks.hpp"

namespace outdesk {

namespace {

constexpr std::int64_t kLargestSpeaking = 16 << 20;  // a header that speaks of the next: names, attributes
constexpr std::int64_t kBlockBytes = kTarBlock, kLatestSecond = 9'000'000'000;

/// A field of octal digits, or GNU's base 256.
std::optional<std::int64_t> tar_number(std::string_view field) {
  auto byte = [&](std::size_t i) { return static_cast<unsigned char>(field[i]); };
  std::int64_t value = 0;
  if (byte(0) & 0x80) {
    for (std::size_t i = 0; i < field.size(); ++i) {
      if (value >> 54) return {};
      value = value << 8 | (i == 0 ? byte(i) & 0x3F : byte(i));
    }
    return value;
  }
  for (char c : field) {
    if (c == ' ' || c == '\0') continue;
    if (c < '0' || c > '7') return {};
    value = value << 3 | (c - '0');
  }
  return value;
}

std::string tar_text(std::string_view field) { return std::string(field.substr(0, std::min(field.find('\0'), field.size()))); }

std::optional<TreeEntry::Type> tar_type(char kind) {
  switch (kind) {
    case '\0':
    case '0':
    case '1':
    case '7': return TreeEntry::Type::file;
    case '2': return TreeEntry::Type::link;
    case '3': return TreeEntry::Type::character;
    case '4': return TreeEntry::Type::block;
    case '5': return TreeEntry::Type::folder;
    case '6': return TreeEntry::Type::fifo;
    default: return {};
  }
}

/// A header that says something about the next one.
bool speaks_of_next(char kind) { return kind == 'x' || kind == 'g' || kind == 'L' || kind == 'K'; }

std::string bare_path(std::string path) {
  while (path.starts_with('/')) path.erase(0, 1);
  while (path.starts_with("./")) path.erase(0, 2);
  while (path.ends_with('/')) path.pop_back();
  return path == "." ? std::string() : path;
}

}  // namespace

void TarFeed::feed(std::string_view bytes) {
  while (!bytes.empty() && state_ != State::ended && state_ != State::broken) {
    std::size_t wanted = state_ == State::header ? kTarBlock - block_.size() : static_cast<std::size_t>(std::min<std::int64_t>(left_, static_cast<std::int64_t>(bytes.size())));
    std::string_view piece = bytes.substr(0, std::min(wanted, bytes.size()));
    bytes.remove_prefix(piece.size());
    if (state_ == State::contents) {
      take_contents(piece);
    } else if (state_ == State::padding) {
      left_ -= static_cast<std::int64_t>(piece.size());
      if (left_ == 0) state_ = State::header;
    } else {
      block_ += piece;
      if (block_.size() == kTarBlock) take_header();
    }
  }
}

void TarFeed::take_header() {
  state_ = State::broken;
  if (only_zeros(block_)) {
    state_ = State::ended;
  } else if (is_tar_header(block_)) {
    auto size = tar_number(std::string_view(block_).substr(124, 12));
    char kind = block_[156];
    if (size && speaks_of_next(kind) && *size <= kLargestSpeaking) start(kind, *size);
    else if (size && tar_type(kind)) read_named(kind, *size);
  }
  block_.clear();
}

void TarFeed::start(char kind, std::int64_t size) {
  kind_ = kind;
  text_.clear();
  left_ = size;
  padding_ = static_cast<std::size_t>((kBlockBytes - size % kBlockBytes) % kBlockBytes);
  state_ = State::contents;
  if (left_ == 0) end_contents();
}

void TarFeed::read_named(char kind, std::int64_t size) {
  auto field = [&](std::size_t at, std::size_t length) { return std::string_view(block_).substr(at, length); };
  auto told = [&](const char* key) { auto found = records_.find(key); return found == records_.end() ? std::nullopt : std::optional(found->second); };
  auto mode = tar_number(field(100, 8)), uid = tar_number(field(108, 8)), gid = tar_number(field(116, 8)), time = tar_number(field(136, 12));
  if (!mode || !uid || !gid || !time) return;
  std::string prefix = field(257, 6) == std::string_view("ustar\0", 6) ? tar_text(field(345, 155)) : "";
  std::string name = prefix + (prefix.empty() ? "" : "/") + tar_text(field(0, 100));
  entry_ = {};
  entry_.type = *tar_type(kind);
  entry_.path = bare_path(told("path").value_or(long_name_.empty() ? name : long_name_));
  entry_.target = told("linkpath").value_or(long_target_.empty() ? tar_text(field(157, 100)) : long_target_);
  entry_.mode = static_cast<unsigned>(*mode & 07777);
  entry_.uid = parse_count(told("uid").value_or("")).value_or(*uid);
  entry_.gid = parse_count(told("gid").value_or("")).value_or(*gid);
  entry_.mtime_ns = std::clamp<std::int64_t>(*time, 0, kLatestSecond) * 1'000'000'000;
  size = parse_count(told("size").value_or("")).value_or(size);
  if (kind == '1') entry_.linked_to = bare_path(std::exchange(entry_.target, {}));
  if (kind == '1' || entry_.type != TreeEntry::Type::file) size = 0;
  entry_.size = size;
  records_.clear();
  long_name_.clear();
  long_target_.clear();
  start(kind, size);
}

void TarFeed::take_contents(std::string_view piece) {
  left_ -= static_cast<std::int64_t>(piece.size());
  if (speaks_of_next(kind_)) text_ += piece;
  else sum_.add(piece);
  if (left_ == 0) end_contents();
}

void TarFeed::end_contents() {
  left_ = static_cast<std::int64_t>(padding_);
  state_ = left_ ? State::padding : State::header;
  if (kind_ == 'x') return take_records();
  if (kind_ == 'L') long_name_ = tar_text(text_);
  if (kind_ == 'K') long_target_ = tar_text(text_);
  if (speaks_of_next(kind_)) return;
  if (entry_.type == TreeEntry::Type::file && entry_.linked_to.empty()) entry_.sha256 = sum_.finish();
  take_(std::move(entry_));
}

void TarFeed::take_records() {
  std::string_view rest = text_;
  while (!rest.empty()) {
    std::size_t space = std::min(rest.find(' '), rest.size());
    auto told = parse_count(rest.substr(0, space));
    auto length = static_cast<std::size_t>(told.value_or(0));
    if (!told || length < space + 2 || length > rest.size()) {
      state_ = State::broken;
      return;
    }
    std::string_view record = rest.substr(space + 1, length - space - 2);
    rest.remove_prefix(length);
    std::size_t sign = record.find('=');
    if (sign != record.npos) records_[std::string(record.substr(0, sign))] = record.substr(sign + 1);
  }
}

}  // namespace outdesk
