#include <doctest/doctest.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <ctime>
#include <fstream>

#include "../refusal.hpp"
#include "../temp_folder.hpp"
#include "base/error.hpp"
#include "input/json.hpp"
#include "package/package_zip.hpp"

using namespace outdesk;

namespace {

constexpr Instant kStamp{1759265999};  // 2025-09-30T20:59:59Z

struct Zipped {
  TempFolder folder;
  std::string package = folder.folder("romashka_2025-09");
  Zipped() {
    put("b.txt", std::string(300'000, 'b') + "\n");
    put("a.txt", "a\n");
    put("empty", "");
  }
  void put(const std::string& name, const std::string& bytes) const { std::ofstream(package + "/" + name, std::ios::binary) << bytes; }
  std::string zip() const {
    std::string bytes;
    zip_folder(package, "romashka_2025-09", kStamp, [&](std::string_view piece) { bytes += piece; });
    return bytes;
  }
  std::string zip_in(const char* zone) const {
    setenv("TZ", zone, 1);
    tzset();
    std::string bytes = zip();
    CHECK(std::string(std::getenv("TZ")) == zone);
    unsetenv("TZ");
    tzset();
    return bytes;
  }
};

}  // namespace

TEST_CASE_FIXTURE(Zipped, "the same files give the same archive, in every zone and whenever they were written") {
  std::string first = zip();
  CHECK(first.size() < 2000);  // packed
  CHECK(zip_in("Pacific/Apia") == first);
  CHECK(zip_in("America/St_Johns") == first);
  for (const char* name : {"a.txt", "b.txt", "empty"}) {
    timespec times[2] = {{1, 0}, {2, 0}};
    utimensat(AT_FDCWD, (package + "/" + name).c_str(), times, 0);
    chmod((package + "/" + name).c_str(), 0644);
  }
  CHECK(zip() == first);
  put("a.txt", "A\n");
  CHECK(zip() != first);
}

TEST_CASE_FIXTURE(Zipped, "other programs read the archive: one folder, names in order, the cut-off as time, mode 0600") {
  std::string file = folder / "romashka_2025-09_r1.zip";
  write_package_zip(package, "romashka_2025-09", kStamp, file);
  struct stat made {};
  REQUIRE(stat(file.c_str(), &made) == 0);
  CHECK((made.st_mode & 07777) == 0600);
  std::string script = "import sys,zipfile\nz=zipfile.ZipFile(sys.argv[1])\nassert z.testzip() is None\n"
                       "print([(i.filename,i.file_size,i.date_time,oct(i.external_attr>>16),i.compress_type) for i in z.infolist()])\n";
  std::ofstream(folder / "list.py") << script;
  REQUIRE(std::system(("python3 '" + (folder / "list.py") + "' '" + file + "' > '" + (folder / "listed") + "'").c_str()) == 0);
  CHECK(read_file(folder / "listed") ==
        "[('romashka_2025-09/a.txt', 2, (2025, 9, 30, 20, 59, 58), '0o100600', 8), "
        "('romashka_2025-09/b.txt', 300001, (2025, 9, 30, 20, 59, 58), '0o100600', 8), "
        "('romashka_2025-09/empty', 0, (2025, 9, 30, 20, 59, 58), '0o100600', 8)]\n");
}

TEST_CASE_FIXTURE(Zipped, "a link, a folder, or a sink that is full: no archive is left") {
  std::string file = folder / "out.zip";
  SUBCASE("a link") { REQUIRE(symlink("/etc/passwd", (package + "/passwd").c_str()) == 0); }
  SUBCASE("a folder") { REQUIRE(mkdir((package + "/inner").c_str(), 0755) == 0); }
  SUBCASE("a pipe that nobody writes to") { REQUIRE(mkfifo((package + "/pipe").c_str(), 0600) == 0); }
  CHECK(refusal([&] { write_package_zip(package, "p", kStamp, file); }).find("2: ") == 0);
  CHECK(access(file.c_str(), F_OK) != 0);
  CHECK_THROWS_AS(zip_folder(package + "/absent", "p", kStamp, [](std::string_view) {}), NotFound);
}

TEST_CASE_FIXTURE(Zipped, "what the sink throws comes out as it was") {
  CHECK(problem_of([&] { zip_folder(package, "p", kStamp, [](std::string_view) { throw WriteError("the disk is full"); }); }) == "the disk is full");
}
