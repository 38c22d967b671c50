// Is rsnapshot at work in a folder of snapshots, or was it broken off there?
#pragma once

#include <string>

namespace outdesk {

struct RsnapshotRun {
  enum class State { idle, running, broken_off } state = State::idle;
  std::string incomplete;  ///< point that is being made, or was: "alpha.0"; empty: not known, the newest *.0
  std::string note;        ///< for people, storable
};

/// From the lock file that rsnapshot's configuration names (its snapshot_root must be `root`; lock and folder are told
/// apart by that), or that lies in the folder itself as rsnapshot.pid.  With sync_first a run does not touch the points.
/// A configuration or lock that cannot be read says nothing.
RsnapshotRun rsnapshot_run(const std::string& root, const std::string& configuration = "/etc/rsnapshot.conf");

}  // namespace outdesk
