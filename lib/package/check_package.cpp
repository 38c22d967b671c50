#include "package/check_package.hpp"

#include <filesystem>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/identifier.hpp"
#include "base/sha256.hpp"
#include "base/text.hpp"
#include "input/json.hpp"
#include "package/check_totals.hpp"
#include "package/manifest.hpp"
#include "package/package_folder.hpp"

namespace outdesk {

namespace fs = std::filesystem;

namespace {

/// Which package a manifest tells of.
PackageId id_of(const Json& manifest) {
  PackageId id;
  id.client = manifest.at("client").get<std::string>();
  auto month = parse_month(manifest.at("month").get<std::string>());
  auto audience = audience_named(manifest.at("audience").get<std::string>());
  id.revision = manifest.at("revision").get<std::int64_t>();
  if (!month || !audience || !not_a_client_key(id.client).empty() || id.revision < 1)
    throw InputError(kManifestFile, 0, "names no package that this program knows", "ask for the package again");
  id.month = *month;
  id.audience = *audience;
  return id;
}

/// Digests of the manifests of a client's month below `parent`, by revision.
std::map<std::int64_t, std::string> manifests_of(const std::string& parent, const PackageId& id) {
  std::map<std::int64_t, std::string> digests;
  std::error_code error;
  if (!fs::is_directory(parent, error)) return digests;
  for (const std::string& name : names_in(parent))
    if (auto revision = revision_of_folder(name, id))
      if (std::string digest = manifest_digest(parent + "/" + name); !digest.empty()) digests.emplace(*revision, std::move(digest));
  return digests;
}

class Checker {
 public:
  explicit Checker(const std::string& folder) : folder_(folder), names_(names_in(folder)) {}

  std::vector<std::string> defects() {
    check_sums();
    // Files that are not what was written are not asked what they say.
    if (defects_.empty()) guarded(kManifestFile, [&] { check_manifest(); });
    if (defects_.empty()) guarded(kManifestFile, [&] { check_chain(); });
    if (defects_.empty())
      guarded(kManifestFile, [&] { defects_ = total_defects(folder_, id_, manifest_); });
    return std::move(defects_);
  }

 private:
  std::string path(const std::string& name) const { return folder_ + "/" + name; }
  void add(const std::string& name, const std::string& what) {
    defects_.push_back(in_quotes(name) + " " + what);
  }

  bool is_there(const std::string& name) const {
    std::error_code error;
    return fs::is_regular_file(fs::symlink_status(path(name), error));
  }

  void guarded(const char* name, const std::function<void()>& work) {
    try {
      work();
    } catch (const InputError& error) {
      add(name, std::string("cannot be read: ") + error.what());
    } catch (const nlohmann::json::exception&) {
      add(name, "does not have the members of a package");
    }
  }

  void check_sums() {
    if (!is_there(kSumsFile)) return add(kSumsFile, "is missing");
    sums_ = parse_sums(read_package_file(path(kSumsFile)));
    if (sums_.empty()) return add(kSumsFile, "is not a list of sums");
    for (const PackageFile& file : sums_) check_sum(file);
    for (const std::string& name : names_) {
      bool signature = std::find(std::begin(kSignatureFiles), std::end(kSignatureFiles), name) != std::end(kSignatureFiles);
      bool known = name == kSumsFile || signature || std::any_of(sums_.begin(), sums_.end(),
                                                    [&](const auto& f) { return f.name == name; });
      if (!known) add(name, "is not part of the package");
    }
    if (std::none_of(sums_.begin(), sums_.end(), [&](const auto& f) { return f.name == kManifestFile; }))
      add(kManifestFile, "has no sum");
  }

  void check_sum(const PackageFile& file) {
    if (!is_there(file.name)) return add(file.name, "is missing");
    if (hex(sha256(read_package_file(path(file.name)))) != file.sha256)
      add(file.name, "was changed: its sum differs");
  }

  void check_manifest() {
    manifest_ = read_json_file(path(kManifestFile));
    if (manifest_.at("outdesk") != "client-report-manifest/1")
      return add(kManifestFile, "is of another kind");
    id_ = id_of(manifest_);
    std::vector<std::string> needed = {id_.page(), id_.data(), kLetterFile};
    if (id_.has_book()) needed.push_back(id_.book());
    for (const std::string& name : needed)
      if (std::none_of(sums_.begin(), sums_.end(), [&](const auto& f) { return f.name == name; })) add(name, "has no sum");
    std::vector<PackageFile> listed;
    for (const Json& file : manifest_.at("files"))
      listed.push_back({file.at("name"), file.at("bytes"), file.at("sha256")});
    for (const PackageFile& file : listed) {
      auto sum = std::find_if(sums_.begin(), sums_.end(),
                              [&](const auto& f) { return f.name == file.name; });
      if (sum == sums_.end() || sum->sha256 != file.sha256)
        add(file.name, "has another sum in the manifest");
      else if (static_cast<std::int64_t>(fs::file_size(path(file.name))) != file.bytes)
        add(file.name, "has another size in the manifest");
    }
    if (listed.size() + 1 != sums_.size())
      add(kManifestFile, "does not list the files that have sums");
  }

  /// The packages that lie beside it are those that it follows: last month's, and the revision that it replaces.
  void check_chain() {
    std::string parent = parent_of_package(folder_);
    PackageId before = id_, replaced = id_;
    before.month = id_.month - std::chrono::months{1};
    const Json& follows = manifest_.at("previous_manifest");
    auto there = manifests_of(parent, before);
    bool found = std::any_of(there.begin(), there.end(), [&](const auto& one) { return follows == one.second; });
    if (!there.empty() && !found)
      add(kManifestFile, "does not follow the package of " + to_text(before.month) + " that lies beside it");
    if (--replaced.revision < 1) return;
    std::string digest = manifest_digest(parent + "/" + replaced.folder());
    if (!digest.empty() && manifest_.at("replaces") != digest)
      add(kManifestFile, "does not replace revision " + std::to_string(replaced.revision) + " that lies beside it");
  }

  std::string folder_;
  std::vector<std::string> names_;
  std::vector<PackageFile> sums_;
  Json manifest_;
  PackageId id_;
  std::vector<std::string> defects_;
};

}  // namespace

std::vector<std::string> package_defects(const std::string& folder) {
  return Checker(folder).defects();
}

std::string parent_of_package(const std::string& folder) {
  std::string path = fs::absolute(folder).lexically_normal();
  while (path.size() > 1 && path.back() == '/') path.pop_back();
  return fs::path(path).parent_path();
}

std::optional<PackageLine> package_in(const std::string& folder) {
  try {
    Json manifest = read_json_file(folder + "/" + kManifestFile);
    if (manifest.at("outdesk") != "client-report-manifest/1") return {};
    return PackageLine{folder, id_of(manifest), manifest.at("tool"), manifest.at("state_id"),
                       parse_instant(manifest.at("cut_off").get<std::string>())};
  } catch (const Error&) { return {}; } catch (const nlohmann::json::exception&) {
    return {};
  }
}

std::vector<PackageLine> list_packages(const std::string& parent) {
  std::vector<PackageLine> lines;
  for (const std::string& name : names_in(parent))
    if (name[0] != '.')
      if (auto line = package_in(parent + "/" + name)) lines.push_back(std::move(*line));
  return lines;
}

std::string manifest_digest(const std::string& folder) {
  std::error_code error;
  std::string path = folder + "/" + kManifestFile;
  return fs::is_regular_file(path, error) ? hex(sha256(read_package_file(path))) : std::string();
}

std::optional<SentRevision> newest_revision(const std::string& parent, const PackageId& id) {
  auto digests = manifests_of(parent, id);
  if (digests.empty()) return {};
  SentRevision newest;
  newest.revision = digests.rbegin()->first;
  newest.manifest = digests.rbegin()->second;
  return newest;
}

std::string newest_manifest(const std::string& parent, const PackageId& id) {
  auto newest = newest_revision(parent, id);
  return newest ? newest->manifest : "";
}

}  // namespace outdesk
