// Files appear whole or not at all.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace outdesk {

/// Writes `path` beside its place, flushes it to the disk, renames it.  `mode` as chmod(2).
/// `fill` is given a sink.  On any failure the temporary file is removed and WriteError thrown.
void write_file_atomically(const std::string& path, unsigned mode,
                           const std::function<void(const std::function<void(std::string_view)>&)>& fill);
void write_file_atomically(const std::string& path, unsigned mode, std::string_view content);

}  // namespace outdesk
