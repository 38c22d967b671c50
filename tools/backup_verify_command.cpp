#include "backup_verify_command.hpp"

#include "backup/backup_month.hpp"
#include "backup/list_report.hpp"
#include "backup/read_results.hpp"
#include "backup/status_report.hpp"
#include "base/text.hpp"
#include "client/client_store.hpp"
#include "full_program.hpp"
#include "input/json.hpp"
#include "store/store.hpp"

namespace outdesk {

namespace {

/// The result that the options tell.
RecordedResult told_result(const Context& context, const Options& options) {
  RecordedResult result;
  result.job = options.text("JOB");
  result.drill = options.has("drill");
  auto state = state_told(options.text("state", "ok"));
  if (!state) throw UsageError("--state " + in_quotes(options.text("state")) + " is not known", "it is ok, warnings, failed or running");
  result.point.state = *state;
  result.point.time = options.instant("at").value_or(context.now);
  if (result.point.time > context.now) throw UsageError("--at " + to_text(result.point.time) + " is still to come", "give the time of the run");
  result.point.ended = options.instant("ended");
  result.took = options.duration("took");
  if (result.took && !options.has("at")) result.point.time = result.point.ended.value_or(context.now) - *result.took;  // told when it was over
  if (result.point.ended && *result.point.ended < result.point.time) throw UsageError("--ended lies before the start of the run", "give both as instants");
  result.point.files = options.count("files");
  if (auto bytes = options.maybe("bytes")) {
    result.point.bytes = parse_bytes(*bytes);
    if (!result.point.bytes) throw UsageError("--bytes " + in_quotes(*bytes) + " is not a number of bytes", "such as 64000000000 or 64G");
  }
  result.point.note = options.text("note");
  result.how = options.text("how");
  result.point.id = options.text("point", result.drill ? "" : id_of_run(result.point.time));
  for (const std::string& text : {result.point.id, result.point.note, result.how})
    if (std::string why = unstorable(text); !why.empty()) throw UsageError(in_quotes(text) + " cannot be kept: " + why);
  return result;
}

const BackupJob& job_named(const Contract& contract, const std::string& name) {
  std::vector<std::string> known;
  for (const BackupJob& job : contract.backups) {
    if (job.name == name) return job;
    known.push_back(job.name);
  }
  std::string near = nearest(name, known);
  throw NotFound("the contract has no backup job " + in_quotes(name), near.empty() ? known.empty() ? "add it to 'backups' of the contract" : "it has: " + join(known, ", ") : "did you mean " + in_quotes(near) + "?");
}

Contract contract_now(Db& db, const Context& context, const std::string& client) {
  auto contracts = contracts_of(db, client_id(db, client), context.as_of);
  if (contracts.empty()) throw NotFound("client " + in_quotes(client) + " has no contract", "set it with 'outdesk client set FILE'");
  return contract_at(contracts, context.report_instant());
}

Exit run_record(Context& context, const Options& options) {
  std::string client = options.text("client"), file = options.text("file");
  if (file.empty() == options.text("JOB").empty()) throw UsageError("one result or a file of them is recorded", "name the job, or give --file");
  std::vector<RecordedResult> results = file.empty() ? std::vector{told_result(context, options)} : read_results(read_file(file), file_name_of(file), context.now);
  Store store = Store::open_to_change(context.store);
  Contract contract = contract_now(store.db(), context, client);
  std::int64_t id = client_id(store.db(), client);
  Transaction transaction(store.db());
  std::size_t fresh = 0;
  for (const RecordedResult& result : results) {
    const BackupJob& job = job_named(contract, result.job);
    fresh += result.drill ? keep_drill_once(store.db(), id, evidence_of_result(result, job.restore_within, context.actor)) : keep_points(store.db(), id, job.name, {result.point}, true, context.now, context.actor);
  }
  transaction.commit();
  context.say(std::to_string(results.size()) + (results.size() == 1 ? " result, " : " results, ") + std::to_string(fresh) + " of them new");
  return Exit::ok;
}

Exit run_status(Context& context, const Options& options) {
  Store store = Store::open_to_read(context.store);
  ReadTransaction moment(store.db());
  std::string client = options.text("client");
  Contract contract = contract_now(store.db(), context, client);
  const Zone& zone = Zone::named(contract.timezone);
  Date today = zone.local(context.report_instant()).date;
  Month month = options.month("month").value_or(today.year() / today.month());
  Date from = options.date("from").value_or(month / 1), to = options.date("to").value_or(date_of_days(days_since_epoch((month + std::chrono::months{1}) / 1) - 1));
  constexpr std::int64_t kMostDays = 366;
  if (to < from || days_since_epoch(to) - days_since_epoch(from) >= kMostDays) throw UsageError("the days " + to_text(from) + " to " + to_text(to) + " are none, or more than a year", "give --month, or --from and --to, both included");
  Language language = context.language.value_or(contract.language == "ru" ? Language::ru : Language::en);
  BackupMonth found = backup_month(store.db(), client_id(store.db(), client), contract, from, to, {context.report_instant(), context.report_instant()}, language);
  context.print(status_report(found, contract, language));
  return Exit::ok;
}

Exit run_list(Context& context, const Options& options) {
  Store store = Store::open_to_read(context.store);
  ReadTransaction moment(store.db());
  std::string client = options.text("client"), job = options.text("JOB");
  std::int64_t id = client_id(store.db(), client);
  Contract contract = contract_now(store.db(), context, client);
  if (!job.empty()) job_named(contract, job);
  const Zone& zone = Zone::named(contract.timezone);
  Language language = context.language.value_or(Language::en);
  if (options.has("evidence")) context.print(evidence_list(evidence_of(store.db(), id, job), client, zone, language));
  else if (!job.empty()) context.print(point_list(points_of(store.db(), id, job, context.as_of), client, job, zone, language));
  else context.print(job_list(store.db(), id, contract, context.report_instant(), language));
  return Exit::ok;
}

const OptionSpec kClient = {"--client", "CLIENT", "key of the client", true};
const std::vector<OptionSpec> kDesk = {
    {"--scratch", "DIR", "where copies are restored to; else TMPDIR, else /var/tmp; left clean"},
    {"--max-rate", "BYTES", "read no faster than this a second, such as 50M"},
    {"--max-bytes", "BYTES", "unpack or restore no more than this of one copy (64G)"},
    {"--deadline", "DURATION", "for each call of another program (4h)"},
    {"--full-speed", "", "do not stand back for others: the disk is asked with idle priority else"}};

std::vector<OptionSpec> with_desk(std::vector<OptionSpec> options) {
  options.insert(options.end(), kDesk.begin(), kDesk.end());
  return options;
}

Verb check_verb() {
  return {"check", "tell whether the copies of each job are usable", {{"JOB", "only these jobs", false, true}},
          with_desk({{"--client", "CLIENT", "key of the client, whose contract has the policy"},
                     {"--level", "LEVEL", "how deep: freshness, structure (usual), hash, restore (usual with --kind)"},
                     {"--subset", "1/N", "of level hash: the N-th part that is due, so that N runs read everything"},
                     {"--sample", "FILES", "of level restore: so many files, the same ones each time"},
                     {"--point", "POINT", "this restore point, not the newest usable one"},
                     {"--kind", "KIND", "one copy without a contract: dir, rsnapshot, tar, tgz, txz, tzst, zip, restic, borg, bacula, pg, mysql, sqlite"},
                     {"--where", "PLACE", "its file, folder or repository"},
                     {"--manifest", "FILE", "SHA-256 sums made where the data lies, as sha256sum writes them"},
                     {"--metadata", "FILE", "modes, owners, links and attributes, as 'manifest' writes them"},
                     {"--policy", "FILE", "JSON with the terms of a job, as in a contract"}}),
          {{"Every morning", "outdesk backup-verify check --client romashka"},
           {"A thirtieth of all bytes a night", "outdesk backup-verify check --client romashka --level hash --subset 1/30"},
           {"One archive", "outdesk backup-verify check --kind tgz --where site.tar.gz --manifest site.sha256"}},
          {"text", "json", "csv", "jsonl", "html", "xlsx"}, full_program.backup_check,
          "Cheapest look first; what is broken at one level is not looked at more dearly. Exit code 1 where a job is not usable or could not be checked, "
          "5 where nothing could be checked for want of a program. What was found is kept as evidence."};
}

}  // namespace

Command backup_verify_command() {
  return {"backup-verify", "are the copies usable",
          {check_verb(),
           {"drill", "restore a copy into a scratch folder, compare, measure, and keep the evidence", {{"JOB", "jobs to test", false, true}},
            with_desk({kClient,
                       {"--due", "", "all jobs whose test restore is due"},
                       {"--point", "POINT", "this restore point, not the newest usable one"},
                       {"--sample", "FILES", "so many files, the same ones each time; else everything"}}),
            {{"The copy of the night", "outdesk backup-verify drill --client romashka files"}, {"Every week, from cron", "outdesk backup-verify drill --client romashka --due --sample 200"}},
            {"text", "json", "csv", "jsonl", "html", "xlsx"}, full_program.backup_drill,
            "Compares with the manifest, else with the live source, that the contract names. Never restores over anything. The scratch folder is removed, also when interrupted."},
           {"status", "show the calendar of copies and the test restores of a month", {},
            {kClient, {"--month", "MONTH", "such as 2026-10; else this one"}, {"--from", "DATE", "first day"}, {"--to", "DATE", "last day"}},
            {{"This month", "outdesk backup-verify status --client romashka"}, {"For the client", "outdesk backup-verify status --client romashka --month 2026-10 --format xlsx -o backups.xlsx"}},
            {"text", "json", "csv", "jsonl", "html", "xlsx"}, run_status,
            "A day is missed only where somebody looked: by a check after it, or by results recorded for the job."},
           {"record", "take the result of a backup system that cannot be read here", {{"JOB", "the job", false}},
            {kClient,
             {"--state", "STATE", "ok (usual), warnings, failed, running"},
             {"--at", "INSTANT", "start of the run; else now, or with --took so long ago"},
             {"--ended", "INSTANT", "its end"},
             {"--files", "N", "files in the copy"},
             {"--bytes", "BYTES", "their bytes, such as 64G"},
             {"--point", "POINT", "what the system calls the copy"},
             {"--note", "TEXT", "what it said"},
             {"--drill", "", "it was a test restore"},
             {"--took", "DURATION", "how long the restore took"},
             {"--how", "TEXT", "how the restored data was checked"},
             {"--file", "FILE", "many results: CSV or JSON with job, state, at, ended, files, bytes, point, note, action, took, how"}},
            {{"From a script", "outdesk backup-verify record veeam-dc --client romashka --state ok --files 1200 --bytes 64000000000"},
             {"A test restore made by hand", "outdesk backup-verify record veeam-dc --client romashka --drill --took 2h5m --how 'test account logged in'"},
             {"A month", "outdesk backup-verify record --client romashka --file veeam.csv"}},
            {}, run_record, "All or nothing; what is known already is not taken twice."},
           {"list", "list jobs with what was agreed, restore points, or evidence", {{"JOB", "restore points of this job", false}},
            {kClient, {"--evidence", "", "checks and test restores, with what they found"}},
            {{"What was agreed", "outdesk backup-verify list --client romashka"}, {"Evidence of one job", "outdesk backup-verify list files --client romashka --evidence --format json"}},
            {"text", "json", "csv", "jsonl", "html", "xlsx"}, run_list},
           {"manifest", "write SHA-256 sums and attributes of a folder, to compare copies with", {{"DIR", "the data"}},
            {{"--metadata", "FILE", "modes, owners, times, links and attributes go here"}},
            {{"Before the copy is made", "outdesk backup-verify manifest /srv/share -o share.sha256 --metadata share.meta.tsv"}, {"What coreutils say of it", "cd /srv/share && sha256sum -c share.sha256"}},
            {}, full_program.backup_manifest}}};
}

}  // namespace outdesk
