#include "ticket/word_index_store.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>

#include "base/text.hpp"

namespace outdesk {

namespace {

// --- FTS5

/// Words have only letters and digits, so quotes around them are all that FTS5's language needs.
std::string fts_phrase(const WordPhrase& phrase) { return '"' + join(phrase.words, " ") + (phrase.beginning ? "\" *" : "\""); }

std::string fts_choices(const std::vector<WordChoice>& choices, const char* between) {
  std::string out;
  for (const auto& choice : choices) {
    std::vector<std::string> phrases;
    for (const auto& phrase : choice) phrases.push_back(fts_phrase(phrase));
    out += (out.empty() ? "" : between) + (phrases.size() > 1 ? "(" + join(phrases, " OR ") + ")" : phrases.front());
  }
  return out;
}

std::string fts_expression(const WordQuery& query) {
  std::string wanted = fts_choices(query.all, " AND ");
  return query.none.empty() ? wanted : "(" + wanted + ") NOT (" + fts_choices(query.none, " OR ") + ")";
}

// --- PostgreSQL: its index finds the tickets that have the words, and what their order is worth is worked out here, as FTS5 does.

/// The phrase's words, wherever they stand.
std::string ts_phrase(const WordPhrase& phrase) {
  std::vector<std::string> words;
  for (const auto& word : phrase.words) words.push_back("'" + word + "'");
  if (phrase.beginning) words.back() += ":*";
  return "(" + join(words, " & ") + ")";
}

/// What every ticket that fits has; those that do not are taken out later.
std::string ts_query(const std::vector<WordChoice>& all) {
  std::vector<std::string> choices;
  for (const auto& choice : all) {
    std::vector<std::string> phrases;
    for (const auto& phrase : choice) phrases.push_back(ts_phrase(phrase));
    choices.push_back("(" + join(phrases, " | ") + ")");
  }
  return join(choices, " & ");
}

/// The words of a ticket's three texts.
struct WordRow {
  std::int64_t ticket = 0, words = 0;
  std::array<std::string, 3> texts;
};

using VisitWordRow = std::function<void(const WordRow&)>;

void for_each_candidate(Db& db, const std::vector<WordChoice>& all, const VisitWordRow& visit) {
  Rows rows = db.long_query("SELECT rowid, number, subject, body, solution FROM ticket_words WHERE words @@ CAST($1 AS tsquery) ORDER BY rowid", ts_query(all));
  while (rows.next()) visit({rows.integer(0), rows.integer(1), {std::string(rows.text(2)), std::string(rows.text(3)), std::string(rows.text(4))}});
}

/// How often a phrase stands in a text.
int times_in(std::string_view text, const WordPhrase& phrase) {
  int times = 0;
  std::vector<std::string_view> words = split(text, ' ');
  for (std::size_t first = 0; first + phrase.words.size() <= words.size(); ++first) {
    bool same = true;
    for (std::size_t i = 0; same && i < phrase.words.size(); ++i) {
      bool open = phrase.beginning && i + 1 == phrase.words.size();
      same = open ? words[first + i].starts_with(phrase.words[i]) : words[first + i] == phrase.words[i];
    }
    times += same;
  }
  return times;
}

bool has_phrase(const WordRow& row, const WordPhrase& phrase) {
  return std::any_of(row.texts.begin(), row.texts.end(), [&](const std::string& text) { return times_in(text, phrase) > 0; });
}
bool has_any(const WordRow& row, const WordChoice& choice) {
  return std::any_of(choice.begin(), choice.end(), [&](const WordPhrase& phrase) { return has_phrase(row, phrase); });
}
bool fits_query(const WordRow& row, const WordQuery& query) {
  return std::all_of(query.all.begin(), query.all.end(), [&](const WordChoice& choice) { return has_any(row, choice); }) &&
         std::none_of(query.none.begin(), query.none.end(), [&](const WordChoice& choice) { return has_any(row, choice); });
}

std::int64_t tickets_with_phrase(Db& db, const WordPhrase& phrase) {
  if (phrase.words.size() == 1) return db.integer("SELECT count(*) FROM ticket_words WHERE words @@ CAST($1 AS tsquery)", ts_phrase(phrase)).value_or(0);
  std::int64_t found = 0;
  for_each_candidate(db, {{phrase}}, [&](const WordRow& row) { found += has_phrase(row, phrase); });
  return found;
}

/// Okapi BM25 as FTS5 computes it (sqlite/ext/fts5/fts5_aux.c), operation by operation, so that equal tickets come out equal.
class Bm25 {
 public:
  Bm25(Db& db, const WordQuery& query, const WordWeights& weights) : weights_{weights.subject, weights.body, weights.solution} {
    Rows all = db.query("SELECT count(*), CAST(coalesce(sum(number), 0) AS BIGINT) FROM ticket_words");
    all.next();
    auto tickets = static_cast<double>(all.integer(0));
    average_ = static_cast<double>(all.integer(1)) / tickets;
    for (const auto* choices : {&query.all, &query.none})
      for (const auto& choice : *choices)
        for (const auto& phrase : choice) {
          auto hits = static_cast<double>(tickets_with_phrase(db, phrase));
          double rarity = std::log((tickets - hits + 0.5) / (hits + 0.5));
          phrases_.push_back({&phrase, rarity <= 0 ? 1e-6 : rarity});
        }
  }

  /// The less, the better.
  double of(const WordRow& row) const {
    constexpr double k1 = 1.2, b = 0.75;
    double score = 0;
    for (const auto& [phrase, rarity] : phrases_) {
      double times = 0;
      for (std::size_t i = 0; i < row.texts.size(); ++i)
        for (int n = times_in(row.texts[i], *phrase); n > 0; --n) times += weights_[i];
      score += rarity * ((times * (k1 + 1.0)) / (times + k1 * (1 - b + b * static_cast<double>(row.words) / average_)));
    }
    return -1.0 * score;
  }

 private:
  struct Weighed {
    const WordPhrase* phrase;
    double rarity;
  };
  std::array<double, 3> weights_;
  double average_ = 0;
  std::vector<Weighed> phrases_;
};

std::vector<std::int64_t> ranked_by_server(Db& db, const WordQuery& query, const WordWeights& weights, std::int64_t limit, std::int64_t except) {
  Bm25 bm25(db, query, weights);
  std::vector<std::pair<double, std::int64_t>> scored;
  for_each_candidate(db, query.all, [&](const WordRow& row) {
    if (row.ticket != except && fits_query(row, query)) scored.emplace_back(bm25.of(row), -row.ticket);
  });
  std::sort(scored.begin(), scored.end());
  if (limit >= 0 && scored.size() > static_cast<std::size_t>(limit)) scored.resize(static_cast<std::size_t>(limit));
  std::vector<std::int64_t> found;
  for (const auto& one : scored) found.push_back(-one.second);
  return found;
}

bool is_on_server(Db& db) { return db.driver().dialect() == Dialect::postgresql; }

}  // namespace

std::vector<std::int64_t> ranked_tickets(Db& db, const WordQuery& query, const WordWeights& weights, std::int64_t limit, std::int64_t except) {
  if (is_on_server(db)) return ranked_by_server(db, query, weights, limit, except);
  std::vector<std::int64_t> found;
  Rows rows = db.query("SELECT rowid FROM ticket_words WHERE ticket_words MATCH $1 AND rowid <> $2 "
                       "ORDER BY bm25(ticket_words, $3 / 1000.0, $4 / 1000.0, $5 / 1000.0), rowid DESC LIMIT $6",
                       fts_expression(query), except, std::lround(weights.subject * 1000), std::lround(weights.body * 1000), std::lround(weights.solution * 1000), limit);
  while (rows.next()) found.push_back(rows.integer(0));
  return found;
}

std::int64_t count_fitting(Db& db, const WordQuery& query) {
  if (!is_on_server(db)) return db.integer("SELECT count(*) FROM ticket_words WHERE ticket_words MATCH $1", fts_expression(query)).value_or(0);
  std::int64_t found = 0;
  for_each_candidate(db, query.all, [&](const WordRow& row) { found += fits_query(row, query); });
  return found;
}

std::int64_t tickets_with(Db& db, std::string_view word) {
  if (!is_on_server(db)) return db.integer("SELECT doc FROM ticket_word_counts WHERE term = $1", word).value_or(0);
  return tickets_with_phrase(db, {{std::string(word)}});
}

}  // namespace outdesk
