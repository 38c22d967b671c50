#include "base/text.hpp"
#include "client_report_command.hpp"
#include "package/build_package.hpp"
#include "package/check_package.hpp"
#include "package/collect_month.hpp"
#include "package/package_files.hpp"
#include "store/store.hpp"

namespace outdesk {

namespace {

std::string default_folder(const std::string& store) {
  std::string path = store_path_of(store);
  std::size_t slash = path.rfind('/');
  return (slash == path.npos ? "." : path.substr(0, slash)) + "/packages";
}

std::string packages_folder(const Context& context, const Options& options) {
  if (auto folder = options.maybe("dir")) return *folder;
  return context.output_file.empty() ? default_folder(context.store) : context.output_file;
}

std::string_view name_of(PackageReceipt::Outcome outcome) {
  switch (outcome) {
    case PackageReceipt::Outcome::made: return "made";
    case PackageReceipt::Outcome::replaced: return "replaced";
    case PackageReceipt::Outcome::unchanged: return "unchanged";
  }
  return "";
}

void print_receipt(Context& context, const PackageReceipt& receipt) {
  if (context.format == Format::text) {
    context.write(receipt.folder + "\n" + receipt.first_sentence + "\n");
    return;
  }
  Document document;
  document.schema = "package/1";
  Figures figures;
  figures.figures = {{key("folder"), "", receipt.folder}, {key("first_sentence"), "", receipt.first_sentence},
                     {key("outcome"), "", std::string(name_of(receipt.outcome))}, {key("partial"), "", receipt.partial}};
  Table files;
  files.key = key("files");
  files.columns = {{key("file"), ""}, {key("bytes"), ""}, {key("sha256"), ""}};
  for (const auto& file : receipt.files) files.rows.push_back({file.name, static_cast<std::int64_t>(file.bytes), file.sha256});
  document.sections.push_back({"package", "", {std::move(figures), std::move(files)}});
  context.output_file.clear();  // -o named the folder
  context.print(document);
}

}  // namespace

Exit run_client_report_build(Context& context, const Options& options) {
  MonthRequest request;
  request.client = options.text("client");
  request.month = *options.month("month");
  request.as_of = context.report_instant();
  request.language = context.language;
  request.tool_version = OUTDESK_VERSION;
  request.provisional = options.has("provisional");
  std::string folder = packages_folder(context, options);
  PackageInput input;
  {
    Store store = Store::open_to_read(context.store);
    ReadTransaction moment(store.db());
    input = collect_month(store.db(), request);
    input.previous_manifest = manifest_digest(folder + "/" + package_name(input.client, input.month - std::chrono::months{1}));
  }
  if (options.has("require") && is_partial(input.facts))
    throw MissingSource("a source of the report has no data for " + to_text(request.month),
                        "build without --require: the report says which");
  PackageReceipt receipt = build_package(input, folder);
  print_receipt(context, receipt);
  return receipt.partial ? Exit::partial : Exit::ok;
}

Exit run_client_report_verify(Context& context, const Options& options) {
  std::vector<std::string> defects = package_defects(options.text("FOLDER"));
  for (const auto& defect : defects) context.write(printable(defect) + "\n");
  if (defects.empty()) context.write("ok\n");
  return defects.empty() ? Exit::ok : Exit::bad_news;
}

Exit run_client_report_list(Context& context, const Options& options) {
  Document document;
  document.schema = "package-list/1";
  Table table;
  table.key = key("packages");
  table.columns = {{key("client"), "Client"}, {key("month"), "Month"}, {key("revision"), "Revision"},
                   {key("cut_off"), "Facts up to"}, {key("folder"), "Folder"}, {key("state_id"), ""}};
  for (const auto& line : list_packages(packages_folder(context, options))) {
    if (options.has("client") && line.client != options.text("client")) continue;
    table.rows.push_back({line.client, line.month, line.revision, line.cut_off ? Value(*line.cut_off) : Value(), line.folder, line.state_id});
  }
  document.sections.push_back({"packages", "", {std::move(table)}});
  context.output_file.clear();
  context.print(document);
  return Exit::ok;
}

}  // namespace outdesk
