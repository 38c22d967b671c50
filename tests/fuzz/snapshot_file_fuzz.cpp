// Snapshot files of any bytes, with the sum they bring and with the right one, and the same bytes as what follows a good
// heading: a snapshot or a reason, and what was read is written and read again the same.
#include "access/snapshot_file.hpp"

#include <cstdlib>

#include "base/error.hpp"
#include "base/sha256.hpp"

namespace {

using namespace outdesk;

std::string with_sum(std::string bytes) { return bytes += bytes_of(sha256(bytes)); }

/// The first four bytes are the counts, the fifth says whose rules the tree follows.
std::string under_good_heading(const std::string& raw) {
  constexpr std::size_t kChosen = 5;
  auto chosen = [&](std::size_t at) { return std::to_string(static_cast<unsigned char>(at < raw.size() ? raw[at] : 0)); };
  bool windows = raw.size() >= kChosen && raw[4] % 2 != 0;
  return "outdesk-access-snapshot/1\n{\"root_text\":\"/\",\"taken\":\"2026-01-01T00:00:00Z\",\"made_by\":\"0\",\"counts\":{\"folders\":" + chosen(0) + ",\"unread\":" + chosen(1) +
         ",\"descriptors\":" + chosen(2) + ",\"above\":" + chosen(3) + "},\"vanished\":0,\"identities_source\":\"\",\"root\":\"Lw==\",\"facts\":" +
         (windows ? R"({"system":"windows","samba":false,"source":"","shares":[],"settings":"","share":"","remarks":[]})" : "null") +
         ",\"identities\":{\"kind\":\"posix\",\"accounts\":[],\"groups\":[]}}\n" + (raw.size() > kChosen ? raw.substr(kChosen) : "");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string raw(reinterpret_cast<const char*>(data), size);
  for (const std::string& bytes : {raw, with_sum(raw), with_sum(under_good_heading(raw))}) {
    Snapshot snapshot;
    try {
      snapshot = read_snapshot_file(bytes, "fuzz");
    } catch (const InputError&) {
      continue;
    }
    std::string again = snapshot_file(snapshot, "0");
    if (snapshot_file(read_snapshot_file(again, "fuzz"), "0") != again) std::abort();
  }
  return 0;
}
