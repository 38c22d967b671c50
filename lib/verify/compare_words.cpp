#include "verify/compare_words.hpp"

#include <iterator>
#include <utility>

#include "base/text.hpp"
#include "verify/metadata_cells.hpp"
#include "verify/shown_path.hpp"

namespace outdesk {

namespace {

constexpr std::size_t kNamesShown = 3, kTargetColumns = 60, kNoteColumns = 150;

std::string quoted_target(const std::string& target) { return "'" + shown_part(target, kTargetColumns) + "'"; }

std::string type_word(TreeEntry::Type type) {
  switch (type) {
    case TreeEntry::Type::file: return "a file";
    case TreeEntry::Type::folder: return "a folder";
    case TreeEntry::Type::link: return "a symbolic link";
    case TreeEntry::Type::fifo: return "a fifo";
    case TreeEntry::Type::socket: return "a socket";
    case TreeEntry::Type::character: case TreeEntry::Type::block: return "a device";
  }
  return "";
}

std::string owner_words(const TreeEntry& entry) { return std::to_string(entry.uid) + ":" + std::to_string(entry.gid); }

std::string became(const std::string& before, const std::string& now) { return before + ", now " + now; }

std::string how_many(std::int64_t count, std::string_view one, std::string_view many) {
  return std::to_string(count) + " " + std::string(count == 1 ? one : many);
}

}  // namespace

std::string shown_part(std::string_view bytes, std::size_t columns) {
  return fitted(printable(bytes.substr(0, 8 * columns)), columns);  // a path of 64 KiB is not made printable whole
}

void DifferenceTally::add(const std::string& path, std::string note) {
  ++count_;
  if (first_.size() == kNamesShown && path >= first_.rbegin()->first) return;
  first_.emplace(path, std::move(note));
  if (first_.size() > kNamesShown) first_.erase(std::prev(first_.end()));
}

std::string DifferenceTally::names() const {
  std::string out;
  for (const auto& [path, note] : first_) {
    out += (out.empty() ? "" : ", ") + shown_path(path);
    if (!note.empty()) out += " (" + shown_part(note, kNoteColumns) + ")";
  }
  auto more = count_ - static_cast<std::int64_t>(first_.size());
  return out + (more > 0 ? " and " + std::to_string(more) + " more" : "");
}

void DifferenceTallies::add_content(const TreeEntry& told, TreeFacts facts, const TreeEntry& entry) {
  if (entry.type != TreeEntry::Type::file) return content.add(entry.path, "now " + type_word(entry.type));
  if (!(facts & kTellsSize)) return content.add(entry.path);
  ++(told.size == entry.size ? same_size : other_size);
  if (told.size == entry.size) content.add(entry.path, "same size");
  else content.add(entry.path, became(how_many(told.size, "byte", "bytes"), std::to_string(entry.size)));
}

void DifferenceTallies::add_metadata(const EntryDifferences& found, const TreeEntry& told, const TreeEntry& entry) {
  if (found.type) types.add(entry.path, became(type_word(told.type), type_word(entry.type)));
  if (found.mode) modes.add(entry.path, became(mode_cell(told.mode), mode_cell(entry.mode)));
  if (found.owner) owners.add(entry.path, became(owner_words(told), owner_words(entry)));
  if (found.target) targets.add(entry.path, became(quoted_target(told.target), quoted_target(entry.target)));
  if (!found.xattr.empty()) xattrs.add(entry.path, found.xattr);
  if (found.time) times.add(entry.path);
}

void DifferenceTallies::report(const TreeManifest& manifest, const HashCover& cover, CheckLevel level, const std::string& point,
                               CopyFindings& findings) const {
  auto say = [&](const DifferenceTally& tally, Verdict verdict, Fault fault, std::string_view one, std::string_view many, const std::string& advice) {
    if (tally.count()) findings.add(level, verdict, fault, how_many(tally.count(), one, many) + ": " + tally.names() + "; " + advice, point);
  };
  auto content_words = [&](const std::string& has) {
    std::string sizes = " (" + std::to_string(same_size) + " of the same size, " + std::to_string(other_size) + " of another)";
    return has + " other content than the manifest says" + (same_size + other_size ? sizes : "");
  };
  say(content, Verdict::fail, Fault::content_changed, content_words("file has"), content_words("files have"),
      "take them from another copy, and look for the cause");

  bool nothing_fits = cover.compared == 0 && cover.missing && cover.extra;
  std::string of_all = " of the manifest (it has " + std::to_string(manifest.entries().size()) + ") missing";
  if (!cover.compared && !nothing_fits) of_all += ", so nothing is there";
  say(missing, Verdict::fail, Fault::entry_missing, "entry" + of_all, "entries" + of_all,
      nothing_fits ? "no path of the copy is in the manifest: do its paths begin at another folder?" : "they cannot be brought back from this copy");
  say(extra, Verdict::fail, Fault::entry_extra, "entry not in the manifest", "entries not in the manifest", "make a new manifest if they belong there");

  auto changed = [&](const DifferenceTally& tally, const std::string& what) {
    std::string words = " with another " + what + " than at the source";
    say(tally, Verdict::fail, Fault::metadata_changed, "entry" + words, "entries" + words, "after a restore this must be put right by hand");
  };
  changed(types, "type");
  changed(modes, "mode");
  changed(owners, "owner");
  changed(targets, "link target");
  changed(hard_links, "group of hard links");
  changed(xattrs, "extended attribute or access list");
  std::string late = " with another time of change than at the source";
  say(times, Verdict::warn, Fault::metadata_changed, "file" + late, "files" + late, "programs that go by it will take them as changed");
}

}  // namespace outdesk
