#include "package/check_package.hpp"

#include <filesystem>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/sha256.hpp"
#include "base/text.hpp"
#include "input/json.hpp"
#include "package/manifest.hpp"
#include "package/package_files.hpp"
#include "package/package_folder.hpp"

namespace outdesk {

namespace fs = std::filesystem;

namespace {

/// A control total of the manifest and where data.json has the same number.
struct Agreement {
  const char* total;
  const char* topic;
  const char* fact;
};
constexpr Agreement kAgreements[] = {
    {"requests", "tickets", "received"},         {"late", "tickets", "missed"},
    {"credit_minor", "tickets", "credit_minor"}, {"folders", "access", "folders"},
    {"accounts", "access", "accounts"},          {"changes", "access", "changes"},
    {"backups_made", "backups", "made"},         {"backups_planned", "backups", "planned"},
    {"outages", "outages", "count"},             {"outages_s", "outages", "total_s"},
    {"devices", "assets", "devices"}};

class Checker {
 public:
  explicit Checker(const std::string& folder) : folder_(folder), names_(names_in(folder)) {}

  std::vector<std::string> defects() {
    check_sums();
    // Files that are not what was written are not asked what they say.
    if (defects_.empty()) guarded(kManifestFile, [&] { check_manifest(); });
    if (defects_.empty()) guarded(kDataFile, [&] { check_totals(); });
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
      bool known = name == kSumsFile || std::any_of(sums_.begin(), sums_.end(),
                                                    [&](const auto& f) { return f.name == name; });
      if (!known) add(name, "is not part of the package");
    }
    for (const char* name : {kReportPage, kReportBook, kDataFile, kManifestFile})
      if (std::none_of(sums_.begin(), sums_.end(), [&](const auto& f) { return f.name == name; }))
        add(name, "has no sum");
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

  void check_totals() {
    Json data = read_json_file(path(kDataFile));
    for (const char* member : {"client", "month", "state_id", "cut_off"})
      if (data.at(member) != manifest_.at(member))
        add(kDataFile, std::string("and the manifest disagree about ") + member);
    const Json totals = manifest_.value("totals", Json::object());
    for (const Agreement& one : kAgreements) {
      if (!totals.contains(one.total)) continue;
      if (data.at("facts").at(one.topic).at(one.fact) != totals.at(one.total))
        add(kDataFile,
            std::string("and the manifest disagree about the total ") + in_quotes(one.total));
    }
  }

  std::string folder_;
  std::vector<std::string> names_;
  std::vector<PackageFile> sums_;
  Json manifest_;
  std::vector<std::string> defects_;
};

std::optional<PackageLine> line_of(const std::string& folder) {
  try {
    Json manifest = read_json_file(folder + "/" + kManifestFile);
    if (manifest.at("outdesk") != "client-report-manifest/1") return {};
    return PackageLine{folder,
                       manifest.at("client"),
                       manifest.at("month"),
                       manifest.at("tool"),
                       manifest.at("state_id"),
                       parse_instant(manifest.at("cut_off").get<std::string>()),
                       manifest.at("revision")};
  } catch (const Error&) { return {}; } catch (const nlohmann::json::exception&) {
    return {};
  }
}

}  // namespace

std::vector<std::string> package_defects(const std::string& folder) {
  return Checker(folder).defects();
}

std::vector<PackageLine> list_packages(const std::string& parent) {
  std::vector<PackageLine> lines;
  for (const std::string& name : names_in(parent))
    if (name[0] != '.')
      if (auto line = line_of(parent + "/" + name)) lines.push_back(std::move(*line));
  return lines;
}

std::string manifest_digest(const std::string& folder) {
  std::error_code error;
  std::string path = folder + "/" + kManifestFile;
  return fs::is_regular_file(path, error) ? hex(sha256(read_package_file(path))) : std::string();
}

}  // namespace outdesk
