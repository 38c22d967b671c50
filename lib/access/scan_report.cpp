#include "access/scan_report.hpp"

#include "access/access_words.hpp"
#include "access/matrix_lines.hpp"
#include "access/read_identities.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

namespace outdesk {

namespace {

namespace w = access_words;

std::string base_name(const std::string& path) { return printable(path.substr(path.rfind('/') + 1)); }

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

Snapshot scan_with_identities(const std::string& path, const ScanOptions& options, const IdentitySource& source,
                              const std::vector<std::string>& people, Instant now) {
  if (source.passwd_file.empty() != source.group_file.empty())
    throw UsageError("a passwd file and a group file belong together", "give both --passwd and --group, or neither");
  PosixIdentities from_files;
  if (!source.passwd_file.empty()) from_files = read_identities(source.passwd_file, source.group_file);
  Snapshot snapshot = scan_tree(path, options, now);
  bool machine = source.passwd_file.empty();
  snapshot.identities = machine ? machine_identities(people, uids_in(snapshot)) : std::move(from_files);
  snapshot.identities_source = machine ? "machine" : base_name(source.passwd_file) + ", " + base_name(source.group_file);
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
