#include "package/unpack_package.hpp"

#include <archive.h>
#include <archive_entry.h>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <sys/stat.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "output/atomic_file.hpp"
#include "package/check_package.hpp"
#include "package/manifest.hpp"
#include "package/package_folder.hpp"
#include "package/package_zip.hpp"

namespace outdesk {

namespace fs = std::filesystem;

namespace {

constexpr std::int64_t kMostBytes = std::int64_t{1} << 31;
/// Pages and workbooks pack to a tenth; what unpacks to more than this many times itself is built to fill the disk.
constexpr std::int64_t kMostTimes = 100, kAnyTimes = std::int64_t{64} << 20;
constexpr int kMostFiles = 64;

using Reader = std::unique_ptr<archive, decltype(&archive_read_free)>;

class Unpacker {
 public:
  Unpacker(const std::string& archive, const std::string& into) : file_(archive), into_(into), reader_(archive_read_new(), archive_read_free) {
    if (!reader_) throw std::bad_alloc();
    archive_read_support_format_zip(reader_.get());
    if (archive_read_open_filename(reader_.get(), archive.c_str(), 1 << 16) != ARCHIVE_OK) refuse("is no zip archive");
    std::error_code error;
    auto packed = fs::file_size(archive, error);
    if (!error && packed < static_cast<std::uintmax_t>(kMostBytes / kMostTimes)) most_bytes_ = std::max(kAnyTimes, static_cast<std::int64_t>(packed) * kMostTimes);
  }

  /// Name of the one folder.
  std::string unpack() {
    archive_entry* entry = nullptr;
    int status;
    while ((status = archive_read_next_header(reader_.get(), &entry)) == ARCHIVE_OK) take(entry);
    if (status != ARCHIVE_EOF) refuse("is no whole zip archive");
    if (name_.empty()) refuse("holds no package");
    return name_;
  }

 private:
  [[noreturn]] void refuse(const std::string& why) const { throw InputError(file_, 0, why, "ask for the package again"); }

  void take(archive_entry* entry) {
    const char* path = archive_entry_pathname_utf8(entry);
    std::string_view whole = path ? path : "";
    std::size_t slash = whole.find('/');
    if (slash == whole.npos) refuse("holds a file beside the package's folder");
    std::string folder(whole.substr(0, slash)), name(whole.substr(slash + 1));
    if (!is_plain_file_name(folder) || (!name_.empty() && folder != name_)) refuse("holds more than one folder");
    name_ = folder;
    if (name.empty()) return make_folder();
    if (!is_plain_file_name(name) || archive_entry_filetype(entry) != AE_IFREG || archive_entry_hardlink(entry)) refuse("holds what is no plain file of a package");
    if (++files_ > kMostFiles) refuse("holds too many files");
    make_folder();
    write(name);
  }

  void make_folder() const { ::mkdir((into_ + "/" + name_).c_str(), 0700); }

  void write(const std::string& name) {
    std::string path = into_ + "/" + name_ + "/" + name;
    std::error_code error;
    if (fs::exists(fs::symlink_status(path, error))) refuse("holds " + in_quotes(name) + " twice");
    write_file_atomically(path, 0600, [&](const std::function<void(std::string_view)>& sink) {
      const void* block = nullptr;
      std::size_t size = 0;
      la_int64_t at = 0, expected = 0;
      int status;
      while ((status = archive_read_data_block(reader_.get(), &block, &size, &at)) == ARCHIVE_OK) {
        if (at != expected || (bytes_ += static_cast<std::int64_t>(size)) > most_bytes_) refuse("holds too much");
        expected += static_cast<la_int64_t>(size);
        sink({static_cast<const char*>(block), size});
      }
      if (status != ARCHIVE_EOF) refuse("is no whole zip archive: " + in_quotes(name) + " does not come out");
    });
  }

  const std::string& file_;
  const std::string& into_;
  Reader reader_;
  std::string name_;
  int files_ = 0;
  std::int64_t bytes_ = 0, most_bytes_ = kMostBytes;
};

}  // namespace

UnpackedPackage::UnpackedPackage(const std::string& archive) {
  std::error_code error;
  fs::path place = fs::temp_directory_path(error);
  temporary_ = (error ? "." : place.string()) + "/outdesk-package-XXXXXX";
  if (!mkdtemp(temporary_.data())) throw WriteError("cannot make a folder in " + in_quotes(place.string()), "name another place with TMPDIR");
  try {
    folder_ = temporary_ + "/" + Unpacker(archive, temporary_).unpack();
  } catch (...) {
    fs::remove_all(temporary_, error);
    throw;
  }
}

UnpackedPackage::~UnpackedPackage() {
  std::error_code ignored;
  fs::remove_all(temporary_, ignored);
}

std::string archive_defect(const std::string& archive, const UnpackedPackage& unpacked) {
  auto package = package_in(unpacked.folder());
  if (!package || !package->cut_off) return in_quotes(archive) + " holds no package";
  std::string packed;
  zip_folder(unpacked.folder(), package->id.folder(), *package->cut_off, [&](std::string_view piece) { packed += piece; });
  if (packed == read_package_file(archive)) return {};
  return in_quotes(archive) + " was changed, or packed by another program; the files in it are whole";
}

}  // namespace outdesk
