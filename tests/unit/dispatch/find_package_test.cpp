#include <doctest/doctest.h>

#include "../refusal.hpp"
#include "../temp_folder.hpp"
#include "dispatch/find_package.hpp"
#include "dispatch/package_letter.hpp"

using namespace outdesk;

namespace {

constexpr Month kFound = std::chrono::year{2025} / std::chrono::September;

std::optional<std::int64_t> revision(std::string_view name, Audience audience = Audience::director) { return revision_of_folder(name, {"romashka", kFound, audience}); }

}  // namespace

TEST_CASE("a folder's name tells audience and revision") {
  CHECK(revision("romashka_2025-09") == 1);
  CHECK(revision("romashka_2025-09_r2") == 2);
  CHECK(revision("romashka_2025-09_r12") == 12);
  CHECK(revision("romashka_2025-09_office", Audience::office) == 1);
  CHECK(revision("romashka_2025-09_office_r3", Audience::office) == 3);
  for (const char* name : {"romashka_2025-09_r1", "romashka_2025-09_r0", "romashka_2025-09_r02", "romashka_2025-09_r", "romashka_2025-09_r2x", "romashka_2025-09_r-2", "romashka_2025-09_office",
                           "romashka_2025-10", "romashka2_2025-09", ".romashka_2025-09", "romashka_2025-09.old", "romashka_2025-09_r99999999999999999999"})
    CHECK_FALSE(revision(name).has_value());
  CHECK_FALSE(revision("romashka_2025-09", Audience::owners).has_value());
}

TEST_CASE("names of what is sent") {
  FoundPackage package{{"romashka", kFound, Audience::office, 2}, "", "", {}};
  CHECK(package.id.folder() == "romashka_2025-09_office_r2");
  CHECK(package.id.zip() == "romashka_2025-09_office_r2.zip");
  CHECK(message_id_of(package, "reports@msp.example") == "romashka-2025-09-office-r2@msp.example");
  package.id.audience = Audience::director;
  package.id.revision = 1;
  CHECK(package.id.folder() == "romashka_2025-09");
  CHECK(package.id.zip() == "romashka_2025-09_r1.zip");
}

TEST_CASE("no package, or a folder that is none, is not sent") {
  TempFolder folder;
  CHECK(refusal([&] { newest_package(folder.path(), "romashka", kFound, Audience::director); }).find("3: there is no package of 'romashka' for 2025-09 for 'director'") == 0);
  folder.folder("romashka_2025-09");
  CHECK(refusal([&] { newest_package(folder.path(), "romashka", kFound, Audience::director); }).find("7: the package 'romashka_2025-09' is not sent: 'SHA256SUMS' is missing") == 0);
}
