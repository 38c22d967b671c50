// borg as we call it: a base folder of its own, and instead of a repository on this machine a shadow of it, so that
// nothing in the repository changes and its locks mean nothing to us.
//
// Every borg command writes: list and extract take locks and rewrite 'nonce', check rewrites 'config', and an index that is
// gone or damaged is silently made new.  The shadow has copies of the small files and symbolic links to each segment and to
// index, hints and integrity, which borg replaces by renaming, never through the link.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "verify/borg_words.hpp"
#include "verify/copy.hpp"
#include "verify/repository_place.hpp"

namespace outdesk {

class BorgProgram {
 public:
  BorgProgram(const BackupJob& job, const VerifyDesk& desk);
  ~BorgProgram();
  BorgProgram(const BorgProgram&) = delete;

  /// Throws RepositoryRefusal where it cannot be called, or where a look at the folder says that it need not be.
  void require_ready();
  const std::string& tool() const { return tool_; }  ///< "borg 1.2.4" once it has been called
  bool remote() const { return remote_; }
  bool older_than(int major, int minor) const;

  struct Order {
    BorgCall call = BorgCall::ask;
    std::vector<std::string> arguments;  ///< the command first; archives as "::name"
    std::string folder = "/";            ///< working folder
    bool escaped = false;                ///< names come in Python's unicode_escape
    std::function<void(std::string_view)> take;
  };
  ProgramResult run(const Order& order);
  /// The same; what goes wrong is a RepositoryRefusal, warnings are returned.
  ProgramResult asked(const Order& order, RepositoryTroubles* warnings = nullptr);
  RepositoryTroubles troubles_of(const ProgramResult& result, BorgCall call) const;
  /// The items of an archive, with the sums of their contents where these are to be read.  `narrowed`: options and paths
  /// that leave items out.
  void list(const std::string& archive, bool with_sums, const std::vector<std::string>& narrowed, const std::function<void(BorgItems::Item&&)>& take);
  /// As it would be typed, without secrets.
  std::string command(const std::vector<std::string>& arguments) const;

  /// What the names of the files tell: an index without its segments (borg would list what is left and say nothing), no
  /// index.  Nothing for repositories elsewhere.
  RepositoryTroubles look_at_segments() const;
  std::pair<std::int64_t, std::int64_t> segments_and_bytes() const;  ///< 0 for repositories elsewhere
  std::string ours(const std::string& name) const { return ours_ + "/" + name; }  ///< a file that we may write
  std::string state() const;  ///< of what changes when somebody writes; empty for repositories elsewhere

 private:
  struct Segment {
    std::int64_t number = 0;
    std::string path;  ///< "data/0/17"
  };
  void look_at_folder();
  void make_shadow();
  std::vector<Segment> segments() const;
  std::int64_t newest_index() const;  ///< -1: none
  std::vector<std::pair<std::string, std::string>> environment(bool escaped) const;
  /// Names segments by their files, and tells an empty one.
  void refine(BorgTroubles& troubles) const;

  const BackupJob& job_;
  const VerifyDesk& desk_;
  std::string program_, place_, tool_, ours_, repository_;
  bool remote_ = false;
  RepositoryPassword password_;
};

/// Throws RepositoryRefusal for an archive that borg cannot be asked for: braces in its name are placeholders to it.
void require_speakable(const std::string& archive);

}  // namespace outdesk
