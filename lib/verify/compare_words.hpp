// What a comparison of a tree found, counted, and said in findings.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "verify/compare_entries.hpp"

namespace outdesk {

/// Bytes of any kind and length for a line of text: printable, cut to `columns`.
std::string shown_part(std::string_view bytes, std::size_t columns);

/// A count, and the three names that are first bytewise, each with a note.
class DifferenceTally {
 public:
  void add(const std::string& path, std::string note = {});
  std::int64_t count() const { return count_; }
  std::string names() const;  ///< "'a' (note), 'b' and 17 more"

 private:
  std::int64_t count_ = 0;
  std::map<std::string, std::string> first_;
};

struct DifferenceTallies {
  DifferenceTally content, missing, extra, types, modes, owners, targets, xattrs, hard_links, times;
  std::int64_t same_size = 0, other_size = 0;  ///< of the files with other content, where the manifest has sizes

  void add_content(const TreeEntry& told, TreeFacts facts, const TreeEntry& entry);
  void add_metadata(const EntryDifferences& found, const TreeEntry& told, const TreeEntry& entry);
  void report(const TreeManifest& manifest, const HashCover& cover, CheckLevel level, const std::string& point, CopyFindings& findings) const;
};

}  // namespace outdesk
