#include "backup/freshness_rules.hpp"

#include <algorithm>
#include <unordered_map>

namespace outdesk {

namespace {

/// What the point says of itself and of its checks; the chain is looked at later.
Usability own_usability(const BackupJob& job, const RestorePoint& point, Instant now, const std::set<std::string>& failed_checks) {
  if (point.state == RestorePoint::State::failed) return Usability::failed;
  if (point.state == RestorePoint::State::running) return Usability::running;
  if (point.time > now + kClockTolerance) return Usability::future;
  if (point.time < Instant{0}) return Usability::no_time;
  if (point.files && *point.files <= 0 && job.expect.min_files != 0) return Usability::empty;
  return failed_checks.count(point.id) ? Usability::proved_bad : Usability::usable;
}

}  // namespace

std::string_view reason_words(Usability usability) {
  constexpr std::string_view kWords[] = {"usable", "failed", "still running", "empty", "dated in the future", "without a believable time",
                                         "found bad by an earlier check", "without the point they build on"};
  return kWords[static_cast<std::size_t>(usability)];
}

std::vector<Usability> usability_of(const BackupJob& job, const std::vector<RestorePoint>& points, Instant now, const std::set<std::string>& failed_checks) {
  std::vector<Usability> found;
  std::unordered_map<std::string_view, std::vector<std::size_t>> waiting;  // id, the points that need it
  std::vector<std::size_t> reached;  // usable with all that they need; what a ring or a gap holds up is never reached
  for (std::size_t i = 0; i < points.size(); ++i) {
    found.push_back(own_usability(job, points[i], now, failed_checks));
    if (found[i] != Usability::usable) continue;
    if (points[i].needs.empty()) {
      reached.push_back(i);
    } else {
      found[i] = Usability::broken_chain;
      waiting[points[i].needs].push_back(i);
    }
  }
  while (!reached.empty()) {
    std::size_t i = reached.back();
    reached.pop_back();
    found[i] = Usability::usable;
    auto held_up = waiting.find(points[i].id);
    if (held_up == waiting.end()) continue;
    reached.insert(reached.end(), held_up->second.begin(), held_up->second.end());
    waiting.erase(held_up);
  }
  return found;
}

std::vector<RestorePoint> usable_points(const BackupJob& job, std::vector<RestorePoint> points, Instant now, const std::set<std::string>& failed_checks) {
  std::vector<Usability> standing = usability_of(job, points, now, failed_checks);
  std::vector<RestorePoint> usable;
  for (std::size_t i = 0; i < points.size(); ++i)
    if (standing[i] == Usability::usable) usable.push_back(std::move(points[i]));
  std::stable_sort(usable.begin(), usable.end(), [](const RestorePoint& a, const RestorePoint& b) { return std::tie(a.time, a.id) < std::tie(b.time, b.id); });
  return usable;
}

}  // namespace outdesk
