// A tar archive that another program writes into a pipe: read as it comes, contents hashed on the way.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "verify/hash_file.hpp"
#include "verify/tree_entry.hpp"

namespace outdesk {

/// For archives that a program on this machine makes (POSIX ustar with pax records, GNU long names); not for archives of
/// unknown origin: a header that makes no sense ends the reading.
class TarFeed {
 public:
  /// `take` is given each entry when it is complete, regular files with their sum; paths have no "/" in front or behind.
  /// Times are whole seconds.
  explicit TarFeed(std::function<void(TreeEntry&&)> take) : take_(std::move(take)) {}

  void feed(std::string_view bytes);
  /// The mark that ends an archive has come, and nothing that made no sense before it.
  bool ended() const { return state_ == State::ended; }
  bool broken() const { return state_ == State::broken; }

 private:
  enum class State { header, contents, padding, ended, broken };
  void take_header();
  void start(char kind, std::int64_t size);
  void read_named(char kind, std::int64_t size);
  void take_contents(std::string_view piece);
  void end_contents();
  void take_records();

  std::function<void(TreeEntry&&)> take_;
  State state_ = State::header;
  std::string block_;      ///< what is there of a header
  std::int64_t left_ = 0;  ///< of contents or padding
  std::size_t padding_ = 0;
  char kind_ = '0';
  TreeEntry entry_;
  std::string text_;       ///< contents of a header that speaks of the next entry
  std::map<std::string, std::string> records_;  ///< of pax, for the next entry
  std::string long_name_, long_target_;         ///< of GNU, for the next entry
  BulkSha256 sum_;
};

}  // namespace outdesk
