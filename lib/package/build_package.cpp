#include "package/build_package.hpp"

#include "base/sha256.hpp"
#include "output/atomic_file.hpp"
#include "output/writers.hpp"
#include "package/lead_rules.hpp"
#include "package/letter.hpp"

namespace outdesk {

namespace {

constexpr unsigned kPrivate = 0600;  // a matrix holds names

class Builder {
 public:
  Builder(const PackageInput& input, const PackageShelf& shelf)
      : input_(input), id_(input.id()), content_(input), folder_(shelf, id_.folder()) {}

  PackageReceipt build() {
    fill();
    return finish();
  }

  std::optional<PackageReceipt> build_as(const std::string& manifest) {
    fill();
    auto same = [&](const PackageFile& file) { return file.name == kManifestFile && file.sha256 == manifest; };
    if (std::none_of(files_.begin(), files_.end(), same)) return {};
    return finish();
  }

 private:
  void fill() {
    write(id_.page(), [&](const Sink& sink) { write_html(page_document(input_, content_), sink); });
    if (id_.has_book()) write_book(id_.book(), report_book(input_, content_));
    bool has_access = source_of(input_.facts, Topic::access).state != SourceState::not_in_contract || !input_.access.empty();
    if (id_.may_have_access_book() && has_access) write_book(id_.access_book(), access_book(input_, content_));
    write(id_.data(), [&](const Sink& sink) { write_json(data_document(input_, content_), sink); });
    write(kLetterFile, [&](const Sink& sink) { sink(letter_text(input_, content_, names())); });
    write(kManifestFile, [&](const Sink& sink) { write_json(manifest_document(input_, content_, files_), sink); });
    write_file_atomically(folder_.draft(kSumsFile), kPrivate, sums_text(files_));
  }

  /// Counts and sums what goes by on its way to the disk.
  void write(const std::string& name, const std::function<void(const Sink&)>& fill) {
    PackageFile file{name, 0, {}};
    Sha256 sum;
    write_file_atomically(folder_.draft(name), kPrivate, [&](const Sink& sink) {
      fill([&](std::string_view bytes) {
        file.bytes += static_cast<std::int64_t>(bytes.size());
        sum.add(bytes);
        sink(bytes);
      });
    });
    file.sha256 = hex(sum.finish());
    files_.push_back(std::move(file));
  }

  void write_book(const std::string& name, const Document& document) {
    WorkbookStyle style;
    style.created = input_.cut_off;
    style.footer = name;
    if (name == id_.access_book() && !input_.access_stamp.empty()) style.footer += " · " + input_.access_stamp;
    write_xlsx(document, style, folder_.draft(name));
    std::string bytes = read_package_file(folder_.draft(name));
    files_.push_back({name, static_cast<std::int64_t>(bytes.size()), hex(sha256(bytes))});
  }

  std::vector<std::string> names() const {
    std::vector<std::string> names;
    for (const PackageFile& file : files_) names.push_back(file.name);
    return names;
  }

  PackageReceipt finish() {
    PackageReceipt receipt{id_, folder_.place(), first_sentence(content_.lead), files_,
                           PackageReceipt::Outcome::unchanged, is_partial(input_.facts)};
    std::vector<std::string> made = names();
    made.emplace_back(kSumsFile);
    folder_.refuse_others(id_.all_files());
    if (folder_.same_as_place(made)) return receipt;
    bool replaced = folder_.commit() == PackageFolder::Outcome::replaced;
    receipt.outcome = replaced ? PackageReceipt::Outcome::replaced : PackageReceipt::Outcome::made;
    return receipt;
  }

  const PackageInput& input_;
  PackageId id_;
  PackageContent content_;
  PackageFolder folder_;
  std::vector<PackageFile> files_;
};

}  // namespace

std::string_view name_of(PackageReceipt::Outcome outcome) {
  switch (outcome) {
    case PackageReceipt::Outcome::made: return "made";
    case PackageReceipt::Outcome::replaced: return "replaced";
    case PackageReceipt::Outcome::unchanged: break;
  }
  return "unchanged";
}

PackageReceipt build_package(const PackageInput& input, const PackageShelf& shelf) {
  return Builder(input, shelf).build();
}

std::optional<PackageReceipt> build_again(const PackageInput& input, const PackageShelf& shelf, const std::string& manifest) {
  return Builder(input, shelf).build_as(manifest);
}

}  // namespace outdesk
