#include <doctest/doctest.h>

#include "verify/path_mapping.hpp"
#include "verify/tree_manifest.hpp"

using namespace outdesk;

namespace {

PathShape shape_of(const std::vector<std::string>& paths) {
  PathShape shape;
  for (const std::string& path : paths) shape.saw_file(path);
  return shape;
}

TreeManifest manifest_of(const std::vector<std::string>& paths) {
  std::vector<TreeEntry> entries;
  for (const std::string& path : paths) {
    TreeEntry entry;
    entry.path = path;
    entry.sha256 = Digest{};
    entries.push_back(entry);
  }
  return TreeManifest::of(std::move(entries));
}

/// "archive's only|manifest's only"
std::string mapping_of(const std::vector<std::string>& archive, const std::vector<std::string>& manifest) {
  PathMapping mapping = PathMapping::to_manifest(shape_of(archive), manifest_of(manifest));
  return mapping.only_archive() + "|" + mapping.only_manifest();
}

}  // namespace

TEST_CASE("the folder above all files of one side is found, of any depth, and left alone where both have it") {
  CHECK(mapping_of({"a", "d/b"}, {"a", "d/b"}) == "|");
  CHECK(mapping_of({"src/a", "src/d/b"}, {"a", "d/b"}) == "src|");
  CHECK(mapping_of({"srv/data/src/a", "srv/data/src/d/b"}, {"a", "d/b"}) == "srv/data/src|");
  CHECK(mapping_of({"a", "d/b"}, {"src/a", "src/d/b"}) == "|src");
  CHECK(mapping_of({"src/a", "src/b"}, {"src/a", "src/b"}) == "|");
  CHECK(mapping_of({"srv/src/a", "srv/src/b"}, {"src/a", "src/b"}) == "srv|");
}

TEST_CASE("a folder that vanished from one side does not lead astray") {
  CHECK(mapping_of({"src/docs/a", "src/docs/b"}, {"docs/a", "docs/b", "other/c"}) == "src|");
  CHECK(mapping_of({"docs/a", "docs/b", "other/c"}, {"src/docs/a", "src/docs/b"}) == "|src");
  CHECK(mapping_of({"src/a", "etc/b"}, {"a"}) == "|");
  CHECK(mapping_of({"src/a"}, {"quite", "other"}) == "|");
  CHECK(mapping_of({}, {"a"}) == "|");
}

TEST_CASE("paths go over and back") {
  PathMapping strip = PathMapping::to_manifest(shape_of({"src/a", "src/d/b"}), manifest_of({"a", "d/b"}));
  CHECK(strip.told("src/d/b") == "d/b");
  CHECK(strip.told("src") == "");
  CHECK(strip.told("") == std::nullopt);
  CHECK(strip.told("srcx/a") == "../srcx/a");
  CHECK(strip.archived("d/b") == "src/d/b");
  CHECK(strip.archived("../srcx/a") == "srcx/a");
  PathMapping add = PathMapping::to_manifest(shape_of({"a", "d/b"}), manifest_of({"x/src/a", "x/src/d/b"}));
  CHECK(add.told("d/b") == "x/src/d/b");
  CHECK(add.told("") == "x/src");
  CHECK(add.archived("x/src/a") == "a");
  CHECK(add.archived("y/a") == std::nullopt);
}

TEST_CASE("the sample is the same whatever the order") {
  std::vector<std::string> paths;
  for (int i = 0; i < 1000; ++i) paths.push_back("d/f" + std::to_string(i));
  PathShape forwards = shape_of(paths), backwards = shape_of({paths.rbegin(), paths.rend()});
  CHECK(forwards.sample() == backwards.sample());
  CHECK(forwards.sample().size() == 64);
  CHECK(forwards.common() == "d");
}
