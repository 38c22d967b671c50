// A store with one client, and sightings of its devices written shortly.
#pragma once

#include "../refusal.hpp"
#include "../temp_folder.hpp"
#include "asset/import_assets.hpp"
#include "store/store.hpp"

namespace outdesk {

inline Instant moment(const std::string& text) { return *parse_instant(text); }

inline SeenDevice device(const std::string& name, const std::string& serial = "", const std::string& uuid = "", std::vector<std::string> macs = {}) {
  SeenDevice seen;
  seen.name = name;
  seen.serial = serial;
  seen.uuid = uuid;
  seen.macs = std::move(macs);
  seen.kind = AssetKind::computer;
  seen.where = name + ".json";
  return seen;
}

inline SeenDevice registered(const std::string& key, const std::string& name, const std::string& serial = "") {
  SeenDevice row = device(name, serial);
  row.key = key;
  row.registered = true;
  return row;
}

struct AssetDesk {
  TempFolder folder{true};
  Store store = Store::open_to_write(folder / "outdesk.db");
  Db& db = store.db();
  std::int64_t client = 0;
  AssetDesk() {
    client = db.insert("INSERT INTO client (key) VALUES ($1) RETURNING id", "romashka");
  }

  AssetImportReceipt take(const std::vector<SeenDevice>& devices, const std::string& at, const std::string& source = "inventory", const std::string& now = "2026-12-01T00:00:00Z") {
    Transaction transaction(db);
    AssetImporter importer(db, client, moment(now), "anna");
    for (const auto& seen : devices) importer.take(seen, moment(at), source);
    importer.link();
    transaction.commit();
    return importer.receipt();
  }

  std::vector<std::string> keys() {
    std::vector<std::string> keys;
    for (const auto& asset : assets_of(db, client)) keys.push_back(asset.key);
    return keys;
  }

  std::vector<std::string> events(const std::string& key) {
    std::vector<std::string> names;
    for (const auto& line : lines_of(db, asset_named(db, client, key).id)) names.emplace_back(name_of(line.event));
    return names;
  }
};

}  // namespace outdesk
