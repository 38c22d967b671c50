// A report as plain data.  Reports make one Document; the writers (text, CSV, JSON, XLSX, HTML) know
// nothing of tickets or rights, and format every value by its type, once, for all commands.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/instant.hpp"
#include "base/money.hpp"
#include "base/zone.hpp"

namespace outdesk {

enum class Language { en, ru };

/// Where a value stands in machine formats: the path of member names, {"kpi", "response", "met"}.
/// A column or figure without a key is for people only; one without a title is for machines only.
using Key = std::vector<std::string>;
/// "kpi.response.met" as a Key.  Names that hold a dot themselves must be given as a Key.
Key key(std::string_view dotted);

/// How good a word is, so that each writer can show it with sign and colour.
enum class Tone { neutral, good, attention, bad, no_data };

/// A word out of a fixed set: a verdict, a level, a light.
struct Mark {
  std::string code;   ///< for machines: "met"
  std::string words;  ///< for people, in the document's language: "в срок"
  Tone tone = Tone::neutral;
  bool bare = false;  ///< the words are a sign themselves
  bool operator==(const Mark&) const = default;
};

struct InnerRows;

using Value = std::variant<std::monostate,             // nothing known: JSON null, an empty cell
                           std::string, bool, std::int64_t, Seconds, Instant, Date, Share, Decimal, Money,
                           Mark, std::vector<std::string>, std::shared_ptr<const InnerRows>>;

enum class Align { left, right, centre };

struct Column {
  Key key;
  std::string title;
  int width = 0;      ///< characters, a wish; 0 lets the writer choose
  bool wrap = false;  ///< long text may take several lines
  bool total = false; ///< counts, durations, money: the writer may add the column up
  /// For workbooks: the cell as a formula over others of its row, "[inhouse_minor] - [outsource_minor]"
  /// (last parts of keys), or of the row before, "[^sum_minor]".  Numbers stand in it as the sheet has
  /// them: money in whole units, months as they are.  The value is shown where nothing is calculated.
  std::string formula = {};
  std::vector<std::string> choices = {};  ///< for workbooks: what a reader may fill in, offered as a list
  bool heat = false;  ///< counts are shaded by their size among all such columns of the table; zeros are not shown
};

using Row = std::vector<Value>;

/// A list of objects inside a cell, for machine formats: JSON nests it, CSV has it as one JSON text, people see nothing.
struct InnerRows {
  std::vector<Column> columns;
  std::vector<Row> rows;
};

/// Rows of one table, made one at a time so that a million of them need no memory.
using RowVisitor = std::function<void(const Row&)>;
struct Table {
  Key key;
  std::string title;
  std::vector<Column> columns;
  std::vector<Row> rows;                                   ///< small tables
  std::function<void(const RowVisitor&)> stream;           ///< large ones: calls the visitor in order
  std::optional<Row> total;                                ///< the last, emphasised row, people only
  std::string note;                                        ///< how it was counted

  void for_each_row(const RowVisitor& visit) const;
};

/// Single numbers with a name.
struct Figure {
  Key key;
  std::string title;
  Value value;
  std::string note = {};
  std::string formula = {};  ///< for workbooks: over other figures of the same block, "[net_minor] * 0.22"
};
struct Figures {
  std::string title;
  std::vector<Figure> figures;
};

/// A matrix of marks: rows are things, columns ("heads") are people, a cell is one mark of `palette`.
struct Grid {
  /// One kind of cell.  Without a sign: no access.  With tone bad or no_data: no access either (denied,
  /// not read).  Everything else counts as access where a reader asks for "only where they have access".
  struct Paint {
    Mark mark;
    std::string sign;            ///< one or two characters shown in the cell
    std::string fill, ink;       ///< RRGGBB; empty for none
    bool bold = false;
    std::string inner = {};      ///< code of what lies inside, where that differs
  };
  struct Head {
    std::string band;            ///< heads of one band stand together under one title
    std::string title, subtitle; ///< full name, account
    std::string alarm;           ///< not empty: shown in red with this word ("УВОЛЕН")
    Row values;                  ///< of head_columns, machine formats
    std::int64_t reach = 0;      ///< number of rows that this head can open
  };
  struct Line {
    int depth = 0;               ///< from 0; indents and outlines
    std::string title;           ///< the row's own name
    std::string path;            ///< the whole of it
    Row values;                  ///< of line_columns
    std::vector<std::uint8_t> cells;    ///< index into palette, one per head
    std::vector<std::uint32_t> changed; ///< heads whose cell changed, to be framed
    std::vector<std::string> details;   ///< exact value per head (masks), where asked for
  };
  Key heads_key, lines_key, cells_key, details_key;  ///< "accounts", "folders", "levels", "masks"
  Key inner_key = {};                                ///< "files"
  std::string title, head_id_column;                 ///< which of head_columns names a cell in JSON
  std::vector<Column> head_columns, line_columns;    ///< line_columns[0] is the path
  std::string line_title;                            ///< "Папка"
  std::string reach_title;                           ///< "сколько папок доступно сотруднику"
  std::vector<Paint> palette;
  std::vector<Head> heads;
  std::vector<Line> lines;
  std::vector<std::string> legend_notes;
  std::string note;
};

/// A chart over named points.  Every series has a value, or nothing, for each point.
struct Chart {
  /// ranges: a bar a point from the target, which must be there, to each of two series (a tornado).
  enum class Kind { stacked_columns, line, ranges } kind = Kind::stacked_columns;
  struct Series {
    std::string title;
    std::vector<std::optional<double>> values;
    Tone tone = Tone::neutral;
  };
  std::string title, description, unit;
  std::vector<std::string> points;
  std::vector<Series> series;
  std::optional<double> target;
  std::string target_title;
  int digits = 0;  ///< behind the point, in labels
  std::optional<double> highest = {};  ///< that a value can have: 100 per cent
};

struct Paragraph {
  struct Run { std::string text; bool strong = false; };
  std::vector<Run> runs;
};

/// A list of things to do or to know.
struct Points {
  std::string title;
  bool boxed = false;  ///< must not be missed
  struct Point { std::string lead, text, section_id, link_title; };
  std::vector<Point> points;
};

/// The summary cards at the top of a report.
struct Tiles {
  struct Tile {
    std::string section_id, title;
    Mark light;
    std::string figure, detail, trend;
    std::vector<std::optional<double>> bars;  ///< oldest first; the last is this month
    std::string bars_title;
  };
  std::vector<Tile> tiles;
};

using Block = std::variant<Paragraph, Figures, Table, Grid, Chart, Points, Tiles>;

struct Section {
  std::string id;     ///< ASCII, for anchors and sheet order
  std::string title;
  std::vector<Block> blocks;
  bool machine_only = false;  ///< in JSON, not in what people read
};

struct Document {
  std::string schema;         ///< "sla-report/1": first member of the JSON
  Language language = Language::en;
  const Zone* zone = nullptr; ///< for showing instants; UTC where null
  std::string currency;       ///< ISO 4217, of every Money in the document
  std::string title, subtitle, provider;
  std::string logo;           ///< PNG picture of the provider; empty for none
  std::string colour;         ///< RRGGBB of headings and header rows, dark; empty for the writer's own
  std::string confidential;   ///< a word for headers and footers; empty for none
  std::vector<Figure> head;   ///< members of the JSON before the sections; shown by nobody
  std::vector<Section> sections;
  Key rows;                   ///< key of the table that csv and jsonl give; empty: the first one with a key
};

enum class Format { text, json, csv, jsonl, xlsx, html };

}  // namespace outdesk
