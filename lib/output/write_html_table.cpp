#include "base/text.hpp"
#include "output/format_value.hpp"
#include "output/table_walk.hpp"
#include "output/write_html.hpp"

namespace outdesk {

namespace {

constexpr std::size_t kSampleRows = 100;     ///< rows that say what each column holds
constexpr std::size_t kManyColumns = 7;   ///< more columns share their room more strictly, to fit a screen
constexpr std::size_t kMostColumns = 11;  ///< and more than these are set smaller besides
constexpr std::size_t kFewColumns = 3;    ///< up to which a table need not be as wide as the page
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
      html_.in("table", {{"class", table_css()}}, [&] {
        if (!table_.title.empty()) html_.in("caption", {}, table_.title);
        write_rows();
      });
    });
    if (!table_.note.empty()) html_.in("p", {{"class", "note"}}, table_.note);
  }

 private:
  std::string table_css() const {
    std::string css = "data";
    if (shown_.size() <= kFewColumns) css += " narrow";
    if (shown_.size() > kManyColumns) css += " many";
    if (shown_.size() > kMostColumns) css += " dense";
    return css;
  }

  void write_rows() {
    Totals totals(table_);
    auto begin = [&](const std::vector<Row>& sample) {
      kinds_ = column_kinds(table_.columns, sample);
      find_signs(sample);
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

  /// Columns of nothing but signs, a day of a month each, can stand close together.
  void find_signs(const std::vector<Row>& sample) {
    signs_.assign(table_.columns.size(), false);
    for (std::size_t i = 0; i < signs_.size(); ++i) {
      std::size_t signs = 0, others = 0;
      for (const Row& row : sample) {
        if (i >= row.size() || std::holds_alternative<std::monostate>(row[i])) continue;
        auto* mark = std::get_if<Mark>(&row[i]);
        mark && mark->bare ? ++signs : ++others;
      }
      signs_[i] = signs > 0 && others == 0;
    }
  }

  std::string css_of(std::size_t column) const {
    if (signs_[column]) return "b";
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
  std::vector<bool> signs_;
  HeatScale heat_{table_};
};

}  // namespace

void write_html(HtmlPage& page, const Table& table) { TableWriter(page, table).write(); }

}  // namespace outdesk
