#include "package/build_package.hpp"

#include "base/sha256.hpp"
#include "input/json.hpp"
#include "output/atomic_file.hpp"
#include "output/writers.hpp"
#include "package/lead_rules.hpp"
#include "package/package_files.hpp"
#include "package/package_folder.hpp"

namespace outdesk {

namespace {

constexpr unsigned kPrivate = 0600;  // a matrix holds names

class Builder {
 public:
  Builder(const PackageInput& input, const std::string& parent)
      : input_(input), content_(input), folder_(parent, package_name(input.client, input.month)) {}

  PackageReceipt build() {
    write(kReportPage,
          [&](const Sink& sink) { write_html(page_document(input_, content_), sink); });
    write_book(kReportBook, report_book(input_, content_));
    if (source_of(input_.facts, Topic::access).state != SourceState::not_in_contract ||
        !input_.access.empty())
      write_book(kAccessBook, access_book(input_, content_));
    write(kDataFile, [&](const Sink& sink) { write_json(data_document(input_, content_), sink); });
    write(kManifestFile,
          [&](const Sink& sink) { write_json(manifest_document(input_, content_, files_), sink); });
    write_file_atomically(folder_.draft(kSumsFile), kPrivate, sums_text(files_));
    return finish();
  }

 private:
  void write(const char* name, const std::function<void(const Sink&)>& fill) {
    write_file_atomically(folder_.draft(name), kPrivate, fill);
    note(name);
  }

  void write_book(const char* name, const Document& document) {
    WorkbookStyle style;
    style.created = input_.cut_off;
    style.footer = package_name(input_.client, input_.month) + "/" + name;
    write_xlsx(document, style, folder_.draft(name));
    note(name);
  }

  void note(const char* name) {
    std::string bytes = read_package_file(folder_.draft(name));
    files_.push_back({name, static_cast<std::int64_t>(bytes.size()), hex(sha256(bytes))});
  }

  PackageReceipt finish() {
    PackageReceipt receipt{folder_.place(), first_sentence(content_.lead), files_,
                           PackageReceipt::Outcome::unchanged, is_partial(input_.facts)};
    std::vector<std::string> names = {kSumsFile};
    for (const PackageFile& file : files_) names.push_back(file.name);
    folder_.refuse_others({kReportPage, kReportBook, kAccessBook, kDataFile, kManifestFile, kSumsFile});
    if (folder_.same_as_place(names)) return receipt;
    bool replaced = folder_.commit() == PackageFolder::Outcome::replaced;
    receipt.outcome = replaced ? PackageReceipt::Outcome::replaced : PackageReceipt::Outcome::made;
    return receipt;
  }

  const PackageInput& input_;
  PackageContent content_;
  PackageFolder folder_;
  std::vector<PackageFile> files_;
};

}  // namespace

PackageReceipt build_package(const PackageInput& input, const std::string& parent) {
  return Builder(input, parent).build();
}

}  // namespace outdesk
