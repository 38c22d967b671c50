// POSIX rights: the kernel's own answers, got by trying each call as each user.
#include <algorithm>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>

#include "access/descriptor.hpp"
#include "access/effect.hpp"
#include "access/posix_acl.hpp"
#include "access/read_identities.hpp"
#include "input/json.hpp"
#include "vectors.hpp"

namespace outdesk {

namespace {

std::string bytes_of_hex(const Json& hex_text) {
  std::string bytes;
  if (hex_text.is_null()) return bytes;
  std::string hex = hex_text.get<std::string>();
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) bytes += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
  return bytes;
}

PosixDescriptor descriptor_of(const Json& entry) {
  unsigned type = entry.at("type") == "d" ? 0040000 : 0100000;
  unsigned mode = static_cast<unsigned>(std::stoi(entry.at("mode").get<std::string>(), nullptr, 8));
  return {entry.at("uid"), entry.at("gid"), type | mode, bytes_of_hex(entry.at("acl")), bytes_of_hex(entry.at("default")), ""};
}

/// The tree of one case: every entry as a scan would have found it.
class Tree {
 public:
  explicit Tree(const Json& entries) {
    objects_[""] = {0, 0, 0755, true, {}};  // the folder that the tree was made in
    for (const Json& entry : entries) {
      objects_[entry.at("path")] = object_of(posix_descriptor(descriptor_bytes(descriptor_of(entry)))).object;
    }
  }

  const PosixObject& at(const std::string& path) const { return objects_.at(path); }
  static std::string parent_of(const std::string& path) {
    std::size_t slash = path.rfind('/');
    return slash == path.npos ? "" : path.substr(0, slash);
  }
  /// True where `who` passes through every folder above `path`.
  bool reached(const std::string& path, const Credential& who) const {
    for (std::string folder = path; !folder.empty();) {
      folder = parent_of(folder);
      if (!may_pass(at(folder), who)) return false;
    }
    return true;
  }

 private:
  std::map<std::string, PosixObject> objects_;
};

Json list_of(Combos combos) {
  Json list = Json::array();
  for (unsigned wanted = 1; wanted <= 7; ++wanted)
    if (combos.grants(wanted)) list.push_back(wanted);
  return list;
}

Json answers_for(const Tree& tree, const std::string& path, const Credential& who) {
  const PosixObject& object = tree.at(path);
  const PosixObject& parent = tree.at(Tree::parent_of(path));
  bool reached = tree.reached(path, who);
  Combos local = local_rights(object, who), combos = reached ? local : Combos{};
  return {{"combos", list_of(combos)},
          {"local", list_of(local)},
          {"list", combos.grants(kRead)},
          {"enter", combos.grants(kExecute)},
          {"create", reached && may_create_in(object, who)},
          {"chmod", reached && may_change_rights(object, who)},
          {"unlink", reached && may_remove(object, parent, who)},
          {"read", combos.grants(kRead)},
          {"write", combos.grants(kWrite)},
          {"rdwr", combos.grants(kRead | kWrite)}};
}

/// The folders of a case as one snapshot, for judging them as the matrix does.
Snapshot snapshot_of(const Json& entries, std::map<std::string, std::uint32_t>& places) {
  Snapshot snapshot;
  Interner descriptors;
  auto add = [&](const std::string& path, std::uint32_t parent, const PosixDescriptor& descriptor) {
    places[path] = static_cast<std::uint32_t>(snapshot.add(parent, path, descriptors.id_of(descriptor_bytes(descriptor)), Unread::no));
  };
  add("", kNone, {0, 0, 0040755, "", "", ""});
  for (const Json& entry : entries) {
    std::string path = entry.at("path");
    if (entry.at("type") == "d") add(path, places.at(Tree::parent_of(path)), descriptor_of(entry));
  }
  snapshot.descriptors = descriptors.take();
  return snapshot;
}

/// What the matrix says of every folder and user.
void compare_matrix(const std::string& name, const Json& content, const std::map<std::string, Credential>& credentials, Comparison& comparison) {
  std::map<std::string, std::uint32_t> places;
  Snapshot snapshot = snapshot_of(content.at("entries"), places);
  std::vector<Credential> people;
  std::map<std::string, std::size_t> column;
  for (const auto& [user, credential] : credentials) column[user] = people.size(), people.push_back(credential);
  Effect effect = posix_effect(snapshot, people, {false, true});
  for (const Json& truth : content.at("truth")) {
    std::string user = truth.at("user"), path = truth.at("path");
    if (!places.count(path)) continue;
    const Profile& profile = effect.profiles.at(effect.profile_of.at(places.at(path)));
    Combos mask = Combos::from_bits(static_cast<std::uint8_t>(profile.masks.at(column.at(user))));
    comparison.expect(name + " " + user + " '" + path + "'", "matrix", truth.at("combos").dump(), list_of(mask).dump());
  }
}

std::map<std::string, Credential> credentials_by_name(const std::string& folder) {
  Identities identities = read_identities(folder + "/passwd", folder + "/group");
  auto credentials = credentials_of(identities);
  std::map<std::string, Credential> by_name;
  for (std::size_t i = 0; i < credentials.size(); ++i) by_name[identities.accounts[i].name] = credentials[i];
  return by_name;
}

void replay_case(const std::string& folder, Comparison& comparison) {
  Json content = read_json_file(folder + "/tree.json");
  std::string name = std::filesystem::path(folder).filename().string();
  auto credentials = credentials_by_name(folder);
  for (const Json& user : content.at("users")) {
    const Credential& ours = credentials.at(user.at("name"));
    comparison.expect(name + " " + user.at("name").get<std::string>(), "groups", user.at("groups").dump(), Json(ours.gids).dump());
  }
  Tree tree(content.at("entries"));
  for (const Json& truth : content.at("truth")) {
    std::string user = truth.at("user"), path = truth.at("path");
    Json ours = answers_for(tree, path, credentials.at(user));
    for (const auto& [question, expected] : truth.items()) {
      if (question == "user" || question == "path") continue;
      comparison.expect(name + " " + user + " '" + path + "'", question, expected.dump(), ours.contains(question) ? ours[question].dump() : "no such question");
    }
  }
  compare_matrix(name, content, credentials, comparison);
}

}  // namespace

Tally replay_access_posix(const std::string& path) {
  Tally tally;
  Comparison comparison(tally);
  std::vector<std::string> folders;
  if (std::filesystem::exists(path + "/tree.json")) folders.push_back(path);
  else
    for (const auto& entry : std::filesystem::directory_iterator(path))
      if (std::filesystem::exists(entry.path() / "tree.json")) folders.push_back(entry.path().string());
  std::sort(folders.begin(), folders.end());
  if (folders.empty()) throw NotFound("there is no tree.json below '" + path + "'");
  for (const std::string& folder : folders) replay_case(folder, comparison);
  return tally;
}

}  // namespace outdesk
