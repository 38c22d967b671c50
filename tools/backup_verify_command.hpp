// Verbs of backup-verify that only outdesk-full can do: they open archives.
#pragma once

#include "command.hpp"

namespace outdesk {

Exit run_backup_check(Context& context, const Options& options);
Exit run_backup_drill(Context& context, const Options& options);
Exit run_backup_manifest(Context& context, const Options& options);

}  // namespace outdesk
