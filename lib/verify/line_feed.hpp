// Lines of what another program prints, as it comes.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace outdesk {

class LineFeed {
 public:
  /// Longer lines than this are cut: what follows up to the line's end is lost.
  static constexpr std::size_t kLongest = 4u << 20;

  explicit LineFeed(std::function<void(std::string_view)> take) : take_(std::move(take)) {}

  void feed(std::string_view bytes) {
    while (!bytes.empty()) {
      std::size_t end = bytes.find('\n');
      std::string_view piece = bytes.substr(0, end);
      bool whole = end != bytes.npos;
      bytes.remove_prefix(whole ? end + 1 : bytes.size());
      if (line_.empty() && whole) {
        take_(piece);
        continue;
      }
      if (line_.size() + piece.size() <= kLongest) line_ += piece;
      if (!whole) return;
      take_(line_);
      line_.clear();
    }
  }

  /// What stands behind the last line's end is a line too.
  void end() {
    if (!line_.empty()) take_(line_);
    line_.clear();
  }

 private:
  std::function<void(std::string_view)> take_;
  std::string line_;
};

}  // namespace outdesk
