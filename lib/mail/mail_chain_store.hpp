// The chain over messages: a row of mail_message or of its parties that was changed, removed or reordered shows.
#pragma once

#include "store/beside_chain.hpp"

namespace outdesk {

/// A message with its parties is chained when all its rows are written.
extern const BesideChain kMailChain;

}  // namespace outdesk
