// The index of words behind a search: SQLite's FTS5, or a GIN index of PostgreSQL, with the same answers in the same order.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "store/db.hpp"

namespace outdesk {

/// Words that follow each other in one text of a ticket.
struct WordPhrase {
  std::vector<std::string> words;  ///< letters and digits only; never empty
  bool beginning = false;          ///< the last one is the beginning of a word
};
/// Any of these will do.
using WordChoice = std::vector<WordPhrase>;
struct WordQuery {
  std::vector<WordChoice> all;   ///< never empty
  std::vector<WordChoice> none;
};
/// How much a word of a text counts beside the others.
struct WordWeights {
  double subject, body, solution;
};

/// Ids of the tickets that fit, but `except`: best first by Okapi BM25 (k1 1.2, b 0.75), newest first of those that are as good.
/// At most `limit`; negative: all.
std::vector<std::int64_t> ranked_tickets(Db& db, const WordQuery& query, const WordWeights& weights, std::int64_t limit, std::int64_t except = 0);
std::int64_t count_fitting(Db& db, const WordQuery& query);
/// In how many tickets a word occurs.
std::int64_t tickets_with(Db& db, std::string_view word);

}  // namespace outdesk
