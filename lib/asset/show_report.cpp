#include "asset/show_report.hpp"

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>
#include <optional>

#include "asset/asset_words.hpp"
#include "asset/impact_rules.hpp"
#include "asset/list_words.hpp"
#include "base/text.hpp"
#include "input/json.hpp"

namespace outdesk {

namespace {

namespace words = list_words;

std::string value_words(const std::string& field, const Json& value, Language language) {
  if (field == "kind") return words::mark_of(asset_kind_named(value.get<std::string>()).value_or(AssetKind::other), language).words;
  if (field == "state") return words::mark_of(asset_state_named(value.get<std::string>()).value_or(AssetState::in_use), language).words;
  if (value.is_string()) return value.get<std::string>();
  if (!value.is_array()) return value.dump();
  std::vector<std::string> items;
  for (const auto& item : value) items.push_back(item.is_string() ? item.get<std::string>() : item.dump());
  return join(items, ", ");
}

/// What a content has that the one before it had not.
class ContentChanges {
 public:
  ContentChanges(const std::function<AssetBody(const Digest&)>& body_of, Language language) : body_of_(body_of), language_(language) {}

  std::vector<std::string> after(const Digest& content) {
    AssetBody body = body_of_(content);
    std::vector<std::string> said = before_ ? differences(*before_, body) : first(body);
    before_ = std::move(body);
    return said;
  }

 private:
  std::vector<std::string> first(const AssetBody& body) const {
    if (!body.programs) return {};
    return {say(words::programs_listed, language_, {{"n", std::to_string(body.programs->size())}})};
  }

  std::vector<std::string> differences(const AssetBody& was, const AssetBody& now) const {
    std::vector<std::string> said;
    for (const auto& part : now.parts)
      if (auto old = was.parts.find(part.first); old == was.parts.end() || old->second != part.second)
        said.push_back(say(words::field_now, language_, {{"field", words::part_words(part.first, language_)}, {"now", part.second}}));
    for (const auto& part : was.parts)
      if (!now.parts.count(part.first)) said.push_back(say(words::emptied, language_, {{"field", words::part_words(part.first, language_)}}));
    if (was.programs && now.programs && *was.programs != *now.programs) said.push_back(programs(*was.programs, *now.programs));
    if (!was.programs && now.programs) said.push_back(first(now).front());
    return said;
  }

  std::string programs(const std::vector<InstalledProgram>& was, const std::vector<InstalledProgram>& now) const {
    std::vector<InstalledProgram> added, removed;
    std::set_difference(now.begin(), now.end(), was.begin(), was.end(), std::back_inserter(added));
    std::set_difference(was.begin(), was.end(), now.begin(), now.end(), std::back_inserter(removed));
    std::string said = say(words::programs_differ, language_, {{"added", std::to_string(added.size())}, {"removed", std::to_string(removed.size())}});
    constexpr std::size_t kNamedPrograms = 4;
    std::vector<std::string> names;
    for (const auto& [list, sign] : {std::pair{&added, "+"}, {&removed, "−"}})
      for (const auto& program : *list) names.push_back(sign + program.name + (program.version.empty() ? "" : " " + program.version));
    if (names.size() <= kNamedPrograms && !names.empty()) said += " (" + join(names, ", ") + ")";
    return said;
  }

  const std::function<AssetBody(const Digest&)>& body_of_;
  Language language_;
  std::optional<AssetBody> before_;
};

std::vector<std::string> said_by(const AssetLine& line, ContentChanges& contents, Language language) {
  std::vector<std::string> said;
  Json json = parse_json(line.fields, "line of an asset");
  for (const auto& [field, value] : json.items()) {
    if (field == "fingerprint") continue;
    if (field == "source") said.push_back(say(words::source, language) + ": " + value_words(field, value, language));
    else if (field == "to") said.push_back(value_words(field, value, language));
    else if (value.is_null()) said.push_back(say(words::emptied, language, {{"field", words::field_words(field, language)}}));
    else said.push_back(say(words::field_now, language, {{"field", words::field_words(field, language)}, {"now", value_words(field, value, language)}}));
  }
  if (line.content)
    for (auto& text : contents.after(*line.content)) said.push_back(std::move(text));
  return said;
}

Table history_table(const ShownAsset& shown, const std::function<AssetBody(const Digest&)>& body_of, Language language) {
  Table table;
  table.key = key("history");
  table.title = say(words::history, language);
  table.columns = {{key("at"), say(words::when, language)}, {key("entered"), ""}, {key("event"), say(words::event, language)}, {{}, say(words::what, language), 60, true}, {key("what"), ""}, {key("by"), say(words::who, language)}};
  ContentChanges contents(body_of, language);
  for (const auto& line : shown.lines) {
    std::vector<std::string> said = said_by(line, contents, language);
    table.rows.push_back({line.at, line.entered, words::mark_of(line.event, language), join(said, "; "), said, line.by});
  }
  return table;
}

std::vector<Figure> head_figures_of(const Asset& asset, Language language) {
  const AssetHead& head = asset.head;
  std::vector<std::string> macs(head.macs.begin(), head.macs.end());
  auto text = [&](const char* name, const Phrase& title, const std::string& value) { return Figure{key(name), value.empty() ? "" : say(title, language), value}; };
  return {{key("asset"), say(words::asset, language), asset.key},
          text("name", words::name, head.name),
          text("host", words::host, head.host),
          {key("kind"), say(words::kind, language), words::mark_of(head.kind, language)},
          {key("state"), say(words::state, language), words::mark_of(head.state, language)},
          text("manufacturer", words::maker, head.manufacturer),
          text("model", words::model, head.model),
          text("serial", words::serial, head.serial),
          text("uuid", words::uuid, head.uuid),
          text("tag", words::tag, head.tag),
          text("device_id", words::device_id, head.device_id),
          text("os", words::os, head.os),
          {key("ips"), head.ips.empty() ? "" : say(words::ips, language), head.ips},
          {key("macs"), macs.empty() ? "" : say(words::macs, language), macs},
          text("place", words::place, head.place),
          text("user", words::user, head.user),
          text("department", words::department, head.department),
          {key("quantity"), head.quantity == 1 ? "" : say(words::quantity, language), head.quantity},
          {key("warranty"), head.warranty ? say(words::warranty, language) : "", asset_words::known(head.warranty)},
          {key("expires"), head.expires ? say(words::expires, language) : "", asset_words::known(head.expires)},
          {key("registered"), say(words::registered, language), head.registered},
          {key("first_seen"), head.first_seen ? say(words::first_seen, language) : "", asset_words::known(head.first_seen)},
          {key("last_seen"), head.last_seen ? say(words::last_seen, language) : "", asset_words::known(head.last_seen)},
          text("note", words::note, head.note)};
}

std::string called(const std::vector<Asset>& all, const std::string& key) {
  auto found = std::find_if(all.begin(), all.end(), [&](const Asset& asset) { return asset.key == key; });
  return found == all.end() || found->head.name.empty() || found->head.name == key ? key : key + " (" + found->head.name + ")";
}

void add_links(const ShownAsset& shown, Language language, std::vector<Figure>& figures) {
  std::vector<std::string> down, up, keys_down, keys_up;
  for (const auto& link : shown.asset.head.depends_on) {
    keys_down.push_back(link.to);
    down.push_back(called(shown.all, link.to));
  }
  for (const auto& other : shown.all)
    if (other.head.depends_on.count({shown.asset.key})) {
      keys_up.push_back(other.key);
      up.push_back(called(shown.all, other.key));
    }
  figures.push_back({key("depends_on"), "", keys_down});
  figures.push_back({key("needed_by"), "", keys_up});
  if (!down.empty()) figures.push_back({{}, say(words::depends_on, language), join(down, ", ")});
  if (!up.empty()) figures.push_back({{}, say(words::needed_by, language), join(up, ", ")});
  auto troubled = troubled_by(shown.all);
  const std::vector<std::string> troubles = troubled[shown.asset.key];
  figures.push_back({key("troubled_by"), troubles.empty() ? "" : say(words::troubled_by, language), troubles});
}

Table part_table(const AssetBody& body, Language language) {
  Table table;
  table.key = key("components");
  table.title = say(words::components, language);
  table.columns = {{key("component"), ""}, {{}, say(words::component, language)}, {key("detail"), say(words::detail, language), 60, true}};
  for (const auto& part : body.parts) table.rows.push_back({part.first, words::part_words(part.first, language), part.second});
  return table;
}

Table own_programs(const AssetBody& body, Language language) {
  Table table;
  table.key = key("programs");
  table.title = say(words::programs, language);
  table.columns = {{key("program"), say(words::program, language), 40}, {key("version"), say(words::version, language)}, {key("publisher"), say(words::publisher, language)}};
  for (const auto& program : *body.programs) table.rows.push_back({program.name, program.version, program.publisher});
  return table;
}

}  // namespace

Document asset_report(const ShownAsset& shown, const std::function<AssetBody(const Digest&)>& body_of, const Zone* zone, Language language) {
  Document document;
  document.schema = "asset/1";
  document.language = language;
  document.zone = zone;
  document.title = called({shown.asset}, shown.asset.key);
  document.head = {{key("client"), "", shown.client}};
  Section section{"asset", "", {}};
  std::vector<Figure> figures = head_figures_of(shown.asset, language);
  add_links(shown, language, figures);
  if (shown.body.programs) figures.push_back({key("program_count"), say(words::programs, language), static_cast<std::int64_t>(shown.body.programs->size())});
  section.blocks.push_back(Figures{"", std::move(figures)});
  if (!shown.body.parts.empty()) section.blocks.push_back(part_table(shown.body, language));
  section.blocks.push_back(history_table(shown, body_of, language));
  if (shown.programs && shown.body.programs) section.blocks.push_back(own_programs(shown.body, language));
  document.sections.push_back(std::move(section));
  document.rows = key("history");
  return document;
}

Document impact_report(const std::vector<Asset>& assets, const std::string& of, const std::string& client, Language language) {
  Document document;
  document.schema = "asset-impact/1";
  document.language = language;
  document.title = say(words::title_impact, language, {{"asset", called(assets, of)}});
  document.head = {{key("client"), "", client}, {key("asset"), "", of}};
  Table table;
  table.key = key("affected");
  table.columns = {{key("asset"), say(words::asset, language)}, {key("name"), say(words::name, language)}, {key("kind"), say(words::kind, language)}, {key("user"), say(words::user, language)},
                   {key("department"), say(words::department, language)}, {key("steps"), say(words::steps, language)}, {{}, say(words::through, language), 40}, {key("through"), ""}};
  for (const auto& affected : impact_of(assets, of)) {
    const Asset& asset = assets[affected.asset];
    table.rows.push_back({asset.key, asset.head.name, words::mark_of(asset.head.kind, language), asset.head.user, asset.head.department,
                          static_cast<std::int64_t>(affected.through.size()), join(affected.through, " → "), affected.through});
  }
  Section section{"impact", "", {}};
  if (table.rows.empty()) section.blocks.push_back(Paragraph{{{say(words::everything_stands, language), false}}});
  section.blocks.push_back(std::move(table));
  document.sections.push_back(std::move(section));
  return document;
}

}  // namespace outdesk
