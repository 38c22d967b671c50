#include "backup/sufficiency_rules.hpp"

#include <algorithm>
#include <set>

#include "backup/freshness_rules.hpp"
#include "backup/rpo_rules.hpp"

namespace outdesk {

namespace {

constexpr Instant kFirstPoint{0};

class SufficiencyCount {
 public:
  SufficiencyCount(const BackupJob& job, const std::vector<RestorePoint>& usable, Instant at, const Zone& zone) : job_(job), at_(at), zone_(zone) {
    for (const RestorePoint& point : usable)
      if (point.time <= at + kClockTolerance && point.time >= kFirstPoint) points_.push_back(&point);
    std::stable_sort(points_.begin(), points_.end(), [](const RestorePoint* a, const RestorePoint* b) { return a->time < b->time; });
  }

  Sufficiency count() {
    count_points();
    judge_age();
    for (RetentionClass retention : kRetentionClasses)
      if (std::int64_t n = count_of(job_.keep, retention); n > 0) count_periods(retention, n);
    if (result_.keep_from) find_too_old();
    return std::move(result_);
  }

 private:
  void insufficient_from(Instant t) {
    t = std::min(t, at_);
    if (!result_.insufficient_since || t < *result_.insufficient_since) result_.insufficient_since = t;
  }

  void count_points() {
    result_.points = static_cast<std::int64_t>(points_.size());
    result_.wanted = std::max(job_.keep.last, job_.min_points);
    if (result_.points >= result_.wanted) return;
    if (job_.since) insufficient_from(zone_.day(*job_.since).from);
    else if (!points_.empty()) insufficient_from(points_.front()->time);
  }

  void judge_age() {
    if (!job_.rpo || points_.empty()) {
      result_.fresh = !job_.rpo;
      return;
    }
    Instant until = *fresh_until(job_, points_.back()->time, zone_);
    result_.fresh = at_ <= until;
    if (!result_.fresh) insufficient_from(until);
  }

  void count_periods(RetentionClass retention, std::int64_t n) {
    std::set<std::int64_t> held;
    for (const RestorePoint* point : points_) held.insert(retention_period(retention, point->time, zone_));
    std::int64_t current = retention_period(retention, at_, zone_);
    std::int64_t last = held.count(current) ? current : current - 1, first = std::max(last - n + 1, first_asked(retention));
    for (std::int64_t period = last; period >= first; --period)
      if (!held.count(period) && is_asked(retention, period)) miss(retention, period);
    Instant from = period_start(retention, std::max(current - n, retention_period(retention, kFirstPoint, zone_)), zone_);
    if (!result_.keep_from || from < *result_.keep_from) result_.keep_from = from;
  }

  std::int64_t first_asked(RetentionClass retention) const {
    Instant from = job_.since ? std::max(zone_.day(*job_.since).from, kFirstPoint) : kFirstPoint;
    return retention_period(retention, from, zone_);
  }

  /// False for days without a plan, their hours, and a day that the zone skipped.
  bool is_asked(RetentionClass retention, std::int64_t period) const {
    Instant start = period_start(retention, period, zone_);
    if (start == period_start(retention, period + 1, zone_)) return false;
    bool within_day = retention == RetentionClass::hourly || retention == RetentionClass::daily;
    return !within_day || is_planned(job_, zone_.local(start).date);
  }

  void miss(RetentionClass retention, std::int64_t period) {
    Instant ended = period_start(retention, period + 1, zone_);
    insufficient_from(ended);
    result_.missing.push_back({retention, period_name(retention, period, zone_), ended});
  }

  void find_too_old() {
    std::set<std::string_view> needed;  // by points that are kept
    auto newest_wanted = static_cast<std::size_t>(std::clamp<std::int64_t>(result_.wanted, 0, result_.points));
    for (std::size_t i = points_.size(); i-- > 0;) {
      const RestorePoint& point = *points_[i];
      bool kept = point.time >= *result_.keep_from || points_.size() - i <= newest_wanted || needed.count(point.id);
      if (kept && !point.needs.empty()) needed.insert(point.needs);
      if (!kept) result_.too_old.push_back(point);
    }
    std::reverse(result_.too_old.begin(), result_.too_old.end());
  }

  const BackupJob& job_;
  Instant at_;
  const Zone& zone_;
  std::vector<const RestorePoint*> points_;  ///< oldest first
  Sufficiency result_;
};

}  // namespace

Sufficiency sufficiency_on(const BackupJob& job, const std::vector<RestorePoint>& usable, Instant at, const Zone& zone) {
  return SufficiencyCount(job, usable, at, zone).count();
}

}  // namespace outdesk
