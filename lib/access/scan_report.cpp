#include "access/scan_report.hpp"

#include <set>

#include "access/access_words.hpp"
#include "access/matrix_lines.hpp"
#include "access/read_identities.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

namespace outdesk {

namespace {

namespace w = access_words;

/// For people only: JSON has the same in the matrix, folder by folder.
Table unread_table(const Snapshot& snapshot, Language language) {
  Table table;
  table.title = w::say(w::unread_title, language);
  table.columns = {{{}, w::say(w::folder, language), 0, true}, {{}, w::say(w::why, language), 0, true}};
  ShownFolders shown = shown_folders(snapshot, printable(label_of(snapshot)));
  for (std::size_t i = 0; i < snapshot.folders.size(); ++i)
    if (Unread why = snapshot.folders[i].unread; why != Unread::no) table.rows.push_back({shown.paths[i], w::reason_of(why, language)});
  return table;
}

}  // namespace

Snapshot scan_with_identities(const std::string& path, const ScanOptions& options, const IdentityFiles& files, const std::vector<std::string>& people, Instant now) {
  std::string source = "machine";
  Identities from_files = read_identity_files(files, {}, source);
  Snapshot snapshot = scan_tree(path, options, now);
  snapshot.facts.samba = options.samba;
  if (options.samba) snapshot.facts.source = "scan";
  if (!from_files.accounts.empty()) {
    snapshot.identities = std::move(from_files);
  } else {
    source = "machine";
    snapshot.identities = read_identity_files(files, machine_identities(people, uids_in(snapshot)), source);
  }
  snapshot.identities_source = source;
  return snapshot;
}

Document scan_receipt(const Snapshot& snapshot, const SnapshotReceipt& receipt, const std::string& client, const std::string& server, Language language) {
  auto number = [](std::uint64_t n) { return static_cast<std::int64_t>(n); };
  Document document;
  document.schema = "access-scan/1";
  document.language = language;
  document.head = {{key("client"), "", client}, {key("server"), "", server}, {key("root"), "", printable(snapshot.root)}, {key("taken"), "", snapshot.taken},
                   {key("snapshot"), "", receipt.snapshot}, {key("first"), "", receipt.first}, {key("already"), "", receipt.already}};
  Figures figures{"", {{key("folders"), w::say(w::folders_all, language), number(receipt.folders)},
                       {key("unread"), w::say(w::folders_unread, language), number(receipt.unread)},
                       {key("vanished"), w::say(w::folders_vanished, language), number(receipt.vanished)},
                       {key("descriptors"), w::say(w::descriptors, language), number(snapshot.descriptors.size())},
                       {key("accounts"), w::say(w::accounts, language), number(snapshot.identities.accounts.size())},
                       {key("new"), w::say(w::folders_new, language), number(receipt.fresh)},
                       {key("gone"), w::say(w::folders_gone, language), number(receipt.gone)},
                       {key("changed"), w::say(w::folders_changed, language), number(receipt.changed)}}};
  Section section{"scan", "", {std::move(figures)}};
  if (receipt.unread) section.blocks.emplace_back(unread_table(snapshot, language));
  document.sections.push_back(std::move(section));
  return document;
}

Document import_receipt(const AccessReading& reading, const std::vector<SnapshotReceipt>& receipts, const std::string& client, const std::string& server, Language language,
                        const Zone* zone) {
  Document document;
  document.zone = zone;
  document.schema = "access-import/1";
  document.language = language;
  document.head = {{key("client"), "", client}, {key("server"), "", server}};
  Table trees;
  trees.key = key("trees");
  trees.columns = {{key("root"), w::say(w::folder, language), 0, true}, {key("taken"), w::say(w::taken, language)}, {key("snapshot"), w::say(w::snapshot, language)},
                   {key("folders"), w::say(w::folders_all, language)}, {key("unread"), w::say(w::folders_unread, language)},
                   {key("descriptors"), w::say(w::descriptors, language)}, {key("new"), w::say(w::folders_new, language)},
                   {key("gone"), w::say(w::folders_gone, language)}, {key("changed"), w::say(w::folders_changed, language)}, {key("already"), w::say(w::kept_before, language)}};
  for (std::size_t i = 0; i < receipts.size(); ++i) {
    const Snapshot& tree = reading.trees[i];
    const SnapshotReceipt& receipt = receipts[i];
    auto number = [](std::uint64_t n) { return static_cast<std::int64_t>(n); };
    trees.rows.push_back({printable_path(tree.root, tree.facts.system), tree.taken, receipt.snapshot, number(receipt.folders), number(receipt.unread),
                          number(tree.descriptors.size()), number(receipt.fresh), number(receipt.gone), number(receipt.changed), receipt.already});
  }
  Section section{"import", "", {std::move(trees)}};
  Figures figures{"", {{key("files_left_out"), w::say(w::files_left_out, language), static_cast<std::int64_t>(reading.files)}}};
  section.blocks.emplace_back(std::move(figures));
  std::set<std::string> remarks(reading.problems.begin(), reading.problems.end());
  for (const Snapshot& tree : reading.trees) {
    for (const std::string& remark : tree.identities.remarks) remarks.insert(w::remark_words(remark, language));
    for (const std::string& remark : tree.facts.remarks) remarks.insert(w::remark_words(remark, language));
    for (const ShareFact& share : tree.facts.shares)
      for (const std::string& name : share.unresolved) remarks.insert(w::say(w::share_unresolved, language, {{"share", share.name}, {"entry", name}}));
  }
  Table notes;
  notes.key = key("remarks");
  notes.title = w::say(w::remarks_title, language);
  notes.columns = {{key("remark"), w::say(w::remark, language), 0, true}};
  for (const std::string& text : remarks) notes.rows.push_back({printable(text)});
  section.blocks.emplace_back(std::move(notes));
  document.sections.push_back(std::move(section));
  return document;
}

Document prune_receipt(const PruneReceipt& receipt, const std::string& client, Language language, const Zone* zone) {
  Document document = snapshot_list(receipt.removed, client, language, zone);
  document.schema = "access-prune/1";
  auto say = [&](const w::Phrase& phrase) { return w::say(phrase, language); };
  Figures figures{"", {{key("removed"), say(w::pruned), static_cast<std::int64_t>(receipt.removed.size())}, {key("kept"), say(w::prune_kept), receipt.kept},
                       {key("states"), say(w::pruned_states), receipt.states}, {key("folders"), say(w::pruned_folders), receipt.folders},
                       {key("descriptors"), say(w::pruned_descriptors), receipt.descriptors}}};
  document.sections.push_back({"prune", "", {std::move(figures)}});
  return document;
}

Document snapshot_list(const std::vector<SnapshotLine>& lines, const std::string& client, Language language, const Zone* zone) {
  Document document;
  document.schema = "access-snapshots/1";
  document.language = language;
  document.zone = zone;
  document.head = {{key("client"), "", client}};
  Table table;
  table.key = key("snapshots");
  table.columns = {{key("snapshot"), w::say(w::snapshot, language)}, {key("server"), w::say(w::server, language)}, {key("root"), w::say(w::folder, language)},
                   {key("taken"), w::say(w::taken, language)}, {key("folders"), w::say(w::folders_all, language)},
                   {key("unread"), w::say(w::folders_unread, language)}, {key("entered_by"), w::say(w::entered_by, language)}};
  for (const SnapshotLine& line : lines)
    table.rows.push_back({line.id, line.server, printable(line.root), line.taken, line.folders, line.unread, line.entered_by});
  document.sections.push_back({"snapshots", "", {std::move(table)}});
  return document;
}

}  // namespace outdesk
