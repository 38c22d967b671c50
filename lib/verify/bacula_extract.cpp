// A restore without a Director: bextract reads the volumes.  It loses extended attributes and ACLs, and ends with status 0
// whatever happened.
#include <sys/stat.h>

#include "base/text.hpp"
#include "verify/bacula_copy.hpp"
#include "verify/bacula_files.hpp"
#include "verify/bacula_places.hpp"
#include "verify/bacula_restore_parts.hpp"
#include "verify/bacula_tools.hpp"
#include "verify/bacula_volume_places.hpp"

namespace outdesk {

namespace {

/// Keeps the end of what bextract says (it names every file) and every complaint.
class ExtractWords {
 public:
  void take(std::string_view piece) {
    digest_.add(piece);
    text_ += piece;
    if (text_.size() > (256u << 10)) {
      keep_complaints();
      text_.erase(0, text_.size() - (64u << 10));
    }
  }
  std::vector<std::string> complaints() {
    keep_complaints();
    return complaints_;
  }
  Digest digest() { return digest_.finish(); }
  const std::string& end() const { return text_; }
  /// "44 files restored."
  std::int64_t restored() const {
    std::size_t at = text_.rfind(" files restored.");
    std::size_t start = at == text_.npos ? at : text_.rfind('\n', at);
    return at == text_.npos ? 0 : parse_count(std::string_view(text_).substr(start == text_.npos ? 0 : start + 1, at - (start == text_.npos ? 0 : start + 1))).value_or(0);
  }

 private:
  void keep_complaints() {
    for (std::string& one : bacula_complaints(own_lines()))
      if (complaints_.size() < 20) complaints_.push_back(std::move(one));
  }
  /// Without the lines that name files: those are the client's words.
  std::string own_lines() const {
    std::string own;
    for (std::string_view line : split(text_, '\n'))
      if (!line.starts_with("bextract JobId ")) (own += line) += '\n';
    return own;
  }
  Sha256 digest_;
  std::string text_;
  std::vector<std::string> complaints_;
};

}  // namespace

/// bextract writes where the volume says.  So the volume is read first: every name must be the one that the catalog has, and
/// those were found to stay inside.
bool BaculaCopy::volumes_match(const Look& look, const BaculaChain& chain, const BaculaTree& tree, const std::vector<BaculaStretch>& stretches) {
  std::map<std::pair<std::int64_t, std::int64_t>, const BaculaEntry*> expected;
  for (const BaculaEntry& entry : tree.entries()) expected[{entry.job, entry.index}] = &entry;
  std::string strange;
  for (const BaculaJobRow* link : chain.links) {
    BaculaFileStream files([](std::int64_t) { return BaculaWanted{}; }, [&](BaculaSeenFile&& seen) {
      auto entry = expected.find({link->id, seen.index});
      if (entry == expected.end()) return;  // not asked for
      bool same = bacula_restored_path(seen.path) == entry->second->path && seen.stat && ((seen.stat->mode ^ entry->second->stat.mode) & 0170000) == 0;
      if (!same && strange.empty()) strange = seen.path.empty() ? entry->second->path : seen.path;
    }, desk_.max_bytes);
    BaculaSessionReader reader({static_cast<std::uint32_t>(link->session), static_cast<std::uint32_t>(link->session_time)}, desk_, files);
    for (const BaculaStretch& stretch : stretches)
      if (stretch.job == link->id) reader.read(bacula_volume_file(volume_folders(chain.ids()), stretch.volume), stretch);
    reader.finish();
    files.finish();
    if (reader.foreign_format()) strange = "(volumes in a format that cannot be looked through)";
  }
  if (strange.empty()) return true;
  look.add(Verdict::fail, Fault::metadata_changed, "not restored: names on the volumes are not those of the catalog, the first: " + in_quotes(strange));
  return false;
}

Restored BaculaCopy::restore_by_bextract(const Look& look, const BaculaChain& chain, const BaculaTree& tree, const BaculaSelection& selection, const std::vector<BaculaStretch>& stretches, const RestoreOrder& order) {
  Restored restored;
  restored.root = order.target + tree.root();
  BaculaTools tools("bextract", desk_);
  if (tools.program().empty()) {
    look.add(Verdict::unknown, Fault::tool_missing, "bextract is not installed (Debian package bacula-sd)");
    return restored;
  }
  if (!volumes_match(look, chain, tree, stretches)) return restored;
  tools.prepare(stretches, volume_folders(chain.ids()), bacula_bootstrap(chain.links, stretches, selection.indexes));
  ExtractWords words;
  ProgramResult result = tools.run({}, {order.target}, [&](std::string_view piece) { words.take(piece); });
  restored.command = tools.command();
  restored.log = words.digest();
  restored.log_tail = end_of_log(words.end());
  restored.files = selection.regular;
  restored.bytes = selection.bytes;
  std::vector<std::string> complaints = words.complaints();
  struct stat found {};
  restored.done = stat(restored.root.c_str(), &found) == 0 && S_ISDIR(found.st_mode);
  if (result.end == ProgramResult::End::timed_out) {
    look.add(Verdict::unknown, Fault::timed_out, "bextract was still busy after " + to_duration_text(desk_.deadline));
    restored.done = false;
  } else if (!result.ok()) {
    look.add(Verdict::fail, Fault::restore_failed, result.complaint("bextract"));
  } else if (!complaints.empty()) {
    look.add(Verdict::fail, Fault::restore_failed, "bextract: " + complaints.front());
  } else if (words.restored() < selection.entries) {
    look.add(Verdict::fail, Fault::restore_failed, "bextract brought " + std::to_string(words.restored()) + " of " + std::to_string(selection.entries) + " files and folders");
  }
  return restored;
}

}  // namespace outdesk
