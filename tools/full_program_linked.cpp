#include "access_audit_command.hpp"
#include "asset_verbs.hpp"
#include "backup_verify_command.hpp"
#include "client_report_command.hpp"
#include "client_report_delivery.hpp"
#include "full_program.hpp"
#include "server/server_store.hpp"
#include "ticket_mail.hpp"
#include "ticket_workbook.hpp"

namespace outdesk {

const FullProgram full_program = {write_xlsx, run_client_report_build, run_client_report_verify,
                                  run_client_report_list, run_client_report_send, run_client_report_sign, run_access_reconcile, run_access_decisions,
                                  run_backup_check, run_backup_drill, run_backup_manifest,
                                  run_ticket_mail, run_asset_import, run_asset_standards, postgresql_stores(), read_workbook_tables, full_libraries};

}  // namespace outdesk
