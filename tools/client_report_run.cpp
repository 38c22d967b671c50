#include <unistd.h>

#include "base/text.hpp"
#include "client_report_command.hpp"
#include "client_report_delivery.hpp"
#include "package/check_package.hpp"
#include "package/unpack_package.hpp"
#include "package_place.hpp"

namespace outdesk {

Exit run_client_report_verify(Context& context, const Options& options) {
  std::string package = options.text("PACKAGE");
  std::optional<UnpackedPackage> unpacked;
  std::string folder = package;
  std::vector<std::string> defects;
  try {
    if (package.ends_with(".zip")) folder = unpacked.emplace(package).folder();
    defects = package_defects(folder);
    if (std::string defect = unpacked && defects.empty() ? archive_defect(package, *unpacked) : ""; !defect.empty()) defects.push_back(std::move(defect));
  } catch (const InputError& damaged) {  // of an archive: what was changed may be how it is packed
    if (unpacked || !package.ends_with(".zip") || ::access(package.c_str(), R_OK) != 0) throw;
    context.write(printable(damaged.what()) + "\n");
    return Exit::bad_news;
  }
  if (std::string fault = signature_fault_of(folder, options); !fault.empty()) defects.push_back(std::move(fault));
  for (const auto& defect : defects) context.write(printable(defect) + "\n");
  if (defects.empty()) context.write("ok\n");
  return defects.empty() ? Exit::ok : Exit::bad_news;
}

Exit run_client_report_list(Context& context, const Options& options) {
  Document document;
  document.schema = "package-list/1";
  Table table;
  table.key = key("packages");
  table.columns = {{key("client"), "Client"}, {key("month"), "Month"}, {key("audience"), "For"}, {key("revision"), "Revision"},
                   {key("cut_off"), "Facts up to, UTC"}, {key("folder"), "Folder"}, {key("state_id"), ""}};
  for (const auto& line : list_packages(packages_folder(context, options))) {
    if (options.has("client") && line.id.client != options.text("client")) continue;
    table.rows.push_back({line.id.client, to_text(line.id.month), std::string(name_of(line.id.audience)), line.id.revision, line.cut_off ? Value(*line.cut_off) : Value(), line.folder, line.state_id});
  }
  document.sections.push_back({"packages", "", {std::move(table)}});
  context.output_file.clear();
  context.print(document);
  return Exit::ok;
}

}  // namespace outdesk
