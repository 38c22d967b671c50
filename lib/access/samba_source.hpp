// A tree of a Samba server: NT lists that smbd keeps beside the folders, or shows for their POSIX rights, with what the
// kernel leaves of them (access.md 2.4).
#pragma once

#include <functional>
#include <optional>

#include "access/nt_acl_attribute.hpp"
#include "access/nt_source.hpp"
#include "access/posix_columns.hpp"
#include "access/samba_settings.hpp"

namespace outdesk {

class SambaSource : public NtSource {
 public:
  /// Both must outlive it.
  SambaSource(const Snapshot& snapshot, const std::vector<Subject>& people);

  NtObject object_in(const std::string& descriptor) const override;
  const std::vector<Subject>& people() const override { return people_; }
  std::vector<std::uint32_t> through() const override;
  PeopleBits unbound() const override { return unbound_; }

  /// What smbd shows for one folder's raw rights, and whether that is the stored list.
  struct Shown {
    NtDescriptor descriptor;
    Unread hole = Unread::no;
    bool stored = false;
  };
  Shown shown(const struct PosixDescriptor& posix) const;
  /// The settings of the share through which the tree is reached; empty where they are not known.
  const std::optional<SambaShare>& settings() const { return settings_; }

 private:
  void judge_people(const std::vector<Subject>& people);
  SambaStanding standing_of(const Subject& person) const;
  Subject forced(const Subject& person, SambaStanding& standing) const;
  void force_group(const PosixGroup& group, Subject& subject) const;
  void add_new_file(const PosixDescriptor& posix, NtView view, NtObject& object) const;
  PeopleBits may_hand_out(const NtDescriptor& descriptor, NtView view, std::uint32_t owner) const;

  const Snapshot& snapshot_;
  std::optional<SambaShare> settings_;
  std::vector<Subject> people_;
  std::vector<SambaStanding> standings_;
  PeopleBits unbound_;
  std::unique_ptr<PosixColumns> columns_;
  std::unique_ptr<NtColumns> nt_columns_;
  PosixSids sids_;
};

/// The share of `testparm -s` through which the tree is reached, as shares_of finds it.
std::optional<SambaShare> samba_share_of(const Snapshot& snapshot);

}  // namespace outdesk
