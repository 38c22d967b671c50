#include <stdexcept>

#include "verify/copy.hpp"

namespace outdesk {

std::unique_ptr<Copy> open_copy(const BackupJob& job, const VerifyDesk& desk) {
  if (!job.kind) throw std::logic_error("a job without a kind has no copy to open");
  switch (*job.kind) {
    case BackupKind::dir:
    case BackupKind::rsnapshot: return open_folder_copy(job, desk);
    case BackupKind::tar:
    case BackupKind::tgz:
    case BackupKind::txz:
    case BackupKind::tzst:
    case BackupKind::zip: return open_archive_copy(job, desk);
    case BackupKind::restic: return open_restic_copy(job, desk);
    case BackupKind::borg: return open_borg_copy(job, desk);
    case BackupKind::bacula: return open_bacula_copy(job, desk);
    case BackupKind::pg: return open_postgres_copy(job, desk);
    case BackupKind::mysql: return open_mysql_copy(job, desk);
    case BackupKind::sqlite: return open_sqlite_copy(job, desk);
  }
  throw std::logic_error("a kind of backup without a reader");
}

}  // namespace outdesk
