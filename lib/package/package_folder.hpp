// A folder that appears whole or not at all.
#pragma once

#include <string>
#include <vector>

namespace outdesk {

/// A folder being filled beside its place.  Holds the lock of the parent folder while it lives, so
/// two runs never meet: the second throws Busy.  What a killed run left is cleared away.
class PackageFolder {
 public:
  /// Makes `parent` where it is missing.  Throws WriteError, Busy.
  PackageFolder(const std::string& parent, std::string name);
  ~PackageFolder();  ///< without commit() nothing is left
  PackageFolder(const PackageFolder&) = delete;

  /// Where the files go meanwhile.
  std::string draft(const std::string& file) const { return draft_ + "/" + file; }
  /// Where they will be: absolute.
  const std::string& place() const { return place_; }

  /// The folder at its place holds just these files with the same bytes as the draft.
  bool same_as_place(const std::vector<std::string>& files) const;

  /// Throws UsageError where something else than these files lies at the place: it would be lost.
  void refuse_others(const std::vector<std::string>& files) const;

  enum class Outcome { made, replaced };
  /// Flushes and moves the draft to its place, in exchange for what is there.
  Outcome commit();

 private:
  [[noreturn]] void fail(const std::string& doing) const;
  void remove_leftovers() const;

  std::string parent_, place_, draft_;
  int lock_ = -1;
};

/// The bytes of a package's file, at most 2 GiB.  Throws InputError.
std::string read_package_file(const std::string& path);

/// Names of what lies in `folder`, in order.  Throws NotFound where there is none.
std::vector<std::string> names_in(const std::string& folder);

}  // namespace outdesk
