// What a server makes of the raw rights of a folder before NT rules are applied: Windows itself, or Samba.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "access/nt_columns.hpp"
#include "access/snapshot.hpp"
#include "access/subject.hpp"

namespace outdesk {

/// A folder as its server sees it.
struct NtObject {
  NtDescriptor descriptor;
  Unread hole = Unread::no;             ///< why nobody can tell; the rest says nothing then
  std::vector<std::uint32_t> limits;    ///< of each person: rights that the system below leaves; empty: all
  PeopleBits passes;                    ///< who may go on to what lies deeper
  std::optional<NtDescriptor> file = {};        ///< of a file that somebody else makes in it, where that is not what the list hands down
  std::vector<std::uint32_t> file_limits = {};  ///< as `limits`, of such a file
};

class NtSource {
 public:
  virtual ~NtSource() = default;
  virtual NtObject object_in(const std::string& descriptor) const = 0;
  /// Whose rights count, in the order in which they were asked for: who is forced to be another is that other here.
  virtual const std::vector<Subject>& people() const = 0;
  /// Of each person: the rights that come through the share.
  virtual std::vector<std::uint32_t> through() const = 0;
  /// Those whom no list of a folder stops.
  virtual PeopleBits unbound() const = 0;
};

/// That of the tree's own system.
std::unique_ptr<NtSource> nt_source(const Snapshot& snapshot, const std::vector<Subject>& people);

}  // namespace outdesk
