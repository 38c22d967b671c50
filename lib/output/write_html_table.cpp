#include "base/text.hpp"
#include "output/format_value.hpp"
#include "output/table_walk.hpp"
#include "output/write_html.hpp"

namespace outdesk {

namespace {

constexpr std::size_t kSampleRows = 100;     ///< rows that say what each column holds
constexpr std::size_t kManyColumns = 11; ///< columns from which a table is set smaller, to fit a screen
constexpr std::size_t kLongTable = 30;   ///< rows from which a table scrolls under its own header

class TableWriter {
 public:
  TableWriter(HtmlPage& page, const Table& table)
      : page_(page), html_(page.html), table_(table), shown_(shown_columns(table.columns)) {}

  /// Everything is written while the table is walked, since it may be a stream.
  void write() {
    if (shown_.empty()) return;
    bool long_table = table_.stream || table_.rows.size() > kLongTable;
    write_html_region(page_, long_table ? "long" : "short", table_.title, [&] {
      html_.in("table", {{"class", shown_.size() > kManyColumns ? "data dense" : "data"}}, [&] {
        if (!table_.title.empty()) html_.in("caption", {}, table_.title);
        write_rows();
      });
    });
    if (!table_.note.empty()) html_.in("p", {{"class", "note"}}, table_.note);
  }

 private:
  void write_rows() {
    Totals totals(table_);
    auto begin = [&](const std::vector<Row>& sample) {
      kinds_ = column_kinds(table_.columns, sample);
      html_.in("thead", {}, [&] { write_header(); });
      html_.new_line();
    };
    walk_table(table_, kSampleRows, begin, [&](const Row& row) {
      totals.add(row);
      write_row(row, "");
    });
    auto total = totals.row(page_.language());
    if (total) html_.in("tfoot", {}, [&] { write_row(*total, "total"); });
  }

  void write_header() {
    html_.in("tr", {}, [&] {
      for (std::size_t i : shown_)
        html_.in("th", {{"scope", "col"}, {"class", css_of(i)}}, table_.columns[i].title);
    });
  }

  std::string css_of(std::size_t column) const {
    switch (kinds_[column]) {
      case ColumnKind::number: return "n";
      case ColumnKind::moment: return "m";
      case ColumnKind::mark: return "k";
      case ColumnKind::text: break;
    }
    return table_.columns[column].wrap ? "t w" : "t";
  }

  void write_row(const Row& row, const std::string& row_css) {
    Attributes attributes;
    if (!row_css.empty()) attributes.push_back({"class", row_css});
    html_.in("tr", attributes, [&] {
      for (std::size_t n = 0; n < shown_.size(); ++n) {
        bool blank = shown_[n] >= row.size() || (row_css.empty() && heat_.is_cold(shown_[n], row[shown_[n]]));
        const Value& value = blank ? kNothing : row[shown_[n]];
        auto content = [&] { write_value(value); };
        std::string css = css_of(shown_[n]) + (is_short(value) ? " s" : "");
        if (int step = row_css.empty() ? heat_.step(shown_[n], value) : 0) css += " h" + std::to_string(step);
        if (n == 0) html_.in("th", {{"scope", "row"}, {"class", css}}, content);
        else html_.in("td", {{"class", css}}, content);
      }
    });
    html_.new_line();
  }

  void write_value(const Value& value) {
    if (auto* mark = std::get_if<Mark>(&value)) write_html_mark(html_, *mark);
    else html_.text(format_value(value, page_.document));
  }

  /// A name or a number of a request, which a line break would tear apart.
  static bool is_short(const Value& value) {
    auto* text = std::get_if<std::string>(&value);
    return text && !text->empty() && text->size() <= 48 && display_width(*text) <= 18;
  }

  inline static const Value kNothing{};
  HtmlPage& page_;
  HtmlWriter& html_;
  const Table& table_;
  std::vector<std::size_t> shown_;
  std::vector<ColumnKind> kinds_;
  HeatScale heat_{table_};
};

}  // namespace

void write_html(HtmlPage& page, const Table& table) { TableWriter(page, table).write(); }

}  // namespace outdesk
