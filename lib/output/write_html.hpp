// Blocks of a document as HTML; shared by the files of the HTML writer.
#pragma once

#include <map>
#include <set>

#include "output/html_writer.hpp"
#include "output/writers.hpp"

namespace outdesk {

/// What every block needs to know of the page it stands on.
struct HtmlPage {
  const Document& document;
  HtmlWriter& html;
  std::set<std::string> section_ids;  ///< of the sections that are shown: links lead only there
  bool summary = false;               ///< inside the section that leads the page
  std::size_t charts = 0, grids = 0, tables = 0;  ///< so far, for ids
  std::string section_title = {};                  ///< names the regions that have no name of their own
  std::map<std::string, std::size_t> regions = {}; ///< how often each name was given to one

  Language language() const { return document.language; }
};

/// "s-access": the anchor of a section; only letters, digits, - and _ of its id.
std::string anchor(const std::string& section_id);
std::string tone_class(Tone tone);
/// Heading of a block: one below its section's.
void write_html_heading(HtmlPage& page, const std::string& title, const std::string& id = {});
/// A mark as a word with its sign on its colour.
void write_html_mark(HtmlWriter& html, const Mark& mark);
/// A region that scrolls, for the keyboard too.  Its label is the only one of its kind on the page: readers who do not see
/// go from one to the next by it.
void write_html_region(HtmlPage& page, const std::string& css, const std::string& label,
                       const std::function<void()>& content);

void write_html(HtmlPage& page, const Paragraph& paragraph);
void write_html(HtmlPage& page, const Points& points);
void write_html(HtmlPage& page, const Figures& figures);
void write_html(HtmlPage& page, const Tiles& tiles);
void write_html(HtmlPage& page, const Table& table);
void write_html(HtmlPage& page, const Chart& chart);
void write_html(HtmlPage& page, const Grid& grid);

/// Style rules of the document's grids: colours of their palettes, lines between their bands.
std::string grid_style(const Document& document);

}  // namespace outdesk
