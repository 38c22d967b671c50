#include "workbook/book.hpp"

#include <cstdlib>
#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>
#include <locale.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/error.hpp"
#include "book_parts.hpp"
#include "output/writers.hpp"
#include "sample_book.hpp"
#include "workbook/read_back.hpp"

using namespace outdesk;
using namespace outdesk::test;

namespace {
const WorkbookStyle kBookStyle{Instant{1759266000}, "footer"};

/// What `work` gives in a process of its own where no file may grow past `limit` bytes.
int in_process_with_limit(rlim_t limit, const std::function<int()>& work) {
  pid_t child = fork();
  if (child == 0) {
    signal(SIGXFSZ, SIG_IGN);
    rlimit bound{limit, limit};
    setrlimit(RLIMIT_FSIZE, &bound);
    _exit(work());
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

int writes(const Document& document, const std::string& path) {
  try {
    write_xlsx(document, kBookStyle, path);
    return 0;
  } catch (const WriteError&) { return 6; }
}
}  // namespace

TEST_CASE("a workbook is written whole, for its owner alone, and nothing else is left") {
  Folder folder;
  write_xlsx(sample::report(Language::ru), kBookStyle, folder / "report.xlsx");
  CHECK(folder.names() == std::vector<std::string>{"report.xlsx"});
  struct stat about {};
  REQUIRE(stat((folder / "report.xlsx").c_str(), &about) == 0);
  CHECK((about.st_mode & 0777) == 0600);
  CHECK(workbook_defect(folder / "report.xlsx") == "");
}

TEST_CASE("a folder that is not there is an error that names the file") {
  try {
    write_xlsx(sample::report(Language::en), kBookStyle, "/nowhere/at/all/report.xlsx");
    FAIL("no error");
  } catch (const WriteError& error) {
    CHECK(std::string(error.what()).find("'/nowhere/at/all/report.xlsx'") != std::string::npos);
    CHECK(error.exit() == Exit::write);
  }
}

TEST_CASE("a target that is a folder is an error, and the temporary file goes") {
  Folder folder;
  std::filesystem::create_directory(folder / "report.xlsx");
  CHECK_THROWS_AS(write_xlsx(sample::report(Language::en), kBookStyle, folder / "report.xlsx"),
                  WriteError);
  CHECK(folder.names() == std::vector<std::string>{"report.xlsx"});
}

// The library wrote "success" when a temporary part of a sheet did not fit the disk: the zip file
// is a tenth of it, and fits.  A limit on file size makes the same fault without filling a disk.
TEST_CASE("a part that was cut off on its way is found, the old workbook stays") {
  Folder folder;
  std::string path = folder / "access.xlsx";
  write_xlsx(sample::report(Language::en), kBookStyle, path);
  std::string before = bytes_of_file(path);
  Document normal = sample::matrix(Language::ru, 1500, 60),
           large = sample::matrix(Language::ru, 2500, 100);
  CHECK(in_process_with_limit(256 << 10, [&] { return writes(normal, path); }) == 6);
  CHECK(in_process_with_limit(1 << 20, [&] { return writes(large, path); }) == 6);
  CHECK(in_process_with_limit(1 << 12,
                              [&] { return writes(sample::report(Language::en), path); }) == 6);
  CHECK(bytes_of_file(path) == before);
  CHECK(folder.names() == std::vector<std::string>{"access.xlsx"});
  CHECK(in_process_with_limit(64 << 20, [&] { return writes(normal, path); }) == 0);
}

TEST_CASE(
    "the same document gives the same bytes in another zone, locale, folder and at another time") {
  Folder one, other;
  write_xlsx(sample::report(Language::ru), kBookStyle, one / "a.xlsx");
  write_xlsx(sample::matrix(Language::ru, 2100, 100), kBookStyle, one / "b.xlsx");
  Folder locales;  // a locale with a decimal comma, made here: few machines have one
  std::string make =
      "localedef -i ru_RU -f UTF-8 " + (locales / "ru_RU.UTF-8") + " >/dev/null 2>&1";
  (void)!std::system(make.c_str());
  setenv("TZ", "Pacific/Apia", 1);
  tzset();
  setenv("TMPDIR", "/nowhere", 1);
  setenv("LOCPATH", locales.path().c_str(), 1);
  bool comma = setlocale(LC_ALL, "ru_RU.UTF-8") != nullptr && *localeconv()->decimal_point == ',';
  if (!comma) MESSAGE("skipped in part: no locale with a decimal comma could be made");
  sleep(1);  // a workbook that took its date from the clock would differ now
  write_xlsx(sample::report(Language::ru), kBookStyle, other / "c.xlsx");
  write_xlsx(sample::matrix(Language::ru, 2100, 100), kBookStyle, other / "d.xlsx");
  setlocale(LC_ALL, "C");
  unsetenv("LOCPATH");
  unsetenv("TZ");
  unsetenv("TMPDIR");
  tzset();
  CHECK(bytes_of_file(one / "a.xlsx") == bytes_of_file(other / "c.xlsx"));
  CHECK(bytes_of_file(one / "b.xlsx") == bytes_of_file(other / "d.xlsx"));
}

TEST_CASE(
    "another document date gives other bytes: the date is the document's, not the machine's") {
  Folder folder;
  write_xlsx(sample::report(Language::ru), kBookStyle, folder / "a.xlsx");
  CHECK(parts_of(folder / "a.xlsx")["docProps/core.xml"].find("2025-09-30T21:00:00Z") !=
        std::string::npos);
}

TEST_CASE("tags are counted across pieces") {
  auto whole = [](std::initializer_list<std::string_view> pieces) {
    TagBalance balance;
    for (std::string_view piece : pieces) balance.add(piece);
    return balance.whole();
  };
  CHECK(whole({"<?xml version=\"1.0\"?>\n<a><b c=\"1\"/>text</a>"}));
  CHECK(whole({"<?xml?><a", "><", "b/", "></", "a", ">"}));
  CHECK_FALSE(whole({"<a><b></a>"}));
  CHECK_FALSE(whole({"<a><b"}));
  CHECK_FALSE(whole({"<a>"}));
  CHECK_FALSE(whole({""}));
}

TEST_CASE("a damaged workbook is found out") {
  Folder folder;
  std::string path = folder / "a.xlsx";
  write_xlsx(sample::report(Language::ru), kBookStyle, path);
  std::string bytes = bytes_of_file(path);
  bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 0x10);
  std::ofstream(path, std::ios::binary) << bytes;
  CHECK(workbook_defect(path) != "");
  std::ofstream(path, std::ios::binary) << "no zip file";
  CHECK(workbook_defect(path) != "");
}
