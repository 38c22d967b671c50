// Sightings into the store, and the receipt of asset import.
#include "asset_import.hpp"
#include "asset_verbs.hpp"
#include "base/text.hpp"
#include "client/client_store.hpp"

namespace outdesk {

struct SightingKeeper::Portion {
  Portion(const Context& context, const std::string& client)
      : store(Store::open_to_change(context.store)), transaction(store.db()), importer(store.db(), client_id(store.db(), client), context.now, context.actor) {}
  Store store;
  Transaction transaction;
  AssetImporter importer;
};

namespace {

constexpr std::size_t kPortion = 1000;

const Zone& zone_of_client(const Context& context, const std::string& client) {
  Store store = Store::open_to_read(context.store);
  ReadTransaction moment(store.db());
  const Zone* zone = zone_of(contract_in_force(store.db(), client, context.now));
  return zone ? *zone : Zone::named("UTC");
}

}  // namespace

SightingKeeper::SightingKeeper(Context& context, const Options& options)
    : context_(context), client_(options.text("client")), dry_run_(options.has("dry-run")), zone_(&zone_of_client(context, client_)) {}

SightingKeeper::~SightingKeeper() = default;

void SightingKeeper::take(std::vector<Sighted> sighted, std::vector<std::string> notes) {
  for (auto& note : notes) receipt_.remark(std::move(note));
  waiting_.insert(waiting_.end(), std::make_move_iterator(sighted.begin()), std::make_move_iterator(sighted.end()));
  if (waiting_.size() >= kPortion) keep();
}

void SightingKeeper::keep() {
  if (!open_) open_ = std::make_unique<Portion>(context_, client_);
  for (const Sighted& sighted : waiting_) open_->importer.take(sighted.device, sighted.at, sighted.source);
  open_->importer.link();
  waiting_.clear();
  if (dry_run_) return;
  open_->transaction.commit();
  add(open_->importer.receipt());
  open_.reset();
}

void SightingKeeper::add(const AssetImportReceipt& more) {
  for (auto member : {&AssetImportReceipt::devices, &AssetImportReceipt::fresh, &AssetImportReceipt::changed, &AssetImportReceipt::moved, &AssetImportReceipt::same, &AssetImportReceipt::older,
                      &AssetImportReceipt::repeated, &AssetImportReceipt::more_remarks})
    receipt_.*member += more.*member;
  for (const auto& remark : more.remarks) receipt_.remark(remark);
}

Exit SightingKeeper::finish(std::size_t files, const std::vector<std::string>& refused) {
  keep();
  if (dry_run_) {
    add(open_->importer.receipt());
    open_.reset();  // rolled back
  }
  print(files, refused);
  if (refused.empty()) return Exit::ok;
  context_.finish();
  throw UsageError(std::to_string(refused.size()) + " of " + std::to_string(files) + " files were refused", std::string("they are named on standard output; ") + (dry_run_ ? "nothing was kept of the others either" : "the others are in the store"));
}

void SightingKeeper::print(std::size_t files, const std::vector<std::string>& refused) {
  Document document;
  document.schema = "asset-import/1";
  document.head = {{key("client"), "", client_}, {key("dry_run"), "", dry_run_}};
  Section section{"import", "", {}};
  if (dry_run_) section.blocks.push_back(Paragraph{{{"A dry run: nothing was kept. This would be taken:", false}}});
  section.blocks.push_back(Figures{"", {{key("files"), files ? "Files" : "", static_cast<std::int64_t>(files)},
                                        {key("devices"), "Devices", receipt_.devices},
                                        {key("new"), "New", receipt_.fresh},
                                        {key("changed"), "Changed", receipt_.changed},
                                        {key("moved"), "Moved", receipt_.moved},
                                        {key("same"), "As before", receipt_.same},
                                        {key("older"), receipt_.older ? "Older than what is known" : "", receipt_.older},
                                        {key("repeated"), receipt_.repeated ? "Known already" : "", receipt_.repeated}}});
  auto lines = [&](const char* name, const char* title, const std::vector<std::string>& texts) {
    Table table;
    table.key = key(name);
    table.columns = {{key("text"), title, 0, true}};
    for (const auto& text : texts) table.rows.push_back({printable(text)});
    if (!texts.empty() || context_.format == Format::json) section.blocks.push_back(std::move(table));
  };
  std::vector<std::string> remarks = receipt_.remarks;
  if (receipt_.more_remarks) remarks.push_back("and " + std::to_string(receipt_.more_remarks) + " more");
  lines("refused", "Refused", refused);
  lines("remarks", "Remarks", remarks);
  document.sections.push_back(std::move(section));
  context_.print_receipt(document);
}

}  // namespace outdesk
