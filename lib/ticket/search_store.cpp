#include "ticket/search_store.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "base/text.hpp"
#include "ticket/head_rules.hpp"
#include "ticket/ticket_store.hpp"
#include "ticket/word_index_store.hpp"

namespace outdesk {

namespace {

constexpr std::size_t kMostWords = 12;    ///< of a ticket, that similar ones are sought by
constexpr std::size_t kMostOfBody = 2000; ///< bytes of its messages that are looked at for them
constexpr std::size_t kMostCandidates = 60;
constexpr std::size_t kMostWordBytes = 200'000;  ///< of a ticket's messages: every new line has all of them made again
constexpr double kLeastLikeness = 1.0 / 3;

void add_words(std::string& words, const Event& event, std::initializer_list<const char*> fields) {
  for (const char* field : fields) {
    if (words.size() > kMostWordBytes) return;
    std::string more = search_words(event.text(field));
    if (!more.empty()) words += (words.empty() ? "" : " ") + more;
  }
}

std::optional<TicketWords> kept_words(Db& db, std::int64_t ticket) {
  Rows rows = db.query("SELECT subject, body, solution FROM ticket_words WHERE rowid = $1", ticket);
  if (!rows.next()) return {};
  return TicketWords{std::string(rows.text(0)), std::string(rows.text(1)), std::string(rows.text(2))};
}

WordChoice choice_of(const SearchTerm& term) {
  WordChoice choice{{term.words, term.beginning}};
  for (const auto& stem : term.kindred) choice.push_back({{stem}});
  if (term.beginning && term.kindred.empty()) {
    // The index has stems, which are shorter than words: what begins like the word, or is its stem.
    WordPhrase stem{term.words};
    stem.words.back() = search_words(stem.words.back());
    choice.push_back(std::move(stem));
  }
  return choice;
}

WordQuery query_of(const std::vector<SearchTerm>& terms) {
  WordQuery query;
  for (const auto& term : terms) (term.excluded ? query.none : query.all).push_back(choice_of(term));
  return query;
}

struct TellingWord {
  std::string word;
  double weight = 0;
  bool shared = false;  ///< another ticket has it, too
};

/// All words of a ticket's subject, and those words of its messages that say most: rare ones that other tickets have.
std::vector<TellingWord> telling_words(Db& db, const TicketWords& words, std::int64_t tickets) {
  std::vector<TellingWord> found;
  std::set<std::string_view> seen;
  auto add = [&](std::string_view text, bool shared_only) {
    for (auto word : split(text, ' ')) {
      if (code_points(word) < 2 || !seen.insert(word).second) continue;
      std::int64_t in = std::max<std::int64_t>(1, tickets_with(db, word));
      double weight = std::log(static_cast<double>(tickets + 1) / static_cast<double>(in));
      if (weight > 0 && (in > 1 || !shared_only)) found.push_back({std::string(word), weight, in > 1});
    }
  };
  add(words.subject, false);
  auto bodies = static_cast<std::ptrdiff_t>(found.size());
  add(std::string_view(words.body).substr(0, kMostOfBody), true);
  std::sort(found.begin() + bodies, found.end(), [](auto& a, auto& b) { return a.weight != b.weight ? a.weight > b.weight : a.word < b.word; });
  if (found.size() > kMostWords) found.resize(std::max(kMostWords, static_cast<std::size_t>(bodies)));
  return found;
}

double likeness_of(const TicketWords& other, const std::vector<TellingWord>& words) {
  std::set<std::string_view> there;
  for (const std::string* text : {&other.subject, &other.body, &other.solution})
    for (auto word : split(*text, ' ')) there.insert(word);
  double shared = 0, whole = 0;
  for (const auto& one : words) {
    whole += one.weight;
    if (there.count(one.word)) shared += one.weight;
  }
  return whole > 0 ? shared / whole : 0;
}

}  // namespace

TicketWords words_of(const std::vector<Event>& effective) {
  TicketWords words;
  for (const auto& event : effective) {
    switch (event.kind) {
      case EventKind::created:
        add_words(words.subject, event, {"subject"});
        add_words(words.body, event, {"requester", "asset", "category", "body"});
        break;
      case EventKind::message: add_words(words.body, event, {"body"}); break;
      case EventKind::resolved: case EventKind::closed: case EventKind::reopened: add_words(words.solution, event, {"cause", "solution"}); break;
      case EventKind::rated: add_words(words.body, event, {"comment"}); break;
      case EventKind::reviewed: add_words(words.body, event, {"finding", "action"}); break;
      default: break;
    }
  }
  return words;
}

bool changes_words(EventKind kind) {
  switch (kind) {
    case EventKind::created: case EventKind::message: case EventKind::resolved: case EventKind::closed: case EventKind::reopened:
    case EventKind::rated: case EventKind::reviewed: case EventKind::undone: return true;
    default: return false;
  }
}

void keep_words(Db& db, std::int64_t ticket, const TicketWords& words) {
  if (auto kept = kept_words(db, ticket)) {
    if (*kept == words) return;
    db.run("DELETE FROM ticket_words WHERE rowid = $1", ticket);
  }
  db.run("INSERT INTO ticket_words (rowid, subject, body, solution) VALUES ($1, $2, $3, $4)", ticket, words.subject, words.body, words.solution);
}

std::int64_t index_missing_words(Db& db) {
  std::vector<std::int64_t> missing;
  for (Rows rows = db.query("SELECT id FROM ticket WHERE id NOT IN (SELECT rowid FROM ticket_words) ORDER BY id"); rows.next();)
    missing.push_back(rows.integer(0));
  for (std::int64_t ticket : missing) keep_words(db, ticket, words_of(effective_events(events_of(db, ticket))));
  return static_cast<std::int64_t>(missing.size());
}

void check_words(Db& db, const std::function<void(std::string)>& damage) {
  for (Rows tickets = db.query("SELECT id, key FROM ticket ORDER BY id"); tickets.next();) {
    std::int64_t id = tickets.integer(0);
    auto kept = kept_words(db, id);
    if (!kept || *kept != words_of(effective_events(events_of(db, id))))
      damage("ticket " + in_quotes(tickets.text(1)) + " is not found by its words");
  }
}

std::vector<std::int64_t> find_words(Db& db, const std::vector<SearchTerm>& terms, std::int64_t limit) {
  return ranked_tickets(db, query_of(terms), {4, 1, 3}, limit);
}

std::int64_t count_words(Db& db, const std::vector<SearchTerm>& terms) { return count_fitting(db, query_of(terms)); }

std::vector<SimilarTicket> find_similar(Db& db, std::int64_t ticket, std::size_t most) {
  auto own = kept_words(db, ticket);
  std::vector<TellingWord> words;
  if (own) words = telling_words(db, *own, last_ticket_id(db));
  WordChoice any;
  for (const auto& one : words)
    if (one.shared) any.push_back({{one.word}});
  if (any.empty()) return {};
  std::vector<SimilarTicket> found;
  for (std::int64_t id : ranked_tickets(db, {{any}, {}}, {4, 1, 1}, kMostCandidates, ticket)) {
    TicketWords other = *kept_words(db, id);
    double likeness = likeness_of(other, words);
    if (likeness >= kLeastLikeness) found.push_back({id, likeness, !other.solution.empty()});
  }
  std::stable_sort(found.begin(), found.end(), [](auto& a, auto& b) { return a.solved != b.solved ? a.solved : a.likeness > b.likeness; });
  if (found.size() > most) found.resize(most);
  return found;
}

}  // namespace outdesk
