// A package that came as a zip archive.
#pragma once

#include <string>

namespace outdesk {

/// The folder of an archive, unpacked for as long as this lives into a temporary place that only we can read.  The archive
/// must hold one folder of plain files, at most 2 GiB in all, and no more than 100 times its own size (64 MiB are always
/// taken).  Throws InputError for anything else, WriteError.
class UnpackedPackage {
 public:
  explicit UnpackedPackage(const std::string& archive);
  ~UnpackedPackage();
  UnpackedPackage(const UnpackedPackage&) = delete;

  const std::string& folder() const { return folder_; }

 private:
  std::string temporary_, folder_;
};

/// What is wrong with the archive itself, whose files are `unpacked` and were checked: it must be, byte for byte, what
/// zip_folder() makes of them.  Empty where it is.
std::string archive_defect(const std::string& archive, const UnpackedPackage& unpacked);

}  // namespace outdesk
