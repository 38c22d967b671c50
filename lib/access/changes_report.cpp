#include "access/changes_report.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "access/access_words.hpp"
#include "access/compare_access.hpp"
#include "access/decision_store.hpp"
#include "access/find_ground.hpp"
#include "access/matrix_lines.hpp"
#include "access/matrix_report.hpp"
#include "access/snapshot_store.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "client/client_store.hpp"
#include "output/format_value.hpp"

namespace outdesk {

namespace {

namespace w = access_words;

/// One change as a row of the report.
struct ChangeRow {
  Date first_seen;
  Instant seen;
  std::string account, name, department, path;
  AccessChange change;
  std::vector<std::string> groups;
  std::optional<Ground> ground;
};

/// The snapshots of one tree that are compared, oldest first.
struct Series {
  std::vector<SnapshotLine> lines;
  bool has_base = true;  ///< the first was taken at or before the beginning of the period
  bool is_latest = false;  ///< its end is the last snapshot of the tree
};

std::vector<Series> series_since(const std::vector<SnapshotLine>& lines, Instant since) {
  std::map<std::int64_t, std::vector<SnapshotLine>> trees;
  for (const auto& line : lines) trees[line.tree].push_back(line);
  std::vector<Series> all;
  for (auto& [tree, own] : trees) {
    auto first = std::find_if(own.rbegin(), own.rend(), [&](const SnapshotLine& line) { return line.taken <= since; });
    bool has_base = first != own.rend();
    all.push_back({{has_base ? std::prev(first.base()) : own.begin(), own.end()}, has_base, true});
  }
  return all;
}

Series series_between(const std::vector<SnapshotLine>& lines, std::int64_t from, std::int64_t to) {
  auto find = [&](std::int64_t id) {
    auto found = std::find_if(lines.begin(), lines.end(), [&](const SnapshotLine& line) { return line.id == id; });
    if (found == lines.end()) throw NotFound("there is no snapshot " + std::to_string(id) + " of this server", "'outdesk access-audit list' shows all");
    return *found;
  };
  SnapshotLine first = find(from), last = find(to);
  if (first.tree != last.tree) throw UsageError("snapshots " + std::to_string(from) + " and " + std::to_string(to) + " are of different folders", "'outdesk access-audit list' shows the folder of each");
  if (first.id == last.id) throw UsageError("snapshot " + std::to_string(from) + " is compared with itself", "give an older one with --from");
  if (first.id > last.id) throw UsageError("snapshot " + std::to_string(from) + " was taken after " + std::to_string(to), "give the older one with --from");
  Series series;
  for (const auto& line : lines)
    if (line.tree == first.tree && line.id >= from && line.id <= to) series.lines.push_back(line);
  return series;
}

class ChangesReport {
 public:
  /// `newest`: the server's last snapshot.
  ChangesReport(Db& db, std::int64_t id, const MatrixSubject& subject, const ChangesOptions& options, std::optional<Instant> as_of, std::optional<Snapshot> newest)
      : db_(db), id_(id), subject_(subject), options_(options), as_of_(as_of), newest_(std::move(newest)) {
    for (const Person& person : subject.people) people_.emplace(folded(person.account), &person);
  }

  ChangesFound make(const std::vector<Series>& all) {
    ChangesFound found;
    for (const Series& series : all) {
      read(series);
      found.compared = found.compared || series.lines.size() > 1;
    }
    found.compared = found.compared || compared_people_;
    refuse_unknown();
    find_grounds();
    auto order = [](const ChangeRow& a, const ChangeRow& b) {
      return std::tuple(a.ground.has_value(), a.seen, a.path, a.account) < std::tuple(b.ground.has_value(), b.seen, b.path, b.account);
    };
    std::stable_sort(rows_.begin(), rows_.end(), order);
    found.changes = static_cast<std::int64_t>(rows_.size());
    found.without_ticket = std::count_if(rows_.begin(), rows_.end(), [](const ChangeRow& row) { return !row.ground; });
    auto decided = decided_changes();
    found.undecided = std::count_if(rows_.begin(), rows_.end(), [&](const ChangeRow& row) {
      auto known = decided.find(key_of(row));
      return !row.ground && (known == decided.end() || known->second.decision == "clarify");
    });
    found.document = document(found.compared);
    for (const ChangeRow& row : rows_) found.keys.insert(key_of(row));
    return found;
  }

 private:
  std::string say(const w::Phrase& phrase, const w::Facts& facts = {}) const { return w::say(phrase, subject_.language, facts); }
  std::string when(Instant t) const { return format_instant(t, subject_.zone, subject_.language); }
  const Zone& zone() const { return subject_.zone ? *subject_.zone : Zone::named("UTC"); }

  void read(const Series& series) {
    const SnapshotLine &first = series.lines.front(), &last = series.lines.back();
    from_ = from_ ? std::min(*from_, first.taken) : first.taken;
    to_ = to_ ? std::max(*to_, last.taken) : last.taken;
    compared_ += static_cast<std::int64_t>(series.lines.size());
    Snapshot older = load_snapshot(db_, first.id);
    std::string root = printable_path(older.root, older.facts.system);
    if (series.lines.size() == 1) notes_.push_back(say(w::note_alone, {{"root", root}, {"taken", when(first.taken)}}));
    else if (!series.has_base) notes_.push_back(say(w::note_no_base, {{"root", root}, {"from", when(options_.since)}, {"taken", when(first.taken)}}));
    note_paths(older);
    for (std::size_t i = 1; i < series.lines.size(); ++i) {
      Snapshot newer = load_snapshot(db_, series.lines[i].id);
      compare(older, newer);
      older = with_unread_from(older, std::move(newer));
    }
    if (series.is_latest) compare_people(older);
  }

  /// People of the server's newest snapshot count for a tree that was read before it too, as in the matrix.
  void compare_people(const Snapshot& older) {
    if (!newest_ || newest_->taken <= older.taken || newest_->identities == older.identities) return;
    Snapshot newer = older;
    newer.identities = newest_->identities;
    newer.taken = newest_->taken;
    to_ = std::max(*to_, newer.taken);
    compared_people_ = true;
    compare(older, newer);
  }

  ShownFolders shown_of(const Snapshot& snapshot) const { return shown_folders(snapshot, printable_path(label_of(snapshot), snapshot.facts.system)); }

  void note_paths(const Snapshot& snapshot) {
    ShownFolders shown = shown_of(snapshot);
    path_found_ = path_found_ || select_below(snapshot, shown, options_.path).has_value();
    if (!path_found_) paths_.insert(paths_.end(), shown.paths.begin(), shown.paths.end());
  }

  void compare(const Snapshot& older, const Snapshot& newer) {
    ShownFolders shown = shown_of(newer);
    std::optional<Selected> selected = select_below(newer, shown, options_.path);
    path_found_ = path_found_ || selected.has_value();
    Selected range = selected.value_or(Selected{});
    AccessDifference difference = compare_access(older, newer, subject_.people, {options_.all, range.from, range.to});
    accounts_.insert(difference.accounts.begin(), difference.accounts.end());
    Date day = zone().local(newer.taken).date;
    fresh_ += difference.fresh, gone_ += difference.gone, unjudged_ += difference.cannot_tell;
    for (const auto& [what, accounts] : {std::pair(&w::account_new, &difference.new_accounts), {&w::account_gone, &difference.gone_accounts},
                                         {&w::account_disabled, &difference.disabled}, {&w::account_enabled, &difference.enabled}})
      for (const auto& account : *accounts)
        if (is_wanted(account)) account_rows_.insert({day, account, what->en});
    for (AccessChange& change : difference.changes) {
      if (!is_wanted(change.account)) continue;
      ChangeRow row{day, newer.taken, change.account, change.account, "", shown.paths[change.folder], change, {}, {}};
      if (auto person = people_.find(folded(change.account)); person != people_.end()) {
        row.name = person->second->name;
        row.department = person->second->department;
      }
      if (change.cause == Cause::membership || change.cause == Cause::both) row.groups = difference.groups[change.account];
      rows_.push_back(std::move(row));
    }
  }

  bool is_wanted(const std::string& account) const {
    if (options_.account.empty() || folded(options_.account) == folded(account)) return true;
    auto person = people_.find(folded(account));
    return person != people_.end() && folded(person->second->name) == folded(options_.account);
  }

  /// A word that means nobody or nothing must not read as "nothing changed".
  void refuse_unknown() const {
    if (!path_found_) {
      std::string near = nearest(options_.path, paths_);
      throw NotFound("there is no folder " + in_quotes(options_.path) + " in the snapshots", near.empty() ? "leave --path out to see all" : "did you mean " + in_quotes(near) + "?");
    }
    if (accounts_.empty() || std::any_of(accounts_.begin(), accounts_.end(), [this](const std::string& account) { return is_wanted(account); })) return;
    std::string near = nearest(options_.account, {accounts_.begin(), accounts_.end()});
    throw NotFound("there is no account " + in_quotes(options_.account) + " in the snapshots", near.empty() ? "leave --account out to see all" : "did you mean " + in_quotes(near) + "?");
  }

  void find_grounds() {
    if (rows_.empty()) return;
    GroundFinder finder(db_, id_, {*from_, *to_});
    for (ChangeRow& row : rows_) {
      std::string name = row.name == row.account ? "" : row.name;
      row.ground = finder.find(wanted_for(row.account, name, row.path, row.groups, row.seen));
    }
  }

  static ChangeKey key_of(const ChangeRow& row) { return {row.path, row.account, days_since_epoch(row.first_seen)}; }

  Than direction(const AccessChange& change) const {
    Than own = compare_levels(change.was.own, change.now.own), files = compare_levels(change.was.files, change.now.files);
    if (own == Than::same) return files;
    return files == Than::same || files == own ? own : Than::other;
  }

  std::map<ChangeKey, AccessDecision> decided_changes() const {
    std::map<ChangeKey, AccessDecision> decided;
    for (auto& one : decisions_of(db_, id_, subject_.server, as_of_)) decided.emplace(key_of_change(one), one);
    return decided;
  }

  Table table() const {
    Table table;
    table.key = key("changes");
    table.columns = {{key("first_seen"), say(w::first_seen)}, {key("name"), say(w::person)}, {key("account"), say(w::account)}, {key("department"), ""},
                     {key("path"), say(w::folder), 0, true}, {key("was"), say(w::was), 0, true}, {key("now"), say(w::now), 0, true}, {key("direction"), say(w::direction)},
                     {key("cause"), say(w::cause)}, {key("groups"), say(w::by_groups), 0, true}, {key("below"), say(w::below)}, {key("ticket"), ""}, {Key(), say(w::ticket)},
                     {key("requester"), say(w::requester)}, {key("decision"), say(w::decision)}, {key("comment"), say(w::comment), 0, true}};
    constexpr std::size_t kGroups = 9, kBelow = 10, kRequester = 13, kDecision = 14;
    Column& decision = table.columns[kDecision];
    decision.choices = {say(w::confirm), say(w::revoke), say(w::clarify)};
    std::map<ChangeKey, AccessDecision> decided = decided_changes();
    for (const ChangeRow& row : rows_) {
      auto known = decided.find(key_of(row));
      Value ticket = row.ground ? Value(row.ground->ticket) : Value();
      Value shown = row.ground ? Value(row.ground->ticket) : Value(Mark{"none", say(w::without_ticket), Tone::attention});
      table.rows.push_back({row.first_seen, row.name, row.account, row.department, row.path, w::mark_of(row.change.was, subject_.language), w::mark_of(row.change.now, subject_.language),
                            w::mark_of(direction(row.change), subject_.language), w::mark_of(row.change.cause, subject_.language), join(row.groups, ", "),
                            static_cast<std::int64_t>(row.change.below), ticket, shown, row.ground ? Value(row.ground->requester) : Value(),
                            known == decided.end() ? Value() : decision_value(known->second.decision), known == decided.end() ? Value() : Value(known->second.comment)});
    }
    // What no row has is left to machines: a page is narrow.
    for (std::size_t column : {kGroups, kBelow, kRequester})
      if (std::all_of(table.rows.begin(), table.rows.end(), [&](const Row& row) { return is_nothing(row[column]); })) table.columns[column].title.clear();
    table.note = say(w::note_first_seen) + " " + (options_.all ? "" : say(w::note_topmost) + " ") + say(w::note_ground);
    return table;
  }

  static bool is_nothing(const Value& value) {
    const auto* text = std::get_if<std::string>(&value);
    return std::holds_alternative<std::monostate>(value) || (text && text->empty()) || value == Value(std::int64_t{0});
  }

  Value decision_value(const std::string& code) const {
    const w::Phrase& words = code == "confirm" ? w::confirm : code == "revoke" ? w::revoke : w::clarify;
    return Mark{code, say(words), Tone::neutral};  // just what the cell's list offers, so that it is read back
  }

  Table accounts() const {
    Table table;
    table.key = key("accounts");
    table.title = say(w::changes_of_people);
    table.columns = {{key("first_seen"), say(w::first_seen)}, {key("account"), say(w::account)}, {key("what"), say(w::what)}};
    for (const auto& [day, account, what] : account_rows_) {
      for (const w::Phrase* phrase : {&w::account_new, &w::account_gone, &w::account_disabled, &w::account_enabled})
        if (phrase->en == what) table.rows.push_back({day, account, Mark{std::string(what), say(*phrase), Tone::neutral}});
    }
    return table;
  }

  Document document(bool compared) const {
    Document document;
    document.schema = "access-changes/1";
    document.language = subject_.language;
    document.zone = subject_.zone;
    document.title = say(w::changes_title);
    document.subtitle = say(w::changes_subtitle, {{"client", subject_.client_name.empty() ? subject_.client : subject_.client_name}, {"server", subject_.server},
                                                  {"from", when(*from_)}, {"to", when(*to_)}});
    document.confidential = say(w::confidential);
    document.head = {{key("client"), "", subject_.client}, {key("server"), "", subject_.server}, {key("from"), "", *from_}, {key("to"), "", *to_}};
    std::int64_t more = 0, less = 0, without = 0;
    for (const ChangeRow& row : rows_) {
      Than than = direction(row.change);
      more += than == Than::more, less += than == Than::less, without += !row.ground;
    }
    auto count = [&](std::int64_t n) { return format_count(n, subject_.language); };
    Paragraph lead;
    lead.runs.push_back({rows_.empty() ? say(compared ? w::changes_none : w::changes_not_compared)
                                       : say(w::changes_lead, {{"changes", count(static_cast<std::int64_t>(rows_.size()))}, {"more", count(more)}, {"less", count(less)}, {"without", count(without)}}),
                         without > 0 || !compared});
    auto number = [](std::uint64_t n) { return static_cast<std::int64_t>(n); };
    Figures figures{"", {{key("figures.changes"), "", number(rows_.size())}, {key("figures.more"), "", more}, {key("figures.less"), "", less}, {key("figures.without_ticket"), "", without},
                         {key("figures.new_folders"), say(w::folders_new), number(fresh_)}, {key("figures.gone_folders"), say(w::folders_gone), number(gone_)},
                         {key("figures.unjudged"), say(w::folders_unjudged), number(unjudged_)}, {key("figures.snapshots"), say(w::snapshots_compared), compared_}}};
    Section section{"access-changes", say(w::changes_title), {std::move(lead), table(), accounts(), std::move(figures)}};
    if (!notes_.empty()) {
      Points points;
      for (const std::string& note : notes_) points.points.push_back({"", note, "", ""});
      section.blocks.emplace_back(std::move(points));
    }
    document.sections.push_back(std::move(section));
    return document;
  }

  Db& db_;
  std::int64_t id_;
  const MatrixSubject& subject_;
  const ChangesOptions& options_;
  std::optional<Instant> as_of_;
  std::map<std::string, const Person*> people_;
  std::vector<ChangeRow> rows_;
  std::set<std::tuple<Date, std::string, std::string_view>> account_rows_;
  std::vector<std::string> notes_, paths_;
  std::set<std::string> accounts_;
  std::optional<Snapshot> newest_;
  bool path_found_ = false, compared_people_ = false;
  std::optional<Instant> from_, to_;
  std::uint64_t fresh_ = 0, gone_ = 0, unjudged_ = 0;
  std::int64_t compared_ = 0;
};

}  // namespace

ChangesFound make_changes(Db& db, const std::string& client, const std::string& server, const ChangesOptions& options, std::optional<Instant> as_of,
                      std::optional<Language> language) {
  std::int64_t id = client_id(db, client);
  std::vector<SnapshotLine> latest = latest_snapshots(db, id, server, as_of);  // refuses an unknown server
  std::vector<SnapshotLine> lines = list_snapshots(db, id, server);
  if (as_of) std::erase_if(lines, [&](const SnapshotLine& line) { return line.taken > *as_of; });
  if (options.from.has_value() != options.to.has_value()) throw UsageError("two snapshots are compared", "give both --from and --to, or --since");
  std::vector<Series> all = options.from ? std::vector<Series>{series_between(lines, *options.from, *options.to)} : series_since(lines, options.since);
  MatrixSubject subject = matrix_subject(db, client, server, all.front().lines.back().taken, as_of, language);
  auto newest = std::max_element(latest.begin(), latest.end(), [](const SnapshotLine& a, const SnapshotLine& b) { return a.taken < b.taken; });
  std::optional<Snapshot> newest_snapshot;
  if (latest.size() > 1) newest_snapshot = load_snapshot(db, newest->id);
  return ChangesReport(db, id, subject, options, as_of, std::move(newest_snapshot)).make(all);
}

}  // namespace outdesk
