#include "access/icacls_log.hpp"

#include <doctest/doctest.h>

using namespace outdesk;

namespace {

using Paths = std::vector<std::string>;

}  // namespace

TEST_CASE("icacls log: what failed, and how many") {
  IcaclsLog log = read_icacls_log("processed file: D:\\share\r\nprocessed file: D:\\share\\2024\\07\r\nD:\\share\\closed: Access is denied.\r\nSuccessfully processed 40 files; Failed processing 1 files\r\n");
  CHECK(log.unread == Paths{"D:\\share\\closed"});
  CHECK(log.failed == 1);
}

TEST_CASE("icacls log: in Russian, in any encoding, and from a share") {
  std::string text = "обработанный файл: D:\\общая\r\nD:\\общая\\Кадры: Отказано в доступе.\r\n\\\\fs01\\data\\x y: Отказано в доступе.\r\nУспешно обработано 12 файлов; не удалось обработать 2 файлов\r\n";
  IcaclsLog log = read_icacls_log(text);
  CHECK(log.unread == Paths{"D:\\общая\\Кадры", "\\\\fs01\\data\\x y"});
  CHECK(log.failed == 2);
  CHECK(read_icacls_log("\xEF\xBB\xBF" + text).unread == log.unread);
  std::string wide = std::string("\xFF\xFE", 2);
  for (char c : std::string("D:\\a\\b: Access is denied.\r\n")) wide += c, wide += '\0';
  CHECK(read_icacls_log(wide).unread == Paths{"D:\\a\\b"});
}

TEST_CASE("icacls log: a path without a folder above it, relative, long, with odd letters") {
  CHECK(read_icacls_log("share\\sub: Access is denied.\n").unread == Paths{"share\\sub"});
  CHECK(read_icacls_log("\\\\?\\D:\\share\\x: Access is denied.\n").unread == Paths{"\\\\?\\D:\\share\\x"});
  CHECK(read_icacls_log("D:\\share\\a [1], 2 и 3: Access is denied.\n").unread == Paths{"D:\\share\\a [1], 2 и 3"});
  CHECK(read_icacls_log("D:\\: Access is denied.\n").unread == Paths{"D:\\"});
}

TEST_CASE("icacls log: no path holds a colon behind its drive, so the words begin at the first") {
  CHECK(read_icacls_log("D:\\share\\x: Error: Access is denied.\n").unread == Paths{"D:\\share\\x"});
}

TEST_CASE("icacls log: numbers of paths count nothing") {
  CHECK_FALSE(read_icacls_log("processed file: D:\\share\\2024\\07\n").failed.has_value());
  CHECK_FALSE(read_icacls_log("обработанный файл: D:\\share\\2024\\07\n").failed.has_value());
  CHECK_FALSE(read_icacls_log("D:\\share\\2024\\07: Access is denied.\n").failed.has_value());
  CHECK_FALSE(read_icacls_log("").failed.has_value());
  CHECK(read_icacls_log("Successfully processed 40 files; Failed processing 1 files\nprocessed file: D:\\2024\\07\n").failed == 1);
}

TEST_CASE("icacls log: nothing in it, or nonsense, is no failure") {
  CHECK(read_icacls_log("").unread.empty());
  CHECK(read_icacls_log("\n\r\n: \n\\: \n").unread.size() <= 1);
  CHECK(read_icacls_log(std::string(100000, ':')).unread.empty());
  CHECK(read_icacls_log("The system cannot find the file specified.\n").unread.empty());
  CHECK(read_icacls_log("Successfully processed 99999999999999999999 files; Failed processing 1 files\n").unread.empty());
}
