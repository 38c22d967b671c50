// What differs between two snapshots of one tree: person by person, folder by folder, with the cause.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "access/effect.hpp"
#include "access/matrix_columns.hpp"

namespace outdesk {

/// What a person can do in a folder and in new files of it.
struct Cell {
  Level own = Level::none, files = Level::none;
  bool operator==(const Cell&) const = default;
};
/// Denied and nothing are the same to the person.
bool grants_the_same(const Cell& a, const Cell& b);
Cell cell_of(const Profile& profile, std::size_t person);

/// Why a cell changed, told by judging the old lists with the new people and the new lists with the old ones
/// (access.md section 7).
enum class Cause {
  rights,      ///< a list of a folder
  membership,  ///< the person's groups
  both,        ///< both at once
  share,       ///< the share, or Samba's settings
  account,     ///< the account appeared or went
  folder,      ///< the folder is new, with rights that the one above it does not have
};
std::string_view code_of(Cause cause);

struct AccessChange {
  std::string account;       ///< key of the person's column
  std::uint32_t folder = 0;  ///< in the newer snapshot: the topmost at which all below it changed alike
  Cell was, now;
  Cause cause = Cause::rights;
  std::size_t below = 0;     ///< folders below with the same change
};

struct AccessDifference {
  std::vector<AccessChange> changes;   ///< in the order of folders, then of columns
  std::size_t fresh = 0, gone = 0;     ///< folders that appeared and vanished
  std::size_t cannot_tell = 0;         ///< folders that one of the snapshots could not read
  std::vector<std::string> accounts;   ///< everybody who was or is there
  std::vector<std::string> new_accounts, gone_accounts, disabled, enabled;
  std::map<std::string, std::vector<std::string>> groups;  ///< of accounts whose groups changed: "+Sales", "-Books"
};

struct CompareOptions {
  bool all = false;                          ///< every folder by itself, not the topmost that changed alike for one cause
  std::size_t from = 0, to = static_cast<std::size_t>(-1);  ///< only these folders of the newer snapshot: one with all below it
};
AccessDifference compare_access(const Snapshot& older, const Snapshot& newer, const std::vector<Person>& people, CompareOptions options = {});

/// `newer` with what it could not read filled in from `older`, so that the next comparison is with what was known last:
/// folders that were not read, and all that lay below them.
Snapshot with_unread_from(const Snapshot& older, Snapshot newer);

}  // namespace outdesk
