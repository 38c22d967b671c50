#include "workbook/flow_sheet.hpp"

#include "base/text.hpp"
#include "workbook/formula_rules.hpp"
#include "workbook/sheet_logo.hpp"

namespace outdesk {

namespace {

constexpr double kNarrowestSheet = 110;  // column units: what A4 across shows without shrinking
constexpr int kChartHeight = 240, kRowPixels = 20, kChartGap = 12;

/// The name of the sheet that shows a section; empty where none does.
std::string sheet_of(const std::vector<SheetPlan>& plans, const std::string& section_id) {
  if (section_id.empty()) return {};
  for (const SheetPlan& plan : plans)
    if (plan.section->id == section_id) return plan.name;
  return {};
}

/// Wide sheets go on A3: on A4 their letters would be smaller than 60 %.
bool needs_a3(const std::vector<double>& widths) {
  constexpr double kA4Pixels = 1050, kSmallest = 0.6;
  double pixels = 0;
  for (double width : widths) pixels += column_pixels(width);
  return kA4Pixels / std::max(pixels, 1.0) < kSmallest;
}

/// Little more than a page is better shrunk than broken; the first sheet is to be seen at once.
bool fits_one_page(const std::vector<double>& widths, double height, bool first) {
  const double most_shrunk = first ? 1.7 : 1.35;
  constexpr double kPagePixels = 1050, kPagePoints = 500;  // A4 across
  double pixels = 0;
  for (double width : widths) pixels += column_pixels(width);
  return height * std::min(1.0, kPagePixels / std::max(pixels, 1.0)) < kPagePoints * most_shrunk;
}

struct ShapeOf {
  const Document& document;
  const FlowContext& context;

  Shape operator()(const Paragraph&) const { return {}; }
  Shape operator()(const Figures&) const { return {40, 26, 50}; }
  Shape operator()(const Table& table) const {
    return shape_of(table, context.scans.at(&table), document);
  }
  Shape operator()(const Grid&) const { return {}; }
  Shape operator()(const Chart&) const { return {}; }
  Shape operator()(const Points& points) const {
    bool linked = std::any_of(points.points.begin(), points.points.end(), [&](const auto& point) {
      return !sheet_of(context.plans, point.section_id).empty();
    });
    return linked ? Shape{96, 26} : Shape{122};
  }
  Shape operator()(const Tiles&) const { return {22, 15, 25, 36, 24}; }
};

std::string text_of(const Paragraph& paragraph) {
  std::string text;
  for (const auto& run : paragraph.runs) text += run.text;
  return text;
}

struct Flow {
  Sheet& sheet;
  const SheetPlan& plan;
  const FlowContext& context;
  SheetColumns columns;
  std::vector<Edges> edges;  // per block of the plan; empty for those without columns
  int row = 0;
  int header_row = -1;  // of the lone table
  bool has_tiles = false;

  int last_column() const { return std::max(static_cast<int>(columns.widths.size()) - 1, 0); }
  double width(const Edges& e, int i) const {
    return width_between(columns.widths, e[static_cast<std::size_t>(i)],
                         e[static_cast<std::size_t>(i) + 1]);
  }

  void write_blocks() {
    for (std::size_t i = 0; i < plan.blocks.size();) {
      std::size_t charts = i;
      while (charts < plan.blocks.size() && std::holds_alternative<Chart>(*plan.blocks[charts]))
        ++charts;
      if (charts > i) {
        write_charts(i, charts);
        i = charts;
        continue;
      }
      std::visit([&](const auto& block) { write(block, edges[i]); }, *plan.blocks[i]);
      ++i;
    }
  }

  void write(const Paragraph& paragraph, const Edges&) {
    Style style;
    style.size = has_tiles ? 13 : 10.5;
    style.wrap = true;
    style.vertical = Style::Vertical::top;
    sheet.set_row(row, row_height(wrapped_lines(text_of(paragraph), columns.total(), style.size),
                                  style.size));
    sheet.rich(row++, 0, last_column(), paragraph, style);
    sheet.set_row(row++, 8);
  }

  void heading(const std::string& title) {
    if (!title.empty()) sheet.wide(row++, 0, last_column(), title, heading_style());
  }

  void cell(const Edges& e, int i, const CellContent& content, Style style) {
    int first = e[static_cast<std::size_t>(i)], last = e[static_cast<std::size_t>(i) + 1] - 1;
    sheet.join(row, first, last, Sheet::styled(content, style));
    sheet.content(row, first, content, style);
  }
  void cell(const Edges& e, int i, const std::string& text, const Style& style) {
    cell(e, i,
         CellContent{text.empty() ? CellContent::Kind::blank : CellContent::Kind::text,
                     text,
                     0,
                     {},
                     Align::left,
                     Tone::neutral},
         style);
  }

  int lines(const Edges& e, int i, std::string_view text, bool bold = false) const {
    return wrapped_lines(text, width(e, i), 10, bold);
  }

  void write(const Figures& figures, const Edges& e) {
    heading(figures.title);
    Style label = body_style();
    label.bold = true;
    Style note = body_style();
    note.ink = palette::kQuiet;
    for (const Figure& figure : figures.figures) {
      if (figure.title.empty()) continue;
      CellContent content = cell_of(figure.value, sheet.document());
      sheet.set_row(row,
                    row_height(std::max({lines(e, 0, figure.title, true), lines(e, 1, content.text),
                                         lines(e, 2, figure.note)})) +
                        2);
      cell(e, 0, figure.title, label);
      cell(e, 1, content, body_style());
      cell(e, 2, figure.note, note);
      ++row;
    }
    write_formulas(figures, e, row);
    sheet.set_row(row++, 10);
  }

  /// Figures that are formulas over others of the block, which ends before row `end`.
  void write_formulas(const Figures& figures, const Edges& e, int end) {
    if (sheet.in_order()) return;
    std::map<std::string, int, std::less<>> rows;
    std::vector<std::pair<const Figure*, int>> shown;
    int at = end - static_cast<int>(std::count_if(figures.figures.begin(), figures.figures.end(),
                                                  [](const Figure& f) { return !f.title.empty(); }));
    for (const Figure& figure : figures.figures) {
      if (figure.title.empty()) continue;
      if (!figure.key.empty()) rows[figure.key.back()] = at;
      shown.emplace_back(&figure, at++);
    }
    int column = e[1];
    auto named = [&](std::string_view name, bool before) -> std::optional<std::string> {
      auto found = rows.find(name);
      if (found == rows.end() || before) return {};
      return cell_name(found->second, column);
    };
    for (const auto& [figure, line] : shown) {
      CellContent content = cell_of(figure->value, sheet.document());
      auto formula = figure->formula.empty() ? std::nullopt : formula_of(figure->formula, named);
      if (formula && content.kind == CellContent::Kind::number)
        sheet.formula(line, column, *formula, content.number, Sheet::styled(content, body_style()));
    }
  }

  void write(const Table& table, const Edges& e) {
    TablePlace place{row, e, columns.widths, plan.lone_table == &table, [this](const std::string& id) { return sheet_of(context.plans, id); }};
    if (place.lone) header_row = row;
    row = write_table(sheet, table, place);
    if (!sheet.in_order()) sheet.set_row(row, 10);
    ++row;
  }

  void write(const Points& points, const Edges& e) {
    heading(points.title);
    bool linked = e.size() > 2;
    if (points.boxed) {
      sheet.set_row(row, row_height(1) + 4);
      cell(e, 0, sheet.words().to_do, header_style());
      if (linked) cell(e, 1, sheet.words().sheet, header_style());
      ++row;
    }
    int number = 0;
    for (const auto& point : points.points) {
      Paragraph words;
      words.runs.push_back({std::to_string(++number) + ". ", false});
      if (!point.lead.empty())
        words.runs.push_back({point.lead + (point.text.empty() ? "" : " "), true});
      if (!point.text.empty()) words.runs.push_back({point.text, false});
      sheet.set_row(row, row_height(lines(e, 0, text_of(words), true)) + 4);
      sheet.rich(row, e[0], e[1] - 1, words, body_style());
      if (linked) link(e[1], e[2] - 1, point);
      ++row;
    }
    sheet.set_row(row++, 10);
  }

  void link(int first, int last, const Points::Point& point) {
    Style style = body_style();
    style.ink = palette::kQuiet;
    sheet.join(row, first, last, style);
    std::string target = sheet_of(context.plans, point.section_id);
    if (target.empty()) return sheet.blank(row, first, style);
    std::string label = point.link_title.empty() ? target : point.link_title;
    sheet.link(row, first, target, label, style);
  }

  void write(const Tiles& tiles, const Edges& e) {
    const WorkbookWords& words = sheet.words();
    const std::string* titles[] = {&words.section, &words.light, &words.month, &words.meaning,
                                   &words.trend};
    sheet.set_row(row, row_height(1) + 4);
    for (int i = 0; i < 5; ++i) cell(e, i, *titles[i], header_style());
    ++row;
    for (const auto& tile : tiles.tiles) {
      Style title = body_style();
      title.bold = true;
      int most =
          std::max({lines(e, 0, tile.title, true), lines(e, 1, tile.light.words, true),
                    lines(e, 2, tile.figure), lines(e, 3, tile.detail), lines(e, 4, tile.trend)});
      sheet.set_row(row, row_height(std::max(most, 2)) + 2);
      std::string target = sheet_of(context.plans, tile.section_id);
      sheet.join(row, e[0], e[1] - 1, title);
      if (target.empty() || target == plan.name)
        sheet.text(row, e[0], tile.title, title);
      else
        sheet.link(row, e[0], target, tile.title, title);
      cell(e, 1, cell_of(tile.light, sheet.document()), body_style());
      cell(e, 2, tile.figure, body_style());
      cell(e, 3, tile.detail, body_style());
      cell(e, 4, tile.trend, body_style());
      ++row;
    }
    sheet.set_row(row++, 10);
  }

  void write(const Chart&, const Edges&) {}  // see write_charts
  void write(const Grid&, const Edges&) {}   // has a sheet of its own

  /// Neighbouring charts stand two beside each other.
  void write_charts(std::size_t first, std::size_t last) {
    int pixels = 0;
    for (double w : columns.widths) pixels += column_pixels(w);
    for (std::size_t i = first; i < last; i += 2) {
      bool pair = i + 1 < last;
      int width = pair ? (pixels - kChartGap) / 2 : std::min(pixels, 900);
      for (std::size_t k = i; k < std::min(i + 2, last); ++k) {
        ChartPlace place{row, k == i ? 0 : width + kChartGap, width, kChartHeight};
        context.charts.add(sheet, std::get<Chart>(*plan.blocks[k]), columns.widths, place);
      }
      row += kChartHeight / kRowPixels + 1;
    }
  }
};

}  // namespace

int write_sheet_title(Sheet& sheet, std::string_view title, int last_column) {
  const Document& document = sheet.document();
  int row = 0;
  if (!title.empty()) {
    Style style;
    style.size = 18;
    style.bold = true;
    style.ink = palette::kBrand;
    sheet.set_row(row, 27);
    sheet.wide(row++, 0, last_column, title, style);
  }
  std::string subtitle = document.subtitle;
  if (!document.provider.empty() && subtitle.find(document.provider) == subtitle.npos)
    subtitle += (subtitle.empty() ? "" : " · ") + document.provider;
  if (!subtitle.empty()) {
    Style style;
    style.ink = palette::kQuiet;
    sheet.wide(row++, 0, last_column, subtitle, style);
  }
  if (row) sheet.set_row(row++, 8);
  return row;
}

void write_flow_sheet(Book& book, const Document& document, const SheetPlan& plan,
                      const FlowContext& context) {
  Sheet sheet(book, document, plan.name);
  std::vector<Shape> shapes;
  std::vector<std::size_t> shaped;
  for (std::size_t i = 0; i < plan.blocks.size(); ++i) {
    Shape shape = std::visit(ShapeOf{document, context}, *plan.blocks[i]);
    if (shape.empty()) continue;
    shapes.push_back(std::move(shape));
    shaped.push_back(i);
  }
  Flow flow{sheet, plan, context, lay_out(shapes, kNarrowestSheet),
            std::vector<Edges>(plan.blocks.size())};
  for (std::size_t i = 0; i < shaped.size(); ++i) flow.edges[shaped[i]] = flow.columns.edges[i];
  for (const Block* block : plan.blocks) flow.has_tiles |= std::holds_alternative<Tiles>(*block) || plan.section->id == "summary";
  for (std::size_t i = 0; i < flow.columns.widths.size(); ++i)
    sheet.set_column(static_cast<int>(i), static_cast<int>(i), flow.columns.widths[i]);

  std::string title = plan.section->title.empty() || (context.first && flow.has_tiles)
                          ? document.title
                          : plan.section->title;
  flow.row = write_sheet_title(sheet, title, flow.last_column());
  if (context.first) place_logo(sheet, flow.columns.widths);
  flow.write_blocks();
  sheet.note_cuts(flow.row);
  PrintSetup print;
  print.footer = context.footer;
  print.a3 = needs_a3(flow.columns.widths);
  if (fits_one_page(flow.columns.widths, sheet.height(), context.first)) print.pages_tall = 1;
  print.repeat_first_row = print.repeat_last_row = flow.header_row;
  set_up_print(sheet, print);
}

}  // namespace outdesk
