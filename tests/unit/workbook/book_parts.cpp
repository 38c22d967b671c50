#include "book_parts.hpp"

#include <archive.h>
#include <archive_entry.h>
#include <cstdio>
#include <cstdlib>
#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/text.hpp"
#include "output/writers.hpp"

namespace outdesk::test {

Folder::Folder() {
  std::string name = (std::filesystem::temp_directory_path() / "outdesk-test-XXXXXX").string();
  REQUIRE(mkdtemp(name.data()) != nullptr);
  path_ = name;
}

Folder::~Folder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::vector<std::string> Folder::names() const {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(path_))
    names.push_back(entry.path().filename());
  std::sort(names.begin(), names.end());
  return names;
}

std::map<std::string, std::string> parts_of(const std::string& path) {
  std::map<std::string, std::string> parts;
  archive* a = archive_read_new();
  archive_read_support_format_zip(a);
  REQUIRE(archive_read_open_filename(a, path.c_str(), 1 << 16) == ARCHIVE_OK);
  archive_entry* entry = nullptr;
  while (archive_read_next_header(a, &entry) == ARCHIVE_OK) {
    std::string& content = parts[archive_entry_pathname(entry)];
    char buffer[8192];
    for (la_ssize_t size; (size = archive_read_data(a, buffer, sizeof buffer)) > 0;)
      content.append(buffer, static_cast<std::size_t>(size));
  }
  archive_read_free(a);
  return parts;
}

std::string bytes_of_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::map<std::string, std::string> written(const Document& document) {
  Folder folder;
  write_xlsx(document, {Instant{1759266000}, "footer"}, folder / "book.xlsx");
  return parts_of(folder / "book.xlsx");
}

std::size_t count_of(const std::string& text, const std::string& what) {
  std::size_t count = 0;
  for (std::size_t at = 0; (at = text.find(what, at)) != text.npos; at += what.size()) ++count;
  return count;
}

std::map<std::string, std::string> read_by_openpyxl(const std::string& path) {
  std::map<std::string, std::string> facts;
  if (std::system("/usr/bin/python3 -c 'import openpyxl' 2>/dev/null") != 0) {
    MESSAGE("skipped: /usr/bin/python3 has no openpyxl");
    return facts;
  }
  std::string command =
      "/usr/bin/python3 " SOURCE_DIR "/tests/unit/workbook/read_book.py '" + path + "'";
  std::FILE* pipe = popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::string output;
  char buffer[8192];
  for (std::size_t size; (size = std::fread(buffer, 1, sizeof buffer, pipe)) > 0;)
    output.append(buffer, size);
  REQUIRE(pclose(pipe) == 0);
  for (std::string_view line : split(output, '\n')) {
    std::size_t tab = line.find('\t');
    if (tab != line.npos) facts.emplace(line.substr(0, tab), line.substr(tab + 1));
  }
  return facts;
}

}  // namespace outdesk::test
