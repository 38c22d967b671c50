// Every number of a scenario by its path in the file: what it is, where it comes from, and how to
// change it.  What --explain, the register of assumptions, tornado and simulation work on.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "cost/random_rules.hpp"
#include "cost/scenario.hpp"

namespace outdesk::cost {

/// How a number is held and written.
enum class NumberKind { money, count, decimal };

/// Where a number comes from.
enum class Origin { user, measured, benchmark, assumed };
const char* to_text(Origin origin);

struct Number {
  std::string path;    ///< "inhouse.roles.0.gross_minor"
  NumberKind kind = NumberKind::decimal;
  std::int64_t value = 0;   ///< minor units, a count, or millionths
  std::int64_t least = 0, most = 0;  ///< bounds of the value, inclusive
  Origin origin = Origin::user;
  std::string source;  ///< of a benchmark or a measurement
  bool given = true;   ///< stood in the file; else the program's own default
  std::function<std::int64_t&(Scenario&)> place;  ///< where it stands in a scenario or a copy of one
};

struct Sheet {
  std::vector<Number> numbers;  ///< in the order of the file's description
  const Number* find(std::string_view path) const;
};

/// One number that a variable moves.
struct Lever {
  NumberKind kind = NumberKind::decimal;
  std::int64_t base = 0;
  std::function<std::int64_t&(Scenario&)> place;
};

/// A variable with its paths resolved.
struct Knob {
  std::string name;
  bool scale = false;
  Range range;
  std::vector<Lever> levers;
};

/// The number that `value` makes of `current`: set to it, or scaled by it; money and counts to whole
/// numbers, others to 6 places, half away from zero.
std::int64_t moved(NumberKind kind, std::int64_t current, bool scale, Micro value);

/// Moves all of the knob's numbers in `scenario`.
void turn(Scenario& scenario, const Knob& knob, Micro value);
/// Puts them back to where they stood.
void turn_back(Scenario& scenario, const Knob& knob);

}  // namespace outdesk::cost
