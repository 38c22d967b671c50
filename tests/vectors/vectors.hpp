// Replaying worked cases with known answers.  One file per kind; the table of kinds is in main.cpp.
#pragma once

#include <string>

namespace outdesk {

struct Tally {
  long passed = 0, failed = 0;
};

/// Compares one answer; prints a disagreement with the case's id.
class Comparison {
 public:
  explicit Comparison(Tally& tally) : tally_(tally) {}
  void expect(const std::string& id, const std::string& what, const std::string& expected, const std::string& got);

 private:
  Tally& tally_;
};

Tally replay_sla(const std::string& path);
Tally replay_access_posix(const std::string& path);
Tally replay_access_nt(const std::string& path);
Tally replay_windows_sddl(const std::string& path);
Tally replay_cost(const std::string& path);

}  // namespace outdesk
