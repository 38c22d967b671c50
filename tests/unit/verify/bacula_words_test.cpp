// Words of Bacula: LStat, digests, status letters, times, what bconsole and bls print.  All texts were printed by Bacula 9.6.7.
#include <doctest/doctest.h>

#include "base/text.hpp"
#include "verify/bacula_places.hpp"
#include "verify/bacula_talk.hpp"
#include "verify/bacula_words.hpp"

using namespace outdesk;

namespace {

std::vector<BaculaRows::Row> bacula_rows_of(const std::string& output, std::size_t columns, std::size_t piece) {
  std::vector<BaculaRows::Row> found;
  BaculaRows rows("~m", columns, [&](const BaculaRows::Row& row) { found.push_back(row); });
  for (std::size_t at = 0; at < output.size(); at += piece) rows.feed(std::string_view(output).substr(at, piece));
  return found;
}

std::string bacula_trouble_words(std::string_view output) {
  auto trouble = bacula_trouble_of(output, "bconsole");
  if (!trouble) return "";
  return std::string(name_of(trouble->level)) + " " + std::string(name_of(trouble->verdict)) + " " + std::string(name_of(trouble->fault)) + (trouble->unreachable ? " unreachable" : "");
}

std::string bacula_local_time(std::string_view start, std::string_view end, std::int64_t unix_time, const Zone* zone = nullptr) {
  auto span = read_bacula_times({std::string(start), std::string(start), std::string(end), unix_time}, zone);
  return span ? to_text(span->start) + (span->end ? " " + to_text(*span->end) : "") : "none";
}

}  // namespace

TEST_CASE("LStat tells mode, owner, size, time and the first name of a hard link") {
  auto plain = read_bacula_stat("P4A p4RT IGk B A A A DAI BAA I BrCGAc BrCGAc BrCGAc A A C");
  REQUIRE(plain);
  CHECK(plain->mode == 0100644);
  CHECK(plain->size == 12296);
  CHECK(plain->mtime == 1795711004);
  CHECK(plain->links == 1);
  CHECK(plain->link_index == 0);
  auto linked = read_bacula_stat("P4A p4Qy IGk C A A A O1 BAA I BrCGAq BrCGAb BrCGAc R A C");
  REQUIRE(linked);
  CHECK(linked->links == 2);
  CHECK(linked->link_index == 17);
  CHECK(linked->size == 949);
  CHECK(read_bacula_stat("P4A p4Qx EHt C TS ED A BAA BAA I BrCGAb BrCGAc BrCGAc A A C")->uid == 1234);
}

TEST_CASE("what is no LStat is refused") {
  for (const char* text : {"", "A", "A A A", "P4A p4RT IGk B A A A DAI BAA I BrCGAc BrCGAc", "P4A p4RT ?Gk B A A A G BAA I A A A A A C", "P4A p4RT IGk B A A A ////////////// BAA I A A A A A C",
                           "P4A p4RT IGk B A A A -G BAA I A A A A A C", "P4A  IGk B A A A G BAA I A A A A A C"})
    CHECK_MESSAGE(!read_bacula_stat(text), text);
  CHECK(read_bacula_stat("A A IGk A A A A A A A A -B A A A A")->mtime == -1);  // before 1970
}

TEST_CASE("a digest is told by its length") {
  CHECK(hex(read_bacula_digest("WJG1tSLV3whtD/CxEPvZ0hu0/HFjrzTQgoai6Eb2vgM")) == "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03");
  CHECK(hex(read_bacula_digest("1B2M2Y8AsgTpgAmY7PhCfg")) == "d41d8cd98f00b204e9800998ecf8427e");
  CHECK(read_bacula_digest("2jmj7l5rSw0yVb/vlWAYkK/YBwk").size() == 20);
  CHECK(read_bacula_digest(std::string(86, 'A')).size() == 64);
  for (const char* text : {"", "0", "WJG1", "WJG1tSLV3whtD/CxEPvZ0hu0/HFjrzTQgoai6Eb2vg!"}) CHECK(read_bacula_digest(text).empty());
}

TEST_CASE("status letters: errors are warnings of T, and an unknown letter is a failure") {
  using State = RestorePoint::State;
  CHECK(bacula_state('T', 0) == State::done);
  CHECK(bacula_state('T', 1) == State::warnings);
  CHECK(bacula_state('W', 0) == State::warnings);
  for (char c : std::string("EefAID?x ")) CHECK_MESSAGE(bacula_state(c, 0) == State::failed, c);
  for (char c : std::string("RCBFSMmsjcdtpailLq")) CHECK_MESSAGE(bacula_state(c, 0) == State::running, c);
}

TEST_CASE("JobTDate pins the Director's wall clock, whatever zone the client has") {
  // 2026-11-26 16:36:59 in Moscow is 13:36:59 UTC.
  CHECK(bacula_local_time("2026-11-26 16:36:58", "2026-11-26 16:36:59", 1795700219) == "2026-11-26T13:36:58Z 2026-11-26T13:36:59Z");
  CHECK(bacula_local_time("2026-11-26 16:36:58", "2026-11-26 16:36:59", 1795700219, &Zone::named("America/New_York")) == "2026-11-26T13:36:58Z 2026-11-26T13:36:59Z");
  // Nothing pins it: the client's zone does.
  CHECK(bacula_local_time("2026-11-26 16:36:58", "2026-11-26 16:36:59", 0, &Zone::named("Europe/Moscow")) == "2026-11-26T13:36:58Z 2026-11-26T13:36:59Z");
  CHECK(bacula_local_time("2026-11-26 16:36:58", "", 0) == "2026-11-26T16:36:58Z");
  // A job over the change of the clocks: it began at 01:30 summer time and ended at 02:30 winter time.
  CHECK(bacula_local_time("2026-10-25 01:30:00", "2026-10-25 03:30:00", 1792895400, &Zone::named("Europe/Berlin")) == "2026-10-24T23:30:00Z 2026-10-25T02:30:00Z");
  for (const char* start : {"", "0", "0000-00-00 00:00:00", "2026-13-01 00:00:00", "2026-11-26T16:36:58", "2026-11-26 25:00:00"}) CHECK_MESSAGE(bacula_local_time(start, "", 0) == "none", start);
}

TEST_CASE("an incremental's log tells what it rests on") {
  CHECK(bacula_since("  Backup Level:           Incremental, since=2026-11-26 16:36:58\n  Client: x\n") == "2026-11-26 16:36:58");
  CHECK(bacula_since("  Backup Level:           Full\n").empty());
  CHECK(bacula_since("x, since=yesterday").empty());
}

TEST_CASE("rows of .sql: names may hold tabs and newlines, and pieces may end anywhere") {
  std::string output =
      "Connecting to Director 127.0.0.1:9101\n1000 OK: 103 t-dir Version: 9.6.7 (10 December 2020)\nEnter a period to cancel a command.\n"
      ".sql query=\"SELECT '~m', a, '~m', b, '~m.' FROM File\"\nUsing Catalog \"Cat\"\n"
      "~m\t1\t~m\tplain\t~m.\t~m\t2\t~m\twith\ttab and\nnewline\t~m.\t~m\t3\t~m\t\t~m.\t"
      ".sql query=\"SELECT '~m!'\"\n~m!\tquit\nYou have messages.\n";
  for (std::size_t piece : {1UL, 2UL, 3UL, 7UL, 50UL, 5000UL}) {
    auto rows = bacula_rows_of(output, 2, piece);
    REQUIRE(rows.size() == 3);
    CHECK(rows[0] == BaculaRows::Row{"1", "plain"});
    CHECK(rows[1] == BaculaRows::Row{"2", "with\ttab and\nnewline"});
    CHECK(rows[2] == BaculaRows::Row{"3", ""});
  }
  BaculaRows cut("~m", 2, [](const BaculaRows::Row&) {});
  cut.feed(output.substr(0, output.size() - 60));
  CHECK_FALSE(cut.whole());
  cut.feed(output.substr(output.size() - 60));
  CHECK(cut.whole());
  CHECK(bacula_version_of(cut.words()) == "9.6.7");
}

TEST_CASE("rows with too few or too many columns are none") {
  CHECK(bacula_rows_of("~m\t1\t~m.\t", 2, 100).empty());
  CHECK(bacula_rows_of("~m\t1\t~m\t2\t~m\t3\t~m.\t", 2, 100).size() == 1);  // what is too much is not kept
  CHECK(bacula_rows_of("~m\t1\t~m", 1, 100).empty());
  CHECK(bacula_rows_of("~m\t" + std::string(3 << 20, 'x') + "\t~m.\t", 1, 65536).empty());
}

TEST_CASE("what bconsole says when it cannot") {
  std::string greeting = "Connecting to Director 127.0.0.1:29101\n1000 OK: 103 t-dir Version: 9.6.7 (10 December 2020)\nEnter a period to cancel a command.\n";
  CHECK(bacula_trouble_words(greeting).empty());
  CHECK(bacula_trouble_words("Connecting to Director 127.0.0.1:29999\n") == "freshness unknown timed-out unreachable");
  CHECK(bacula_trouble_words("Connecting to Director 127.0.0.1:29101\nDirector authorization problem.\nMost likely the passwords do not agree.\n") == "structure fail access-denied");
  CHECK(bacula_trouble_words(greeting + "Could not open catalog database \"bacula\".\nsqlite.c:198 Database /w/bacula.db does not exist, please create it.\n") == "structure fail catalog-missing");
  CHECK(bacula_trouble_words(greeting + "Could not open catalog database \"bacula\".\nQuery failed: SELECT VersionId FROM Version: ERR=file is not a database\n") == "structure fail catalog-missing");
  CHECK(bacula_trouble_words(greeting + "Query failed: SELECT 1: ERR=database disk image is malformed\n") == "structure fail page-corrupt");
  CHECK(bacula_trouble_words(greeting + "Query failed: SELECT 1: ERR=database is locked\n") == "structure unknown locked");
  CHECK(bacula_trouble_words(greeting + ".sql: is an invalid command.\n") == "structure unknown access-denied");
  CHECK(bacula_trouble_words("bconsole: ERROR TERMINATION at parse_conf.c:1115\nConfig error: expected resource name, got: garbage\n") == "structure fail bad-magic");
}

TEST_CASE("jobs that are queued, listed and running") {
  CHECK(bacula_queued_job("Using Catalog \"Cat\"\nJob queued. JobId=14\nYou have messages.\n") == 14);
  CHECK_FALSE(bacula_queued_job("No Job of type Restore"));
  CHECK(bacula_listed("1000 OK\n.jobs type=R\nRestore\nRestore 2\nquit\nYou have messages.\n", ".jobs type=R") == std::vector<std::string>{"Restore", "Restore 2"});
  auto running = read_bacula_running("running:\n\njobid=5\nlevel= \ntype=R\nstatus=M\nstatus_desc=is waiting for a mount request\ncomment=\njobid=7\nstatus=R\nstatus_desc=is running\n");
  REQUIRE(running.size() == 2);
  CHECK(running[5].status == 'M');
  CHECK(running[5].words == "is waiting for a mount request");
  CHECK(running[7].words == "is running");
}

TEST_CASE("folders and machines of storage daemons") {
  std::string status = "status storage=File1\nConnecting to Storage daemon File1 at 127.0.0.1:29103\n\nDevice File: \"FileDev\" (/tmp/w b/(vol)) is not open.\nDevice File: \"F2\" (/tmp/w b/(vol)) is mounted with:\nDevice tape: \"T\" (/dev/nst0) is not open.\n";
  CHECK(bacula_device_folders(status) == std::vector<std::string>{"/tmp/w b/(vol)", "/dev/nst0"});
  CHECK(bacula_storage_address(status) == "127.0.0.1");
}

TEST_CASE("bls ends with 0 whatever it finds: its words tell") {
  std::string start = "bls: butil.c:292-0 Using device: \"FileDev\" for reading.\n26-Nov 17:02 bls JobId 0: Ready to read from volume \"Vol-0001\" on File device \"FileDev\" (/tmp/farm).\n"
                      "Begin Job Session Record: File:blk=0:0 SessId=1 SessTime=1795711004 JobId=1\n   Job=Nightly.2026-11-26_16.36.56_03 Date=26-Nov-2026 16:36:58 Level=F Type=B\n";
  std::string end = "End Job Session Record: File:blk=0:0 SessId=1 SessTime=1795711004 JobId=1\n   Date=26-Nov-2026 16:36:59 Level=F Type=B Files=1,844 Bytes=445,459 Errors=2 Status=T\n";
  BaculaBlsReport good = read_bacula_bls(start + end, 1, 1795711004);
  CHECK((good.begun && good.ended && good.files == 1844 && good.errors == 2 && good.status == 'T' && good.complaints.empty()));
  CHECK_FALSE(read_bacula_bls(start + end, 2, 1795711004).begun);
  BaculaBlsReport bad = read_bacula_bls(start + "26-Nov 17:02 bls JobId 0: Error: block_util.c:467 Volume data error at 0:0!\nBlock checksum mismatch in block=2 len=64512: calc=3c24a667 blk=27a21ad3\n", 1, 1795711004);
  CHECK((bad.begun && !bad.ended && bad.data_error && bad.complaints.size() == 1));
}

TEST_CASE("complaints: extended attributes that bextract leaves out are none") {
  CHECK(bacula_complaints("26-Nov 16:40 bextract JobId 0: Error: Unknown stream=1998 ignored. This shouldn't happen!\n44 files restored.\n").empty());
  auto found = bacula_complaints("t-sd JobId 5: Ready\nt-fd JobId 2:      Could not stat \"/nowhere\": ERR=No such file or directory\nt-sd JobId 5: Please mount read Volume \"Vol-0001\" for:\n");
  REQUIRE(found.size() == 2);
  CHECK(found[0] == "Could not stat \"/nowhere\": ERR=No such file or directory");
  CHECK(found[1] == "Please mount read Volume \"Vol-0001\" for:");
}

TEST_CASE("Verify calls hard links different; without verify options it compares nothing") {
  BaculaDifferences found = read_bacula_differences("t-fd JobId 32:    SHA256 digest differs on \"/src/docs/f\"20.txt\". File=RLSD Vol=NdUB\n  Termination:            Verify Differences\n");
  CHECK(found.digests == std::vector<std::string>{"/src/docs/f\"20.txt"});
  CHECK_FALSE(found.others);
  CHECK(read_bacula_differences("t-dir JobId 27: Warning: The following files are in the Catalog but not on the Volume(s):\n").others);
  CHECK(bacula_verifies_digests("  --> FileSet: name=VerifySet IgnoreFileSetChanges=0\n      O S2Vpins5:\n      N\n"));
  CHECK_FALSE(bacula_verifies_digests("      O S2AX\n      N\n"));
  CHECK_FALSE(bacula_verifies_digests("      O S2Vpins5:\n      O Vpins:\n"));
  CHECK_FALSE(bacula_verifies_digests(""));
}

TEST_CASE("configurations: quotes, comments, nested resources and statements on one line") {
  auto resources = read_bacula_configuration("# Device { Name = no }\nDirector {  # here\n  Name = d; WorkingDirectory = \"/var/lib/b \\\"q\\\" # {\"\n}\n@/etc/other\nDevice { Name = F\nArchive Device = /srv/vol\n Media_Type=\"File\" }\n"
                                             "FileSet {\n Name = x\n Include { Options { signature = MD5 }\n File = /a } }\nCatalog\n{\n dbname = \"bacula\"; dbuser = \"\" }");
  REQUIRE(resources.size() == 4);
  CHECK(resources[0].kind == "director");
  CHECK(resources[0].settings.at("workingdirectory") == "/var/lib/b \"q\" # {");
  CHECK(resources[1].kind == "device");
  CHECK(resources[1].settings.at("archivedevice") == "/srv/vol");
  CHECK(resources[1].settings.at("mediatype") == "File");
  CHECK(resources[2].settings.size() == 1);
  CHECK(resources[3].kind == "catalog");
  CHECK(resources[3].settings.at("dbname") == "bacula");
  for (const char* text : {"", "{", "}", "a { b = \"", "= = {{{{ }}}} ;;", "x { y", "\\"}) read_bacula_configuration(text);
}

TEST_CASE("names that may stand in a command, and names of volumes") {
  CHECK(is_bacula_name("Nightly job_1.2:x-y"));
  for (const char* name : {"", "a\"b", "a\nb", "a;b", "a/b", "ä"}) CHECK_FALSE(is_bacula_name(name));
  CHECK(is_bacula_volume_name("Vol-0001"));
  for (const char* name : {"", "..", ".", "../etc/passwd", "a/b", " x"}) CHECK_FALSE(is_bacula_volume_name(name));
}

TEST_CASE("a bootstrap names ranges, and only volumes that hold what is wanted") {
  BaculaJobRow job;
  job.id = 6;
  job.session = 3;
  job.session_time = 1795711004;
  std::vector<BaculaStretch> stretches(2);
  stretches[0] = {6, 1, 10, 209, 5746, "Vol-1", "Used", "File", 5747, 1};
  stretches[1] = {6, 10, 20, 209, 999, "Vol-2", "Used", "File", 1000, 1};
  std::string text = bacula_bootstrap({&job}, stretches, {{6, {2, 3, 4, 7}}});
  CHECK(text == "Volume=\"Vol-1\"\nMediaType=\"File\"\nVolSessionId=3\nVolSessionTime=1795711004\nVolAddr=209-5746\nFileIndex=2-4\nFileIndex=7\nCount=4\n");
  CHECK(bacula_bootstrap({&job}, stretches, {}).find("FileIndex=10-20\nCount=11") != std::string::npos);
}
