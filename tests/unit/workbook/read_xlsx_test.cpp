#include <doctest/doctest.h>

#include "../refusal.hpp"
#include "base/text.hpp"
#include "book_parts.hpp"
#include "made_zip.hpp"
#include "output/writers.hpp"
#include "sample_book.hpp"
#include "workbook/read_xlsx.hpp"
#include "workbook/xlsx_rules.hpp"

using namespace outdesk;
using namespace outdesk::test;

namespace {

std::vector<SheetTable> read_parts(const MadeParts& parts, const XlsxLimits& limits = {}) { return read_xlsx(zipped(parts), "book.xlsx", limits); }

/// "1: a|b; 3: c" of the only sheet.
std::string rows_of(const std::string& sheet_data, const std::string& shared = "", const std::string& styles = "", const std::string& book = "") {
  auto tables = read_parts(book_of_one_sheet(sheet_data, shared, styles, book));
  REQUIRE(tables.size() == 1);
  std::string out;
  for (std::size_t i = 0; i < tables[0].rows.size(); ++i)
    out += (i ? "; " : "") + std::to_string(tables[0].row_numbers[i]) + ": " + join(tables[0].rows[i], "|");
  return out;
}

std::string refused(const std::string& sheet_data, const XlsxLimits& limits = {}) {
  return problem_of([&] { read_parts(book_of_one_sheet(sheet_data, "<si><t>0123456789</t></si>"), limits); });
}

std::string refused_bytes(const std::string& bytes, const XlsxLimits& limits = {}) {
  return advice_of([&] { read_xlsx(bytes, "book.xlsx", limits); });
}

/// The parts with one of them replaced; left out where `content` is empty.
MadeParts with(MadeParts parts, const std::string& name, const std::string& content) {
  std::erase_if(parts, [&](const auto& part) { return part.first == name; });
  if (!content.empty()) parts.emplace_back(name, content);
  return parts;
}

MadeParts plain_book() { return book_of_one_sheet("<row><c><v>1</v></c></row>"); }

std::string utf16(std::string_view word) {
  std::string wide;
  for (char c : word) wide += {c, '\0'};
  return wide;
}

constexpr const char* kDateStyles =
    "<numFmts><numFmt numFmtId=\"164\" formatCode=\"DD.MM.YYYY\\ HH:MM\"/><numFmt numFmtId=\"165\" formatCode=\"[h]&quot; h &quot;mm&quot; min&quot;\"/>"
    "<numFmt numFmtId=\"166\" formatCode=\"[Red]#,##0.00\\ &quot;days&quot;\"/></numFmts>"
    "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"22\"/><xf numFmtId=\"20\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/><xf "
    "numFmtId=\"166\"/></cellXfs>";

const std::string kAnew = " | open it in a spreadsheet program and save it anew as .xlsx";

}  // namespace

TEST_CASE("a workbook that outdesk wrote is read back: sheets in order, titles, texts, numbers, dates, the value of a formula") {
  Folder folder;
  write_xlsx(sample::report(Language::ru), {Instant{1759266000}, "footer"}, folder / "book.xlsx");
  auto tables = read_xlsx(bytes_of_file(folder / "book.xlsx"), "book.xlsx");
  std::vector<std::string> names;
  for (const auto& table : tables) names.push_back(table.name);
  CHECK(join(names, "|") == "Сводка|Заявки и сроки|Все заявки|Резервные копии|Источники|Данные графиков");
  const SheetTable& requests = tables[2];
  REQUIRE(requests.rows.size() > 150);
  CHECK(requests.row_numbers.front() == 1);
  std::size_t last = requests.rows.size() - 1;
  for (std::size_t i = 0; i < requests.rows.size(); ++i)
    if (requests.row_numbers[i] == 5)
      CHECK(requests.rows[i][2] == "2025-09-01T07:43:20");
    else if (requests.row_numbers[i] == 157)
      last = i;
  CHECK(requests.rows[last][0] == "Итого");
  CHECK(requests.rows[last][4] == "-11840");
  CHECK(requests.uncalculated.empty());
}

TEST_CASE("harmful texts come back as text, and escapes of Excel as what they stand for") {
  Folder folder;
  write_xlsx(sample::hostile(), {Instant{1759266000}, "footer"}, folder / "book.xlsx");
  auto tables = read_xlsx(bytes_of_file(folder / "book.xlsx"), "book.xlsx");
  std::size_t texts = 0;
  for (const auto& table : tables)
    for (const auto& row : table.rows)
      for (const auto& cell : row) {
        CHECK(invalid_utf8(cell) == cell.npos);
        texts += !cell.empty();
      }
  CHECK(texts > 5);
  CHECK(rows_of("<row><c t=\"inlineStr\"><is><t>_x005F_x0041_ _x0041__x000D_ _xD83D_ _x00_ _x</t></is></c></row>") == "1: _x0041_ A\r _xD83D_ _x00_ _x");
}

TEST_CASE("cells stand where they say, and behind the one before where they do not say") {
  CHECK(
      rows_of(
          "<row r=\"2\"><c r=\"B2\"><v>1</v></c><c><v>2</v></c><c r=\"E2\"><v>3</v></c></row><row><c><v>4</v></c></row><row r=\"9\"/><row><c r=\"A10\"/></row>"
          "<row r=\"12\" hidden=\"1\"><c r=\"A12\"><v>5</v></c></row>") == "2: |1|2||3; 3: 4; 12: 5");
  CHECK(rows_of("<row><c r=\"B1\"><v>2</v></c><c r=\"A1\"><v>1</v></c></row>") == "1: 1|2");
}

TEST_CASE("shared texts: runs joined, readings left out, spaces kept") {
  CHECK(rows_of("<row><c t=\"s\"><v>1</v></c><c t=\"s\"><v>0</v></c><c t=\"s\"><v>2</v></c></row>",
                "<si><t xml:space=\"preserve\"> a &lt;b&gt; </t></si><si><r><rPr><b/></rPr><t>東</t></r><r><t>京</t></r><rPh sb=\"0\" "
                "eb=\"2\"><t>トウキョウ</t></rPh></si><si/>") == "1: 東京| a <b> ");
  CHECK(rows_of("<row><c t=\"inlineStr\"><is><r><t>x</t></r><r><t>y</t></r><rPh sb=\"0\" eb=\"1\"><t>z</t></rPh></is></c></row>") == "1: xy");
}

TEST_CASE("booleans, errors, results of formulas, and a formula that was never calculated") {
  CHECK(rows_of("<row><c t=\"b\"><v>1</v></c><c t=\"b\"><v>0</v></c><c t=\"e\"><v>#N/A</v></c><c t=\"str\"><f>A1</f><v>text</v></c><c><f>1+1</f><v>2</v></c><c "
                "t=\"d\"><v>2025-09-01</v></c></row>") == "1: TRUE|FALSE|#N/A|text|2|2025-09-01");
  auto table = read_parts(book_of_one_sheet("<row><c t=\"str\"><f>\"\"</f><v></v></c><c><f>NOW()</f></c><c><f>1</f></c></row>")).at(0);
  CHECK(table.rows.empty());
  CHECK(table.uncalculated == "B1");
}

TEST_CASE("numbers are as they are written, but without the noise of binary fractions") {
  CHECK(rows_of("<row><c><v>1.1000000000000001</v></c><c><v>-0.5</v></c><c><v>12345678901234567890</v></c><c><v>1E-3</v></c><c t=\"n\"><v> 7 "
                "</v></c><c><v>0.10</v></c></row>") == "1: 1.1|-0.5|12345678901234567890|1E-3|7|0.10");
  for (const char* text : {"1,5", "0x10", "nan", "inf", "1e999", "--1", "1 2", "١"})
    CHECK(refused("<row><c r=\"A1\"><v>" + std::string(text) + "</v></c></row>").find("cell A1: holds no number") != std::string::npos);
}

TEST_CASE("dates: built-in and own formats, both systems, and what only looks like one") {
  std::string cells =
      "<row><c s=\"1\"><v>45901</v></c><c s=\"2\"><v>45901.321527777778</v></c><c s=\"3\"><v>0.5</v></c><c s=\"4\"><v>45901</v></c><c "
      "s=\"5\"><v>0.19305555555555556</v></c>"
      "<c s=\"6\"><v>12.5</v></c><c s=\"0\"><v>45901</v></c><c s=\"99\"><v>45901</v></c><c s=\"1\"><v>45901.75</v></c></row>";
  CHECK(rows_of(cells, "", kDateStyles) ==
        "1: 2025-09-01|2025-09-01T07:43:00|12:00:00|2025-09-01T00:00:00|0.193055555555556|12.5|45901|45901|2025-09-01T18:00:00");
  CHECK(rows_of("<row><c s=\"1\"><v>44439</v></c><c s=\"1\"><v>0</v></c></row>", "", kDateStyles, "<workbookPr date1904=\"1\"/>") ==
        "1: 2025-09-01|1904-01-01");
  CHECK(rows_of("<row><c s=\"1\"><v>1</v></c><c s=\"1\"><v>59</v></c><c s=\"1\"><v>60</v></c><c s=\"1\"><v>61</v></c><c s=\"1\"><v>-1</v></c><c "
                "s=\"1\"><v>2958465</v></c><c s=\"1\"><v>2958466</v></c><c s=\"1\"><v>0</v></c></row>",
                "", kDateStyles) == "1: 1900-01-01|1900-02-28|60|1900-03-01|-1|9999-12-31|2958466|0");
}

TEST_CASE("which number formats are dates") {
  for (const char* code : {"yyyy-mm-dd", "dd/mm/yy;@", "[$-419]d mmm yyyy;@", "mmm\\-yy", "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "mm"})
    CHECK_MESSAGE(shape_of_format(code) == DateShape::date, code);
  for (const char* code : {"yyyy-mm-dd hh:mm", "d.m.yy h:mm AM/PM", "yyyy\\-mm\\-dd\"T\"hh:mm:ss.000"})
    CHECK_MESSAGE(shape_of_format(code) == DateShape::date_and_time, code);
  for (const char* code : {"hh:mm", "h:mm:ss AM/PM", "mm:ss.0"}) CHECK_MESSAGE(shape_of_format(code) == DateShape::time, code);
  for (const char* code :
       {"General", "[Red]-0.00", "0\" days\"", "#,##0\\ \"₽\"", "[h]:mm", "[MM]:ss", "0.00E+00", "@", "_-* #,##0_d", "[$USD-409] 0", "\"dd", "[h", ""})
    CHECK_MESSAGE(shape_of_format(code) == DateShape::none, code);
  CHECK(cell_place("XFD1048576") == CellPlace{1048575, 16383});
  CHECK(reference_of({1048575, 16383}) == "XFD1048576");
  for (const char* reference : {"", "A", "1", "A0", "a1", "XFE1", "A1048577", "AAAAA1", "A-1", "A1:B2", "$A$1", "A99999999999999999999"})
    CHECK_MESSAGE(!cell_place(reference), reference);
}

TEST_CASE("sheets in the workbook's order, by absolute and relative paths, whatever the case; a chart's sheet is passed over") {
  MadeParts parts = plain_book();
  parts = with(parts, "xl/workbook.xml",
               "<x:workbook xmlns:x=\"http://purl.oclc.org/ooxml/spreadsheetml/main\" "
               "xmlns:q=\"http://purl.oclc.org/ooxml/officeDocument/relationships\"><x:sheets><x:sheet name=\"B&amp;B\" q:id=\"s2\"/>"
               "<x:sheet name=\"Chart\" q:id=\"s3\"/><x:sheet name=\"A\" state=\"hidden\" q:id=\"s1\"/></x:sheets></x:workbook>");
  parts = with(parts, "xl/_rels/workbook.xml.rels",
               relationships({{"s1", "worksheet", "/xl/worksheets/Sheet1.xml"}, {"s2", "worksheet", "./../other/two.xml"}, {"s3", "chartsheet", "chart.xml"}}));
  parts = with(parts, "other/two.xml",
               "<w:worksheet xmlns:w=\"http://purl.oclc.org/ooxml/spreadsheetml/main\" "
               "xmlns:m=\"urn:m\"><w:sheetData><m:row><w:c><w:v>9</w:v></w:c></m:row><w:row><w:c><w:v>2</w:v></w:c></w:row></w:sheetData></w:worksheet>");
  auto tables = read_parts(parts);
  REQUIRE(tables.size() == 2);
  CHECK(tables[0].name == "B&B");
  CHECK(tables[0].rows == std::vector<std::vector<std::string>>{{"2"}});
  CHECK(!tables[0].hidden);
  CHECK(tables[1].name == "A");
  CHECK(tables[1].hidden);
  CHECK(tables[1].rows == std::vector<std::vector<std::string>>{{"1"}});
}

TEST_CASE("what is no workbook is told apart") {
  std::string compound = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + std::string(504, '\0');
  CHECK(refused_bytes("") == "book.xlsx: is empty");
  CHECK(refused_bytes(compound + utf16("EncryptedPackage")) ==
        "book.xlsx: is protected by a password | open it in a spreadsheet program, save it without a password, and try again");
  CHECK(refused_bytes(compound + utf16("Workbook")) ==
        "book.xlsx: is a workbook of Excel 97-2003 (.xls) | open it in a spreadsheet program and save it as .xlsx");
  CHECK(refused_bytes(compound).starts_with("book.xlsx: is not a workbook (.xlsx)"));
  CHECK(refused_bytes("id;name\r\n1;a\r\n").starts_with("book.xlsx: is not a workbook (.xlsx)"));
  CHECK(refused_bytes(zipped({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}, {"content.xml", "<a/>"}}))
            .starts_with("book.xlsx: is an OpenDocument file"));
  CHECK(refused_bytes(zipped({{"word/document.xml", "<a/>"}})).starts_with("book.xlsx: has no workbook in it"));
  CHECK(refused_bytes(zipped({{"_rels/.rels", relationships({{"r", "officeDocument", "xl/workbook.bin"}})}, {"xl/workbook.bin", "x"}}))
            .starts_with("book.xlsx: is a binary workbook (.xlsb)"));
  CHECK(refused_bytes(zipped(plain_book(), true, "secret")).starts_with("book.xlsx: is protected by a password"));
}

TEST_CASE("a workbook cut off at any byte, or with any byte changed, is refused or read, and nothing else") {
  const std::string whole = zipped(plain_book());
  for (std::size_t size = 1; size < whole.size(); ++size) CHECK_MESSAGE(!refused_bytes(whole.substr(0, size)).empty(), size);
  CHECK(refused_bytes(whole.substr(0, whole.size() - 1)) == "book.xlsx: is cut off or damaged" + kAnew);
  std::size_t refused_ones = 0;
  for (std::size_t at = 0; at < whole.size(); ++at) {
    std::string changed = whole;
    changed[at] = static_cast<char>(changed[at] ^ 0x55);
    refused_ones += !refused_bytes(changed).empty();
  }
  CHECK(refused_ones > whole.size() / 2);
  std::string stored = zipped(plain_book(), false);
  stored[stored.find("<v>1</v>") + 3] = '2';
  CHECK(refused_bytes(stored) == "book.xlsx: is damaged: its part 'xl/worksheets/sheet1.xml' cannot be unpacked" + kAnew);
}

TEST_CASE("parts that are missing, twice there, or not what they should be") {
  CHECK(refused_bytes(zipped(with(plain_book(), "xl/worksheets/sheet1.xml", ""))).starts_with("book.xlsx: lacks its part 'xl/worksheets/sheet1.xml'"));
  CHECK(refused_bytes(zipped(with(plain_book(), "xl/_rels/workbook.xml.rels", ""))).starts_with("book.xlsx: sheet 'Лист1' has no part"));
  MadeParts twice = plain_book();
  twice.emplace_back("XL/Workbook.xml", "<x/>");
  CHECK(refused_bytes(zipped(twice)).starts_with("book.xlsx: has the part 'xl/workbook.xml' twice"));
  CHECK(refused_bytes(zipped(with(plain_book(), "xl/worksheets/sheet1.xml", "<html/>")))
            .starts_with("book.xlsx: sheet 'Лист1': 'xl/worksheets/sheet1.xml' is no worksheet"));
  CHECK(refused_bytes(zipped(with(plain_book(), "xl/workbook.xml", "<html/>"))).starts_with("book.xlsx: 'xl/workbook.xml' is no workbook"));
  CHECK(refused_bytes(
            zipped(with(plain_book(), "xl/_rels/workbook.xml.rels",
                        "<Relationships><Relationship Id=\"s1\" Type=\"x/worksheet\" Target=\"file:///etc/passwd\" TargetMode=\"External\"/></Relationships>")))
            .starts_with("book.xlsx: sheet 'Лист1' lies outside the file"));
  CHECK(refused_bytes(zipped(with(plain_book(), "xl/workbook.xml", "<workbook><sheets><sheet name=\"a_x0007_\"/></sheets></workbook>")))
            .starts_with("book.xlsx: the name of sheet 1 is control character"));
}

TEST_CASE("XML that is broken, declares entities, or is built to cost: a reason with part and line") {
  auto sheet = [](const std::string& xml) { return refused_bytes(zipped(with(plain_book(), "xl/worksheets/sheet1.xml", xml))); };
  CHECK(sheet("<worksheet>\n<sheetData></worksheet>") == "book.xlsx: 'xl/worksheets/sheet1.xml', line 2: mismatched tag" + kAnew);
  CHECK(sheet("<worksheet><sheetData>").find("no element found") != std::string::npos);
  CHECK(sheet("<worksheet>\xff</worksheet>").find("not well-formed") != std::string::npos);
  CHECK(sheet("<worksheet>&nbsp;</worksheet>").find("undefined entity") != std::string::npos);
  std::string laughs = "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"ha\">";
  for (char c = 'b'; c < 'z'; ++c) laughs += std::string("<!ENTITY ") + c + " \"&" + static_cast<char>(c - 1) + ";&" + static_cast<char>(c - 1) + ";\">";
  CHECK(sheet(laughs + "]><worksheet><sheetData><row><c t=\"str\"><v>&y;</v></c></row></sheetData></worksheet>") ==
        "book.xlsx: 'xl/worksheets/sheet1.xml', line 1: a document type (DTD), which no workbook has" + kAnew);
  CHECK(sheet("<!DOCTYPE worksheet SYSTEM \"file:///etc/passwd\"><worksheet/>").find("a document type (DTD)") != std::string::npos);
  std::string deep;
  for (int i = 0; i < 100000; ++i) deep += "<a>";
  CHECK(sheet(deep).find("elements lie more than 64 deep") != std::string::npos);
  CHECK(sheet("<worksheet a=\"" + std::string(2 << 20, 'x') + "\"/>").find("a tag of more than 1 MiB") != std::string::npos);
  CHECK(sheet("<worksheet><!--" + std::string(2 << 20, 'x') + "--></worksheet>").find("a tag of more than 1 MiB") != std::string::npos);
}

TEST_CASE("cells that cannot be") {
  CHECK(refused("<row><c r=\"XFE1\"><v>1</v></c></row>") == "book.xlsx: sheet 'Лист1': there is no cell 'XFE1'");
  CHECK(refused("<row r=\"1048577\"/>") == "book.xlsx: sheet 'Лист1': there is no row '1048577'");
  CHECK(refused("<row r=\"0\"/>").find("there is no row '0'") != std::string::npos);
  CHECK(refused("<row r=\"1048576\"/><row/>").find("more rows than a sheet has") != std::string::npos);
  CHECK(refused("<row r=\"3\"/><row r=\"3\"/>").find("row 3 stands behind row 3") != std::string::npos);
  CHECK(refused("<row r=\"2\"><c r=\"A1\"/></row>").find("cell A1 stands in row 2") != std::string::npos);
  CHECK(refused("<row><c r=\"XFD1\"/><c/></row>").find("more than 16384 columns") != std::string::npos);
  CHECK(refused("<row><c r=\"B1\"><v>1</v></c><c r=\"B1\"><v>1</v></c></row>") == "book.xlsx: sheet 'Лист1', cell B1: stands there twice");
  CHECK(refused("<row><c t=\"s\"><v>1</v></c></row>") == "book.xlsx: sheet 'Лист1', cell A1: refers to a shared text that is not there");
  CHECK(refused("<row><c t=\"s\"><v>-1</v></c></row>").find("shared text that is not there") != std::string::npos);
  CHECK(refused("<row><c t=\"zip\"><v>1</v></c></row>").find("has the unknown type 'zip'") != std::string::npos);
  CHECK(refused("<row><c t=\"b\"><v>7</v></c></row>").find("is no truth value") != std::string::npos);
}

TEST_CASE("limits: parts, bytes, cells with their gaps, texts, sheets, styles") {
  auto limited = [](auto change, const std::string& cells = "<row><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"D1\" t=\"s\"><v>0</v></c></row>") {
    XlsxLimits limits;
    change(limits);
    return refused(cells, limits);
  };
  CHECK(limited([](XlsxLimits&) {}).empty());
  CHECK(limited([](XlsxLimits& l) { l.entries = 5; }) == "book.xlsx: has more than 5 parts");
  CHECK(limited([](XlsxLimits& l) { l.part_bytes = 100; }).find("has more than 100 bytes in") != std::string::npos);
  CHECK(limited([](XlsxLimits& l) { l.total_bytes = 500; }) == "book.xlsx: has more than 500 bytes when unpacked");
  CHECK(limited([](XlsxLimits& l) { l.cells = 3; }) == "book.xlsx: has more than 3 cells");
  CHECK(limited([](XlsxLimits& l) { l.columns = 3; }).find("there are more than 3 columns") != std::string::npos);
  CHECK(limited([](XlsxLimits& l) { l.text_bytes = 19; }) == "book.xlsx: has more than 19 bytes of text");
  CHECK(limited([](XlsxLimits& l) { l.text_bytes = 9; }) == "book.xlsx: has more than 9 bytes of shared text");
  CHECK(limited([](XlsxLimits& l) { l.cell_bytes = 9; }).find("shared text 0 has more than 9 bytes") != std::string::npos);
  CHECK(
      limited([](XlsxLimits& l) { l.cell_bytes = 10; }, "<row><c t=\"str\"><v>01234567890</v></c></row>").find("cell A1: holds a text of more than 10 bytes") !=
      std::string::npos);
  CHECK(limited([](XlsxLimits& l) { l.shared_strings = 0; }) == "book.xlsx: has more than 0 shared texts");
  CHECK(limited([](XlsxLimits& l) { l.sheets = 0; }) == "book.xlsx: has more than 0 sheets");
  CHECK(problem_of([] {
          XlsxLimits l;
          l.styles = 6;
          read_parts(book_of_one_sheet("", "", kDateStyles), l);
        }) == "book.xlsx: has more than 6 styles");
}

TEST_CASE("a zip bomb is refused at the limit of its part, and many references to one part at the limit of all") {
  MadeParts parts = book_of_one_sheet("");
  parts.back().second = "<worksheet><sheetData>" + std::string(20u << 20, ' ') + "</sheetData></worksheet>";
  XlsxLimits limits;
  limits.part_bytes = 10u << 20;
  CHECK(zipped(parts).size() < 1u << 16);
  CHECK(refused_bytes(zipped(parts), limits).starts_with("book.xlsx: has more than 10485760 bytes in 'xl/worksheets/sheet1.xml'"));
  limits = {};
  limits.total_bytes = 50u << 20;
  std::string sheets;
  for (int i = 0; i < 500; ++i) sheets += "<sheet name=\"" + std::to_string(i) + "\" x:id=\"s1\"/>";
  parts = with(parts, "xl/workbook.xml", "<workbook xmlns:x=\"urn:x\"><sheets>" + sheets + "</sheets></workbook>");
  CHECK(refused_bytes(zipped(parts), limits).starts_with("book.xlsx: has more than 52428800 bytes when unpacked"));
}

TEST_CASE("rows with a text in the last column alone cost no more than the limit of cells") {
  std::string rows;
  for (int i = 1; i <= 400; ++i) rows += "<row r=\"" + std::to_string(i) + "\"><c r=\"XFD" + std::to_string(i) + "\"><v>1</v></c></row>";
  CHECK(refused(rows) == "book.xlsx: has more than 5000000 cells");
}
