#include "package/package_zip.hpp"

#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <exception>
#include <memory>

#include "base/child_process.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "output/atomic_file.hpp"
#include "package/package_folder.hpp"
#include "store/place.hpp"

namespace outdesk {

namespace {

constexpr unsigned kOwnerOnly = 0600;  // a matrix holds names

struct FreeZip {
  void operator()(archive* a) const { archive_write_free(a); }
};
struct FreeZipEntry {
  void operator()(archive_entry* entry) const { archive_entry_free(entry); }
};

/// libarchive stamps entries in the local time of the process (package.md 5): while this lives, that is UTC.
class UtcProcess {
 public:
  UtcProcess() {
    const char* zone = std::getenv("TZ");
    had_ = zone != nullptr;
    if (had_) before_ = zone;
    set("UTC0");
  }
  UtcProcess(const UtcProcess&) = delete;
  ~UtcProcess() { set(had_ ? before_.c_str() : nullptr); }

 private:
  static void set(const char* zone) {
    if (zone) setenv("TZ", zone, 1);
    else unsetenv("TZ");
    tzset();
  }
  bool had_ = false;
  std::string before_;
};

/// A plain file that is open.
class PlainFile {
 public:
  explicit PlainFile(const std::string& path) : path_(path), file_(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)) {
    struct stat found {};
    if (!file_.open() || fstat(file_.get(), &found) != 0) fail(std::strerror(errno));
    if (!S_ISREG(found.st_mode)) fail("is no plain file");
    size_ = found.st_size;
  }
  std::int64_t size() const { return size_; }
  std::string_view piece() {
    ssize_t got = read(file_.get(), buffer_.data(), buffer_.size());
    if (got < 0) fail(std::strerror(errno));
    return {buffer_.data(), static_cast<std::size_t>(got)};
  }

 private:
  [[noreturn]] void fail(const std::string& why) const { throw InputError(printable(path_), 0, why); }

  std::string path_;
  Descriptor file_;
  std::int64_t size_ = 0;
  std::array<char, 64u << 10> buffer_;
};

class ZipMaker {
 public:
  ZipMaker(Instant stamp, const Sink& sink) : stamp_(stamp), sink_(sink), zip_(archive_write_new()) {
    check(archive_write_set_format_zip(zip_.get()));
    check(archive_write_zip_set_compression_deflate(zip_.get()));
    check(archive_write_set_bytes_in_last_block(zip_.get(), 1));  // no padding
    check(archive_write_open(zip_.get(), this, nullptr, &ZipMaker::take, nullptr));
  }

  void add(const std::string& path, const std::string& name) {
    PlainFile file(path);
    std::unique_ptr<archive_entry, FreeZipEntry> entry(archive_entry_new());
    archive_entry_set_pathname(entry.get(), name.c_str());
    archive_entry_set_size(entry.get(), file.size());
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), kOwnerOnly);
    archive_entry_set_mtime(entry.get(), stamp_.unix_s, 0);
    check(archive_write_header(zip_.get(), entry.get()));
    std::int64_t left = file.size();
    for (std::string_view piece = file.piece(); !piece.empty(); piece = file.piece()) {
      left -= static_cast<std::int64_t>(piece.size());
      if (left < 0 || archive_write_data(zip_.get(), piece.data(), piece.size()) != static_cast<la_ssize_t>(piece.size())) break;
    }
    if (failure_) std::rethrow_exception(failure_);
    if (left != 0) throw InputError(printable(path), 0, "changed while it was read");
  }

  void finish() { check(archive_write_close(zip_.get())); }

 private:
  static la_ssize_t take(archive* zip, void* self, const void* bytes, std::size_t size) {
    auto* maker = static_cast<ZipMaker*>(self);
    try {
      maker->sink_(std::string_view(static_cast<const char*>(bytes), size));
      return static_cast<la_ssize_t>(size);
    } catch (...) {  // no exception goes through C
      maker->failure_ = std::current_exception();
      archive_set_error(zip, EIO, "the archive could not be written");
      return -1;
    }
  }

  void check(int code) {
    if (failure_) std::rethrow_exception(failure_);
    if (code == ARCHIVE_OK) return;
    const char* words = archive_error_string(zip_.get());
    throw WriteError("cannot make an archive: " + printable(words ? words : "no memory"));
  }

  Instant stamp_;
  const Sink& sink_;
  std::exception_ptr failure_;
  std::unique_ptr<archive, FreeZip> zip_;  // last: what it writes when it is freed goes to what stands above
};

}  // namespace

void zip_folder(const std::string& folder, const std::string& inside, Instant stamp, const Sink& sink) {
  UtcProcess utc;
  ZipMaker zip(stamp, sink);
  for (const std::string& name : names_in(folder)) zip.add(folder + "/" + name, inside + "/" + name);
  zip.finish();
}

void write_package_zip(const std::string& folder, const std::string& inside, Instant stamp, const std::string& file) {
  write_file_atomically(file, mode_for(folder_of(file)), [&](const Sink& sink) { zip_folder(folder, inside, stamp, sink); });
}

}  // namespace outdesk
