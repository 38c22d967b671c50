// The one table of commands.  A command is made when it is asked for: making all of them took a tenth of `ticket new`.
#include "command.hpp"

#include <map>

namespace outdesk {

namespace {

struct Entry {
  std::string_view name;
  Command (*make)();
};

constexpr Entry kCommands[] = {
    {"ticket", ticket_command},         {"sla-report", sla_report_command},       {"access-audit", access_audit_command},
    {"backup-verify", backup_verify_command}, {"cost-calc", cost_calc_command},   {"client-report", client_report_command},
    {"asset", asset_command},           {"client", client_command},               {"store", store_command},
};

}  // namespace

std::vector<std::string> command_names() {
  std::vector<std::string> names;
  for (const Entry& entry : kCommands) names.emplace_back(entry.name);
  return names;
}

const Command* command_named(std::string_view name) {
  static std::map<std::string_view, Command> made;
  for (const Entry& entry : kCommands)
    if (entry.name == name) return &made.try_emplace(entry.name, entry.make()).first->second;
  return nullptr;
}

const std::vector<Command>& command_table() {
  static const std::vector<Command> table = [] {
    std::vector<Command> all;
    for (const Entry& entry : kCommands) all.push_back(entry.make());
    return all;
  }();
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
      {"--quiet", "", "no progress and remarks on standard error, no receipt of what was taken in", false, false, "-q"},
      {"--help", "", "tell what the command does, with worked examples", false, false, "-h"},
      {"--version", "", "print the versions of program, schema, zone data, libraries; of all of these with --verbose"},
  };
  return options;
}

}  // namespace outdesk
