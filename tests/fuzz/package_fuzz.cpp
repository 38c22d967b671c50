// Packages whose files are of any bytes under right sums, archives, brands: whatever a file says, a check ends with
// sentences that name the file; and a total that differs between the files is always noticed.
#include <filesystem>
#include <fstream>

#include "base/sha256.hpp"
#include "fuzzed.hpp"
#include "output/png_size.hpp"
#include "package/brand.hpp"
#include "package/check_package.hpp"
#include "package/manifest.hpp"
#include "package/unpack_package.hpp"

namespace {

using namespace outdesk;
namespace fs = std::filesystem;

constexpr const char* kManifest =
    R"({"outdesk": "client-report-manifest/1", "client": "acme", "month": "2026-10", "audience": "owners", "revision": 1, "replaces": null, "tool": "outdesk 0.1.0",
        "cut_off": "2026-11-01T00:00:00Z", "state_id": "a", "previous_manifest": null, "currency": "RUB", "totals": {"requests": 7, "credit_minor": 12345}})";
constexpr const char* kData =
    R"({"client": "acme", "month": "2026-10", "audience": "owners", "cut_off": "2026-11-01T00:00:00Z", "state_id": "a", "language": "en", "currency": "RUB",
        "facts": {"tickets": {"received": 7, "credit_minor": 12345}}, "tickets": {"credits": {"lines": [{"credit_minor": 12345}]}}})";
constexpr const char* kPage = "<dt>Requests received</dt><dd><span class=\"value\">7</span></dd>";

/// A folder in memory where there is such a place; one for the whole run.
const std::string& place() {
  static const struct Place {
    std::string name = std::string(fs::is_directory("/dev/shm") ? "/dev/shm" : "/tmp") + "/outdesk-fuzz-XXXXXX";
    Place() { require(::mkdtemp(name.data()) != nullptr); }
    ~Place() { fs::remove_all(name); }
  } made;
  return made.name;
}

std::string put(const std::string& name, std::string_view bytes) {
  std::string path = place() + "/" + name;
  std::ofstream(path, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  return path;
}

/// The files under right sums, and what their check says.
std::vector<std::string> defects_of(std::string manifest, const std::string& data, const std::string& page, bool lists_files = true) {
  std::vector<PackageFile> files;
  std::string folder = place() + "/acme_2026-10_owners";
  fs::remove_all(folder);
  fs::create_directory(folder);
  auto add = [&](const std::string& name, const std::string& bytes) {
    put("acme_2026-10_owners/" + name, bytes);
    files.push_back({name, static_cast<std::int64_t>(bytes.size()), hex(sha256(bytes))});
  };
  add("LETTER.txt", "letter");
  add("acme_2026-10_data.json", data);
  add("acme_2026-10_report.html", page);
  if (lists_files) {
    Json json = Json::parse(manifest);
    for (const PackageFile& file : files) json["files"].push_back({{"name", file.name}, {"bytes", file.bytes}, {"sha256", file.sha256}});
    manifest = json.dump();
  }
  add("manifest.json", manifest);
  put("acme_2026-10_owners/SHA256SUMS", sums_text(files));
  std::vector<std::string> defects = package_defects(folder);
  for (const std::string& defect : defects) require(defect.size() > 3 && (defect[0] == '\'' || printable(defect) != defect));
  return defects;
}

/// {"manifest": patch, "data": patch, "page": text}: what is changed in a package that is right.
void check_changes(const Json& changes) {
  Json manifest = Json::parse(kManifest), data = Json::parse(kData);
  if (changes.contains("manifest") && changes["manifest"].is_object()) manifest.merge_patch(changes["manifest"]);
  if (changes.contains("data") && changes["data"].is_object()) data.merge_patch(changes["data"]);
  std::string page = changes.contains("page") && changes["page"].is_string() ? changes["page"].get<std::string>() : kPage;
  bool files = manifest.contains("files");
  auto defects = defects_of(manifest.dump(), data.dump(), page, !files);
  for (const char* total : {"requests", "credit_minor"}) {
    auto told = Json::json_pointer(std::string("/totals/") + total);
    auto fact = Json::json_pointer(std::string("/facts/tickets/") + (total == std::string("requests") ? "received" : total));
    bool same = manifest.contains(told) == data.contains(fact) && (!manifest.contains(told) || manifest[told] == data[fact]);
    require(same || !defects.empty());
  }
}

void check_archive(std::string_view bytes) {
  std::string path = put("package.zip", bytes);
  refused("package.zip", bytes.size(), [&] {
    UnpackedPackage unpacked(path);
    for (const auto& entry : fs::directory_iterator(unpacked.folder())) require(entry.symlink_status().type() == fs::file_type::regular);
    (void)package_defects(unpacked.folder());
    (void)archive_defect(path, unpacked);
  });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const bool right = [] {
    auto defects = defects_of(kManifest, kData, kPage);
    return defects.size() == 1;  // the page does not tell the credit
  }();
  require(right);
  std::string text(as_text(data, size));
  if (text.starts_with("PK")) {
    check_archive(text);
    return 0;
  }
  (void)png_size(text);
  Json json = Json::parse(text, nullptr, false);
  if (json.is_object() && (json.contains("manifest") || json.contains("data") || json.contains("page"))) {
    check_changes(json);
    return 0;
  }
  (void)defects_of(text, kData, kPage, false);
  (void)defects_of(kManifest, text, kPage);
  if (auto sums = parse_sums(text); !sums.empty()) require(sums_text(sums) == text);
  std::string brand = put("brand.json", text);
  refused("brand.json", size, [&] { require(read_brand(brand).sha256.size() == 64); });
  return 0;
}
