#include "verify/extract_archive.hpp"

#include <fcntl.h>
#include <sched.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <exception>
#include <new>
#include <system_error>
#include <thread>

#include "base/error.hpp"
#include "base/text.hpp"
#include "verify/shown_path.hpp"

namespace outdesk {

namespace {

/// Why one entry could not be written.
struct NotWritten {
  std::string words;
};

/// Runs `work` with `folder` as the working folder of its thread alone.
void run_inside(const std::string& folder, const std::function<void()>& work) {
  std::exception_ptr thrown;
  auto inside = [&] {
    try {
      if (::unshare(CLONE_FS) != 0)
        throw ArchiveFault{Fault::restore_failed, "the system gives a thread no working folder of its own (unshare: " + std::generic_category().message(errno) + "); run outside of this container", Verdict::unknown};
      int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
      int problem = fd < 0 || ::fchdir(fd) != 0 ? errno : 0;
      if (fd >= 0) ::close(fd);
      if (problem != 0) throw WriteError("cannot unpack into " + in_quotes(folder) + ": " + std::generic_category().message(problem));
      ::umask(022);  // of folders that have no entry of their own; others get their own modes
      work();
    } catch (...) {
      thrown = std::current_exception();
    }
  };
  try {
    std::thread(inside).join();
  } catch (const std::system_error&) {
    throw std::bad_alloc();
  }
  if (thrown) std::rethrow_exception(thrown);
}

la_int64_t user_of(void*, const char* name, la_int64_t id) { return id >= 0 ? id : archive_id_of_name(name ? name : "", false); }
la_int64_t group_of(void*, const char* name, la_int64_t id) { return id >= 0 ? id : archive_id_of_name(name ? name : "", true); }

class Extraction {
 public:
  Extraction(ArchiveStream& stream, const ExtractOrder& order) : stream_(stream), order_(order), disk_(archive_write_disk_new()) {
    if (!disk_) throw std::bad_alloc();
    int flags = ARCHIVE_EXTRACT_TIME | ARCHIVE_EXTRACT_PERM | ARCHIVE_EXTRACT_ACL | ARCHIVE_EXTRACT_XATTR | ARCHIVE_EXTRACT_SPARSE | ARCHIVE_EXTRACT_SECURE_SYMLINKS |
                ARCHIVE_EXTRACT_SECURE_NODOTDOT | ARCHIVE_EXTRACT_SECURE_NOABSOLUTEPATHS;
    if (::geteuid() == 0) flags |= ARCHIVE_EXTRACT_OWNER;
    archive_write_disk_set_options(disk_.get(), flags);
    archive_write_disk_set_user_lookup(disk_.get(), nullptr, &user_of, nullptr);
    archive_write_disk_set_group_lookup(disk_.get(), nullptr, &group_of, nullptr);
  }

  Extracted run(const FaultSink& sink) {
    RawNames raw;
    bool whole = false;
    try {
      while (const ArchiveItem* item = stream_.next())
        if (!order_.wanted || order_.wanted(*item)) take(*item);
      whole = true;
    } catch (const ArchiveFault& fault) {
      sink(fault.verdict, fault.fault, fault.words);
    }
    if (archive_write_close(disk_.get()) < ARCHIVE_WARN) failed_.add("the folders: " + words_of_archive(disk_.get()));
    damaged_.report(sink);
    if (refused_.count) sink(Verdict::fail, Fault::unsafe_entry, "not unpacked: " + refused_.said("entry", "entries"));
    if (failed_.count) sink(Verdict::fail, Fault::restore_failed, "not written: " + failed_.said("entry", "entries"));
    if (poorer_.count) sink(Verdict::warn, Fault::metadata_changed, "the place of the restore does not take all attributes of " + poorer_.said("entry", "entries"));
    done_.done = whole && !refused_.count && !failed_.count && !damaged_.any();
    return done_;
  }

 private:
  void take(const ArchiveItem& item) {
    if (std::string why = guard_.objection(item); !why.empty()) return refused_.add(shown_path(item.name) + " " + why);
    if (item.device() || item.entry.path.empty()) return;
    if (!item.target_known) return failed_.add(shown_path(item.name) + ", the target of the link is encrypted");
    if (item.continues) return failed_.add(shown_path(item.name) + ", it begins in another volume");
    prepare(item);
    try {
      check(archive_write_header(disk_.get(), item.raw), item);
      if (item.file() && item.entry.size > 0)
        stream_.data([&](std::int64_t offset, std::string_view piece) { check(static_cast<int>(std::min<la_ssize_t>(0, archive_write_data_block(disk_.get(), piece.data(), piece.size(), offset))), item); });
      check(archive_write_finish_entry(disk_.get()), item);
      done_.files += item.file();
      done_.bytes += item.entry.size;
      damaged_.opened(item);
    } catch (const NotWritten& problem) {
      failed_.add(shown_path(item.name) + ", " + problem.words);
    } catch (const ArchiveFault& fault) {
      archive_write_finish_entry(disk_.get());
      if (!stream_.stands_alone()) throw;
      damaged_.add(fault, item.encrypted);
    }
  }

  void prepare(const ArchiveItem& item) {
    archive_entry_copy_pathname(item.raw, item.entry.path.c_str());
    if (!item.hard_link.empty()) archive_entry_copy_hardlink(item.raw, inner_path(item.hard_link).c_str());
    if (!item.acl_by_name) return;
    archive_entry_acl_clear(item.raw);
    archive_entry_set_perm(item.raw, item.entry.mode);
  }

  void check(int result, const ArchiveItem& item) {
    if (result == ARCHIVE_OK) return;
    int problem = archive_errno(disk_.get());
    if (problem == ENOSPC || problem == EDQUOT) throw WriteError("cannot unpack into " + in_quotes(order_.folder) + ": " + std::generic_category().message(problem), "make room, or choose another place with --scratch");
    if (problem == ENOMEM) throw std::bad_alloc();
    if (result < ARCHIVE_WARN) throw NotWritten{words_of_archive(disk_.get())};
    poorer_.add(shown_path(item.name) + ", " + words_of_archive(disk_.get()));
  }

  ArchiveStream& stream_;
  const ExtractOrder& order_;
  ArchiveWriter disk_;
  EntryGuard guard_;
  EntryFaults damaged_;
  FirstOfMany refused_, failed_, poorer_;
  Extracted done_;
};

}  // namespace

Extracted extract_archive(ArchiveStream& stream, const ExtractOrder& order, const FaultSink& sink) {
  Extracted extracted;
  try {
    run_inside(order.folder, [&] { extracted = Extraction(stream, order).run(sink); });
  } catch (const ArchiveFault& fault) {
    sink(fault.verdict, fault.fault, fault.words);
  }
  return extracted;
}

}  // namespace outdesk
