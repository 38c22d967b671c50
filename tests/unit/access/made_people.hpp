// Numbers of accounts and groups that tests of access share.
#pragma once

#include <cstdint>

namespace outdesk {

inline constexpr std::uint32_t kOwner = 1001, kAnna = 1002, kBoris = 1003, kVera = 1004, kGone = 4711;
inline constexpr std::uint32_t kStaff = 2001, kBooks = 2002, kSales = 2003;

}  // namespace outdesk
