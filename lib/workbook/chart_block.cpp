#include "workbook/chart_block.hpp"

#include <cmath>
#include <xlsxwriter.h>

#include "base/text.hpp"
#include "output/words.hpp"
#include "workbook/table_block.hpp"

namespace outdesk {

namespace {

using Role = ChartTable::Series::Role;
constexpr int kDefaultWidth = 480, kDefaultHeight = 288;  // of a chart in the library
constexpr Colour kShades[] = {palette::kBars, 0x5B7FB0, 0xC4D3E8, 0x2F4B7C};
constexpr Colour kAxis = 0xE1E5EC;

lxw_color_t colour(Colour c) { return static_cast<lxw_color_t>(c); }

std::string number_format(const Chart& chart) {
  int digits = std::clamp(chart.digits, 0, 6);
  return digits ? "0." + std::string(static_cast<std::size_t>(digits), '0') : "0";
}

void set_line(lxw_chart_series* series, Colour c, float width, bool dashed) {
  lxw_chart_line line{};
  line.color = colour(c);
  line.width = width;
  if (dashed) line.dash_type = LXW_CHART_LINE_DASH_DASH;
  chart_series_set_line(series, &line);
}

void set_no_line(lxw_chart_series* series) {
  lxw_chart_line line{};
  line.none = LXW_TRUE;
  chart_series_set_line(series, &line);
}

void set_marker(lxw_chart_series* series, std::uint8_t type, std::uint8_t size, Colour c) {
  chart_series_set_marker_type(series, type);
  chart_series_set_marker_size(series, size);
  lxw_chart_fill fill{};
  fill.color = colour(c);
  chart_series_set_marker_fill(series, &fill);
  lxw_chart_line line{};
  line.color = colour(c);
  chart_series_set_marker_line(series, &line);
}

void set_labels(lxw_chart_series* series, const Chart& chart, bool above) {
  chart_series_set_labels(series);
  chart_series_set_labels_position(
      series, above ? LXW_CHART_LABEL_POSITION_ABOVE : LXW_CHART_LABEL_POSITION_BELOW);
  chart_series_set_labels_num_format(series, number_format(chart).c_str());
  lxw_chart_font font{};
  font.size = 8;
  chart_series_set_labels_font(series, &font);
}

void paint_column(lxw_chart_series* series, Tone tone, std::size_t index) {
  if (tone == Tone::attention || tone == Tone::bad) {
    // Hatched and outlined: it must differ without colour.
    lxw_chart_pattern pattern{};
    pattern.type = LXW_CHART_PATTERN_WIDE_UPWARD_DIAGONAL;
    pattern.fg_color = colour(palette::kTarget);
    pattern.bg_color = colour(palette::kWhite);
    chart_series_set_pattern(series, &pattern);
    return set_line(series, palette::kTarget, 1, false);
  }
  lxw_chart_fill fill{};
  fill.color =
      colour(tone == Tone::no_data ? palette::kNoDataFill : kShades[index % std::size(kShades)]);
  chart_series_set_fill(series, &fill);
}

void paint(lxw_chart_series* series, const ChartTable::Series& about, const Chart& chart,
           std::size_t index) {
  constexpr std::uint8_t kLineMarkers[] = {LXW_CHART_MARKER_CIRCLE, LXW_CHART_MARKER_SQUARE,
                                           LXW_CHART_MARKER_TRIANGLE};
  switch (about.role) {
    case Role::column:
      return paint_column(series, about.tone, index);
    case Role::target:
      chart_series_set_marker_type(series, LXW_CHART_MARKER_NONE);
      return set_line(series, palette::kTarget, 1.5F, true);
    case Role::over:
      set_no_line(series);
      set_marker(series, LXW_CHART_MARKER_CIRCLE, 6, palette::kInk);
      return set_labels(series, chart, true);
    case Role::under:
      set_no_line(series);
      set_marker(series, LXW_CHART_MARKER_DIAMOND, 8, palette::kTarget);
      return set_labels(series, chart, false);
    case Role::line:
      break;
  }
  bool split = chart.target && chart.series.size() == 1;
  Colour ink = index == 0 ? palette::kInk : kShades[(index + 1) % std::size(kShades)];
  set_line(series, ink, 2, false);
  if (split)
    chart_series_set_marker_type(series, LXW_CHART_MARKER_NONE);
  else
    set_marker(series, kLineMarkers[index % std::size(kLineMarkers)], 6, ink);
}

/// Bars begin at the target, the first point on top, names clear of the bars.  The library calls the names of lying bars
/// the y axis.
void set_range_axes(lxw_chart* chart, const Chart& about) {
  chart_axis_set_reverse(chart->y_axis);
  chart_axis_set_label_position(chart->y_axis, LXW_CHART_AXIS_LABEL_POSITION_LOW);
  chart_axis_set_interval_unit(chart->y_axis, 1);
  chart_axis_set_crossing(chart->x_axis, about.target.value_or(0));
  chart_axis_set_num_format(chart->x_axis, "#,##0");
  chart_set_series_overlap(chart, 100);
  chart_set_series_gap(chart, 40);
}

void set_axes(lxw_chart* chart, const Chart& about) {
  lxw_chart_font small{};
  small.size = 8;
  lxw_chart_line light{};
  light.color = colour(kAxis);
  chart_axis_set_num_font(chart->x_axis, &small);
  chart_axis_set_num_font(chart->y_axis, &small);
  chart_axis_major_gridlines_set_line(chart->y_axis, &light);
  chart_axis_set_line(chart->y_axis, &light);
  if (about.kind == Chart::Kind::ranges) return set_range_axes(chart, about);
  if (about.kind != Chart::Kind::line) return chart_axis_set_min(chart->y_axis, 0);
  std::optional<double> low = about.target, high = about.target;
  for (const auto& series : about.series)
    for (const auto& value : series.values) {
      if (!value) continue;
      low = std::min(low.value_or(*value), *value);
      high = std::max(high.value_or(*value), *value);
    }
  if (!low) return;
  Axis axis = axis_for(*low, *high, about.title.find('%') != std::string::npos);
  chart_axis_set_min(chart->y_axis, axis.min);
  chart_axis_set_max(chart->y_axis, axis.max);
  chart_axis_set_major_unit(chart->y_axis, axis.step);
}

void set_title(lxw_chart* chart, const Chart& about) {
  constexpr std::size_t kTitle = 200;
  std::string title = cell_text(about.title, kTitle).text;
  if (title.empty()) return chart_title_off(chart);
  chart_title_set_name(chart, title.c_str());
  lxw_chart_font font{};
  font.size = 11;
  font.bold = LXW_TRUE;
  font.color = colour(palette::kInk);
  chart_title_set_name_font(chart, &font);
}

/// Column and offset in it of a point `pixels` from the left edge.
std::pair<int, int> column_at(const std::vector<double>& widths, int pixels) {
  int column = 0;
  for (double width : widths) {
    if (pixels < column_pixels(width)) break;
    pixels -= column_pixels(width);
    ++column;
  }
  return {column, pixels};
}

std::vector<std::optional<double>> where(const std::vector<std::optional<double>>& values,
                                         const std::function<bool(double)>& wanted) {
  std::vector<std::optional<double>> out;
  for (const auto& value : values) out.push_back(value && wanted(*value) ? value : std::nullopt);
  return out;
}

}  // namespace

ChartTable table_of(const Chart& chart, Language language) {
  auto said = [&](Word which) { return std::string(word(which, language)); };
  ChartTable table;
  bool line = chart.kind == Chart::Kind::line;
  for (const auto& series : chart.series) {
    auto values = series.values;
    values.resize(chart.points.size());
    table.series.push_back(
        {series.title, std::move(values), line ? Role::line : Role::column, series.tone});
  }
  if (!line || !chart.target) return table;
  double target = *chart.target;
  if (chart.series.size() == 1) {
    auto values = table.series[0].values;
    table.series.push_back({said(Word::at_or_over_target),
                            where(values, [&](double v) { return v >= target; }), Role::over,
                            Tone::good});
    table.series.push_back({said(Word::under_target),
                            where(values, [&](double v) { return v < target; }), Role::under,
                            Tone::bad});
  }
  std::string title = chart.target_title.empty() ? said(Word::target) : chart.target_title;
  std::vector<std::optional<double>> everywhere(chart.points.size(), target);
  table.series.push_back({title, std::move(everywhere), Role::target, Tone::neutral});
  return table;
}

void ChartShelf::add(Sheet& sheet, const Chart& about, const std::vector<double>& widths,
                     const ChartPlace& place) {
  int type = about.kind == Chart::Kind::line ? LXW_CHART_LINE : about.kind == Chart::Kind::ranges ? LXW_CHART_BAR : LXW_CHART_COLUMN_STACKED;
  lxw_chart* chart = sheet.book().add_chart(type);
  Kept kept{&about, table_of(about, sheet.document().language), next_row_};
  auto header = static_cast<lxw_row_t>(kept.row + 1);
  auto last = header + static_cast<lxw_row_t>(about.points.size());
  for (std::size_t i = 0; i < kept.table.series.size(); ++i) {
    auto column = static_cast<lxw_col_t>(i + 1);
    lxw_chart_series* series = chart_add_series(chart, nullptr, nullptr);
    if (!series) sheet.book().check(LXW_ERROR_MEMORY_MALLOC_FAILED);
    chart_series_set_categories(series, sheet_name_.c_str(), header + 1, 0, last, 0);
    chart_series_set_values(series, sheet_name_.c_str(), header + 1, column, last, column);
    chart_series_set_name_range(series, sheet_name_.c_str(), header, column);
    paint(series, kept.table.series[i], about, i);
  }
  set_title(chart, about);
  set_axes(chart, about);
  chart_legend_set_position(
      chart, kept.table.series.size() > 1 ? LXW_CHART_LEGEND_BOTTOM : LXW_CHART_LEGEND_NONE);
  if (about.kind == Chart::Kind::stacked_columns) chart_set_series_gap(chart, 60);
  constexpr std::size_t kDescription = 400;  // the library keeps it in 2,080 bytes
  std::string description = cell_text(about.description, kDescription).text;
  auto [column, offset] = column_at(widths, place.pixels_left);
  lxw_chart_options options{};
  options.x_offset = offset;
  options.x_scale = static_cast<double>(place.width) / kDefaultWidth;
  options.y_scale = static_cast<double>(place.height) / kDefaultHeight;
  options.description = description.empty() ? nullptr : description.data();
  sheet.book().check(worksheet_insert_chart_opt(sheet.raw(), static_cast<lxw_row_t>(place.row),
                                                static_cast<lxw_col_t>(column), chart, &options));
  next_row_ = static_cast<int>(last) + 2;
  kept_.push_back(std::move(kept));
}

void ChartShelf::write(Book& book, const Document& document, const std::string& footer) {
  Sheet sheet(book, document, sheet_name_);
  sheet.set_column(0, 0, 18);
  sheet.set_column(1, 8, 14);
  Style body = body_style(), number = body_style();
  number.align = Align::right;
  for (const Kept& kept : kept_) {
    int row = kept.row;
    sheet.text(row++, 0, kept.chart->title, heading_style());
    const std::string& points = kept.chart->unit;
    sheet.text(row, 0, points.empty() ? sheet.words().point : points, header_style());
    for (std::size_t i = 0; i < kept.table.series.size(); ++i)
      sheet.text(row, static_cast<int>(i) + 1, kept.table.series[i].title, header_style());
    ++row;
    for (std::size_t point = 0; point < kept.chart->points.size(); ++point, ++row) {
      sheet.text(row, 0, kept.chart->points[point], body);
      for (std::size_t i = 0; i < kept.table.series.size(); ++i)
        if (auto value = kept.table.series[i].values[point])
          sheet.number(row, static_cast<int>(i) + 1, *value, number);
    }
  }
  sheet.note_cuts(next_row_);
  PrintSetup print;
  print.footer = footer;
  set_up_print(sheet, print);
}

}  // namespace outdesk
