// What the file system says about one entry, as a TreeEntry has it.
#pragma once

#include <sys/stat.h>

#include <cstdint>
#include <map>
#include <string>

#include "verify/tree_entry.hpp"
#include "verify/tree_problem.hpp"

namespace outdesk {

using XattrMap = std::map<std::string, std::string>;

/// The attributes of an open file or folder.  Returns why they could not be read; empty where they are all there (also
/// where the file system has none).
TreeProblem read_xattrs(int fd, XattrMap& xattrs);

/// The same of an entry that is not opened (a link, a special file), by its name in an open folder; a link is not followed.
TreeProblem read_xattrs_at(int folder, const std::string& name, XattrMap& xattrs);

/// Seconds and nanoseconds as nanoseconds since 1970; what does not fit (before 1678, after 2261) is the nearest that does.
std::int64_t nanoseconds_since_1970(std::int64_t seconds, std::int64_t nanoseconds);

/// All that stat tells; the target of a link stays empty.
TreeEntry tree_entry_of(std::string path, const struct stat& info);

}  // namespace outdesk
