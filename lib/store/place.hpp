// Where a store may lie: its folder, the file system below it, rights and room.
//
// A store is used only where nobody but its owner, root and, in a team's folder (set-group-id), its group can
// change it, put another in its place, or slip a write-ahead log beside it.
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

/// Refuses file systems whose locks and syncs cannot be trusted, and places others may write to.
void check_place(const std::string& folder);

/// Throws NotFound where nothing is there; StoreError for what is no file, a link or a file of several names, for what others
/// may write to (the file, its folder, what lies beside it) and for what belongs to another user and to no team of ours.
void check_store_file(const std::string& path);

/// Throws WriteError where less than 1 MB is free.
void check_free_space(const std::string& folder);

/// Throws WriteError where less than `bytes` and 1 MB are free.
void check_room(const std::string& folder, std::uint64_t bytes);

/// Whether what a reader needs for the index of the log would find room under `folder`.
bool has_room_for_index(const std::string& folder);

/// A folder with the set-group-id bit belongs to a team.
bool is_teams_folder(const std::string& folder);
/// 0600; 0660 in a folder with the set-group-id bit, which is the sign of a team's folder.
unsigned mode_for(const std::string& folder);
/// The same of a folder in it: 0700; 02770 in a team's.
unsigned folder_mode_for(const std::string& folder);

/// Bytes of a store with its write-ahead log; 0 where there is none.
std::uint64_t bytes_of_store(const std::string& path);

}  // namespace outdesk
