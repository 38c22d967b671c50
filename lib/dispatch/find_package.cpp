#include "dispatch/find_package.hpp"

#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/text.hpp"
#include "input/json.hpp"
#include "package/check_package.hpp"
#include "package/package_folder.hpp"

namespace outdesk {

namespace {

[[noreturn]] void refuse(const FoundPackage& found, const std::string& why, const std::string& next) {
  throw Error(Exit::delivery, "the package " + in_quotes(found.id.folder()) + " is not sent: " + why, next);
}

/// The office gets no names and no matrix, owners of data nothing but access (package.md 3.1): whatever the name of the
/// folder says, no file of another audience goes out with it.
void check_readers(const FoundPackage& found) {
  for (const std::string& file : names_in(found.folder)) {
    bool matrix = file.ends_with("access.xlsx"), report = file.ends_with("report.xlsx");
    if ((found.id.audience == Audience::office && matrix) || (found.id.audience == Audience::owners && report))
      refuse(found, in_quotes(file) + " is not for " + in_quotes(name_of(found.id.audience)), "build it again");
  }
}

void read_manifest(FoundPackage& found) {
  const std::string other = "its manifest is that of another package", next = "build it again";
  try {
    Json manifest = read_json_file(found.folder + "/" + kManifestFile);
    bool same = manifest.at("client") == found.id.client && manifest.at("month") == to_text(found.id.month) && manifest.at("revision") == found.id.revision &&
                manifest.at("audience") == name_of(found.id.audience);
    if (!same) refuse(found, other, next);
    auto cut_off = parse_instant(manifest.at("cut_off").get<std::string>());
    if (!cut_off) refuse(found, other, next);
    found.cut_off = *cut_off;
  } catch (const nlohmann::json::exception&) {
    refuse(found, other, next);
  }
}

}  // namespace

FoundPackage newest_package(const std::string& parent, const std::string& client, Month month, Audience audience) {
  FoundPackage found{{client, month, audience, 0}, "", "", {}};
  for (const std::string& name : names_in(parent))
    if (auto revision = revision_of_folder(name, found.id); revision && *revision > found.id.revision) found.id.revision = *revision;
  if (found.id.revision == 0)
    throw NotFound("there is no package of " + in_quotes(client) + " for " + to_text(month) + " for " + in_quotes(name_of(audience)) + " in " + in_quotes(parent),
                   "make it with 'outdesk client-report build', or name its folder with --dir");
  found.folder = parent + "/" + found.id.folder();
  std::vector<std::string> defects = package_defects(found.folder);
  if (!defects.empty()) refuse(found, defects.front(), "see 'outdesk client-report verify', and build it again");
  read_manifest(found);
  check_readers(found);
  found.manifest = manifest_digest(found.folder);
  return found;
}

}  // namespace outdesk
