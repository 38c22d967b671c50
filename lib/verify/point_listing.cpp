#include "verify/point_listing.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "verify/repository_trouble.hpp"
#include "verify/shown_path.hpp"

namespace outdesk {

namespace {

/// About 100 MB; what is larger is listed again where its names are asked for.
constexpr std::size_t kMostKeptFiles = 500'000;

std::string_view folder_over(std::string_view path) {
  std::size_t slash = path.rfind('/');
  return slash == path.npos ? std::string_view() : path.substr(0, slash);
}

/// "..", "", "." as a part of the path, or a NUL in it.
bool leads_astray(std::string_view path) {
  if (path.find('\0') != path.npos) return true;
  for (std::string_view part : split(path, '/'))
    if (part == ".." || part == "." || part.empty()) return true;
  return false;
}

}  // namespace

std::optional<std::string_view> path_inside(std::string_view path, std::string_view folder) {
  if (folder.empty()) return path;
  if (!path.starts_with(folder)) return {};
  if (path.size() == folder.size()) return std::string_view();
  if (path[folder.size()] != '/') return {};
  return path.substr(folder.size() + 1);
}

std::optional<std::string> PointSpelling::told(const std::string& path) const {
  auto inside = path_inside(path, root_);
  if (!inside) return {};
  auto spelled = mapping_.told(std::string(*inside));
  if (!spelled || spelled->starts_with("../")) return {};
  return spelled;
}

std::optional<std::string> PointSpelling::listed(const std::string& path) const {
  auto inside = mapping_.archived(path);
  if (!inside) return {};
  return root_.empty() || inside->empty() ? root_ + *inside : root_ + "/" + *inside;
}

PointListing::PointListing(SourcePlaces places, std::int64_t most_entries) : places_(std::move(places)), most_entries_(most_entries) {
  for (const std::string& folder : places_.folders) candidates_.emplace_back().folder = folder;
  if (candidates_.empty() && !places_.first_folder) candidates_.emplace_back();
}

void PointListing::note_folders_above(std::string_view path) {
  for (std::string_view above = folder_over(path); !above.empty(); above = folder_over(above))
    if (!folders_above_.emplace(above).second) return;
}

void PointListing::judge_path(const TreeEntry& entry) {
  if (!unsafe_.empty() || entry.path.empty()) return;
  if (leads_astray(entry.path)) unsafe_ = shown_path(entry.path) + " leads out of the folder that is restored into";
  note_folders_above(entry.path);
  if (entry.type == TreeEntry::Type::link) links_.insert(entry.path);
}

void PointListing::count(Candidate& candidate, const TreeEntry& entry) const {
  auto inside = path_inside(entry.path, candidate.folder);
  if (!inside) {
    if (!path_inside(candidate.folder, entry.path)) ++candidate.outside;
    return;
  }
  candidate.there = true;
  bool file = entry.type == TreeEntry::Type::file;
  if (inside->empty()) candidate.is_file = file && !candidate.folder.empty();
  else ++candidate.inside;
  if (!file) return;
  ++candidate.files;
  candidate.bytes += entry.size;
}

void PointListing::saw(const TreeEntry& entry) {
  if (++entries_ > most_entries_) refuse_repository(Fault::expansion_limit, Verdict::fail, "the restore point has more than " + std::to_string(most_entries_) + " entries");
  if (places_.first_folder && candidates_.empty()) {
    // What stands first is the source itself, where it was named to the program as one folder; or one file.
    candidates_.emplace_back().folder = entry.path;
    if (!entry.path.empty()) candidates_.emplace_back();
    places_.alone = true;
  }
  judge_path(entry);
  for (Candidate& candidate : candidates_) count(candidate, entry);
  if (entry.type != TreeEntry::Type::file) return;
  kept_ = kept_files_.size() < kMostKeptFiles;
  if (kept_) kept_files_.push_back({entry.path, entry.size});
}

void PointListing::saw_broken(const std::string& path) {
  if (++broken_ == 1) first_broken_ = path;
}

PointListing::Candidate* PointListing::chosen() {
  for (Candidate& candidate : candidates_) {
    bool fits = candidate.folder.empty() || (candidate.there && !(candidate.is_file && candidate.inside));
    if (fits && !(places_.alone && candidate.outside)) return &candidate;
  }
  return nullptr;
}

void PointListing::finish() {
  Candidate none;
  if (!places_.alone && !candidates_.empty()) none.folder = candidates_.front().folder;
  Candidate* source = chosen();
  found_ = source != nullptr;
  if (!source) source = &none;
  root_ = source->is_file ? std::string(folder_over(source->folder)) : source->folder;
  files_ = source->files;
  bytes_ = source->bytes;
  whole_ = source->outside == 0;
  std::erase_if(kept_files_, [&](const File& file) { return !path_inside(file.path, root_) || (source->is_file && file.path != source->folder); });
  for (const std::string& link : links_)
    if (unsafe_.empty() && folders_above_.count(link)) unsafe_ = "something is to be restored through the link " + shown_path(link);
  folders_above_ = {};
  links_ = {};
  std::sort(kept_files_.begin(), kept_files_.end(), [](const File& a, const File& b) { return a.path < b.path; });
  for (const File& file : kept_files_)
    if (auto inside = path_inside(file.path, root_)) shape_.saw_file(std::string(*inside));
  if (!kept_) kept_files_ = {};
}

}  // namespace outdesk
