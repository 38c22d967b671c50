#include "access/matrix_report.hpp"

#include "access/access_words.hpp"
#include "access/matrix_grid.hpp"
#include "access/matrix_judgement.hpp"
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
    add(w::effective);
    for (const JudgedTree& tree : judgement_.trees) add_tree(add, *tree.snapshot);
    const std::string& source = judgement_.newest->identities_source;
    if (source == "machine") add(w::machine_identities);
    else add(w::file_identities, {{"source", source}});
    add(w::shares);
    add(w::root_account);
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
    for (const JudgedTree& tree : judgement_.trees) roots.push_back(printable(tree.snapshot->root));
    return {{key("client"), "", subject_.client}, {key("server"), "", subject_.server}, {key("taken"), "", taken()}, {key("roots"), "", roots}};
  }

 private:
  std::string say(const w::Phrase& phrase, const w::Facts& facts = {}) const { return w::say(phrase, subject_.language, facts); }
  std::string count(std::size_t n) const { return format_count(static_cast<std::int64_t>(n), subject_.language); }

  std::string dismissed_with_access() const {
    std::vector<std::string> names;
    for (const Grid::Head& head : made_.grid.heads)
      if (!head.alarm.empty() && head.reach > 0) names.push_back(head.title + " (" + count(static_cast<std::size_t>(head.reach)) + ")");
    return join(names, ", ");
  }

  template <class Add>
  void add_tree(const Add& add, const Snapshot& snapshot) const {
    std::string root = printable(snapshot.root);
    if (options_.from_above) return add(w::from_top, {{"root", root}});
    add(w::from_root, {{"root", root}});
    std::vector<Credential> credentials;
    for (std::size_t i = 0; i < judgement_.kept.size(); ++i) credentials.push_back(judgement_.column(i).credential);
    if (std::size_t out = kept_out_above(snapshot, credentials)) add(w::kept_out, {{"root", root}, {"count", count(out)}});
  }

  const MatrixSubject& subject_;
  const MatrixOptions& options_;
  const MatrixJudgement& judgement_;
  const MatrixGrid& made_;
};

/// The contract in force on the day of the snapshot; nothing where the client has none.
void add_contract(Db& db, std::int64_t client, Instant taken, std::optional<Instant> as_of, MatrixSubject& subject) {
  auto contracts = contracts_of(db, client, as_of);
  if (contracts.empty()) return;
  const Contract& contract = contract_at(contracts, taken);
  subject.client_name = contract.name;
  subject.zone = &Zone::named(contract.timezone);
  subject.language = contract.language == "ru" ? Language::ru : Language::en;
  subject.people = contract.people;
}

}  // namespace

Document make_matrix(const MatrixSubject& subject, const std::vector<Snapshot>& snapshots, const MatrixOptions& options) {
  MatrixJudgement judgement = judge_matrix(subject, snapshots, options);
  MatrixGrid made = matrix_grid(judgement, subject, options);
  MatrixText text(subject, options, judgement, made);
  Document document;
  document.schema = "access-matrix/1";
  document.language = subject.language;
  document.zone = subject.zone;
  document.title = w::say(w::title, subject.language);
  document.subtitle = text.subtitle();
  document.confidential = w::say(w::confidential, subject.language);
  document.head = text.head();
  Section matrix{"access", w::say(w::matrix, subject.language), {text.lead()}}, notes{"access-notes", w::say(w::notes_title, subject.language), {text.coverage(), text.notes()}};
  matrix.blocks.emplace_back(std::move(made.grid));
  document.sections.push_back(std::move(matrix));
  if (!made.unread.empty()) document.sections.push_back({"access-unread", w::say(w::unread_title, subject.language), {text.unread()}});
  document.sections.push_back(std::move(notes));
  return document;
}

Document make_matrix(Db& db, const std::string& client, const std::string& server, std::optional<Instant> as_of, std::optional<Language> language,
                     const MatrixOptions& options) {
  std::int64_t id = client_id(db, client);
  std::vector<Snapshot> snapshots;
  Instant newest;
  for (const SnapshotLine& line : latest_snapshots(db, id, server, as_of)) {
    snapshots.push_back(load_snapshot(db, line.id));
    newest = std::max(newest, line.taken);
  }
  MatrixSubject subject;
  subject.client = client;
  subject.server = server;
  add_contract(db, id, newest, as_of, subject);
  if (language) subject.language = *language;
  return make_matrix(subject, snapshots, options);
}

}  // namespace outdesk
