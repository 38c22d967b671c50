// The one table of commands.
#include "command.hpp"

namespace outdesk {

const std::vector<Command>& command_table() {
  static const std::vector<Command> table = {
      ticket_command(), sla_report_command(),    access_audit_command(),
      backup_verify_command(), cost_calc_command(), client_report_command(), asset_command(), client_command(), store_command(),
  };
  return table;
}

const std::vector<OptionSpec>& global_options() {
  static const std::vector<OptionSpec> options = {
      {"--store", "PATH", "the store; else OUTDESK_STORE, else $XDG_DATA_HOME/outdesk/outdesk.db"},
      {"--format", "FORMAT", "text, json, csv, jsonl; xlsx, html for reports"},
      {"--output", "FILE", "write the answer to FILE, whole or not at all", false, false, "-o"},
      {"--lang", "LANGUAGE", "language of a report: ru, en (else the contract's)"},
      {"--as-of", "INSTANT", "judge as of this instant, for example 2026-10-31T20:59:59Z"},
      {"--as", "NAME", "the acting engineer; else OUTDESK_USER, USER, LOGNAME, else the account that runs it"},
      {"--now", "INSTANT", "take this instant for now (tests; also SOURCE_DATE_EPOCH)"},
      {"--color", "WHEN", "auto, always, never; NO_COLOR is honoured"},
      {"--quiet", "", "no progress and no remarks on standard error", false, false, "-q"},
      {"--help", "", "tell what the command does, with worked examples", false, false, "-h"},
      {"--version", "", "print the version"},
  };
  return options;
}

}  // namespace outdesk
