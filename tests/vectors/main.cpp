// outdesk_vectors KIND PATH: replays worked cases through the functions that the commands call.
// Prints each disagreement, closes with `N passed, N failed`, and succeeds only when none failed.
#include <iostream>
#include <map>

#include "base/error.hpp"
#include "base/text.hpp"
#include "vectors.hpp"

namespace outdesk {

void Comparison::expect(const std::string& id, const std::string& what, const std::string& expected, const std::string& got) {
  if (expected == got) { ++tally_.passed; return; }
  ++tally_.failed;
  std::cout << id << ": " << what << ": expected " << printable(expected) << ", got " << printable(got) << "\n";
}

}  // namespace outdesk

int main(int argc, char** argv) {
  using namespace outdesk;
  const std::map<std::string, Tally (*)(const std::string&)> kinds = {
      {"access-nt", replay_access_nt},
      {"windows-sddl", replay_windows_sddl},
      {"access-posix", replay_access_posix},
      {"cost", replay_cost},
      {"sla", replay_sla},
  };
  auto kind = argc == 3 ? kinds.find(argv[1]) : kinds.end();
  if (kind == kinds.end()) {
    std::cerr << "usage: outdesk_vectors KIND PATH\nkinds:";
    for (const auto& [name, replay] : kinds) std::cerr << " " << name;
    std::cerr << "\n";
    return 2;
  }
  try {
    Tally tally = kind->second(argv[2]);
    std::cout << tally.passed << " passed, " << tally.failed << " failed" << std::endl;
    return tally.failed || !tally.passed ? 1 : 0;
  } catch (const Error& error) {
    std::cerr << "outdesk_vectors: " << printable(error.what()) << "\n";
    return static_cast<int>(error.exit());
  }
}
