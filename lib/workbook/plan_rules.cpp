#include "workbook/plan_rules.hpp"

#include "base/text.hpp"
#include "workbook/cell_rules.hpp"

namespace outdesk {

namespace {

constexpr std::size_t kNameLimit = 31;  // UTF-16 units
// libxlsxwriter 1.1.4 builds defined names (print titles name the sheet twice) in 128 bytes.
constexpr std::size_t kNameBytes = 90, kNameBytesOnce = 50;
constexpr std::size_t kLongTable = 300;  // rows

struct Shows {
  bool operator()(const Paragraph& p) const {
    return std::any_of(p.runs.begin(), p.runs.end(),
                       [](const auto& run) { return !run.text.empty(); });
  }
  bool operator()(const Figures& f) const {
    return std::any_of(f.figures.begin(), f.figures.end(),
                       [](const auto& one) { return !one.title.empty(); });
  }
  bool operator()(const Table& t) const { return !shown_columns(t.columns).empty(); }
  bool operator()(const Grid& g) const { return !g.heads.empty() || !g.lines.empty(); }
  bool operator()(const Chart& c) const { return !c.points.empty() && !c.series.empty(); }
  bool operator()(const Points& p) const { return !p.points.empty(); }
  bool operator()(const Tiles& t) const { return !t.tiles.empty(); }
};

bool is_long(const Table& table) { return table.stream || table.rows.size() > kLongTable; }

bool is_text(const Block& block) {
  return std::holds_alternative<Paragraph>(block) || std::holds_alternative<Points>(block);
}

/// The only table, where everything else is text.
const Table* lone_table(const std::vector<const Block*>& blocks) {
  const Table* found = nullptr;
  for (const Block* block : blocks) {
    if (is_text(*block)) continue;
    const Table* table = std::get_if<Table>(block);
    if (!table || found) return nullptr;
    found = table;
  }
  return found;
}

std::string first_of(std::initializer_list<std::string> candidates) {
  for (const auto& candidate : candidates)
    if (!candidate.empty()) return candidate;
  return {};
}

/// Without characters that a sheet name may not have, and cut.
std::string cleaned(std::string_view title, std::size_t bytes, std::size_t units) {
  std::string out;
  std::string text = cell_text(title).text;
  std::size_t used = 0;
  for (std::size_t at = 0; at < text.size();) {
    CodePoint c = code_point_at(text, at);
    std::string piece = text.substr(at, c.size);
    if (piece.size() == 1 && std::string_view("[]:*?/\\").find(piece[0]) != std::string_view::npos)
      piece = "-";
    if (piece == "'") piece = "’";
    if (piece == "\n" || piece == "\t") piece = " ";
    used += c.value > 0xFFFF ? 2 : 1;
    if (used > units || out.size() + piece.size() > bytes) break;
    out += piece;
    at += c.size;
  }
  return std::string(trimmed(out));
}

struct Planner {
  const Document& document;
  std::vector<SheetPlan> sheets;
  std::vector<std::string> taken;

  void add(const std::string& title, const Section& section, const Grid* grid,
           std::vector<const Block*> blocks) {
    std::string name = sheet_name(title, grid ? kNameBytesOnce : kNameBytes, taken);
    const Table* lone = grid ? nullptr : lone_table(blocks);
    sheets.push_back({std::move(name), &section, grid, std::move(blocks), lone});
  }

  void go_on(const std::vector<const Block*>& blocks) {
    SheetPlan& sheet = sheets.back();
    sheet.blocks.insert(sheet.blocks.end(), blocks.begin(), blocks.end());
    sheet.lone_table = lone_table(sheet.blocks);
  }

  void add(const Section& section) {
    std::vector<const Block*> shared, own;
    std::size_t data_blocks = 0;
    for (const Block& block : section.blocks)
      if (shows_something(block) && !is_text(block)) ++data_blocks;
    for (const Block& block : section.blocks) {
      if (!shows_something(block)) continue;
      const Table* table = std::get_if<Table>(&block);
      bool apart =
          std::holds_alternative<Grid>(block) || (table && is_long(*table) && data_blocks > 1);
      (apart ? own : shared).push_back(&block);
    }
    // Without a title it goes on where the section before it stood.
    if (own.empty() && section.title.empty() && !sheets.empty() && !sheets.back().grid) return go_on(shared);
    std::string title = first_of({section.title, document.title, section.id});
    // A section that is a matrix with some words around it is one sheet.
    bool words_only =
        std::all_of(shared.begin(), shared.end(), [](const Block* b) { return is_text(*b); });
    const Grid* only = own.size() == 1 ? std::get_if<Grid>(own[0]) : nullptr;
    if (only && words_only) return add(title, section, only, std::move(shared));
    if (!shared.empty()) add(title, section, nullptr, std::move(shared));
    for (const Block* block : own) {
      if (const Grid* grid = std::get_if<Grid>(block))
        add(first_of({grid->title, title}), section, grid, {});
      else
        add(first_of({std::get<Table>(*block).title, title}), section, nullptr, {block});
    }
  }
};

}  // namespace

bool shows_something(const Block& block) { return std::visit(Shows{}, block); }

std::vector<SheetPlan> plan_sheets(const Document& document) {
  Planner planner{document, {}, {}};
  for (const Section& section : document.sections)
    if (!section.machine_only) planner.add(section);
  return std::move(planner.sheets);
}

std::string sheet_name(std::string_view title, std::size_t bytes, std::vector<std::string>& taken) {
  auto is_taken = [&](const std::string& name) {
    return std::find(taken.begin(), taken.end(), folded(name)) != taken.end();
  };
  std::string name = cleaned(title, bytes, kNameLimit);
  if (name.empty() || folded(name) == "history") name = cleaned("Sheet " + name, bytes, kNameLimit);
  for (int number = 2; is_taken(name); ++number) {
    std::string suffix = " (" + std::to_string(number) + ")";
    name = cleaned(title, bytes - suffix.size(), kNameLimit - suffix.size()) + suffix;
  }
  taken.push_back(folded(name));
  return name;
}

}  // namespace outdesk
