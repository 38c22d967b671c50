// What restic, borg and Bacula's catalog say, of any bytes: refused with words, or points in order and entries whose names
// can be shown; fed in any pieces, the same.
#include "fuzzed.hpp"
#include "verify/bacula_words.hpp"
#include "verify/borg_words.hpp"
#include "verify/restic_words.hpp"

namespace {

using namespace outdesk;

void check_restic(std::string_view text) {
  refused("restic", text.size(), [&] {
    std::vector<ResticSnapshot> all = read_restic_snapshots(text);
    for (std::size_t i = 0; i + 1 < all.size(); ++i) require(all[i].point.time <= all[i + 1].point.time);
    for (const ResticSnapshot& one : all) (void)restic_places(one.paths, one.paths.empty() ? "/" : one.paths.front());
    std::size_t count = all.size();
    require(restic_series(std::move(all), {{"path", "/srv"}}).size() <= count);
  });
  for (std::string_view line : split(text, '\n')) {
    refused("restic", text.size(), [&] { (void)read_restic_line(line); });
    if (auto share = restic_changed_share(line, 10)) require(*share >= 0);
    require(!restic_pattern(line).empty() || line.empty());
  }
  ProgramResult result;
  result.end = ProgramResult::End::exited;
  for (int code : {0, 1, 3}) {
    result.code = code;
    result.err = std::string(text);
    RepositoryTroubles troubles = restic_troubles(result);
    require(code == 0 || !troubles.empty());
    (void)borg_troubles(result, BorgCall::check);
    (void)borg_troubles(result, BorgCall::extract);
  }
  require(restic_unknown_packs(text) >= 0 && restic_packs_read(text) >= 0);
  (void)restic_lost_snapshots(text);
  (void)restic_version(text);
  require(invalid_utf8(marked_utf8(text)) == std::string::npos);
}

/// What was read of items, as one text.
std::string items_of(std::string_view text, std::size_t piece) {
  std::string read;
  try {
    BorgItems items([&](BorgItems::Item&& item) { read += item.entry.path + "|" + item.entry.target + "|" + std::to_string(item.entry.size) + "|" + std::to_string(item.broken) + "\n"; });
    for (std::size_t at = 0; at < text.size(); at += piece) items.feed(text.substr(at, piece));
    read += items.complete() ? "whole" : "cut";
  } catch (const InputError& error) {
    require_clear(error, "borg", text.size());
    read += "refused";
  }
  return read;
}

void check_borg(std::string_view text) {
  refused("borg", text.size(), [&] {
    std::vector<BorgArchive> all = read_borg_archives(text);
    for (std::size_t i = 0; i + 1 < all.size(); ++i) require(all[i].point.time <= all[i + 1].point.time);
    take_borg_sizes(text, all);
  });
  (void)borg_version(read_borg_log(text));
  BorgChanges changes;
  for (std::string_view line : split(text, '\n')) changes.take(line);
  if (auto share = changes.share(3)) require(*share >= 0);
  require(python_unescaped(text).size() <= text.size());
  std::string whole = items_of(text, text.size() + 1);
  for (std::size_t piece : {1, 3}) require(items_of(text, piece) == whole);
}

void check_bacula(std::string_view text) {
  if (auto stat = read_bacula_stat(text)) require(stat->size >= 0 && stat->link_index >= 0);
  std::string digest = read_bacula_digest(text);
  require(digest.empty() || digest.size() == 16 || digest.size() == 20 || digest.size() == 32 || digest.size() == 64);
  std::vector<std::string_view> lines = split(text, '\n');
  lines.resize(3);
  BaculaTimes times{std::string(lines[0]), std::string(lines[1]), std::string(lines[2]), 1'780'000'000};
  for (std::int64_t unix_time : {std::int64_t{0}, times.unix_time}) {
    times.unix_time = unix_time;
    (void)read_bacula_times(times, &Zone::named("Europe/Moscow"));
  }
  (void)bacula_since(text);
  require(!is_bacula_volume_name(text) || (text.find('/') == text.npos && text != ".." && text != "."));
  require(!is_bacula_name(text) || text.find('"') == text.npos);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view text = as_text(data, size);
  check_restic(text);
  check_borg(text);
  check_bacula(text);
  return 0;
}
