// Security descriptors of Windows as plain data, and their self-relative bytes (MS-DTYP 2.4.6).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/sid.hpp"

namespace outdesk {

/// One entry of an access list.
struct Ace {
  std::uint8_t type = 0, flags = 0;
  std::uint32_t mask = 0;
  Sid trustee;
  std::string object;   ///< of an object entry: its flags word and GUIDs, as in the bytes
  std::string tail;     ///< what follows the SID: a condition, a claim
  std::string condition;  ///< of SDDL: text that is not compiled; empty where it came as bytes
  bool operator==(const Ace&) const = default;
};

namespace ace {
constexpr std::uint8_t kAllow = 0, kDeny = 1, kAudit = 2, kAlarm = 3, kAllowObject = 5, kDenyObject = 6, kAuditObject = 7,
                       kAlarmObject = 8, kAllowIf = 9, kDenyIf = 10, kAllowObjectIf = 11, kDenyObjectIf = 12, kAuditIf = 13,
                       kLabel = 0x11, kResource = 0x12, kPolicy = 0x13, kTrust = 0x14, kFilter = 0x15;
constexpr std::uint8_t kObjectInherit = 1, kContainerInherit = 2, kNoPropagate = 4, kInheritOnly = 8, kInherited = 0x10;
constexpr bool is_object(std::uint8_t type) { return (type >= kAllowObject && type <= kAlarmObject) || type == kAllowObjectIf || type == kDenyObjectIf; }
constexpr bool is_conditional(std::uint8_t type) { return type >= kAllowIf && type <= kAuditIf; }
}  // namespace ace

using Acl = std::vector<Ace>;

namespace control {
constexpr std::uint16_t kDaclPresent = 4, kSaclPresent = 0x10, kDaclRequest = 0x100, kSaclRequest = 0x200, kDaclInherited = 0x400,
                        kSaclInherited = 0x800, kDaclProtected = 0x1000, kSaclProtected = 0x2000, kSelfRelative = 0x8000;
}  // namespace control

struct NtDescriptor {
  std::uint16_t control = control::kSelfRelative;
  std::optional<Sid> owner, group;
  /// Empty with kDaclPresent: a NULL list, which grants everything; without it nobody said anything.
  std::optional<Acl> dacl, sacl;
  bool has_dacl() const { return (control & control::kDaclPresent) != 0; }
  bool operator==(const NtDescriptor&) const = default;
};

/// A descriptor, or what is wrong with it in words.
struct NtReading {
  NtDescriptor descriptor;
  std::string problem;
};

/// Reads the self-relative form.  `start` is where its offsets count from, when it is not the first byte
/// (security.NTACL).
NtReading read_nt_descriptor(std::string_view bytes, std::size_t start = 0);

/// The bytes that Windows makes: system list, access list, owner, group, each on a multiple of four.  Entries that hold
/// a condition as text have no bytes: std::nullopt then.
std::optional<std::string> nt_descriptor_bytes(const NtDescriptor& descriptor);

}  // namespace outdesk
