// Level freshness: the runs of a job, and which of them rest on which.
#include <algorithm>

#include "base/text.hpp"
#include "verify/bacula_copy.hpp"

namespace outdesk {

namespace {

constexpr std::size_t kJudgedFulls = 15;  // whose folders are counted: a judgement of sizes looks at 14 points before
constexpr std::size_t kExplained = 3;     // of the newest runs that did not end well, why

bool ended_usably(const BaculaJobRow& job) { return job.status == 'T' || job.status == 'W'; }

}  // namespace

std::vector<std::int64_t> BaculaChain::ids() const {
  std::vector<std::int64_t> numbers;
  for (const BaculaJobRow* link : links) numbers.push_back(link->id);
  return numbers;
}

std::string BaculaChain::text() const {
  std::vector<std::string> numbers;
  for (const BaculaJobRow* link : links) numbers.push_back(std::to_string(link->id));
  return join(numbers, ",");
}

std::vector<RestorePoint> BaculaCopy::points(CopyFindings& findings) {
  std::vector<RestorePoint> points;
  if (!reach(findings)) return points;
  BaculaCounts folders = newest_folders();
  for (const BaculaJobRow& job : jobs_)
    if (read_bacula_times(job.times, desk_.zone)) points.push_back(point_of(job, folders));
  link_points(points);
  std::stable_sort(points.begin(), points.end(), [](const RestorePoint& a, const RestorePoint& b) { return a.time < b.time; });
  tell_why(points);
  judge_newest_chain(points, findings);
  return points;
}

RestorePoint BaculaCopy::point_of(const BaculaJobRow& job, const BaculaCounts& folders) const {
  RestorePoint point;
  auto span = read_bacula_times(job.times, desk_.zone);
  point.id = std::to_string(job.id);
  point.time = span->start;
  point.state = bacula_state(job.status, job.errors);
  if (point.state != RestorePoint::State::running) point.ended = span->end;
  bool incremental = job.level == 'I' || job.level == 'D';
  if (!incremental) {  // of what an incremental brings back, its own row says nothing
    auto counted = folders.find(job.id);
    point.files = std::max<std::int64_t>(0, job.files - (counted == folders.end() ? 0 : counted->second));
    point.bytes = job.read_bytes > 0 ? job.read_bytes : job.bytes;
  }
  if (point.state != RestorePoint::State::done) {
    point.note = std::string(bacula_status_words(job.status));
    if (job.errors > 0) point.note += " (" + std::to_string(job.errors) + (job.errors == 1 ? " error)" : " errors)");
  }
  return point;
}

/// JobFiles counts folders too; a folder that became empty must not look like a file.
BaculaCounts BaculaCopy::newest_folders() {
  std::vector<std::int64_t> fulls;
  for (auto job = jobs_.rbegin(); job != jobs_.rend() && fulls.size() < kJudgedFulls; ++job)
    if (job->level != 'I' && job->level != 'D' && job->files > 0) fulls.push_back(job->id);
  BaculaCounts counts;
  if (!fulls.empty() && reader_->folder_counts(fulls, counts)) counts.clear();  // a nicety: without it folders count as files
  return counts;
}

void BaculaCopy::link_points(std::vector<RestorePoint>& points) const {
  for (RestorePoint& point : points) {
    BaculaChain chain = chain_of(point.id);
    if (!chain.broken.empty()) point.needs = "a run that is gone";
    else if (chain.links.size() > 1) point.needs = std::to_string(chain.links[chain.links.size() - 2]->id);
  }
}

/// What the Director and the logs say of the newest runs that did not end well.
void BaculaCopy::tell_why(std::vector<RestorePoint>& points) {
  std::size_t told = 0;
  for (auto point = points.rbegin(); point != points.rend() && told < kExplained; ++point) {
    if (point->state == RestorePoint::State::done) continue;
    ++told;
    std::int64_t id = parse_count(point->id).value_or(0);
    if (point->state == RestorePoint::State::running && console_) {
      auto running = read_bacula_running(console_->say({".api 2", ".status dir running"}).out);
      if (auto found = running.find(id); found != running.end()) point->note = found->second.words;
    }
    std::vector<std::string> complaints = bacula_complaints(log_of(id));
    if (complaints.empty()) continue;
    bool waits = point->state == RestorePoint::State::running;  // the last line says for what
    point->note += ": " + (waits ? complaints.back() : complaints.front());
  }
}

/// The newest point is of no use where the catalog has lost what it rests on.
void BaculaCopy::judge_newest_chain(const std::vector<RestorePoint>& points, CopyFindings& findings) {
  auto newest = std::find_if(points.rbegin(), points.rend(), [](const RestorePoint& p) { return p.state == RestorePoint::State::done || p.state == RestorePoint::State::warnings; });
  if (newest == points.rend()) return;
  BaculaChain chain = chain_of(newest->id);
  if (!chain.broken.empty()) return findings.add(CheckLevel::structure, Verdict::fail, Fault::catalog_purged, chain.broken, newest->id);
  for (const BaculaJobRow* link : chain.links)
    if (link->purged && link->files > 0)
      return findings.add(CheckLevel::structure, Verdict::fail, Fault::catalog_purged,
                          "the catalog's list of the files of JobId " + std::to_string(link->id) + " was purged: single files cannot be restored; bscan puts the list back, or run a full backup", newest->id);
}

const BaculaJobRow* BaculaCopy::job_named(const std::string& id) const {
  auto number = parse_count(id);
  auto found = std::find_if(jobs_.begin(), jobs_.end(), [&](const BaculaJobRow& job) { return number && job.id == *number; });
  return found == jobs_.end() ? nullptr : &*found;
}

/// An incremental rests on the run before it, a differential on the full.  Where the log tells which run that was, no other
/// will do: between the two something would be missing, and Bacula would restore it all the same.
const BaculaJobRow* BaculaCopy::link_before(const BaculaJobRow& link) const {
  const BaculaJobRow* found = nullptr;
  for (const BaculaJobRow& job : jobs_) {
    bool full = job.level != 'I' && job.level != 'D';
    if (&job == &link || !ended_usably(job) || (link.level == 'D' && !full)) continue;
    if (link.since.empty() ? job.id > link.id : job.times.start != link.since || job.times.start >= link.times.start) continue;
    bool better = !found || full || found->level == 'I' || found->level == 'D' || link.since.empty();  // a virtual full has the start of its last part
    if (better) found = &job;
  }
  return found;
}

BaculaChain BaculaCopy::chain_of(const std::string& id) const {
  BaculaChain chain;
  const BaculaJobRow* link = job_named(id);
  if (!link) {
    chain.broken = "the catalog no longer has JobId " + in_quotes(id);
    return chain;
  }
  chain.links.push_back(link);
  while (link->level == 'I' || link->level == 'D') {
    const BaculaJobRow* before = link_before(*link);
    if (!before || chain.links.size() > jobs_.size()) {
      chain.broken = "JobId " + std::to_string(link->id) + " is " + (link->level == 'I' ? "an incremental" : "a differential") + " backup, and the catalog no longer has the run" +
                     (link->since.empty() ? "" : " of " + link->since) + " that it rests on: run a full backup, or put that run back with bscan";
      return chain;
    }
    link = before;
    chain.links.push_back(link);
  }
  std::reverse(chain.links.begin(), chain.links.end());
  return chain;
}

}  // namespace outdesk
