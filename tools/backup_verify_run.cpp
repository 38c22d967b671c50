// Verbs of backup-verify that open copies.
#include <sys/stat.h>

#include <chrono>
#include <cstdlib>
#include <thread>

#include "backup/backup_store.hpp"
#include "backup/check_report.hpp"
#include "backup/schedule_rules.hpp"
#include "backup_verify_command.hpp"
#include "base/interrupt.hpp"
#include "base/run_program.hpp"
#include "base/text.hpp"
#include "client/client_store.hpp"
#include "input/json.hpp"
#include "output/atomic_file.hpp"
#include "progress.hpp"
#include "store/store.hpp"
#include "verify/check_job.hpp"
#include "verify/read_tree.hpp"
#include "verify/scratch.hpp"
#include "verify/tree_manifest.hpp"

namespace outdesk {

namespace {

std::int64_t bytes_option(const Options& options, const char* name, std::int64_t otherwise) {
  auto text = options.maybe(name);
  if (!text) return otherwise;
  auto bytes = parse_bytes(*text);
  if (!bytes || *bytes <= 0) throw UsageError("--" + std::string(name) + " " + in_quotes(*text) + " is not a number of bytes", "such as 500M or 20G");
  return *bytes;
}

std::string scratch_base(const Options& options) {
  if (auto given = options.maybe("scratch")) return *given;
  const char* set = std::getenv("TMPDIR");
  return set && *set == '/' ? set : "/var/tmp";
}

/// Shows what was read, holds it to the rate that was asked for, and ends where we are asked to stop.
class ReadMeter {
 public:
  ReadMeter(const Context& context, std::int64_t rate) : progress_(context, "MB read"), rate_(rate), start_(std::chrono::steady_clock::now()) {}

  void operator()(std::uint64_t bytes) {
    constexpr std::uint64_t kMegabyte = 1'000'000;
    read_ += bytes;
    if (read_ / kMegabyte != shown_) progress_.show(static_cast<std::size_t>(shown_ = read_ / kMegabyte), 0);
    if (rate_ <= 0) return;
    std::chrono::duration<double> due(static_cast<double>(read_) / static_cast<double>(rate_));
    for (auto elapsed = std::chrono::steady_clock::now() - start_; elapsed < due && !stop_requested(); elapsed = std::chrono::steady_clock::now() - start_)
      std::this_thread::sleep_for(std::min<std::chrono::duration<double>>(due - elapsed, std::chrono::milliseconds(50)));
  }

 private:
  Progress progress_;
  std::int64_t rate_;
  std::chrono::steady_clock::time_point start_;
  std::uint64_t read_ = 0, shown_ = 0;
};

/// What a run of checks works with; the scratch folder is gone when it ends.
class Bench {
 public:
  Bench(const Context& context, const Options& options) : scratch_(ready(options)), meter_(context, bytes_option(options, "max-rate", 0)) {
    desk_.now = context.now;
    desk_.scratch = scratch_.path();
    desk_.deadline = options.duration("deadline").value_or(desk_.deadline);
    if (desk_.deadline.count < 1) throw UsageError("--deadline must be longer than nothing");
    desk_.max_bytes = bytes_option(options, "max-bytes", desk_.max_bytes);
    desk_.max_rate = bytes_option(options, "max-rate", 0);
    desk_.read = [this](std::uint64_t bytes) { meter_(bytes); };
    if (!options.has("full-speed")) yield_to_others();
  }

  VerifyDesk& desk() { return desk_; }

 private:
  static std::string ready(const Options& options) {
    stop_in_order();
    std::string base = scratch_base(options);
    remove_abandoned(base);
    return base;
  }

  ScratchFolder scratch_;
  ReadMeter meter_;
  VerifyDesk desk_;
};

/// A relative name in a contract is beside the copy; on the command line it is where the user stands.
void resolve_beside_copy(BackupJob& job) {
  struct stat info {};
  bool folder = stat(job.where.c_str(), &info) == 0 && S_ISDIR(info.st_mode);
  std::string base = folder ? job.where : folder_of(job.where);
  for (std::string* file : {&job.manifest, &job.metadata})
    if (!file->empty() && file->front() != '/' && stat((base + "/" + *file).c_str(), &info) == 0) *file = base + "/" + *file;
}

/// A client's jobs and what is known of them.
struct ClientJobs {
  Contract contract;
  std::int64_t client = 0;
  std::vector<BackupJob> jobs;
};

ClientJobs client_jobs(Context& context, const Options& options) {
  Store store = Store::open_to_read(context.store);
  ReadTransaction moment(store.db());
  ClientJobs found;
  std::string client = options.text("client");
  found.client = client_id(store.db(), client);
  auto contracts = contracts_of(store.db(), found.client);
  if (contracts.empty()) throw NotFound("client " + in_quotes(client) + " has no contract", "set it with 'outdesk client set FILE'");
  found.contract = contract_at(contracts, context.now);
  std::vector<std::string> known;
  for (const BackupJob& job : found.contract.backups) known.push_back(job.name);
  for (const std::string& name : options.list("JOB"))
    if (std::find(known.begin(), known.end(), name) == known.end()) {
      std::string near = nearest(name, known);
      throw NotFound("the contract has no backup job " + in_quotes(name), near.empty() ? "it has: " + join(known, ", ") : "did you mean " + in_quotes(near) + "?");
    }
  auto wanted = options.list("JOB");
  for (BackupJob& job : found.contract.backups)
    if (wanted.empty() || std::find(wanted.begin(), wanted.end(), job.name) != wanted.end()) found.jobs.push_back(job);
  for (BackupJob& job : found.jobs) resolve_beside_copy(job);
  return found;
}

JobHistory history_of(Context& context, std::int64_t client, const std::string& job) {
  Store store = Store::open_to_read(context.store);
  ReadTransaction moment(store.db());
  return {points_of(store.db(), client, job), evidence_of(store.db(), client, job)};
}

/// What was found is kept job by job: an interrupted run loses only the job that it was at.
CheckedJob checked_and_kept(Context& context, const ClientJobs& jobs, const BackupJob& job, const VerifyDesk& desk, const CheckOrder& order, const JobHistory& history) {
  JobVerdict verdict = check_job(job, desk, order, history);
  Store store = Store::open_to_change(context.store);
  Transaction transaction(store.db());
  if (job.kind) keep_points(store.db(), jobs.client, job.name, verdict.points, false, context.now, context.actor);
  verdict.evidence.id = std::to_string(keep_evidence(store.db(), jobs.client, verdict.evidence));
  transaction.commit();
  return {job, std::move(verdict.points), std::move(verdict.evidence)};
}

CheckLevel level_option(const Options& options, CheckLevel otherwise) {
  auto text = options.maybe("level");
  if (!text) return otherwise;
  if (auto level = level_named(*text)) return *level;
  throw UsageError("--level " + in_quotes(*text) + " is not known", "it is freshness, structure, hash or restore");
}

/// "1/30": thirty parts.
std::int64_t parts_option(const Options& options, CheckLevel level) {
  auto text = options.maybe("subset");
  if (!text) return 1;
  constexpr std::int64_t kMostParts = 256;
  auto parts = text->starts_with("1/") ? parse_count(std::string_view(*text).substr(2)) : std::nullopt;
  if (!parts || *parts < 1 || *parts > kMostParts) throw UsageError("--subset " + in_quotes(*text) + " is not a part", "such as 1/30: a thirtieth each time, at most 1/256");
  if (level < CheckLevel::hash) throw UsageError("--subset says which part of the bytes is read, and level " + std::string(name_of(level)) + " does not read them", "add --level hash");
  return *parts;
}

CopyPart part_that_is_due(std::int64_t parts, const JobHistory& history, Instant now) {
  std::vector<PartRead> reads;
  for (const BackupEvidence& past : history.evidence)
    if (past.action == "check" && past.depth >= CheckLevel::hash && past.part_n == parts && about_copy(past).verdict != Verdict::unknown) reads.push_back({past.finished.unix_s / kDay, past.part_k});
  PartDue due = part_due(parts, now.unix_s / kDay, reads);
  return {due.k, due.n};
}

std::optional<std::int64_t> sample_option(const Options& options) {
  auto sample = options.count("sample");
  if (sample && *sample < 1) throw UsageError("--sample 0 would test nothing", "give a number of files, or leave it out to restore everything");
  return sample;
}

CheckOrder order_of(const Context& context, const Options& options, CheckLevel depth) {
  CheckOrder order;
  order.depth = depth;
  order.point = options.text("point");
  order.sample = sample_option(options);
  order.by = context.actor;
  return order;
}

Exit shown(Context& context, const std::vector<CheckedJob>& jobs, const std::string& client, const Zone* zone) {
  context.print(check_report(jobs, client, context.now, zone, context.language.value_or(Language::en)));
  return exit_of(jobs);
}

BackupJob one_copy(const Options& options) {
  BackupJob job;
  if (auto policy = options.maybe("policy")) {
    JsonFile file(*policy);
    job = read_backup_job(file.node(), true);
  }
  if (auto kind = options.maybe("kind")) {
    auto named = backup_kind_named(*kind);
    if (!named) throw UsageError("--kind " + in_quotes(*kind) + " is not known", "it is dir, rsnapshot, tar, tgz, txz, tzst, zip, restic, borg, bacula, pg, mysql or sqlite");
    job.kind = named;
  }
  for (auto [name, place] : {std::pair{"where", &job.where}, {"manifest", &job.manifest}, {"metadata", &job.metadata}})
    if (auto given = options.maybe(name)) *place = *given;
  if (!job.kind || job.where.empty()) throw UsageError("which copy is not said", "give --client for the jobs of a contract, or --kind and --where for one copy");
  if (!job.metadata.empty() && job.manifest.empty()) throw UsageError("--metadata goes with --manifest", "the sums say what is in the files, the metadata everything else");
  if (job.name.empty()) job.name = job.where;
  return job;
}

Exit check_one_copy(Context& context, const Options& options) {
  BackupJob job = one_copy(options);
  if (!options.list("JOB").empty()) throw UsageError("jobs belong to a client", "give --client");
  Bench bench(context, options);
  CheckOrder order = order_of(context, options, level_option(options, CheckLevel::restore));
  order.contract = false;
  std::int64_t parts = parts_option(options, order.depth);
  order.part = part_that_is_due(parts, {}, context.now);
  JobVerdict verdict = check_job(job, bench.desk(), order, {});
  return shown(context, {{job, std::move(verdict.points), std::move(verdict.evidence)}}, "", nullptr);
}

bool drill_is_due(const BackupJob& job, const JobHistory& history, const Contract& contract, Instant now) {
  return job.drill_every && drill_due(job, last_good_test(history.evidence), Zone::named(contract.timezone), now, contract.valid_from).at <= now;
}

}  // namespace

Exit run_backup_check(Context& context, const Options& options) {
  if (!options.has("client")) return check_one_copy(context, options);
  for (const char* alone : {"kind", "where", "manifest", "metadata", "policy"})
    if (options.has(alone)) throw UsageError("--" + std::string(alone) + " is for a copy without a contract", "leave --client out, or name the job");
  ClientJobs jobs = client_jobs(context, options);
  if (!options.text("point").empty() && jobs.jobs.size() != 1) throw UsageError("--point belongs to one job", "name the job");
  CheckOrder order = order_of(context, options, level_option(options, CheckLevel::structure));
  order.contract_from = to_text(jobs.contract.valid_from);
  std::int64_t parts = parts_option(options, order.depth);
  Bench bench(context, options);
  bench.desk().zone = &Zone::named(jobs.contract.timezone);
  std::vector<CheckedJob> checked;
  for (const BackupJob& job : jobs.jobs) {
    JobHistory history = history_of(context, jobs.client, job.name);
    order.part = part_that_is_due(parts, history, context.now);
    checked.push_back(checked_and_kept(context, jobs, job, bench.desk(), order, history));
  }
  return shown(context, checked, jobs.contract.client, bench.desk().zone);
}

Exit run_backup_drill(Context& context, const Options& options) {
  bool due = options.has("due");
  if (due != options.list("JOB").empty()) throw UsageError("which copies are to be restored is not said", "name jobs, or give --due for all that are due");
  ClientJobs jobs = client_jobs(context, options);
  if (!options.text("point").empty() && jobs.jobs.size() != 1) throw UsageError("--point belongs to one job", "name one job");
  if (!due)
    for (const BackupJob& job : jobs.jobs)
      if (!job.kind) throw UsageError("the copies of job " + in_quotes(job.name) + " are not read here: its contract names no kind", "make the test restore by hand and keep it with 'outdesk backup-verify record --drill'");
  CheckOrder order = order_of(context, options, CheckLevel::restore);
  order.drill = true;
  order.contract_from = to_text(jobs.contract.valid_from);
  Bench bench(context, options);
  bench.desk().zone = &Zone::named(jobs.contract.timezone);
  std::vector<CheckedJob> checked;
  for (const BackupJob& job : jobs.jobs) {
    JobHistory history = history_of(context, jobs.client, job.name);
    if (due && (!job.kind || !drill_is_due(job, history, jobs.contract, context.now))) continue;
    checked.push_back(checked_and_kept(context, jobs, job, bench.desk(), order, history));
  }
  if (due && checked.empty()) context.say("no test restore is due");
  return shown(context, checked, jobs.contract.client, bench.desk().zone);
}

Exit run_backup_manifest(Context& context, const Options& options) {
  stop_in_order();
  VerifyDesk desk;
  desk.now = context.now;
  ReadMeter meter(context, 0);
  desk.read = [&](std::uint64_t bytes) { meter(bytes); };
  std::vector<TreeEntry> entries;
  std::string folder = options.text("DIR");
  struct stat info {};
  if (stat(folder.c_str(), &info) != 0 || !S_ISDIR(info.st_mode)) throw UsageError(in_quotes(folder) + " is no folder that can be read", "name the folder that is backed up");
  auto unread = read_tree(folder, {}, desk, [&](TreeEntry&& entry) { entries.push_back(std::move(entry)); });
  if (!unread.empty()) throw MissingSource(in_quotes(unread.front().path) + " cannot be read: " + unread.front().reason + (unread.size() > 1 ? ", and " + std::to_string(unread.size() - 1) + " more" : ""),
                                           "a manifest that lacks files would call good copies bad; run it as somebody who may read everything, while nothing changes");
  TreeManifest manifest = TreeManifest::of(std::move(entries));
  if (auto metadata = options.maybe("metadata")) write_file_atomically(*metadata, 0600, metadata_text(manifest.entries()));
  context.stream([&](const auto& sink) { sink(sums_text(manifest.entries())); });
  return Exit::ok;
}

}  // namespace outdesk
