// The verbs of 'outdesk store'; the table is in store_command.cpp.
#pragma once

#include "command.hpp"
#include "store/db.hpp"

namespace outdesk {

Exit run_store_init(Context& context, const Options& options);
Exit run_store_check(Context& context, const Options& options);
Exit run_store_backup(Context& context, const Options& options);
Exit run_store_restore(Context& context, const Options& options);
Exit run_store_copy(Context& context, const Options& options);
Exit run_store_upgrade(Context& context, const Options& options);

/// What every room finds wrong in its part of the store, in words.
std::vector<std::string> store_damage(Db& db);

/// Writes what was found to standard output; throws StoreError about `subject` where it is anything.
void report_damage(Context& context, const std::vector<std::string>& found, const std::string& subject);

}  // namespace outdesk
