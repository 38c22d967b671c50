#include "access/matrix_sheets.hpp"

#include <algorithm>
#include <map>

#include "access/access_words.hpp"
#include "access/level_order.hpp"
#include "base/text.hpp"
#include "output/fold_heads.hpp"
#include "output/format_value.hpp"

namespace outdesk {

namespace {

namespace w = access_words;

/// Places among head_columns and line_columns of a matrix.
constexpr std::size_t kEnabled = 4, kOwner = 1, kOwnRights = 4, kWasRead = 5;

bool flag_at(const Row& row, std::size_t place) {
  const bool* flag = place < row.size() ? std::get_if<bool>(&row[place]) : nullptr;
  return flag && *flag;
}

Level level_of(const Grid::Paint& paint) {
  for (int number = 0; number < kLevels; ++number)
    if (code_of(static_cast<Level>(number)) == paint.mark.code) return static_cast<Level>(number);
  return Level::unread;
}

/// For the strongest of several rights: those that cannot be compared stand between reading and changing.
int strength(Level level) {
  constexpr int kBetween = 4;
  return opens(level) ? rank_of(level).value_or(kBetween) : 0;
}

Mark state_of(const Grid::Head& head, Language language) {
  if (!head.alarm.empty() && head.reach > 0) return {"dismissed", w::say(w::gone_with_access, language), Tone::bad};
  if (!head.alarm.empty()) return {"dismissed", w::say(w::gone, language), Tone::neutral};
  if (!flag_at(head.values, kEnabled)) return {"disabled", w::say(w::disabled, language), Tone::neutral};
  return {"active", w::say(w::active, language), Tone::neutral};
}

/// What a column comes to.
struct Reach {
  const Grid::Paint* strongest = nullptr;
  std::int64_t own = 0;  ///< folders with own rights among those that open
};

std::vector<Reach> reach_of(const Grid& grid) {
  std::vector<int> strengths;
  for (const Grid::Paint& paint : grid.palette) strengths.push_back(strength(level_of(paint)));
  std::vector<Reach> all(grid.heads.size());
  std::vector<int> best(grid.heads.size(), 0);
  for (const Grid::Line& line : grid.lines) {
    bool own = flag_at(line.values, kOwnRights);
    for (std::size_t i = 0; i < std::min(all.size(), line.cells.size()); ++i) {
      int here = strengths[line.cells[i]];
      all[i].own += own && here > 0;
      if (here <= best[i]) continue;
      best[i] = here;
      all[i].strongest = &grid.palette[line.cells[i]];
    }
  }
  return all;
}

/// "чтение: Иванов С. П., Петров Д. И.; нет доступа: …", those that have something else than above.
std::string differing(const Grid& grid, const Grid::Line& line, const Grid::Line& above, Language language) {
  constexpr std::size_t kMostNames = 8;
  std::map<std::uint8_t, std::vector<std::string>> by_level;
  for (std::size_t i = 0; i < std::min(line.cells.size(), above.cells.size()); ++i)
    if (line.cells[i] != above.cells[i]) by_level[line.cells[i]].push_back(grid.heads[i].title);
  if (by_level.empty()) return w::say(w::nobody_differs, language);
  std::vector<std::string> parts;
  for (auto& [paint, names] : by_level) {
    std::size_t more = names.size() > kMostNames ? names.size() - kMostNames : 0;
    names.resize(names.size() - more);
    std::string list = join(names, ", ");
    if (more) list = w::say(w::and_more, language, {{"names", list}, {"count", format_count(static_cast<std::int64_t>(more), language)}});
    parts.push_back(grid.palette[paint].mark.words + ": " + list);
  }
  return join(parts, "; ");
}

}  // namespace

Section people_section(const Grid& grid, Language language) {
  Table table;
  std::vector<std::string> fold = fold_words(grid, language);
  bool folds = std::any_of(fold.begin(), fold.end(), [](const auto& words) { return !words.empty(); });
  table.columns = {{{}, w::say(w::department, language), 0, true}, {{}, w::say(w::name, language), 0, true}, {{}, w::say(w::account, language)}, {{}, w::say(w::state, language)},
                   {{}, w::say(w::folders_reachable, language), 14}, {{}, w::say(w::strongest_level, language), 26, true}, {{}, w::say(w::reachable_own, language), 16},
                   {{}, folds ? w::say(w::matrix_column, language) : "", 0, true}};
  std::vector<Reach> reach = reach_of(grid);
  for (std::size_t i = 0; i < grid.heads.size(); ++i) {
    const Grid::Head& head = grid.heads[i];
    Value strongest = reach[i].strongest ? Value(reach[i].strongest->mark.words) : Value();
    table.rows.push_back({head.band, head.title, head.subtitle, state_of(head, language), head.reach, strongest, reach[i].own, fold[i]});
  }
  return {"access-people", w::say(w::people_sheet, language), {std::move(table)}};
}

Section own_section(const Grid& grid, Language language) {
  Table table;
  table.columns = {{{}, w::say(w::folder, language), 44, true}, {{}, w::say(w::owner, language), 18, true}, {{}, w::say(w::people_with_access, language), 12},
                   {{}, w::say(w::who_differs, language), 76, true}};
  constexpr std::size_t kPeople = 3;
  std::vector<const Grid::Line*> path;  // the line and those above it
  for (const Grid::Line& line : grid.lines) {
    path.resize(static_cast<std::size_t>(line.depth), nullptr);
    const Grid::Line* above = path.empty() ? nullptr : path.back();
    path.push_back(&line);
    if (!flag_at(line.values, kOwnRights) || !flag_at(line.values, kWasRead)) continue;
    std::string who = line.depth == 0                    ? w::say(w::top_folder, language)
                      : above && flag_at(above->values, kWasRead) ? differing(grid, line, *above, language)
                                                               : w::say(w::parent_unread, language);
    table.rows.push_back({line.path, line.values[kOwner], line.values[kPeople], std::move(who)});
  }
  return {"access-own", w::say(w::own_sheet, language), {std::move(table)}};
}

}  // namespace outdesk
