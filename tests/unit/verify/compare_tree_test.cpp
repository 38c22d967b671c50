#include <doctest/doctest.h>

#include <fstream>

#include "../temp_folder.hpp"
#include "base/text.hpp"
#include "verify/tree_manifest.hpp"

using namespace outdesk;
using namespace std::string_literals;
using Type = TreeEntry::Type;

namespace {

TreeEntry compared_entry(const std::string& path, Type type = Type::file, const std::string& content = "content") {
  TreeEntry entry;
  entry.path = path;
  entry.type = type;
  entry.mode = type == Type::folder ? 0755 : 0644;
  entry.uid = entry.gid = 1000;
  entry.mtime_ns = 1'700'000'000'500'000'000;
  if (type == Type::file) entry.sha256 = sha256(content), entry.size = static_cast<std::int64_t>(content.size());
  if (type == Type::link) entry.target = "a";
  return entry;
}

using ComparedTree = std::vector<TreeEntry>;

ComparedTree told_tree() {
  return {compared_entry("", Type::folder), compared_entry("a"), compared_entry("b"), compared_entry("d", Type::folder), compared_entry("d/c"), compared_entry("l", Type::link), compared_entry("p", Type::fifo), compared_entry("s", Type::socket)};
}

TreeEntry& tree_at(ComparedTree& tree, const std::string& path) {
  for (TreeEntry& entry : tree)
    if (entry.path == path) return entry;
  FAIL("no entry " << path);
  return tree[0];
}

void drop_from(ComparedTree& tree, const std::string& path) {
  std::erase_if(tree, [&](const TreeEntry& entry) { return entry.path == path; });
}

struct TreeOutcome {
  HashCover cover;
  CopyFindings findings;
  /// "fail content-changed; warn …"
  std::string faults() const {
    std::string out;
    for (const CopyFinding& finding : findings.all()) out += (out.empty() ? "" : "; ") + std::string(name_of(finding.verdict)) + " " + std::string(name_of(finding.fault));
    return out;
  }
  std::string detail() const { return findings.all().empty() ? "" : findings.all()[0].detail; }
};

TreeOutcome compared(const TreeManifest& manifest, const ComparedTree& tree, const Copy::Keeps& keeps = {}, const std::vector<std::string>& only = {}, const std::vector<std::string>& unread = {}) {
  TreeOutcome result;
  TreeComparison comparison(manifest, CheckLevel::hash, keeps, only);
  for (const std::string& path : unread) comparison.not_read(path);
  for (const TreeEntry& entry : tree) comparison.saw(entry);
  result.cover = comparison.finish("p1", result.findings);
  for (const CopyFinding& finding : result.findings.all()) {
    CHECK(finding.level == CheckLevel::hash);
    CHECK(finding.point == "p1");
    CHECK(unstorable(finding.detail) == "");
  }
  return result;
}

TreeOutcome compared(const ComparedTree& source, const ComparedTree& tree, const Copy::Keeps& keeps = {}, const std::vector<std::string>& only = {}, const std::vector<std::string>& unread = {}) {
  return compared(TreeManifest::of(source), tree, keeps, only, unread);
}

TreeManifest sums_only(const TempFolder& temp, const ComparedTree& source, const std::string& more = "") {
  std::ofstream(temp / "SUMS", std::ios::binary) << sums_text(source) << more;
  return TreeManifest::read(temp / "SUMS");
}

/// The tree after one change, against the tree before it.
TreeOutcome after_change(const std::string& path, const std::function<void(TreeEntry&)>& change, const Copy::Keeps& keeps = {}) {
  ComparedTree tree = told_tree();
  change(tree_at(tree, path));
  return compared(told_tree(), tree, keeps);
}

}  // namespace

TEST_CASE("a tree that is as it was has no finding, in whatever order it comes") {
  ComparedTree tree = told_tree();
  std::reverse(tree.begin(), tree.end());
  TreeOutcome same = compared(told_tree(), tree);
  CHECK(same.faults() == "");
  CHECK(same.cover.against_manifest);
  CHECK(same.cover.files == 3);
  CHECK(same.cover.bytes == 21);
  CHECK(same.cover.compared == 7);
  CHECK(same.cover.differing.empty());
}

TEST_CASE("other content fails, and the finding says whether the size gives it away") {
  TreeOutcome same_size = after_change("a", [](TreeEntry& entry) { entry.sha256 = sha256("CONTENT"); });
  CHECK(same_size.faults() == "fail content-changed");
  CHECK(same_size.detail() == "1 file has other content than the manifest says (1 of the same size, 0 of another): 'a' (same size); take them from another copy, and look for the cause");
  CHECK(same_size.cover.changed == 1);
  CHECK(same_size.cover.differing == std::vector<std::string>{"a"});

  TreeOutcome other_size = after_change("a", [](TreeEntry& entry) { entry.sha256 = sha256("x"), entry.size = 1; });
  CHECK(other_size.detail().find("(0 of the same size, 1 of another): 'a' (7 bytes, now 1)") != std::string::npos);

  // Not read in this run: the size alone is looked at.
  CHECK(after_change("a", [](TreeEntry& entry) { entry.sha256.reset(); }).faults() == "");
  CHECK(after_change("a", [](TreeEntry& entry) { entry.sha256.reset(), entry.size = 9; }).faults() == "fail content-changed");
}

TEST_CASE("a file that is another thing now has lost its content; other changes of type are metadata") {
  TreeOutcome link = after_change("a", [](TreeEntry& entry) { entry = compared_entry("a", Type::link); });
  CHECK(link.faults() == "fail content-changed");
  CHECK(link.detail().find("'a' (now a symbolic link)") != std::string::npos);
  TreeOutcome file = after_change("l", [](TreeEntry& entry) { entry = compared_entry("l"); });
  CHECK(file.faults() == "fail metadata-changed");
  CHECK(file.detail().find("1 entry with another type than at the source: 'l' (a symbolic link, now a file)") == 0);
}

TEST_CASE("missing and extra entries fail and are named") {
  ComparedTree tree = told_tree();
  drop_from(tree, "b");
  drop_from(tree, "d/c");
  TreeOutcome missing = compared(told_tree(), tree);
  CHECK(missing.faults() == "fail entry-missing");
  CHECK(missing.detail() == "2 entries of the manifest (it has 8) missing: 'b', 'd/c'; they cannot be brought back from this copy");
  CHECK(missing.cover.missing == 2);

  tree = told_tree();
  for (std::string name : {"x5", "x1", "x4", "x2", "x3"}) tree.push_back(compared_entry(name));
  tree.push_back(compared_entry("new folder", Type::folder));
  tree.push_back(compared_entry("new socket", Type::socket));
  TreeOutcome extra = compared(told_tree(), tree);
  CHECK(extra.faults() == "fail entry-extra");
  CHECK(extra.detail() == "6 entries not in the manifest: 'new folder', 'x1', 'x2' and 3 more; make a new manifest if they belong there");
  CHECK(extra.cover.differing == std::vector<std::string>{"new folder", "x1", "x2", "x3", "x4", "x5"});
}

TEST_CASE("an empty tree, and one whose paths begin elsewhere, are told apart") {
  TreeOutcome empty = compared(told_tree(), {compared_entry("", Type::folder)});
  CHECK(empty.detail().find("so nothing is there") != std::string::npos);
  ComparedTree moved;
  for (TreeEntry entry : told_tree()) {
    if (entry.path.empty()) continue;
    entry.path = "srv/" + entry.path;
    moved.push_back(entry);
  }
  TreeOutcome elsewhere = compared(told_tree(), moved);
  CHECK(elsewhere.faults() == "fail entry-missing; fail entry-extra");
  CHECK(elsewhere.detail().find("do its paths begin at another folder?") != std::string::npos);
}

TEST_CASE("mode, owner, target and attributes fail where the kind keeps them; time only warns, and only for files") {
  TreeOutcome mode = after_change("a", [](TreeEntry& entry) { entry.mode = 0666; });
  CHECK(mode.faults() == "fail metadata-changed");
  CHECK(mode.detail() == "1 entry with another mode than at the source: 'a' (0644, now 0666); after a restore this must be put right by hand");
  CHECK(mode.cover.metadata == 1);
  CHECK(after_change("d", [](TreeEntry& entry) { entry.gid = 0; }).detail().find("another owner than at the source: 'd' (1000:1000, now 1000:0)") != std::string::npos);
  CHECK(after_change("l", [](TreeEntry& entry) { entry.target = "/etc/\n"; }).detail().find("another link target than at the source: 'l' ('a', now '/etc/\\u{a}')") != std::string::npos);
  CHECK(after_change("l", [](TreeEntry& entry) { entry.mode = 0777, entry.mtime_ns = 0; }).faults() == "");
  CHECK(after_change("", [](TreeEntry& entry) { entry.mode = 0700, entry.uid = 0, entry.mtime_ns = 0; }).faults() == "");
  TreeOutcome time = after_change("a", [](TreeEntry& entry) { entry.mtime_ns += 1'000'000'000; });
  CHECK(time.faults() == "warn metadata-changed");
  CHECK(time.cover.metadata == 0);
  CHECK(after_change("a", [](TreeEntry& entry) { entry.mtime_ns -= 499'999'999; }).faults() == "");
  CHECK(after_change("d", [](TreeEntry& entry) { entry.mtime_ns = 0; }).faults() == "");

  Copy::Keeps nothing;
  nothing.owner = nothing.mode = nothing.mtime = nothing.xattrs = nothing.hard_links = nothing.specials = false;
  CHECK(after_change("a", [](TreeEntry& entry) { entry.mode = 0, entry.uid = 1, entry.mtime_ns = 0, entry.xattrs["user.a"] = "x"; }, nothing).faults() == "");
  ComparedTree tree = told_tree();
  drop_from(tree, "p");
  CHECK(compared(told_tree(), tree).faults() == "fail entry-missing");
  CHECK(compared(told_tree(), tree, nothing).faults() == "");
}

TEST_CASE("attributes of the data must be equal, those of the machine only where both have them") {
  auto faults = [](const std::string& name, const std::string& before, const std::string& now) {
    ComparedTree source = told_tree(), tree = told_tree();
    if (!before.empty()) tree_at(source, "a").xattrs[name] = before;
    if (!now.empty()) tree_at(tree, "a").xattrs[name] = now;
    return compared(source, tree).detail();
  };
  for (std::string name : {"user.a", "security.capability", "system.posix_acl_access", "system.posix_acl_default"}) {
    CHECK(faults(name, "x", "x") == "");
    for (auto [before, now] : {std::pair{"x"s, ""s}, {""s, "x"s}, {"x"s, "y"s}}) CHECK(faults(name, before, now).find("another extended attribute or access list than at the source: 'a' (" + name + ")") != std::string::npos);
  }
  CHECK(faults("security.selinux", "x", "") == "");
  CHECK(faults("trusted.overlay", "", "x") == "");
  CHECK(faults("security.selinux", "x", "y") != "");
}

TEST_CASE("groups of hard links are compared as groups, as far as their names are there") {
  ComparedTree source = told_tree(), tree = told_tree();
  tree_at(source, "b").linked_to = tree_at(source, "d/c").linked_to = "a";
  CHECK(compared(source, source).faults() == "");
  TreeOutcome torn = compared(source, tree);
  CHECK(torn.faults() == "fail metadata-changed");
  CHECK(torn.detail().find("2 entries with another group of hard links than at the source: 'b' (no longer one file with 'a'), 'd/c'") == 0);
  CHECK(compared(tree, source).detail().find("2 entries with another group of hard links than at the source: 'b' (now one file with 'a')") == 0);
  // A sample without the first name: the others are still one file.
  ComparedTree sample = {tree_at(source, "b"), tree_at(source, "d/c")};
  sample[0].linked_to = "";
  sample[1].linked_to = "b";
  CHECK(compared(source, sample, {}, {"b", "d/c"}).faults() == "");
  sample[1].linked_to = "";
  CHECK(compared(source, sample, {}, {"b", "d/c"}).faults() == "fail metadata-changed");
}

TEST_CASE("of a sample only its own paths are expected, what else is there is compared") {
  ComparedTree source = told_tree();
  CHECK(compared(source, {compared_entry("d", Type::folder), compared_entry("d/c")}, {}, {"d/c"}).faults() == "");
  CHECK(compared(source, {compared_entry("d", Type::folder)}, {}, {"d/c"}).faults() == "fail entry-missing");
  CHECK(compared(source, {compared_entry("d/c"), compared_entry("zz")}, {}, {"d/c"}).faults() == "fail entry-extra");
  CHECK(compared(source, {compared_entry("d/c"), compared_entry("b", Type::file, "other b")}, {}, {"d/c"}).faults() == "fail content-changed");
}

TEST_CASE("sums alone speak of regular files only") {
  TempFolder temp;
  TreeManifest manifest = sums_only(temp, told_tree());
  ComparedTree tree = told_tree();
  tree.push_back(compared_entry("new folder", Type::folder));
  tree.push_back(compared_entry("new link", Type::link));
  for (TreeEntry& entry : tree) entry.mode = 0, entry.uid = 7, entry.xattrs["user.a"] = "x";
  CHECK(compared(manifest, tree).faults() == "");
  tree.push_back(compared_entry("new file"));
  CHECK(compared(manifest, tree).faults() == "fail entry-extra");
  tree_at(tree, "a").sha256 = sha256("x");
  TreeOutcome changed = compared(manifest, tree);
  CHECK(changed.detail() == "1 file has other content than the manifest says: 'a'; take them from another copy, and look for the cause");
  drop_from(tree, "a");
  CHECK(compared(manifest, tree).faults() == "fail entry-missing; fail entry-extra");
}

TEST_CASE("sums of links, as `sha256sum *` makes them, are fulfilled by a link to a file of the same sum") {
  TempFolder temp;
  ComparedTree source = {compared_entry("lib/x.so.1.2"), compared_entry("lib/x.so"), compared_entry("lib/x.so.1"), compared_entry("top")};
  tree_at(source, "top").sha256 = sha256("content");
  TreeManifest manifest = sums_only(temp, source);
  ComparedTree tree = source;
  for (auto [name, target] : {std::pair{"lib/x.so", "x.so.1"}, {"lib/x.so.1", "./x.so.1.2"}, {"top", "lib/../lib/x.so"}}) {
    tree_at(tree, name) = compared_entry(name, Type::link);
    tree_at(tree, name).target = target;
  }
  CHECK(compared(manifest, tree).faults() == "");
  for (std::string target : {"../x", "/etc/passwd", "lib/none", "top", "", "../../top"}) {
    tree_at(tree, "top").target = target;
    CHECK(compared(manifest, tree).faults() == "fail content-changed");
  }
}

TEST_CASE("the manifest's own files at the top of the tree are no extra entries, and cannot have their own sum") {
  TempFolder temp;
  ComparedTree tree = {compared_entry("a"), compared_entry("SUMS")};
  CHECK(compared(sums_only(temp, {compared_entry("a")}), tree).faults() == "");
  tree.push_back(compared_entry("d/SUMS"));
  CHECK(compared(sums_only(temp, {compared_entry("a")}), tree).faults() == "fail entry-extra");
  // `find . -type f | xargs sha256sum > SUMS` names SUMS as it was while it was empty.
  TreeManifest names_itself = sums_only(temp, {compared_entry("a")}, hex(sha256("")) + "  SUMS\n");
  tree = {compared_entry("a"), compared_entry("SUMS")};
  CHECK(compared(names_itself, tree).faults() == "fail content-changed");  // it is another file of that name
  tree_at(tree, "SUMS").sha256 = names_itself.sums_digest();
  CHECK(compared(names_itself, tree).faults() == "");
}

TEST_CASE("metadata of files alone leaves folders and links alone, and a folder above a told entry is never extra") {
  TempFolder temp;
  ComparedTree tree = {compared_entry("", Type::folder), compared_entry("d", Type::folder), compared_entry("d/e", Type::folder), compared_entry("d/e/f"), compared_entry("l", Type::link)};
  auto from = [&](const std::string& rows) {
    std::ofstream(temp / "t", std::ios::binary) << "path\ttype\n" << rows;
    return compared(TreeManifest::read("", temp / "t"), tree).faults();
  };
  CHECK(from("d/e/f\tf\n") == "");
  CHECK(from("d/e/f\tf\nd\td\nl\tl\n") == "");
  CHECK(from("d/e/f\tf\nd\td\n") == "fail entry-extra");   // the link
  CHECK(from("d\td\nl\tl\n") == "fail entry-extra");       // d/e and d/e/f
  CHECK(from(".\td\nd/e/f\tf\nl\tl\n") == "");
}

TEST_CASE("what could not be read is neither missing nor changed") {
  ComparedTree source = told_tree(), tree = told_tree();
  tree_at(source, "a").xattrs["user.a"] = "x";
  tree_at(tree, "a").sha256.reset();
  drop_from(tree, "d/c");
  CHECK(compared(source, tree).faults() == "fail entry-missing; fail metadata-changed");
  CHECK(compared(source, tree, {}, {}, {"a", "d"}).faults() == "");
  CHECK(compared(source, {}, {}, {}, {""}).faults() == "");
  TreeManifest manifest = TreeManifest::of(source);
  CopyFindings findings;
  TreeComparison comparison(manifest, CheckLevel::hash, {});
  comparison.not_read("d", false);
  for (const TreeEntry& entry : source)
    if (entry.path != "d/c") comparison.saw(entry);
  CHECK(comparison.finish("", findings).missing == 1);
}

TEST_CASE("findings stay short and storable whatever the names are") {
  ComparedTree source;
  for (int i = 0; i < 100; ++i) source.push_back(compared_entry(std::string(5000, static_cast<char>(i + 1)) + std::to_string(i)));
  TreeOutcome missing = compared(source, {});
  CHECK(missing.cover.missing == 100);
  CHECK(missing.cover.differing.size() == 20);
  for (const std::string& path : missing.cover.differing) CHECK(path.size() < 700);
  CHECK(missing.detail().size() < 5000);
}
