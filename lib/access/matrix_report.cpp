#include "access/matrix_report.hpp"

#include <set>

#include "access/access_words.hpp"
#include "access/matrix_grid.hpp"
#include "access/matrix_sheets.hpp"
#include "access/compare_access.hpp"
#include "access/descriptor.hpp"
#include "access/findings.hpp"
#include "access/matrix_judgement.hpp"
#include "access/samba_source.hpp"
#include "access/share_rights.hpp"
#include "access/snapshot_store.hpp"
#include "base/text.hpp"
#include "client/client_store.hpp"
#include "output/format_value.hpp"

namespace outdesk {

namespace {

namespace w = access_words;

/// What stands around the grid.
class MatrixText {
 public:
  MatrixText(const MatrixSubject& subject, const MatrixOptions& options, const MatrixJudgement& judgement, const MatrixGrid& made)
      : subject_(subject), options_(options), judgement_(judgement), made_(made) {}

  Paragraph lead() const {
    Paragraph lead;
    if (std::string names = dismissed_with_access(); !names.empty()) lead.runs.push_back({say(w::dismissed_have_access, {{"names", names}}) + " ", true});
    std::size_t unread = made_.unread.size();
    lead.runs.push_back({unread ? say(w::some_unread, {{"unread", count(unread)}, {"folders", count(made_.folders)}}) : say(w::all_read), unread > 0});
    if (std::vector<std::string> assumed = assumptions(); !assumed.empty()) lead.runs.push_back({" " + say(w::assumed, {{"what", join(assumed, ", ")}}), false});
    return lead;
  }

  Figures coverage() const {
    auto number = [](std::uint64_t n) { return static_cast<std::int64_t>(n); };
    std::uint64_t folders = made_.folders, unread = made_.unread.size(), vanished = 0;
    for (const JudgedTree& tree : judgement_.trees) vanished += tree.snapshot->vanished;
    return {say(w::coverage_title),
            {{key("coverage.folders"), say(w::folders_all), number(folders)}, {key("coverage.read"), say(w::folders_read), number(folders - unread)},
             {key("coverage.unread"), say(w::folders_unread), number(unread)}, {key("coverage.share"), say(w::read_share), Share{number(folders - unread), number(folders)}},
             {key("coverage.vanished"), say(w::folders_vanished), number(vanished)}}};
  }

  Points notes() const {
    Points points;
    points.title = say(w::notes_title);
    auto add = [&](const w::Phrase& phrase, const w::Facts& facts = {}) { points.points.push_back({"", say(phrase, facts), "", ""}); };
    bool nt = false, posix = false;
    for (const JudgedTree& tree : judgement_.trees) (speaks_nt(*tree.snapshot) ? nt : posix) = true;
    if (posix) add(w::effective);
    if (nt) add(w::effective_nt);
    for (const JudgedTree& tree : judgement_.trees) add_tree(add, *tree.snapshot);
    const std::string& source = judgement_.newest->identities_source;
    if (source == "machine") add(w::machine_identities);
    else add(w::file_identities, {{"source", source}});
    if (posix) add(w::shares), add(w::root_account);
    if (nt) add_nt(add);
    std::set<std::string> remarks;
    for (const std::string& remark : judgement_.newest->identities.remarks) remarks.insert(w::remark_words(remark, subject_.language));
    for (const JudgedTree& tree : judgement_.trees)
      for (const std::string& remark : tree.snapshot->facts.remarks) remarks.insert(w::remark_words(remark, subject_.language));
    constexpr std::size_t kMostRemarks = 20;
    for (const std::string& remark : remarks)
      if (points.points.size() < kMostRemarks + 10) points.points.push_back({"", printable(remark), "", ""});
    if (judgement_.service_left_out) add(w::service_left_out, {{"count", count(judgement_.service_left_out)}});
    if (const auto& names = judgement_.columns.without_account; !names.empty()) add(w::no_account, {{"names", join(names, ", ")}});
    if (std::size_t out = judgement_.columns.unknown_left_out) add(w::unknown_left_out, {{"shown", count(kMostUnknown)}, {"count", count(out)}});
    return points;
  }

  Table unread() const {
    Table table;
    table.title = say(w::unread_title);
    table.columns = {{{}, say(w::folder), 0, true}, {{}, say(w::why), 0, true}};
    for (const auto& hole : made_.unread) table.rows.push_back({hole.path, w::reason_of(hole.why, subject_.language)});
    return table;
  }

  std::string subtitle() const {
    return say(w::subtitle, {{"client", subject_.client_name.empty() ? subject_.client : subject_.client_name}, {"server", subject_.server},
                             {"taken", format_instant(taken(), subject_.zone, subject_.language)}, {"folders", count(made_.folders)}, {"accounts", count(made_.grid.heads.size())}});
  }

  /// Of the oldest snapshot: nothing in the matrix is older.
  Instant taken() const {
    Instant oldest = judgement_.newest->taken;
    for (const JudgedTree& tree : judgement_.trees) oldest = std::min(oldest, tree.snapshot->taken);
    return oldest;
  }

  std::vector<Figure> head() const {
    std::vector<std::string> roots;
    for (const JudgedTree& tree : judgement_.trees) roots.push_back(printable_path(tree.snapshot->root, tree.snapshot->facts.system));
    return {{key("client"), "", subject_.client}, {key("server"), "", subject_.server}, {key("taken"), "", taken()}, {key("roots"), "", roots}};
  }

 private:
  std::string say(const w::Phrase& phrase, const w::Facts& facts = {}) const { return w::say(phrase, subject_.language, facts); }
  /// What the sources did not say, in a word each; the notes say what was taken for it.
  std::vector<std::string> assumptions() const {
    std::set<std::string> found;
    for (const JudgedTree& tree : judgement_.trees) {
      if (!speaks_nt(*tree.snapshot)) continue;
      if (shares_of(*tree.snapshot).empty()) found.insert(say(w::assumed_share));
      if (tree.snapshot->facts.system == System::posix && !samba_share_of(*tree.snapshot)) found.insert(say(w::assumed_settings));
      for (const std::string& bytes : tree.snapshot->descriptors)
        if (is_nt_descriptor(bytes) && !nt_descriptor(bytes).owner) found.insert(say(w::assumed_owners));
    }
    for (const std::string& remark : judgement_.newest->identities.remarks)
      if (remark.starts_with("local-groups")) found.insert(say(w::assumed_groups));
    return {found.begin(), found.end()};
  }

  std::string count(std::size_t n) const { return format_count(static_cast<std::int64_t>(n), subject_.language); }

  std::string dismissed_with_access() const {
    std::vector<std::string> names;
    for (const Grid::Head& head : made_.grid.heads)
      if (!head.alarm.empty() && head.reach > 0) names.push_back(head.title + " (" + count(static_cast<std::size_t>(head.reach)) + ")");
    return join(names, ", ");
  }

  template <class Add>
  void add_tree(const Add& add, const Snapshot& snapshot) const {
    std::string root = printable_path(snapshot.root, snapshot.facts.system);
    if (speaks_nt(snapshot)) return add_nt_tree(add, snapshot, root);
    if (options_.from_above) return add(w::from_top, {{"root", root}});
    add(w::from_root, {{"root", root}});
    std::vector<Credential> credentials;
    for (std::size_t i = 0; i < judgement_.kept.size(); ++i) credentials.push_back(judgement_.column(i).subject.credential);
    if (std::size_t out = kept_out_above(snapshot, credentials)) add(w::kept_out, {{"root", root}, {"count", count(out)}});
  }

  template <class Add>
  void add_nt_tree(const Add& add, const Snapshot& snapshot, const std::string& root) const {
    if (snapshot.facts.system == System::posix) add(w::from_root, {{"root", root}});
    std::vector<std::string> names;
    for (const ShareFact* share : shares_of(snapshot)) {
      names.push_back(in_quotes(share->name.empty() ? share->path : share->name));
      for (const std::string& entry : share->unresolved) add(w::share_unresolved, {{"share", names.back()}, {"entry", printable(entry)}});
    }
    if (names.empty()) add(w::share_assumed, {{"root", root}});
    else add(w::share_counted, {{"share", join(names, ", ")}});
    if (snapshot.facts.system == System::windows) return;
    auto settings = samba_share_of(snapshot);
    if (settings) add(w::samba_settings, {{"share", settings->name}});
    else add(w::samba_no_settings);
  }

  template <class Add>
  void add_nt(const Add& add) const {
    bool windows = false, samba = false, orphans = false;
    for (const JudgedTree& tree : judgement_.trees) (tree.snapshot->facts.system == System::windows ? windows : samba) = true;
    if (windows) add(w::windows_passes);
    if (samba) add(w::samba_as_smbd);
    std::vector<std::string> privileged;
    static const Sid kBackupOperators{5, {32, 551}};
    for (std::size_t i = 0; i < judgement_.kept.size(); ++i) {
      const MatrixColumn& column = judgement_.column(i);
      if (column.subject.token.holds(sids::kAdministrators) || column.subject.token.holds(kBackupOperators)) privileged.push_back(column.name);
      orphans = orphans || (column.kind == MatrixColumn::Kind::unknown && !column.sid.empty());
    }
    if (!privileged.empty()) add(w::privileged, {{"names", join(privileged, ", ")}});
    if (orphans) add(w::orphans);
    std::size_t ownerless = 0, conditional = 0;
    for (const JudgedTree& tree : judgement_.trees)
      for (std::size_t i = tree.selected.from; i < tree.selected.to; ++i) {
        std::uint32_t place = tree.snapshot->folders[i].descriptor;
        if (place == kNone || !is_nt_descriptor(tree.snapshot->descriptors[place])) continue;
        ownerless += tree.owners[place].empty();
        conditional += tree.conditional[place];
      }
    if (ownerless) add(w::owners_unknown, {{"count", count(ownerless)}});
    if (conditional) add(w::claims, {{"count", count(conditional)}});
  }

  const MatrixSubject& subject_;
  const MatrixOptions& options_;
  const MatrixJudgement& judgement_;
  const MatrixGrid& made_;
};

/// Against the last snapshot at or before `since`, else of 30 days before, else the first one of the tree.
MatrixChanges changes_before(Db& db, std::int64_t client, const std::vector<SnapshotLine>& lines, const std::vector<Snapshot>& snapshots, const std::vector<Person>& people,
                             std::optional<Instant> since) {
  constexpr Seconds kMonth{30 * kDay};
  MatrixChanges changes;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    std::optional<SnapshotLine> base;
    for (const SnapshotLine& line : list_snapshots(db, client, lines[i].server))
      if (line.tree == lines[i].tree && line.id < lines[i].id && (!base || line.taken <= since.value_or(lines[i].taken - kMonth))) base = line;
    if (!base) continue;
    changes.since = changes.since ? std::min(*changes.since, base->taken) : base->taken;
    for (const AccessChange& change : compare_access(load_snapshot(db, base->id), snapshots[i], people, {true}).changes)
      changes.cells[&snapshots[i]][change.folder].push_back(change.account);
  }
  return changes;
}

}  // namespace

Document make_matrix(const MatrixSubject& subject, const std::vector<Snapshot>& snapshots, const MatrixOptions& options, const MatrixChanges& changes) {
  MatrixJudgement judgement = judge_matrix(subject, snapshots, options);
  MatrixGrid made = matrix_grid(judgement, subject, options, changes);
  MatrixText text(subject, options, judgement, made);
  Document document;
  document.schema = "access-matrix/1";
  document.language = subject.language;
  document.zone = subject.zone;
  document.title = w::say(w::title, subject.language);
  document.subtitle = text.subtitle();
  document.confidential = w::say(w::confidential, subject.language);
  document.head = text.head();
  Section matrix{"access", w::say(w::matrix, subject.language), {text.lead()}}, notes{"access-notes", w::say(w::how_to_read, subject.language), {text.coverage(), text.notes()}};
  std::vector<Section> sheets;
  if (options.sheets) sheets = {people_section(made.grid, subject.language), own_section(made.grid, subject.language)};
  matrix.blocks.emplace_back(std::move(made.grid));
  document.sections.push_back(std::move(matrix));
  for (Section& section : sheets) document.sections.push_back(std::move(section));
  if (!made.unread.empty()) document.sections.push_back({"access-unread", w::say(w::unread_title, subject.language), {text.unread()}});
  document.sections.push_back({"access-findings", w::say(w::findings_title, subject.language), {findings_table(findings_of(judgement, subject), subject.language)}});
  document.sections.push_back(std::move(notes));
  return document;
}

MatrixSubject matrix_subject(Db& db, const std::string& client, const std::string& server, Instant taken, std::optional<Instant> as_of, std::optional<Language> language) {
  MatrixSubject subject;
  subject.client = client;
  subject.server = server;
  auto contracts = contracts_of(db, client_id(db, client), as_of);
  if (!contracts.empty()) {
    const Contract& contract = contract_at(contracts, taken);
    subject.client_name = contract.name;
    subject.zone = &Zone::named(contract.timezone);
    subject.language = contract.language == "ru" ? Language::ru : Language::en;
    subject.people = contract.people;
  }
  if (language) subject.language = *language;
  return subject;
}

LatestTrees latest_trees(Db& db, const std::string& client, const std::string& server, std::optional<Instant> as_of, std::optional<Language> language) {
  LatestTrees trees;
  trees.lines = latest_snapshots(db, client_id(db, client), server, as_of);
  for (const SnapshotLine& line : trees.lines) {
    trees.snapshots.push_back(load_snapshot(db, line.id));
    trees.newest = std::max(trees.newest, line.taken);
  }
  trees.subject = matrix_subject(db, client, server, trees.newest, as_of, language);
  return trees;
}

Document make_matrix(Db& db, const std::string& client, const std::string& server, std::optional<Instant> as_of, std::optional<Language> language,
                     const MatrixOptions& options) {
  LatestTrees trees = latest_trees(db, client, server, as_of, language);
  return make_matrix(trees.subject, trees.snapshots, options, changes_before(db, client_id(db, client), trees.lines, trees.snapshots, trees.subject.people, options.since));
}

}  // namespace outdesk
