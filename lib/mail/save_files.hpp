// Files of a ticket, written where somebody can open them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/sha256.hpp"
#include "store/db.hpp"

namespace outdesk {

struct TicketFile {
  std::int64_t line = 0;             ///< number of the journal's line within the ticket
  std::string name;                  ///< as the message calls it; "message.eml" for the raw message
  std::string saved_as;              ///< one safe name within the ticket: "003-offer.pdf"
  Digest hash{};
  std::optional<std::int64_t> size;  ///< empty where the store does not have it
};

/// Writes them below `folder`, which is made where it is not there.  Nothing is written anywhere else, no link is followed
/// and no file replaced.  Throws WriteError or UsageError; files written before stay.  Returns how many were written.
std::size_t save_files(Db& db, const std::vector<TicketFile>& files, const std::string& folder);

}  // namespace outdesk
