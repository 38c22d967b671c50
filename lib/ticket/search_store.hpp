// The index of words over tickets: subjects, bodies, solutions.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "store/db.hpp"
#include "ticket/event.hpp"
#include "ticket/search_words.hpp"

namespace outdesk {

/// What a ticket is found by, as search_words.
struct TicketWords {
  std::string subject, body, solution;
  bool operator==(const TicketWords&) const = default;
};
/// Of all texts of a ticket's effective events, the first 200 kB of words of its messages.
TicketWords words_of(const std::vector<Event>& effective);
/// Whether a line of this kind changes what a ticket is found by.
bool changes_words(EventKind kind);

/// Keeps the words of a ticket, in place of those that were there.
void keep_words(Db& db, std::int64_t ticket, const TicketWords& words);
/// Indexes every ticket that has no words yet (a store of an older program); returns how many.
std::int64_t index_missing_words(Db& db);
/// Tickets whose words are not those of their journal, in words.
void check_words(Db& db, const std::function<void(std::string)>& damage);

/// Ids of tickets that fit all terms, best first: Okapi BM25, where a word of the subject counts 4 times and one of the
/// solution 3 times as much as one of the body.  At most `limit`; negative: all.
std::vector<std::int64_t> find_words(Db& db, const std::vector<SearchTerm>& terms, std::int64_t limit);
std::int64_t count_words(Db& db, const std::vector<SearchTerm>& terms);

/// A ticket that resembles another one.
struct SimilarTicket {
  std::int64_t id = 0;
  double likeness = 0;  ///< share of the weight of the words asked for that it has, 0 to 1
  bool solved = false;  ///< it tells a cause or a solution
};
/// At most `most` tickets that share words with `ticket`: those that tell a solution, then the others, most alike first.  Rare words weigh more (the logarithm of
/// how rare they are); a ticket with less than a third of the weight is not alike.
std::vector<SimilarTicket> find_similar(Db& db, std::int64_t ticket, std::size_t most);

}  // namespace outdesk
