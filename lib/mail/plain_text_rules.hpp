// Forms of plain text in messages: format=flowed (RFC 3676), and files that old programs put between its lines (uuencode).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace outdesk {

/// Joins lines that a program broke softly.  `delete_space`: DelSp=yes.
std::string unflowed(std::string_view text, bool delete_space);

/// The text inside of a signed one (RFC 4880, 7), without the signature; `text` itself where it is not signed so.
std::string without_pgp_frame(std::string_view text);

struct UuFile { std::string name, bytes; };
/// Takes uuencoded files out of `text`; what is no whole file ("begin", lines of the right length, "end") stays as it is.
std::vector<UuFile> take_uu_files(std::string& text);

}  // namespace outdesk
