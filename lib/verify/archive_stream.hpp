// An archive entry by entry, tar or zip, with everything checked that can be checked without a manifest.
#pragma once

#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "client/backup_job.hpp"
#include "verify/archive_bytes.hpp"
#include "verify/archive_item.hpp"
#include "verify/byte_source.hpp"
#include "verify/zip_directory.hpp"

namespace outdesk {

struct ArchiveLimits {
  std::int64_t bytes = std::int64_t{64} << 30;  ///< of all files together, holes of sparse ones included
  std::int64_t entries = 20'000'000;
};

class ArchiveStream {
 public:
  using Take = std::function<void(std::int64_t offset, std::string_view piece)>;

  virtual ~ArchiveStream() = default;
  ArchiveStream(const ArchiveStream&) = delete;

  /// The next entry, as it is until the next call; null at the end, when everything behind the last entry was looked at
  /// too.  What is left of the entry before is passed over: by seeking where the archive is not packed.
  /// Throws ArchiveFault, and once more whenever it is asked after that: nothing behind a fault can be read.
  const ArchiveItem* next();

  /// The contents of the current entry from where they were left, in rising order of `offset`; what lies between two
  /// pieces, or between the last one and entry.size, is zeros.  Throws ArchiveFault; where it is about this entry alone
  /// (zip: a wrong sum, no password for it), next() goes on.
  void data(const Take& take);

  /// True where a fault in the contents of one entry does not keep from reading the others.
  virtual bool stands_alone() const { return false; }
  std::int64_t entries() const { return entries_; }  ///< that came so far, all whole
  /// A fault that does not stop the reading, found at the end: the archive ends in the middle of a padding.
  const std::optional<ArchiveFault>& remark() const { return remark_; }

 protected:
  explicit ArchiveStream(const ArchiveLimits& limits);
  archive* reader() const { return reader_.get(); }
  void keep_exception() { thrown_ = std::current_exception(); }
  void end_with(const ArchiveFault& remark) { remark_ = remark; }

 private:
  virtual void open() = 0;
  virtual int pass_over() = 0;           ///< what is left of the current entry; libarchive's result
  virtual void adjust(ArchiveItem&) {}   ///< what libarchive does not tell
  virtual void at_end() {}               ///< throws, or tells a remark
  virtual bool nothing_inside() const { return false; }
  bool read_header();
  void read_data(const Take& take);
  void count(const ArchiveItem& item);
  [[noreturn]] void refuse(int result, bool in_data);

  ArchiveLimits limits_;
  ArchiveReader reader_;
  std::exception_ptr thrown_, broken_;
  std::optional<ArchiveFault> remark_;
  ArchiveItem item_;
  std::int64_t entries_ = 0, bytes_ = 0;
  enum class State { fresh, at_entry, ended } state_ = State::fresh;
};

/// By the kind of the job: tar, tgz, txz, tzst.  `bytes` must outlive it.  Throws ArchiveFault.
std::unique_ptr<ArchiveStream> open_tar_stream(const ArchiveBytes& bytes, BackupKind kind, const ArchiveLimits& limits);

/// A zip archive whose directory was read.  `password`: empty where none is known.  `bytes` and `directory` must outlive it.
std::unique_ptr<ArchiveStream> open_zip_stream(const ArchiveBytes& bytes, const ZipDirectory& directory, const std::string& password, const ArchiveLimits& limits);

/// "64 GiB", "1000 bytes"
std::string archive_size_words(std::int64_t bytes);

}  // namespace outdesk
