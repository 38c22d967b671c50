// Stores on a server.  Their room (lib/server) brings libraries that take milliseconds to load, so it is not in the light
// program: the full one puts it here.
#pragma once

#include <memory>
#include <string>

#include "store/db.hpp"
#include "store/schema.hpp"

namespace outdesk {

enum class OpenFor {
  reading,
  writing,   ///< makes the store where there is none; holds its lock until it is closed
  changing,  ///< a store that must be there
};

/// Opens the store behind a server's URL as Store opens a file.
using OpenServerStore = std::unique_ptr<Db> (*)(const std::string& url, OpenFor purpose, const Schema& known);
inline OpenServerStore open_server_store = nullptr;

}  // namespace outdesk
