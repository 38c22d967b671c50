#include "base/zone.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <iterator>
#include <map>
#include <mutex>
#include <vector>

#include "base/error.hpp"
#include "base/posix_zone.hpp"
#include "base/text.hpp"

namespace outdesk {

namespace {

constexpr const char* kFolder = "/usr/share/zoneinfo/";
constexpr std::size_t kLargest = 1u << 20;

struct Transition {
  std::int64_t at = 0;  ///< from here on…
  int offset = 0;       ///< …this offset holds
};

bool is_zone_name(std::string_view name) {
  constexpr std::string_view kAllowed =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_+-/";
  return !name.empty() && name.size() < 64 && name[0] != '/' && name.find("//") == name.npos &&
         name.find_first_not_of(kAllowed) == name.npos;
}

std::string file_content(const std::string& path) {
  struct stat info;
  if (::stat(path.c_str(), &info) != 0 || !S_ISREG(info.st_mode)) return {};
  if (static_cast<std::size_t>(info.st_size) > kLargest) return {};
  std::ifstream file(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

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
  auto count = [&] { return static_cast<std::size_t>(bytes.number(4)) & 0xFFFFFF; };
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

}  // namespace

struct Zone::Data {
  int first_offset = 0;  ///< before the first transition
  std::vector<Transition> transitions;
  PosixZone rule;        ///< after the last transition

  explicit Data(std::string_view content) {
    Bytes bytes(content);
    Counts v1 = read_header(bytes);
    bytes.take(v1.times * 5 + v1.types * 6 + v1.chars + v1.leaps * 8 + v1.std_flags + v1.utc_flags);
    Counts c = read_header(bytes);
    read_body(bytes, c);
    std::string_view footer = bytes.rest();
    if (footer.size() < 2 || footer.front() != '\n' || footer.back() != '\n') throw UsageError("has no footer");
    rule = PosixZone(footer.substr(1, footer.size() - 2));
  }

  int offset_at(std::int64_t t) const {
    if (transitions.empty() || t >= transitions.back().at) {
      if (rule.defined()) return rule.offset_at(t);
      return transitions.empty() ? first_offset : transitions.back().offset;
    }
    auto after = std::upper_bound(transitions.begin(), transitions.end(), t,
                                  [](std::int64_t value, const Transition& x) { return value < x.at; });
    return after == transitions.begin() ? first_offset : std::prev(after)->offset;
  }

 private:
  void read_body(Bytes& bytes, const Counts& c) {
    Bytes times(bytes.take(c.times * 8)), indexes(bytes.take(c.times)), types(bytes.take(c.types * 6));
    bytes.take(c.chars + c.leaps * 12 + c.std_flags + c.utc_flags);
    std::vector<int> offsets;
    for (std::size_t i = 0; i < c.types; ++i) {
      offsets.push_back(static_cast<int>(types.number(4)));
      types.take(2);
      if (offsets.back() < -93600 || offsets.back() > 93600) throw UsageError("has an impossible offset");
    }
    first_offset = offsets[0];
    for (std::size_t i = 0; i < c.times; ++i) {
      std::int64_t at = times.number(8);
      auto type = static_cast<unsigned char>(indexes.take(1)[0]);
      if (type >= offsets.size()) throw UsageError("refers to a type that is not there");
      if (!transitions.empty() && at <= transitions.back().at) throw UsageError("has transitions out of order");
      transitions.push_back({at, offsets[type]});
    }
  }
};

Zone::Zone(std::string name, std::unique_ptr<Data> data) : name_(std::move(name)), data_(std::move(data)) {}
Zone::~Zone() = default;

const Zone& Zone::named(std::string_view name) {
  static std::mutex mutex;
  static std::map<std::string, std::unique_ptr<Zone>, std::less<>> loaded;
  std::lock_guard lock(mutex);
  if (auto it = loaded.find(name); it != loaded.end()) return *it->second;
  std::string content = is_zone_name(name) ? file_content(kFolder + std::string(name)) : "";
  if (content.empty())
    throw UsageError("unknown time zone " + in_quotes(name), "write a name of the IANA zone data such as \"Europe/Moscow\"");
  try {
    std::unique_ptr<Zone> zone(new Zone(std::string(name), std::make_unique<Data>(content)));
    return *loaded.emplace(std::string(name), std::move(zone)).first->second;
  } catch (const UsageError& error) {
    throw UsageError("the zone data of " + in_quotes(name) + " " + error.what(), "install the package tzdata again");
  }
}

int Zone::offset_at(Instant t) const { return data_->offset_at(t.unix_s); }

LocalTime Zone::local(Instant t) const {
  int offset = offset_at(t);
  std::int64_t wall = t.unix_s + offset, day = wall / 86400, rest = wall % 86400;
  if (rest < 0) { rest += 86400; --day; }
  return {date_of_days(day), static_cast<int>(rest), offset};
}

Instant Zone::first_at_or_after(Date date, int second_of_day) const {
  std::int64_t wall = days_since_epoch(date) * 86400 + second_of_day;
  // Offsets lie within 26 hours, and clocks change less often than that: what holds a day before and a
  // day after are the only two candidates.
  int before = data_->offset_at(wall - 2 * 86400), after = data_->offset_at(wall + 2 * 86400);
  for (int offset : {std::max(before, after), std::min(before, after)}) {
    std::int64_t t = wall - offset;
    if (data_->offset_at(t) == offset) return Instant{t};
  }
  // In a gap: the moment of change, found by halving between an instant that reads less and one that reads more.
  std::int64_t low = wall - std::max(before, after) - 86400, high = wall - std::min(before, after) + 86400;
  while (high - low > 1) {
    std::int64_t middle = low + (high - low) / 2;
    (middle + data_->offset_at(middle) >= wall ? high : low) = middle;
  }
  return Instant{high};
}

Period Zone::day(Date date) const { return days(date, date_of_days(days_since_epoch(date) + 1)); }

Period Zone::month(Month month) const {
  return days(Date{month.year(), month.month(), std::chrono::day{1}},
              Date{(month + std::chrono::months{1}).year(), (month + std::chrono::months{1}).month(), std::chrono::day{1}});
}

Period Zone::days(Date from, Date to) const { return {first_at_or_after(from, 0), first_at_or_after(to, 0)}; }

bool Zone::has_sub_minute_offset(Instant since) const {
  if (data_->offset_at(since.unix_s) % 60) return true;
  return std::any_of(data_->transitions.begin(), data_->transitions.end(),
                     [&](const Transition& t) { return t.at >= since.unix_s && t.offset % 60; });
}

std::string zone_data_version() {
  std::ifstream file(std::string(kFolder) + "tzdata.zi");
  std::string line;
  constexpr std::string_view kHead = "# version ";
  if (!std::getline(file, line) || line.rfind(kHead, 0) != 0) return "unknown";
  return printable(std::string_view(line).substr(kHead.size(), 16));
}

}  // namespace outdesk
