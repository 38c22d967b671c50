// A source, a manifest of it, and a desk to check repositories with, which the real programs make.
#pragma once

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "../temp_folder.hpp"
#include "base/run_program.hpp"
#include "verify/copy.hpp"
#include "verify/read_tree.hpp"
#include "verify/tree_manifest.hpp"

/// Files with names that shells, globs and UTF-8 stumble over, in `folder`.
inline void make_repository_source(const std::string& folder) {
  std::filesystem::create_directories(folder + "/docs/a*b[c]?");
  auto put = [&](const std::string& name, const std::string& text) { std::ofstream(folder + "/" + name, std::ios::binary) << text; };
  put("docs/one.txt", std::string(3000, 'a') + "one\n");
  put("docs/a*b[c]?/q\\r.txt", "odd\n");
  put("docs/a*b[c]?/two\nlines", "more\n");
  put("docs/a*b[c]?/bad\xFF", "bytes\n");
  put("docs/ ends in space ", "space\n");
  put("empty", "");
  std::string noise;
  for (unsigned i = 0, x = 1; i < 300'000; ++i) noise += static_cast<char>((x = x * 1103515245u + 12345u) >> 16);
  put("noise.bin", noise);
  ::chmod((folder + "/docs/one.txt").c_str(), 04750);
  std::filesystem::create_symlink("../docs/one.txt", folder + "/docs/link");
  std::filesystem::create_hard_link(folder + "/noise.bin", folder + "/docs/again.bin");
  ::mkfifo((folder + "/pipe").c_str(), 0600);
}

class RepositoryDesk {
 public:
  RepositoryDesk() {
    desk.now = outdesk::Instant{1'900'000'000};
    desk.scratch = folder.folder("scratch", 0700);
    desk.read = [this](std::uint64_t bytes) { read += bytes; };
  }

  /// Runs a program as whoever makes backups would; REQUIREs that it ends well.
  outdesk::ProgramResult made(const std::string& program, std::vector<std::string> arguments, std::map<std::string, std::string> set, const std::string& where = "/") {
    outdesk::ProgramCall call;
    call.program = outdesk::find_program(program);
    call.arguments = std::move(arguments);
    call.environment.assign(set.begin(), set.end());
    call.folder = where;
    outdesk::ProgramResult result = outdesk::run_program(call);
    INFO(result.err);
    REQUIRE(result.ok());
    return result;
  }

  outdesk::TreeManifest manifest_of(const std::string& source) {
    std::vector<outdesk::TreeEntry> entries;
    outdesk::read_tree(source, {}, desk, [&](outdesk::TreeEntry&& entry) { entries.push_back(std::move(entry)); });
    return outdesk::TreeManifest::of(std::move(entries));
  }

  /// What compares a restored tree as the caller does; the differences are findings.
  void compare(const outdesk::Copy& copy, const outdesk::Restored& restored, const outdesk::TreeManifest& manifest, const std::vector<std::string>& only = {}) {
    outdesk::TreeComparison comparison(manifest, outdesk::CheckLevel::restore, copy.keeps(), only);
    outdesk::read_tree(restored.root, {}, desk, [&](outdesk::TreeEntry&& entry) { comparison.saw(entry); });
    comparison.finish("", findings);
  }

  /// "structure fail volume-missing", with ", " between findings, and forgets them.
  std::string said() {
    std::string words;
    for (const outdesk::CopyFinding& one : findings.all())
      words += (words.empty() ? "" : ", ") + std::string(name_of(one.level)) + " " + std::string(name_of(one.verdict)) + " " + std::string(name_of(one.fault));
    findings = {};
    return words;
  }

  /// Names, sizes, modes, times of everything in a folder: what must not change.
  static std::vector<std::string> state_of(const std::string& place) {
    std::vector<std::string> lines;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(place)) {
      struct stat info {};
      ::lstat(entry.path().c_str(), &info);
      lines.push_back(entry.path().string() + " " + std::to_string(info.st_size) + " " + std::to_string(info.st_mode) + " " + std::to_string(info.st_mtim.tv_sec) + "." + std::to_string(info.st_mtim.tv_nsec));
    }
    std::sort(lines.begin(), lines.end());
    return lines;
  }

  static std::string largest_below(const std::string& place) {
    std::string largest;
    std::uintmax_t size = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(place))
      if (entry.is_regular_file() && entry.file_size() >= size) size = entry.file_size(), largest = entry.path();
    return largest;
  }

  /// A bit in the middle of a file.
  static void flip(const std::string& file) {
    ::chmod(file.c_str(), 0600);
    std::fstream open(file, std::ios::in | std::ios::out | std::ios::binary);
    open.seekg(0, std::ios::end);
    auto middle = static_cast<std::streamoff>(open.tellg()) / 2;
    open.seekg(middle);
    char byte = static_cast<char>(open.get() ^ 4);
    open.seekp(middle);
    open.put(byte);
  }

  bool scratch_is_empty() const { return std::filesystem::is_empty(desk.scratch); }

  TempFolder folder;
  outdesk::VerifyDesk desk;
  outdesk::CopyFindings findings;
  std::uint64_t read = 0;
};
