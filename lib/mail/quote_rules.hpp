// What a person wrote in a message, without what was quoted and without the signature.
#pragma once

#include <string>
#include <string_view>

namespace outdesk {

/// Leaves out: lines that begin with '>' and the line that introduces them ("On … wrote:"), the message below a
/// header of Outlook ("-----Original Message-----", a block of From:, Sent:, Subject: in several languages), and a
/// signature (from "-- " to the end, or to the next quote).  What stands between or below quotes of '>' is kept.
/// Where nothing would be left, the text is returned as it is.  LF line ends in and out; linear time.
std::string without_quotes(std::string_view text);

}  // namespace outdesk
