// What keeps us from reading a repository, or what is wrong with it: the words that restic and borg have in common.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "backup/verdict.hpp"
#include "base/run_program.hpp"

namespace outdesk {

struct RepositoryTrouble {
  Fault fault = Fault::none;
  Verdict verdict = Verdict::fail;
  std::string words;                         ///< for people: one storable line without a point at its end
  CheckLevel level = CheckLevel::structure;  ///< the cheapest that sees it
};
using RepositoryTroubles = std::vector<RepositoryTrouble>;

/// Thrown inside the readers where it makes no sense to go on; caught where findings are written.
struct RepositoryRefusal {
  RepositoryTroubles troubles;
};
[[noreturn]] void refuse_repository(Fault fault, Verdict verdict, std::string words, CheckLevel level = CheckLevel::structure);

/// Some of them prove damage (others say that something could not be looked at).
bool proves_damage(const RepositoryTroubles& troubles);

/// Adds one finding for each fault and verdict, with the first words and the number of the others.  No level: its own.
void report_troubles(const RepositoryTroubles& troubles, std::optional<CheckLevel> level, const std::string& point, CopyFindings& findings);

/// Ends of a call that have nothing to do with what the program says: not started, out of time, killed, a flood; none where it
/// exited.  Throws WriteError where the program says that the disk is full.
std::optional<RepositoryTrouble> trouble_of_end(const ProgramResult& result, const std::string& name);

/// Words of the system and of networks that programs pass on: "permission denied", "connection refused", "input/output error".
std::optional<RepositoryTrouble> trouble_of_system(std::string_view line);

/// A program's line for a finding: storable, what is private in it masked, at most 300 columns.
std::string told_line(std::string_view line);

/// "https://***@host/x" of "https://user:secret@host/x", wherever such text stands.
std::string without_userinfo(std::string text);

/// `words` and the arguments of a call, as they would be typed, for the evidence; cut where they are many.
std::string with_arguments(std::string words, const std::vector<std::string>& arguments);

/// ASCII letters are compared without case.
bool says(std::string_view line, std::string_view words);

/// The lines of a text, "\r" at the end taken off; calls with each that is not empty.
template <class Take>
void for_each_line(std::string_view text, Take take) {
  while (!text.empty()) {
    std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == text.npos ? text.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!line.empty()) take(line);
  }
}

}  // namespace outdesk
