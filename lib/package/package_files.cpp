#include "package/package_files.hpp"

#include "base/text.hpp"

namespace outdesk {

namespace {

std::string audience_part(Audience audience) {
  return audience == Audience::director ? "" : "_" + std::string(name_of(audience));
}

}  // namespace

std::string PackageId::stem() const { return client + "_" + to_text(month); }

std::string PackageId::folder() const {
  return stem() + audience_part(audience) + (revision > 1 ? "_r" + std::to_string(revision) : "");
}

std::string PackageId::zip() const {
  return stem() + audience_part(audience) + "_r" + std::to_string(revision) + ".zip";
}

std::vector<std::string> PackageId::all_files() const {
  std::vector<std::string> names = {page(), data(), kLetterFile, kManifestFile, kSumsFile};
  if (has_book()) names.push_back(book());
  if (may_have_access_book()) names.push_back(access_book());
  names.insert(names.end(), std::begin(kSignatureFiles), std::end(kSignatureFiles));
  return names;
}

std::optional<std::int64_t> revision_of_folder(std::string_view name, PackageId id) {
  id.revision = 1;
  std::string first = id.folder();
  if (name == first) return 1;
  if (!name.starts_with(first + "_r")) return {};
  auto revision = parse_count(name.substr(first.size() + 2));
  return revision && *revision > 1 && name[first.size() + 2] != '0' ? revision : std::nullopt;
}

}  // namespace outdesk
