// What people say of assets: new ones, what they are, where they are, what they depend on.
#include "asset/impact_rules.hpp"
#include "asset/sighting_rules.hpp"
#include "asset_verbs.hpp"
#include "base/identifier.hpp"
#include "base/text.hpp"
#include "client/client_store.hpp"
#include "input/json.hpp"
#include "store/store.hpp"

#include <nlohmann/json.hpp>

namespace outdesk {

namespace {

std::string told_text(const Options& options, const char* name) {
  std::string text = options.text(name);
  if (auto why = unstorable(text); !why.empty()) throw UsageError("--" + std::string(name) + " cannot be kept: " + why);
  return std::string(trimmed(text));
}

std::optional<Date> day_or_none(const Options& options, const char* name) {
  if (options.text(name) == "none") return {};
  return options.date(name);
}

AssetHead told_head(AssetHead head, const Options& options) {
  for (auto [text, name] : {std::pair{&head.name, "name"}, {&head.manufacturer, "maker"}, {&head.model, "model"}, {&head.serial, "serial"}, {&head.tag, "tag"}, {&head.user, "user"},
                            {&head.department, "department"}, {&head.place, "place"}, {&head.note, "note"}})
    if (options.has(name)) *text = told_text(options, name);
  if (options.has("kind")) head.kind = named_option("kind", options.text("kind"), asset_kind_named, asset_kind_list());
  if (options.has("state")) head.state = named_option("state", options.text("state"), asset_state_named, asset_state_list());
  if (auto quantity = options.count("quantity")) head.quantity = *quantity;
  if (options.has("warranty")) head.warranty = day_or_none(options, "warranty");
  if (options.has("expires")) head.expires = day_or_none(options, "expires");
  if (options.has("accept") || options.has("new")) head.registered = true;
  return head;
}

Asset new_asset(Db& db, std::int64_t client, const std::string& key) {
  if (auto why = not_a_ticket_key(key); !why.empty()) throw UsageError(in_quotes(key) + " is no key of an asset: " + why);
  for (const Asset& asset : assets_of(db, client))
    if (without_case(asset.key) == without_case(key)) throw UsageError("there is an asset " + in_quotes(asset.key) + " already", "leave out --new to change it");
  return {0, key, {}};
}

void keep_lines(AssetWriter& writer, Asset& asset, const std::vector<AssetLine>& lines, const Context& context) {
  for (AssetLine line : lines) {
    line.entered = context.now;
    line.by = context.actor;
    writer.keep(asset, line);
  }
}

/// Things may depend on each other (two servers of a cluster), but more often somebody mixed up which on which.
void warn_of_circle(const Context& context, const std::vector<Asset>& assets, const std::string& key, const std::string& to) {
  for (const Affected& affected : impact_of(assets, key))
    if (assets[affected.asset].key == to) context.say("note: " + in_quotes(to) + " depends on " + in_quotes(key) + " too, so that trouble with each is trouble with the other; --remove takes a dependency away");
}

Instant told_time(const Context& context, const Options& options) {
  Instant at = options.instant("at").value_or(context.now);
  if (at > context.now) throw UsageError("--at " + to_text(at) + " is still to come", "give the time at which it happened");
  return at;
}

}  // namespace

void check_asset_set(const Options& options) {
  std::size_t others = 0;
  for (const char* name : {"client", "at", "ASSET"}) others += options.has(name);
  if (options.values.size() == others) throw UsageError("nothing is said of the asset", "say what it is, where it is or how it stands: --state spare, --place, --user, --accept; see --help");
  if (options.has("new") && !options.has("kind")) throw UsageError("a new asset needs its kind", "give --kind: " + asset_kind_list());
}

Exit run_asset_set(Context& context, const Options& options) {
  Instant at = told_time(context, options);
  Store store = Store::open_to_change(context.store);
  std::int64_t client = client_id(store.db(), options.text("client"));
  Transaction transaction(store.db());
  std::string key = options.text("ASSET");
  Asset asset = options.has("new") ? new_asset(store.db(), client, key) : asset_named(store.db(), client, key);
  std::optional<AssetHead> known = asset.id ? std::optional(asset.head) : std::nullopt;
  std::vector<AssetLine> lines = told_lines(known, told_head(asset.head, options), at);
  AssetWriter writer(store.db(), client);
  keep_lines(writer, asset, lines, context);
  transaction.commit();
  if (lines.empty()) context.say("nothing to change: " + in_quotes(asset.key) + " is so already");
  else context.write(asset.key + "\n");
  return Exit::ok;
}

Exit run_asset_link(Context& context, const Options& options) {
  Instant at = told_time(context, options);
  bool remove = options.has("remove");
  Store store = Store::open_to_change(context.store);
  std::int64_t client = client_id(store.db(), options.text("client"));
  Transaction transaction(store.db());
  Asset asset = asset_named(store.db(), client, options.text("ASSET"));
  AssetWriter writer(store.db(), client);
  std::size_t done = 0;
  for (const std::string& name : options.list("depends-on")) {
    Asset to = asset_named(store.db(), client, name);
    if (to.id == asset.id) throw UsageError("an asset does not depend on itself: " + in_quotes(asset.key));
    if (asset.head.depends_on.count({to.key}) != static_cast<std::size_t>(remove)) continue;
    AssetLine line;
    line.event = remove ? AssetEvent::unlinked : AssetEvent::linked;
    line.at = at;
    line.fields = Json{{"to", to.key}}.dump();
    keep_lines(writer, asset, {line}, context);
    ++done;
    if (!remove) warn_of_circle(context, assets_of(store.db(), client), asset.key, to.key);
  }
  transaction.commit();
  if (done == 0) context.say("nothing to change: " + in_quotes(asset.key) + (remove ? " does not depend on that" : " depends on that already"));
  return Exit::ok;
}

}  // namespace outdesk
