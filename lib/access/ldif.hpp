// LDIF (RFC 2849) as ldifde and ldapsearch write it.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace outdesk {

struct LdifEntry {
  std::string dn;
  /// Values by attribute name in lower case, options ("member;range=0-1499") left off.
  std::map<std::string, std::vector<std::string>> values;
  std::vector<std::string> cut;  ///< attributes of which the export holds only a part (range)
  long line = 0;                 ///< of the dn, from 1

  const std::string& first(const std::string& name) const;  ///< empty where there is none
  const std::vector<std::string>& all(const std::string& name) const;
  bool is_a(std::string_view object_class) const;           ///< whatever the case
};

/// Calls `visit` for every entry.  `content` is UTF-8 (see utf8_of); folded lines, base64 values, comments, CRLF,
/// `version:`, `changetype: add` and the search results that ldapsearch appends are understood.  Throws InputError
/// with `file` and line for a line without a colon, a value that is no base64, one that lies in another file
/// (`attr:< url`), a change that adds nothing, or an entry without a dn.
void read_ldif(std::string_view content, const std::string& file, const std::function<void(const LdifEntry&)>& visit);

/// A distinguished name as a key: case folded, escapes undone, spaces around separators gone.
std::string dn_key(std::string_view dn);

}  // namespace outdesk
