// One step of an explanation, and the steps by the rules of each system.
#pragma once

#include <string>
#include <vector>

#include "access/matrix_judgement.hpp"

namespace outdesk {

struct WhyStep {
  std::string source;   ///< "above", "owner", "entry", "parent", "kernel", "share", "result"…
  std::string entry;    ///< the entry itself: "allow Books: change, from share/Books"
  std::string through;  ///< how the person comes by it: "o.popova → Books → Office"
  std::string effect;
};

/// What an explanation is about: one folder of one tree, one column.
struct WhyAsked {
  const JudgedTree& tree;
  std::size_t folder;
  const MatrixColumn& column;
  std::size_t place;          ///< of the column in the effect
  Language language;
};

/// The folders above the one asked about, from the root of the tree down.
std::vector<std::uint32_t> way_to(const WhyAsked& asked);

std::vector<WhyStep> posix_steps(const WhyAsked& asked);
std::vector<WhyStep> nt_steps(const WhyAsked& asked);

}  // namespace outdesk
