#include "client/backup_job.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace outdesk {

namespace {

constexpr std::int64_t kMegabyte = 1'000'000;

/// In the order of BackupKind.
constexpr std::string_view kKindNames[] = {"dir", "rsnapshot", "tar", "tgz", "txz", "tzst", "zip", "restic", "borg", "bacula", "pg", "mysql", "sqlite"};

std::int64_t count_of(const JsonNode& node, std::int64_t limit = 1'000'000'000) {
  std::int64_t value = node.integer();
  if (value < 0 || value > limit) node.fail("must be a whole number from 0 to " + std::to_string(limit));
  return value;
}

std::string filled(const JsonNode& node) {
  std::string text = node.text();
  if (trimmed(text).empty()) node.fail("must not be empty");
  return text;
}

/// At every depth: a key that speaks of a password holds the name of a file or of a variable, nothing else.
void refuse_secrets(const JsonNode& node) {
  if (node.is_array())
    for (const auto& item : node.items()) refuse_secrets(item);
  if (!node.is_object()) return;
  for (const auto& [key, value] : node.members()) {
    bool named = key.ends_with("password_file") || key.ends_with("password_env");
    if (key.find("password") != key.npos && !named) value.fail("secrets are never kept here", "name them with 'password_file' or 'password_env'");
    refuse_secrets(value);
  }
}

KeepTerms read_keep(const JsonNode& node) {
  node.only({"last", "hourly", "daily", "weekly", "monthly", "yearly"});
  KeepTerms keep;
  constexpr std::int64_t kMost = 100'000;
  for (auto [key, place] : {std::pair<const char*, std::int64_t*>{"last", &keep.last}, {"hourly", &keep.hourly}, {"daily", &keep.daily}, {"weekly", &keep.weekly}, {"monthly", &keep.monthly}, {"yearly", &keep.yearly}})
    if (auto value = node.find(key)) *place = count_of(*value, kMost);
  return keep;
}

BackupLimits read_limits(const JsonNode& node) {
  node.only({"size_drop", "encrypted_share", "expand_mb"});
  BackupLimits limits;
  for (auto [key, place] : {std::pair{"size_drop", &limits.size_drop}, {"encrypted_share", &limits.encrypted_share}}) {
    auto share = node.find(key);
    if (!share) continue;
    *place = share->decimal();
    if (*place > Decimal{1'000'000'000}) share->fail("must be a share from \"0\" to \"1\"");
  }
  if (auto expand = node.find("expand_mb")) limits.expand_bytes = count_of(*expand) * kMegabyte;
  return limits;
}

BackupExpectation read_expectation(const JsonNode& node) {
  node.only({"min_files", "paths", "rows", "dump_footer"});
  BackupExpectation expect;
  if (auto files = node.find("min_files")) expect.min_files = count_of(*files, 1'000'000'000'000);
  if (auto paths = node.find("paths"))
    for (const auto& path : paths->items()) expect.paths.push_back(filled(path));
  if (auto rows = node.find("rows"))
    for (const auto& [table, least] : rows->members()) expect.rows[table] = count_of(least, 1'000'000'000'000'000);
  if (auto footer = node.find("dump_footer")) expect.dump_footer = footer->boolean();
  return expect;
}

std::vector<unsigned> read_weekdays(const JsonNode& node) {
  std::vector<unsigned> days;
  for (const auto& item : node.items()) {
    std::string name = item.one_of({"mon", "tue", "wed", "thu", "fri", "sat", "sun"});
    unsigned day = 1;
    while (weekday_code(day - 1) != name) ++day;
    if (std::find(days.begin(), days.end(), day) != days.end()) item.fail("is there twice");
    days.push_back(day);
  }
  if (days.empty()) node.fail("must name a day", "leave the key out where a copy is made every day");
  std::sort(days.begin(), days.end());
  return days;
}

CopyPlace read_place(const JsonNode& node) {
  node.only({"place", "medium", "offsite", "offline", "immutable"});
  CopyPlace place{filled(node.at("place")), filled(node.at("medium"))};
  for (auto [key, flag] : {std::pair<const char*, bool*>{"offsite", &place.offsite}, {"offline", &place.offline}, {"immutable", &place.immutable}})
    if (auto value = node.find(key)) *flag = value->boolean();
  return place;
}

std::map<std::string, std::string> read_select(const JsonNode& node) {
  node.only({"host", "path", "tag", "prefix", "pattern", "job", "client", "storage", "restore_job", "verify_job", "volumes", "database", "config"});
  std::map<std::string, std::string> select;
  for (const auto& [key, value] : node.members()) select[key] = filled(value);
  return select;
}

void read_lengths(const JsonNode& node, BackupJob& job) {
  for (auto [key, place] : {std::pair<const char*, std::optional<Seconds>*>{"rpo", &job.rpo}, {"grace", &job.grace}, {"restore_within", &job.restore_within}, {"drill_every", &job.drill_every}})
    if (auto value = node.find(key)) {
      *place = value->duration_with_days();
      if (**place == Seconds{0} && std::string_view(key) != "grace") value->fail("must be longer than nothing");
    }
}

}  // namespace

std::string_view name_of(BackupKind kind) { return kKindNames[static_cast<int>(kind)]; }

std::optional<BackupKind> backup_kind_named(std::string_view name) {
  auto found = std::find(std::begin(kKindNames), std::end(kKindNames), name);
  if (found == std::end(kKindNames)) return {};
  return static_cast<BackupKind>(found - std::begin(kKindNames));
}

BackupJob read_backup_job(const JsonNode& node, bool artefact) {
  refuse_secrets(node);
  node.only({"job", "what", "kind", "where", "select", "rpo", "grace", "keep", "since", "min_points", "days", "restore_within", "drill_every", "manifest", "metadata", "source", "limits", "expect",
             "password_file", "password_env", "copies", "key_holder"});
  BackupJob job;
  if (auto name = node.find("job")) job.name = filled(*name);
  else if (!artefact) node.at("job");
  if (auto kind = node.find("kind")) {
    job.kind = backup_kind_named(kind->one_of(kKindNames));
  }
  for (auto [key, place] : {std::pair<const char*, std::string*>{"what", &job.what}, {"where", &job.where}, {"manifest", &job.manifest}, {"metadata", &job.metadata}, {"source", &job.source},
                            {"password_file", &job.password_file}, {"password_env", &job.password_env}, {"key_holder", &job.key_holder}})
    if (auto value = node.find(key)) *place = filled(*value);
  if (job.kind && job.where.empty() && !artefact) node.fail("has a kind and no place", "say with 'where' what is to be read, or leave 'kind' out where results are recorded");
  if (auto select = node.find("select")) job.select = read_select(*select);
  read_lengths(node, job);
  if (auto keep = node.find("keep")) job.keep = read_keep(*keep);
  if (auto since = node.find("since")) job.since = since->date();
  if (auto least = node.find("min_points")) job.min_points = count_of(*least, 1'000'000);
  if (auto days = node.find("days")) job.weekdays = read_weekdays(*days);
  if (auto limits = node.find("limits")) job.limits = read_limits(*limits);
  if (auto expect = node.find("expect")) job.expect = read_expectation(*expect);
  if (auto copies = node.find("copies"))
    for (const auto& place : copies->items()) job.copies.push_back(read_place(place));
  return job;
}

}  // namespace outdesk
