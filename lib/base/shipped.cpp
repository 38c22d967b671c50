#include "base/shipped.hpp"

#include <algorithm>

/// Made at build time from the folder templates/ (cmake/embed.cmake); the last row is all null.
struct ShippedFile {
  const char* name;
  const char* first;
  const char* last;
};
extern "C" const ShippedFile outdesk_shipped_files[];

namespace outdesk {

std::optional<std::string_view> shipped_file(std::string_view name) {
  for (const ShippedFile* file = outdesk_shipped_files; file->name; ++file)
    if (name == file->name)
      return std::string_view(file->first, static_cast<std::size_t>(file->last - file->first));
  return {};
}

std::vector<std::string> shipped_files(std::string_view folder) {
  std::vector<std::string> names;
  for (const ShippedFile* file = outdesk_shipped_files; file->name; ++file)
    if (std::string_view(file->name).substr(0, folder.size()) == folder) names.emplace_back(file->name);
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace outdesk
