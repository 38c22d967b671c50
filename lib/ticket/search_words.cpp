#include "ticket/search_words.hpp"

#include <memory>
#include <new>

#include "base/error.hpp"
#include "base/text.hpp"

// What Snowball makes for each language, as the api.h of its runtime has it; Debian installs libstemmer.h alone, whose
// sb_stemmer_new brings the tables of thirty languages: moving them to their place took 0.5 ms of each command.
extern "C" {
struct SN_env {
  unsigned char* p;  // the word, not ended by a zero
  int c, l;          // a cursor, and the word's bytes
};
int SN_set_current(SN_env*, int bytes, const unsigned char* word);
SN_env* english_UTF_8_create_env(void);
SN_env* russian_UTF_8_create_env(void);
void english_UTF_8_close_env(SN_env*);
void russian_UTF_8_close_env(SN_env*);
int english_UTF_8_stem(SN_env*);
int russian_UTF_8_stem(SN_env*);
}

namespace outdesk {

namespace {

constexpr std::size_t kLongestWord = 64;

class Stemmer {
 public:
  Stemmer(SN_env* (*create)(void), void (*close)(SN_env*), int (*stem)(SN_env*)) : state_(create(), close), stem_(stem) {
    if (!state_) throw std::bad_alloc();
  }

  std::string operator()(const std::string& word) const {
    bool done = ::SN_set_current(state_.get(), static_cast<int>(word.size()), reinterpret_cast<const unsigned char*>(word.data())) == 0 &&
                stem_(state_.get()) >= 0;
    if (!done) throw std::bad_alloc();
    return {reinterpret_cast<const char*>(state_->p), static_cast<std::size_t>(state_->l)};
  }

 private:
  std::unique_ptr<SN_env, void (*)(SN_env*)> state_;
  int (*stem_)(SN_env*);
};

enum class Script { none, latin, cyrillic, digit, single, other };

bool is_between(char32_t c, char32_t first, char32_t last) { return c >= first && c <= last; }

/// Which letters a word is made of; none for what stands between words.
Script script_of(char32_t c) {
  if (is_between(c, 'a', 'z') || is_between(c, 'A', 'Z')) return Script::latin;
  if (is_between(c, '0', '9')) return Script::digit;
  if (c < 0xC0 || c == 0xD7 || c == 0xF7) return c == 0xAA || c == 0xB5 || c == 0xBA ? Script::latin : Script::none;
  if (c < 0x250) return Script::latin;
  if (is_between(c, 0x400, 0x52F)) return Script::cyrillic;
  if (is_between(c, 0x3040, 0x30FF) || is_between(c, 0x3400, 0x9FFF) || is_between(c, 0x20000, 0x3FFFF)) return Script::single;
  // Punctuation, symbols, forms for private use; what is left are letters of other scripts and their marks.
  if (is_between(c, 0x2000, 0x2BFF) || is_between(c, 0x3000, 0x303F) || is_between(c, 0xE000, 0xF8FF) || c == 0xFEFF || c >= 0x40000) return Script::none;
  return is_between(c, 0xFFF0, 0xFFFF) || is_between(c, 0x1F000, 0x1FFFF) ? Script::none : Script::other;
}

std::string stem_of(const std::string& word, Script script) {
  static const Stemmer english(english_UTF_8_create_env, english_UTF_8_close_env, english_UTF_8_stem),
      russian(russian_UTF_8_create_env, russian_UTF_8_close_env, russian_UTF_8_stem);
  return script == Script::latin ? english(word) : script == Script::cyrillic ? russian(word) : word;
}

/// Calls `take(begin, end, script)` for each word, until it says false.  Letters of one script make a word; digits join either side.
template <class Take>
void each_word(std::string_view text, Take take) {
  std::size_t begin = 0;
  bool go_on = true;
  Script script = Script::none;
  auto finish = [&](std::size_t end) {
    if (go_on && script != Script::none && end - begin <= kLongestWord) go_on = take(begin, end, script);
    script = Script::none;
  };
  for (std::size_t at = 0; go_on && at < text.size();) {
    CodePoint c = code_point_at(text, at);
    Script now = c.size ? script_of(c.value) : Script::none;
    if (now == Script::none) finish(at);
    else if (script == Script::none || now == Script::single || script == Script::single) { finish(at); begin = at; script = now; }
    else if (now != script) script = Script::other;  // "1с", "rev2": as it is written
    at += std::max<std::size_t>(c.size, 1);
  }
  finish(text.size());
}

}  // namespace

std::string search_words(std::string_view text, std::size_t most_bytes) {
  std::string words;
  each_word(text.substr(0, most_bytes), [&](std::size_t begin, std::size_t end, Script script) {
    if (!words.empty()) words += ' ';
    words += stem_of(folded(text.substr(begin, end - begin)), script);
    return true;
  });
  return words;
}

std::vector<WordPlace> word_places(std::string_view text) {
  std::vector<WordPlace> places;
  each_word(text, [&](std::size_t begin, std::size_t end, Script script) {
    places.push_back({begin, end, stem_of(folded(text.substr(begin, end - begin)), script)});
    return true;
  });
  return places;
}

std::optional<std::size_t> find_word(std::string_view text, const std::vector<std::string>& stems) {
  std::optional<std::size_t> place;
  if (stems.empty()) return place;
  each_word(text, [&](std::size_t begin, std::size_t end, Script script) {
    std::string here = stem_of(folded(text.substr(begin, end - begin)), script);
    for (std::string_view stem : stems)
      if (stem.ends_with('*') ? here.starts_with(stem.substr(0, stem.size() - 1)) : here == stem) place = begin;
    return !place;
  });
  return place;
}

std::vector<std::string> kindred_stems(const std::string& stem) {
  // Letters of the stem, two bytes each: Cyrillic ones alone.
  std::vector<std::string> letters;
  for (std::size_t at = 0; at < stem.size(); at += 2) letters.push_back(stem.substr(at, 2));
  constexpr std::string_view kVowels = "аеиоуыэюя";
  auto is_one_of = [](const std::string& letter, std::string_view some) { return letter.size() == 2 && some.find(letter) % 2 == 0 && some.find(letter) != some.npos; };
  bool cyrillic = letters.size() >= 2;
  for (const auto& letter : letters) cyrillic = cyrillic && code_point_at(letter, 0).size == 2 && script_of(code_point_at(letter, 0).value) == Script::cyrillic;
  if (!cyrillic) return {};
  const std::string &last = letters.back(), &before = letters[letters.size() - 2];
  std::string start = stem.substr(0, stem.size() - 2), root = stem.substr(0, stem.size() - 4);
  std::vector<std::string> found;
  bool fleeting = is_one_of(last, "кнлмц");
  if (fleeting && is_one_of(before, "ое") && letters.size() > 2) found.push_back(root + last);
  if (fleeting && !is_one_of(before, kVowels) && before != "ь") for (const char* vowel : {"о", "е"}) found.push_back(start + vowel + last);
  if (is_one_of(last, "нл") && is_one_of(before, kVowels) && letters.size() > 3) found.push_back(start);
  if (is_one_of(last, kVowels) && letters.size() > 2) for (const char* letter : {"н", "л"}) found.push_back(stem + letter);
  return found;
}

std::vector<SearchTerm> read_query(std::string_view query) {
  std::vector<SearchTerm> terms;
  bool any = false;
  auto add = [&](std::string_view text, bool excluded, bool beginning) {
    SearchTerm term{{}, {}, beginning, excluded};
    for (auto& place : word_places(text)) {
      bool last = place.end == text.size();
      term.words.push_back(beginning && last ? folded(text.substr(place.begin, place.end - place.begin)) : std::move(place.stem));
    }
    if (term.words.empty()) return;
    if (term.words.size() == 1 && !beginning) term.kindred = kindred_stems(term.words.front());
    any = any || !excluded;
    terms.push_back(std::move(term));
  };
  while (!(query = trimmed(query)).empty()) {
    bool excluded = query[0] == '-' && query.size() > 1;
    if (excluded) query.remove_prefix(1);
    bool quoted = query[0] == '"';
    std::size_t end = quoted ? query.find('"', 1) : query.find_first_of(" \t\r\n");
    std::string_view word = query.substr(quoted, end == query.npos ? query.npos : end - quoted);
    query.remove_prefix(end == query.npos ? query.size() : end + 1);
    bool beginning = !quoted && word.size() > 1 && word.back() == '*';
    if (beginning) word.remove_suffix(1);
    add(word, excluded, beginning);
  }
  if (!any) throw UsageError("there is no word to look for", "give words that the ticket has, such as 'outdesk ticket search принтер'");
  return terms;
}

}  // namespace outdesk
