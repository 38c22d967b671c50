// Results of backup systems, of any bytes: refused with file and line, or results of the past whose evidence the store
// keeps and gives back the same.
#include "backup/read_results.hpp"
#include "fuzzed.hpp"

namespace {

using namespace outdesk;

constexpr Instant kNow{1'780'000'000};

void check_evidence(const BackupEvidence& evidence) {
  std::string text = evidence_text(evidence);
  require(evidence_text(read_evidence(text)) == text);
}

void check_result(const RecordedResult& result) {
  require(!result.job.empty() && unstorable(result.job + result.how + result.point.id + result.point.note).empty());
  require(result.point.time <= kNow && (!result.point.ended || result.point.time <= *result.point.ended));
  require(!result.took || result.took->count >= 0);
  for (std::optional<Seconds> promised : {std::optional<Seconds>(), std::optional(Seconds{3600})}) {
    BackupEvidence evidence = evidence_of_result(result, promised, "fuzz");
    require(evidence.elapsed_ms >= 1 && evidence.restore_ms >= 0 && evidence.started <= evidence.finished);
    check_evidence(evidence);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string text(as_text(data, size));
  refused("fuzz", size, [&] { for (const RecordedResult& result : read_results(text, "fuzz", kNow)) check_result(result); });
  refused("evidence", size, [&] { check_evidence(read_evidence(text)); });
  return 0;
}
