// Packages for all readers, and the next revision of what was sent before.
#include <filesystem>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
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

/// What a client sees of the data: not by which rows of the store it came about.
Json seen_of(const std::string& data) {
  Json seen = parse_json(data, "data");
  seen.erase("state_id");
  for (Json& source : seen.at("sources"))
    for (const char* name : {"sha256", "records"}) source.erase(name);
  return seen;
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

/// The archive beside the folder is of what lies in it, also where an earlier run did not live to write it.
void write_archive(const PackageReceipt& receipt, Instant stamp, const PackageShelf& shelf) {
  std::string archive = shelf.place(receipt.id.zip()), bytes;
  zip_folder(receipt.folder, receipt.id.folder(), stamp, [&](std::string_view piece) { bytes += piece; });
  if (bytes_at(archive) != bytes) shelf.put(receipt.id.zip(), bytes);
}

/// The revision that was sent, where it lies there no more: built again, if the same bytes come out.
std::optional<PackageReceipt> rebuilt(const PackageInput& input, const SentRevision& sent, const PackageShelf& shelf) {
  return sent.revision == 1 ? build_again(input, shelf, sent.manifest) : std::nullopt;
}

PackageReceipt build_after(PackageInput input, const SentRevision& sent, const PackageShelf& shelf, bool anew) {
  input.revision = sent.revision;
  PackageContent content(input);
  PackageId id = input.id();
  SentFolder before(shelf.place(id.folder()), id, sent.manifest);
  if (before.data && seen_of(*before.data) == seen_of(data_text(input, content))) {
    drop_next(id, shelf);
    return unchanged(input, content, shelf);
  }
  if (!before.data && !anew) {
    if (auto receipt = rebuilt(input, sent, shelf)) return *receipt;
    throw NotFound("revision " + std::to_string(sent.revision) + " of " + in_quotes(id.stem()) + " was sent for " + in_quotes(name_of(id.audience)) +
                       ", and it does not lie in " + in_quotes(shelf.path()),
                   "put its folder back there, name the right folder with --dir, or build with --anew: the next revision then cannot say what it corrects");
  }
  ++input.revision;
  input.replaces = sent.manifest;
  input.compared = before.data.has_value();
  if (before.data) {
    input.corrections = corrections_of(before.totals, control_totals(input.facts), content.messages, input.currency);
    input.previous_manifest = before.previous_manifest;
  }
  return build_package(input, shelf);
}

}  // namespace

std::vector<PackageReceipt> build_packages(const PackageInput& month, const std::vector<Audience>& audiences,
                                           const std::map<Audience, SentRevision>& sent, const PackageShelf& shelf, bool anew) {
  std::vector<PackageReceipt> receipts;
  for (Audience audience : audiences) {
    PackageInput input = for_audience(month, audience);
    if (input.previous_manifest.empty()) input.previous_manifest = newest_manifest(shelf.path(), {input.client, input.month - std::chrono::months{1}, audience});
    auto found = sent.find(audience);
    receipts.push_back(found == sent.end() ? build_package(input, shelf) : build_after(std::move(input), found->second, shelf, anew));
    write_archive(receipts.back(), month.cut_off, shelf);
  }
  return receipts;
}

}  // namespace outdesk
