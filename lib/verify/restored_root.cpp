#include "verify/restored_root.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <system_error>

#include "base/error.hpp"
#include "base/text.hpp"

namespace outdesk {

namespace {

void make_folder(const std::string& path) {
  if (::mkdir(path.c_str(), 0700) != 0) throw WriteError("cannot make " + in_quotes(path) + ": " + std::generic_category().message(errno));
}

/// Calls with each folder on the way to `path`, itself the last.
void each_folder(const std::string& path, const std::function<void(const std::string&)>& take) {
  for (std::size_t at = 0; at < path.size();) {
    at = std::min(path.find('/', at + 1), path.size());
    take(path.substr(0, at));
  }
}

}  // namespace

WantedPaths::WantedPaths(const std::vector<std::string>& paths, const ArchiveNames& names, const PathMapping& mapping) {
  for (const std::string& path : paths) {
    auto archived = mapping.archived(path);
    if (!archived) continue;
    files_.insert(*archived);
    if (auto first = names.further.find(*archived); first != names.further.end()) files_.insert(first->second);
  }
  for (const std::string& file : files_)
    if (file.find('/') != file.npos) each_folder(file.substr(0, file.rfind('/')), [this](const std::string& folder) { folders_.insert(folder); });
}

bool WantedPaths::has(const ArchiveItem& item) const {
  return files_.count(item.entry.path) > 0 || (item.entry.type == TreeEntry::Type::folder && folders_.count(item.entry.path) > 0);
}

std::string make_restored_folder(const std::string& target) {
  std::string folder = target + "/unpacked";
  make_folder(folder);
  return folder;
}

std::string restored_root(const std::string& target, const std::string& unpacked, const PathMapping& mapping) {
  if (!mapping.only_archive().empty()) {
    std::string root = unpacked;
    bool real = true;
    each_folder(mapping.only_archive(), [&](const std::string& folder) {
      struct stat info;
      real = real && ::lstat((unpacked + "/" + folder).c_str(), &info) == 0 && S_ISDIR(info.st_mode);
    });
    return real ? unpacked + "/" + mapping.only_archive() : unpacked;
  }
  if (mapping.only_manifest().empty()) return unpacked;
  std::string root = target + "/root", last = root;
  make_folder(root);
  each_folder(mapping.only_manifest(), [&](const std::string& folder) {
    if (folder != mapping.only_manifest()) make_folder(root + "/" + folder);
    last = root + "/" + folder;
  });
  if (std::rename(unpacked.c_str(), last.c_str()) != 0) throw WriteError("cannot move " + in_quotes(unpacked) + ": " + std::generic_category().message(errno));
  return root;
}

}  // namespace outdesk
