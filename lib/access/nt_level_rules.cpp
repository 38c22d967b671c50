#include "access/nt_level_rules.hpp"

namespace outdesk {

Level nt_level(std::uint32_t mask) {
  constexpr std::uint32_t kChange = nt::kRead | nt::kWrite | nt::kAppend, kDeletes = nt::kDelete | nt::kDeleteChild;
  constexpr std::uint32_t kWriteAttributes = 0x100, kWriteExtended = 0x10;
  constexpr std::uint32_t kNoContent = nt::kReadControl | nt::kSynchronize | nt::kReadAttributes | nt::kReadAttributesExtended;
  bool changes = (mask & kChange) == kChange;
  if (changes && (mask & nt::kWriteDac)) return Level::full;
  if (mask & (nt::kWriteDac | nt::kWriteOwner)) return Level::special;
  if (changes) return (mask & kDeletes) ? Level::change : Level::edit;
  if ((mask & nt::kRead) && !(mask & (nt::kWrite | nt::kAppend | kWriteExtended | kWriteAttributes | kDeletes))) return Level::read;
  if ((mask & (nt::kWrite | nt::kAppend)) == (nt::kWrite | nt::kAppend) && !(mask & (nt::kRead | kDeletes))) return Level::write;
  std::uint32_t content = mask & ~kNoContent;
  if (content == 0) return Level::none;
  return content == nt::kTraverse ? Level::traverse : Level::special;
}

}  // namespace outdesk
