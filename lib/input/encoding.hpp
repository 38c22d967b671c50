// Files that Windows wrote, as UTF-8.
#pragma once

#include <string>
#include <string_view>

namespace outdesk {

/// `bytes` as UTF-8 without a byte-order mark.  UTF-16 is known by its mark, or, little-endian, by a zero as every
/// second byte at the start; half of a surrogate pair is written as `\u{d800}`, so that two names stay two.  Bytes
/// that are no UTF-8 and no UTF-16 stay as they are.
std::string utf8_of(std::string_view bytes);

/// Whether `encoding` is the name of one ("windows-1251").
bool is_encoding(const std::string& encoding);

/// `bytes` of `encoding` as UTF-8; U+FFFD for each byte that means nothing there.  Throws InputError for a name that is none.
std::string decoded(std::string_view bytes, const std::string& encoding);

}  // namespace outdesk
