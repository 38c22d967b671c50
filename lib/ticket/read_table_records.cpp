// Exports in rows: delimited text and sheets.
#include <algorithm>
#include <unordered_map>

#include "base/error.hpp"
#include "base/text.hpp"
#include "input/csv.hpp"
#include "ticket/export_record.hpp"

namespace outdesk {

namespace {

constexpr int kMostPreamble = 50;  ///< rows before the header row

/// The columns of an export, by the names of the mapping.
class TableHeader {
 public:
  TableHeader(const std::vector<std::string_view>& titles, const std::string& file, long row, const Mapping& mapping) {
    std::map<std::string, std::vector<std::size_t>> places;
    for (std::size_t i = 0; i < titles.size(); ++i) places[std::string(trimmed(titles[i]))].push_back(i);
    for (const auto& name : columns_read(mapping)) {
      auto& found = columns_[name];
      std::vector<std::string> known = titles_of(name, mapping);
      for (const auto& title : known)
        if (auto place = places.find(title); found.empty() && place != places.end()) found = place->second;
      if (found.empty() && !mapping.optional.count(name)) refuse(known, places, file, row);
    }
  }

  /// Where the column is; several places where its title is repeated, none where the export lacks it.
  const std::vector<std::size_t>& at(const std::string& name) const {
    static const std::vector<std::size_t> kNowhere;
    auto found = columns_.find(name);
    return found == columns_.end() ? kNowhere : found->second;
  }

  static std::vector<std::string> titles_of(const std::string& name, const Mapping& mapping) {
    auto titles = mapping.columns.find(name);
    return titles == mapping.columns.end() ? std::vector<std::string>{name} : titles->second;
  }

 private:
  [[noreturn]] static void refuse(const std::vector<std::string>& titles, const std::map<std::string, std::vector<std::size_t>>& places,
                                  const std::string& file, long row) {
    std::vector<std::string> known, wanted;
    for (const auto& [title, place] : places) if (!title.empty()) known.push_back(title);
    for (const auto& title : titles) wanted.push_back(in_quotes(title));
    std::string near = nearest(titles.front(), known);
    throw InputError(file, row, "the export has no column " + join(wanted, " or ") + ", which the mapping reads",
                     near.empty() ? "columns: " + printable(join(known, ", ")) : "did you mean " + in_quotes(near) + "?");
  }

  std::unordered_map<std::string, std::vector<std::size_t>> columns_;
};

/// A cell that is one of several in a list.
class CellElement : public ExportRecord {
 public:
  CellElement(std::string_view text, const ExportRecord& root) : text_(text), root_(root) {}

 private:
  std::string_view own_value(const std::string& name, std::string&) const override { return name == "." ? text_ : ""; }
  const ExportRecord* outer() const override { return &root_; }

  std::string_view text_;
  const ExportRecord& root_;
};

class TableRecord : public ExportRecord {
 public:
  TableRecord(const TableHeader& header, const std::vector<std::string_view>& cells) : header_(header), cells_(cells) {}

 private:
  std::string_view own_value(const std::string& name, std::string&) const override {
    for (std::size_t i : header_.at(name))
      if (i < cells_.size() && !trimmed(cells_[i]).empty()) return cells_[i];
    return {};
  }

  Elements own_elements(const std::string& name) const override {
    Elements elements;
    for (std::size_t i : header_.at(name))
      if (i < cells_.size() && !trimmed(cells_[i]).empty()) elements.push_back(std::make_shared<CellElement>(cells_[i], *this));
    return elements;
  }

  const TableHeader& header_;
  const std::vector<std::string_view>& cells_;
};

/// Gives empty cells of some columns the value of the row above.
class FilledDown {
 public:
  FilledDown(const Mapping& mapping, const TableHeader& header) {
    for (const auto& name : mapping.fill_down)
      for (std::size_t i : header.at(name)) above_.emplace_back(i, "");
  }
  void fill(std::vector<std::string_view>& cells) {
    for (auto& [i, text] : above_) {
      if (i >= cells.size()) cells.resize(i + 1);
      if (trimmed(cells[i]).empty()) cells[i] = text;
      else text = std::string(cells[i]);
    }
  }

 private:
  std::vector<std::pair<std::size_t, std::string>> above_;
};

/// Whether a row can be the header: it has a title of the ticket's column, or of its id.
bool is_header(const std::vector<std::string_view>& cells, const Mapping& mapping) {
  const auto& key = mapping.ticket ? mapping.ticket : mapping.id;
  std::string name = !key->column.empty() ? key->column : key->pieces.size() > 1 ? key->pieces[1] : "";
  for (const auto& title : TableHeader::titles_of(name, mapping))
    for (auto cell : cells) if (trimmed(cell) == title) return true;
  return false;
}

/// The first line that has one of the usual delimiters: a title above the header row has none.
char delimiter_in(std::string_view content, char wanted) {
  if (wanted) return wanted;
  std::size_t at = content.find_first_of(",;\t");
  if (at == content.npos) return ',';
  std::size_t start = content.rfind('\n', at);
  return delimiter_of(content.substr(start == content.npos ? 0 : start + 1));
}

/// Reads rows by `next` (false at the end), with `line` the number of the last one.
template <class Next, class Line, class Row>
void read_rows(const std::string& file, const Mapping& mapping, const Next& next, const Line& line, bool ragged, const Row& row) {
  std::vector<std::string_view> cells;
  if (!next(cells)) throw InputError(file, 0, "is empty", "export again with a header row");
  for (int i = 0; mapping.preamble && !is_header(cells, mapping); ++i)
    if (i == kMostPreamble || !next(cells)) throw InputError(file, 0, "none of the first rows is the header row that the mapping reads", "see its 'ticket' and 'columns'");
  TableHeader header(cells, file, line(), mapping);
  FilledDown down(mapping, header);
  std::size_t names = cells.size();
  while (next(cells)) {
    if (ragged ? cells.size() > names : cells.size() != names)
      throw InputError(file, line(), "has " + std::to_string(cells.size()) + " cells, and the header has " + std::to_string(names),
                       ragged ? "give the columns a title" : "check the delimiter and the quotes");
    down.fill(cells);
    row(TableRecord(header, cells), cells);
  }
}

const CellTable& sheet_of(const std::vector<CellTable>& sheets, const std::string& file, const Mapping& mapping) {
  std::vector<std::string> names;
  for (const auto& sheet : sheets) {
    if (mapping.sheet.empty() || sheet.sheet == mapping.sheet) return sheet;
    names.push_back(sheet.sheet);
  }
  if (sheets.empty()) throw InputError(file, 0, "has no sheet", "export again");
  throw InputError(file, 0, "has no sheet " + in_quotes(mapping.sheet) + ", which the mapping reads", "sheets: " + printable(join(names, ", ")));
}

}  // namespace

void read_csv_records(std::string_view content, const std::string& file, const Mapping& mapping, const RecordSink& sink, const ImportProgress& progress) {
  CsvReader reader(content, delimiter_in(content, mapping.delimiter), file);
  std::size_t done = 0, rows = 0;
  read_rows(file, mapping, [&](std::vector<std::string_view>& cells) { return reader.next(cells); }, [&] { return reader.line(); }, false,
            [&](const ExportRecord& record, const std::vector<std::string_view>& cells) {
              sink(record, reader.line());
              for (auto cell : cells) done += cell.size() + 1;
              if (++rows % 4096 == 0) progress(done, content.size());
            });
}

void read_sheet_records(const std::vector<CellTable>& sheets, const std::string& file, const Mapping& mapping, const RecordSink& sink, const ImportProgress& progress) {
  const CellTable& sheet = sheet_of(sheets, file, mapping);
  std::size_t at = 0;
  auto next = [&](std::vector<std::string_view>& cells) {
    if (at == sheet.rows.size()) return false;
    cells.assign(sheet.rows[at].begin(), sheet.rows[at].end());
    ++at;
    return true;
  };
  auto line = [&] { return sheet.numbers.at(at - 1); };
  read_rows(file, mapping, next, line, true, [&](const ExportRecord& record, const std::vector<std::string_view>&) {
    sink(record, line());
    if (at % 4096 == 0) progress(at, sheet.rows.size());
  });
}

const ExportRecord& ExportRecord::around() const { return outer() ? *outer() : *this; }

const ExportRecord& ExportRecord::whole() const {
  const ExportRecord* record = this;
  while (const ExportRecord* next = record->outer()) record = next;
  return *record;
}

std::string_view ExportRecord::value(const std::string& name, std::string& room) const {
  if (name.starts_with('/')) return whole().own_value(name.substr(1), room);
  if (name.starts_with("../")) return around().value(name.substr(3), room);
  return own_value(name, room);
}

ExportRecord::Elements ExportRecord::each(const std::string& name) const {
  if (name.starts_with('/')) return whole().own_elements(name.substr(1));
  if (name.starts_with("../")) return around().each(name.substr(3));
  return own_elements(name);
}

std::shared_ptr<const ExportRecord> split_record(std::string_view text, const EventSource& how, const ExportRecord& root) {
  class SplitElement : public ExportRecord {
   public:
    explicit SplitElement(const ExportRecord& outer) : outer_(outer) {}
    std::map<std::string, std::string_view> parts;

   private:
    std::string_view own_value(const std::string& name, std::string&) const override {
      auto part = parts.find(name);
      return part == parts.end() ? std::string_view() : part->second;
    }
    const ExportRecord* outer() const override { return &outer_; }
    const ExportRecord& outer_;
  };
  auto element = std::make_shared<SplitElement>(root);
  std::vector<std::string> names = how.split_into;
  if (how.split_from_end) std::reverse(names.begin(), names.end());
  for (std::size_t i = 0; i + 1 < names.size(); ++i) {
    std::size_t cut = how.split_from_end ? text.rfind(how.split_by) : text.find(how.split_by);
    if (cut == text.npos) break;
    std::string_view before = text.substr(0, cut), after = text.substr(cut + how.split_by.size());
    element->parts[names[i]] = how.split_from_end ? after : before;
    text = how.split_from_end ? before : after;
  }
  element->parts[names[std::min(element->parts.size(), names.size() - 1)]] = text;
  return element;
}

}  // namespace outdesk
