// The rights of one tree of folders at one moment, raw and compact, whatever it was read from.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "access/identities.hpp"
#include "access/server_facts.hpp"
#include "base/instant.hpp"

namespace outdesk {

/// Why a folder could not be read.  Numbers are kept in stores and snapshot files: add, never renumber.
enum class Unread : std::uint8_t {
  no = 0,            ///< it was read
  refused = 1,       ///< the scanning account may not open it
  failed = 2,        ///< the disk or the file system reported an error
  other_device = 3,  ///< another file system begins there; it is scanned by itself
  too_deep = 4,      ///< more than kDeepest folders lie above it
  damaged = 5,       ///< its access list cannot be read
  not_listed = 6,    ///< an export names what lies in it and not the folder itself
  cannot_tell = 7,   ///< it was read, and what was read does not say who may enter; never kept, only judged
};
/// "refused", "other-device"…, as JSON has it; empty for `no`.
std::string_view code_of(Unread unread);

inline constexpr std::uint32_t kNone = 0xFFFFFFFF;
inline constexpr std::uint32_t kDeepest = 4096;

struct Snapshot {
  struct Folder {
    std::uint32_t parent = kNone;      ///< place in `folders`, lower than its own; kNone for the root
    std::uint32_t descriptor = kNone;  ///< place in `descriptors`; kNone where it was not read
    std::uint32_t name_at = 0;
    std::uint32_t name_size = 0;       ///< in `names`: bytes as the file system has them
    Unread unread = Unread::no;
  };

  std::string root;                    ///< path of the first folder, bytes as they are: absolute, or as an export has it
  Instant taken;
  std::vector<Folder> folders;         ///< depth first, siblings by name; [0] is the root
  std::string names;
  std::vector<std::string> descriptors;  ///< distinct; see descriptor.hpp
  std::vector<std::uint32_t> above;    ///< descriptors of the folders from "/" down to the root's parent
  std::uint64_t vanished = 0;          ///< folders that were gone before they could be opened
  Identities identities;
  std::string identities_source;       ///< where they are from: "machine", or names of files
  ServerFacts facts;

  std::string_view name(std::size_t folder) const {
    return std::string_view(names).substr(folders[folder].name_at, folders[folder].name_size);
  }
  std::size_t add(std::uint32_t parent, std::string_view name, std::uint32_t descriptor, Unread unread);
};

/// True where people meet the NT rights of a tree: masks of its effect are NT rights.
inline bool speaks_nt(const Snapshot& snapshot) { return snapshot.facts.system == System::windows || snapshot.facts.samba; }

/// The last part of a path of a system; the whole where it has but one ("/", "D:").
std::string_view last_part(std::string_view path, System system);
/// last_part of the root.
std::string_view label_of(const Snapshot& snapshot);

/// Puts the folders depth first and siblings in order of their names as people sort them (case
/// and ё aside, then by bytes), so that equal trees give equal snapshots.  Parents may stand anywhere before.
void arrange(Snapshot& snapshot);

/// Keeps equal sequences of bytes once.
class Interner {
 public:
  std::uint32_t id_of(std::string_view bytes);
  std::vector<std::string> take() { return std::move(distinct_); }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };
  std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>> ids_;
  std::vector<std::string> distinct_;
};

}  // namespace outdesk
