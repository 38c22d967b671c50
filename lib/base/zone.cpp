#include "base/zone.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <mutex>

#include "base/error.hpp"
#include "base/text.hpp"
#include "base/tzif.hpp"

namespace outdesk {

namespace {

constexpr const char* kFolder = "/usr/share/zoneinfo/";
constexpr std::size_t kLargest = 1u << 20;

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

}  // namespace

struct Zone::Data {
  Tzif tzif;
  int offset_at(std::int64_t t) const { return tzif.offset_at(t); }
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
    std::unique_ptr<Zone> zone(new Zone(std::string(name), std::make_unique<Data>(Data{Tzif(content)})));
    return *loaded.emplace(std::string(name), std::move(zone)).first->second;
  } catch (const UsageError& error) {
    throw UsageError("the zone data of " + in_quotes(name) + " " + error.what(), "install the package tzdata again");
  }
}

int Zone::offset_at(Instant t) const { return data_->offset_at(t.unix_s); }

LocalTime Zone::local(Instant t) const {
  int offset = offset_at(t);
  std::int64_t wall = t.unix_s + offset, day = wall / kDay, rest = wall % kDay;
  if (rest < 0) { rest += kDay; --day; }
  return {date_of_days(day), static_cast<int>(rest), offset};
}

Instant Zone::first_at_or_after(Date date, int second_of_day) const {
  std::int64_t wall = days_since_epoch(date) * kDay + second_of_day;
  // Offsets lie within 26 hours, and clocks change less often than that: what holds a day before and a
  // day after are the only two candidates.
  int before = data_->offset_at(wall - 2 * kDay), after = data_->offset_at(wall + 2 * kDay);
  for (int offset : {std::max(before, after), std::min(before, after)}) {
    std::int64_t t = wall - offset;
    if (data_->offset_at(t) == offset) return Instant{t};
  }
  // In a gap: the moment of change, found by halving between an instant that reads less and one that reads more.
  std::int64_t low = wall - std::max(before, after) - kDay, high = wall - std::min(before, after) + kDay;
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

bool Zone::has_sub_minute_offset(Instant since) const { return data_->tzif.has_sub_minute_offset(since.unix_s); }

std::string zone_data_version() {
  std::ifstream file(std::string(kFolder) + "tzdata.zi");
  std::string line;
  constexpr std::string_view kHead = "# version ";
  if (!std::getline(file, line) || line.rfind(kHead, 0) != 0) return "unknown";
  return printable(std::string_view(line).substr(kHead.size(), 16));
}

}  // namespace outdesk
