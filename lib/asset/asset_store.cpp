#include "asset/asset_store.hpp"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <unordered_map>

#include "asset/body_rules.hpp"
#include "asset/head_rules.hpp"
#include "asset/identity_rules.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "input/json.hpp"
#include "store/chain.hpp"
#include "store/chains.hpp"
#include "store/key_length.hpp"

namespace outdesk {

namespace {

/// What the hash of a line covers.
std::string sealed_line(std::int64_t client, const std::string& key, const AssetLine& line) {
  return join({std::to_string(client), key, to_text(line.at), to_text(line.entered), line.by, std::string(name_of(line.event)), line.fields, line.content ? hex(*line.content) : ""}, "\n");
}

/// Columns seq, at, entered, by_whom, event, fields, hash of the body, from `first` on.
AssetLine line_at(const Rows& rows, int first) {
  AssetLine line;
  line.seq = rows.integer(first);
  line.at = rows.instant(first + 1);
  line.entered = rows.instant(first + 2);
  line.by = rows.text(first + 3);
  line.event = asset_event_named(rows.text(first + 4)).value_or(AssetEvent::seen);
  line.fields = rows.text(first + 5);
  if (!rows.null(first + 6)) line.content = digest_of(rows.blob(first + 6));
  return line;
}

/// Of one asset after another its lines by time: those that happened by `as_of` and were entered by `known_by`.
template <typename Take>
void visit_lines(Db& db, std::int64_t client, Instant as_of, Instant known_by, Take take) {
  Asset asset;
  std::vector<AssetLine> lines;
  Rows rows = db.query(
      "SELECT a.id, a.key, l.seq, l.at, l.entered, l.by_whom, l.event, l.fields, b.hash FROM asset_line l JOIN asset a ON a.id = l.asset "
      "LEFT JOIN asset_body b ON b.id = l.body WHERE a.client = $1 AND l.at <= $2 AND l.entered <= $3 ORDER BY a.key, a.id, l.at, l.seq", client, as_of, known_by);
  while (rows.next()) {
    if (asset.id != rows.integer(0)) {
      if (!lines.empty()) take(asset, lines);
      lines.clear();
      asset = {rows.integer(0), std::string(rows.text(1)), {}};
    }
    lines.push_back(line_at(rows, 2));
  }
  if (!lines.empty()) take(asset, lines);
}

std::vector<Asset> assets_then(Db& db, std::int64_t client, Instant as_of, Instant known_by) {
  std::vector<Asset> assets;
  visit_lines(db, client, as_of, known_by, [&](const Asset& asset, const std::vector<AssetLine>& lines) {
    assets.push_back(asset);
    assets.back().head = head_after(lines);
  });
  return assets;
}

AssetBody body_in(Db& db, std::string_view parts, const std::optional<std::string>& programs) {
  AssetBody body;
  Json json = parse_json(parts, "content of an asset");
  for (const auto& [name, value] : JsonNode(json, "content of an asset").members()) body.parts[name] = value.text();
  if (!programs) return body;
  body.programs.emplace();
  for (std::int64_t id : unpacked_numbers(*programs).value_or(std::vector<std::int64_t>{})) {
    Rows rows = db.query("SELECT name, version, publisher FROM asset_program WHERE id = $1", id);
    if (rows.next()) body.programs->push_back({std::string(rows.text(0)), std::string(rows.text(1)), std::string(rows.text(2))});
  }
  std::sort(body.programs->begin(), body.programs->end());
  return body;
}

}  // namespace

std::vector<Asset> assets_of(Db& db, std::int64_t client, std::optional<Instant> as_of, std::optional<Instant> known_by) {
  if (as_of) return assets_then(db, client, *as_of, known_by.value_or(*as_of));
  std::vector<Asset> assets;
  Rows rows = db.query("SELECT id, key, head FROM asset WHERE client = $1 ORDER BY key", client);
  while (rows.next()) assets.push_back({rows.integer(0), std::string(rows.text(1)), read_head(std::string(rows.text(2)))});
  return assets;
}

std::vector<std::vector<Asset>> assets_at(Db& db, std::int64_t client, const std::vector<Instant>& instants, Instant known_by) {
  std::vector<std::vector<Asset>> found(instants.size());
  if (instants.empty()) return found;
  visit_lines(db, client, instants.back(), known_by, [&](const Asset& asset, const std::vector<AssetLine>& lines) {
    std::vector<AssetLine> until;
    for (std::size_t i = 0; i < instants.size(); ++i) {
      std::size_t told = until.size();
      while (until.size() < lines.size() && lines[until.size()].at <= instants[i]) until.push_back(lines[until.size()]);
      if (until.empty()) continue;
      bool same = told == until.size() && i > 0;
      found[i].push_back(same ? found[i - 1].back() : asset);
      if (!same) found[i].back().head = head_after(until);
    }
  });
  return found;
}

Asset asset_named(Db& db, std::int64_t client, const std::string& name) {
  std::vector<Asset> assets = assets_of(db, client);
  std::vector<std::size_t> places = assets_called(assets, name);
  if (places.size() == 1) return assets[places.front()];
  std::vector<std::string> keys, found;
  for (const Asset& asset : assets) keys.push_back(asset.key);
  for (std::size_t place : places) found.push_back(in_quotes(assets[place].key));
  if (!found.empty()) throw UsageError("there are " + std::to_string(found.size()) + " assets called " + in_quotes(name), "use one of the keys " + join(found, ", "));
  std::string near = nearest(name, keys);
  throw NotFound("there is no asset " + in_quotes(name), near.empty() ? "list them with 'outdesk asset list'" : "did you mean " + in_quotes(near) + "?");
}

AssetBody body_of(Db& db, const Digest& content) {
  Rows rows = db.query("SELECT parts, programs FROM asset_body WHERE hash = $1", content);
  if (!rows.next()) throw StoreError("what was seen in an asset is missing: " + hex(content), "run 'outdesk store check'");
  return body_in(db, rows.text(0), rows.null(1) ? std::nullopt : std::optional(std::string(rows.blob(1))));
}

ProgramLists programs_of(Db& db, const std::vector<Asset>& assets) {
  ProgramLists lists;
  std::unordered_map<std::int64_t, std::uint32_t> places;
  auto place_of = [&](std::int64_t id) {
    auto [place, fresh] = places.emplace(id, static_cast<std::uint32_t>(lists.programs.size()));
    if (fresh) {
      Rows rows = db.query("SELECT name, version, publisher FROM asset_program WHERE id = $1", id);
      lists.programs.push_back(rows.next() ? InstalledProgram{std::string(rows.text(0)), std::string(rows.text(1)), std::string(rows.text(2))} : InstalledProgram{});
    }
    return place->second;
  };
  for (const Asset& asset : assets) {
    lists.of.emplace_back();
    if (!asset.head.content) continue;
    Rows rows = db.query("SELECT programs FROM asset_body WHERE hash = $1", *asset.head.content);
    if (!rows.next() || rows.null(0)) continue;
    std::vector<std::uint32_t>& programs = lists.of.back().emplace();
    for (std::int64_t id : unpacked_numbers(rows.blob(0)).value_or(std::vector<std::int64_t>{})) programs.push_back(place_of(id));
    std::sort(programs.begin(), programs.end());
  }
  return lists;
}

std::vector<AssetLine> lines_of(Db& db, std::int64_t asset) {
  std::vector<AssetLine> lines;
  Rows rows = db.query("SELECT l.seq, l.at, l.entered, l.by_whom, l.event, l.fields, b.hash FROM asset_line l LEFT JOIN asset_body b ON b.id = l.body WHERE l.asset = $1 ORDER BY l.at, l.seq", asset);
  while (rows.next()) lines.push_back(line_at(rows, 0));
  return lines;
}

bool has_sighting(Db& db, std::int64_t asset, Instant at, const std::string& source, const std::string& fingerprint) {
  Rows rows = db.query("SELECT fields FROM asset_line WHERE asset = $1 AND at = $2 AND event IN ('seen', 'changed')", asset, at);
  while (rows.next()) {
    Json fields = parse_json(rows.text(0), "line of an asset");
    if (fields.value("source", "") == source && fields.value("fingerprint", "") == fingerprint) return true;
  }
  return false;
}

std::int64_t AssetWriter::program_id(const InstalledProgram& program) {
  auto known = programs_.find(program);
  if (known != programs_.end()) return known->second;
  refuse_long_key("the program " + in_quotes(fitted(program.name, 40)) + " with its version and publisher", program.name, program.version, program.publisher);
  auto id = db_.integer("SELECT id FROM asset_program WHERE name = $1 AND version = $2 AND publisher = $3", program.name, program.version, program.publisher);
  if (!id) {
    id = db_.insert("INSERT INTO asset_program (name, version, publisher) VALUES ($1, $2, $3) RETURNING id", program.name, program.version, program.publisher);
  }
  return programs_[program] = *id;
}

std::int64_t AssetWriter::body_id(const Digest& content, const AssetBody* body) {
  if (auto id = db_.integer("SELECT id FROM asset_body WHERE hash = $1", content)) return *id;
  if (!body) throw StoreError("what was seen in an asset is missing: " + hex(content), "run 'outdesk store check'");
  std::optional<std::string> packed;
  if (body->programs) {
    std::vector<std::int64_t> ids;
    for (const auto& program : *body->programs) ids.push_back(program_id(program));
    std::sort(ids.begin(), ids.end());
    packed = packed_numbers(ids);
  }
  return db_.insert("INSERT INTO asset_body (hash, parts, programs) VALUES ($1, $2, $3) RETURNING id", content, parts_text(body->parts), packed ? std::optional(Blob{*packed}) : std::nullopt);
}

void AssetWriter::keep(Asset& asset, AssetLine line, const AssetBody* body) {
  if (!tail_) tail_ = last_hash(db_, Chain::asset);
  std::optional<std::int64_t> content;
  if (line.content) content = body_id(*line.content, body);
  if (asset.id == 0) {
    asset.id = db_.insert("INSERT INTO asset (client, key, head) VALUES ($1, $2, $3) RETURNING id", client_, asset.key, "{}");
  }
  tail_ = chained(*tail_, sealed_line(client_, asset.key, line));
  db_.run("INSERT INTO asset_line (asset, at, entered, by_whom, event, fields, body, hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
          asset.id, line.at, line.entered, line.by, name_of(line.event), line.fields, content, *tail_);
  bool in_order = db_.integer("SELECT max(at) FROM asset_line WHERE asset = $1", asset.id).value_or(0) <= line.at.unix_s;
  if (in_order) apply(asset.head, line);
  else asset.head = head_after(lines_of(db_, asset.id));
  db_.run("UPDATE asset SET head = $1 WHERE id = $2", head_text(asset.head), asset.id);
}

std::int64_t count_asset_lines(Db& db) { return db.integer("SELECT count(*) FROM asset_line").value_or(0); }

std::vector<std::string> asset_damage(Db& db) {
  std::vector<std::string> found;
  Digest tail{};
  Rows rows = db.query("SELECT l.seq, l.at, l.entered, l.by_whom, l.event, l.fields, b.hash, a.client, l.hash, a.key FROM asset_line l JOIN asset a ON a.id = l.asset LEFT JOIN asset_body b ON b.id = l.body ORDER BY l.seq");
  while (rows.next()) {
    AssetLine line = line_at(rows, 0);
    Digest stored = digest_of(rows.blob(8));
    if (rows.text(4) != name_of(line.event) || chained(tail, sealed_line(rows.integer(7), std::string(rows.text(9)), line)) != stored)
      found.push_back("line " + std::to_string(line.seq) + " of asset " + in_quotes(rows.text(9)) + " was changed, or one before it is missing");
    tail = stored;
  }
  Rows bodies = db.query("SELECT id, hash, parts, programs FROM asset_body ORDER BY id");
  while (bodies.next())
    if (content_digest(body_in(db, bodies.text(2), bodies.null(3) ? std::nullopt : std::optional(std::string(bodies.blob(3))))) != digest_of(bodies.blob(1)))
      found.push_back("what was seen in an asset (content " + std::to_string(bodies.integer(0)) + ") was changed");
  Rows heads = db.query("SELECT id, key, head FROM asset ORDER BY id");
  while (heads.next())
    if (head_text(head_after(lines_of(db, heads.integer(0)))) != heads.text(2)) found.push_back("asset " + in_quotes(heads.text(1)) + " is not what its lines say");
  return found;
}

}  // namespace outdesk
