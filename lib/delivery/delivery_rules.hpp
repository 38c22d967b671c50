// What became of packages that were sent (package.md 3.6, "delivery").
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "client/audience.hpp"

namespace outdesk {

/// built: the letter is composed.  sent: about to be handed to the mail system; where nothing follows, nobody knows.
/// accepted: the mail system took it.  uncertain: it may have.  refused: it surely did not.
enum class DeliveryState { built, sent, accepted, uncertain, refused };
std::string_view name_of(DeliveryState state);
/// Empty for any other word.
std::optional<DeliveryState> delivery_state_named(std::string_view name);

/// A change of state.
struct DeliveryLine {
  Month month;
  Audience audience = Audience::director;
  std::int64_t revision = 1;
  std::string manifest;                 ///< hex SHA-256 of the package's manifest.json
  DeliveryState state = DeliveryState::built;
  Instant at;
  std::string by;
  std::vector<std::string> recipients;  ///< addresses
  std::string message_id;               ///< without brackets
  std::string words;                    ///< what the mail system said; storable, may be empty

  bool operator==(const DeliveryLine&) const = default;
};

/// A revision that may be in the client's hands.
struct SentRevision {
  std::int64_t revision = 1;
  std::string manifest;  ///< hex
  DeliveryState state = DeliveryState::sent;  ///< sent, accepted or uncertain
  Instant at;            ///< of that state
  std::string message_id;
  std::vector<std::string> recipients;
};

/// Of the lines of one client, month and audience, oldest first: the highest revision that the client has or may have.  A
/// refusal takes back the `sent` before it and nothing else; one acceptance outweighs doubts about other attempts.
std::optional<SentRevision> standing_of(const std::vector<DeliveryLine>& lines);

/// Lines that went to one of `addresses` at least: a copy that somebody else was sent is not the client's.  All of them where
/// `addresses` is empty.
std::vector<DeliveryLine> to_any_of(std::vector<DeliveryLine> lines, const std::vector<std::string>& addresses);

}  // namespace outdesk
