// A folder for one test, removed with all that is in it.
#pragma once

#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <string>

class TempFolder {
 public:
  /// `in_memory`: for thousands of folders, where that is faster than the disk.
  explicit TempFolder(bool in_memory = false) {
    bool shm = in_memory && ::access("/dev/shm", W_OK) == 0;
    std::string pattern = (shm ? std::filesystem::path("/dev/shm") : std::filesystem::temp_directory_path()) / "outdesk-test-XXXXXX";
    if (!::mkdtemp(pattern.data())) throw std::runtime_error("cannot make a folder for the test");
    ::chmod(pattern.c_str(), 0755);
    path_ = pattern;
  }
  TempFolder(const TempFolder&) = delete;
  ~TempFolder() {
    // By another program: paths in here may be longer than the standard library can remove.
    if (::system(("rm -rf '" + path_ + "'").c_str()) != 0) std::abort();
  }
  const std::string& path() const { return path_; }
  std::string operator/(const std::string& name) const { return path_ + "/" + name; }
  /// Makes a folder with exactly this mode.
  std::string folder(const std::string& name, mode_t mode = 0755) const {
    std::string made = path_ + "/" + name;
    std::filesystem::create_directories(made);
    ::chmod(made.c_str(), mode);
    return made;
  }

 private:
  std::string path_;
};
