#include "mime/mime_libraries.hpp"

#include <gmime/gmime.h>

namespace outdesk {

std::vector<LibraryVersion> mime_libraries() {
  auto version = [](guint major, guint minor, guint micro) { return std::to_string(major) + "." + std::to_string(minor) + "." + std::to_string(micro); };
  return {{"glib", version(glib_major_version, glib_minor_version, glib_micro_version)},
          {"gmime", version(gmime_major_version, gmime_minor_version, gmime_micro_version)}};
}

}  // namespace outdesk
