#include "access/find_ground.hpp"

#include <algorithm>
#include <cctype>
#include <cstring>

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

/// In the order of the text.  Of an account a dot or a dash between letters is part: "o.popova".
std::vector<std::string> words_in(const std::string& text, bool accounts = false) {
  std::vector<std::string> words;
  std::string word, sign;
  auto end_word = [&] {
    if (!word.empty()) words.push_back(std::exchange(word, ""));
    sign.clear();
  };
  for (std::size_t at = 0; at < text.size();) {
    CodePoint point = code_point_at(text, at);
    std::size_t size = std::max<std::size_t>(point.size, 1);
    if (is_part_of_word(point.value)) word += std::exchange(sign, "") + text.substr(at, size);
    else if (accounts && !word.empty() && sign.empty() && (text[at] == '.' || text[at] == '-')) sign = text[at];
    else end_word();
    at += size;
  }
  end_word();
  return words;
}

/// The beginning of a Russian word that its endings leave alone; at least three letters.
std::string stem_of(const std::string& word) {
  constexpr std::size_t kLetter = 2, kShort = 3;  // bytes of a Cyrillic letter
  for (std::string_view ending : {"ий", "ый", "ой", "ая", "яя", "ое", "ее", "ые", "а", "е", "и", "й", "о", "у", "ы", "ь", "ю", "я"})
    if (word.ends_with(ending) && word.size() >= ending.size() + kShort * kLetter) return word.substr(0, word.size() - ending.size());
  return word;
}

/// What may follow a stem: endings of nouns, adjectives and family names; "s" of English.
bool is_ending(std::string_view rest) {
  constexpr std::string_view kEndings[] = {"", "s", "а", "е", "и", "й", "о", "у", "ы", "ь", "ю", "я", "ах", "ам", "ая", "ее", "ей", "ем", "ев", "ею", "ие", "ий", "им", "их", "ов", "ое", "ой", "ом", "ою", "ую",
                                           "ые", "ый", "ым", "ых", "юю", "ям", "ях", "яя", "ами", "его", "ему", "ими", "ого", "ому", "ыми", "ями"};
  return std::find(std::begin(kEndings), std::end(kEndings), rest) != std::end(kEndings);
}

/// `words` are sorted.
bool has_stem(const std::vector<std::string>& words, const std::string& word) {
  std::string stem = stem_of(word);
  for (auto found = std::lower_bound(words.begin(), words.end(), stem); found != words.end() && found->starts_with(stem); ++found)
    if (is_ending(std::string_view(*found).substr(stem.size()))) return true;
  return false;
}

/// Of a folded text.
std::vector<std::string> sorted_words(const std::string& text) {
  std::vector<std::string> words = words_in(text);
  std::sort(words.begin(), words.end());
  return words;
}

/// Letters of one word stand in the text; whether as a word is for the words to tell, which cost a hundred times more.
bool contains(const std::string& text, const std::string& part) { return memmem(text.data(), text.size(), part.data(), part.size()) != nullptr; }

/// Every word of a name; numbers alone say nothing.
bool names_it(const std::vector<std::string>& words, const std::vector<std::string>& wanted) {
  bool says = std::any_of(wanted.begin(), wanted.end(), [](const std::string& word) { return word.find_first_not_of("0123456789_") != word.npos; });
  return says && std::all_of(wanted.begin(), wanted.end(), [&](const std::string& word) { return has_stem(words, word); });
}

constexpr Seconds kLookBack{60 * kDay};

}  // namespace

GroundWanted wanted_for(const std::string& account, const std::string& name, const std::string& path, const std::vector<std::string>& groups, Instant seen) {
  GroundWanted wanted{account, name, {path}, seen};
  wanted.places.emplace_back(split(path, '/').back());
  for (const std::string& group : groups) wanted.places.push_back(group.substr(1));
  return wanted;
}

GroundFinder::GroundFinder(Db& db, std::int64_t client, Period seen) {
  JournalSpan span{{seen.from - kLookBack, Instant{seen.to.unix_s + 1}}, true, seen.from - kLookBack};
  for_each_journal(db, client, span, [&](const TicketRef& ticket, std::vector<Event>& events) {
    Request request{ticket.received, {ticket.key, ""}, {}, {}};
    for (const Event& event : events) {
      if (event.kind == EventKind::created) request.ground.requester = event.text("requester");
      std::string text = folded(event.text("subject") + "\n" + event.text("body"));
      if (text.size() > 1) request.said.push_back({event.at, std::move(text)});
    }
    request.sender = words_in(folded(request.ground.requester));
    std::sort(request.sender.begin(), request.sender.end());
    requests_.push_back(std::move(request));
  });
  std::stable_sort(requests_.begin(), requests_.end(), [](const Request& a, const Request& b) { return a.received < b.received; });
}

std::vector<GroundFinder::Named> GroundFinder::requests_naming(const std::string& wanted, const std::string& name) const {
  constexpr std::size_t kTooShort = 2;
  std::vector<std::string> account = words_in(folded(wanted), true);
  std::string family = folded(name.substr(0, name.find(' ')));
  bool by_family = code_points(family) > kTooShort;
  std::string stem = stem_of(family);
  auto names_person = [&](const Said& said) {
    if (!account.empty() && contains(said.text, account.front())) {
      std::vector<std::string> accounts = words_in(said.text, true);
      if (std::search(accounts.begin(), accounts.end(), account.begin(), account.end()) != accounts.end()) return true;
    }
    return by_family && contains(said.text, stem) && has_stem(sorted_words(said.text), family);
  };
  std::vector<Named> named;
  for (std::size_t i = 0; i < requests_.size(); ++i) {
    const Request& request = requests_[i];
    std::optional<Instant> first;
    if (by_family && has_stem(request.sender, family)) first = request.received;
    for (const Said& said : request.said)
      if ((!first || said.at < *first) && names_person(said)) first = said.at;
    if (first) named.push_back({i, *first});
  }
  return named;
}

std::optional<Ground> GroundFinder::find(const GroundWanted& wanted) const {
  auto [known, fresh] = named_.try_emplace({wanted.account, wanted.name});
  if (fresh) known->second = requests_naming(wanted.account, wanted.name);
  std::vector<std::vector<std::string>> places;
  for (const std::string& place : wanted.places) places.push_back(words_in(folded(place)));
  auto names_place = [&](const Said& said) {
    std::optional<std::vector<std::string>> words;
    return std::any_of(places.begin(), places.end(), [&](const std::vector<std::string>& parts) {
      if (!std::all_of(parts.begin(), parts.end(), [&](const std::string& part) { return contains(said.text, stem_of(part)); })) return false;
      if (!words) words = sorted_words(said.text);
      return names_it(*words, parts);
    });
  };
  const std::vector<Named>& named = known->second;
  for (auto one = named.rbegin(); one != named.rend(); ++one) {
    const Request& request = requests_[one->request];
    if (request.received > wanted.before || request.received < wanted.before - kLookBack || one->since > wanted.before) continue;
    if (std::any_of(request.said.begin(), request.said.end(), [&](const Said& said) { return said.at <= wanted.before && names_place(said); })) return request.ground;
  }
  return {};
}

}  // namespace outdesk
