#include "asset/import_assets.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "input/json.hpp"

namespace outdesk {

namespace {

constexpr std::size_t kMostRemarks = 200;

}  // namespace

void AssetImportReceipt::remark(std::string text) {
  if (remarks.size() < kMostRemarks) remarks.push_back(std::move(text));
  else ++more_remarks;
}

AssetImporter::AssetImporter(Db& db, std::int64_t client, Instant now, std::string by)
    : db_(db), writer_(db, client), now_(now), by_(std::move(by)), assets_(assets_of(db, client)), index_(assets_) {
  for (std::size_t i = 0; i < assets_.size(); ++i) keys_.emplace(without_case(assets_[i].key), i);
}

std::size_t AssetImporter::place_for(const SeenDevice& seen) {
  if (auto place = index_.find(seen)) return *place;
  Asset asset;
  asset.key = new_asset_key(seen, keys_);
  keys_.emplace(without_case(asset.key), assets_.size());
  assets_.push_back(std::move(asset));
  return assets_.size() - 1;
}

Instant AssetImporter::time_of(const SeenDevice& seen, Instant at) {
  Instant when = seen.seen.value_or(at);
  if (when <= now_) return when;
  receipt_.remark(seen.where + ": is dated " + to_text(when) + ", which is still to come: taken as seen now");
  return now_;
}

void AssetImporter::count(const Sighting& sighting, bool fresh) {
  receipt_.fresh += fresh;
  if (fresh) return;
  receipt_.changed += sighting.changed;
  receipt_.moved += sighting.moved;
  receipt_.same += !sighting.changed && !sighting.moved;
}

void AssetImporter::take(const SeenDevice& seen, Instant at, const std::string& source) {
  ++receipt_.devices;
  std::size_t place = place_for(seen);
  Asset& asset = assets_[place];
  for (const auto& to : seen.depends_on) wishes_.push_back({place, to, seen.where, at});
  bool fresh = asset.id == 0;
  Instant when = time_of(seen, at);
  if (!fresh && !seen.registered && has_sighting(db_, asset.id, when, source, fingerprint_of(seen))) {
    ++receipt_.repeated;
    return;
  }
  if (!fresh && !seen.registered && asset.head.last_seen && when < *asset.head.last_seen) ++receipt_.older;
  if (!seen.registered && !is_kept(asset.head)) receipt_.remark(seen.where + ": " + in_quotes(asset.key) + " is written off, and was seen again");
  std::optional<AssetBody> body;
  if (asset.head.content && !seen.registered && sees_some(seen)) body = body_of(db_, *asset.head.content);
  Sighting sighting = sighting_of(seen, asset.key, when, source, fresh ? std::nullopt : std::optional(asset.head), body);
  for (AssetLine& line : sighting.lines) {
    line.entered = now_;
    line.by = by_;
    writer_.keep(asset, line, sighting.body ? &*sighting.body : nullptr);
  }
  count(sighting, fresh);
  index_.add(place);
}

std::optional<std::size_t> AssetImporter::named(const std::string& name) const {
  std::vector<std::size_t> found = assets_called(assets_, name);
  return found.size() == 1 ? std::optional(found.front()) : std::nullopt;
}

void AssetImporter::link() {
  for (const Wish& wish : wishes_) {
    auto to = named(wish.to);
    Asset& asset = assets_[wish.place];
    if (!to || *to == wish.place) {
      receipt_.remark(wish.where + ": " + in_quotes(asset.key) + " depends on " + in_quotes(wish.to) + (to ? ", which is itself" : ", and no asset, or more than one, is called so") + ": not linked");
      continue;
    }
    if (asset.head.depends_on.count({assets_[*to].key})) continue;
    AssetLine line;
    line.event = AssetEvent::linked;
    line.at = std::min(wish.at, now_);
    line.entered = now_;
    line.by = by_;
    line.fields = Json{{"to", assets_[*to].key}}.dump();
    writer_.keep(asset, line);
  }
  wishes_.clear();
}

}  // namespace outdesk
