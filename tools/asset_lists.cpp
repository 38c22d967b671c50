// What is known of assets: lists, one of them, what depends on it, all of it in one workbook.
#include "asset/impact_rules.hpp"
#include "asset/list_report.hpp"
#include "asset/show_report.hpp"
#include "asset_verbs.hpp"
#include "base/text.hpp"
#include "client/client_store.hpp"
#include "store/store.hpp"

namespace outdesk {

namespace {

template <class Named>
std::vector<Named> named_options(const Options& options, const char* name, std::optional<Named> (*named)(std::string_view), const std::string& known) {
  std::vector<Named> values;
  for (const auto& text : options.list(name)) values.push_back(named_option(name, text, named, known));
  return values;
}

/// What it shows is all that is known: history, links and content have no earlier state of their own.
void refuse_as_of(const Context& context, const char* verb) {
  if (context.as_of) throw UsageError("--as-of does not go with 'asset " + std::string(verb) + "'", "the history in 'asset show' has the times; 'asset list' takes --as-of");
}

AssetFilter filter_of(const Context& context, const Options& options) {
  AssetFilter filter;
  filter.kinds = named_options(options, "kind", asset_kind_named, asset_kind_list());
  filter.states = named_options(options, "state", asset_state_named, asset_state_list());
  filter.written_off_too = options.has("all");
  filter.place = options.text("place");
  filter.user = options.text("user");
  filter.department = options.text("department");
  filter.name = options.text("name");
  filter.program = options.text("program");
  if (auto age = options.duration("unseen")) filter.not_seen_since = context.report_instant() - *age;
  filter.unregistered = options.has("unregistered");
  return filter;
}

/// A store opened for one answer about one client.
struct Question {
  Question(const Context& context, const Options& options)
      : store(Store::open_to_read(context.store)), moment(store.db()), client(client_id(store.db(), options.text("client"))),
        contract(contract_in_force(store.db(), options.text("client"), context.report_instant())), zone(zone_of(contract)), language(language_of(context, contract)) {}
  Store store;
  ReadTransaction moment;
  std::int64_t client;
  std::optional<Contract> contract;
  const Zone* zone;
  Language language;
};

}  // namespace

Language language_of(const Context& context, const std::optional<Contract>& contract) {
  return context.language.value_or(contract && contract->language == "ru" ? Language::ru : Language::en);
}

const Zone* zone_of(const std::optional<Contract>& contract) { return contract ? &Zone::named(contract->timezone) : nullptr; }

Exit run_asset_list(Context& context, const Options& options) {
  Question question(context, options);
  AssetFilter filter = filter_of(context, options);
  std::vector<Asset> assets = assets_of(question.store.db(), question.client, context.as_of);
  ProgramLists programs = filter.program.empty() ? ProgramLists{} : programs_of(question.store.db(), assets);
  Language language = context.language.value_or(Language::en);
  auto troubled = troubled_by(assets);
  context.print(asset_list(filtered_assets(std::move(assets), filter, programs), troubled, options.text("client"), question.zone, language));
  return Exit::ok;
}

Exit run_asset_show(Context& context, const Options& options) {
  refuse_as_of(context, "show");
  Question question(context, options);
  Db& db = question.store.db();
  ShownAsset shown;
  shown.client = options.text("client");
  shown.asset = asset_named(db, question.client, options.text("ASSET"));
  if (shown.asset.head.content) shown.body = body_of(db, *shown.asset.head.content);
  shown.lines = lines_of(db, shown.asset.id);
  shown.all = assets_of(db, question.client);
  shown.programs = options.has("programs") || context.format == Format::json;
  context.print(asset_report(shown, [&](const Digest& content) { return body_of(db, content); }, question.zone, context.language.value_or(Language::en)));
  return Exit::ok;
}

Exit run_asset_impact(Context& context, const Options& options) {
  refuse_as_of(context, "impact");
  Question question(context, options);
  Asset asset = asset_named(question.store.db(), question.client, options.text("ASSET"));
  context.print(impact_report(assets_of(question.store.db(), question.client), asset.key, options.text("client"), question.language));
  return Exit::ok;
}

Exit run_asset_export(Context& context, const Options& options) {
  Question question(context, options);
  AssetFilter filter;
  filter.written_off_too = options.has("all");
  std::vector<Asset> assets = filtered_assets(assets_of(question.store.db(), question.client, context.as_of), filter, {});
  ProgramLists programs = programs_of(question.store.db(), assets);
  std::string name = question.contract ? question.contract->name : options.text("client");
  Document document = asset_export(assets, programs, name, context.report_instant(), question.zone, question.language);
  context.print(document);
  return Exit::ok;
}

}  // namespace outdesk
