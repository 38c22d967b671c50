#include "verify/restic_words.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "verify/repository_place.hpp"

using namespace outdesk;

namespace {

ProgramResult restic_said(int code, std::string err, std::string out = {}) {
  ProgramResult result;
  result.end = ProgramResult::End::exited;
  result.code = code;
  result.err = std::move(err);
  result.out = std::move(out);
  return result;
}

/// "fail volume-missing" of the first trouble, and how many there are.
std::string restic_trouble(const ProgramResult& result, std::int64_t unknown_packs = 0) {
  RepositoryTroubles troubles = restic_troubles(result, unknown_packs);
  if (troubles.empty()) return {};
  return std::string(name_of(troubles.front().verdict)) + " " + std::string(name_of(troubles.front().fault)) + (troubles.size() > 1 ? " +" + std::to_string(troubles.size() - 1) : "");
}

}  // namespace

TEST_CASE("snapshots of restic 0.14 have no sizes, those of 0.17 have") {
  auto old = read_restic_snapshots(R"([{"time":"2026-11-26T16:36:27.863549683Z","tree":"ea6f","paths":["/srv/data"],"hostname":"srv1","username":"root","id":"287d","short_id":"287d"}])");
  REQUIRE(old.size() == 1);
  CHECK(old[0].point.id == "287d");
  CHECK(to_text(old[0].point.time) == "2026-11-26T16:36:27Z");
  CHECK(old[0].point.content == "ea6f");
  CHECK(old[0].host == "srv1");
  CHECK_FALSE(old[0].point.files.has_value());
  auto now = read_restic_snapshots(R"([{"time":"2026-11-26T19:36:27.8+03:00","tree":"aa","paths":["/srv/data"],"hostname":"srv1","tags":["daily"],"program_version":"restic 0.17.3",
    "summary":{"backup_start":"2026-11-26T16:36:27Z","backup_end":"2026-11-26T16:40:00.5Z","files_new":10,"files_changed":2,"files_unmodified":30,"data_added":12,"total_files_processed":42,"total_bytes_processed":31729109},
    "id":"bb","short_id":"bb"}])");
  CHECK(to_text(now[0].point.time) == "2026-11-26T16:36:27Z");
  CHECK(now[0].point.files == 42);
  CHECK(now[0].point.bytes == 31729109);
  CHECK(to_text(now[0].point.ended.value()) == "2026-11-26T16:40:00Z");
  CHECK(read_restic_snapshots("[]").empty());
  CHECK(read_restic_snapshots("null").empty());
  CHECK_THROWS_AS(read_restic_snapshots("{"), InputError);
  CHECK_THROWS_AS(read_restic_snapshots(R"([{"id":"aa"}])"), InputError);
  CHECK(restic_version("restic 0.14.0 compiled with go1.19.8 on linux/amd64\n") == "restic 0.14.0");
  CHECK(restic_version("bash: restic: no\n") == "restic");
}

TEST_CASE("the series of a job is chosen by host, tags and path") {
  auto all = read_restic_snapshots(R"([
    {"time":"2026-11-24T01:00:00Z","paths":["/srv/data"],"hostname":"srv1","tags":["a","b"],"id":"1"},
    {"time":"2026-11-25T01:00:00Z","paths":["/srv/data","/etc"],"hostname":"srv1","tags":["a"],"id":"2"},
    {"time":"2026-11-26T01:00:00Z","paths":["/srv/data"],"hostname":"srv2","tags":null,"id":"3"}])");
  auto ids = [&](std::map<std::string, std::string> select) {
    std::string text;
    for (const ResticSnapshot& one : restic_series(all, select)) text += one.point.id;
    return text;
  };
  CHECK(ids({}) == "123");
  CHECK(ids({{"host", "srv1"}}) == "12");
  CHECK(ids({{"tag", "a,b"}}) == "1");
  CHECK(ids({{"path", "/etc/"}}) == "2");
  CHECK(ids({{"path", "/srv/data/docs"}}) == "123");  // below what was saved
  CHECK(ids({{"path", "/srv/dat"}}).empty());
  CHECK(ids({{"host", "srv3"}}).empty());
}

TEST_CASE("the source stands in the tree as it was named") {
  SourcePlaces one = restic_places({"/srv/data"}, "");
  CHECK(one.folders == std::vector<std::string>{"srv/data", "data", ""});
  CHECK(one.alone);
  CHECK(restic_places({"/srv/data", "/etc"}, "").folders == std::vector<std::string>{""});
  CHECK(restic_places({"/srv/data", "/etc"}, "/etc").folders == std::vector<std::string>{"etc"});
  CHECK(restic_places({"/srv/data"}, "/srv/data/docs").folders == std::vector<std::string>{"srv/data/docs", "data/docs", "docs"});
  CHECK(restic_places({"C:\\data"}, "").folders == std::vector<std::string>{"C/data", "data", ""});
}

TEST_CASE("lines of a list") {
  ResticLine head = read_restic_line(R"({"time":"2026-11-26T16:36:30Z","tree":"96","paths":["/x"],"id":"c9","struct_type":"snapshot"})");
  CHECK(head.snapshot);
  CHECK_FALSE(head.entry.has_value());
  ResticLine folder = read_restic_line(R"({"name":"tmp","type":"dir","path":"/tmp","uid":0,"gid":5,"mode":2148532735,"permissions":"dtrwxrwxrwx","mtime":"2026-11-26T16:36:31.643223389Z","struct_type":"node"})");
  REQUIRE(folder.entry.has_value());
  CHECK(folder.entry->type == TreeEntry::Type::folder);
  CHECK(folder.entry->mode == 01777);
  CHECK(folder.entry->gid == 5);
  CHECK(folder.entry->mtime_ns % 1'000'000'000 == 643223389);
  ResticLine newer = read_restic_line(R"({"message_type":"node","struct_type":"node","name":"x","type":"file","path":"/tmp/a\ufffd\nb","size":7,"mode":420,"inode":4})");
  CHECK(newer.entry->path == "tmp/a\xEF\xBF\xBD\nb");
  CHECK(newer.vague);
  CHECK(newer.entry->size == 7);
  CHECK_THROWS_AS(read_restic_line("{\"path\""), InputError);
  CHECK(marked_utf8("a\xFF\xC3\xA9") == "a\xEF\xBF\xBD\xC3\xA9");
  CHECK(restic_pattern("srv/a*b[c]?/q\\r") == "/srv/a\\*b\\[c]\\?/q\\\\r");
}

TEST_CASE("restic's complaints: opening") {
  CHECK(restic_trouble(restic_said(0, "")).empty());
  CHECK(restic_trouble(restic_said(1, "Fatal: wrong password or no key found\n")) == "fail access-denied");
  CHECK(restic_trouble(restic_said(12, "Fatal: wrong password or no key found\n")) == "fail access-denied");
  CHECK(restic_trouble(restic_said(12, "")) == "fail access-denied");
  CHECK(restic_trouble(restic_said(1, "Fatal: an empty password is not a password\n", "reading repository password from stdin\n")) == "fail access-denied");
  CHECK(restic_trouble(restic_said(1, "Fatal: an empty password is not allowed by default. Pass the flag `--insecure-no-password` to restic to disable this check\n")) == "fail access-denied");
  CHECK(restic_trouble(restic_said(1, "Fatal: unable to open config file: stat /r/config: no such file or directory\nIs there a repository at the following location?\n/r\n")) == "fail bad-magic");
  CHECK(restic_trouble(restic_said(10, "Fatal: repository does not exist: unable to open config file: stat /r/config: no such file or directory\nIs there a repository at the following location?\n/r\n")) == "fail bad-magic");
  CHECK(restic_trouble(restic_said(10, "")) == "fail bad-magic");
  CHECK(restic_trouble(restic_said(1, "Fatal: unable to open config file: Stat: Get \"https://u:secret@h/config\": dial tcp: connect: connection refused\nIs there a repository at the following location?\nrest:https://h/\n")) == "unknown access-denied");
  CHECK(restic_trouble(restic_said(1, "Fatal: unable to open repository at /r: ReadDir: open /r/keys: permission denied\n")) == "unknown access-denied");
  CHECK(restic_trouble(restic_said(11, "unable to create lock in backend: repository is already locked by PID 5 on srv1\n")) == "unknown locked");
  CHECK(restic_trouble(restic_said(11, "")) == "unknown locked");
  CHECK(restic_trouble(restic_said(1, "config file has zero size, invalid repository?\n")) == "fail truncated");
  CHECK(restic_trouble(restic_said(1, "Fatal: config or key b86dee is damaged: ciphertext verification failed\n")) == "fail block-crc");
  CHECK(restic_trouble(restic_said(1, "Fatal: Unmarshal: unexpected end of JSON input\n")) == "fail block-crc");
  CHECK(restic_trouble(restic_said(1, "Fatal: unsupported repository version\n")) == "unknown tool-missing");
  CHECK(restic_trouble(restic_said(1, "unknown flag: --no-lock\n")) == "unknown tool-missing");
  CHECK(restic_trouble(restic_said(1, "invalid id \"28\": no matching ID found for prefix \"28\"\n")) == "unknown locked");
  CHECK(restic_trouble(restic_said(77, "something that nobody knows\n")) == "unknown access-denied");
}

TEST_CASE("restic's complaints: check") {
  CHECK(restic_trouble(restic_said(0, "", "load indexes\ncheck all packs\npack 00: not referenced in any index\n1 additional files were found in the repo\nno errors were found\n")).empty());
  CHECK(restic_trouble(restic_said(1, "pack ebd4949d01726f474998b6be6affaf0620c352784e89bb032e1f11a10cb3336c: does not exist\nFatal: repository contains errors\n")) == "fail volume-missing");
  CHECK(restic_trouble(restic_said(1, "pack ebd4949d01726f474998b6be6affaf0620c352784e89bb032e1f11a10cb3336c: unexpected file size: got 0, expected 17\nFatal: repository contains errors\n")) == "fail truncated");
  CHECK(restic_trouble(restic_said(1, "pack ebd4949d01726f474998b6be6affaf0620c352784e89bb032e1f11a10cb3336c: unexpected file size: got 20, expected 17\nFatal: repository contains errors\n")) == "fail trailing-garbage");
  const char* const kNotFound = "error for tree ea6f7d04:\n  id ea6f7d0479e2c2b651901bf15fd61c3d01d467e8eb71e5db5ceddb087b4ba3ec not found in repository\nFatal: repository contains errors\n";
  CHECK(restic_trouble(restic_said(1, kNotFound), 5) == "fail index-missing");
  CHECK(restic_trouble(restic_said(1, kNotFound)) == "fail index-missing");
  CHECK(restic_unknown_packs("pack a: not referenced in any index\npack b: not referenced in any index\n") == 2);
  CHECK(restic_trouble(restic_said(1, "error: error loading index 072b: load <index/072b759763>: invalid data returned\nFatal: LoadIndex returned errors\n")) == "fail block-crc");
  CHECK(restic_trouble(restic_said(1, "error: load <snapshot/c915bfcb1e>: invalid data returned\nFatal: repository contains errors\n")) == "fail block-crc");
  CHECK(restic_trouble(restic_said(1, "error for tree d6f981e5:\n  decrypting blob d6f981e5 failed: ciphertext verification failed\nFatal: repository contains errors\n")) == "fail block-crc");
  CHECK(restic_trouble(restic_said(1, "error for tree d6f981e5:\n  node \"x\" with invalid type \"y\"\nFatal: repository contains errors\n")) == "fail block-crc");
  CHECK(restic_trouble(restic_said(1, "Pack ID does not match, want ebd4949d01726f474998b6be6affaf0620c352784e89bb032e1f11a10cb3336c, got 34857f\nFatal: repository contains errors\n")) == "fail content-changed");
  // 0.16 and later
  CHECK(restic_trouble(restic_said(1, "pack ebd4949d01726f474998b6be6affaf0620c352784e89bb032e1f11a10cb3336c contains 1 errors: [blob 1234: ciphertext verification failed]\n"
                                      "\nThe repository contains damaged pack files. These damaged files must be removed to repair the repository.\nFatal: repository contains errors\n")) == "fail content-changed");
  CHECK(restic_trouble(restic_said(1, "Fatal: repository contains errors\n")) == "fail block-crc");
  // The list is whole to the exit status.
  CHECK(restic_lost_snapshots("could not load snapshot c915bfcb: load <snapshot/c915bfcb1e>: invalid data returned\n").size() == 1);
  CHECK(restic_lost_snapshots("").empty());
  CHECK(restic_packs_read("read group #1 of 2 data packs (out of total 5 packs in 2 groups)\n[0:00] 100.00%  2 / 2 packs\n\nno errors were found\n") == 2);
}

TEST_CASE("restic's complaints: restore") {
  std::string retries = "Load(<data/27ec858338>, 248, 4365) returned error, retrying after 552.3ms: open /r/data/27/27ec8583380b85913cfdfc024d9dd2bc2c39af0be86016b31b81c37c210526ad: no such file or directory\n";
  CHECK(restic_trouble(restic_said(0, retries)).empty());
  CHECK(restic_trouble(restic_said(1, retries + "ignoring error for /srv/a.txt: StreamPack: open /r/data/27/27ec8583380b85913cfdfc024d9dd2bc2c39af0be86016b31b81c37c210526ad: no such file or directory\nFatal: There were 1 errors\n")) == "fail volume-missing");
  CHECK(restic_trouble(restic_said(1, "ignoring error for /srv/a.txt: StreamPack: ReadFull: EOF\nFatal: There were 1 errors\n")) == "fail truncated");
  CHECK(restic_trouble(restic_said(1, "ignoring error for /srv/a.txt: ciphertext verification failed\nFatal: There were 1 errors\n")) == "fail restore-failed");
  CHECK(restic_trouble(restic_said(1, "ignoring error for /srv/permission denied: EOF/x: ciphertext verification failed\nFatal: There were 1 errors\n")) == "fail restore-failed");
  // Exit 0 although files are missing (restic #2647).
  CHECK(restic_trouble(restic_said(0, "ignoring error for /srv/data/a: lchown /t/srv/data/a: invalid argument\n")) == "fail restore-failed");
  CHECK(restic_trouble(restic_said(1, "Fatal: There were 3 errors\n")) == "fail restore-failed");
  CHECK_THROWS_AS(restic_troubles(restic_said(1, "ignoring error for /a: write /t/a: no space left on device\n")), WriteError);
  ProgramResult late = restic_said(0, "");
  late.end = ProgramResult::End::timed_out;
  CHECK(restic_trouble(late) == "unknown timed-out");
  late.end = ProgramResult::End::signalled;
  CHECK(restic_trouble(late) == "unknown timed-out");
  late.end = ProgramResult::End::not_started;
  CHECK(restic_trouble(late) == "unknown tool-missing");
}

TEST_CASE("the share of changed files") {
  const char* const kLine = R"({"message_type":"statistics","source_snapshot":"1","target_snapshot":"2","changed_files":3,"added":{"files":1,"dirs":0,"bytes":5},"removed":{"files":2,"dirs":0,"bytes":5}})";
  CHECK(restic_changed_share(kLine, 10).value() == doctest::Approx(0.5));
  CHECK_FALSE(restic_changed_share(R"({"message_type":"change","path":"/a","modifier":"M"})", 10).has_value());
  CHECK_FALSE(restic_changed_share("", 10).has_value());
  CHECK(is_remote_restic("sftp:u@h:/r"));
  CHECK_FALSE(is_remote_restic("/srv/r"));
  CHECK(local_place("local:/srv/r/") == "/srv/r");
  CHECK(without_userinfo("rest:https://user:p@ss@host/x and s3://k:s@h") == "rest:https://***@host/x and s3://***@h");
}
