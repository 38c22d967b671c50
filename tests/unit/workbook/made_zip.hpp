// Workbooks made by hand: parts zipped as they stand.
#pragma once

#include <archive.h>
#include <archive_entry.h>

#include <string>
#include <utility>
#include <vector>

namespace outdesk::test {

using MadeParts = std::vector<std::pair<std::string, std::string>>;

/// A zip file of `parts` in their order, packed or stored; with a password, encrypted as old programs do it.
inline std::string zipped(const MadeParts& parts, bool packed = true, const char* password = nullptr) {
  std::string bytes;
  auto take = [](archive*, void* out, const void* data, std::size_t size) {
    static_cast<std::string*>(out)->append(static_cast<const char*>(data), size);
    return static_cast<la_ssize_t>(size);
  };
  archive* zip = archive_write_new();
  archive_write_set_format_zip(zip);
  archive_write_set_bytes_per_block(zip, 0);
  packed ? archive_write_zip_set_compression_deflate(zip) : archive_write_zip_set_compression_store(zip);
  if (password) archive_write_set_options(zip, "zip:encryption=traditional"), archive_write_set_passphrase(zip, password);
  archive_write_open(zip, &bytes, nullptr, take, nullptr);
  for (const auto& [name, content] : parts) {
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, name.c_str());
    archive_entry_set_size(entry, static_cast<la_int64_t>(content.size()));
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_write_header(zip, entry);
    archive_write_data(zip, content.data(), content.size());
    archive_entry_free(entry);
  }
  archive_write_close(zip);
  archive_write_free(zip);
  return bytes;
}

inline const std::string kMainNamespace = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
inline const std::string kRelationTypes = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

/// `<Relationship>`s of "id type target", spaces between.
inline std::string relationships(const std::vector<std::vector<std::string>>& relations) {
  std::string xml = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">";
  for (const auto& relation : relations)
    xml += "<Relationship Id=\"" + relation[0] + "\" Type=\"" + kRelationTypes + relation[1] + "\" Target=\"" + relation[2] + "\"/>";
  return xml + "</Relationships>";
}

/// The parts of a workbook of one sheet "Лист1" with `sheet_data` in its sheetData.
inline MadeParts book_of_one_sheet(const std::string& sheet_data, const std::string& shared = "", const std::string& styles = "", const std::string& book = "") {
  return {{"_rels/.rels", relationships({{"r1", "officeDocument", "xl/workbook.xml"}})},
          {"xl/workbook.xml", "<workbook " + kMainNamespace + " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">" + book +
                                  "<sheets><sheet name=\"Лист1\" sheetId=\"1\" r:id=\"s1\"/></sheets></workbook>"},
          {"xl/_rels/workbook.xml.rels", relationships({{"s1", "worksheet", "worksheets/sheet1.xml"}, {"s2", "sharedStrings", "sharedStrings.xml"}, {"s3", "styles", "/xl/styles.xml"}})},
          {"xl/sharedStrings.xml", "<sst " + kMainNamespace + ">" + shared + "</sst>"},
          {"xl/styles.xml", "<styleSheet " + kMainNamespace + ">" + styles + "</styleSheet>"},
          {"xl/worksheets/sheet1.xml", "<worksheet " + kMainNamespace + "><sheetData>" + sheet_data + "</sheetData></worksheet>"}};
}

}  // namespace outdesk::test
