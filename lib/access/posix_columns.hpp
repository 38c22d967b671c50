// The rights of many people on one object at once: the list is walked once, not once a person.
#pragma once

#include <unordered_map>
#include <vector>

#include "access/posix_rules.hpp"

namespace outdesk {

class PosixColumns {
 public:
  explicit PosixColumns(const std::vector<Credential>& people);

  std::size_t size() const { return uids_.size(); }
  bool root(std::size_t person) const { return uids_[person] == 0; }
  std::uint32_t uid(std::size_t person) const { return uids_[person]; }

  /// For each person what local_rights(object, person) gives.
  std::vector<Combos> local_rights(const PosixObject& object) const;

 private:
  using Places = std::vector<std::uint32_t>;
  const Places& members(std::uint32_t gid) const;
  const Places& holders(std::uint32_t uid) const;
  void by_mode(const PosixObject& object, std::vector<Combos>& rights) const;
  void by_acl(const PosixObject& object, std::vector<Combos>& rights) const;

  std::vector<std::uint32_t> uids_;
  std::unordered_map<std::uint32_t, Places> by_gid_, by_uid_;
};

}  // namespace outdesk
