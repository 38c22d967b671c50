// Why something in a tree could not be read.
#pragma once

#include <string>

namespace outdesk {

struct TreeProblem {
  enum class Kind {
    none,
    refused,   ///< we have no right to
    damaged,   ///< the disk or the file system is
    changing,  ///< somebody wrote, moved or removed meanwhile
    too_much,  ///< more entries or longer paths than are read
    other      ///< no such place, too many open files…
  };
  Kind kind = Kind::none;
  std::string words;  ///< "Permission denied"
  bool empty() const { return kind == Kind::none; }
};

/// `before` stands before the system's words.
TreeProblem problem_of_errno(int error, const std::string& before = {});
/// Of an entry that stood in its folder a moment ago, and cannot be opened now as what it was.
TreeProblem problem_of_opening(int error);

}  // namespace outdesk
