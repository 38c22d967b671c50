// Hard links: lock and log lie beside a name, so that by two names two writers of a store would not see each other.
#pragma once

#include <sys/stat.h>

#include <string>
#include <vector>

namespace outdesk {

/// What `store restore --replace` adds to the name of the store that was there, before the time.
inline constexpr const char* kReplacedStore = ".replaced-";

/// Names in the store's folder that a restore left which was killed before the new store took the first one:
/// STORE.replaced-TIME, each still the same file as STORE.  With a suffix ("-wal") those of a file beside the store.
std::vector<std::string> names_of_killed_restores(const std::string& store, const std::string& suffix = "");

/// Throws StoreError where `store`, or the file beside it with the suffix, has a name that no killed restore left.
void refuse_other_names(const std::string& store, const std::string& suffix, const struct stat& info);

}  // namespace outdesk
