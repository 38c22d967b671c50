#include <cmath>

#include "base/text.hpp"
#include "output/words.hpp"
#include "output/write_html.hpp"

namespace outdesk {

namespace {

// Units of the drawing; the page scales it.
constexpr double kWidth = 560, kHeight = 250, kLeft = 44, kRight = 550, kTop = 24, kBottom = 222;
constexpr std::size_t kMostLabels = 16;  ///< points that still have room for their number

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

/// A vertical scale with round numbers at its lines.
struct Scale {
  double low = 0, high = 1, step = 1;

  static Scale over(double lowest, double highest) {
    Scale scale;
    if (!(highest > lowest)) highest = lowest + 1;
    double rough = (highest - lowest) / 4, power = std::pow(10, std::floor(std::log10(rough)));
    scale.step = power * 10;
    for (double factor : {1.0, 2.0, 2.5, 5.0})
      if (rough <= power * factor * 1.0001) { scale.step = power * factor; break; }
    scale.low = std::floor(lowest / scale.step) * scale.step;
    scale.high = std::ceil(highest / scale.step) * scale.step;
    return scale;
  }
  double y(double value) const { return kBottom - (value - low) / (high - low) * (kBottom - kTop); }
  int lines() const { return static_cast<int>(std::lround((high - low) / step)); }
  /// Digits behind the point that the lines' numbers need.
  int digits() const { return step >= 1 && step == std::floor(step) ? 0 : step * 10 == std::floor(step * 10) ? 1 : 2; }
};

bool is_hatched(const Chart::Series& series) { return series.tone == Tone::bad || series.tone == Tone::attention; }

class ChartWriter {
 public:
  ChartWriter(HtmlPage& page, const Chart& chart)
      : page_(page), html_(page.html), chart_(chart), id_("chart" + std::to_string(++page.charts)) {
    // A chart that was given more points than its picture can hold would be hostile to the reader.
    count_ = std::min<std::size_t>(chart.points.size(), 400);
    stacked_ = chart.kind == Chart::Kind::stacked_columns;
    std::size_t plain = 0;
    for (const Chart::Series& series : chart.series)
      css_.push_back(stacked_ && is_hatched(series) ? "hatched" : "plain" + std::to_string(plain++ % 4 + 1));
    single_ = plain == 1;
    scale_ = stacked_ ? stacked_scale() : line_scale();
  }

  void write() {
    html_.in("figure", {{"class", "chart"}}, [&] {
      html_.in("figcaption", {}, [&] {
        html_.in("span", {{"class", "chart-title"}}, chart_.title);
        write_legend();
      });
      write_html_region(page_, "picture", chart_.title, [&] { write_picture(); });
      write_figures();
    });
  }

 private:
  double total_at(std::size_t i) const {
    double total = 0;
    for (const Chart::Series& series : chart_.series) total += std::max(0.0, value_at(series.values, i).value_or(0));
    return total;
  }

  Scale stacked_scale() const {
    double highest = chart_.target.value_or(0);
    for (std::size_t i = 0; i < count_; ++i) highest = std::max(highest, total_at(i));
    return Scale::over(0, highest);
  }

  /// From zero where zero is near; else around the values and the target.
  Scale line_scale() const {
    double lowest = chart_.target.value_or(INFINITY), highest = chart_.target.value_or(-INFINITY);
    for (const Chart::Series& series : chart_.series)
      for (std::size_t i = 0; i < count_; ++i)
        if (auto value = value_at(series.values, i)) {
          lowest = std::min(lowest, *value);
          highest = std::max(highest, *value);
        }
    if (!(lowest <= highest)) return {};
    if (lowest > 0 && lowest < highest / 2) lowest = 0;
    double room = (highest - lowest) / 8;
    double top = std::min(highest + room, chart_.highest.value_or(INFINITY));
    double bottom = lowest > 0 ? std::max(0.0, lowest - room) : lowest;
    return Scale::over(bottom < top ? bottom : top - 1, top);
  }

  std::string number(double value, int digits) const { return format_measure(value, digits, page_.language()); }
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

  void write_legend() {
    html_.in("span", {{"class", "chart-legend"}}, [&] {
      for (std::size_t s = 0; s < chart_.series.size(); ++s) {
        if (!stacked_ && chart_.series.size() == 1 && chart_.target) break;
        key_item(chart_.series[s].title, [&] { rect(0, 0, 12, 12, fill_of(s, false)); });
      }
      if (!chart_.target) return;
      if (!stacked_) {
        auto dot = [&](const char* css) {
          html_.in("circle", {{"cx", "6"}, {"cy", "6"}, {"r", "4.5"}, {"class", css}}, "");
        };
        key_item(word(Word::at_or_over_target, page_.language()), [&] { dot("dot plain1"); });
        key_item(word(Word::under_target, page_.language()), [&] { dot("dot plain1 hollow"); });
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
    Attributes attributes = {{"viewBox", "0 0 " + unit(kWidth) + " " + unit(kHeight)}, {"role", "img"},
                             {"aria-labelledby", id_ + "-title " + id_ + "-desc"}};
    html_.in("svg", attributes, [&] {
      html_.in("title", {{"id", id_ + "-title"}}, chart_.title);
      html_.in("desc", {{"id", id_ + "-desc"}}, chart_.description);
      write_hatch();
      write_axes();
      if (stacked_) write_columns();
      if (chart_.target) line(kLeft, scale_.y(*chart_.target), kRight, scale_.y(*chart_.target), "target");
      if (!stacked_)
        for (std::size_t s = 0; s < chart_.series.size(); ++s) write_line(s);
    });
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
      line(kLeft, scale_.y(value), kRight, scale_.y(value), "grid-line");
      label(kLeft - 8, scale_.y(value) + 4, "axis y", number(value, scale_.digits()));
    }
    std::size_t every = (count_ + kMostLabels - 1) / kMostLabels;
    for (std::size_t i = 0; i < count_; ++i)
      if ((count_ - 1 - i) % std::max<std::size_t>(every, 1) == 0)
        label(x(i), kBottom + 18, i + 1 == count_ ? "axis x last" : "axis x", fitted(printable(chart_.points[i]), 10));
  }

  void write_columns() {
    double width = step() * 0.82;
    for (std::size_t i = 0; i < count_; ++i) {
      double base = 0;
      bool known = false;
      for (std::size_t s = 0; s < chart_.series.size(); ++s) {
        auto value = value_at(chart_.series[s].values, i);
        known = known || value;
        if (!value || *value <= 0) continue;
        double top = scale_.y(base + *value);
        rect(x(i) - width / 2, top, width, scale_.y(base) - top, fill_of(s, i + 1 == count_));
        base += *value;
      }
      if (known && count_ <= kMostLabels) label(x(i), scale_.y(base) - 5, "value", number(base, chart_.digits));
    }
  }

  void write_line(std::size_t s) {
    const Values& values = chart_.series[s].values;
    std::string path;
    bool pen_down = false;  // a month without data leaves a gap
    for (std::size_t i = 0; i < count_; ++i) {
      auto value = value_at(values, i);
      if (value) path += std::string(pen_down ? "L" : "M") + unit(x(i)) + " " + unit(scale_.y(*value));
      pen_down = value.has_value();
    }
    if (path.empty()) return;
    html_.in("path", {{"d", path}, {"class", "line " + css_[s]}}, "");
    for (std::size_t i = 0; i < count_; ++i)
      if (auto value = value_at(values, i)) write_point(s, i, *value);
  }

  void write_point(std::size_t s, std::size_t i, double value) {
    bool under = chart_.target && value < *chart_.target, last = i + 1 == count_;
    html_.in("circle", {{"cx", unit(x(i))}, {"cy", unit(scale_.y(value))}, {"r", last ? "5.5" : "4"},
                        {"class", "dot " + css_[s] + (under ? " hollow" : "")}}, "");
    if (chart_.series.size() > 1 || count_ > kMostLabels) return;
    bool above = stands_high(chart_.series[s].values, i, value);
    label(x(i), scale_.y(value) + (above ? -10 : 18), last ? "value last" : "value", number(value, chart_.digits));
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
  bool stacked_ = true, single_ = false;
  Scale scale_;
};

}  // namespace

void write_html(HtmlPage& page, const Chart& chart) { ChartWriter(page, chart).write(); }

}  // namespace outdesk
