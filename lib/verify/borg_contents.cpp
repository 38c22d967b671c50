#include "verify/borg_contents.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <optional>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "verify/folder_content.hpp"
#include "verify/tree_manifest.hpp"

namespace outdesk {

namespace {

/// Paths that a file of patterns cannot hold are arguments; the system takes 2 MiB of them.
constexpr std::size_t kArguedBytes = 1u << 20;

class BorgContents {
 public:
  BorgContents(BorgProgram& borg, const std::string& archive, const PointListing& listing, const TreeManifest* manifest, const VerifyDesk& desk)
      : borg_(borg), archive_(archive), manifest_(manifest), desk_(desk), spelling_(listing.root(), manifest ? PathMapping::to_manifest(listing.shape(), *manifest) : PathMapping()) {
    Copy::Keeps keeps{.owner = true, .mode = true, .mtime = true, .xattrs = false, .hard_links = true, .specials = true};
    if (manifest) comparison_.emplace(*manifest, CheckLevel::hash, keeps);
  }

  void read_all() {
    borg_.list(archive_, true, {}, [this](BorgItems::Item&& item) { take_read(std::move(item)); });
  }

  void read_part(const CopyPart& part) {
    std::vector<std::string> narrowed = choose(part);
    if (!narrowed.empty()) borg_.list(archive_, true, narrowed, [this](BorgItems::Item&& item) { take_read(std::move(item)); });
  }

  HashCover finish(const std::string& point, CopyFindings& findings) {
    HashCover cover = comparison_ ? comparison_->finish(point, findings) : HashCover();
    cover.files = files_;
    cover.bytes = bytes_;
    return cover;
  }

 private:
  /// Options and paths that leave the part's files; empty where it has none.  What is not in it is compared at once.
  std::vector<std::string> choose(const CopyPart& part) {
    std::string patterns = borg_.ours("patterns");
    std::vector<std::string> argued;
    std::size_t argued_bytes = 0;
    bool any = false;
    std::ofstream file(patterns, std::ios::binary | std::ios::trunc);
    borg_.list(archive_, false, {}, [&](BorgItems::Item&& item) {
      const std::string& path = item.entry.path;
      bool wanted = item.entry.type == TreeEntry::Type::file && item.entry.linked_to.empty() && part_of_path(path, part.n) == part.k;
      bool fits = fits_pattern_file(path);
      if (wanted && !fits && argued_bytes > kArguedBytes) wanted = false;  // thousands of names that are no names
      if (!wanted) return compare(std::move(item.entry));
      any = true;
      if (fits) file << "+ pf:" << path << '\n';
      else argued_bytes += path.size() + 16, argued.push_back("pf:" + path);
    });
    file << "- re:^\n";
    file.close();
    if (!file) throw WriteError("cannot write " + in_quotes(patterns), "choose another place with --scratch");
    if (!any) return {};
    argued.insert(argued.begin(), "--patterns-from=" + patterns);
    return argued;
  }

  void take_read(BorgItems::Item&& item) {
    if (item.entry.type == TreeEntry::Type::file && item.entry.linked_to.empty()) {
      ++files_;
      bytes_ += item.entry.size;
      desk_.read(static_cast<std::uint64_t>(item.entry.size));
    }
    compare(std::move(item.entry));
  }

  void compare(TreeEntry&& entry) {
    auto told = manifest_ ? spelling_.told(entry.path) : std::nullopt;
    if (!told) return;
    entry.path = std::move(*told);
    if (!entry.linked_to.empty()) entry.linked_to = spelling_.told(entry.linked_to).value_or("");
    const TreeEntry* expected = manifest_->find(entry.path);
    // A second name of a file is told without its content, which is the first one's.
    if (expected && !entry.linked_to.empty() && !entry.sha256) entry.size = expected->size;
    // For bytes that are no UTF-8, borg writes '?' into targets.
    if (expected && entry.type == TreeEntry::Type::link && entry.target.find('?') != std::string::npos) entry.target = expected->target;
    comparison_->saw(entry);
  }

  BorgProgram& borg_;
  const std::string& archive_;
  const TreeManifest* manifest_;
  const VerifyDesk& desk_;
  PointSpelling spelling_;
  std::optional<TreeComparison> comparison_;
  std::int64_t files_ = 0, bytes_ = 0;
};

}  // namespace

bool fits_pattern_file(std::string_view path) {
  auto white = [](char c) { return static_cast<unsigned char>(c) <= ' ' || c == '\x7F'; };
  if (path.empty() || white(path.front()) || white(path.back()) || !unstorable(path).empty()) return false;
  constexpr std::string_view kWide[] = {"\u00A0", "\u1680", "\u202F", "\u205F", "\u3000"};
  bool space = path.size() > 2 && path.substr(path.size() - 3, 2) == "\xE2\x80";  // U+2000 to U+203F
  return !space && std::none_of(std::begin(kWide), std::end(kWide), [&](std::string_view one) { return path.ends_with(one) || path.starts_with(one); });
}

HashCover read_borg_files(BorgProgram& borg, const RestorePoint& point, const PointListing& listing, const CopyPart& part, const TreeManifest* manifest, const VerifyDesk& desk,
                          CopyFindings& findings) {
  BorgContents contents(borg, point.id, listing, manifest, desk);
  if (part.whole()) contents.read_all();
  else contents.read_part(part);
  return contents.finish(point.id, findings);
}

}  // namespace outdesk
