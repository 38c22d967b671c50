#include "base/text.hpp"
#include "output/format_value.hpp"
#include "output/table_walk.hpp"
#include "output/words.hpp"
#include "output/write_html.hpp"

namespace outdesk {

namespace {

bool is_colour(const std::string& text) {
  return text.size() == 6 && text.find_first_not_of("0123456789ABCDEFabcdef") == text.npos;
}

std::string grid_id(std::size_t number) { return "grid" + std::to_string(number); }
constexpr const char* kWhite = "FFFFFF";
constexpr std::size_t kFewPeople = 20;  ///< columns up to which each takes more room, for the titles of bands
std::string paint_class(std::size_t paint) { return "p" + std::to_string(paint); }

/// What a cell means for "only where they have access"; see Grid::Paint.
bool is_unread(const Grid::Paint& paint) { return paint.mark.tone == Tone::no_data; }
/// White is the ground of a cell without access: who may only pass through to what lies deeper does not open the folder.
bool is_access(const Grid::Paint& paint) {
  bool coloured = !paint.fill.empty() && paint.fill != kWhite;
  return coloured && !paint.sign.empty() && paint.mark.tone != Tone::bad && !is_unread(paint);
}

struct LineColumns {
  std::vector<std::size_t> flags;   ///< yes or no: a sign behind the name, and a filter
  std::vector<std::size_t> extras;  ///< columns of their own
};

LineColumns line_columns(const Grid& grid) {
  LineColumns columns;
  for (std::size_t i = 1; i < grid.line_columns.size(); ++i) {
    if (grid.line_columns[i].title.empty()) continue;
    bool flag = std::any_of(grid.lines.begin(), grid.lines.end(), [&](const Grid::Line& line) {
      return i < line.values.size() && std::holds_alternative<bool>(line.values[i]);
    });
    (flag ? columns.flags : columns.extras).push_back(i);
  }
  return columns;
}

bool starts_band(const Grid& grid, std::size_t head) {
  return head == 0 || grid.heads[head].band != grid.heads[head - 1].band;
}

std::string style_of(const Grid& grid, const std::string& id) {
  std::string css;
  for (std::size_t i = 0; i < grid.palette.size(); ++i) {
    const Grid::Paint& paint = grid.palette[i];
    std::string rule;
    // White would shine on a dark page, where the ground of a cell without access is dark.
    bool white = paint.fill == kWhite;
    if (is_colour(paint.fill) && !white) rule += "background:#" + paint.fill + ";";
    if (white) rule += "color:var(--muted);";
    else if (is_colour(paint.ink)) rule += "color:#" + paint.ink + ";";
    if (paint.bold) rule += "font-weight:700;";
    if (!rule.empty()) css += "#" + id + " ." + paint_class(i) + "{" + rule + "}\n";
  }
  std::size_t before = line_columns(grid).extras.size() + 2;  // nth-child counts from one, after the name
  std::string starts;
  for (std::size_t i = 0; i < grid.heads.size(); ++i)
    if (starts_band(grid, i))
      starts += (starts.empty() ? "#" : ",#") + id + " tr:not(.bands)>:nth-child(" + std::to_string(i + before) + ")";
  if (!starts.empty()) css += starts + "{border-left:2px solid var(--rule)}\n";
  return css;
}

class GridWriter {
 public:
  GridWriter(HtmlPage& page, const Grid& grid)
      : page_(page), html_(page.html), grid_(grid), language_(page.language()), id_(grid_id(++page.grids)),
        columns_(line_columns(grid)) {
    for (const Grid::Line& line : grid.lines) {
      depth_ = std::max(depth_, std::clamp(line.depth, 0, 40));
      any_changed_ = any_changed_ || !line.changed.empty();
    }
  }

  void write() {
    html_.in("div", {{"class", "grid"}, {"id", id_}}, [&] {
      write_html_heading(page_, grid_.title, id_ + "-title");
      write_legend();
      html_.in("p", {{"class", "on-paper"}}, word(Word::matrix_on_paper, language_));
      html_.in("div", {{"class", "frame"}}, [&] {
        write_filters();
        write_html_region(page_, "matrix", grid_.title, [&] { write_table(); });
      });
      if (!grid_.note.empty()) html_.in("p", {{"class", "note"}}, grid_.note);
    });
  }

 private:
  std::string_view say(Word which) const { return word(which, language_); }

  void write_legend() {
    html_.in("ul", {{"class", "legend"}, {"role", "list"}}, [&] {
      for (std::size_t i = 0; i < grid_.palette.size(); ++i)
        legend_item("cell " + paint_class(i), grid_.palette[i].sign, grid_.palette[i].mark.words);
      if (any_changed_) legend_item("cell x", "", std::string(say(Word::changed)));
      for (std::size_t n = 0; n < columns_.flags.size(); ++n)
        legend_item("flag", std::string(flag_sign(n)), grid_.line_columns[columns_.flags[n]].title);
    });
    for (const std::string& note : grid_.legend_notes) html_.in("p", {{"class", "note"}}, note);
  }

  void legend_item(const std::string& css, const std::string& sign, const std::string& words) {
    html_.in("li", {}, [&] {
      html_.in("span", {{"class", css}}, sign);
      html_.text(" " + words);
    });
  }

  /// Hidden until the script shows them: without it they would do nothing.
  void write_filters() {
    html_.in("fieldset", {{"class", "filters"}, {"hidden", ""}}, [&] {
      html_.in("legend", {{"class", "unseen"}}, say(Word::filters));
      search("row", grid_.line_title.empty() ? grid_.title : grid_.line_title, {{"placeholder", std::string(say(Word::example_row))}});
      search("person", say(Word::person_or_band), {{"placeholder", std::string(say(Word::example_person))}, {"list", id_ + "-people"}});
      write_people();
      write_depth_choice();
      tick("access", say(Word::only_access));
      if (any_changed_) tick("changed", say(Word::only_changed));
      for (std::size_t n = 0; n < columns_.flags.size(); ++n)
        tick("flag", std::string(say(Word::only_where)) + ": " + grid_.line_columns[columns_.flags[n]].title);
      Attributes output = {{"class", "shown"}, {"data-rows", std::string(say(Word::rows_shown))},
                           {"data-unread", std::string(say(Word::unread_shown))},
                           {"data-people", std::string(say(Word::people_shown))},
                           {"data-one", std::string(say(Word::one_person))}};
      html_.in("output", output, "");
    });
  }

  void search(const std::string& what, std::string_view title, const Attributes& more) {
    html_.in("label", {}, [&] {
      html_.text(std::string(title) + " ");
      Attributes attributes = {{"type", "search"}, {"data-filter", what}, {"autocomplete", "off"}, {"spellcheck", "false"}};
      attributes.insert(attributes.end(), more.begin(), more.end());
      html_.empty("input", attributes);
    });
  }

  /// What can be chosen instead of typed: each band, then each person with the account, which is never there twice.
  void write_people() {
    html_.in("datalist", {{"id", id_ + "-people"}}, [&] {
      for (std::size_t i = 0; i < grid_.heads.size(); ++i)
        if (starts_band(grid_, i) && !grid_.heads[i].band.empty()) html_.in("option", {{"value", grid_.heads[i].band}}, "");
      for (const Grid::Head& head : grid_.heads)
        html_.in("option", {{"value", std::string(trimmed(head.title + " " + head.subtitle))}}, "");
    });
  }

  void tick(const std::string& what, std::string_view title) {
    html_.in("label", {{"class", "tick"}}, [&] {
      html_.empty("input", {{"type", "checkbox"}, {"data-filter", what}});
      html_.text(" " + std::string(title));
    });
  }

  void write_depth_choice() {
    if (depth_ == 0) return;
    html_.in("label", {}, [&] {
      html_.text(std::string(say(Word::depth)) + " ");
      html_.in("select", {{"data-filter", "depth"}}, [&] {
        html_.in("option", {{"value", "99"}}, say(Word::all_depths));
        for (int depth = 0; depth < depth_; ++depth)
          html_.in("option", {{"value", std::to_string(depth)}},
                   std::string(say(Word::up_to_depth)) + " " + std::to_string(depth + 1));
      });
    });
  }

  void write_table() {
    std::string access, unread;
    for (std::size_t i = 0; i < grid_.palette.size(); ++i) {
      if (is_access(grid_.palette[i])) access += paint_class(i) + " ";
      if (is_unread(grid_.palette[i])) unread += paint_class(i) + " ";
    }
    Attributes attributes = {{"data-access", std::string(trimmed(access))}, {"data-unread", std::string(trimmed(unread))},
                             {"data-before", std::to_string(columns_.extras.size() + 1)}};
    if (grid_.heads.size() <= kFewPeople) attributes.push_back({"class", "roomy"});
    html_.in("table", attributes, [&] {
      html_.in("caption", {{"class", "unseen"}}, grid_.title);
      html_.in("thead", {}, [&] { write_heads(); });
      html_.new_line();
      html_.in("tbody", {}, [&] {
        for (const Grid::Line& line : grid_.lines) write_line(line);
      });
    });
    html_.in("p", {{"class", "nothing"}, {"hidden", ""}}, say(Word::nothing_found));
  }

  void write_heads() {
    html_.in("tr", {{"class", "bands"}}, [&] { write_bands(); });
    html_.new_line();
    html_.in("tr", {{"class", "names"}}, [&] {
      html_.in("th", {{"scope", "col"}, {"class", "corner"}}, grid_.line_title);
      for (std::size_t i : columns_.extras)
        html_.in("th", {{"scope", "col"}, {"class", "extra"}}, [&] { html_.in("span", {}, grid_.line_columns[i].title); });
      for (const Grid::Head& head : grid_.heads) write_head(head);
    });
    html_.new_line();
    if (grid_.reach_title.empty()) return;
    html_.in("tr", {{"class", "reach"}}, [&] {
      html_.in("th", {{"scope", "row"}}, grid_.reach_title);
      for (std::size_t n = 0; n < columns_.extras.size(); ++n) html_.in("td", {{"class", "extra"}}, "");
      for (const Grid::Head& head : grid_.heads) html_.in("td", {}, format_count(head.reach, language_));
    });
  }

  void write_bands() {
    // Apart, for a narrow screen leaves the columns between names and people out.
    html_.in("td", {{"class", "corner"}}, "");
    if (!columns_.extras.empty()) html_.in("td", {{"class", "extra"}, {"colspan", std::to_string(columns_.extras.size())}}, "");
    for (std::size_t i = 0; i < grid_.heads.size();) {
      std::size_t end = i + 1;
      while (end < grid_.heads.size() && !starts_band(grid_, end)) ++end;
      Attributes attributes = {{"colspan", std::to_string(end - i)}};
      if (!grid_.heads[i].band.empty()) attributes.push_back({"scope", "colgroup"});
      html_.in("th", attributes, [&] { html_.in("span", {}, grid_.heads[i].band); });
      i = end;
    }
  }

  void write_head(const Grid::Head& head) {
    html_.in("th", {{"scope", "col"}, {"class", head.alarm.empty() ? "person" : "person alarm"}}, [&] {
      html_.in("span", {}, [&] {
        html_.in("b", {}, head.title + (head.alarm.empty() ? "" : " (" + head.alarm + ")"));
        if (!head.subtitle.empty()) html_.text(" " + head.subtitle);
      });
    });
  }

  void write_line(const Grid::Line& line) {
    Attributes attributes = {{"data-depth", std::to_string(std::clamp(line.depth, 0, 40))}};
    std::string flags = flags_of(line);
    if (!flags.empty()) attributes.push_back({"data-flags", flags});
    if (line.depth <= 0) attributes.push_back({"class", "top-line"});
    html_.in("tr", attributes, [&] {
      write_name(line, flags);
      for (std::size_t i : columns_.extras) write_extra(line, i);
      for (std::size_t i = 0; i < grid_.heads.size(); ++i)
        write_cell(line, i, std::find(line.changed.begin(), line.changed.end(), i) != line.changed.end());
    });
    html_.new_line();
  }

  /// Numbers of the yes-or-no columns that say yes: "0 1".
  std::string flags_of(const Grid::Line& line) const {
    std::string flags;
    for (std::size_t n = 0; n < columns_.flags.size(); ++n)
      if (columns_.flags[n] < line.values.size() && line.values[columns_.flags[n]] == Value(true))
        flags += (flags.empty() ? "" : " ") + std::to_string(n);
    return flags;
  }

  /// The way to a folder stands before its name and is seen only where its parents may be hidden.
  void write_name(const Grid::Line& line, const std::string& flags) {
    std::string title = line.title.empty() ? line.path : line.title;
    bool ends = line.path.size() > title.size() && line.path.compare(line.path.size() - title.size(), title.npos, title) == 0;
    html_.in("th", {{"scope", "row"}, {"class", "d" + std::to_string(std::clamp(line.depth, 0, 12))}}, [&] {
      if (ends) write_way(std::string_view(line.path).substr(0, line.path.size() - title.size()));
      html_.text(title);
      if (flags.empty()) return;
      for (std::string_view number : split(flags, ' ')) {
        std::size_t n = static_cast<std::size_t>(parse_count(number).value_or(0));
        Attributes attributes = {{"class", "flag"}, {"role", "img"}, {"aria-label", grid_.line_columns[columns_.flags[n]].title}};
        html_.text(" ");
        html_.in("span", attributes, flag_sign(n));
      }
    });
  }

  /// May break after each separator.
  void write_way(std::string_view way) {
    html_.in("span", {{"class", "way"}}, [&] {
      while (!way.empty()) {
        std::size_t end = std::min(way.find_first_of("\\/"), way.size() - 1) + 1;
        html_.text(way.substr(0, end));
        html_.empty("wbr");
        way.remove_prefix(end);
      }
    });
  }

  void write_extra(const Grid::Line& line, std::size_t column) {
    bool known = column < line.values.size();
    bool number = known && is_numeric(line.values[column]);
    html_.in("td", {{"class", number ? "extra n" : "extra"}},
             known ? format_value(line.values[column], page_.document) : std::string());
  }

  void write_cell(const Grid::Line& line, std::size_t head, bool changed) {
    std::size_t paint = head < line.cells.size() ? line.cells[head] : 0;
    std::string sign = paint < grid_.palette.size() ? grid_.palette[paint].sign : "";
    Attributes attributes;
    if (changed) attributes.push_back({"class", paint_class(paint) + " x"});
    else if (!sign.empty()) attributes.push_back({"class", paint_class(paint)});
    if (head < line.details.size() && !line.details[head].empty()) attributes.push_back({"title", line.details[head]});
    // A right that was taken away must be seen too, and not by its frame alone.
    html_.in("td", attributes, changed && sign.empty() ? "\u2212" : sign);
  }

  HtmlPage& page_;
  HtmlWriter& html_;
  const Grid& grid_;
  Language language_;
  std::string id_;
  LineColumns columns_;
  int depth_ = 0;
  bool any_changed_ = false;
};

}  // namespace

std::string grid_style(const Document& document) {
  std::string css;
  std::size_t number = 0;
  for (const Section& section : document.sections) {
    if (section.machine_only) continue;
    for (const Block& block : section.blocks)
      if (auto* grid = std::get_if<Grid>(&block)) css += style_of(*grid, grid_id(++number));
  }
  return css;
}

void write_html(HtmlPage& page, const Grid& grid) { GridWriter(page, grid).write(); }

}  // namespace outdesk
