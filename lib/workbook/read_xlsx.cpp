#include "workbook/read_xlsx.hpp"

#include <algorithm>
#include <map>

#include "base/text.hpp"
#include "workbook/read_sheet.hpp"

namespace outdesk {

namespace {

/// A part without text, or whose text does not matter.
class AttributeVisitor : public XmlVisitor {
 public:
  void text(std::string_view, std::string_view) override {}
  void close(std::string_view) override {}
};

/// What a part refers to (part 2, 6.5).
struct Relation {
  std::string id, type, part;  ///< type: its last word, "worksheet"; part: empty where it lies outside the file
};

class RelationVisitor : public AttributeVisitor {
 public:
  RelationVisitor(const XlsxReading& reading, std::string_view from) : reading_(reading), from_(from) {}
  std::vector<Relation> found;

  void open(std::string_view path, const XmlAttributes& attributes) override {
    if (path != "Relationships/Relationship") return;
    std::string_view type = attributes.value("Type");
    bool outside = attributes.value("TargetMode") == "External";
    std::string part = outside ? "" : part_named(attributes.value("Target"), from_);
    found.push_back({std::string(attributes.value("Id")), std::string(type.substr(type.rfind('/') + 1)), part});
    reading_.limit(found.size(), reading_.limits.entries, "relations of one part");
  }

 private:
  const XlsxReading& reading_;
  std::string_view from_;
};

struct SheetEntry {
  std::string name, relation;
  bool hidden = false;
};

class BookVisitor : public AttributeVisitor {
 public:
  explicit BookVisitor(const XlsxReading& reading) : reading_(reading) {}
  std::vector<SheetEntry> sheets;
  bool is_book = false, from_1904 = false;

  void open(std::string_view path, const XmlAttributes& attributes) override {
    is_book |= path == "workbook";
    if (path == "workbook/workbookPr") from_1904 = attributes.truth("date1904");
    if (path != "workbook/sheets/sheet") return;
    std::string name = unescaped(attributes.value("name"));
    if (std::string why = unstorable(name); !why.empty()) reading_.refuse_damaged("the name of sheet " + std::to_string(sheets.size() + 1) + " is " + why);
    std::string_view state = attributes.value("state");
    sheets.push_back({name, std::string(attributes.value_in_namespace("id")), state == "hidden" || state == "veryHidden"});
    reading_.limit(sheets.size(), reading_.limits.sheets, "sheets");
  }

 private:
  const XlsxReading& reading_;
};

/// Which of a cell's styles show a date (18.8).
class StyleVisitor : public AttributeVisitor {
 public:
  explicit StyleVisitor(const XlsxReading& reading) : reading_(reading) {}

  void open(std::string_view path, const XmlAttributes& attributes) override {
    auto id = attributes.number("numFmtId");
    if (path == "styleSheet/numFmts/numFmt" && id) formats_[*id] = shape_of_format(attributes.value("formatCode"));
    if (path == "styleSheet/cellXfs/xf") used_.push_back(id.value_or(0));
    reading_.limit(std::max(formats_.size(), used_.size()), reading_.limits.styles, "styles");
  }

  std::vector<DateShape> shapes() const {
    std::vector<DateShape> shapes;
    for (std::int64_t id : used_) {
      auto own = formats_.find(id);
      shapes.push_back(own == formats_.end() ? shape_of_built_in(id) : own->second);
    }
    return shapes;
  }

 private:
  const XlsxReading& reading_;
  std::map<std::int64_t, DateShape> formats_;
  std::vector<std::int64_t> used_;
};

/// The shared strings (18.4): runs joined, readings of East Asian words (rPh) left out.
class StringVisitor : public XmlVisitor {
 public:
  explicit StringVisitor(const XlsxReading& reading) : reading_(reading) {}
  std::vector<std::string> strings;

  void open(std::string_view path, const XmlAttributes&) override {
    if (path != "sst/si") return;
    strings.emplace_back();
    reading_.limit(strings.size(), reading_.limits.shared_strings, "shared texts");
  }
  void text(std::string_view path, std::string_view piece) override {
    if (path != "sst/si/t" && path != "sst/si/r/t") return;
    reading_.limit(total_ += piece.size(), reading_.limits.text_bytes, "bytes of shared text");
    if (strings.back().size() + piece.size() > reading_.limits.cell_bytes)
      reading_.refuse_damaged("shared text " + std::to_string(strings.size() - 1) + " has more than " + std::to_string(reading_.limits.cell_bytes) + " bytes");
    strings.back() += piece;
  }
  void close(std::string_view path) override {
    if (path == "sst/si") strings.back() = unescaped(strings.back());
  }

 private:
  const XlsxReading& reading_;
  std::size_t total_ = 0;
};

class BookReader {
 public:
  BookReader(const std::string& bytes, XlsxReading& reading) : reading_(reading), parts_(bytes, reading) {}

  std::vector<SheetTable> tables() {
    std::string book = book_part();
    BookVisitor contents(reading_);
    read_xml(parts_, book, reading_, contents);
    if (!contents.is_book) reading_.refuse_damaged(in_quotes(book) + " is no workbook");
    auto relations = relations_from(book);
    XlsxShared shared = shared_of(relations);
    shared.from_1904 = contents.from_1904;
    std::vector<SheetTable> tables;
    for (const SheetEntry& sheet : contents.sheets) {
      const Relation& relation = relation_of(sheet, relations);
      if (relation.type != "worksheet") continue;
      if (relation.part.empty()) reading_.refuse_damaged("sheet " + in_quotes(sheet.name) + " lies outside the file");
      read_sheet(parts_, relation.part, shared, reading_, tables.emplace_back(SheetTable{sheet.name, sheet.hidden, {}, {}, {}}));
    }
    return tables;
  }

 private:
  std::string book_part() {
    std::string book = "xl/workbook.xml";
    for (const Relation& relation : relations_from(""))
      if (relation.type == "officeDocument") book = relation.part;
    if (book.ends_with(".bin")) reading_.refuse("is a binary workbook (.xlsb)", "open it in a spreadsheet program and save it as .xlsx");
    if (parts_.has(book)) return book;
    bool open_document = parts_.start_of("mimetype", 64).find("opendocument") != std::string::npos;
    reading_.refuse(open_document ? "is an OpenDocument file" : "has no workbook in it", "open it in a spreadsheet program and save it as .xlsx");
  }

  std::vector<Relation> relations_from(const std::string& part) {
    RelationVisitor relations(reading_, part);
    if (std::string name = relations_of(part); parts_.has(name)) read_xml(parts_, name, reading_, relations);
    return std::move(relations.found);
  }

  const Relation& relation_of(const SheetEntry& sheet, const std::vector<Relation>& relations) const {
    for (const Relation& relation : relations)
      if (relation.id == sheet.relation) return relation;
    reading_.refuse_damaged("sheet " + in_quotes(sheet.name) + " has no part");
  }

  XlsxShared shared_of(const std::vector<Relation>& relations) {
    XlsxShared shared;
    StyleVisitor styles(reading_);
    StringVisitor strings(reading_);
    for (const Relation& relation : relations) {
      if (relation.type == "styles") read_xml(parts_, relation.part, reading_, styles);
      if (relation.type == "sharedStrings") read_xml(parts_, relation.part, reading_, strings);
    }
    shared.styles = styles.shapes();
    shared.strings = std::move(strings.strings);
    return shared;
  }

  XlsxReading& reading_;
  WorkbookParts parts_;
};

}  // namespace

std::vector<SheetTable> read_xlsx(const std::string& bytes, const std::string& file, const XlsxLimits& limits) {
  XlsxReading reading{file, limits};
  return BookReader(bytes, reading).tables();
}

}  // namespace outdesk
