#include <cmath>

#include "base/text.hpp"
#include "output/chart_scale.hpp"
#include "output/words.hpp"
#include "output/write_html.hpp"

namespace outdesk {

namespace {

// Units of the drawing; the page scales it.
constexpr double kWidth = 560, kHeight = 250, kLeft = 44, kRight = 550, kTop = 24, kBottom = 222;
constexpr double kWidest = 60;           ///< column, where there are few
constexpr std::size_t kMostLabels = 16;  ///< points that still have room for their number
// Of ranges: names to the left, a row each.
constexpr double kNames = 180, kRowsTop = 6, kRow = 24;
constexpr std::size_t kLongestName = 26;

using Values = std::vector<std::optional<double>>;

std::optional<double> value_at(const Values& values, std::size_t i) {
  bool known = i < values.size() && values[i] && std::isfinite(*values[i]);
  return known ? values[i] : std::nullopt;
}

/// Coordinates need a tenth of a unit, with a point in any language.
std::string unit(double x) {
  auto tenths = static_cast<long>(std::lround(x * 10));
  std::string out = std::to_string(tenths / 10);
  return tenths % 10 ? out + "." + std::to_string(std::labs(tenths % 10)) : out;
}

bool is_hatched(const Chart::Series& series) { return series.tone == Tone::bad || series.tone == Tone::attention; }

class ChartWriter {
 public:
  ChartWriter(HtmlPage& page, const Chart& chart)
      : page_(page), html_(page.html), chart_(chart), id_("chart" + std::to_string(++page.charts)) {
    // A chart that was given more points than its picture can hold would be hostile to the reader.
    count_ = std::min<std::size_t>(chart.points.size(), 400);
    line_ = chart.kind == Chart::Kind::line;
    ranges_ = chart.kind == Chart::Kind::ranges;
    std::size_t plain = 0;
    for (const Chart::Series& series : chart.series)
      css_.push_back(!line_ && is_hatched(series) ? "hatched" : "plain" + std::to_string(plain++ % 4 + 1));
    single_ = plain == 1;
    scale_ = line_ || ranges_ ? scale_around() : stacked_scale();
    axis_ = AxisUnit::of(std::max(std::fabs(scale_.low), std::fabs(scale_.high)), page.language());
  }

  void write() {
    html_.in("figure", {{"class", "chart"}}, [&] {
      html_.in("figcaption", {}, [&] {
        html_.in("span", {{"class", "chart-title"}}, chart_.title);
        write_legend();
      });
      html_.in("div", {{"class", "picture"}}, [&] { write_picture(); });
      write_figures();
    });
  }

 private:
  double total_at(std::size_t i) const {
    double total = 0;
    for (const Chart::Series& series : chart_.series) total += std::max(0.0, value_at(series.values, i).value_or(0));
    return total;
  }

  ChartScale stacked_scale() const {
    double highest = chart_.target.value_or(0);
    for (std::size_t i = 0; i < count_; ++i) highest = std::max(highest, total_at(i));
    return ChartScale::over(0, highest);
  }

  /// From zero where zero is near; else around the values and the target.
  ChartScale scale_around() const {
    double lowest = chart_.target.value_or(INFINITY), highest = chart_.target.value_or(-INFINITY);
    for (const Chart::Series& series : chart_.series)
      for (std::size_t i = 0; i < count_; ++i)
        if (auto value = value_at(series.values, i)) {
          lowest = std::min(lowest, *value);
          highest = std::max(highest, *value);
        }
    if (!(lowest <= highest)) return {};
    if (ranges_) return ChartScale::over(lowest, highest);
    if (lowest > 0 && lowest < highest / 2) lowest = 0;
    double room = (highest - lowest) / 8;
    double top = std::min(highest + room, chart_.highest.value_or(INFINITY));
    double bottom = lowest > 0 ? std::max(0.0, lowest - room) : lowest;
    if (!(bottom < top)) {  // all are equal
      double air = std::max(1.0, std::fabs(top) / 10);
      (top + air <= chart_.highest.value_or(INFINITY) ? top : bottom) += top + air <= chart_.highest.value_or(INFINITY) ? air : -air;
    }
    return ChartScale::over(bottom, top);
  }

  /// A value beside its point, as short as those of the axis.
  std::string shown(double value) const { return axis_.divisor > 1 ? axis_.text(value, axis_.divisor / 10) : number(value, chart_.digits); }
  std::string number(double value, int digits) const { return format_measure(value, digits, page_.language()); }
  double y(double value) const { return kBottom - scale_.part(value) * (kBottom - kTop); }
  double step() const { return (kRight - kLeft) / static_cast<double>(std::max<std::size_t>(count_, 1)); }
  double x(std::size_t i) const { return kLeft + step() * (static_cast<double>(i) + 0.5); }

  void line(double x1, double y1, double x2, double y2, const std::string& css) {
    html_.in("line", {{"x1", unit(x1)}, {"y1", unit(y1)}, {"x2", unit(x2)}, {"y2", unit(y2)}, {"class", css}}, "");
  }
  void label(double at_x, double at_y, const std::string& css, const std::string& text) {
    html_.in("text", {{"x", unit(at_x)}, {"y", unit(at_y)}, {"class", css}}, text);
  }
  void rect(double at_x, double at_y, double width, double height, const Attributes& more) {
    Attributes all = {{"x", unit(at_x)}, {"y", unit(at_y)}, {"width", unit(width)}, {"height", unit(height)}};
    all.insert(all.end(), more.begin(), more.end());
    html_.in("rect", all, "");
  }

  void dot(double at_x, double at_y, double radius, const std::string& css) {
    html_.in("circle", {{"cx", unit(at_x)}, {"cy", unit(at_y)}, {"r", unit(radius)}, {"class", "dot " + css}}, "");
  }

  void write_legend() {
    html_.in("span", {{"class", "chart-legend"}}, [&] {
      for (std::size_t s = 0; s < chart_.series.size(); ++s) {
        if (line_ && chart_.series.size() == 1 && chart_.target) break;
        key_item(chart_.series[s].title, [&] {
          if (line_) dot(6, 6, 4.5, css_[s]);
          else rect(0, 0, 12, 12, fill_of(s, false));
        });
      }
      if (!chart_.target) return;
      if (line_) {
        key_item(word(Word::at_or_over_target, page_.language()), [&] { dot(6, 6, 4.5, "plain1"); });
        key_item(word(Word::under_target, page_.language()), [&] { dot(6, 6, 4.5, "plain1 hollow"); });
      }
      key_item(target_title(), [&] { line(0, 6, 12, 6, "target"); });
    });
  }

  void key_item(std::string_view title, const std::function<void()>& picture) {
    html_.in("span", {{"class", "key"}}, [&] {
      html_.in("svg", {{"viewBox", "0 0 12 12"}, {"width", "12"}, {"height", "12"}, {"aria-hidden", "true"}}, picture);
      html_.text(title);
    });
  }

  std::string target_title() const {
    return chart_.target_title.empty() ? std::string(word(Word::target, page_.language())) : chart_.target_title;
  }

  Attributes fill_of(std::size_t series, bool now) const {
    if (css_[series] == "hatched") return {{"class", "hatched"}, {"fill", "url(#" + id_ + "-hatch)"}};
    return {{"class", css_[series] + (now && single_ ? " now" : "")}};
  }

  void write_picture() {
    Attributes attributes = {{"viewBox", "0 0 " + unit(kWidth) + " " + unit(ranges_ ? rows_bottom() + 28 : kHeight)}, {"role", "img"},
                             {"aria-labelledby", id_ + "-title " + id_ + "-desc"}};
    html_.in("svg", attributes, [&] {
      html_.in("title", {{"id", id_ + "-title"}}, chart_.title);
      html_.in("desc", {{"id", id_ + "-desc"}}, chart_.description);
      write_hatch();
      if (ranges_) return write_ranges();
      write_axes();
      if (!line_) write_columns();
      if (chart_.target) line(kLeft, y(*chart_.target), kRight, y(*chart_.target), "target");
      if (line_)
        for (std::size_t s = 0; s < chart_.series.size(); ++s) write_line(s);
    });
  }

  double rows_bottom() const { return kRowsTop + kRow * static_cast<double>(count_); }
  double across(double value) const { return kNames + scale_.part(value) * (kRight - 20 - kNames); }

  void write_ranges() {
    for (int i = 0; i <= scale_.lines(); ++i) {
      double value = scale_.low + scale_.step * i;
      line(across(value), kRowsTop, across(value), rows_bottom(), "grid-line");
      label(across(value), rows_bottom() + 18, "axis x", axis_.text(value, scale_.step));
    }
    double base = chart_.target.value_or(0);
    for (std::size_t i = 0; i < count_; ++i) {
      double top = kRowsTop + kRow * static_cast<double>(i) + 3;
      for (std::size_t s = 0; s < chart_.series.size(); ++s) {
        auto value = value_at(chart_.series[s].values, i);
        if (value) rect(across(std::min(base, *value)), top, across(std::max(base, *value)) - across(std::min(base, *value)), kRow - 6, fill_of(s, false));
      }
      label(kNames - 8, top + 14, "axis y", fitted(printable(chart_.points[i]), kLongestName));
    }
    line(across(base), kRowsTop, across(base), rows_bottom(), "target");
  }

  void write_hatch() {
    if (std::find(css_.begin(), css_.end(), "hatched") == css_.end()) return;
    Attributes attributes = {{"id", id_ + "-hatch"}, {"width", "6"}, {"height", "6"}, {"patternUnits", "userSpaceOnUse"},
                             {"patternTransform", "rotate(45)"}};
    html_.in("pattern", attributes, [&] {
      rect(0, 0, 6, 6, {{"class", "hatch-ground"}});
      rect(0, 0, 3, 6, {{"class", "hatch-line"}});
    });
  }

  void write_axes() {
    for (int i = 0; i <= scale_.lines(); ++i) {
      double value = scale_.low + scale_.step * i;
      line(kLeft, y(value), kRight, y(value), "grid-line");
      label(kLeft - 8, y(value) + 4, "axis y", axis_.text(value, scale_.step));
    }
    std::size_t every = (count_ + kMostLabels - 1) / kMostLabels;
    for (std::size_t i = 0; i < count_; ++i)
      if ((count_ - 1 - i) % std::max<std::size_t>(every, 1) == 0)
        label(x(i), kBottom + 18, i + 1 == count_ ? "axis x last" : "axis x", fitted(printable(chart_.points[i]), 10));
  }

  void write_columns() {
    double width = std::min(step() * 0.82, kWidest);
    for (std::size_t i = 0; i < count_; ++i) {
      double base = 0;
      bool known = false;
      for (std::size_t s = 0; s < chart_.series.size(); ++s) {
        auto value = value_at(chart_.series[s].values, i);
        known = known || value;
        if (!value || *value <= 0) continue;
        double top = y(base + *value);
        rect(x(i) - width / 2, top, width, y(base) - top, fill_of(s, i + 1 == count_));
        base += *value;
      }
      if (known && count_ <= kMostLabels) label(x(i), y(base) - 5, "value", shown(base));
    }
  }

  void write_line(std::size_t s) {
    const Values& values = chart_.series[s].values;
    std::string path;
    bool pen_down = false;  // a month without data leaves a gap
    for (std::size_t i = 0; i < count_; ++i) {
      auto value = value_at(values, i);
      if (value) path += std::string(pen_down ? "L" : "M") + unit(x(i)) + " " + unit(y(*value));
      pen_down = value.has_value();
    }
    if (path.empty()) return;
    html_.in("path", {{"d", path}, {"class", "line " + css_[s]}}, "");
    for (std::size_t i = 0; i < count_; ++i)
      if (auto value = value_at(values, i)) write_point(s, i, *value);
  }

  void write_point(std::size_t s, std::size_t i, double value) {
    bool under = chart_.target && value < *chart_.target, last = i + 1 == count_;
    if (count_ <= kMostLabels * 2 || last) dot(x(i), y(value), last ? 5.5 : 4, css_[s] + (under ? " hollow" : ""));
    if (chart_.series.size() > 1 || count_ > kMostLabels) return;
    bool above = stands_high(chart_.series[s].values, i, value);
    label(x(i), y(value) + (above ? -10 : 18), last ? "value last" : "value", shown(value));
  }

  /// Over the middle of its neighbours: the number goes above the point, out of the line's way.
  static bool stands_high(const Values& values, std::size_t i, double value) {
    auto before = i ? value_at(values, i - 1) : std::nullopt, after = value_at(values, i + 1);
    double left = before.value_or(after.value_or(value)), right = after.value_or(before.value_or(value));
    return value >= (left + right) / 2;
  }

  /// The same numbers for those who cannot or will not read a picture.
  void write_figures() {
    html_.in("details", {}, [&] {
      html_.in("summary", {}, word(Word::figures_of_chart, page_.language()));
      write_html_region(page_, "short", chart_.title, [&] { write_figure_table(); });
    });
  }

  void write_figure_table() {
    html_.in("table", {{"class", "data"}}, [&] {
      html_.in("thead", {}, [&] {
        html_.in("tr", {}, [&] {
          html_.in("th", {{"scope", "col"}}, chart_.unit);
          for (const Chart::Series& series : chart_.series) html_.in("th", {{"scope", "col"}, {"class", "n"}}, series.title);
          if (chart_.target) html_.in("th", {{"scope", "col"}, {"class", "n"}}, target_title());
        });
      });
      html_.in("tbody", {}, [&] {
        for (std::size_t i = 0; i < chart_.points.size(); ++i) write_figure_row(i);
      });
    });
  }

  void write_figure_row(std::size_t i) {
    html_.in("tr", {}, [&] {
      html_.in("th", {{"scope", "row"}}, chart_.points[i]);
      for (const Chart::Series& series : chart_.series) {
        auto value = value_at(series.values, i);
        html_.in("td", {{"class", "n"}}, value ? number(*value, chart_.digits) : std::string("–"));
      }
      if (chart_.target) html_.in("td", {{"class", "n"}}, number(*chart_.target, chart_.digits));
    });
  }

  HtmlPage& page_;
  HtmlWriter& html_;
  const Chart& chart_;
  std::string id_;
  std::vector<std::string> css_;  ///< class of each series
  std::size_t count_ = 0;
  bool line_ = false, ranges_ = false, single_ = false;
  ChartScale scale_;
  AxisUnit axis_;
};

}  // namespace

void write_html(HtmlPage& page, const Chart& chart) { ChartWriter(page, chart).write(); }

}  // namespace outdesk
