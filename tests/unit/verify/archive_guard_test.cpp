#include <doctest/doctest.h>

#include "archive_samples.hpp"

using namespace outdesk;
using namespace outdesk::archive_samples;

namespace {

/// What the last of the entries is told.
std::string guarded(const TarMaker& maker) {
  EntryGuard guard;
  auto bytes = bytes_in_memory(maker.open());
  auto stream = open_tar_stream(*bytes, BackupKind::tar, {});
  std::string last = "none";
  try {
    while (const ArchiveItem* item = stream->next()) last = guard.objection(*item);
  } catch (const ArchiveFault&) {  // there is no end mark
  }
  return last;
}

}  // namespace

TEST_CASE("names that lead out: by '..', absolute ones, those of other systems") {
  for (const char* name : {"../x", "a/../../x", "a/..", "..", "/etc/x", "..\\x", "a\\..\\..\\x", "\\\\server\\share", "C:\\x"}) CHECK_MESSAGE(!guarded(TarMaker().file(name)).empty(), name);
  for (const char* name : {"..x", "x..", "a/...", "a\\b", "dev-disk\\x2duuid", "C:x", "a b", "\xFF\xFE"}) CHECK_MESSAGE(guarded(TarMaker().file(name)).empty(), name);
}

TEST_CASE("a link may lead anywhere; what is written through it may not") {
  CHECK(guarded(TarMaker().link("l", "/etc/alternatives/vi")).empty());
  CHECK(guarded(TarMaker().link("l", "../../x")).empty());
  CHECK(guarded(TarMaker().link("l", "/etc").file("l/x")) == "goes through the link 'l' to '/etc'");
  CHECK_FALSE(guarded(TarMaker().link("l", "..").file("l/x")).empty());
  CHECK_FALSE(guarded(TarMaker().link("l", "/etc/passwd").file("l")).empty());
  CHECK(guarded(TarMaker().folder("real").link("l", "real").file("l/x")).empty());
  CHECK(guarded(TarMaker().link("l", "/etc").folder("l").file("l/x")).empty());
  CHECK(guarded(TarMaker().link("l", "/etc").link("l", "here").file("l/x")).empty());
}

TEST_CASE("ways out in two steps, in circles, and by a second name of a link") {
  CHECK_FALSE(guarded(TarMaker().folder("d").link("d/x", "..").link("y", "d/x/..").file("y/new")).empty());
  CHECK_FALSE(guarded(TarMaker().link("a", ".").link("b", "a/..").file("b/new")).empty());
  CHECK(guarded(TarMaker().folder("d").link("d/up", "..").file("d/up/new")).empty());
  CHECK_FALSE(guarded(TarMaker().folder("d").link("d/a", "..").link("d/a/b", "../../canary").file("d/a/b/evil")).empty());
  CHECK_FALSE(guarded(TarMaker().folder("d").link("d/in", ".").link("d/in/up", "../..").file("d/up/evil")).empty());
  CHECK(guarded(TarMaker().folder("d").folder("d/real").link("d/in", ".").link("d/in/ok", "real").file("d/ok/x")).empty());
  CHECK(guarded(TarMaker().link("a", "b").link("b", "a").file("a/x")) == "goes through links that never end");
  CHECK_FALSE(guarded(TarMaker().link("l", "/etc").hard("h", "l").file("h/x")).empty());
  CHECK_FALSE(guarded(TarMaker().link("l", "/etc/passwd").hard("h", "l").file("h")).empty());
}

TEST_CASE("hard links to what is outside") {
  CHECK_FALSE(guarded(TarMaker().hard("h", "../x")).empty());
  CHECK_FALSE(guarded(TarMaker().hard("h", "/etc/passwd")).empty());
  CHECK_FALSE(guarded(TarMaker().link("l", "/etc").hard("h", "l/passwd")).empty());
  CHECK(guarded(TarMaker().file("a").hard("h", "./a")).empty());
}

TEST_CASE("paths are spelled as a manifest spells them") {
  CHECK(inner_path("./a//b/./c/") == "a/b/c");
  CHECK(inner_path("/a") == "a");
  CHECK(inner_path("./").empty());
  CHECK(inner_path("a/../b") == "a/../b");
}
