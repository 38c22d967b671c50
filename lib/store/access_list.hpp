// Whom a file's rights let write to it beside its owner and the world: its group, and those whom its access list (acl(5)) names.
#pragma once

#include <sys/stat.h>

#include <string>
#include <string_view>
#include <vector>

namespace outdesk {

struct ListedWriters {
  bool group = false;  ///< the file's own
  std::vector<uid_t> users;
  std::vector<gid_t> groups;
};

/// Of an access list as Linux hands it out (system.posix_acl_access; include/uapi/linux/posix_acl_xattr.h).
ListedWriters writers_in(std::string_view list);

/// Of a file or folder, which may have no list.  Throws StoreError where its list cannot be read.
ListedWriters writers_of(const std::string& path, const struct stat& info);

}  // namespace outdesk
