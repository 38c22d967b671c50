// Level restore: a job of the Director into the scratch folder; bextract where there is no Director.
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <thread>

#include "base/interrupt.hpp"
#include "base/text.hpp"
#include "verify/bacula_copy.hpp"
#include "verify/bacula_restore_parts.hpp"

namespace outdesk {

namespace {

using Moments = std::chrono::steady_clock;
constexpr std::int64_t kMountPatience = 20;        // seconds that a restore may wait for the mount of a volume that is a file
constexpr std::int64_t kTapePatience = 15 * 60;    // of a tape, which somebody may be fetching

std::int64_t seconds_since_moment(Moments::time_point start) { return std::chrono::duration_cast<std::chrono::seconds>(Moments::now() - start).count(); }

/// Cancels the job on the way out, unless it ended.
class JobGuard {
 public:
  JobGuard(BaculaConsole& console, std::int64_t id) : console_(console), id_(id) {}
  JobGuard(const JobGuard&) = delete;
  ~JobGuard() {
    if (!over_) console_.cancel_anyway(id_);
  }
  void over() { over_ = true; }

 private:
  BaculaConsole& console_;
  std::int64_t id_;
  bool over_ = false;
};

/// A little at a time, so that a signal is seen.
void wait_a_moment(std::int64_t waited) {
  stop_where_asked();
  std::this_thread::sleep_for(std::chrono::milliseconds(waited < 5 ? 200 : 1000));
}

/// A name for the Director's table of chosen files: b2 and digits, as it wants it.
std::string bacula_table_name() {
  std::uint32_t number = 0;
  if (getrandom(&number, sizeof number, 0) != sizeof number) number = static_cast<std::uint32_t>(getpid());
  return "b2" + std::to_string(number);
}

std::string bacula_id_list(const std::vector<std::int64_t>& ids) {
  std::string list;
  for (std::int64_t id : ids) list += (list.empty() ? "" : ",") + std::to_string(id);
  return list;
}

}  // namespace

Restored BaculaCopy::restore(const RestorePoint& point, const RestoreOrder& order, CopyFindings& findings) {
  Look look{point, findings, CheckLevel::restore};
  BaculaChain chain;
  std::vector<BaculaStretch> stretches;
  if (!take_chain(look, chain) || !take_stretches(look, chain, stretches)) return {};
  const BaculaTree* tree = tree_of(look, chain);
  if (!tree) return {};
  if (tree->entries().empty()) {
    look.add(Verdict::fail, Fault::restore_failed, "there is nothing to restore: the catalog lists no file for JobId " + chain.text());
    return {};
  }
  // Before anything that could wait for a volume for ever; where they lie elsewhere, the wait has its own end.
  if (!elsewhere(chain, stretches) && !volumes_there(look, chain, stretches)) return {};
  BaculaSelection selection = bacula_selection(*tree, order.paths);
  if (!selection.unknown.empty()) {
    look.add(Verdict::unknown, Fault::restore_failed, "the catalog has no file " + in_quotes(selection.unknown) + " in JobId " + chain.text());
    return {};
  }
  Restored restored = console_ ? restore_by_director(look, chain, *tree, selection, order) : restore_by_bextract(look, chain, *tree, selection, stretches, order);
  for (const std::string& path : selection.helpers) unlink((order.target + path).c_str());  // first names of hard links that nobody asked for
  return restored;
}

Restored BaculaCopy::restore_by_director(const Look& look, const BaculaChain& chain, const BaculaTree& tree, const BaculaSelection& selection, const RestoreOrder& order) {
  Restored restored;
  restored.root = order.target + tree.root();
  if (!is_bacula_speakable(order.target)) {
    look.add(Verdict::unknown, Fault::restore_failed, "bconsole cannot be told the scratch folder " + in_quotes(order.target) + ": choose another with --scratch");
    return restored;
  }
  std::string command = "restore jobid=" + chain.text() + " client=\"" + series_.client + "\" restoreclient=\"" + series_.client + "\"";
  if (auto job = restore_job(look)) command += " restorejob=\"" + *job + "\"";
  else return restored;
  command += " where=\"" + order.target + "\"";
  std::vector<std::string> commands;
  if (selection.all) {
    commands = {command + " all done yes"};
  } else {  // by a table of FileIds: a list in a file would have to be read by the Director's user, on its machine
    std::string table = bacula_table_name();
    commands = {".bvfs_restore jobid=" + chain.text() + " path=" + table + " fileid=" + bacula_id_list(selection.ids), command + " file=\"?" + table + "\" done yes", ".bvfs_cleanup path=" + table};
  }
  restored.command = "bconsole -n -c " + console_->configuration() + " <<< '" + commands[commands.size() / 2] + "'";
  ProgramResult said = console_->say(commands, kBaculaListing);
  auto id = bacula_queued_job(said.out);
  if (!id) {
    restored.log = said.log();
    restored.log_tail = end_of_log(said.out);
    if (auto trouble = console_->trouble_of(said, said.out)) look.add(*trouble);
    else look.add(Verdict::unknown, Fault::restore_failed, "the Director queued no restore: " + bacula_last_words(said.out));
    return restored;
  }
  auto row = job_to_its_end(look, *id, "the restore");
  std::string log = said.out + log_of(*id);
  restored.log = Sha256().add(log).finish();
  restored.log_tail = end_of_log(log);
  if (row) judge_restored(look, *row, selection, restored, log);
  return restored;
}

/// Waits for a job's end, not longer than we may, and cancels it where it waits for a volume.
std::optional<BaculaJobRow> BaculaCopy::job_to_its_end(const Look& look, std::int64_t id, const std::string& what) {
  JobGuard guard(*console_, id);
  auto start = Moments::now(), looked = start, mount_since = start;
  bool waits_for_mount = false;
  std::string called = what + ", JobId " + std::to_string(id) + ", ";
  for (;;) {
    std::optional<BaculaJobRow> row;
    if (auto trouble = reader_->job(id, row)) {
      if (trouble->verdict == Verdict::fail || seconds_since_moment(start) > kBaculaQuestion.count) {
        look.add(*trouble);
        return {};
      }
    } else if (row && bacula_state(row->status, row->errors) != RestorePoint::State::running) {
      guard.over();
      return row;
    }
    std::int64_t waited = seconds_since_moment(start);
    if (waited >= desk_.deadline.count) {
      look.add(Verdict::unknown, Fault::timed_out, called + "did not end within " + to_duration_text(desk_.deadline) + " and was cancelled");
      return {};
    }
    if (seconds_since_moment(looked) >= 2) {
      looked = Moments::now();
      auto running = read_bacula_running(console_->say({".api 2", ".status dir running"}).out);
      bool mount = running.count(id) && (running[id].status == 'M' || running[id].words.find("mount") != std::string::npos);
      if (mount && !waits_for_mount) mount_since = looked;
      waits_for_mount = mount;
    }
    if (waits_for_mount) {
      std::vector<std::int64_t> ids = chain_of(look.point.id).ids();
      std::vector<BaculaStretch> stretches;
      bool tape = !reader_->stretches(ids, stretches) && std::any_of(stretches.begin(), stretches.end(), [](const BaculaStretch& s) { return s.volume_type == 2; });
      if (seconds_since_moment(mount_since) >= (tape ? kTapePatience : kMountPatience)) {
        std::vector<std::string> complaints = bacula_complaints(log_of(id));
        look.add(tape ? Verdict::unknown : Verdict::fail, tape ? Fault::timed_out : Fault::volume_missing,
                 called + "waits for a volume to be mounted and was cancelled" + (complaints.empty() ? "" : ": " + complaints.back()));
        return {};
      }
    }
    wait_a_moment(waited);
  }
}

/// The Director says T for wrong bytes too; but what it itself calls a failure is one.
void BaculaCopy::judge_restored(const Look& look, const BaculaJobRow& row, const BaculaSelection& selection, Restored& restored, const std::string& log) const {
  std::vector<std::string> complaints = bacula_complaints(log);
  std::string why = complaints.empty() ? "" : ": " + complaints.front();
  struct stat found {};
  bool there = stat(restored.root.c_str(), &found) == 0 && S_ISDIR(found.st_mode);
  restored.files = selection.regular - static_cast<std::int64_t>(selection.helpers.size());
  restored.bytes = selection.bytes;
  std::string called = "the restore, JobId " + std::to_string(row.id) + ", ";
  if (row.status != 'T' && row.status != 'W') look.add(Verdict::fail, Fault::restore_failed, called + std::string(bacula_status_words(row.status)) + why);
  else if (row.errors > 0) look.add(Verdict::fail, Fault::restore_failed, called + "ended with " + std::to_string(row.errors) + (row.errors == 1 ? " error" : " errors") + why);
  else if (row.files < selection.entries) look.add(Verdict::fail, Fault::restore_failed, called + "brought " + std::to_string(row.files) + " of " + std::to_string(selection.entries) + " files and folders" + why);
  else if (!there)
    look.add(Verdict::unknown, Fault::restore_failed, called + "ended well, and its files are not in " + in_quotes(restored.root) + ": the client's file daemon runs on another machine, or in a container; run the drill there");
  restored.done = there;
}

/// The job of type Restore to use; empty with a finding where it cannot be told.
std::optional<std::string> BaculaCopy::restore_job(const Look& look) {
  auto named = job_.select.find("restore_job");
  std::vector<std::string> jobs;
  if (named != job_.select.end()) jobs = {named->second};
  else jobs = bacula_listed(console_->say({".jobs type=R"}).out, ".jobs type=R");
  if (jobs.size() == 1 && is_bacula_name(jobs.front()) && is_bacula_name(series_.client)) return jobs.front();
  look.add(Verdict::unknown, Fault::restore_failed,
           jobs.empty() ? "the Director has no job of type Restore: add one to bacula-dir.conf" : jobs.size() > 1 ? "the Director has several jobs of type Restore: name one as \"restore_job\" in \"select\"" : "the name of the restore job or of the client is none that Bacula knows");
  return {};
}

}  // namespace outdesk
