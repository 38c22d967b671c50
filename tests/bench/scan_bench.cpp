// scan_bench TREE STORE CLIENT [RUNS]: where the time of `access-audit scan` goes, phase by phase, each the median of RUNS (5).
//
// STORE has CLIENT already; each run keeps two snapshots in a copy of it, all folders new and then none.  Prints a line
// a phase: wall and CPU in seconds, and the name.  access_scan_bench.sh runs it; nothing is judged.
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "access/scan_tree.hpp"
#include "access/snapshot_store.hpp"
#include "access/tree_walk.hpp"
#include "base/error.hpp"
#include "client/client_store.hpp"
#include "store/copies.hpp"
#include "store/store.hpp"

using namespace outdesk;

namespace {

double cpu_seconds() {
  rusage usage;
  ::getrusage(RUSAGE_SELF, &usage);
  auto seconds = [](const timeval& t) { return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6; };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

double wall_seconds() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

/// The phases in the order in which they were met first.
class Phases {
 public:
  template <class Act>
  void time(const char* name, Act act) {
    double cpu = cpu_seconds(), wall = wall_seconds();
    act();
    Phase& phase = named(name);
    phase.wall.push_back(wall_seconds() - wall);
    phase.cpu.push_back(cpu_seconds() - cpu);
  }

  void print() {
    for (Phase& phase : phases_) std::printf("%.3f\t%.3f\t%s\n", median(phase.wall), median(phase.cpu), phase.name.c_str());
  }

 private:
  struct Phase { std::string name; std::vector<double> wall, cpu; };

  Phase& named(const char* name) {
    for (Phase& phase : phases_)
      if (phase.name == name) return phase;
    phases_.push_back({name, {}, {}});
    return phases_.back();
  }

  static double median(std::vector<double>& values) {
    std::sort(values.begin(), values.end());
    return (values[values.size() / 2] + values[(values.size() - 1) / 2]) / 2;
  }

  std::vector<Phase> phases_;
};

void walk(const char* tree, unsigned threads) {
  ScanOptions options;
  options.threads = threads;
  TreeWalk(options).run(open_folder(AT_FDCWD, tree));
}

void one_run(Phases& phases, const char* tree, const std::string& store_path, const std::string& client) {
  phases.time("the walk alone, one thread", [&] { walk(tree, 1); });
  phases.time("the walk alone, as many threads as a scan has", [&] { walk(tree, ScanOptions().threads); });
  Snapshot snapshot;
  phases.time("the walk, made a snapshot in order of names", [&] { snapshot = scan_tree(tree, {}, Instant{1767225600}); });
  std::string copy = store_path + ".run";
  backup_store(store_path, copy);
  {
    Store store = Store::open_to_change(copy);
    Db& db = store.db();
    std::int64_t id = client_id(db, client);
    SnapshotReceipt receipt;
    phases.time("the first snapshot kept, all folders new", [&] { receipt = keep_snapshot(db, id, "bench", snapshot, snapshot.taken, "bench"); });
    snapshot.taken.unix_s += 86400;
    phases.time("the next snapshot kept, nothing changed", [&] { receipt = keep_snapshot(db, id, "bench", snapshot, snapshot.taken, "bench"); });
    phases.time("of either: the snapshot loaded from the store", [&] { load_snapshot(db, receipt.snapshot); });
    phases.time("of either: loaded and hashed (the seal)", [&] { snapshot_seal(db, receipt.snapshot, Digest{}); });
  }
  for (const char* side : {"", "-wal", "-shm", ".lock"}) ::unlink((copy + side).c_str());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) return std::fprintf(stderr, "usage: scan_bench TREE STORE CLIENT [RUNS]\n"), 2;
  try {
    Phases phases;
    for (int run = argc > 4 ? std::atoi(argv[4]) : 5; run > 0; --run) one_run(phases, argv[1], argv[2], argv[3]);
    phases.print();
  } catch (const Error& error) {
    return std::fprintf(stderr, "scan_bench: %s\n", error.what()), 1;
  }
  return 0;
}
