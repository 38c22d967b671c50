#include "asset/list_report.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "asset/asset_words.hpp"
#include "asset/impact_rules.hpp"
#include "asset/list_words.hpp"
#include "client/version_rules.hpp"

namespace outdesk {

namespace {

namespace words = list_words;

bool fits_or_any(const std::string& text, const std::string& pattern) { return pattern.empty() || fits_pattern(text, pattern); }

template <class T>
bool is_one_of(const std::vector<T>& list, T value) { return list.empty() || std::find(list.begin(), list.end(), value) != list.end(); }

bool has_program(const ProgramLists& programs, std::size_t place, const std::vector<bool>& wanted) {
  if (place >= programs.of.size() || !programs.of[place]) return false;
  return std::any_of(programs.of[place]->begin(), programs.of[place]->end(), [&](std::uint32_t program) { return wanted[program]; });
}

bool fits(const Asset& asset, const AssetFilter& filter) {
  const AssetHead& head = asset.head;
  bool state = filter.states.empty() ? filter.written_off_too || is_kept(head) : is_one_of(filter.states, head.state);
  bool name = filter.name.empty() || fits_pattern(asset.key, filter.name) || fits_pattern(head.name, filter.name) || fits_pattern(head.host, filter.name);
  bool unseen = !filter.not_seen_since || !head.last_seen || *head.last_seen < *filter.not_seen_since;
  return state && name && unseen && is_one_of(filter.kinds, head.kind) && fits_or_any(head.place, filter.place) && fits_or_any(head.user, filter.user) &&
         fits_or_any(head.department, filter.department) && !(filter.unregistered && head.registered);
}

std::vector<std::string> links_of(const AssetHead& head) {
  std::vector<std::string> keys;
  for (const auto& link : head.depends_on) keys.push_back(link.to);
  return keys;
}

Table count_table(const std::vector<Asset>& assets, Language language) {
  std::map<std::pair<AssetKind, AssetState>, std::int64_t> counts;
  for (const auto& asset : assets) counts[{asset.head.kind, asset.head.state}] += asset.head.quantity;
  Table table;
  table.key = key("counts");
  table.title = say(words::by_kind, language);
  table.columns = {{key("kind"), say(words::kind, language)}, {key("state"), say(words::state, language)}, {key("quantity"), say(words::quantity, language), 0, false, true}};
  for (const auto& [what, count] : counts) table.rows.push_back({words::mark_of(what.first, language), words::mark_of(what.second, language), count});
  return table;
}

Table program_table(const ProgramLists& programs, Language language) {
  std::vector<std::int64_t> devices(programs.programs.size(), 0);
  for (const auto& list : programs.of)
    if (list) for (std::uint32_t program : *list) ++devices[program];
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < devices.size(); ++i) if (devices[i] > 0) order.push_back(i);
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return programs.programs[a] < programs.programs[b]; });
  Table table;
  table.key = key("programs");
  table.columns = {{key("program"), say(words::program, language), 40}, {key("version"), say(words::version, language)}, {key("publisher"), say(words::publisher, language)}, {key("devices"), say(words::devices, language)}};
  for (std::size_t i : order) table.rows.push_back({programs.programs[i].name, programs.programs[i].version, programs.programs[i].publisher, devices[i]});
  return table;
}

Table link_table(const std::vector<Asset>& assets, Language language) {
  std::map<std::string, std::string> names;
  for (const auto& asset : assets) names[asset.key] = asset.head.name;
  Table table;
  table.key = key("links");
  table.columns = {{key("asset"), say(words::asset, language)}, {key("name"), say(words::name, language)}, {key("depends_on"), say(words::depends_on, language)}, {{}, say(words::name, language)}};
  for (const auto& asset : assets)
    for (const auto& link : asset.head.depends_on) table.rows.push_back({asset.key, asset.head.name, link.to, names[link.to]});
  return table;
}

}  // namespace

std::vector<Asset> filtered_assets(std::vector<Asset> assets, const AssetFilter& filter, const ProgramLists& programs) {
  std::vector<bool> wanted;
  for (const auto& program : programs.programs) wanted.push_back(!filter.program.empty() && fits_pattern(program.name, filter.program));
  std::vector<Asset> found;
  for (std::size_t i = 0; i < assets.size(); ++i)
    if (fits(assets[i], filter) && (filter.program.empty() || has_program(programs, i, wanted))) found.push_back(std::move(assets[i]));
  return found;
}

Table asset_table(const std::vector<Asset>& assets, const std::map<std::string, std::vector<std::string>>& troubled, Language language, bool every) {
  auto title = [&](const Phrase& phrase, bool shown = true) { return shown ? say(phrase, language) : std::string(); };
  Table table;
  table.key = key("assets");
  table.columns = {{key("asset"), title(words::asset)},        {key("name"), title(words::name), 24},      {key("kind"), title(words::kind)},
                   {key("state"), title(words::state)},        {key("manufacturer"), title(words::maker, every)}, {key("model"), title(words::model)},
                   {key("serial"), title(words::serial)},      {key("place"), title(words::place)},        {key("user"), title(words::user)},
                   {key("department"), title(words::department, every)}, {key("os"), title(words::os, every)}, {key("quantity"), title(words::quantity, every)},
                   {key("warranty"), title(words::warranty, every)}, {key("expires"), title(words::expires, every)}, {key("registered"), title(words::registered, every)},
                   {key("first_seen"), title(words::first_seen, every)}, {key("last_seen"), title(words::last_seen)}, {key("depends_on"), ""}, {key("troubled_by"), title(words::troubled_by, std::any_of(assets.begin(), assets.end(), [&](const Asset& asset) { return troubled.count(asset.key) > 0; }))}, {key("note"), title(words::note, every)}};
  for (const auto& asset : assets) {
    const AssetHead& head = asset.head;
    table.rows.push_back({asset.key, head.name, words::mark_of(head.kind, language), words::mark_of(head.state, language), head.manufacturer, head.model, head.serial, head.place, head.user, head.department, head.os,
                          head.quantity, asset_words::known(head.warranty), asset_words::known(head.expires), head.registered, asset_words::known(head.first_seen), asset_words::known(head.last_seen), links_of(head), troubled.count(asset.key) ? troubled.at(asset.key) : std::vector<std::string>{}, asset_words::filled(head.note)});
  }
  return table;
}

Document asset_list(const std::vector<Asset>& assets, const std::map<std::string, std::vector<std::string>>& troubled, const std::string& client, const Zone* zone, Language language) {
  Document document;
  document.schema = "asset-list/1";
  document.language = language;
  document.zone = zone;
  document.head = {{key("client"), "", client}};
  document.sections.push_back({"assets", "", {asset_table(assets, troubled, language, false)}});
  return document;
}

Document asset_export(const std::vector<Asset>& assets, const ProgramLists& programs, const std::string& client, Instant as_of, const Zone* zone, Language language) {
  Document document;
  document.schema = "asset-export/1";
  document.language = language;
  document.zone = zone;
  document.title = say(words::title_state, language, {{"client", client}});
  document.head = {{key("client"), "", client}, {key("as_of"), "", as_of}};
  document.sections = {{"summary", say(words::state_now, language), {Figures{"", {{{}, say(words::as_of, language), as_of}}}, count_table(assets, language)}},
                       {"assets", say(words::assets, language), {asset_table(assets, troubled_by(assets), language, true)}},
                       {"programs", say(words::programs, language), {program_table(programs, language)}}};
  Table links = link_table(assets, language);
  if (!links.rows.empty()) document.sections.push_back({"links", say(words::links, language), {std::move(links)}});
  document.rows = key("assets");
  return document;
}

}  // namespace outdesk
