// HTML of messages as plain text.
#pragma once

#include <string>
#include <string_view>

namespace outdesk {

/// The text that a reader would see: no scripts, styles or comments; blocks and cells apart; items of lists with "- ";
/// quotes with "> "; the target of a link behind its words where it says something else.  Entities as their characters
/// (the named ones that letters of daily life have, and all numbers); what is no HTML stays as it is.  UTF-8 in and out;
/// linear time, no recursion.
std::string text_of_html(std::string_view html);

}  // namespace outdesk
