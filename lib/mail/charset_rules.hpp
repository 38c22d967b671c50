// Which charset bytes of a message are in, where it does not say or says what cannot be.
#pragma once

#include <string>
#include <string_view>

namespace outdesk {

/// A name for iconv(3) of a charset as messages call it ("x-sjis", "ks_c_5601-1987", "cp-1251"); empty for what is no
/// name of a charset, so that nothing of a message reaches the search for converters.
std::string charset_name(std::string_view declared);

/// For text of 8-bit characters that is not UTF-8: "KOI8-R", "WINDOWS-1251" or "WINDOWS-1252", by how often each makes
/// letters that Russian uses much out of its bytes.
std::string guessed_charset(std::string_view bytes);

}  // namespace outdesk
