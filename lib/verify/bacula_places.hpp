// Where things of a Bacula installation stand: its configuration files, the folders of its volumes, and the text of files
// that let its own tools read those volumes.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "verify/bacula_catalog.hpp"
#include "verify/copy.hpp"

namespace outdesk {

/// A resource of a configuration: its kind ("device"), and its directives, names in lower case without spaces.  Resources
/// inside it are left out; files that are included are not read.
struct BaculaResource {
  std::string kind;
  std::map<std::string, std::string> settings;
};
std::vector<BaculaResource> read_bacula_configuration(std::string_view text);

/// Folders that a bacula-sd.conf names as Archive Device.
std::vector<std::string> bacula_archive_folders(const std::string& configuration_file);
/// The SQLite file of the catalog that a bacula-dir.conf names; empty where there is none.
std::string bacula_catalog_file_of(const std::string& configuration_file);
/// The first bytes of a small text file; empty where it cannot be read.
std::string read_bacula_text(const std::string& file);

/// The bootstrap that lets bls and bextract read nothing but these jobs; `indexes` of each job that are wanted, ascending; a
/// job that is not named is wanted whole.
std::string bacula_bootstrap(const std::vector<const BaculaJobRow*>& links, const std::vector<BaculaStretch>& stretches, const std::map<std::int64_t, std::vector<std::int64_t>>& indexes);
/// In quotes, as Bacula's configuration files want it.
std::string bacula_quoted(std::string_view text);

}  // namespace outdesk
