// The package that is to be sent: the newest revision, checked.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/instant.hpp"
#include "client/audience.hpp"

namespace outdesk {

struct FoundPackage {
  std::string client;
  Month month;
  Audience audience = Audience::director;
  std::int64_t revision = 1;
  std::string folder;    ///< path
  std::string manifest;  ///< hex SHA-256 of its manifest.json
  Instant cut_off;       ///< as the manifest tells it

  std::string name() const;      ///< of the folder: "romashka_2025-09_office_r2"
  std::string zip_name() const;  ///< "romashka_2025-09_office_r2.zip"; r1 is named too
};

/// The revision that a folder's name tells; empty where it is no package of these (package.md 3.1).
std::optional<std::int64_t> revision_of_folder(std::string_view name, std::string_view client, Month month, Audience audience);

/// The newest revision below `parent`, verified (package/check_package.hpp).  Throws NotFound where there is none, and
/// Error(Exit::delivery) where it does not verify, its manifest tells of another package, or it holds a file that its
/// readers must not get.
FoundPackage newest_package(const std::string& parent, const std::string& client, Month month, Audience audience);

}  // namespace outdesk
