// NT rights for many people at once: an access list is walked once, with a set of people for each SID
// (access.md section 7), instead of once for each person.
#pragma once

#include <map>
#include <vector>

#include "access/nt_rules.hpp"
#include "access/people_bits.hpp"

namespace outdesk {

class NtColumns {
 public:
  explicit NtColumns(const std::vector<Token>& people);
  std::size_t size() const { return size_; }

  enum class View {
    folder,      ///< the object itself, as nt_grant
    files,       ///< a new file in it: entries that files inherit, made by somebody else
    no_denials,  ///< the object itself without its denials
  };
  struct Grants {
    std::vector<std::uint32_t> masks;  ///< of each person, as nt_grant's mask
    PeopleBits by_owner_read, by_owner_write;  ///< who has READ_CONTROL, WRITE_DAC as the owner alone
    PeopleBits claims;                 ///< for whom a conditional entry counts
    bool told = true;                  ///< false: there is no access list (rule 9)
  };
  /// For each person what nt_grant gives.
  Grants grants(const NtDescriptor& descriptor, View view = View::folder) const;

  /// Everybody whose token holds the SID.
  const PeopleBits& holders(const Sid& sid) const;

 private:
  struct Step;
  std::vector<Step> steps_of(const NtDescriptor& descriptor, View view, const PeopleBits& owners, Grants& out) const;
  std::size_t size_;
  PeopleBits nobody_;
  std::map<Sid, PeopleBits> holders_;
};

}  // namespace outdesk
