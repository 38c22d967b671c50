#include "asset/head_rules.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <nlohmann/json.hpp>

#include "base/sha256.hpp"

namespace outdesk {

namespace {

struct HeadField {
  std::string_view name;
  Json (*get)(const AssetHead&);               ///< null where there is nothing to say
  void (*set)(AssetHead&, const JsonNode&);    ///< of null: to nothing
};

Json filled(const std::string& text) { return text.empty() ? Json() : Json(text); }
Json day(const std::optional<Date>& date) { return date ? Json(to_text(*date)) : Json(); }
std::string text_or_nothing(const JsonNode& node) { return node.json().is_null() ? "" : node.text(); }
std::optional<Date> day_or_nothing(const JsonNode& node) { return node.json().is_null() ? std::nullopt : std::optional(node.date()); }

template <std::string AssetHead::*member>
HeadField text_field(std::string_view name) {
  return {name, [](const AssetHead& head) { return filled(head.*member); }, [](AssetHead& head, const JsonNode& node) { head.*member = text_or_nothing(node); }};
}

template <std::optional<Date> AssetHead::*member>
HeadField day_field(std::string_view name) {
  return {name, [](const AssetHead& head) { return day(head.*member); }, [](AssetHead& head, const JsonNode& node) { head.*member = day_or_nothing(node); }};
}

/// What lines say of an asset; macs and links are added to, all else is replaced.
const std::vector<HeadField>& line_fields() {
  static const std::vector<HeadField> fields = {
      text_field<&AssetHead::name>("name"),
      text_field<&AssetHead::host>("host"),
      {"kind", [](const AssetHead& head) { return Json(name_of(head.kind)); },
       [](AssetHead& head, const JsonNode& node) { head.kind = asset_kind_named(node.text()).value_or(AssetKind::other); }},
      {"state", [](const AssetHead& head) { return Json(name_of(head.state)); },
       [](AssetHead& head, const JsonNode& node) { head.state = asset_state_named(node.text()).value_or(AssetState::in_use); }},
      text_field<&AssetHead::manufacturer>("manufacturer"),
      text_field<&AssetHead::model>("model"),
      text_field<&AssetHead::serial>("serial"),
      text_field<&AssetHead::uuid>("uuid"),
      text_field<&AssetHead::device_id>("device_id"),
      text_field<&AssetHead::tag>("tag"),
      text_field<&AssetHead::os>("os"),
      {"ips", [](const AssetHead& head) { return head.ips.empty() ? Json() : Json(head.ips); },
       [](AssetHead& head, const JsonNode& node) {
         head.ips.clear();
         if (!node.json().is_null()) for (const auto& ip : node.items()) head.ips.push_back(ip.text());
       }},
      {"macs", [](const AssetHead& head) { return head.macs.empty() ? Json() : Json(head.macs); },
       [](AssetHead& head, const JsonNode& node) { for (const auto& mac : node.items()) head.macs.insert(mac.text()); }},
      text_field<&AssetHead::user>("user"),
      text_field<&AssetHead::department>("department"),
      text_field<&AssetHead::place>("place"),
      text_field<&AssetHead::note>("note"),
      {"quantity", [](const AssetHead& head) { return head.quantity == 1 ? Json() : Json(head.quantity); },
       [](AssetHead& head, const JsonNode& node) { head.quantity = node.json().is_null() ? 1 : node.integer(); }},
      day_field<&AssetHead::warranty>("warranty"),
      day_field<&AssetHead::expires>("expires"),
  };
  return fields;
}

const HeadField* field_named(std::string_view name) {
  for (const auto& field : line_fields()) if (field.name == name) return &field;
  return nullptr;
}

/// What a register or a person said of a registered asset; an inventory does not overrule it, whichever was written down first.
bool is_told(const AssetHead& head, const HeadField& field) {
  constexpr std::array<std::string_view, 6> kTold{"name", "kind", "tag", "user", "department", "place"};
  return head.registered && std::find(kTold.begin(), kTold.end(), field.name) != kTold.end() && !field.get(head).is_null();
}

void set_seen(AssetHead& head, const AssetLine& line) {
  if (!head.first_seen || line.at < *head.first_seen) head.first_seen = line.at;
  if (!head.last_seen || *head.last_seen < line.at) head.last_seen = line.at;
  if (line.content) head.content = line.content;
}

}  // namespace

std::string head_text(const AssetHead& head) {
  Json json = Json::object();
  for (const auto& field : line_fields())
    if (Json value = field.get(head); !value.is_null()) json[std::string(field.name)] = std::move(value);
  if (head.registered) json["registered"] = true;
  for (const auto& link : head.depends_on) json["depends_on"].push_back(link.to);
  if (head.first_seen) json["first_seen"] = to_text(*head.first_seen);
  if (head.last_seen) json["last_seen"] = to_text(*head.last_seen);
  if (head.content) json["content"] = hex(*head.content);
  if (head.known_since) json["known_since"] = to_text(*head.known_since);
  return json.dump();
}

AssetHead read_head(const std::string& text) {
  Json json = parse_json(text, "asset");
  JsonNode node(json, "asset");
  AssetHead head;
  for (const auto& field : line_fields())
    if (auto value = node.find(field.name)) field.set(head, *value);
  if (auto registered = node.find("registered")) head.registered = registered->boolean();
  if (auto links = node.find("depends_on")) for (const auto& to : links->items()) head.depends_on.insert({to.text()});
  if (auto seen = node.find("first_seen")) head.first_seen = seen->instant();
  if (auto seen = node.find("last_seen")) head.last_seen = seen->instant();
  if (auto content = node.find("content")) head.content = digest_of_hex(content->text());
  if (auto since = node.find("known_since")) head.known_since = since->instant();
  return head;
}

Json head_difference(const AssetHead& before, const AssetHead& after) {
  Json fields = Json::object();
  for (const auto& field : line_fields()) {
    Json was = field.get(before), now = field.get(after);
    if (field.name == "macs") {
      now = Json();
      for (const auto& mac : after.macs) if (!before.macs.count(mac)) now.push_back(mac);
      was = Json();
    }
    if (was != now) fields[std::string(field.name)] = std::move(now);
  }
  return fields;
}

void apply(AssetHead& head, const AssetLine& line) {
  if (!head.known_since || line.at < *head.known_since) head.known_since = line.at;
  Json json = parse_json(line.fields, "line of an asset");
  bool seen_only = json.contains("source");
  for (const auto& [name, value] : JsonNode(json, "line of an asset").members())
    if (const HeadField* field = field_named(name); field && !(seen_only && is_told(head, *field))) field->set(head, value);
  std::string to = json.contains("to") && json["to"].is_string() ? json["to"].get<std::string>() : "";
  switch (line.event) {
    case AssetEvent::registered: head.registered = true; break;
    case AssetEvent::seen: case AssetEvent::changed: if (json.contains("source")) set_seen(head, line); break;
    case AssetEvent::retired: head.state = AssetState::written_off; break;
    case AssetEvent::linked: head.depends_on.insert({to}); break;
    case AssetEvent::unlinked: head.depends_on.erase({to}); break;
    case AssetEvent::moved: case AssetEvent::state: break;
  }
}

AssetHead head_after(const std::vector<AssetLine>& lines) {
  AssetHead head;
  for (const AssetLine& line : lines) apply(head, line);
  return head;
}

}  // namespace outdesk
