// restic as we call it: without cache and locks, so that what is checked is the repository and nothing in it changes.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "verify/copy.hpp"
#include "verify/repository_place.hpp"
#include "verify/repository_trouble.hpp"

namespace outdesk {

class ResticProgram {
 public:
  ResticProgram(const BackupJob& job, const VerifyDesk& desk);

  /// Throws RepositoryRefusal where it cannot be called, or where a look at the folder says that it need not be: nothing
  /// there, no repository, parts of it gone.  Looks once.
  void require_ready();
  const std::string& tool() const { return tool_; }  ///< "restic 0.14.0", empty before require_ready()
  bool remote() const { return remote_; }
  const std::string& place() const { return place_; }

  /// Runs restic with options of ours in front.  `take`: where standard output goes; null: into the result.
  ProgramResult run(std::vector<std::string> arguments, const std::function<void(std::string_view)>& take = nullptr);
  /// The same, and what goes wrong is a RepositoryRefusal.
  ProgramResult asked(std::vector<std::string> arguments, const std::function<void(std::string_view)>& take = nullptr);
  RepositoryTroubles troubles_of(const ProgramResult& result);
  /// As it would be typed, without secrets.
  std::string command(const std::vector<std::string>& arguments) const;

  /// Compares the packs that the indexes name with those that are there, in name and size: half a second, where a check, a
  /// list or a restore would ask for a lost pack again and again for minutes.  Nothing for repositories elsewhere.
  RepositoryTroubles look_at_packs();

  /// Bytes of the packs in the k-th of n groups, as `check --read-data-subset` forms them; 0 for repositories elsewhere.
  std::int64_t bytes_of_packs(std::int64_t k, std::int64_t n) const;

  /// Names of what changes when somebody writes: snapshots and indexes.  Empty for repositories elsewhere.
  std::string state() const;

 private:
  void look_at_folder();
  void look_at_keys();
  ProgramResult run_on(const std::string& repository, std::vector<std::string> arguments, const std::function<void(std::string_view)>& take);
  /// A wrong password and a damaged key look alike to restic.
  void explain_refused_key(RepositoryTroubles& troubles) const;

  const BackupJob& job_;
  const VerifyDesk& desk_;
  std::string program_, place_, tool_;
  bool remote_ = false;
  std::int64_t unknown_packs_ = 0;  ///< in no index, at the last look
  RepositoryPassword password_;
};

}  // namespace outdesk
