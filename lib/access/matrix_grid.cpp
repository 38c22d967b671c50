#include "access/matrix_grid.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "access/access_words.hpp"
#include "access/mask_text.hpp"
#include "output/format_value.hpp"

namespace outdesk {

namespace {

namespace w = access_words;
using Kind = MatrixColumn::Kind;

std::string_view code_of(Kind kind) {
  switch (kind) {
    case Kind::person: return "person";
    case Kind::account: return "account";
    case Kind::service: return "service";
    case Kind::unknown: return "unknown";
  }
  return "account";
}

class GridBuilder {
 public:
  GridBuilder(const MatrixJudgement& judgement, const MatrixSubject& subject, const MatrixOptions& options, const MatrixChanges& changes)
      : judgement_(judgement), subject_(subject), options_(options), changes_(changes) {
    for (std::size_t i = 0; i < judgement.kept.size(); ++i) heads_.emplace(judgement.column(i).account, static_cast<std::uint32_t>(i));
  }

  MatrixGrid build() {
    choose_palette();
    add_heads();
    add_columns();
    for (const JudgedTree& tree : judgement_.trees)
      for (std::size_t i = tree.selected.from; i < tree.selected.to; ++i) add_line(tree, i);
    made_.grid.title = w::say(w::grid_title, subject_.language, {{"server", subject_.server}});
    return std::move(made_);
  }

 private:
  std::string say(const w::Phrase& phrase) const { return w::say(phrase, subject_.language); }

  /// The usual levels always, the odd ones where they occur: the legend stays short.
  void choose_palette() {
    std::array<bool, kLevels> used{};
    for (Level level : {Level::none, Level::denied, Level::read, Level::change, Level::full, Level::unread}) used[static_cast<std::size_t>(level)] = true;
    for (const JudgedTree& tree : judgement_.trees)
      for (const Profile& profile : tree.effect.profiles)
        for (std::size_t i : judgement_.kept) used[static_cast<std::size_t>(profile.levels[i])] = true;
    for (Level level : {Level::none, Level::traverse, Level::list, Level::read, Level::write, Level::edit, Level::change, Level::full, Level::special, Level::denied, Level::unread}) {
      auto number = static_cast<std::size_t>(level);
      if (!used[number]) continue;
      paint_[number] = static_cast<std::uint8_t>(made_.grid.palette.size());
      made_.grid.palette.push_back(w::paint_of(level, subject_.language));
    }
  }

  std::string band_of(const MatrixColumn& column) const {
    switch (column.kind) {
      case Kind::person: return column.department.empty() ? say(w::no_department) : column.department;
      case Kind::account: return say(w::others);
      case Kind::service: return say(w::service);
      case Kind::unknown: return say(w::unknown);
    }
    return "";
  }

  bool is_dismissed(const MatrixColumn& column) const {
    if (!column.dismissed) return false;
    const Zone& zone = subject_.zone ? *subject_.zone : Zone::named("UTC");
    return days_since_epoch(*column.dismissed) <= days_since_epoch(zone.local(judgement_.newest->taken).date);
  }

  void add_heads() {
    Grid& grid = made_.grid;
    grid.heads_key = key("accounts");
    grid.head_id_column = "account";
    grid.head_columns = {{key("account"), say(w::account)}, {key("name"), say(w::name)}, {key("sid"), ""}, {key("uid"), ""}, {key("enabled"), ""},
                         {key("department"), say(w::department)}, {key("kind"), say(w::kind)}, {key("dismissed"), say(w::dismissed)}};
    for (std::size_t i = 0; i < judgement_.kept.size(); ++i) grid.heads.push_back(head_of(judgement_.column(i)));
  }

  Grid::Head head_of(const MatrixColumn& column) const {
    Grid::Head head;
    head.band = band_of(column);
    head.title = column.name;
    head.subtitle = column.account;
    if (!column.enabled) head.title += " (" + say(w::disabled) + ")";
    if (is_dismissed(column)) head.alarm = say(w::dismissed);
    head.values = {column.account, column.name, column.sid.empty() ? Value() : Value(column.sid.to_text()), column.uid ? Value(static_cast<std::int64_t>(*column.uid)) : Value(),
                   column.enabled, column.department,
                   std::string(code_of(column.kind)), column.dismissed ? Value(*column.dismissed) : Value()};
    return head;
  }

  void add_columns() {
    Grid& grid = made_.grid;
    grid.lines_key = key("folders");
    grid.cells_key = key("levels");
    grid.inner_key = key("files");
    grid.details_key = key("masks");
    grid.line_title = say(w::folder);
    grid.reach_title = say(w::reach);
    grid.legend_notes = {say(w::darker_is_more)};
    if (changes_.since && !options_.changed_title.empty()) grid.legend_notes.push_back(options_.changed_title);
    else if (changes_.since) grid.legend_notes.push_back(w::say(w::changed_since, subject_.language, {{"since", format_instant(*changes_.since, subject_.zone, subject_.language)}}));
    grid.line_columns = {{key("path"), say(w::folder)}, {key("owner"), say(w::owner)}, {key("depth"), say(w::depth)}, {key("people"), say(w::people_with_access)},
                         {key("own_rights"), say(w::own_rights)}, {key("read"), ""}, {key("reason"), ""}};
  }

  void add_line(const JudgedTree& tree, std::size_t folder) {
    std::uint32_t number = tree.effect.profile_of[folder];
    const Profile* profile = number == kNone ? nullptr : &tree.effect.profiles[number];
    ++made_.folders;
    if (!profile) made_.unread.push_back({tree.shown.paths[folder], tree.effect.holes[folder]});
    std::int64_t people = count_access(profile);
    std::uint32_t depth = tree.shown.depths[folder] - tree.shown.depths[tree.selected.from];
    bool own = tree.effect.own_rights(*tree.snapshot, folder);
    if (options_.depth && depth > *options_.depth) return;
    if (options_.own_rights_only && profile && !own) return;
    Grid::Line line;
    line.depth = static_cast<int>(depth);
    line.title = tree.shown.titles[folder];
    line.path = tree.shown.paths[folder];
    std::uint32_t descriptor = tree.snapshot->folders[folder].descriptor;
    line.values = {line.path, descriptor == kNone ? Value() : Value(tree.owners[descriptor]), static_cast<std::int64_t>(depth),
                   profile ? Value(people) : Value(), own, profile != nullptr, profile ? Value() : Value(std::string(code_of(tree.effect.holes[folder])))};
    fill_cells(tree, profile, line);
    mark_changed(tree, folder, line);
    made_.grid.lines.push_back(std::move(line));
  }

  std::int64_t count_access(const Profile* profile) {
    std::int64_t people = 0;
    for (std::size_t i = 0; profile && i < judgement_.kept.size(); ++i)
      if (opens(profile->levels[judgement_.kept[i]])) ++people, ++made_.grid.heads[i].reach;
    return people;
  }

  void fill_cells(const JudgedTree& tree, const Profile* profile, Grid::Line& line) {
    for (std::size_t i : judgement_.kept) {
      Level level = profile ? profile->levels[i] : Level::unread;
      Level files = profile && !profile->files.empty() ? profile->files[i] : level;
      line.cells.push_back(paint_of(level, files));
      if (options_.masks && profile) line.details.push_back(mask_text(*tree.snapshot, profile->masks[i]));
    }
  }

  void mark_changed(const JudgedTree& tree, std::size_t folder, Grid::Line& line) const {
    auto of_tree = changes_.cells.find(tree.snapshot);
    if (of_tree == changes_.cells.end()) return;
    auto accounts = of_tree->second.find(static_cast<std::uint32_t>(folder));
    if (accounts == of_tree->second.end()) return;
    for (const std::string& account : accounts->second)
      if (auto head = heads_.find(account); head != heads_.end()) line.changed.push_back(head->second);
    std::sort(line.changed.begin(), line.changed.end());
  }

  /// What new files grant is worth a sign where it is more than a way of saying the folder's own level.
  static bool files_differ(Level level, Level files) {
    if (level == files || level == Level::unread) return false;
    return !(files == Level::none && (level == Level::list || level == Level::traverse || level == Level::none || level == Level::denied));
  }

  std::uint8_t paint_of(Level level, Level files) {
    std::uint8_t own = paint_[static_cast<std::size_t>(level)];
    if (!files_differ(level, files)) return own;
    auto [known, fresh] = pairs_.try_emplace({level, files}, 0);
    if (fresh && made_.grid.palette.size() < kMostPaints) {
      known->second = static_cast<std::uint8_t>(made_.grid.palette.size());
      made_.grid.palette.push_back(w::paint_of(level, files, subject_.language));
    } else if (fresh) {
      known->second = own;
    }
    return known->second;
  }

  static constexpr std::size_t kMostPaints = 250;
  const MatrixJudgement& judgement_;
  const MatrixSubject& subject_;
  const MatrixOptions& options_;
  const MatrixChanges& changes_;
  std::map<std::string, std::uint32_t> heads_;
  std::array<std::uint8_t, kLevels> paint_{};  ///< by Level: place in the palette
  std::map<std::pair<Level, Level>, std::uint8_t> pairs_;  ///< likewise, where new files differ
  MatrixGrid made_;
};

}  // namespace

MatrixGrid matrix_grid(const MatrixJudgement& judgement, const MatrixSubject& subject, const MatrixOptions& options, const MatrixChanges& changes) {
  return GridBuilder(judgement, subject, options, changes).build();
}

}  // namespace outdesk
