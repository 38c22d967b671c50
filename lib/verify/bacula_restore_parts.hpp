// What a restore from Bacula is asked for, and how its words are shown.  Pure.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "verify/bacula_tree.hpp"

namespace outdesk {

/// What is asked for, all or some files.
struct BaculaSelection {
  bool all = true;
  std::vector<std::int64_t> ids;     ///< FileIds of some; with the first names of hard links, without which the others cannot be made
  std::vector<std::string> helpers;  ///< first names that were not ordered, absolute
  std::string unknown;               ///< an ordered path that is not there
  std::int64_t entries = 0, regular = 0, bytes = 0;  ///< that come back
  std::map<std::int64_t, std::vector<std::int64_t>> indexes;  ///< by job, ascending
};
/// `ordered`: from the root; empty: everything.
BaculaSelection bacula_selection(const BaculaTree& tree, const std::vector<std::string>& ordered);

/// True for a path that can stand in double quotes on a line for bconsole.
bool is_bacula_speakable(std::string_view path);
/// The last line of the Director's words that says something.
std::string bacula_last_words(std::string_view output);

}  // namespace outdesk
