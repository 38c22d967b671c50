#include "asset_verbs.hpp"
#include "full_program.hpp"

namespace outdesk {

namespace {

const OptionSpec kClientOption = {"--client", "CLIENT", "key of the client", true};
const std::vector<std::string> kReportFormats = {"text", "json", "csv", "jsonl", "html", "xlsx"};

/// What people may say of an asset.
const std::vector<OptionSpec> kTold = {{"--name", "TEXT", "what it is called"},
                                       {"--kind", "KIND", asset_kind_list()},
                                       {"--state", "STATE", asset_state_list()},
                                       {"--user", "TEXT", "who works with it"},
                                       {"--department", "TEXT", "of the user"},
                                       {"--place", "TEXT", "where it stands"},
                                       {"--maker", "TEXT", "who made it"},
                                       {"--model", "TEXT", "what it is"},
                                       {"--serial", "TEXT", "serial number"},
                                       {"--tag", "TEXT", "another number that it goes by"},
                                       {"--quantity", "N", "of parts and licences"},
                                       {"--warranty", "DATE", "last day under warranty, or none"},
                                       {"--expires", "DATE", "last day of a certificate or licence, or none"},
                                       {"--note", "TEXT", "a remark"}};

void check_import(const Options& options) {
  int sources = !options.list("FILE").empty() + options.has("zabbix") + options.has("ocs");
  if (sources == 0) throw UsageError("there is nothing to import", "name files, or give --ocs or --zabbix");
  if (sources > 1) throw UsageError("one source is imported at a time", "name files, or give --ocs or --zabbix");
  if (options.has("save") && !options.has("zabbix")) throw UsageError("--save goes with --zabbix");
  if (!options.has("client") && !options.has("save")) throw UsageError("option '--client' is missing", "see 'outdesk asset import --help'");
}

Verb import_verb() {
  return {"import", "take inventories, registers, and what the monitoring saw", {{"FILE", "documents of agents, exports, registers; or a folder of them", false, true}},
          {{"--client", "CLIENT", "key of the client; not needed with --save"},
           {"--map", "NAME", "the files are registers (CSV, XLSX), read by this mapping: standard, or a file of your own"},
           {"--at", "INSTANT", "when they were seen, where the files do not say; else the time at which the file was changed"},
           {"--ocs", "URL", "ask the REST interface of an OCS Inventory server"},
           {"--login", "NAME", "of that interface; its password is in the file of --token-file"},
           {"--zabbix", "URL", "ask a Zabbix of 6.0 or later, or read a file: saved answers, or the frontend's CSV of problems"},
           {"--token-file", "FILE", "its first line is the API token; not everybody may read it"},
           {"--ca-file", "FILE", "certificates to trust instead of the system's"},
           {"--month", "MONTH", "of --zabbix; else the last 35 days"},
           {"--from", "DATE", "first day"},
           {"--to", "DATE", "first day that is left out"},
           {"--terms", "FILE", "JSON as in 'monitoring' of a contract, in place of the contract's"},
           {"--save", "FILE", "keep what the Zabbix answers in a file, for 'asset import --zabbix FILE' on another machine; nothing is imported"},
           {"--dry-run", "", "tell what would be taken, and take nothing"}},
          {{"Every night, what the agents left", "outdesk asset import --client romashka /var/spool/inventory"},
           {"The register of the client", "outdesk asset import --client romashka equipment.xlsx"},
           {"Monitoring, from cron", "outdesk asset import --client romashka --zabbix https://zabbix.example.ru --token-file /etc/outdesk/romashka.token"}},
          {"text", "json"}, full_program.asset_import,
          "Documents of GLPI, FusionInventory and OCS Inventory agents (XML, JSON, packed ones too), dumps and the REST interface of an OCS Inventory server, and registers in CSV "
          "or XLSX, told apart by their content. Each file is taken whole or not at all; taking it again changes nothing.",
          nullptr, check_import};
}

Verb list_verb() {
  return {"list", "list assets", {},
          {kClientOption,
           {"--kind", "KIND", "only of this kind", false, true},
           {"--state", "STATE", "only in this state", false, true},
           {"--place", "PATTERN", "such as 'room 1*'"},
           {"--user", "PATTERN", "who works with it"},
           {"--department", "PATTERN", "of the user"},
           {"--name", "PATTERN", "key, name or host name"},
           {"--program", "PATTERN", "only those that have such a program"},
           {"--unseen", "DURATION", "only those that no inventory saw for so long, such as 14d"},
           {"--unregistered", "", "only those that no register names"},
           {"--all", "", "written-off ones too"}},
          {{"Everything", "outdesk asset list --client romashka"}, {"Who still has the old one", "outdesk asset list --client romashka --program 'Microsoft Office*2010*'"}},
          kReportFormats, run_asset_list, "In patterns * is any text and ? one character; case does not matter. With --as-of, what had been written down by then."};
}

std::vector<OptionSpec> set_options() {
  std::vector<OptionSpec> options = {kClientOption, {"--new", "", "make it: a system, a certificate, a part that no file lists"}, {"--accept", "", "it belongs to the client: an unknown device no more"}};
  options.insert(options.end(), kTold.begin(), kTold.end());
  options.push_back({"--at", "INSTANT", "when it became so; else now"});
  return options;
}

}  // namespace

Command asset_command() {
  const ArgumentSpec asset = {"ASSET", "key, or a name, tag or serial number that is its alone"};
  return {"asset", "equipment, software, agreed standards, monitoring figures",
          {import_verb(),
           list_verb(),
           {"show", "show one asset with its components, its history and what it is linked with", {asset}, {kClientOption, {"--programs", "", "its programs too"}},
            {{"One", "outdesk asset show pc-017 --client romashka"}}, {"text", "json", "csv", "jsonl", "html", "xlsx"}, run_asset_show},
           {"set", "say what an asset is, where it is and how it stands", {asset}, set_options(),
            {{"To the workshop", "outdesk asset set pc-017 --client romashka --state in_repair --place 'workshop'"},
             {"A system that people know by a name", "outdesk asset set accounting --client romashka --new --kind system --name '1C accounting'"}},
            {}, run_asset_set, "What was said before stays in its history; an empty text takes one away. Exit code 0 also where it is so already.", nullptr, check_asset_set},
           {"link", "say what an asset depends on", {asset}, {kClientOption, {"--depends-on", "ASSET", "trouble with this one is trouble with the other", true, true}, {"--remove", "", "it does not depend on it any more"}, {"--at", "INSTANT", "since when; else now"}},
            {{"Accounting needs its database server", "outdesk asset link accounting --client romashka --depends-on srv-db"}}, {}, run_asset_link},
           {"impact", "show all that depends on an asset, directly or through others", {asset}, {kClientOption},
            {{"Before a repair", "outdesk asset impact srv-db --client romashka"}}, kReportFormats, run_asset_impact},
           {"check", "compare assets with what the contract agrees", {}, {kClientOption},
            {{"Every morning", "outdesk asset check --client romashka"}}, kReportFormats, run_asset_check,
            "Unknown and unseen devices, programs that were not agreed, licences, spare parts, last days. Exit code 1 where anything was found but last days that are still ahead and warranties."},
           {"standards", "show the agreed standards with their figures and reviews", {}, {kClientOption, {"--month", "MONTH", "whose figures; else this one"}},
            {{"Before the yearly talk", "outdesk asset standards --client romashka"}}, kReportFormats, full_program.asset_standards,
            "Figures come from access-audit, backup-verify, asset check and the monitoring; a figure that nobody knows is never shown as zero."},
           {"outages", "show when services were down, and what else the monitoring saw", {}, {kClientOption, {"--month", "MONTH", "such as 2026-10; else this one"}, {"--from", "DATE", "first day"}, {"--to", "DATE", "first day that is left out"}},
            {{"Last month", "outdesk asset outages --client romashka --month 2026-10"}}, kReportFormats, run_asset_outages},
           {"export", "write all that is known of the client's equipment and programs into one file", {}, {kClientOption, {"--all", "", "written-off ones too"}},
            {{"A workbook", "outdesk asset export --client romashka --format xlsx -o state-of-it.xlsx"}}, kReportFormats, run_asset_export}}};
}

}  // namespace outdesk
