#include "store/access_list.hpp"

#include <sys/xattr.h>

#include <cerrno>

#include "base/error.hpp"
#include "base/text.hpp"
#include "store/file_descriptor.hpp"

namespace outdesk {

namespace {

constexpr const char* kAccessList = "system.posix_acl_access";
constexpr std::size_t kListHead = 4, kListEntry = 8;  // bytes
constexpr std::uint32_t kUser = 0x02, kOwnGroup = 0x04, kGroup = 0x08, kMask = 0x10, kMayWrite = 2;

std::uint32_t little_endian(std::string_view bytes) {
  std::uint32_t number = 0;
  for (std::size_t i = bytes.size(); i-- > 0;) number = number << 8 | static_cast<unsigned char>(bytes[i]);
  return number;
}

/// Empty where the file has none, or its file system knows none.
std::string access_list_of(const std::string& path) {
  std::string list(65536, '\0');  // no attribute is longer
  ssize_t size = ::getxattr(path.c_str(), kAccessList, list.data(), list.size());
  if (size < 0 && errno != ENODATA && errno != ENOTSUP)
    throw StoreError("cannot read the access list of " + in_quotes(path) + ": " + system_reason(), "look at it with 'getfacl " + printable(path) + "'");
  list.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
  return list;
}

}  // namespace

ListedWriters writers_in(std::string_view list) {
  ListedWriters writers;
  std::uint32_t mask = kMayWrite;
  for (std::size_t at = kListHead; at + kListEntry <= list.size(); at += kListEntry) {
    std::uint32_t tag = little_endian(list.substr(at, 2)), rights = little_endian(list.substr(at + 2, 2)), id = little_endian(list.substr(at + 4, 4));
    if (tag == kMask) mask = rights;
    if (!(rights & kMayWrite)) continue;
    if (tag == kOwnGroup) writers.group = true;
    if (tag == kUser) writers.users.push_back(id);
    if (tag == kGroup) writers.groups.push_back(id);
  }
  return mask & kMayWrite ? writers : ListedWriters();
}

ListedWriters writers_of(const std::string& path, const struct stat& info) {
  if (!(info.st_mode & S_IWGRP)) return {};  // the mask, where there is a list: whoever is named may not write
  std::string list = access_list_of(path);
  return list.empty() ? ListedWriters{true, {}, {}} : writers_in(list);
}

}  // namespace outdesk
