// HTML of a message as plain text.
#pragma once

#include <string>
#include <string_view>

namespace outdesk {

/// The text that a reader would see: no scripts, styles or comments; blocks and cells apart; items of lists with "- ";
/// quotes with "> "; the target of a link behind its words where it says something else.  UTF-8 in and out; linear time.
std::string text_of_html(std::string_view html);

}  // namespace outdesk
