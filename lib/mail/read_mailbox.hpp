// Messages in files: standard input, an mbox file, a Maildir.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace outdesk {

/// Takes one message and where it stands ("inbox.mbox, message 3").
using MessageSink = std::function<void(std::string_view raw, const std::string& where)>;

/// The whole of standard input; throws InputError past 256 MB, or where it cannot be read to its end.
std::string read_message_input();

/// Each message of an mbox file (RFC 4155), in order; ">From " is undone once (mboxrd).  A message starts at a line "From "
/// that is the first or follows an empty one.  Throws InputError where it cannot be read, or is none.
void for_each_in_mbox(const std::string& path, const MessageSink& sink);

/// Each message of DIR/new and DIR/cur, in the order of names; nothing is moved.  Links are not followed.  Throws InputError
/// where DIR is no Maildir, or a message cannot be read.
void for_each_in_maildir(const std::string& path, const MessageSink& sink);

}  // namespace outdesk
