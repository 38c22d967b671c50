// One thing in a folder tree, an archive or a repository: what a backup has to bring back.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "base/sha256.hpp"

namespace outdesk {

struct TreeEntry {
  enum class Type : char { file = 'f', folder = 'd', link = 'l', fifo = 'p', socket = 's', character = 'c', block = 'b' };
  std::string path;     ///< bytes as they are, relative, no "./" in front, no "/" behind; "" for the root itself
  Type type = Type::file;
  unsigned mode = 0;    ///< permission bits, 07777
  std::int64_t uid = 0, gid = 0;
  std::int64_t size = 0;       ///< of regular files
  std::int64_t mtime_ns = 0;   ///< since 1970
  std::int64_t ctime_ns = 0;   ///< last change of the inode; 0 where it is not known (archives); never compared
  std::string target;          ///< of a symbolic link
  std::string linked_to;       ///< path of the first name (bytewise) of a file with several; empty for that first one
  std::map<std::string, std::string> xattrs;  ///< name, bytes
  std::optional<Digest> sha256;               ///< of a regular file
};

}  // namespace outdesk
