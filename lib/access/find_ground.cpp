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

/// Every word of a name; numbers alone say nothing.
bool names_it(const std::vector<std::string>& words, const std::string& name) {
  std::vector<std::string> wanted = words_in(folded(name));
  bool says = std::any_of(wanted.begin(), wanted.end(), [](const std::string& word) { return word.find_first_not_of("0123456789_") != word.npos; });
  return says && std::all_of(wanted.begin(), wanted.end(), [&](const std::string& word) { return has_stem(words, word); });
}

constexpr Seconds kLookBack{60 * kDay};

}  // namespace

GroundFinder::GroundFinder(Db& db, std::int64_t client, Period seen) {
  JournalSpan span{{seen.from - kLookBack, Instant{seen.to.unix_s + 1}}, true};
  for_each_journal(db, client, span, [&](const TicketRef& ticket, std::vector<Event>& events) {
    Request request{ticket.received, {ticket.key, ""}, {}, {}};
    for (const Event& event : events) {
      if (event.kind == EventKind::created) request.ground.requester = event.text("requester");
      std::string text = folded(event.text("subject") + "\n" + event.text("body"));
      Said said{event.at, words_in(text), words_in(text, true)};
      std::sort(said.words.begin(), said.words.end());
      if (!said.words.empty()) request.said.push_back(std::move(said));
    }
    request.sender = words_in(folded(request.ground.requester));
    std::sort(request.sender.begin(), request.sender.end());
    requests_.push_back(std::move(request));
  });
  std::stable_sort(requests_.begin(), requests_.end(), [](const Request& a, const Request& b) { return a.received < b.received; });
}

std::optional<Ground> GroundFinder::find(const GroundWanted& wanted) const {
  std::vector<std::string> account = words_in(folded(wanted.account), true);
  std::string family = folded(wanted.name.substr(0, wanted.name.find(' ')));
  constexpr std::size_t kTooShort = 2;
  bool by_family = code_points(family) > kTooShort;
  auto names_person = [&](const Said& said) {
    bool by_account = !account.empty() && std::search(said.accounts.begin(), said.accounts.end(), account.begin(), account.end()) != said.accounts.end();
    return by_account || (by_family && has_stem(said.words, family));
  };
  auto names_place = [&](const Said& said) {
    return std::any_of(wanted.places.begin(), wanted.places.end(), [&](const std::string& place) { return names_it(said.words, place); });
  };
  for (auto request = requests_.rbegin(); request != requests_.rend(); ++request) {
    if (request->received > wanted.before || request->received < wanted.before - kLookBack) continue;
    auto said_before = [&](auto names) {
      return std::any_of(request->said.begin(), request->said.end(), [&](const Said& said) { return said.at <= wanted.before && names(said); });
    };
    bool by_sender = by_family && has_stem(request->sender, family);
    if ((by_sender || said_before(names_person)) && said_before(names_place)) return request->ground;
  }
  return {};
}

}  // namespace outdesk
