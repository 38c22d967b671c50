#include "client_report_delivery.hpp"

#include "base/text.hpp"
#include "client/client_store.hpp"
#include "delivery/delivery_store.hpp"
#include "full_program.hpp"
#include "package_place.hpp"
#include "store/store.hpp"

namespace outdesk {

namespace {

Exit run_deliveries(Context& context, const Options& options) {
  Document document;
  document.schema = "package-deliveries/1";
  Table table;
  table.key = key("deliveries");
  table.columns = {{key("month"), "Month"}, {key("audience"), "Audience"}, {key("revision"), "Revision"}, {key("state"), "State"}, {key("at"), "At, UTC"},
                   {key("by"), "By"}, {key("recipients"), "Recipients"}, {key("words"), "Words"}, {key("message_id"), ""}, {key("manifest"), ""}};
  auto month = options.month("month");
  Store store = Store::open_to_read(context.store);
  for (const DeliveryLine& line : deliveries_of(store.db(), client_id(store.db(), options.text("client")))) {
    if (month && line.month != *month) continue;
    table.rows.push_back({to_text(line.month), std::string(name_of(line.audience)), line.revision, std::string(name_of(line.state)), line.at, line.by,
                          join(line.recipients, ", "), line.words.empty() ? Value() : Value(line.words), line.message_id, line.manifest});
  }
  document.sections.push_back({"deliveries", "", {std::move(table)}});
  context.print(document);
  return Exit::ok;
}

}  // namespace

std::vector<Verb> client_report_delivery_verbs() {
  return {{"send", "hand a month's packages to the mail system: once each, and written down", {},
           {{"--client", "CLIENT", "key of the client"},
            {"--all", "", "every client whose contract names addresses and whose package was built"},
            {"--month", "MONTH", "the month: 2026-10, or 'last'", true},
            {"--audience", "AUDIENCE", "only this one's: director, owners or office; else all that the contract names addresses for"},
            {"--dir", "FOLDER", "where packages lie; else the folder 'packages' beside the store"},
            {"--to", "ADDRESS", "with --audience: to this address instead of the contract's", false, true},
            {"--again", "", "send also what was accepted, or may have been"},
            {"--dry-run", "", "check, compose and tell, and send nothing"}},
           {{"October", "outdesk client-report send --client romashka --month 2026-10"},
            {"After 'build --all --month last'", "outdesk client-report send --all --month last"},
            {"After a look into the mail system's log", "outdesk client-report send --client romashka --month 2026-10 --audience director --again"}},
           {"text", "json"}, full_program.client_report_send,
           "Each audience of the contract's 'delivery' gets the newest revision of its own package, which must verify. The letter goes to /usr/sbin/sendmail (OUTDESK_SENDMAIL), "
           "with the archive in it where it is not too large. The store has 'sent' before that and how it ended after that; where a run dies, or the mail system hangs, that is "
           "'uncertain', and nothing is sent again unless you say so. Exit code 7 where a letter was refused or nobody knows.",
           nullptr, check_client_or_all},
          {"deliveries", "list what was sent, to whom, and what became of it", {},
           {{"--client", "CLIENT", "key of the client", true}, {"--month", "MONTH", "only this month"}},
           {{"All of a client", "outdesk client-report deliveries --client romashka"}}, {"text", "json", "jsonl", "csv"}, run_deliveries},
          {"sign", "sign a package's sums with minisign, ssh-keygen or gpg", {{"FOLDER", "the package", true}},
           {{"--with", "PROGRAM", "minisign, ssh or gpg", true},
            {"--key", "KEY", "file of the secret key (ssh: of the public one where an agent holds the other); gpg: what names the key", true}},
           {{"By a key of ssh", "outdesk client-report sign reports/romashka_2026-10 --with ssh --key /etc/outdesk/reports_ed25519"}},
           {}, full_program.client_report_sign,
           "The signature lies beside SHA256SUMS, as SHA256SUMS.minisig, .sig or .asc. A key with a passphrase is not asked for it: use one without, or an agent. Sign before the package is sent: the copy that a client has stays unsigned, and where the store knows of one, this is said."}};
}

}  // namespace outdesk
