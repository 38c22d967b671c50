#include "access/reconcile_report.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "access/access_words.hpp"
#include "access/compare_access.hpp"
#include "access/descriptor.hpp"
#include "access/matrix_judgement.hpp"
#include "access/topmost_rows.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "output/format_value.hpp"

namespace outdesk {

namespace {

namespace w = access_words;

constexpr w::Coded kVerdicts[] = {
    {"excess", {"more than agreed", "больше согласованного"}, Tone::bad},
    {"expired", {"the agreement has ended", "согласование истекло"}, Tone::bad},
    {"not-agreed", {"nothing is agreed about this folder", "о папке ничего не согласовано"}, Tone::attention},
    {"different", {"other than agreed", "иначе, чем согласовано"}, Tone::attention},
    {"missing", {"less than agreed", "меньше согласованного"}, Tone::attention},
    {"wrong-route", {"agreed for a group, given to the person", "согласовано для группы, дано лично"}, Tone::neutral},
    {"unknown-person", {"nobody of that name", "такого нет"}, Tone::attention},
    {"unknown-folder", {"no folder of that name", "такой папки нет"}, Tone::attention},
};

/// What is agreed for one person in one folder.
struct Agreed {
  Level level = Level::none;
  bool lapsed = false;        ///< only a line that has ended speaks of him
  bool by_group = false;      ///< no line names him alone
  std::string place;          ///< of the line
  bool operator==(const Agreed&) const = default;
};

struct AgreedDifference {
  std::string verdict, path, account, name;
  std::optional<Level> agreed, actual;
  std::string place, detail;
  std::size_t below = 0;
};

class Reconciler {
 public:
  Reconciler(const MatrixJudgement& judgement, const MatrixSubject& subject, const std::vector<AgreedLine>& lines) : judgement_(judgement), lines_(lines) {
    const Zone& zone = subject.zone ? *subject.zone : Zone::named("UTC");
    today_ = days_since_epoch(zone.local(judgement.newest->taken).date);
    for (const AgreedLine& line : lines) members_.push_back(people_of(line));
  }

  std::vector<AgreedDifference> rows() {
    place_lines();
    for (std::size_t i = 0; i < judgement_.trees.size(); ++i) compare_tree(i);
    return std::move(rows_);
  }
  std::int64_t cells() const { return cells_; }

 private:
  const MatrixColumn& column(std::size_t shown) const { return judgement_.column(shown); }

  /// Places of the shown columns that a line speaks of.
  std::vector<std::size_t> people_of(const AgreedLine& line) {
    std::string wanted = folded(line.who), bare = wanted.substr(wanted.rfind('\\') + 1);
    std::vector<std::size_t> found;
    auto collect = [&](auto fits) {
      for (std::size_t i = 0; i < judgement_.kept.size(); ++i)
        if (fits(column(i))) found.push_back(i);
      return !found.empty();
    };
    if (wanted == "*" || wanted == "everyone" || wanted == "все") return collect([](const MatrixColumn&) { return true; }), found;
    if (collect([&](const MatrixColumn& one) { return folded(one.account) == wanted || folded(one.account) == bare || folded(one.name) == wanted; })) return found;
    const Identities& identities = judgement_.newest->identities;
    bool group = false;
    for (const auto& one : identities.nt_groups)
      if (folded(one.name) == bare) group = true, collect([&](const MatrixColumn& person) { return person.subject.token.holds(one.sid); });
    for (const auto& one : identities.groups)
      if (!group && folded(one.name) == bare) group = true, collect([&](const MatrixColumn& person) { return person.subject.credential.in_group(one.gid); });
    if (!group && !collect([&](const MatrixColumn& person) { return !person.department.empty() && folded(person.department) == wanted; })) {
      std::vector<std::string> known;
      for (std::size_t i = 0; i < judgement_.kept.size(); ++i) known.push_back(column(i).account), known.push_back(column(i).name);
      for (const auto& one : identities.nt_groups) known.push_back(one.name);
      for (const auto& one : identities.groups) known.push_back(one.name);
      std::string near = nearest(line.who, known);
      rows_.push_back({"unknown-person", line.path, line.who, "", line.level, {}, line.place, near.empty() ? "" : near + "?", 0});
    }
    return found;
  }

  bool names_one(const AgreedLine& line, std::size_t shown) const {
    std::string wanted = folded(line.who), bare = wanted.substr(wanted.rfind('\\') + 1);
    return folded(column(shown).account) == wanted || folded(column(shown).account) == bare || folded(column(shown).name) == wanted;
  }

  /// Which lines stand at which folder.
  void place_lines() {
    at_.resize(judgement_.trees.size());
    for (std::size_t number = 0; number < lines_.size(); ++number) {
      bool found = false;
      std::vector<std::string> known;
      for (std::size_t i = 0; i < judgement_.trees.size() && !found; ++i) {
        const JudgedTree& tree = judgement_.trees[i];
        if (auto selected = select_below(*tree.snapshot, tree.shown, lines_[number].path)) at_[i][selected->from].push_back(number), found = true;
        else known.insert(known.end(), tree.shown.paths.begin(), tree.shown.paths.end());
      }
      if (found) continue;
      std::string near = nearest(lines_[number].path, known);
      rows_.push_back({"unknown-folder", lines_[number].path, lines_[number].who, "", lines_[number].level, {}, lines_[number].place, near.empty() ? "" : near + "?", 0});
    }
  }

  /// Of each shown column, what the lines of one folder agree.
  std::vector<Agreed> agreed_by(const std::vector<std::size_t>& numbers) const {
    std::vector<Agreed> agreed(judgement_.kept.size());
    std::vector<bool> spoken(agreed.size());
    for (std::size_t number : numbers) {
      const AgreedLine& line = lines_[number];
      bool over = line.until && days_since_epoch(*line.until) < today_;
      for (std::size_t i : members_[number]) {
        Agreed& one = agreed[i];
        bool group = !names_one(line, i);
        if (over) {
          if (!spoken[i]) one.lapsed = true, one.place = line.place;
          continue;
        }
        bool higher = !spoken[i] || compare_levels(one.level, line.level) == Than::more;
        if (higher) one = {line.level, false, spoken[i] ? one.by_group && group : group, line.place};
        else one.by_group = one.by_group && group;
        spoken[i] = true;
      }
    }
    return agreed;
  }

  void compare_tree(std::size_t number) {
    const JudgedTree& tree = judgement_.trees[number];
    const auto& folders = tree.snapshot->folders;
    std::vector<std::size_t> governs(folders.size(), kNone);  // which folder's lines hold
    std::map<std::size_t, std::vector<Agreed>> agreed;
    TopmostRows<std::tuple<std::string, std::string, int, int, std::string>> rows;
    for (std::size_t i = tree.selected.from; i < tree.selected.to; ++i) {
      std::uint32_t parent = folders[i].parent;
      bool has_lines = at_[number].count(i) > 0;
      governs[i] = has_lines ? i : parent == kNone ? kNone : governs[parent];
      if (has_lines) agreed.emplace(i, agreed_by(at_[number][i]));
      rows.enter(tree.shown.depths[i]);
      std::vector<AgreedDifference> found = governs[i] == kNone ? uncovered(tree, i) : differences(tree, i, agreed.at(governs[i]));
      for (AgreedDifference& row : found) {
        std::tuple key(row.verdict, row.account, static_cast<int>(row.agreed.value_or(Level::unread)), static_cast<int>(row.actual.value_or(Level::unread)), row.place);
        std::size_t place = rows.above(key);
        if (place == rows.kNoRow) {
          place = rows_.size();
          rows_.push_back(std::move(row));
        } else {
          ++rows_[place].below;
        }
        rows.put(std::move(key), place);
      }
    }
  }

  std::vector<AgreedDifference> uncovered(const JudgedTree& tree, std::size_t folder) const {
    std::uint32_t profile = tree.effect.profile_of[folder];
    if (profile == kNone) return {};
    return {{"not-agreed", tree.shown.paths[folder], "", "", {}, {}, "", "", 0}};
  }

  std::vector<AgreedDifference> differences(const JudgedTree& tree, std::size_t folder, const std::vector<Agreed>& agreed) {
    std::vector<AgreedDifference> found;
    std::uint32_t number = tree.effect.profile_of[folder];
    if (number == kNone) return found;
    const Profile& profile = tree.effect.profiles[number];
    std::set<std::string> direct = named_alone(tree, folder);
    for (std::size_t i = 0; i < judgement_.kept.size(); ++i) {
      bool gone = column(i).kind == MatrixColumn::Kind::unknown;
      if (column(i).uid == 0u) continue;  // root can do everything, whatever was agreed
      Cell cell = cell_of(profile, judgement_.kept[i]);
      // A service account that can do no more than any stranger, and of which nobody spoke, says nothing.
      bool as_stranger = cell == cell_of(profile, judgement_.columns.columns.size());
      if (column(i).kind == MatrixColumn::Kind::service && agreed[i].level == Level::none && as_stranger) continue;
      ++cells_;
      std::string verdict = verdict_of(agreed[i], cell);
      if (verdict.empty() && agreed[i].by_group && agreed[i].level != Level::none && direct.count(column(i).account)) verdict = "wrong-route";
      if (verdict.empty() || (gone && verdict == "missing")) continue;  // nobody is to give rights to who is gone
      Level actual = compare_levels(agreed[i].level, cell.files) == Than::more && compare_levels(cell.own, cell.files) == Than::more ? cell.files : cell.own;
      found.push_back({verdict, tree.shown.paths[folder], column(i).account, column(i).name, agreed[i].level, actual, agreed[i].place, "", 0});
    }
    return found;
  }

  static std::string verdict_of(const Agreed& agreed, const Cell& cell) {
    // Passing through opens nothing, and people need it to reach what they may open.
    Level actual = cell.own == Level::traverse && agreed.level == Level::none ? Level::none : cell.own;
    Than own = compare_levels(agreed.level, actual), files = compare_levels(agreed.level, cell.files);
    bool files_more = files == Than::more && cell.files != Level::traverse;
    if (own == Than::more || files_more) return agreed.lapsed ? "expired" : "excess";
    if (own == Than::less) return "missing";
    return own == Than::other ? "different" : "";
  }

  /// Accounts that an entry of the folder names, not a group.
  static std::set<std::string> named_alone(const JudgedTree& tree, std::size_t folder) {
    std::set<std::string> found;
    std::uint32_t place = tree.snapshot->folders[folder].descriptor;
    if (place == kNone) return found;
    const std::string& bytes = tree.snapshot->descriptors[place];
    const Identities& identities = tree.snapshot->identities;
    if (is_nt_descriptor(bytes)) {
      NtDescriptor descriptor = nt_descriptor(bytes);
      if (!descriptor.dacl) return found;
      for (const auto& user : identities.users)
        for (const Ace& ace : *descriptor.dacl)
          if (allows_access(ace.type) && ace.trustee == user.sid) found.insert(user.account);
    } else {
      for (const AclEntry& entry : object_of(posix_descriptor(bytes)).object.acl)
        if (entry.tag == AclEntry::Tag::user)
          for (const auto& account : identities.accounts)
            if (account.uid == entry.id) found.insert(account.name);
    }
    return found;
  }

  const MatrixJudgement& judgement_;
  const std::vector<AgreedLine>& lines_;
  std::vector<std::vector<std::size_t>> members_;  ///< of each line
  std::vector<std::map<std::size_t, std::vector<std::size_t>>> at_;  ///< of each tree: lines by folder
  std::int64_t today_ = 0, cells_ = 0;
  std::vector<AgreedDifference> rows_;
};

Table differences_table(const std::vector<AgreedDifference>& rows, Language language) {
  auto say = [&](const w::Phrase& phrase) { return w::say(phrase, language); };
  auto level = [&](const std::optional<Level>& one) { return one ? Value(w::mark_of(Cell{*one, *one}, language)) : Value(); };
  Table table;
  table.key = key("differences");
  table.columns = {{key("verdict"), say(w::verdict), 0, true}, {key("path"), say(w::folder), 0, true}, {key("name"), say(w::person)}, {key("account"), say(w::account)},
                   {key("agreed"), say(w::agreed)}, {key("actual"), say(w::actual)}, {key("below"), say(w::below)}, {key("line"), say(w::agreed_line)}, {key("detail"), say(w::detail), 0, true}};
  for (const AgreedDifference& row : rows) {
    table.rows.push_back({w::mark_in(kVerdicts, row.verdict, language), row.path, row.name, row.account, level(row.agreed), level(row.actual),
                          static_cast<std::int64_t>(row.below), row.place, row.detail});
  }
  table.note = say(w::note_reconcile);
  return table;
}

}  // namespace

Reconciliation make_reconciliation(Db& db, const std::string& client, const std::string& server, const std::vector<AgreedLine>& lines, const std::string& source,
                                   std::optional<Instant> as_of, std::optional<Language> language) {
  LatestTrees trees = latest_trees(db, client, server, as_of, language);
  const MatrixSubject& subject = trees.subject;
  MatrixOptions everybody;
  everybody.all_accounts = true;  // a line may name a service account
  MatrixJudgement judgement = judge_matrix(subject, trees.snapshots, everybody);
  Reconciler reconciler(judgement, subject, lines);
  std::vector<AgreedDifference> rows = reconciler.rows();
  auto rank = [](const AgreedDifference& row) { return w::place_in(kVerdicts, row.verdict); };
  std::stable_sort(rows.begin(), rows.end(), [&](const AgreedDifference& a, const AgreedDifference& b) { return rank(a) < rank(b); });

  auto say = [&](const w::Phrase& phrase, const w::Facts& facts = {}) { return w::say(phrase, subject.language, facts); };
  auto count = [&](std::int64_t n) { return format_count(n, subject.language); };
  std::int64_t excess = 0, missing = 0;
  for (const AgreedDifference& row : rows) excess += row.verdict == "excess" || row.verdict == "expired", missing += row.verdict == "missing";
  auto number = static_cast<std::int64_t>(rows.size());
  Reconciliation result;
  result.differences = rows.size();
  Document& document = result.document;
  document.schema = "access-reconciliation/1";
  document.language = subject.language;
  document.zone = subject.zone;
  document.title = say(w::reconcile_title);
  document.subtitle = say(w::reconcile_subtitle, {{"client", subject.client_name.empty() ? client : subject.client_name}, {"server", server},
                                                  {"taken", format_instant(trees.newest, subject.zone, subject.language)}, {"source", source}});
  document.confidential = say(w::confidential);
  document.head = {{key("client"), "", client}, {key("server"), "", server}, {key("taken"), "", trees.newest}, {key("agreed_document"), "", source}};
  Paragraph lead;
  lead.runs.push_back({rows.empty() ? say(w::reconcile_none) : say(w::reconcile_lead, {{"count", count(number)}, {"excess", count(excess)}, {"missing", count(missing)}}), !rows.empty()});
  Figures figures{"", {{key("figures.differences"), "", number}, {key("figures.excess"), "", excess}, {key("figures.missing"), "", missing},
                       {key("figures.lines"), say(w::agreed_lines), static_cast<std::int64_t>(lines.size())}, {key("figures.cells"), say(w::checked_cells), reconciler.cells()}}};
  document.sections.push_back({"access-reconciliation", say(w::reconcile_title), {std::move(lead), differences_table(rows, subject.language), std::move(figures)}});
  return result;
}

}  // namespace outdesk
