// SQLite's own file system with one step less: a write-ahead log that has frames was synced into its folder before.
//
// SQLite syncs the folder of every log that it may have to make, in each process anew: a third of all syncs where a process
// writes one ticket.  It does so after it wrote the log's header and before any frame
// (sqlite3WalFrames, SQLite 3.40.1), so that a log longer than its header needs it no more.
#pragma once

namespace outdesk {

/// The name to open a database with; the default file system's own (a null pointer) where there is none to stand on.
const char* store_file_system();

}  // namespace outdesk
