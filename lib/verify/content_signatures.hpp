// What the first bytes of a file say about its format, as far as that format is compressed or encrypted by nature.
#pragma once

#include <string_view>

namespace outdesk {

/// One of the signatures that are certain by themselves (magic numbers of three bytes and more).
bool known_magic(std::string_view start);
/// Formats whose first bytes say too little, so more of them is checked: MP3 and AAC frames, transport streams, zlib
/// streams, OpenPGP packets, DER (PKCS #7 and #12), Windows programs, bare LZMA.
bool known_structure(std::string_view start);

}  // namespace outdesk
