// One record of an export, read through the mapping.
#pragma once

#include "ticket/export_record.hpp"
#include "ticket/import.hpp"

namespace outdesk {

class MappedRecord {
 public:
  MappedRecord(const Mapping& mapping, const ExportRecord& record, const std::string& file, long line, ImportReceipt& receipt)
      : mapping_(mapping), record_(record), file_(file), line_(line), receipt_(receipt) {}

  long line() const { return line_; }
  /// The same place and receipt, for an element of a list within the record.
  MappedRecord of(const ExportRecord& element) const {
    MappedRecord inner(mapping_, element, file_, line_, receipt_);
    inner.requester_ = requester_;
    return inner;
  }
  const ExportRecord& raw() const { return record_; }
  /// What the column "@requester" is, as the export of the tickets said.
  void set_requester(std::string name) { requester_ = std::move(name); }

  /// The cell, made storable; empty where it means "not known".  Throws InputError for one of more than 1 MiB.
  std::string cell(const std::string& column) const;
  /// The value; empty where it is not known.  What the mapping does not understand is a remark of the receipt.
  std::string value(const ValueSource& source) const;
  std::string value(const std::optional<ValueSource>& source) const { return source ? value(*source) : ""; }
  std::optional<Instant> instant(const ValueSource& source) const;
  bool holds(const std::vector<MappingCondition>& conditions) const;

 private:
  bool list_has(const MappingCondition& condition) const;
  std::string filled(const std::vector<std::string>& pieces) const;
  std::string column_value(const ValueSource& source) const;
  std::string seconds_of(const std::string& text, const ValueSource& source) const;

  const Mapping& mapping_;
  const ExportRecord& record_;
  const std::string& file_;
  long line_;
  ImportReceipt& receipt_;
  std::string requester_;
};

/// "column 'x'" for a message; "'ticket'" where the source is no column.
std::string in_words(const ValueSource& source, std::string_view key);

/// `text` on one line.
std::string in_one_line(std::string text);

}  // namespace outdesk
