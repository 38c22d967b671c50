// What needs libraries that take milliseconds to load lives in outdesk-full, which the light program
// becomes (execve) when it is asked for such a thing.  Both are made of the same files; only the
// definition of `full_program` differs.
#pragma once

#include <string>

#include "base/libraries.hpp"
#include "input/cell_table.hpp"
#include "output/writers.hpp"
#include "store/server_stores.hpp"
#include "command.hpp"

namespace outdesk {

struct FullProgram {
  void (*write_xlsx)(const Document&, const WorkbookStyle&, const std::string& path);
  Run client_report_build;
  Run client_report_verify;
  Run client_report_list;
  Run client_report_send;
  Run client_report_sign;
  Run access_reconcile;
  Run access_decisions;
  Run backup_check;
  Run backup_drill;
  Run backup_manifest;
  Run ticket_mail;
  Run asset_import;
  Run asset_standards;
  ServerStores server_stores;
  std::vector<CellTable> (*read_workbook)(const std::string& bytes, const std::string& file);
  std::vector<LibraryVersion> (*libraries)();  ///< those that the light program does not have
};
extern const FullProgram full_program;  ///< all null in the light program

std::vector<LibraryVersion> full_libraries();  ///< in outdesk-full alone

/// Replaces this process by outdesk-full with the same arguments.  Throws MissingSource where it is not there.
[[noreturn]] void become_full_program(char** arguments);

}  // namespace outdesk
