// What the copies in restic and borg repositories have in common.
#pragma once

#include <functional>
#include <list>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "verify/copy.hpp"
#include "verify/point_listing.hpp"
#include "verify/repository_trouble.hpp"

namespace outdesk {

class RepositoryCopy : public Copy {
 public:
  RepositoryCopy(const BackupJob& job, const VerifyDesk& desk) : job_(job), desk_(desk) {}

  std::vector<std::string> entries(const RestorePoint& point, CopyFindings& findings) override;
  std::optional<std::int64_t> restore_size(const RestorePoint& point, CopyFindings& findings) override;
  Restored restore(const RestorePoint& point, const RestoreOrder& order, CopyFindings& findings) override;
  std::optional<std::pair<std::int64_t, std::int64_t>> counted() const override { return counted_; }
  Keeps keeps() const override;

 protected:
  using TakeEntry = std::function<void(TreeEntry&&)>;
  using TakeBroken = std::function<void(const std::string& path)>;

  // What each program does in its own way.  All throw RepositoryRefusal.

  /// Everything in the point, path as listed, without contents; `broken` is told files known to be lost.
  virtual void list_point(const RestorePoint& point, const TakeEntry& take, const TakeBroken& broken) = 0;
  virtual SourcePlaces source_places(const RestorePoint& point) = 0;
  /// Brings back the files (as listed; none: all that lies in `folder`, "" for everything) below `target`.
  virtual void bring_back(const RestorePoint& point, const std::string& folder, const std::vector<std::string>& files, const std::string& target, Restored& restored, CopyFindings& findings) = 0;
  /// Something that tells whether a repository on this machine was written to; empty where that cannot be seen.
  virtual std::string state_of_repository() const = 0;

  // For them.

  /// Runs `work`; what it refuses is reported at `level` (none: its own).  Damage found while somebody wrote to the repository is
  /// {unknown, locked} instead: what was read may have been half done.  False where it refused.
  bool guarded(std::optional<CheckLevel> level, const std::string& point, CopyFindings& findings, const std::function<void()>& work);
  void report(const RepositoryTroubles& troubles, std::optional<CheckLevel> level, const std::string& point, CopyFindings& findings);

  const PointListing& listing_of(const RestorePoint& point);  ///< the last few are kept
  const PointSpelling& spelling_of(const RestorePoint& point);  ///< by the job's manifest or live source, where there is one
  /// Is the point safe to restore, and do its own marks say that files are lost?  Throws RepositoryRefusal.
  void require_sound(const RestorePoint& point);
  void count_point(const RestorePoint& point);

  const BackupJob& job_;
  const VerifyDesk& desk_;

 private:
  struct Known {
    std::string id;
    PointListing listing;
    std::optional<PointSpelling> spelling;
  };
  Known& known(const RestorePoint& point);
  std::vector<std::string> listed_again(const RestorePoint& point);
  void count_ordered(const RestorePoint& point, const RestoreOrder& order, Restored& restored);
  void require_all(const RestorePoint& point, const std::vector<std::string>& files, const std::string& target);

  std::list<Known> known_;  ///< the last asked for at the front
  std::string state_;       ///< of the repository, when it was first looked at
  std::optional<std::pair<std::int64_t, std::int64_t>> counted_;
};

/// Keeps the last 2 KiB of what a program said as one storable line, and its digest.
void keep_log(const ProgramResult& result, Restored& restored);
}  // namespace outdesk
