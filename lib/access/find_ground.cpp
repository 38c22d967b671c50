#include "access/find_ground.hpp"

#include <algorithm>
#include <cctype>

#include "base/text.hpp"
#include "ticket/ticket_store.hpp"

namespace outdesk {

namespace {

/// Letters and digits of any script; signs are no part of a word.
bool is_part_of_word(char32_t c) {
  if (c < 0x80) return std::isalnum(static_cast<int>(c)) || c == '_';
  bool sign = c < 0xC0 || c == 0xD7 || c == 0xF7 || (c >= 0x2000 && c < 0x2C00) || (c >= 0x3000 && c < 0x3040);
  return !sign;
}

std::vector<std::string> words_in(const std::string& text) {
  std::vector<std::string> words;
  std::string word;
  auto end_word = [&] {
    if (!word.empty()) words.push_back(std::exchange(word, ""));
  };
  for (std::size_t at = 0; at < text.size();) {
    CodePoint point = code_point_at(text, at);
    std::size_t size = std::max<std::size_t>(point.size, 1);
    if (is_part_of_word(point.value)) word += text.substr(at, size);
    else end_word();
    at += size;
  }
  end_word();
  return words;
}

/// The beginning of a word that its endings leave alone: all but two letters, and no less than four.
std::string stem_of(const std::string& word) {
  std::vector<std::size_t> starts;
  for (std::size_t i = 0; i < word.size(); ++i)
    if ((static_cast<unsigned char>(word[i]) & 0xC0) != 0x80) starts.push_back(i);
  constexpr std::size_t kShort = 5, kEnding = 2;
  return starts.size() <= kShort ? word : word.substr(0, starts[starts.size() - kEnding]);
}

bool has_stem(const std::vector<std::string>& words, const std::string& word) {
  std::string stem = stem_of(word);
  auto found = std::lower_bound(words.begin(), words.end(), stem);
  if (stem == word) return found != words.end() && *found == word;
  return found != words.end() && found->starts_with(stem);
}

/// Every word of a name that says something.
bool names_it(const std::vector<std::string>& words, const std::string& name) {
  std::vector<std::string> wanted = words_in(folded(name));
  return !wanted.empty() && std::all_of(wanted.begin(), wanted.end(), [&](const std::string& word) { return has_stem(words, word); });
}

}  // namespace

GroundFinder::GroundFinder(Db& db, std::int64_t client, Period seen) {
  constexpr Seconds kLookBack{60 * kDay};
  JournalSpan span{{seen.from - kLookBack, Instant{seen.to.unix_s + 1}}, true};
  for_each_journal(db, client, span, [&](const TicketRef& ticket, std::vector<Event>& events) {
    Request request{ticket.received, {ticket.key, ""}, {}, "", {}};
    for (const Event& event : events) {
      if (event.kind == EventKind::created) request.ground.requester = event.text("requester");
      for (const char* field : {"subject", "body"})
        if (std::string text = event.text(field); !text.empty()) request.text += folded(text) + "\n";
    }
    request.words = words_in(request.text);
    request.sender = words_in(folded(request.ground.requester));
    std::sort(request.words.begin(), request.words.end());
    std::sort(request.sender.begin(), request.sender.end());
    requests_.push_back(std::move(request));
  });
  std::stable_sort(requests_.begin(), requests_.end(), [](const Request& a, const Request& b) { return a.received < b.received; });
}

std::optional<Ground> GroundFinder::find(const GroundWanted& wanted) const {
  std::string account = folded(wanted.account), family = folded(wanted.name.substr(0, wanted.name.find(' ')));
  constexpr std::size_t kTooShort = 3;
  for (auto request = requests_.rbegin(); request != requests_.rend(); ++request) {
    if (request->received > wanted.before) continue;
    bool person = request->text.find(account) != std::string::npos || (family.size() > kTooShort && (has_stem(request->words, family) || has_stem(request->sender, family)));
    if (person && std::any_of(wanted.places.begin(), wanted.places.end(), [&](const std::string& place) { return names_it(request->words, place); })) return request->ground;
  }
  return {};
}

}  // namespace outdesk
