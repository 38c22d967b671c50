// Words as a search compares them: folded to one case, and cut to their stems (Snowball: Russian for words in
// Cyrillic letters, English for those in Latin ones), so that "принтера" and "Принтеры" are one word.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace outdesk {

/// The words of `text`, each as its stem, separated by one space.  A word is a run of letters and digits;
/// Chinese and Japanese characters are a word each.  Words of more than 64 bytes are left out, and so is what
/// stands behind the first `most_bytes` of the text.
std::string search_words(std::string_view text, std::size_t most_bytes = 100'000);

/// Where the words of a text stand, for showing the place of a match.
struct WordPlace {
  std::size_t begin = 0, end = 0;  ///< bytes of the text
  std::string stem;
};
std::vector<WordPlace> word_places(std::string_view text);
/// Where the first word of `text` stands that is one of `stems`, or begins like one that ends in a star; empty where none does.
std::optional<std::size_t> find_word(std::string_view text, const std::vector<std::string>& stems);

/// Stems of other forms of the same Russian word, which the stemmer tells apart: fleeting vowels ("ошибка", "ошибок")
/// and nouns whose last letter it takes for that of a verb ("экран", "экраном"; "канал", "канале").  Some of them are no
/// word at all, and find nothing.  Empty for stems of other scripts.
std::vector<std::string> kindred_stems(const std::string& stem);

/// One condition of a query.
struct SearchTerm {
  std::vector<std::string> words;  ///< stems that must follow each other; never empty
  std::vector<std::string> kindred = {};  ///< of a single word: any of these will do, too
  bool beginning = false;          ///< the last of `words` is the beginning of a word
  bool excluded = false;
};

/// Reads what a person asks for: words, all of which must occur; "words in quotes" that follow each other; the
/// beginning of a word with a star; -word that must not occur.  Throws UsageError where nothing is left to look for.
std::vector<SearchTerm> read_query(std::string_view query);

}  // namespace outdesk
