#include "backup/backup_store.hpp"

#include <map>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/text.hpp"
#include "input/json.hpp"
#include "store/chain.hpp"
#include "store/chains.hpp"

namespace outdesk {

namespace {

std::string point_text(const RestorePoint& point) {
  Json json = {{"state", name_of(point.state)}};
  if (point.ended) json["ended"] = to_text(*point.ended);
  for (auto [key, value] : {std::pair{"files", point.files}, {"bytes", point.bytes}, {"stored_bytes", point.stored_bytes}})
    if (value) json[key] = *value;
  for (auto [key, value] : {std::pair{"note", &point.note}, {"needs", &point.needs}, {"content", &point.content}})
    if (!value->empty()) json[key] = storable(*value);
  return json.dump();
}

RestorePoint read_point(std::string_view id, Instant time, const std::string& body) {
  Json json = parse_json(body, "restore point");
  JsonNode node(json, "restore point");
  RestorePoint point;
  point.id = id;
  point.time = time;
  if (auto state = state_named(node.at("state").text())) point.state = *state;
  if (auto ended = node.find("ended")) point.ended = ended->instant();
  for (auto [key, place] : {std::pair{"files", &point.files}, {"bytes", &point.bytes}, {"stored_bytes", &point.stored_bytes}})
    if (auto value = node.find(key)) *place = value->integer();
  for (auto [key, place] : {std::pair{"note", &point.note}, {"needs", &point.needs}, {"content", &point.content}})
    if (auto value = node.find(key)) *place = value->text();
  return point;
}

/// What the hash of a row covers; the body has no newline.
std::string sealed_point(std::int64_t client, std::string_view job, std::string_view point, Instant taken, std::string_view source, std::string_view body, Instant entered, std::string_view by) {
  return join({std::to_string(client), std::string(job), std::string(point), to_text(taken), std::string(source), std::string(body), to_text(entered), std::string(by)}, "\n");
}

std::string sealed_evidence(std::int64_t client, std::string_view job, std::string_view action, Instant finished, std::string_view body) {
  return join({std::to_string(client), std::string(job), std::string(action), to_text(finished), std::string(body)}, "\n");
}

}  // namespace

std::vector<KnownPoint> points_of(Db& db, std::int64_t client, const std::string& job, std::optional<Instant> as_of) {
  std::map<std::pair<std::string, Instant>, KnownPoint> last;  // a rotated name is another point at another time
  Rows rows = db.query("SELECT point, taken, body, source, entered, entered_by FROM backup_point WHERE client = $1 AND job = $2 AND ($3 IS NULL OR entered <= $3) ORDER BY id", client, job, as_of);
  while (rows.next())
    last.insert_or_assign(std::pair{std::string(rows.text(0)), rows.instant(1)}, KnownPoint{read_point(rows.text(0), rows.instant(1), std::string(rows.text(2))), rows.text(3) == "recorded", rows.instant(4), std::string(rows.text(5))});
  std::vector<KnownPoint> points;
  for (auto& [key, point] : last) points.push_back(std::move(point));
  std::stable_sort(points.begin(), points.end(), [](const KnownPoint& a, const KnownPoint& b) { return a.point.time < b.point.time; });
  return points;
}

std::size_t keep_points(Db& db, std::int64_t client, const std::string& job, const std::vector<RestorePoint>& points, bool recorded, Instant now, const std::string& by) {
  std::map<std::pair<std::string, Instant>, std::string> known;
  for (const KnownPoint& one : points_of(db, client, job)) known[{one.point.id, one.point.time}] = point_text(one.point);
  Digest hash = last_hash(db, Chain::restore_point);
  std::size_t written = 0;
  std::string source = recorded ? "recorded" : "read";
  for (const RestorePoint& point : points) {
    std::string id = storable(point.id), body = point_text(point);
    auto found = known.find({id, point.time});
    if (found != known.end() && found->second == body) continue;
    hash = chained(hash, sealed_point(client, job, id, point.time, source, body, now, by));
    db.run("INSERT INTO backup_point (client, job, point, taken, source, body, entered, entered_by, hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
           client, job, id, point.time, source, body, now, by, hash);
    ++written;
  }
  return written;
}

std::int64_t keep_evidence(Db& db, std::int64_t client, const BackupEvidence& evidence) {
  std::string body = evidence_text(evidence);
  Digest hash = chained(last_hash(db, Chain::evidence), sealed_evidence(client, evidence.job, evidence.action, evidence.finished, body));
  return db.insert("INSERT INTO backup_evidence (client, job, action, finished, body, hash) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id",
                   client, evidence.job, evidence.action, evidence.finished, body, hash);
}

std::size_t keep_drill_once(Db& db, std::int64_t client, const BackupEvidence& evidence) {
  std::int64_t same = db.integer("SELECT count(*) FROM backup_evidence WHERE client = $1 AND job = $2 AND finished = $3 AND body = $4", client, evidence.job, evidence.finished, evidence_text(evidence)).value_or(0);
  if (same == 0) keep_evidence(db, client, evidence);
  return same == 0;
}

std::vector<BackupEvidence> evidence_of(Db& db, std::int64_t client, const std::string& job, std::optional<Instant> from, std::optional<Instant> to) {
  std::vector<BackupEvidence> found;
  Rows rows = db.query("SELECT id, body FROM backup_evidence WHERE client = $1 AND ($2 = '' OR job = $2) AND ($3 IS NULL OR finished >= $3) AND ($4 IS NULL OR finished < $4) ORDER BY id", client, job, from, to);
  while (rows.next()) {
    found.push_back(read_evidence(std::string(rows.text(1))));
    found.back().id = std::to_string(rows.integer(0));
  }
  return found;
}

std::vector<std::string> jobs_with_facts(Db& db, std::int64_t client) {
  std::vector<std::string> jobs;
  Rows rows = db.query("SELECT job FROM backup_point WHERE client = $1 UNION SELECT job FROM backup_evidence WHERE client = $1 ORDER BY job", client);
  while (rows.next()) jobs.emplace_back(rows.text(0));
  return jobs;
}

std::vector<std::string> backup_damage(Db& db) {
  std::vector<std::string> found;
  Digest tail{};
  Rows points = db.query("SELECT client, job, point, taken, source, body, entered, entered_by, hash, id FROM backup_point ORDER BY id");
  while (points.next()) {
    Digest stored = digest_of(points.blob(8));
    std::string text = sealed_point(points.integer(0), points.text(1), points.text(2), points.instant(3), points.text(4), points.text(5), points.instant(6), points.text(7));
    if (chained(tail, text) != stored)
      found.push_back("restore point " + in_quotes(points.text(2)) + " of " + in_quotes(points.text(1)) + " (row " + std::to_string(points.integer(9)) + ") was changed, or one before it is missing");
    tail = stored;
  }
  tail = {};
  Rows rows = db.query("SELECT client, job, action, finished, body, hash, id FROM backup_evidence ORDER BY id");
  while (rows.next()) {
    Digest stored = digest_of(rows.blob(5));
    if (chained(tail, sealed_evidence(rows.integer(0), rows.text(1), rows.text(2), rows.instant(3), rows.text(4))) != stored)
      found.push_back("evidence " + std::to_string(rows.integer(6)) + " of job " + in_quotes(rows.text(1)) + " was changed, or one before it is missing");
    tail = stored;
  }
  return found;
}

}  // namespace outdesk
