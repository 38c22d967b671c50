#include "base/tzif.hpp"

#include <algorithm>
#include <iterator>

#include "base/error.hpp"

namespace outdesk {

namespace {

/// Reads the big-endian numbers of a TZif file; never past its end.
class Bytes {
 public:
  explicit Bytes(std::string_view data) : data_(data) {}
  std::string_view take(std::size_t n) {
    if (n > data_.size()) throw UsageError("is cut short");
    std::string_view piece = data_.substr(0, n);
    data_.remove_prefix(n);
    return piece;
  }
  std::int64_t number(std::size_t width) {
    std::uint64_t value = 0;
    for (unsigned char byte : take(width)) value = value << 8 | byte;
    int unused = 64 - static_cast<int>(width) * 8;
    return static_cast<std::int64_t>(value << unused) >> unused;
  }
  std::string_view rest() const { return data_; }

 private:
  std::string_view data_;
};

struct Counts {
  std::size_t utc_flags, std_flags, leaps, times, types, chars;
};

Counts read_header(Bytes& bytes) {
  if (bytes.take(4) != "TZif" || bytes.take(16)[0] < '2') throw UsageError("is not zone data of version 2 or later");
  auto count = [&] {
    std::int64_t n = bytes.number(4);
    if (n < 0 || n > 1'000'000) throw UsageError("counts more than a file can hold");
    return static_cast<std::size_t>(n);
  };
  Counts c{};
  c.utc_flags = count();
  c.std_flags = count();
  c.leaps = count();
  c.times = count();
  c.types = count();
  c.chars = count();
  if (c.types == 0 || c.types > 256) throw UsageError("has no usable local time types");
  return c;
}

std::vector<int> read_offsets(Bytes types, std::size_t count) {
  constexpr int kMost = 26 * 3600;
  std::vector<int> offsets;
  for (std::size_t i = 0; i < count; ++i) {
    offsets.push_back(static_cast<int>(types.number(4)));
    types.take(2);
    if (offsets.back() < -kMost || offsets.back() > kMost) throw UsageError("has an impossible offset");
  }
  return offsets;
}

}  // namespace

Tzif::Tzif(std::string_view content) {
  Bytes bytes(content);
  Counts v1 = read_header(bytes);
  bytes.take(v1.times * 5 + v1.types * 6 + v1.chars + v1.leaps * 8 + v1.std_flags + v1.utc_flags);
  Counts c = read_header(bytes);
  Bytes times(bytes.take(c.times * 8)), indexes(bytes.take(c.times));
  std::vector<int> offsets = read_offsets(Bytes(bytes.take(c.types * 6)), c.types);
  bytes.take(c.chars + c.leaps * 12 + c.std_flags + c.utc_flags);
  first_offset_ = offsets[0];
  for (std::size_t i = 0; i < c.times; ++i) {
    std::int64_t at = times.number(8);
    auto type = static_cast<unsigned char>(indexes.take(1)[0]);
    if (type >= offsets.size()) throw UsageError("refers to a type that is not there");
    if (!transitions_.empty() && at <= transitions_.back().at) throw UsageError("has transitions out of order");
    transitions_.push_back({at, offsets[type]});
  }
  std::string_view footer = bytes.rest();
  if (footer.size() < 2 || footer.front() != '\n' || footer.back() != '\n') throw UsageError("has no footer");
  rule_ = PosixZone(footer.substr(1, footer.size() - 2));
}

int Tzif::offset_at(std::int64_t t) const {
  if (transitions_.empty() || t >= transitions_.back().at) {
    if (rule_.defined()) return rule_.offset_at(t);
    return transitions_.empty() ? first_offset_ : transitions_.back().offset;
  }
  auto after = std::upper_bound(transitions_.begin(), transitions_.end(), t,
                                [](std::int64_t value, const Transition& x) { return value < x.at; });
  return after == transitions_.begin() ? first_offset_ : std::prev(after)->offset;
}

bool Tzif::has_sub_minute_offset(std::int64_t since) const {
  return offset_at(since) % 60 != 0 ||
         std::any_of(transitions_.begin(), transitions_.end(),
                     [&](const Transition& t) { return t.at >= since && t.offset % 60 != 0; });
}

}  // namespace outdesk
