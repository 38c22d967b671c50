// Packages for all readers, and the next revision of what was sent before.
#include <filesystem>
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "input/json.hpp"
#include "output/writers.hpp"
#include "package/audience_view.hpp"
#include "package/build_package.hpp"
#include "package/check_package.hpp"
#include "package/control_totals.hpp"
#include "package/lead_rules.hpp"
#include "package/package_zip.hpp"

namespace outdesk {

namespace {

std::string data_text(const PackageInput& input, const PackageContent& content) {
  std::string text;
  write_json(data_document(input, content), [&](std::string_view bytes) { text += bytes; });
  return text;
}

/// The file's bytes; nothing where it is not there.
std::optional<std::string> bytes_at(const std::string& path) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(std::filesystem::symlink_status(path, error))) return {};
  return read_package_file(path);
}

/// The package that was sent, as it lies there; all empty where it does not.
struct SentFolder {
  std::optional<std::string> data;
  std::vector<ControlTotal> totals;
  std::string previous_manifest;

  SentFolder(const std::string& folder, const PackageId& id, const std::string& manifest) {
    if (manifest_digest(folder) != manifest) return;
    data = bytes_at(folder + "/" + id.data());
    Json read = read_json_file(folder + "/" + kManifestFile);
    totals = control_totals(read.value("totals", Json::object()));
    if (auto before = read.find("previous_manifest"); before != read.end() && before->is_string()) previous_manifest = before->get<std::string>();
  }
};

PackageReceipt unchanged(const PackageInput& input, const PackageContent& content, const PackageShelf& shelf) {
  PackageReceipt receipt;
  receipt.id = input.id();
  receipt.folder = shelf.place(receipt.id.folder());
  receipt.first_sentence = first_sentence(content.lead);
  receipt.outcome = PackageReceipt::Outcome::unchanged;
  receipt.partial = is_partial(input.facts);
  receipt.files = parse_sums(read_package_file(receipt.folder + "/" + kSumsFile));
  for (PackageFile& file : receipt.files)
    file.bytes = static_cast<std::int64_t>(std::filesystem::file_size(receipt.folder + "/" + file.name));
  return receipt;
}

/// A revision that was never sent is overtaken where the data are again those that were.
void drop_next(const PackageId& id, const PackageShelf& shelf) {
  PackageId next = id;
  ++next.revision;
  shelf.remove(next.folder(), next.all_files());
  std::error_code ignored;
  std::filesystem::remove(shelf.place(next.zip()), ignored);
}

/// The archive beside the folder is of what lies in it.
void write_archive(const PackageReceipt& receipt, Instant stamp, const PackageShelf& shelf) {
  std::string archive = shelf.place(receipt.id.zip());
  std::error_code error;
  bool there = std::filesystem::is_regular_file(std::filesystem::symlink_status(archive, error));
  if (receipt.outcome != PackageReceipt::Outcome::unchanged || !there) write_package_zip(receipt.folder, receipt.id.folder(), stamp, archive);
}

PackageReceipt build_after(PackageInput input, const SentRevision& sent, const PackageShelf& shelf) {
  input.revision = sent.revision;
  PackageContent content(input);
  PackageId id = input.id();
  SentFolder before(shelf.place(id.folder()), id, sent.manifest);
  if (before.data && *before.data == data_text(input, content)) {
    drop_next(id, shelf);
    return unchanged(input, content, shelf);
  }
  ++input.revision;
  input.replaces = sent.manifest;
  if (before.data) {
    input.corrections = corrections_of(before.totals, control_totals(input.facts), content.messages, input.currency);
    input.previous_manifest = before.previous_manifest;
  }
  return build_package(input, shelf);
}

}  // namespace

std::vector<PackageReceipt> build_packages(const PackageInput& month, const std::vector<Audience>& audiences,
                                           const std::map<Audience, SentRevision>& sent, const PackageShelf& shelf) {
  std::vector<PackageReceipt> receipts;
  for (Audience audience : audiences) {
    PackageInput input = for_audience(month, audience);
    if (input.previous_manifest.empty()) input.previous_manifest = newest_manifest(shelf.path(), {input.client, input.month - std::chrono::months{1}, audience});
    auto found = sent.find(audience);
    receipts.push_back(found == sent.end() ? build_package(input, shelf) : build_after(std::move(input), found->second, shelf));
    write_archive(receipts.back(), month.cut_off, shelf);
  }
  return receipts;
}

}  // namespace outdesk
