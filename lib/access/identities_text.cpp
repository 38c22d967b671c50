#include "access/identities_text.hpp"

#include <nlohmann/json.hpp>

#include "input/json.hpp"

namespace outdesk {

namespace {

std::uint32_t id_of(const JsonNode& node) {
  std::int64_t id = node.integer();
  if (id < 0 || id > 0xFFFFFFFEll) node.fail("must be a number from 0 to 4294967294");
  return static_cast<std::uint32_t>(id);
}

std::vector<JsonNode> parts_of(const JsonNode& node, std::size_t count) {
  auto parts = node.items();
  if (parts.size() != count) node.fail("must have " + std::to_string(count) + " parts");
  return parts;
}

Json texts_of(const std::vector<Sid>& sids) {
  Json texts = Json::array();
  for (const auto& sid : sids) texts.push_back(sid.to_text());
  return texts;
}

Sid sid_in(const JsonNode& node) {
  auto sid = Sid::from_text(node.text());
  if (!sid) node.fail("must be a SID");
  return *sid;
}

/// Empty for an empty text.
Sid maybe_sid_in(const JsonNode& node) { return node.text().empty() ? Sid() : sid_in(node); }

std::vector<Sid> sids_in(const JsonNode& node) {
  std::vector<Sid> sids;
  for (const JsonNode& item : node.items()) sids.push_back(sid_in(item));
  return sids;
}

std::string text_or_nothing(const Sid& sid) { return sid.empty() ? "" : sid.to_text(); }

Json windows_part(const Identities& identities) {
  Json users = Json::array(), groups = Json::array();
  for (const auto& user : identities.users)
    users.push_back({user.sid.to_text(), text_or_nothing(user.primary_group), user.account, user.name, texts_of(user.history), user.disabled, user.computer});
  for (const auto& group : identities.nt_groups) groups.push_back({group.sid.to_text(), group.name, group.security, texts_of(group.members)});
  return {{"users", users}, {"groups", groups}, {"machine", text_or_nothing(identities.machine)}, {"domain", text_or_nothing(identities.domain)}};
}

void read_windows_part(const JsonNode& node, Identities& identities) {
  for (const JsonNode& item : node.at("users").items()) {
    auto parts = parts_of(item, 7);
    identities.users.push_back({sid_in(parts[0]), maybe_sid_in(parts[1]), parts[2].text(), parts[3].text(), sids_in(parts[4]), parts[5].boolean(), parts[6].boolean()});
  }
  for (const JsonNode& item : node.at("groups").items()) {
    auto parts = parts_of(item, 4);
    identities.nt_groups.push_back({sid_in(parts[0]), parts[1].text(), parts[2].boolean(), sids_in(parts[3])});
  }
  identities.machine = maybe_sid_in(node.at("machine"));
  identities.domain = maybe_sid_in(node.at("domain"));
}

}  // namespace

std::string identities_text(const Identities& identities) {
  Json accounts = Json::array(), groups = Json::array();
  for (const auto& account : identities.accounts) accounts.push_back({account.name, account.uid, account.gid, account.full_name});
  for (const auto& group : identities.groups) groups.push_back({group.name, group.gid, group.members});
  Json text{{"kind", "posix"}, {"accounts", accounts}, {"groups", groups}};
  if (identities.has_sids() || !identities.machine.empty() || !identities.domain.empty()) text["windows"] = windows_part(identities);
  if (!identities.remarks.empty()) text["remarks"] = identities.remarks;
  return text.dump();
}

Identities parse_identities(std::string_view text, const std::string& source) {
  Json json = parse_json(text, source);
  JsonNode file(json, source);
  file.at("kind").one_of({"posix"});
  Identities identities;
  for (const JsonNode& node : file.at("accounts").items()) {
    auto parts = parts_of(node, 4);
    identities.accounts.push_back({parts[0].text(), id_of(parts[1]), id_of(parts[2]), parts[3].text()});
  }
  for (const JsonNode& node : file.at("groups").items()) {
    auto parts = parts_of(node, 3);
    PosixGroup group{parts[0].text(), id_of(parts[1]), {}};
    for (const JsonNode& member : parts[2].items()) group.members.push_back(member.text());
    identities.groups.push_back(std::move(group));
  }
  if (auto windows = file.find("windows")) read_windows_part(*windows, identities);
  if (auto remarks = file.find("remarks"))
    for (const JsonNode& remark : remarks->items()) identities.remarks.push_back(remark.text());
  return identities;
}

}  // namespace outdesk
