// What is known about a client's month, as plain values: the ground of lights, first sentence,
// decisions and tiles.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "base/money.hpp"

namespace outdesk {

/// What a source gave.  Missing is never shown as zero.
enum class SourceState { full, partial, missing, not_in_contract };

struct SourceFacts {
  SourceState state = SourceState::missing;
  std::string why;                  ///< in the report's language; empty: nothing came yet
  std::optional<Date> first, last;  ///< days without data, both included; no `last`: since `first`
  std::optional<Date> expected;     ///< when the data will be there

  bool has_data() const { return state == SourceState::full || state == SourceState::partial; }
};

/// Subjects of a report that are rated, in the order of the report.
enum class Topic { tickets, outages, backups, access, assets, ratings };
constexpr Topic kTopics[] = {Topic::tickets, Topic::outages, Topic::backups,
                             Topic::access,  Topic::assets,  Topic::ratings};
/// "tickets": part of message keys and rule ids, and the id of the topic's section.
std::string name_of(Topic topic);

/// A request that took longer than promised.
struct LateRequest {
  std::string ticket, subject;
  Date date;              ///< of receipt, in the client's zone
  bool critical = false;  ///< of the highest priority of the contract
  Seconds taken, overrun;
  Money credit;  ///< that the invoice is lowered by for it; not negative
  bool operator==(const LateRequest&) const = default;
};

/// Values of up to twelve months, oldest first, this month last.
using Bars = std::vector<std::optional<double>>;

struct TicketFacts {
  SourceFacts source;
  std::int64_t received = 0, resolved = 0, backlog = 0;
  std::int64_t met = 0, missed = 0;  ///< of the resolution target
  std::optional<Decimal> target;     ///< share that the contract aims at
  std::int64_t late_critical = 0;
  Money credit;  ///< all credits of the month; not negative
  std::vector<LateRequest> late;
  std::optional<Share> before;  ///< share on time of the month before
  bool comparable = true;       ///< false: a source was partial in either month
  Bars bars;                    ///< per cent on time
};

struct OutageFacts {
  SourceFacts source{SourceState::not_in_contract, {}, {}, {}, {}};
  std::int64_t count = 0;
  Seconds total;
  std::optional<Seconds> limit, before;
  Bars bars;
};

struct BackupFacts {
  SourceFacts source;
  std::int64_t made = 0, planned = 0;
  std::int64_t missed_running = 0;  ///< most misses of one job one after the other
  std::int64_t tests = 0, tests_failed = 0;
  std::vector<std::string> overdue;  ///< systems whose test restore is overdue
  std::optional<Share> before;
  Bars bars;
};

struct AccessFacts {
  SourceFacts source;
  std::int64_t folders = 0, accounts = 0, unread = 0;    ///< unread ones are counted apart
  std::optional<std::int64_t> changes, without_request;  ///< empty: no snapshot to compare with
  std::vector<std::string> dismissed;                    ///< people who have left and have access
  bool review_overdue = false;
  Bars bars;
};

struct AssetFacts {
  SourceFacts source{SourceState::not_in_contract, {}, {}, {}, {}};
  std::int64_t devices = 0, unknown = 0, missing = 0, licences_short = 0, spares_short = 0;
  Bars bars;
};

struct RatingFacts {
  SourceFacts source{SourceState::not_in_contract, {}, {}, {}, {}};
  std::int64_t count = 0, points = 0;  ///< points: sum of marks of 1 to 5
  std::optional<Decimal> target;       ///< average that the contract aims at: "4.5"
  std::int64_t low = 0, low_in_review = 0, low_open = 0;
  Bars bars;
};

struct MonthFacts {
  Month month;
  TicketFacts tickets;
  OutageFacts outages;
  BackupFacts backups;
  AccessFacts access;
  AssetFacts assets;
  RatingFacts ratings;
};

const SourceFacts& source_of(const MonthFacts& facts, Topic topic);

/// Some source that the contract names gave less than all.
bool is_partial(const MonthFacts& facts);

/// The late request that a director must hear of first: critical ones first, then by money, then by
/// overrun, then the earlier one; nothing where none was late.
const LateRequest* worst_of(const std::vector<LateRequest>& late);

}  // namespace outdesk
