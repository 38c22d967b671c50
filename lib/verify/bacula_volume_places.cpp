#include "verify/bacula_volume_places.hpp"

#include <ifaddrs.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/text.hpp"
#include "verify/bacula_words.hpp"

namespace outdesk {

namespace {

constexpr std::int64_t kTape = 2;

/// True where the file cannot even be looked for.
bool is_hidden(const std::vector<std::string>& folders, std::string& why) {
  for (const std::string& folder : folders)
    if (access(folder.c_str(), R_OK | X_OK) != 0 && errno == EACCES) {
      why = "the folder " + in_quotes(folder) + " cannot be read: ask as root, or as a member of the group bacula";
      return true;
    }
  return false;
}

/// The address without its port; "" for another family.
std::string address_bytes(const sockaddr* address) {
  if (!address) return {};
  if (address->sa_family == AF_INET) return {reinterpret_cast<const char*>(&reinterpret_cast<const sockaddr_in*>(address)->sin_addr), sizeof(in_addr)};
  if (address->sa_family == AF_INET6) return {reinterpret_cast<const char*>(&reinterpret_cast<const sockaddr_in6*>(address)->sin6_addr), sizeof(in6_addr)};
  return {};
}

}  // namespace

bool is_own_address(const std::string& address) {
  if (address == "localhost") return true;
  addrinfo wanted{}, *resolved = nullptr;
  wanted.ai_socktype = SOCK_STREAM;
  if (getaddrinfo(address.c_str(), nullptr, &wanted, &resolved) != 0) return false;
  ifaddrs* ours = nullptr;
  if (getifaddrs(&ours) != 0) ours = nullptr;
  bool own = false;
  for (addrinfo* one = resolved; one && !own; one = one->ai_next) {
    std::string there = address_bytes(one->ai_addr);
    own = there.starts_with('\x7f');  // 127.0.0.0/8
    for (ifaddrs* here = ours; here && !own; here = here->ifa_next) own = !there.empty() && address_bytes(here->ifa_addr) == there;
  }
  freeaddrinfo(resolved);
  if (ours) freeifaddrs(ours);
  return own;
}

bool is_bacula_folder(const std::string& path) {
  struct stat found {};
  return stat(path.c_str(), &found) == 0 && S_ISDIR(found.st_mode);
}

std::string bacula_volume_file(const std::vector<std::string>& folders, const std::string& volume) {
  if (!is_bacula_volume_name(volume)) return {};
  struct stat found {};
  for (const std::string& folder : folders) {
    std::string file = folder + "/" + volume;
    if (stat(file.c_str(), &found) == 0 && S_ISREG(found.st_mode)) return file;
  }
  return {};
}

BaculaVolumeState look_at_bacula_volume(const std::vector<std::string>& folders, const BaculaStretch& stretch) {
  std::string name = "volume " + in_quotes(stretch.volume);
  if (stretch.volume_type == kTape || folders.empty())
    return {Verdict::unknown, Fault::access_denied,
            name + (stretch.volume_type == kTape ? " is a tape" : " is in no folder of this machine that is known") + ": its blocks are not looked at here; name the folder of the volumes in \"select\" (\"volumes\"), check where they are, or run a drill"};
  std::string why;
  std::string file = bacula_volume_file(folders, stretch.volume);
  if (file.empty() && is_hidden(folders, why)) return {Verdict::unknown, Fault::access_denied, why};
  if (file.empty())
    return {Verdict::fail, Fault::volume_missing, name + " is not in " + in_quotes(folders.front()) + (folders.size() > 1 ? " or the other folders of volumes" : "") + ": JobId " + std::to_string(stretch.job) + " cannot be restored"};
  struct stat found {};
  if (stat(file.c_str(), &found) != 0) return {Verdict::fail, Fault::volume_missing, name + " is gone: " + std::strerror(errno)};
  if (access(file.c_str(), R_OK) != 0) return {Verdict::unknown, Fault::access_denied, in_quotes(file) + " cannot be read: " + std::strerror(errno) + "; ask as root, or as a member of the group bacula"};
  if (found.st_size < stretch.volume_bytes)
    return {Verdict::fail, Fault::truncated, name + " has " + std::to_string(found.st_size) + " of the " + std::to_string(stretch.volume_bytes) + " bytes that the catalog counts"};
  return {};
}

}  // namespace outdesk
