// The password of an encrypted archive.
#pragma once

#include <string>

#include "client/backup_job.hpp"

namespace outdesk {

/// The first line of password_file, or the variable password_env; empty where neither is named.  Throws ArchiveFault
/// {unknown, access-denied} where what is named cannot be had.
std::string archive_password(const BackupJob& job);

}  // namespace outdesk
