// The words of checks, and which finding decides.
#include "made_points.hpp"

using namespace outdesk;

TEST_CASE("the reasons are the words of the file format, in its order") {
  // Copied from formats.md section 7.
  const std::string words =
      "stale no-points retention-gap job-failed job-hung job-warnings size-anomaly empty clock-future "
      "truncated bad-magic decompress header-checksum block-crc segment-crc page-corrupt volume-missing index-missing catalog-missing catalog-purged "
      "access-denied unsafe-entry expansion-limit trailing-garbage "
      "content-changed entry-missing entry-extra metadata-changed "
      "rows-missing content-encrypted rto-exceeded restore-failed "
      "drill-overdue tool-missing locked timed-out";
  std::string ours;
  for (int i = 1; i <= static_cast<int>(Fault::timed_out); ++i) ours += (i > 1 ? " " : "") + std::string(name_of(static_cast<Fault>(i)));
  CHECK(ours == words);
  CHECK(name_of(Fault::none).empty());
  CHECK(name_of(Fault::header_checksum) == "header-checksum");
  CHECK(name_of(Fault::rows_missing) == "rows-missing");
}

TEST_CASE("every word is read back, and nothing else is a word") {
  for (int i = 1; i <= static_cast<int>(Fault::timed_out); ++i) CHECK(fault_named(name_of(static_cast<Fault>(i))) == static_cast<Fault>(i));
  for (Verdict verdict : {Verdict::ok, Verdict::warn, Verdict::unknown, Verdict::fail}) CHECK(verdict_named(name_of(verdict)) == verdict);
  for (CheckLevel level : {CheckLevel::freshness, CheckLevel::structure, CheckLevel::hash, CheckLevel::restore}) CHECK(level_named(name_of(level)) == level);
  for (PointState state : {PointState::done, PointState::warnings, PointState::failed, PointState::running}) CHECK(state_named(name_of(state)) == state);
  for (const char* word : {"", "Stale", "no_points", "ok ", "failed\n"}) {
    CHECK_FALSE(fault_named(word).has_value());
    CHECK_FALSE(verdict_named(word).has_value());
    CHECK_FALSE(level_named(word).has_value());
    CHECK_FALSE(state_named(word).has_value());
  }
}

TEST_CASE("the worst verdict counts, and of its findings the cheapest level, the first among equals") {
  CopyFindings findings;
  CHECK(findings.verdict() == Verdict::ok);
  CHECK(findings.decisive() == nullptr);
  findings.add(CheckLevel::freshness, Verdict::ok, Fault::none, "seen");
  CHECK(findings.decisive() == nullptr);
  findings.add(CheckLevel::freshness, Verdict::warn, Fault::job_warnings, "a file was open");
  CHECK(findings.verdict() == Verdict::warn);
  findings.add(CheckLevel::structure, Verdict::unknown, Fault::tool_missing, "no restic");
  CHECK(findings.verdict() == Verdict::unknown);  // could not be checked is worse than a remark, and never ok
  CHECK(findings.decisive()->fault == Fault::tool_missing);
  findings.add(CheckLevel::restore, Verdict::fail, Fault::restore_failed, "nothing came back");
  findings.add(CheckLevel::hash, Verdict::fail, Fault::content_changed, "docs/a.txt");
  findings.add(CheckLevel::hash, Verdict::fail, Fault::entry_missing, "docs/b.txt");
  CHECK(findings.decisive()->fault == Fault::content_changed);
  CHECK(findings.any(Verdict::unknown));
  CHECK(findings.any(Fault::entry_missing));
  CHECK_FALSE(findings.any(Fault::stale));
}

TEST_CASE("a detail is one bounded line that can be stored, whatever another program said") {
  CopyFindings findings;
  findings.add(CheckLevel::structure, Verdict::fail, Fault::truncated, "line\nline\x1b[31m \xff" + std::string(1'000'000, 'x'), "id\xff");
  const CopyFinding& finding = findings.all().front();
  CHECK(finding.detail.size() < 10'000);
  CHECK(finding.detail.find('\n') == std::string::npos);
  CHECK(finding.detail.find('\x1b') == std::string::npos);
  CHECK(finding.point == "id\xff");  // the id stays what it is: it is looked up by
}
