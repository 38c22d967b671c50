// One entry of an archive, as it stands in its header.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "verify/archive_library.hpp"
#include "verify/tree_entry.hpp"

namespace outdesk {

struct ArchiveItem {
  TreeEntry entry;         ///< its path is inner_path(name); no sum yet, linked_to empty
  std::string name;        ///< as the archive spells it
  std::string hard_link;   ///< of a further name of a file: the name that was first, as the archive spells it
  bool continues = false;  ///< the rest of a file that begins in the volume before
  bool encrypted = false;
  bool target_known = true;      ///< false: of a link whose target is encrypted and was not opened
  bool acl_by_name = false;      ///< an access list names somebody whom this machine does not know: it is not in entry.xattrs
  bool exact_owner = true, exact_time = true, exact_mode = true;  ///< false: not stored, entry holds a stand-in
  archive_entry* raw = nullptr;   ///< until the next entry is asked for

  bool device() const { return entry.type == TreeEntry::Type::character || entry.type == TreeEntry::Type::block; }
  bool file() const { return entry.type == TreeEntry::Type::file; }
};

/// `name` without "./", "//", and "/" at its ends: how a manifest spells it.  ".." stays.
std::string inner_path(std::string_view name);

/// Of libarchive's entry; `raw` stays theirs.  Needs RawNames.
ArchiveItem archive_item(archive_entry* raw);

/// The kernel's form of an access list ("system.posix_acl_access", or _default): empty where there is none beyond the
/// mode.  `known` becomes false where it names somebody whom this machine does not know.
std::string kernel_acl(archive_entry* raw, bool of_new_files, bool& known);

/// The number of an account or group name on this machine; -1: there is none.  Remembers the answers of this thread.
std::int64_t archive_id_of_name(const std::string& name, bool group);

}  // namespace outdesk
