#include "client_report_delivery.hpp"
#include "full_program.hpp"
#include "package_place.hpp"

namespace outdesk {

Command client_report_command() {
  Command command = {"client-report", "the monthly package for a client",
          {{"build", "make a month's package: HTML page, workbooks, data, manifest and sums", {},
            {{"--client", "CLIENT", "key of the client"},
             {"--all", "", "every client, each in its own zone and language, with a summary"},
             {"--month", "MONTH", "the month, in the client's zone: 2026-10, or 'last'", true},
             {"--dir", "FOLDER", "where packages lie; else the folder 'packages' beside the store"},
             {"--brand", "FILE", "name, logo and colour of the provider; else OUTDESK_BRAND, else brand.json beside the store"},
             {"--anew", "", "write the next revision also where the one that was sent is gone and cannot be compared"},
             {"--require", "", "fail (exit code 5) where a source that the contract names has no data"},
             {"--provisional", "", "count a year whose days off are not decreed yet by its weekends alone"}},
            {{"October", "outdesk client-report build --client romashka --month 2026-10 --dir reports"},
             {"On the first of the month, from cron", "outdesk client-report build --all --month last --quiet"}},
            {"text", "json"}, full_program.client_report_build,
            "Prints the package's folder and the first sentence of the report, and the folders of the packages for the owners of data and for the office where the contract has addresses for them. Where nothing changed, nothing is written. What was sent stays: a month whose data changed since gets a folder of its next revision (_r2), which says what it corrects. With --all a client that cannot be built does not keep the others from theirs; the exit code is the first failure's. -o FOLDER is the same as --dir FOLDER.",
            nullptr, check_client_or_all},
           {"verify", "check a package: every sum, and that its files agree", {{"PACKAGE", "its folder, or the zip archive of it"}},
            {{"--key", "FILE", "check its signature too: by this public key of minisign, ssh or gpg, or list of allowed signers"},
             {"--signer", "NAME", "who of the list must have signed; else anybody in it"}},
            {{"Before sending", "outdesk client-report verify reports/romashka_2026-10"}}, {}, full_program.client_report_verify,
            "Checks sums and sizes, that page, workbook and data tell the same totals, and that the package follows last month's where that lies beside it. Exit code 1 where one byte differs; the file is named."},
           {"list", "list the packages that were built", {}, {{"--dir", "FOLDER", "where packages lie"}, {"--client", "CLIENT", "only this client"}},
            {{"All", "outdesk client-report list"}}, {"text", "json", "jsonl", "csv"}, full_program.client_report_list}}};
  std::vector<Verb> delivery = client_report_delivery_verbs();
  for (Verb& verb : delivery) command.verbs.push_back(std::move(verb));
  return command;
}

}  // namespace outdesk
