#include "verify/bacula_words.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <limits>

#include "base/text.hpp"

namespace outdesk {

RestorePoint::State bacula_state(char status, std::int64_t errors) {
  using State = RestorePoint::State;
  static constexpr std::string_view running = "RCBFSMmsjcdtpailLq";
  if (status == 'T') return errors > 0 ? State::warnings : State::done;
  if (status == 'W') return State::warnings;
  return running.find(status) != running.npos ? State::running : State::failed;
}

std::string_view bacula_status_words(char status) {
  switch (status) {
    case 'T': return "ended well";
    case 'W': return "ended with warnings";
    case 'E': return "ended with errors";
    case 'e': return "had errors";
    case 'f': return "had a fatal error";
    case 'A': return "was cancelled";
    case 'I': return "was left incomplete";
    case 'D': return "found differences";
    case 'R': return "is running";
    case 'C': return "was created and has not started";
    case 'B': return "is blocked";
    case 'F': return "waits for the client";
    case 'S': return "waits for the storage daemon";
    case 'm': return "waits for a new volume";
    case 'M': return "waits for a volume to be mounted";
    case 's': return "waits for a storage resource";
    case 'j': return "waits for a job resource";
    case 'c': return "waits for a client resource";
    case 'd': return "waits for other jobs to end";
    case 't': return "waits for its start time";
    case 'p': return "waits for jobs of a higher priority";
    case 'a':
    case 'i':
    case 'l':
    case 'L':
    case 'q': return "is writing its records";
    default: return "has a status that is not known here";
  }
}

namespace {

/// Bacula's own digits, the highest first, with a sign.
std::optional<std::int64_t> bacula_number(std::string_view digits) {
  static constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  bool negative = digits.starts_with('-');
  if (negative) digits.remove_prefix(1);
  if (digits.empty() || digits.size() > 11) return {};
  std::uint64_t value = 0;
  for (char digit : digits) {
    std::size_t at = alphabet.find(digit);
    if (at == alphabet.npos || value >> 57 != 0) return {};
    value = value << 6 | at;
  }
  auto number = static_cast<std::int64_t>(value);
  return negative ? -number : number;
}

/// Seconds since 1970 that a wall clock shows, as if it were UTC.
std::optional<std::int64_t> wall_clock_seconds(std::string_view text) {
  if (text.size() < 19 || text[10] != ' ' || text[13] != ':' || text[16] != ':') return {};
  auto date = parse_date(text.substr(0, 10));
  auto hour = parse_count(text.substr(11, 2)), minute = parse_count(text.substr(14, 2)), second = parse_count(text.substr(17, 2));
  if (!date || !hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 60) return {};
  return days_since_epoch(*date) * kDay + *hour * 3600 + *minute * 60 + *second;
}

/// Offset from UTC that makes `unix_time` read `wall`; empty where no clock on earth does.
std::optional<std::int64_t> pinned_offset(std::optional<std::int64_t> wall, std::int64_t unix_time) {
  if (!wall || unix_time <= 0) return {};
  std::int64_t offset = *wall - unix_time, quarter = (offset + (offset < 0 ? -450 : 450)) / 900 * 900;
  if (std::abs(quarter) > 14 * 3600 || std::abs(offset - quarter) > 5) return {};
  return quarter;
}

Instant zoned_instant(std::int64_t wall, const Zone* zone) {
  if (!zone) return Instant{wall};
  std::int64_t day = wall >= 0 ? wall / kDay : -((-wall + kDay - 1) / kDay);
  return zone->first_at_or_after(date_of_days(day), static_cast<int>(wall - day * kDay));
}

}  // namespace

std::optional<BaculaStat> read_bacula_stat(std::string_view lstat) {
  std::array<std::int64_t, 14> fields{};  // device inode mode links uid gid rdev size block blocks atime mtime ctime link
  std::size_t count = 0;
  for (std::string_view field : split(lstat, ' ')) {
    if (count == fields.size()) break;
    auto number = bacula_number(field);
    if (!number) return {};
    fields[count++] = *number;
  }
  if (count < 13) return {};
  BaculaStat stat{fields[2] & 0177777, fields[3], fields[4], fields[5], fields[7], fields[11], fields[13]};
  if (stat.size < 0 || stat.link_index < 0) return {};
  return stat;
}

std::string read_bacula_digest(std::string_view text) {
  if (text.size() != 22 && text.size() != 27 && text.size() != 43 && text.size() != 86) return {};
  std::string padded(text);
  padded.append((4 - padded.size() % 4) % 4, '=');
  return from_base64(padded).value_or("");
}

std::optional<BaculaSpan> read_bacula_times(const BaculaTimes& times, const Zone* zone) {
  auto end = wall_clock_seconds(times.end), start = wall_clock_seconds(times.start), scheduled = wall_clock_seconds(times.scheduled);
  if (!start) start = scheduled;
  if (!start) return {};
  auto offset = end ? pinned_offset(end, times.unix_time) : pinned_offset(scheduled, times.unix_time);
  auto pinned = [&](std::int64_t wall) { return offset ? Instant{wall - *offset} : zoned_instant(wall, zone); };
  BaculaSpan span;
  span.start = pinned(*start);
  if (end) span.end = pinned(*end);
  // The zone also knows of a change of the clocks while the job ran.
  if (zone && offset && zone->offset_at(Instant{times.unix_time}) == *offset)
    if (Instant zoned = zoned_instant(*start, zone); !span.end || zoned <= *span.end) span.start = zoned;
  return span;
}

std::string bacula_since(std::string_view log) {
  std::size_t at = log.find(", since=");
  if (at == log.npos) return {};
  std::string_view since = log.substr(at + 8, 19);
  return wall_clock_seconds(since) ? std::string(since) : "";
}

bool is_bacula_name(std::string_view name) {
  static constexpr std::string_view more = " ._-:$";
  return !name.empty() && name.size() < 128 && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || more.find(c) != more.npos;
  });
}

bool is_bacula_volume_name(std::string_view name) { return is_bacula_name(name) && name.front() != '.' && name.front() != ' '; }

}  // namespace outdesk
