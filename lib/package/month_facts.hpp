// What is known about a client's month, as plain values: the ground of lights, first sentence,
// decisions and tiles.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "base/money.hpp"
#include "package/month_trend.hpp"

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

/// Subjects of a report, in its order.
enum class Topic { tickets, outages, visits, backups, access, assets, standards, ratings, network };
/// Those that are rated.  Standards only ask for decisions: what they measure is rated where it belongs.
constexpr Topic kTopics[] = {Topic::tickets, Topic::outages, Topic::visits,  Topic::backups,
                             Topic::access,  Topic::assets,  Topic::ratings, Topic::network};
/// "tickets": part of message keys and rule ids, and the id of the topic's section.
std::string name_of(Topic topic);

/// Subjects that may ask for a decision.
constexpr Topic kAskingTopics[] = {Topic::tickets, Topic::outages,   Topic::backups, Topic::access,
                                   Topic::assets,  Topic::standards, Topic::ratings};

/// A request that took longer than promised.
struct LateRequest {
  std::string ticket, subject;
  Date date;              ///< of receipt, in the client's zone
  bool critical = false;  ///< of the highest priority of the contract
  Seconds taken, overrun;
  Money credit;  ///< that the invoice is lowered by for it; not negative
  std::string asset = {};  ///< key of the asset that it is about; empty where it names none
  bool open = false;       ///< not resolved at the end of the month
  bool operator==(const LateRequest&) const = default;
};

/// Answers that were due in the month.
struct AnswerFacts {
  std::int64_t met = 0, missed = 0;
  std::optional<Decimal> target;  ///< share that the contract aims at
  Share share() const { return {met, met + missed}; }
  bool under_target() const { return target && share().defined() && !share().at_least(*target); }
};

struct TicketFacts {
  SourceFacts source;
  std::int64_t received = 0, resolved = 0, backlog = 0;
  std::int64_t met = 0, missed = 0;  ///< of the resolution target
  std::optional<Decimal> target;     ///< share that the contract aims at
  AnswerFacts answers;               ///< first ones, to a request
  AnswerFacts next_answers;          ///< to a client's later messages
  std::int64_t late_critical = 0;    ///< resolved late, or late and still open
  std::int64_t critical_answered_late = 0;
  Money credit;  ///< all credits of the month; not negative
  std::vector<LateRequest> late;
  std::optional<Share> before;  ///< share on time of the month before
  bool comparable = true;       ///< false: a source was partial in either month
  MonthValues months;           ///< share on time
};

/// A service that did not work for a while.
struct OutageEvent {
  Date date;              ///< of its beginning in the month, in the client's zone
  std::string object;     ///< in the client's words
  std::string asset;      ///< key of the asset that the service is; empty where none is named
  Seconds length;         ///< in the time that the contract counts
  Money credit;           ///< that the invoice is lowered by for it, where that is sure; see tie_credits()
  std::optional<Date> since = {};  ///< of one that still goes on: the day on which it began, in whatever month...
  Seconds lasted = {};             ///< ...and its length since then, by the clock
};

struct OutageFacts {
  SourceFacts source{SourceState::not_in_contract, {}, {}, {}, {}};
  std::int64_t count = 0;
  std::int64_t under_target = 0;      ///< services that were there less than was agreed for each of them
  Seconds total;
  std::optional<Seconds> limit, before;
  bool comparable = true;             ///< as of TicketFacts
  std::vector<OutageEvent> events;
  MonthValues months;                 ///< time down
};

/// Problems that the monitoring saw, whether a service is named or not.
struct NetworkFacts {
  SourceFacts source{SourceState::not_in_contract, {}, {}, {}, {}};
  std::int64_t serious = 0;                      ///< problems of severity high or worse
  std::optional<std::int64_t> not_acknowledged;  ///< serious ones that nobody took up in time; nothing: no data
  std::int64_t over_limit = 0;                   ///< agreed figures above their limit
  std::optional<Seconds> acknowledge_within;     ///< nothing: while it lasts
  std::optional<std::int64_t> before;            ///< not_acknowledged of the month before
  bool comparable = true;                        ///< as of TicketFacts
  MonthValues months;                            ///< not_acknowledged
};

/// Who went to the client, and what needed nobody to go.
struct VisitFacts {
  SourceFacts source{SourceState::not_in_contract, {}, {}, {}, {}};
  std::int64_t planned = 0, unplanned = 0;
  Share remote;                        ///< incidents that nobody went to of those that ended
  std::optional<std::int64_t> before;  ///< unplanned ones of the month before
  MonthValues months;                  ///< unplanned ones
};

struct BackupFacts {
  SourceFacts source;
  std::int64_t made = 0, planned = 0;
  std::int64_t missed_running = 0;  ///< most misses of one job one after the other
  std::int64_t tests = 0, tests_failed = 0;
  std::vector<std::string> overdue;  ///< systems whose test restore is overdue
  std::optional<Share> before;
  bool comparable = true;  ///< as of TicketFacts
  MonthValues months;      ///< share of those planned
};

struct AccessFacts {
  SourceFacts source;
  std::int64_t folders = 0, accounts = 0, unread = 0;    ///< unread ones are counted apart
  std::optional<std::int64_t> changes, without_request;  ///< empty: no snapshot to compare with
  std::optional<std::int64_t> undecided;                 ///< of without_request: what owners have not confirmed or revoked yet
  std::vector<std::string> dismissed;                    ///< people who have left and have access
  bool review_overdue = false;
  std::optional<std::int64_t> before;  ///< without_request of the month before
  MonthValues months;                  ///< without_request
};

struct AssetFacts {
  SourceFacts source{SourceState::not_in_contract, {}, {}, {}, {}};
  std::int64_t devices = 0, unknown_devices = 0, not_seen = 0, licences_short = 0, spares_short = 0;
  std::int64_t programs_not_agreed = 0;  ///< refused ones, and those of no list
  std::int64_t programs_missing = 0;     ///< required ones that are not there
  std::int64_t expired = 0;  ///< certificates and subscriptions that are over
  bool register_known = true, programs_known = true, seen_known = true;  ///< false: what rests on it is not known, whatever the number
  std::optional<std::int64_t> before;  ///< unknown devices at the end of the month before
  bool comparable = true;              ///< as of TicketFacts
  MonthValues months;                  ///< unknown devices at each month's end
};

/// Agreed standards whose review is overdue.
struct StandardFacts {
  struct Review {
    std::string title;
    std::string owner;  ///< who decides, in the client's words; empty: the director
    Date due;
  };
  SourceFacts source{SourceState::not_in_contract, {}, {}, {}, {}};
  std::int64_t agreed = 0, over_limit = 0;
  std::vector<Review> overdue;
};

struct RatingFacts {
  SourceFacts source{SourceState::not_in_contract, {}, {}, {}, {}};
  std::int64_t count = 0, points = 0;  ///< points: sum of marks of 1 to 5
  std::int64_t low = 0, low_in_review = 0, low_open = 0;
  std::optional<Share> before;         ///< points and count of the month before
  MonthValues months;                  ///< points and count
};

struct MonthFacts {
  Month month;
  std::optional<Date> so_far;  ///< of a month that is not over: the last day that counts
  TicketFacts tickets;
  OutageFacts outages;
  NetworkFacts network;
  VisitFacts visits;
  BackupFacts backups;
  AccessFacts access;
  AssetFacts assets;
  StandardFacts standards;
  RatingFacts ratings;
};

const SourceFacts& source_of(const MonthFacts& facts, Topic topic);

/// Some source that the contract names gave less than all.
bool is_partial(const MonthFacts& facts);

/// The late request that a director must hear of first: critical ones first, then by money, then by
/// overrun, then the earlier one; nothing where none was late.
const LateRequest* worst_of(const std::vector<LateRequest>& late);

/// The same of outages: by money, then by length, then the earlier one.
const OutageEvent* worst_outage(const std::vector<OutageEvent>& outages);

/// Gives an outage the credit of the late critical request that is surely about it: of the same asset and day, where that
/// day has one such outage and one such request.
void tie_credits(std::vector<OutageEvent>& outages, const std::vector<LateRequest>& late);

}  // namespace outdesk
