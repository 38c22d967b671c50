// The draft of a copy: a file that a run holds as long as it writes it, so that what dead runs left is known and removed.
#pragma once

#include <string>

#include "store/file_descriptor.hpp"

namespace outdesk {

/// An empty new file FILE.outdesk-part (mode 0600) in FILE's folder, locked, and gone at the end where it has not become FILE.
/// Drafts in the folder that are ours and that nobody holds are removed before.  The file systems of which check_place() says
/// that locks do not hold there have none: a draft that is there already is refused.
///
/// SQLite's locks are POSIX locks, which go as any descriptor of the file in this process is closed: a database in the draft
/// is closed before the draft goes, and no second draft is begun in its folder while it is open.
class CopyDraft {
 public:
  /// Throws Busy where another run holds it; UsageError for what is no file of ours; WriteError.
  explicit CopyDraft(const std::string& file);
  CopyDraft(const CopyDraft&) = delete;
  ~CopyDraft();
  const std::string& path() const { return path_; }

  /// Throws WriteError where there is a file of that name.
  void become_copy();

 private:
  std::string file_, path_;
  FileDescriptor held_;
};

/// Whether a file's name says that it is a draft.
bool is_draft_name(const std::string& file);

}  // namespace outdesk
