// The store on a PostgreSQL server (15 or newer), in the schema that the URL's search path begins with.
#pragma once

#include <memory>
#include <string>

#include "store/server_stores.hpp"

namespace outdesk {

/// What lib/store asks of a server.  Throws as Store does, and MissingSource where the server cannot be used.
ServerStores postgresql_stores();

}  // namespace outdesk
