// Who or what wrote a message (RFC 3834, RFC 3464, RFC 8098 and the usual headers beside them).
#pragma once

#include <string_view>

#include "mail/mail_message.hpp"

namespace outdesk {

///   human: a person · list: a person by way of a mailing list, or one who wants no automatic answer: heard as a person,
///   and never answered by a machine · notice: a machine that wants to be heard, and never answered ·
///   auto_reply: an answer that nobody wrote (out of office) · bounce: a report of delivery ·
///   own: a message of ours that came back
enum class MailOrigin { human, list, notice, auto_reply, bounce, own };

/// "human", "list", "notice", "auto-reply", "bounce", "own-mail".
std::string_view name_of(MailOrigin origin);

/// What the message itself tells; that it is ours by its address or id is for those who know them.
MailOrigin origin_of(const MailMessage& message);

/// Whether it may be answered by a machine (RFC 3834, 2: only what a person sent, never an empty address).
bool may_be_acknowledged(const MailMessage& message);

}  // namespace outdesk
