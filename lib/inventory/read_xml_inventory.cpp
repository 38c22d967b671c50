#include "inventory/read_xml_inventory.hpp"

#include <optional>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "base/text.hpp"
#include "inventory/ocs_tables.hpp"
#include "xml/xml_stream.hpp"

namespace outdesk {

namespace {

constexpr std::size_t kColumnBytes = 4096;  ///< that are looked at of one column

std::string_view last_name(std::string_view path) { return path.substr(path.rfind('/') + 1); }

/// The first element says which of the two it is.
class InventoryXml : public XmlVisitor {
 public:
  InventoryXml(DocumentPieces& pieces, DocumentReader& reader, InventoryLosses& losses, const XmlTerms& terms) : pieces_(pieces), reader_(reader), tables_(losses), terms_(terms) {}

  void open(std::string_view path, const XmlAttributes& attributes) override {
    if (path.find('/') == path.npos) open_root(path);
    else if (!dump_) reader_.open(last_name(path));
    else open_in_dump(path, attributes);
  }

  void text(std::string_view path, std::string_view piece) override {
    if (!dump_ && path.find('/') != path.npos) reader_.text(piece);
    else if (!column_.empty() && text_.size() < kColumnBytes) text_ += piece.substr(0, kColumnBytes - text_.size());
  }

  void close(std::string_view path) override {
    if (path.find('/') == path.npos) return;
    if (!dump_) reader_.close();
    else close_in_dump(path);
  }

  bool is_dump() const { return dump_; }
  OcsTables& tables() { return tables_; }

 private:
  void open_root(std::string_view name) {
    std::string root;
    append_lower(root, name.substr(0, kLongestText));
    dump_ = root == "mysqldump";
    if (dump_) pieces_.allow(kMostExportBytes);
    else if (root != "request") terms_.refuse(1, "its first element is " + in_quotes(root) + ", where an inventory has REQUEST");
  }

  void open_in_dump(std::string_view path, const XmlAttributes& attributes) {
    if (path == "mysqldump/database/table_data") table_ = attributes.value("name").substr(0, kLongestText);
    else if (path == "mysqldump/database/table_data/row") tables_.begin_row(table_);
    else if (path == "mysqldump/database/table_data/row/field") column_ = attributes.value("name").substr(0, kLongestText);
    text_.clear();
  }

  void close_in_dump(std::string_view path) {
    if (path == "mysqldump/database/table_data/row") tables_.end_row();
    if (path != "mysqldump/database/table_data/row/field") return;
    tables_.add(column_, text_);
    column_.clear();
  }

  DocumentPieces& pieces_;
  DocumentReader& reader_;
  OcsTables tables_;
  const XmlTerms& terms_;
  bool dump_ = false;
  std::string table_, column_, text_;
};

}  // namespace

bool read_xml_inventory(DocumentPieces& pieces, DocumentReader& reader, const Zone& zone, const TakeDevice& take, InventoryLosses& losses) {
  XmlTerms terms;
  terms.what = "inventory";
  terms.refuse = [&](long line, const std::string& problem) { throw InputError(pieces.name(), line, problem, "fetch the file once more from the agent or the server"); };
  InventoryXml visitor(pieces, reader, losses, terms);
  XmlStream stream(terms, visitor);
  for (std::string_view piece = pieces.next(); !piece.empty(); piece = pieces.next()) stream.add(piece);
  stream.finish();
  if (!visitor.is_dump()) return false;
  if (!visitor.tables().any()) throw InputError(pieces.name(), 0, "this dump of a database has no rows of the table 'hardware'", "dump the tables of OCS Inventory: mysqldump --xml ocsweb hardware bios networks …");
  visitor.tables().give(zone, take);
  return true;
}

}  // namespace outdesk
