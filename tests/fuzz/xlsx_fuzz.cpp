// Workbooks of any bytes: as the file itself, and as the XML of a sheet, the shared texts, the styles or the relations in a made zip.
#include "base/error.hpp"
#include "workbook/read_xlsx.hpp"

namespace {

using namespace outdesk;

constexpr const char* kParts[] = {"xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels",
                                  "xl/workbook.xml"};
constexpr const char* kContents[] = {
    "<worksheet><sheetData><row><c s=\"1\"><v>45901.5</v></c><c t=\"s\"><v>0</v></c></row></sheetData></worksheet>",
    "<sst><si><t>a</t></si></sst>",
    "<styleSheet><cellXfs><xf/><xf numFmtId=\"22\"/></cellXfs></styleSheet>",
    ("<Relationships><Relationship Id=\"1\" Type=\"x/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
     "<Relationship Id=\"2\" Type=\"x/sharedStrings\" Target=\"sharedStrings.xml\"/><Relationship Id=\"3\" Type=\"x/styles\" Target=\"styles.xml\"/></Relationships>"),
    "<workbook xmlns:r=\"urn:r\"><sheets><sheet name=\"a\" r:id=\"1\"/></sheets></workbook>"};

std::uint32_t crc(std::string_view bytes) {
  std::uint32_t rest = 0xFFFFFFFF;
  for (char c : bytes) {
    rest ^= static_cast<unsigned char>(c);
    for (int bit = 0; bit < 8; ++bit) rest = rest >> 1 ^ (rest & 1 ? 0xEDB88320 : 0);
  }
  return ~rest;
}

void put(std::string& out, std::size_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i));
}

/// The parts stored, not packed: quicker than a library, and each input is what is read.
class StoredZip {
 public:
  void add(const std::string& name, std::string_view content) {
    std::string sizes;
    put(sizes, crc(content), 4);
    put(sizes, content.size(), 4), put(sizes, content.size(), 4), put(sizes, name.size(), 2), put(sizes, 0, 2);
    const std::string versions("\x14\0\0\0\0\0\0\0\0\0", 10);
    directory_ += std::string("PK\1\2\x14\0", 6) + versions + sizes + std::string(10, '\0');
    put(directory_, bytes_.size(), 4);
    directory_ += name;
    bytes_ += "PK\3\4" + versions + sizes + name + std::string(content);
    ++count_;
  }
  std::string whole() const {
    std::string out = bytes_ + directory_ + std::string("PK\5\6\0\0\0\0", 8);
    put(out, count_, 2), put(out, count_, 2), put(out, directory_.size(), 4), put(out, bytes_.size(), 4), put(out, 0, 2);
    return out;
  }

 private:
  std::string bytes_, directory_;
  std::size_t count_ = 0;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  std::string_view content(reinterpret_cast<const char*>(data) + 1, size - 1);
  std::size_t chosen = data[0] % 6;
  XlsxLimits limits;
  limits.cells = 100000, limits.part_bytes = limits.total_bytes = 1 << 22;
  StoredZip zip;
  for (std::size_t i = 0; i < 5; ++i) zip.add(kParts[i], i == chosen ? content : kContents[i]);
  try {
    (void)read_xlsx(chosen == 5 ? std::string(content) : zip.whole(), "fuzz.xlsx", limits);
  } catch (const InputError&) {
  }
  return 0;
}
