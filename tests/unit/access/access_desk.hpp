// A store with one client, for tests that keep snapshots.
#pragma once

#include <string>
#include <vector>

#include "../temp_folder.hpp"
#include "access/snapshot_store.hpp"
#include "store/store.hpp"

namespace outdesk {

struct AccessDesk {
  TempFolder temp{true};
  Store store = Store::open_to_write(temp / "store.db");
  Db& db = store.db();
  std::int64_t client;
  AccessDesk() {
    client = db.insert("INSERT INTO client (key) VALUES ('acme') RETURNING id");
  }
  SnapshotReceipt keep(const Snapshot& snapshot, const std::string& server = "fs01") { return keep_snapshot(db, client, server, snapshot, Instant{90000}, "anna"); }
  std::vector<SnapshotReceipt> keep_all(const std::vector<Snapshot>& trees) { return keep_snapshots(db, client, "fs01", trees, Instant{90000}, "anna"); }
  std::int64_t rows(const std::string& table) { return db.integer("SELECT count(*) FROM " + table).value_or(-1); }
};

}  // namespace outdesk
