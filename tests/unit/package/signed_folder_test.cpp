#include <doctest/doctest.h>

#include <fstream>

#include "../temp_folder.hpp"
#include "package/package_folder.hpp"

using namespace outdesk;

namespace {

void put_text(const std::string& path, const std::string& text) { std::ofstream(path, std::ios::binary) << text; }

}  // namespace

// A signed package that was built again, unchanged, lost its signature.
TEST_CASE("the same bytes are the same package with a signature beside them; other bytes are not what was signed") {
  TempFolder folder;
  put_text(folder.folder("romashka_2025-09") + "/SHA256SUMS", "sums\n");
  put_text(folder / "romashka_2025-09/SHA256SUMS.minisig", "signature\n");
  PackageShelf shelf(folder.path());
  PackageFolder draft(shelf, "romashka_2025-09");
  put_text(draft.draft("SHA256SUMS"), "sums\n");
  CHECK(draft.same_as_place({"SHA256SUMS"}));
  put_text(draft.draft("SHA256SUMS"), "other\n");
  CHECK_FALSE(draft.same_as_place({"SHA256SUMS"}));
  put_text(draft.draft("SHA256SUMS"), "sums\n");
  put_text(folder / "romashka_2025-09/notes.txt", "mine\n");
  CHECK_FALSE(draft.same_as_place({"SHA256SUMS"}));
}
