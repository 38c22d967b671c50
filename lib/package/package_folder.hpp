// A folder that appears whole or not at all.
#pragma once

#include <string>
#include <vector>

namespace outdesk {

/// The folder under which packages lie.  Holds its lock while it lives, so two runs never meet: the second throws Busy.
class PackageShelf {
 public:
  /// Makes `parent` where it is missing, and clears away what a killed run left.  Throws WriteError, Busy.
  explicit PackageShelf(const std::string& parent);
  ~PackageShelf();
  PackageShelf(const PackageShelf&) = delete;

  const std::string& path() const { return path_; }  ///< absolute
  std::string place(const std::string& name) const { return path_ + "/" + name; }
  /// Removes a package that is not true any more and was given to nobody.
  void remove(const std::string& name, const std::vector<std::string>& files) const;
  /// A file beside the packages, mode 0600 (a team's 0660), whole or as it was.  Throws WriteError.
  void put(const std::string& name, std::string_view bytes) const;

 private:
  std::string path_;
  int lock_ = -1;
};

/// A folder being filled beside its place.
class PackageFolder {
 public:
  /// Throws WriteError.  The shelf must outlive it.
  PackageFolder(const PackageShelf& shelf, const std::string& name);
  ~PackageFolder();  ///< without commit() nothing is left
  PackageFolder(const PackageFolder&) = delete;

  /// Where the files go meanwhile.
  std::string draft(const std::string& file) const { return draft_ + "/" + file; }
  /// Where they will be: absolute.
  const std::string& place() const { return place_; }

  /// The folder at its place holds just these files with the same bytes as the draft, and signatures at most.
  bool same_as_place(const std::vector<std::string>& files) const;

  /// Throws UsageError where something else than these files lies at the place: it would be lost.
  void refuse_others(const std::vector<std::string>& files) const;

  enum class Outcome { made, replaced };
  /// Flushes and moves the draft to its place, in exchange for what is there.
  Outcome commit();

 private:
  void set_rights() const;

  const PackageShelf& shelf_;
  std::string place_, draft_;
};

/// The bytes of a package's file, at most 2 GiB.  Throws InputError.
std::string read_package_file(const std::string& path);

/// Names of what lies in `folder`, in order.  Throws NotFound where there is none, InputError where it may not be read.
std::vector<std::string> names_in(const std::string& folder);

}  // namespace outdesk
