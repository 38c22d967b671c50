#include "base/text.hpp"
#include "output/format_value.hpp"
#include "output/table_walk.hpp"
#include "output/words.hpp"
#include "output/write_html.hpp"

namespace outdesk {

namespace {

void write_note(HtmlPage& page, const std::string& note) {
  if (!note.empty()) page.html.in("span", {{"class", "note"}}, note);
}

/// A link where the section is on the page; plain text where this reader does not get it.
void write_link(HtmlPage& page, const std::string& section_id, const std::string& title) {
  if (page.section_ids.count(section_id)) page.html.in("a", {{"href", "#" + anchor(section_id)}}, title);
  else page.html.text(title);
}

void write_point(HtmlPage& page, const Points::Point& point) {
  page.html.in("li", {}, [&] {
    if (!point.lead.empty()) page.html.in("strong", {}, point.lead);
    if (!point.lead.empty() && !point.text.empty()) page.html.text(" ");
    page.html.text(point.text);
    if (point.link_title.empty() || !page.section_ids.count(point.section_id)) return;
    page.html.text(" ");
    write_link(page, point.section_id, point.link_title);
  });
}

/// Small bars, oldest first; the last is this month's.
void write_bars(HtmlPage& page, const Tiles::Tile& tile) {
  constexpr int kStep = 12, kWidth = 9, kHeight = 26;
  std::vector<std::optional<double>> heights = bar_heights(tile.bars);
  std::string box = "0 0 " + std::to_string(kStep * static_cast<int>(heights.size())) + " " + std::to_string(kHeight);
  Attributes attributes = {{"viewBox", box}, {"class", "bars"}, {"aria-hidden", "true"},
                           {"width", std::to_string(kStep * static_cast<int>(heights.size()))},
                           {"height", std::to_string(kHeight)}};
  page.html.in("svg", attributes, [&] {
    for (std::size_t i = 0; i < heights.size(); ++i) {
      if (!heights[i]) continue;
      int height = std::max(1, static_cast<int>(*heights[i] * kHeight + 0.5));
      page.html.in("rect", {{"x", std::to_string(kStep * static_cast<int>(i))}, {"y", std::to_string(kHeight - height)},
                            {"width", std::to_string(kWidth)}, {"height", std::to_string(height)},
                            {"class", i + 1 == heights.size() ? "now" : "past"}}, "");
    }
  });
  if (!tile.bars_title.empty()) page.html.in("p", {{"class", "bars-title"}}, tile.bars_title);
}

void write_tile(HtmlPage& page, const Tiles::Tile& tile) {
  page.html.in("li", {{"class", "tile " + tone_class(tile.light.tone)}}, [&] {
    page.html.in("p", {{"class", "light"}}, [&] { write_html_mark(page.html, tile.light); });
    page.html.in("p", {{"class", "name"}}, [&] { write_link(page, tile.section_id, tile.title); });
    page.html.in("p", {{"class", "figure"}}, tile.figure);
    page.html.in("p", {{"class", "detail"}}, tile.detail);
    if (!tile.trend.empty()) page.html.in("p", {{"class", "trend"}}, tile.trend);
    bool known = std::any_of(tile.bars.begin(), tile.bars.end(), [](const auto& bar) { return bar.has_value(); });
    if (known) write_bars(page, tile);
  });
  page.html.new_line();
}

}  // namespace

std::string tone_class(Tone tone) {
  switch (tone) {
    case Tone::good: return "good";
    case Tone::attention: return "attention";
    case Tone::bad: return "bad";
    case Tone::no_data: return "no-data";
    case Tone::neutral: break;
  }
  return "neutral";
}

void write_html_heading(HtmlPage& page, const std::string& title, const std::string& id) {
  if (title.empty()) return;
  Attributes attributes;
  if (!id.empty()) attributes.push_back({"id", id});
  page.summary ? page.html.in("h2", attributes, title) : page.html.in("h3", attributes, title);
}

void write_html_mark(HtmlWriter& html, const Mark& mark) {
  if (mark.tone == Tone::neutral) return html.text(mark.words);
  html.in("span", {{"class", "mark " + tone_class(mark.tone)}}, signed_words(mark));
}

void write_html_region(HtmlPage& page, const std::string& css, const std::string& label,
                       const std::function<void()>& content) {
  Attributes attributes = {{"class", "scroll " + css}, {"tabindex", "0"}, {"role", "region"}};
  std::string scrolls(word(Word::scrolls, page.language())), name = label.empty() ? page.section_title : label;
  std::size_t number = ++page.regions[name];
  if (number > 1) name += (name.empty() ? "" : " ") + std::to_string(number);
  attributes.push_back({"aria-label", name.empty() ? scrolls : name + " (" + scrolls + ")"});
  page.html.in("div", attributes, content);
}

void write_html(HtmlPage& page, const Paragraph& paragraph) {
  page.html.in("p", {{"class", page.summary ? "lead" : "words"}}, [&] {
    for (const Paragraph::Run& run : paragraph.runs)
      run.strong ? page.html.in("strong", {}, run.text) : page.html.text(run.text);
  });
}

void write_html(HtmlPage& page, const Points& points) {
  if (points.points.empty()) return;
  page.html.in("div", {{"class", points.boxed ? "points boxed" : "points"}}, [&] {
    write_html_heading(page, points.title);
    page.html.in("ol", {}, [&] {
      for (const Points::Point& point : points.points) write_point(page, point);
    });
  });
}

void write_html(HtmlPage& page, const Figures& figures) {
  auto shown = [](const Figure& figure) { return !figure.title.empty(); };
  if (std::none_of(figures.figures.begin(), figures.figures.end(), shown)) return;
  write_html_heading(page, figures.title);
  page.html.in("dl", {{"class", "figures"}}, [&] {
    for (const Figure& figure : figures.figures) {
      if (!shown(figure)) continue;
      page.html.in("div", {}, [&] {
        page.html.in("dt", {}, figure.title);
        page.html.in("dd", {}, [&] {
          std::string text = format_value(figure.value, page.document);
          auto* mark = std::get_if<Mark>(&figure.value);
          if (mark && mark->tone != Tone::neutral) write_html_mark(page.html, *mark);
          else page.html.in("span", {{"class", "value"}}, text.empty() ? "–" : text);
          write_note(page, figure.note);
        });
      });
    }
  });
}

void write_html(HtmlPage& page, const Tiles& tiles) {
  if (tiles.tiles.empty()) return;
  page.html.in("ul", {{"class", "tiles"}, {"role", "list"}}, [&] {
    page.html.new_line();
    for (const Tiles::Tile& tile : tiles.tiles) write_tile(page, tile);
  });
}

}  // namespace outdesk
