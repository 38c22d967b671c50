#include "store/file_system.hpp"

#include <sqlite3.h>
#include <sys/stat.h>

namespace outdesk {

namespace {

constexpr int kLogHeader = 32;  // bytes: https://www.sqlite.org/fileformat.html, 4.1

int open_file(sqlite3_vfs* own, const char* name, sqlite3_file* file, int flags, int* granted) {
  auto* system = static_cast<sqlite3_vfs*>(own->pAppData);
  struct stat log;
  if ((flags & SQLITE_OPEN_WAL) && ::stat(name, &log) == 0 && log.st_size > kLogHeader) flags &= ~SQLITE_OPEN_CREATE;
  return system->xOpen(system, name, file, flags, granted);
}

/// Everything else is the system's, which looks at none of what is ours.
const char* registered() {
  static sqlite3_vfs own;
  sqlite3_vfs* system = sqlite3_vfs_find("unix");
  if (!system) return nullptr;
  own = *system;
  own.zName = "outdesk";
  own.pAppData = system;
  own.xOpen = open_file;
  return sqlite3_vfs_register(&own, 0) == SQLITE_OK ? own.zName : nullptr;
}

}  // namespace

const char* store_file_system() {
  static const char* const name = registered();
  return name;
}

}  // namespace outdesk
