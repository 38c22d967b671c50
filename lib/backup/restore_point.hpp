// One state of the data that a backup promises to bring back.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/instant.hpp"

namespace outdesk {

struct RestorePoint {
  enum class State { done, warnings, failed, running };
  std::string id;                ///< what `drill --point` takes: snapshot, archive, JobId, file or folder name
  Instant time;                  ///< when the state was taken (start of the run)
  std::optional<Instant> ended;  ///< where it is known
  State state = State::done;
  std::optional<std::int64_t> files, bytes;  ///< of the source: regular files, their bytes before compression
  std::optional<std::int64_t> stored_bytes;  ///< that the container itself takes: an archive's file
  std::string note;              ///< why it failed or warned, in the program's words
  std::string needs;             ///< id of the point that must be usable too (incremental: the link before); empty: none
  std::string content;           ///< id of what it holds (tree hash), equal for copies of one state; empty: not known
};

std::string_view name_of(RestorePoint::State state);
std::optional<RestorePoint::State> state_named(std::string_view name);

}  // namespace outdesk
