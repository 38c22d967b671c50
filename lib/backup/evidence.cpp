#include "backup/evidence.hpp"

#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/text.hpp"
#include "input/json.hpp"

namespace outdesk {

namespace {

/// One way over all fields, for writing and for reading.
struct EvidenceWriter {
  Json json = Json::object();
  void operator()(const char* key, const std::string& value) { if (!value.empty()) json[key] = storable(value); }
  void operator()(const char* key, std::int64_t value) { if (value) json[key] = value; }
  void operator()(const char* key, bool value) { json[key] = value; }
  void operator()(const char* key, Instant value) { json[key] = to_text(value); }
  void operator()(const char* key, const std::optional<Instant>& value) { if (value) (*this)(key, *value); }
  void operator()(const char* key, const std::optional<Seconds>& value) { if (value) json[key] = value->count; }
  void operator()(const char* key, const std::optional<std::int64_t>& value) { if (value) json[key] = *value; }
  void operator()(const char* key, Verdict value) { json[key] = name_of(value); }
  void operator()(const char* key, CheckLevel value) { json[key] = name_of(value); }
  void operator()(const char* key, Fault value) { json[key] = name_of(value); }
  void operator()(const char* key, const std::vector<std::string>& value) {
    if (value.empty()) return;
    Json list = Json::array();
    for (const std::string& text : value) list.push_back(storable(text));
    json[key] = std::move(list);
  }
  void operator()(const char* key, const std::map<std::string, std::int64_t>& value) {
    if (value.empty()) return;
    Json object = Json::object();
    for (const auto& [name, count] : value) object[storable(name)] = count;
    json[key] = std::move(object);
  }
  void operator()(const char* key, const std::vector<CopyFinding>& value) {
    Json list = Json::array();
    for (const CopyFinding& finding : value) {
      Json one = {{"level", name_of(finding.level)}, {"verdict", name_of(finding.verdict)}, {"reason", name_of(finding.fault)}, {"detail", storable(finding.detail)}};
      if (!finding.point.empty()) one["point"] = storable(finding.point);
      if (finding.recalled) one["recalled"] = true;
      list.push_back(std::move(one));
    }
    json[key] = std::move(list);
  }
};

struct EvidenceReader {
  const JsonNode& node;
  template <class T, class Named>
  static T named(const JsonNode& value, Named known) {
    auto found = known(value.text());
    if (!found) value.fail("is not a word of this format");
    return *found;
  }
  template <class Take>
  void with(const char* key, Take take) const { if (auto value = node.find(key)) take(*value); }
  static Fault fault_of(const JsonNode& value) { return value.text().empty() ? Fault::none : named<Fault>(value, fault_named); }

  void operator()(const char* key, std::string& place) const { with(key, [&](auto& v) { place = v.text(); }); }
  void operator()(const char* key, std::int64_t& place) const { with(key, [&](auto& v) { place = v.integer(); }); }
  void operator()(const char* key, bool& place) const { with(key, [&](auto& v) { place = v.boolean(); }); }
  void operator()(const char* key, Instant& place) const { with(key, [&](auto& v) { place = v.instant(); }); }
  void operator()(const char* key, std::optional<Instant>& place) const { with(key, [&](auto& v) { place = v.instant(); }); }
  void operator()(const char* key, std::optional<Seconds>& place) const { with(key, [&](auto& v) { place = Seconds{v.integer()}; }); }
  void operator()(const char* key, std::optional<std::int64_t>& place) const { with(key, [&](auto& v) { place = v.integer(); }); }
  void operator()(const char* key, Verdict& place) const { with(key, [&](auto& v) { place = named<Verdict>(v, verdict_named); }); }
  void operator()(const char* key, CheckLevel& place) const { with(key, [&](auto& v) { place = named<CheckLevel>(v, level_named); }); }
  void operator()(const char* key, Fault& place) const { with(key, [&](auto& v) { place = fault_of(v); }); }
  void operator()(const char* key, std::vector<std::string>& place) const {
    with(key, [&](auto& v) { for (const auto& item : v.items()) place.push_back(item.text()); });
  }
  void operator()(const char* key, std::map<std::string, std::int64_t>& place) const {
    with(key, [&](auto& v) { for (const auto& [name, count] : v.members()) place[name] = count.integer(); });
  }
  void operator()(const char* key, std::vector<CopyFinding>& place) const {
    with(key, [&](auto& list) {
      for (const auto& item : list.items()) {
        CopyFinding finding{named<CheckLevel>(item.at("level"), level_named), named<Verdict>(item.at("verdict"), verdict_named), fault_of(item.at("reason")), item.at("detail").text(), {}, false};
        if (auto point = item.find("point")) finding.point = point->text();
        if (auto recalled = item.find("recalled")) finding.recalled = recalled->boolean();
        place.push_back(std::move(finding));
      }
    });
  }
};

template <class Evidence, class Field>
void over_fields(Evidence& e, Field&& field) {
  field("job", e.job);
  field("action", e.action);
  field("depth", e.depth);
  field("verdict", e.verdict);
  field("level", e.level);
  field("reason", e.fault);
  field("findings", e.findings);
  field("point", e.point);
  field("point_time", e.point_time);
  field("started", e.started);
  field("finished", e.finished);
  field("elapsed_ms", e.elapsed_ms);
  field("kind", e.kind);
  field("tool", e.tool);
  field("command", e.command);
  field("files", e.files);
  field("bytes", e.bytes);
  field("compared", e.compared);
  field("missing", e.missing);
  field("extra", e.extra);
  field("changed", e.changed);
  field("metadata", e.metadata);
  field("against", e.against);
  field("differing", e.differing);
  field("part_k", e.part_k);
  field("part_n", e.part_n);
  field("sample", e.sample);
  field("restore_within_s", e.restore_within);
  field("restore_ms", e.restore_ms);
  field("whole_estimate_s", e.whole_estimate);
  field("rows", e.rows);
  field("rows_counted", e.rows_counted);
  field("how", e.how);
  field("scratch_removed", e.scratch_removed);
  field("manifest_sha256", e.manifest_sha256);
  field("log_sha256", e.log_sha256);
  field("log_tail", e.log_tail);
  field("contract_from", e.contract_from);
  field("by", e.by);
}

}  // namespace

bool is_own(const CopyFinding& finding, const BackupEvidence& look) {
  return is_about_copy(finding) && !finding.recalled && (finding.point.empty() || finding.point == look.point);
}

BackupEvidence about_copy(BackupEvidence evidence) {
  if (evidence.depth == CheckLevel::freshness) return evidence;  // no copy was looked at: that is what there is to say
  CopyFindings findings;
  for (const CopyFinding& finding : evidence.findings)
    if (is_own(finding, evidence)) findings.add(finding);
  evidence.findings = findings.all();
  evidence.verdict = findings.verdict();
  const CopyFinding* decisive = findings.decisive();
  evidence.level = decisive ? decisive->level : CheckLevel::freshness;
  evidence.fault = decisive ? decisive->fault : Fault::none;
  return evidence;
}

std::optional<Instant> last_good_test(const std::vector<BackupEvidence>& evidence, std::optional<Instant> before) {
  std::optional<Instant> last;
  for (const BackupEvidence& past : evidence)
    if (past.is_test_restore() && (!before || past.finished < *before) && about_copy(past).usable()) last = past.finished;
  return last;
}

std::string evidence_text(const BackupEvidence& evidence) {
  EvidenceWriter writer;
  over_fields(evidence, writer);
  return writer.json.dump();
}

BackupEvidence read_evidence(const std::string& text) {
  try {
    Json json = parse_json(text, "evidence");
    JsonNode node(json, "evidence");
    BackupEvidence evidence;
    over_fields(evidence, EvidenceReader{node});
    return evidence;
  } catch (const InputError& error) {
    throw StoreError(error.what(), "run 'outdesk store check'");
  }
}

}  // namespace outdesk
