// Records of another system's export, whatever its form: asked for values by the names of the mapping.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "input/cell_table.hpp"
#include "ticket/mapping.hpp"

namespace outdesk {

class ExportRecord {
 public:
  using Elements = std::vector<std::shared_ptr<const ExportRecord>>;
  virtual ~ExportRecord() = default;
  /// What stands at `name`, as it stands there; empty where there is nothing.  It lives as long as the record and `room`.
  /// "/name" is of the whole record, "../name" of the element around this one, "." the element itself.
  std::string_view value(const std::string& name, std::string& room) const;
  /// The elements of the list at `name`, which is read in the same way.
  Elements each(const std::string& name) const;

 private:
  virtual std::string_view own_value(const std::string& name, std::string& room) const = 0;
  virtual Elements own_elements(const std::string&) const { return {}; }
  /// The element around this one; null for the whole record.
  virtual const ExportRecord* outer() const { return nullptr; }
  const ExportRecord& whole() const;
  const ExportRecord& around() const;
};

/// A text cut at `by` into parts with the names `into`; the last one (`from_end`: the first one) takes what is left.
/// `root` must outlive it.
std::shared_ptr<const ExportRecord> split_record(std::string_view text, const EventSource& how, const ExportRecord& root);

/// Takes a record with its number: the line of a text, the row of a sheet, the count of a JSON record.
using RecordSink = std::function<void(const ExportRecord&, long)>;
/// Called now and then with bytes (or rows) done and in all.
using ImportProgress = std::function<void(std::size_t, std::size_t)>;

/// Reads delimited text; `content` is UTF-8.  Throws InputError with file and line: an empty file, a column that the
/// mapping reads and the export lacks, a row of another length, a quote that is never closed.
void read_csv_records(std::string_view content, const std::string& file, const Mapping& mapping, const RecordSink& sink, const ImportProgress& progress);

/// Reads the mapping's sheet of a workbook.  Throws InputError as above.
void read_sheet_records(const std::vector<CellTable>& sheets, const std::string& file, const Mapping& mapping, const RecordSink& sink, const ImportProgress& progress);

/// Reads JSON: one value, or several behind one another as in JSON lines.  The records of each value stand at the mapping's
/// path; without one they are the elements of a list, or the value itself.  A list without a path is read element by
/// element, in the memory of one.  Throws InputError for what is no JSON, and where the path leads nowhere.
void read_json_records(std::string_view content, const std::string& file, const Mapping& mapping, const RecordSink& sink, const ImportProgress& progress);

}  // namespace outdesk
