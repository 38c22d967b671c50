#include "full_program.hpp"

namespace outdesk {

Command client_report_command() {
  return {"client-report", "the monthly package for a client",
          {{"build", "make a month's package: HTML page, workbooks, data, manifest and sums", {},
            {{"--client", "CLIENT", "key of the client", true},
             {"--month", "MONTH", "the month, in the client's zone: 2026-10", true},
             {"--dir", "FOLDER", "where packages lie; else the folder 'packages' beside the store"},
             {"--require", "", "fail (exit code 5) where a source that the contract names has no data"},
             {"--provisional", "", "count a year whose days off are not decreed yet by its weekends alone"}},
            {{"October", "outdesk client-report build --client romashka --month 2026-10 --dir reports"}},
            {"text", "json"}, full_program.client_report_build,
            "Prints the package's folder and the first sentence of the report. The same store and month give the same bytes; where nothing changed, nothing is written. -o FOLDER is the same as --dir FOLDER."},
           {"verify", "check a package: every sum, and that its files agree", {{"FOLDER", "the package"}}, {},
            {{"Before sending", "outdesk client-report verify reports/romashka_2026-10"}}, {}, full_program.client_report_verify,
            "Exit code 1 where one byte differs; the file is named."},
           {"list", "list the packages that were built", {}, {{"--dir", "FOLDER", "where packages lie"}, {"--client", "CLIENT", "only this client"}},
            {{"All", "outdesk client-report list"}}, {"text", "json", "jsonl", "csv"}, full_program.client_report_list}}};
}

}  // namespace outdesk
