#include "backup/verdict.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace outdesk {

namespace {

// Each in the order of its enumeration; the words are those of formats.md section 7.
constexpr std::string_view kVerdictNames[] = {"ok", "warn", "unknown", "fail"};
constexpr std::string_view kLevelNames[] = {"freshness", "structure", "hash", "restore"};
constexpr std::string_view kFaultNames[] = {
    "",
    "stale", "no-points", "retention-gap", "job-failed", "job-hung", "job-warnings", "size-anomaly", "empty", "clock-future",
    "truncated", "bad-magic", "decompress", "header-checksum", "block-crc", "segment-crc", "page-corrupt", "volume-missing", "index-missing",
    "catalog-missing", "catalog-purged", "access-denied", "unsafe-entry", "expansion-limit", "trailing-garbage",
    "content-changed", "entry-missing", "entry-extra", "metadata-changed",
    "rows-missing", "content-encrypted", "rto-exceeded", "restore-failed",
    "drill-overdue", "tool-missing", "locked", "timed-out"};
static_assert(std::size(kVerdictNames) == static_cast<std::size_t>(Verdict::fail) + 1);
static_assert(std::size(kLevelNames) == static_cast<std::size_t>(CheckLevel::restore) + 1);
static_assert(std::size(kFaultNames) == static_cast<std::size_t>(Fault::timed_out) + 1);

/// Columns of one detail: what other programs say can be of any length.
constexpr std::size_t kWidestDetail = 2000;

template <class Word, std::size_t n>
std::optional<Word> word_of_check(const std::string_view (&names)[n], std::string_view name) {
  auto found = std::find(std::begin(names), std::end(names), name);
  if (name.empty() || found == std::end(names)) return {};
  return static_cast<Word>(found - std::begin(names));
}

}  // namespace

std::string_view name_of(Verdict verdict) { return kVerdictNames[static_cast<std::size_t>(verdict)]; }
std::string_view name_of(CheckLevel level) { return kLevelNames[static_cast<std::size_t>(level)]; }
std::string_view name_of(Fault fault) { return kFaultNames[static_cast<std::size_t>(fault)]; }
std::optional<Verdict> verdict_named(std::string_view name) { return word_of_check<Verdict>(kVerdictNames, name); }
std::optional<CheckLevel> level_named(std::string_view name) { return word_of_check<CheckLevel>(kLevelNames, name); }
std::optional<Fault> fault_named(std::string_view name) { return word_of_check<Fault>(kFaultNames, name); }

bool is_about_copy(const CopyFinding& finding) { return finding.level > CheckLevel::freshness && finding.fault != Fault::drill_overdue; }

void CopyFindings::add(CheckLevel level, Verdict verdict, Fault fault, std::string detail, std::string point) {
  add({level, verdict, fault, std::move(detail), std::move(point), false});
}

void CopyFindings::add(CopyFinding finding) {
  std::string& detail = finding.detail;
  if (detail.size() > kWidestDetail || !unstorable(detail).empty())
    detail = fitted(storable(std::string_view(detail).substr(0, 4 * kWidestDetail)), kWidestDetail);
  all_.push_back(std::move(finding));
}

bool CopyFindings::any(Verdict verdict) const {
  return std::any_of(all_.begin(), all_.end(), [&](const CopyFinding& finding) { return finding.verdict == verdict; });
}

bool CopyFindings::any(Fault fault) const {
  return std::any_of(all_.begin(), all_.end(), [&](const CopyFinding& finding) { return finding.fault == fault; });
}

Verdict CopyFindings::verdict() const {
  Verdict worst = Verdict::ok;
  for (const CopyFinding& finding : all_) worst = std::max(worst, finding.verdict);
  return worst;
}

const CopyFinding* CopyFindings::decisive() const {
  Verdict worst = verdict();
  auto rank = [](const CopyFinding& finding) {
    bool of_the_set = finding.fault == Fault::retention_gap || finding.fault == Fault::drill_overdue;
    return std::pair(of_the_set, finding.level);
  };
  const CopyFinding* found = nullptr;
  for (const CopyFinding& finding : all_)
    if (finding.verdict == worst && worst != Verdict::ok && (!found || rank(finding) < rank(*found))) found = &finding;
  return found;
}

}  // namespace outdesk
