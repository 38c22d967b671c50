// Removing a folder tree of our own that holds whatever a backup held.
#pragma once

#include <string>
#include <vector>

#include "verify/folder_stack.hpp"

namespace outdesk {

/// Removes everything in an open folder except `keep`, an entry at its top.  Links are not followed, mount points not
/// entered.  Folders get their write bit back; as root, immutable and append-only flags are taken away (files with
/// several names excepted: one of them may be somebody else's).  True where nothing is left but `keep`; `left` is given
/// at most 20 storable lines.  Is not interrupted by signals.
bool remove_contents(HeldFd folder, const std::string& keep, std::vector<std::string>& left);

}  // namespace outdesk
