// Where a store may lie: its folder, the file system below it, rights and room.
#pragma once

#include <cstdint>
#include <string>

namespace outdesk {

/// What was made or renamed in the folder is there after a power cut, too.  Throws WriteError.
void sync_names(const std::string& folder);

/// Makes the folder and those above it, mode 0700 where there were none.  Throws WriteError.
void make_folders(const std::string& folder);

/// Whether a file system's magic number (statfs(2)) is of a kind whose locks or syncs cannot be trusted.
bool is_remote_file_system(std::uint32_t kind);

/// Refuses file systems whose locks and syncs cannot be trusted, and places anybody may write to.
void check_place(const std::string& folder);

/// Throws NotFound where nothing is there, StoreError for what is no file or what anybody may write to.
void check_store_file(const std::string& path);

/// Throws WriteError where less than 1 MB is free.
void check_free_space(const std::string& folder);

/// 0600; 0660 in a folder with the set-group-id bit, which is the sign of a team's folder.
unsigned mode_for(const std::string& folder);

}  // namespace outdesk
