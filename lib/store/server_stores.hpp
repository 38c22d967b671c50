// Stores on a server.  Their room (lib/server) brings libraries that take milliseconds to load, so it is not in the light
// program: the full one puts it here.
#pragma once

#include <memory>
#include <string>

#include "store/db.hpp"
#include "store/copies.hpp"
#include "store/schema.hpp"

namespace outdesk {

enum class OpenFor {
  reading,
  writing,   ///< makes the store where there is none; holds its lock until it is closed
  changing,  ///< a store that must be there
};

struct ServerStores {
  /// Opens the store behind a server's URL as Store opens a file.
  std::unique_ptr<Db> (*open)(const std::string& url, OpenFor purpose, const Schema& known) = nullptr;
  /// As upgrade_store.
  Upgraded (*upgrade)(const std::string& url, const Schema& known, const UpgradeRest& rest) = nullptr;
  /// A session that holds the lock of this name as long as it lives; null where another one holds it.
  std::unique_ptr<Driver> (*hold)(const std::string& url, const std::string& name) = nullptr;
};
inline ServerStores server_stores;

/// Throws MissingSource in the light program.
const ServerStores& required_server_stores();

}  // namespace outdesk
