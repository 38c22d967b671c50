#include <doctest/doctest.h>

#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "archive_samples.hpp"
#include "../temp_folder.hpp"
#include "verify/read_tree.hpp"
#include "verify/tree_manifest.hpp"

using namespace outdesk;
using namespace outdesk::archive_samples;

namespace {

void shell(const std::string& command) { REQUIRE_MESSAGE(std::system(("{ " + command + "; } >/dev/null 2>&1").c_str()) == 0, command); }

bool program_is_here(const char* path) {
  if (::access(path, X_OK) == 0) return true;
  MESSAGE(path << " is not here: skipped");
  return false;
}

void write_text(const std::string& path, const std::string& text) { std::ofstream(path, std::ios::binary) << text; }

/// A tree with what archives find hard, its manifest, and a copy of it.
class ArchivedTree {
 public:
  ArchivedTree() {
    desk_.read = [this](std::uint64_t bytes) { read_ += bytes; };
    tree_ = folder_.folder("data");
    folder_.folder("data/docs/deep");
    folder_.folder("data/empty", 02750);
    write_text(tree_ + "/docs/one.txt", "one\n");
    write_text(tree_ + "/docs/deep/two.txt", std::string(300000, '2'));
    write_text(tree_ + "/docs/cafe\u0301 \xFF", "not composed, and no UTF-8");
    write_text(tree_ + "/zero", "");
    ::chmod((tree_ + "/docs/one.txt").c_str(), 04751);
    shell("cd " + tree_ + " && ln -s docs/one.txt link && ln -s /etc/alternatives/vi out && ln docs/one.txt again && ln docs/one.txt docs/zagain && truncate -s 3M sparse && touch -d @-100000000 old");
    ::setxattr((tree_ + "/docs/one.txt").c_str(), "user.note", "x y", 3, 0);
    take_manifest();
  }
  std::string operator/(const std::string& name) const { return folder_ / name; }
  const std::string& tree() const { return tree_; }
  void pack(const std::string& command) { shell("cd " + folder_.path() + " && " + command); }

  void take_manifest() {
    std::vector<TreeEntry> entries;
    read_tree(tree_, TreeReading{}, desk_, [&](TreeEntry&& entry) { entries.push_back(std::move(entry)); });
    std::sort(entries.begin(), entries.end(), [](const TreeEntry& a, const TreeEntry& b) { return a.path < b.path; });
    write_text(folder_ / "sums", sums_text(entries));
    write_text(folder_ / "meta", metadata_text(entries));
  }

  BackupJob job(BackupKind kind, const std::string& name, bool manifest = true) const {
    BackupJob job;
    job.kind = kind;
    job.where = folder_ / name;
    if (manifest) job.manifest = folder_ / "sums", job.metadata = folder_ / "meta";
    return job;
  }

  /// All levels of one archive: findings as "level verdict fault" in lines, empty where it is good.
  std::string checked(const BackupJob& job, CopyPart part = {}, const std::vector<std::string>& paths = {}) {
    CopyFindings findings;
    auto copy = open_archive_copy(job, desk_);
    auto points = copy->points(findings);
    std::optional<TreeManifest> manifest;
    if (!job.manifest.empty()) manifest = TreeManifest::read(job.manifest, job.metadata);
    for (const RestorePoint& point : points) {
      copy->check_structure(point, findings);
      counted = copy->counted();
      cover = copy->check_content(point, part, manifest ? &*manifest : nullptr, findings);
      entries = copy->entries(point, findings);
      shell("rm -rf " + (folder_ / "target"));
      copy->restore_size(point, findings);
      restored = copy->restore(point, {folder_.folder("target"), paths}, findings);
      if (!restored.done || !manifest) continue;
      TreeComparison comparison(*manifest, CheckLevel::restore, copy->keeps(), paths);
      read_tree(restored.root, TreeReading{}, desk_, [&](TreeEntry&& entry) { comparison.saw(entry); });
      comparison.finish(point.id, findings);
    }
    std::string out;
    details.clear();
    for (const CopyFinding& f : findings.all()) {
      out += std::string(name_of(f.level)) + " " + std::string(name_of(f.verdict)) + " " + std::string(name_of(f.fault)) + "\n";
      details += f.detail + "\n";
    }
    return out;
  }

  std::optional<std::pair<std::int64_t, std::int64_t>> counted;
  HashCover cover;
  std::vector<std::string> entries;
  Restored restored;
  std::string details;

 private:
  TempFolder folder_;
  VerifyDesk desk_;
  std::string tree_;
  std::uint64_t read_ = 0;
};

std::string text_of_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

}  // namespace

TEST_CASE("good archives of GNU tar, packed any way and from any folder, are found good and come back as they were") {
  if (!program_is_here("/usr/bin/tar") || !program_is_here("/usr/bin/xz") || !program_is_here("/usr/bin/zstd")) return;
  ArchivedTree tree;
  tree.pack("tar --format=gnu -cf a.tar -C data . && tar --xattrs --format=pax -czf b.tgz data && tar --xattrs -cJf c.txz " + tree.tree() + " && tar --xattrs --zstd -S -cf d.tzst -C data . && tar --xattrs -g snar --format=pax -cf e.tar data");
  CHECK(tree.checked(tree.job(BackupKind::tar, "a.tar")) == "hash warn metadata-changed\n");  // the source has attributes, this form does not keep them
  CHECK(tree.counted->first == 8);
  CHECK(tree.restored.files == 8);
  CHECK(tree.entries.size() == 8);
  CHECK(std::binary_search(tree.entries.begin(), tree.entries.end(), "docs/deep/two.txt"));
  CHECK(tree.cover.compared > 8);
  for (const auto& packed : {std::pair(BackupKind::tgz, "b.tgz"), std::pair(BackupKind::txz, "c.txz"), std::pair(BackupKind::tzst, "d.tzst"), std::pair(BackupKind::tar, "e.tar")}) {
    const char* name = packed.second;
    CHECK_MESSAGE(tree.checked(tree.job(packed.first, name)) == "", name << ": " << tree.details);
    CHECK(tree.restored.done);
  }
}

TEST_CASE("good zip archives, encrypted ones too") {
  if (!program_is_here("/usr/bin/zip")) return;
  ArchivedTree tree;
  shell("rm " + tree.tree() + "/again " + tree.tree() + "/docs/zagain");  // zip does not keep hard links
  tree.take_manifest();
  tree.pack("zip -qry a.zip data && cd data && zip -qry ../b.zip . && zip -qryP secret ../c.zip . && zip -qry - . > ../d.zip");
  write_text(tree / "password", "secret\n");
  for (const char* name : {"a.zip", "b.zip", "d.zip"}) CHECK_MESSAGE(tree.checked(tree.job(BackupKind::zip, name)) == "hash warn metadata-changed\n", name << ": " << tree.details);
  BackupJob job = tree.job(BackupKind::zip, "c.zip");
  job.password_file = tree / "password";
  CHECK_MESSAGE(tree.checked(job) == "hash warn metadata-changed\n", tree.details);
  job.password_file.clear();
  CHECK(tree.checked(job).starts_with("structure fail access-denied\n"));
  write_text(tree / "password", "wrong\n");
  job.password_file = tree / "password";
  CHECK(tree.checked(job).starts_with("structure fail access-denied\n"));
  job.password_file = tree / "nowhere";
  CHECK(tree.checked(job) == "structure unknown access-denied\n");
}

TEST_CASE("what a tar archive says nothing of, a manifest does: a flipped bit, a missing folder, a mode, a name that comes again") {
  if (!program_is_here("/usr/bin/tar")) return;
  ArchivedTree tree;
  tree.pack("tar --xattrs -cf a.tar -C data .");
  std::string whole = text_of_file(tree / "a.tar");
  write_text(tree / "a.tar", with_bit_flipped(whole, whole.find(std::string(200, '2')) + 1000));
  CHECK(tree.checked(tree.job(BackupKind::tar, "a.tar")) == "hash fail content-changed\nrestore fail content-changed\n");
  CHECK(tree.cover.differing == std::vector<std::string>{"docs/deep/two.txt"});
  CHECK(tree.checked(tree.job(BackupKind::tar, "a.tar", false)) == "");

  tree.pack("tar --xattrs -cf b.tar --exclude=docs/deep -C data .");
  CHECK(tree.checked(tree.job(BackupKind::tar, "b.tar")) == "hash fail entry-missing\nrestore fail entry-missing\n");
  tree.pack("chmod 600 data/docs/one.txt && tar --xattrs -cf c.tar -C data .");
  CHECK(tree.checked(tree.job(BackupKind::tar, "c.tar")).starts_with("hash fail metadata-changed\n"));
  tree.pack("chmod 4751 data/docs/one.txt && tar --xattrs -rf c.tar -C data .");
  CHECK_MESSAGE(tree.checked(tree.job(BackupKind::tar, "c.tar")) == "", tree.details);
}

TEST_CASE("a part reads some files, and all parts together read all of them once") {
  if (!program_is_here("/usr/bin/tar")) return;
  ArchivedTree tree;
  tree.pack("tar --xattrs -cf a.tar data");
  std::int64_t files = 0;
  for (std::int64_t k = 1; k <= 4; ++k) {
    CHECK_MESSAGE(tree.checked(tree.job(BackupKind::tar, "a.tar"), {k, 4}) == "", tree.details);
    files += tree.cover.files;
  }
  CHECK(files == 8);
}

TEST_CASE("ordered files alone come back, with the folders above them; a second name of a file too") {
  if (!program_is_here("/usr/bin/tar")) return;
  ArchivedTree tree;
  tree.pack("tar --xattrs -czf a.tgz data");
  for (const char* wanted : {"docs/deep/two.txt", "docs/one.txt", "again", "docs/zagain", "sparse"}) {
    CHECK_MESSAGE(tree.checked(tree.job(BackupKind::tgz, "a.tgz"), {}, {wanted}) == "", wanted << ": " << tree.details);
    CHECK(::access((tree.restored.root + "/" + wanted).c_str(), F_OK) == 0);
    CHECK(::access((tree.restored.root + "/zero").c_str(), F_OK) != 0);
  }
}

TEST_CASE("the manifest was made outside of the folder, the archive inside of it") {
  if (!program_is_here("/usr/bin/tar")) return;
  ArchivedTree tree;
  tree.pack("sha256sum data/docs/one.txt data/docs/deep/two.txt > sums");
  tree.pack("tar --xattrs -cf a.tar -C data docs/one.txt docs/deep/two.txt");
  BackupJob job = tree.job(BackupKind::tar, "a.tar");
  job.metadata.clear();
  CHECK_MESSAGE(tree.checked(job) == "", tree.details);
  CHECK(tree.entries == std::vector<std::string>{"data/docs/deep/two.txt", "data/docs/one.txt"});
  CHECK(::access((tree.restored.root + "/data/docs/one.txt").c_str(), F_OK) == 0);
}

TEST_CASE("hostile archives write nothing outside of the target, also as root, and make no devices") {
  ArchivedTree tree;
  std::string canary = tree / "canary";
  write_text(canary, "canary");
  const TarMaker makers[] = {
      TarMaker().file("ok").file("../../canary", "evil"), TarMaker().file("ok").file(canary, "evil"), TarMaker().file("ok").link("l", tree / "").file("l/canary", "evil"),
      TarMaker().file("ok").link("l", canary).file("l", "evil"), TarMaker().file("ok").folder("d").link("d/x", "..").link("y", "d/x/../../..").file("y/canary", "evil"),
      TarMaker().file("ok").link("l", canary).hard("h", "l").file("h", "evil"), TarMaker().file("ok").hard("h", "../../canary"), TarMaker().file("ok").file("..\\..\\canary", "evil")};
  for (const TarMaker& maker : makers) {
    write_text(tree / "evil.tar", maker.whole());
    std::string found = tree.checked(tree.job(BackupKind::tar, "evil.tar", false));
    CHECK(found.starts_with("structure fail unsafe-entry\n"));
    CHECK(found.find("restore fail unsafe-entry\n") != found.npos);
    CHECK_FALSE(tree.restored.done);
    CHECK(::access((tree.restored.root + "/ok").c_str(), F_OK) == 0);
    CHECK(text_of_file(canary) == "canary");
  }
  write_text(tree / "evil.tar", TarMaker().file("ok").add({"null", '3', {}, {}}).whole());
  CHECK(tree.checked(tree.job(BackupKind::tar, "evil.tar", false)) == "structure fail unsafe-entry\n");
  CHECK(tree.restored.done);
  CHECK(::access((tree.restored.root + "/null").c_str(), F_OK) != 0);
}

TEST_CASE("the working folder of the process stays where it is, and its umask too") {
  ArchivedTree tree;
  char before[4096], after[4096];
  REQUIRE(::getcwd(before, sizeof before));
  mode_t mask = ::umask(027);
  write_text(tree / "a.tar", TarMaker().file("a").whole());
  CHECK(tree.checked(tree.job(BackupKind::tar, "a.tar", false)) == "");
  REQUIRE(::getcwd(after, sizeof after));
  CHECK(std::string(before) == after);
  CHECK(::umask(mask) == 027);
}

TEST_CASE("a hard link to a file that is not there is missing, and its restore fails") {
  ArchivedTree tree;
  write_text(tree / "a.tar", TarMaker().file("a").hard("b", "gone").whole());
  CHECK(tree.checked(tree.job(BackupKind::tar, "a.tar", false)) == "hash fail entry-missing\nrestore fail restore-failed\n");
}

TEST_CASE("damage is told once, at the cheapest level that sees it") {
  ArchivedTree tree;
  std::string packed = gzipped(TarMaker().file("a", std::string(5000, 'a')).file("b", std::string(5000, 'b')).whole());
  write_text(tree / "a.tgz", with_bit_flipped(packed, packed.size() - 6));
  CHECK(tree.checked(tree.job(BackupKind::tgz, "a.tgz", false)) == "structure fail decompress\n");
  CHECK_FALSE(tree.counted);
  write_text(tree / "a.tgz", "");
  CHECK(tree.checked(tree.job(BackupKind::tgz, "a.tgz", false)).starts_with("freshness fail empty\n"));
}
