// The sections of an inventory (one CPU, one card, one program…) as inventories of every form tell them.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace outdesk {

/// The fields of a section that are of use, by their names in the protocol, in lower case: "mac", or "info/name" in an element of it.
struct SectionKind {
  std::string_view name;                    ///< "networks"
  std::vector<std::string_view> fields;
  /// Its own name of a field (for as long as the program runs); empty where the field is of no use.
  std::string_view field(std::string_view path) const;
};
/// Nothing where nobody asks for the section.  `name` in lower case.
const SectionKind* section_kind(std::string_view name);

/// One of them with its texts, which are storable, trimmed, of one line and no longer than kLongestText.
class InventorySection {
 public:
  explicit InventorySection(const SectionKind& kind) : kind_(&kind) {}
  const SectionKind& kind() const { return *kind_; }
  /// `field` must be one of kind().fields.  An empty text is as one that is not there.
  void add(std::string_view field, std::string text);
  /// The first text of the first of the fields that has one.
  const std::string& text(std::initializer_list<std::string_view> fields) const;
  const std::string& text(std::string_view field) const { return text({field}); }
  std::vector<std::string> all(std::string_view field) const;

 private:
  const SectionKind* kind_;
  std::vector<std::pair<std::string_view, std::string>> fields_;
};

/// Characters that are kept of one text.
constexpr std::size_t kLongestText = 256;
/// `raw` as it is kept.  Where its UTF-8 was encoded once more ("Ð¿Ðº" for "пк"), it is as it was before.  `cut` is set where something of it was left out.
std::string kept_text(std::string_view raw, bool& cut);

/// `name` with its ASCII letters in lower case, added to `path`.
void append_lower(std::string& path, std::string_view name);

}  // namespace outdesk
