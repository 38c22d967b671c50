// Where a repository lies, what opens it, and what can be seen of it without its program.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "client/backup_job.hpp"
#include "verify/repository_trouble.hpp"

namespace outdesk {

/// "sftp:…", "rest:…", "s3:…"; "local:/x" is not.
bool is_remote_restic(std::string_view where);
/// "ssh://…", "user@host:path", "host:path"; "file:///x" is not.
bool is_remote_borg(std::string_view where);
/// The folder of a repository on this machine, absolute: without "local:" or "file://".
std::string local_place(const std::string& where);

/// What a job says of its password.  The value is never shown, and given to programs only through the environment.
struct RepositoryPassword {
  std::string file;                  ///< that exists and can be read
  std::optional<std::string> value;  ///< one newline at its end taken off
};
/// Throws RepositoryRefusal {unknown, access-denied}: no such file or variable, may not be read.
RepositoryPassword repository_password(const BackupJob& job);

/// Those of our own environment's variables that have one of these names, or a name with one of these starts ("AWS_*").
std::vector<std::pair<std::string, std::string>> handed_on(const std::vector<std::string_view>& names);

/// The folder is there and may be read.  Throws RepositoryRefusal: {freshness, fail, no-points} where nothing is there,
/// {fail, bad-magic} where something else is, {unknown, access-denied}.
void require_folder(const std::string& folder, std::string_view what);

enum class Presence { missing, empty, there };
/// A folder's or a file's; what may not be read is a RepositoryRefusal {unknown, access-denied}.
Presence presence_of(const std::string& path);

/// Names in a folder, sorted; empty where it is none.
std::vector<std::string> names_of_folder(const std::string& folder);

/// Files in the folders of a folder ("data/0/17", "data/ab/ab12…") may all be read; else RepositoryRefusal {unknown,
/// access-denied}: a program that meets one of them may try again for minutes.
void require_readable_below(const std::string& folder);

/// The last part of `name` has to be the SHA-256 sum of what is in the file, as in a restic repository.  False where it is
/// not, or where the file cannot be read.
bool named_by_its_sum(const std::string& folder, const std::string& name);

/// A folder of ours in the scratch folder, with a name that is not yet there.  Throws WriteError.
std::string made_folder(const std::string& scratch, const std::string& start);

}  // namespace outdesk
