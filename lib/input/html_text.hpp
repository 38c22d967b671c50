// HTML of messages as plain text.
#pragma once

#include <string>
#include <string_view>

namespace outdesk {

/// The text of `html`: tags left out (of script, style and head with what is in them), line breaks where blocks begin
/// and end, entities as their characters (the named ones of HTML 4 that letters of daily life have, and all numbers),
/// runs of spaces as one.  Linear time, no recursion; what is no HTML stays as it is.
std::string text_of_html(std::string_view html);

}  // namespace outdesk
