#include "backup/size_rules.hpp"

#include <algorithm>

#include "backup/point_words.hpp"

namespace outdesk {

namespace {

__extension__ using WideCount = __int128;

constexpr std::size_t kPointsBefore = 14, kEnoughToWarn = 3;
constexpr Decimal kUnusualDrop{200'000'000};
constexpr std::int64_t kUnusualGrowth = 3;

struct SizeMeasure {
  std::string_view unit;
  std::optional<std::int64_t> RestorePoint::*value;
};
constexpr SizeMeasure kSizeMeasures[] = {{"file", &RestorePoint::files}, {"byte", &RestorePoint::bytes}};

/// Twice the median, so that the mean of two stays whole.
WideCount twice_median(std::vector<std::int64_t> values) {
  std::sort(values.begin(), values.end());
  std::size_t middle = values.size() / 2;
  return values.size() % 2 ? WideCount{2} * values[middle] : WideCount{values[middle - 1]} + values[middle];
}

/// (usual - value) / usual > share, where `usual` is half of `twice`.
bool fell_by_more_than(Decimal share, WideCount twice, std::int64_t value) {
  return (twice - WideCount{2} * value) * 1'000'000'000 > share.nano * twice;
}

/// "76.4 %", rounded down.
std::string percent_of(WideCount part, WideCount whole) {
  auto tenths = static_cast<std::int64_t>(part * 1000 / whole);
  return std::to_string(tenths / 10) + '.' + std::to_string(tenths % 10) + " %";
}

std::vector<std::int64_t> figures_before(const std::vector<RestorePoint>& usable, const SizeMeasure& measure) {
  const RestorePoint& newest = usable.back();
  std::vector<std::int64_t> figures;
  std::size_t looked_at = 0;
  for (auto point = usable.rbegin() + 1; point != usable.rend() && looked_at < kPointsBefore; ++point) {
    if (point->needs.empty() != newest.needs.empty()) continue;
    ++looked_at;
    if (const auto& value = (*point).*measure.value; value && *value >= 0) figures.push_back(*value);
  }
  return figures;
}

void judge_measure(const BackupJob& job, const std::vector<RestorePoint>& usable, const SizeMeasure& measure, CopyFindings& findings) {
  const RestorePoint& newest = usable.back();
  const auto& value = newest.*measure.value;
  if (!value || *value < 0) return;
  std::vector<std::int64_t> before = figures_before(usable, measure);
  WideCount twice = before.empty() ? 0 : twice_median(before);
  if (twice == 0) return;  // nothing to compare with
  bool enough = before.size() >= kEnoughToWarn;
  std::string holds = "point " + point_words(newest) + " holds " + number_words(*value, measure.unit) + ", ";
  std::string usual = "the median of the " + number_words(static_cast<std::int64_t>(before.size()), "point") + " before it (" +
                      std::to_string(static_cast<std::int64_t>(twice / 2)) + "); ";
  bool fault = fell_by_more_than(job.limits.size_drop, twice, *value);
  if (fault || (enough && fell_by_more_than(kUnusualDrop, twice, *value)))
    findings.add(CheckLevel::freshness, fault ? Verdict::fail : Verdict::warn, Fault::size_anomaly,
                 holds + percent_of(twice - WideCount{2} * *value, twice) + " fewer than " + usual + "find out what is no longer copied", newest.id);
  else if (enough && WideCount{2} * *value > kUnusualGrowth * twice)
    findings.add(CheckLevel::freshness, Verdict::warn, Fault::size_anomaly,
                 holds + "more than " + std::to_string(kUnusualGrowth) + " times " + usual + "find out what is new in it", newest.id);
}

}  // namespace

void judge_size(const BackupJob& job, const std::vector<RestorePoint>& usable, CopyFindings& findings) {
  if (usable.empty()) return;
  const RestorePoint& newest = usable.back();
  if (newest.files && *newest.files > 0 && *newest.files < job.expect.min_files)
    findings.add(CheckLevel::freshness, Verdict::fail, Fault::size_anomaly,
                 "point " + point_words(newest) + " holds " + number_words(*newest.files, "file") + "; at least " + std::to_string(job.expect.min_files) +
                     " are expected",
                 newest.id);
  for (const SizeMeasure& measure : kSizeMeasures) judge_measure(job, usable, measure, findings);
}

}  // namespace outdesk
