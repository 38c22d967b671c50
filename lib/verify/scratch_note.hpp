// The note in a scratch folder: who made it, and whether he still lives.
#pragma once

#include <string>
#include <vector>

#include "verify/folder_stack.hpp"

namespace outdesk {

inline constexpr const char* kScratchNote = "outdesk-scratch";

/// Writes the note into an open scratch folder and locks it; unlocked when the result is closed.  Empty on failure, with errno.
HeldFd write_scratch_note(int folder);

/// True where the process that the folder's note names is gone.  `lock` then keeps other runs off.  A folder without note
/// was killed (or is being made) between two steps: abandoned when it is empty and an hour old.
bool is_abandoned(int folder, HeldFd& lock);

/// Removes what is in the folder, then its note, then itself; true where it is gone.
bool remove_scratch_folder(int base, const std::string& name, std::vector<std::string>& left);

}  // namespace outdesk
