#include "access/scan_report.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "../parsed_json.hpp"
#include "base/error.hpp"
#include "input/json.hpp"
#include "output/writers.hpp"
#include "../temp_folder.hpp"

using namespace outdesk;

namespace {
IdentityFiles people_files(const std::string& passwd, const std::string& group) {
  IdentityFiles files;
  files.passwd = passwd;
  files.group = group;
  return files;
}
}  // namespace

TEST_CASE("a scan takes its identities from the machine, or from two files") {
  TempFolder temp(true);
  temp.folder("share");
  Snapshot machine = scan_with_identities(temp / "share", {}, {}, {}, Instant{1000});
  CHECK(machine.identities_source == "machine");
  CHECK_FALSE(machine.identities.accounts.empty());
  std::ofstream(temp / "passwd") << "anna:x:1001:2001:Anna:/:/bin/sh\n";
  std::ofstream(temp / "group") << "staff:x:2001:\n";
  Snapshot files = scan_with_identities(temp / "share", {}, people_files(temp / "passwd", temp / "group"), {}, Instant{1000});
  CHECK(files.identities_source == "passwd, group");
  CHECK(files.identities.accounts.size() == 1);
  CHECK_THROWS_AS(scan_with_identities(temp / "share", {}, people_files(temp / "passwd", ""), {}, Instant{1000}), UsageError);
}

TEST_CASE("the receipt of a scan counts, and names every folder that was not read") {
  Snapshot snapshot;
  snapshot.root = "/srv/share";
  snapshot.taken = Instant{1000};
  snapshot.add(kNone, "", 0, Unread::no);
  snapshot.add(0, "closed", kNone, Unread::refused);
  SnapshotReceipt receipt;
  receipt.snapshot = 7;
  receipt.folders = 2, receipt.unread = 1, receipt.fresh = 2;
  Document document = scan_receipt(snapshot, receipt, "acme", "fs01", Language::en);
  Json json = json_of(document);
  CHECK(json.at("outdesk") == "access-scan/1");
  CHECK(json.at("snapshot") == 7);
  CHECK(json.at("unread") == 1);
  CHECK(json.at("new") == 2);
  std::string text;
  write_text(document, {}, [&](std::string_view bytes) { text += bytes; });
  CHECK(text.find("share/closed") != std::string::npos);
  CHECK(text.find("the scanning account may not open it") != std::string::npos);
}

TEST_CASE("snapshots are listed with their root, time and counts") {
  Json json = json_of(snapshot_list({{7, 1, "fs01", "/srv/sh\xff", Instant{1000}, Instant{1001}, "anna", 12, 1, 0}}, "acme", Language::ru, nullptr));
  CHECK(json.at("snapshots").at(0).at("root") == "/srv/sh\\x{ff}");
  CHECK(json.at("snapshots").at(0).at("taken") == "1970-01-01T00:16:40Z");
}
