#include "asset/sighting_rules.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "asset/body_rules.hpp"
#include "asset/head_rules.hpp"
#include "asset/identity_rules.hpp"
#include "base/text.hpp"
#include "input/json.hpp"

namespace outdesk {

namespace {

constexpr std::array<std::string_view, 3> kWhereabouts{"user", "department", "place"};

void take(std::string& known, const std::string& told) {
  if (!told.empty()) known = told;
}

void take_unless_told(std::string& known, const std::string& seen, bool told) {
  if (!told || known.empty()) take(known, seen);
}

/// What every source may say of what a thing is.
void take_nature(AssetHead& head, const SeenDevice& seen) {
  take(head.manufacturer, seen.manufacturer);
  take(head.model, seen.model);
  if (!normal_serial(seen.serial).empty() || head.serial.empty()) take(head.serial, seen.serial);
  if (!normal_uuid(seen.uuid).empty()) head.uuid = normal_uuid(seen.uuid);
  for (const auto& mac : seen.macs)
    if (auto normal = normal_mac(mac); !normal.empty()) head.macs.insert(normal);
  take(head.os, seen.os);
  if (!seen.ips.empty()) head.ips = seen.ips;
}

AssetHead told_by_register(AssetHead head, const SeenDevice& seen, const std::string& key) {
  take(head.name, seen.name);
  if (seen.kind) head.kind = *seen.kind;
  take_nature(head, seen);
  take(head.tag, !seen.tag.empty() ? seen.tag : seen.key != key ? seen.key : "");
  for (auto [known, told] : {std::pair{&head.user, &seen.user}, {&head.department, &seen.department}, {&head.place, &seen.place}, {&head.note, &seen.note}}) take(*known, *told);
  if (seen.quantity) head.quantity = *seen.quantity;
  if (seen.warranty) head.warranty = seen.warranty;
  if (seen.expires) head.expires = seen.expires;
  if (seen.state) head.state = *seen.state;
  return head;
}

AssetHead seen_by_inventory(AssetHead head, const SeenDevice& seen, bool fresh) {
  take(head.host, seen.name);
  take_unless_told(head.name, seen.name, head.registered);
  if (seen.kind && (fresh || (!head.registered && head.kind == AssetKind::other))) head.kind = *seen.kind;
  take_nature(head, seen);
  take(head.device_id, seen.device_id);
  take_unless_told(head.tag, seen.tag, head.registered);
  take_unless_told(head.user, seen.user, head.registered);
  take_unless_told(head.department, seen.department, head.registered);
  take_unless_told(head.place, seen.place, head.registered);
  if (!head.warranty) head.warranty = seen.warranty;
  return head;
}

Json moved_part(Json& fields) {
  Json moved = Json::object();
  for (std::string_view name : kWhereabouts)
    if (auto found = fields.find(std::string(name)); found != fields.end()) {
      moved[std::string(name)] = *found;
      fields.erase(found);
    }
  return moved;
}

AssetLine line_of(AssetEvent event, Instant at, const Json& fields) {
  AssetLine line;
  line.event = event;
  line.at = at;
  line.fields = fields.dump();
  return line;
}

Sighting told(std::vector<AssetLine> lines) {
  Sighting sighting;
  for (const AssetLine& line : lines) (line.event == AssetEvent::moved ? sighting.moved : sighting.changed) = true;
  sighting.lines = std::move(lines);
  return sighting;
}

/// Nothing where the source lists neither components nor programs.
std::optional<AssetBody> body_seen(const SeenDevice& seen, const std::optional<AssetBody>& known) {
  if (seen.parts.empty() && !seen.programs) return {};
  AssetBody body{seen.parts, seen.programs};
  if (body.programs) {
    std::sort(body.programs->begin(), body.programs->end());
    body.programs->erase(std::unique(body.programs->begin(), body.programs->end()), body.programs->end());
  }
  return sees_some(seen) && known ? merged_body(*known, body) : body;
}

}  // namespace

std::string fingerprint_of(const SeenDevice& seen) {
  Sha256 sum;
  auto add = [&](const std::string& text) { sum.add(text).add("\n"); };
  for (const std::string* text : {&seen.serial, &seen.uuid, &seen.device_id, &seen.name, &seen.manufacturer, &seen.model, &seen.tag, &seen.os, &seen.user, &seen.department, &seen.place}) add(*text);
  for (const auto* list : {&seen.macs, &seen.ips}) add(join(*list, ","));
  add(parts_text(seen.parts));
  if (seen.programs)
    for (const auto& program : *seen.programs) add(program.name + "\t" + program.version + "\t" + program.publisher);
  constexpr std::size_t kShown = 16;
  return hex(sum.finish()).substr(0, kShown);
}

bool sees_some(const SeenDevice& seen) { return seen.partial || !seen.programs; }

std::vector<AssetLine> told_lines(const std::optional<AssetHead>& known, const AssetHead& after, Instant at) {
  AssetHead before = known.value_or(AssetHead{});
  Json fields = head_difference(before, after);
  if (!known) fields["kind"] = name_of(after.kind);
  if (!before.registered && after.registered) return {line_of(AssetEvent::registered, at, fields)};
  std::vector<AssetLine> lines;
  Json moved = moved_part(fields), state = fields.contains("state") ? fields["state"] : Json();
  fields.erase("state");
  if (!fields.empty()) lines.push_back(line_of(AssetEvent::changed, at, fields));
  if (!moved.empty()) lines.push_back(line_of(AssetEvent::moved, at, moved));
  if (!state.is_null()) lines.push_back(line_of(after.state == AssetState::written_off ? AssetEvent::retired : AssetEvent::state, at, {{"state", state}}));
  return lines;
}

Sighting sighting_of(const SeenDevice& seen, const std::string& key, Instant at, const std::string& source, const std::optional<AssetHead>& known, const std::optional<AssetBody>& body) {
  if (seen.registered) {
    AssetHead after = told_by_register(known.value_or(AssetHead{}), seen, key);
    after.registered = true;
    return told(told_lines(known, after, at));
  }
  if (known && known->last_seen && at < *known->last_seen) return {{line_of(AssetEvent::seen, at, {{"source", source}, {"fingerprint", fingerprint_of(seen)}})}, false, false, {}};
  AssetHead before = known.value_or(AssetHead{});
  bool fresh = !known || !known->last_seen;
  Json fields = head_difference(before, seen_by_inventory(before, seen, fresh && !before.registered));
  if (!known) fields["kind"] = name_of(seen.kind.value_or(AssetKind::other));
  Json moved = known ? moved_part(fields) : Json::object();
  Sighting sighting;
  std::optional<AssetBody> content = body_seen(seen, body);
  std::optional<Digest> digest;
  if (content) digest = content_digest(*content);
  bool changed = !fields.empty() || (digest && digest != before.content);
  fields["source"] = source;
  fields["fingerprint"] = fingerprint_of(seen);
  AssetLine line = line_of(changed && known && known->last_seen ? AssetEvent::changed : AssetEvent::seen, at, fields);
  if (digest && changed) {
    line.content = digest;
    sighting.body = std::move(content);
  }
  sighting.lines.push_back(std::move(line));
  sighting.changed = changed;
  sighting.moved = !moved.empty();
  moved["source"] = source;
  if (sighting.moved) sighting.lines.push_back(line_of(AssetEvent::moved, at, moved));
  return sighting;
}

}  // namespace outdesk
