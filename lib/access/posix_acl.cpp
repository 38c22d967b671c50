#include "access/posix_acl.hpp"

namespace outdesk {

namespace {

using Tag = AclEntry::Tag;
constexpr std::size_t kHeader = 4, kEntry = 8, kMostEntries = 8191;
constexpr std::uint32_t kVersion = 2, kNobody = 0xFFFFFFFF;

std::uint32_t little_endian(std::string_view bytes, std::size_t at, std::size_t size) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < size; ++i)
    value |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at + i])) << (8 * i);
  return value;
}

void put(std::string& out, std::uint32_t value, int size) {
  for (int i = 0; i < size; ++i) out += static_cast<char>(value >> (8 * i) & 0xFF);
}

/// Place of a tag in the order that the kernel demands; 0 for one that it does not know.
int place_of(std::uint32_t tag) {
  switch (static_cast<Tag>(tag)) {
    case Tag::user_obj: return 1;
    case Tag::user: return 2;
    case Tag::group_obj: return 3;
    case Tag::group: return 4;
    case Tag::mask: return 5;
    case Tag::other: return 6;
  }
  return 0;
}

bool repeatable(int place) { return place == 2 || place == 4; }

std::string entry_problem(const PosixAcl& acl, std::uint32_t tag, std::uint32_t permission) {
  std::string where = "entry " + std::to_string(acl.size() + 1);
  int place = place_of(tag), before = acl.empty() ? 0 : place_of(static_cast<std::uint32_t>(acl.back().tag));
  if (!place) return where + " has an unknown tag";
  if (permission > 7) return where + " has unknown permission bits";
  if (place < before || (place == before && !repeatable(place))) return where + " is out of order";
  return "";
}

/// What an ordered list must hold besides.
std::string missing_part(const PosixAcl& acl) {
  bool has[7] = {};
  for (const AclEntry& entry : acl) has[place_of(static_cast<std::uint32_t>(entry.tag))] = true;
  if (!has[1] || !has[3] || !has[6]) return "the entry of owner, group or others is missing";
  if ((has[2] || has[4]) && !has[5]) return "the mask is missing";
  return "";
}

}  // namespace

AclReading read_posix_acl(std::string_view bytes) {
  AclReading reading;
  auto refused = [](std::string problem) { return AclReading{{}, std::move(problem)}; };
  if (bytes.empty()) return reading;
  if (bytes.size() < kHeader || (bytes.size() - kHeader) % kEntry)
    return refused("cut short after " + std::to_string(bytes.size()) + " bytes");
  if (little_endian(bytes, 0, 4) != kVersion) return refused("not version 2");
  if ((bytes.size() - kHeader) / kEntry > kMostEntries) return refused("more than 8191 entries");
  for (std::size_t at = kHeader; at < bytes.size(); at += kEntry) {
    std::uint32_t tag = little_endian(bytes, at, 2), permission = little_endian(bytes, at + 2, 2);
    if (std::string problem = entry_problem(reading.acl, tag, permission); !problem.empty()) return refused(problem);
    bool named = repeatable(place_of(tag));
    std::uint32_t id = little_endian(bytes, at + 4, 4);
    if (named && id == kNobody) return refused("a named entry names nobody");
    reading.acl.push_back({static_cast<Tag>(tag), permission, named ? id : 0});
  }
  if (!reading.acl.empty()) reading.problem = missing_part(reading.acl);
  if (!reading.ok()) reading.acl.clear();
  return reading;
}

std::string posix_acl_bytes(const PosixAcl& acl) {
  std::string out;
  if (acl.empty()) return out;
  put(out, kVersion, 4);
  for (const AclEntry& entry : acl) {
    put(out, static_cast<std::uint32_t>(entry.tag), 2);
    put(out, entry.permission, 2);
    put(out, repeatable(place_of(static_cast<std::uint32_t>(entry.tag))) ? entry.id : kNobody, 4);
  }
  return out;
}

}  // namespace outdesk
