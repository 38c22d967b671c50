// Who may do what by POSIX modes and ACLs, exactly as Linux decides it (access.md 2.5).  Pure.
#pragma once

#include <cstdint>
#include <vector>

namespace outdesk {

/// Permission bits as in a mode: r = 4, w = 2, x = 1.
inline constexpr unsigned kRead = 4, kWrite = 2, kExecute = 1;

/// The combinations of r, w, x that are granted.  They are a set, not a mask: two groups that grant r
/// and w do not grant rw together (rule 8).
class Combos {
 public:
  constexpr Combos() = default;
  /// `wanted` is 1 to 7.
  constexpr bool grants(unsigned wanted) const { return bits_ >> wanted & 1; }
  constexpr void grant(unsigned wanted) { bits_ = static_cast<std::uint8_t>(bits_ | 1u << wanted); }
  constexpr bool none() const { return bits_ == 0; }
  constexpr bool operator==(const Combos&) const = default;

  /// All combinations within the bits of one permission.
  static constexpr Combos of(unsigned permission) {
    Combos combos;
    for (unsigned wanted = 1; wanted <= 7; ++wanted)
      if ((permission & wanted) == wanted) combos.grant(wanted);
    return combos;
  }
  /// Bit n says whether combination n is granted (1 to 7).
  constexpr std::uint8_t bits() const { return bits_; }
  static constexpr Combos from_bits(std::uint8_t bits) {
    Combos combos;
    combos.bits_ = bits & 0xFE;
    return combos;
  }

 private:
  std::uint8_t bits_ = 0;
};

/// One entry of an ACL.
struct AclEntry {
  enum class Tag : std::uint16_t { user_obj = 1, user = 2, group_obj = 4, group = 8, mask = 0x10, other = 0x20 };
  Tag tag = Tag::other;
  unsigned permission = 0;
  std::uint32_t id = 0;  ///< of a named user or group
  bool operator==(const AclEntry&) const = default;
};
using PosixAcl = std::vector<AclEntry>;

/// Bits that the mask leaves to named entries and groups; all of them where there is no mask.
unsigned mask_of(const PosixAcl& acl);

/// What decides access to one file or folder.
struct PosixObject {
  std::uint32_t uid = 0, gid = 0;
  unsigned mode = 0;     ///< the twelve mode bits
  bool folder = true;
  PosixAcl acl;          ///< access ACL; empty where there is none.  Default ACLs never decide (rule 11)

  bool sticky() const { return mode & 01000; }
};

/// Who asks: a user and every group of theirs, the primary one included.
struct Credential {
  std::uint32_t uid = 0;
  std::vector<std::uint32_t> gids;  ///< sorted

  bool root() const { return uid == 0; }
  bool in_group(std::uint32_t gid) const;
};

/// What the object itself grants, its parents left aside (rules 1 to 8).
Combos local_rights(const PosixObject& object, const Credential& who);

/// True where `who` may pass through this folder (rule 9).
inline bool may_pass(const PosixObject& folder, const Credential& who) {
  return local_rights(folder, who).grants(kExecute);
}

/// True where `who` may change the mode and the ACL, once the object is reached (rule 11).
inline bool may_change_rights(const PosixObject& object, const Credential& who) {
  return who.root() || object.uid == who.uid;
}

/// True where `who` may make something in the folder, once it is reached (rule 9).
inline bool may_create_in(const PosixObject& folder, const Credential& who) {
  return local_rights(folder, who).grants(kWrite | kExecute);
}

/// True where `who` may remove `object` from `parent`, once the parent is reached (rule 10).
bool may_remove(const PosixObject& object, const PosixObject& parent, const Credential& who);

}  // namespace outdesk
