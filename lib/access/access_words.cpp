#include "access/access_words.hpp"

#include "base/text.hpp"

namespace outdesk::access_words {

namespace {

struct Look {
  Phrase sign, words;
  std::string_view fill, ink;
  bool bold;
  Tone tone;
};

/// By Level.
constexpr Look kLooks[kLevels] = {
    {{"", ""}, {"no access", "нет доступа"}, "", "", false, Tone::neutral},
    {{"×", "×"}, {"denied", "запрет"}, "FBE4E4", "8B1A1A", false, Tone::bad},
    {{"↓", "↓"}, {"pass through only", "только проход вглубь"}, "FFFFFF", "4B5563", false, Tone::neutral},
    {{"l", "с"}, {"list of names only", "только список имён"}, "EEF4FA", "24476B", false, Tone::neutral},
    {{"w", "з"}, {"put in only", "только запись"}, "FBE8BE", "000000", false, Tone::neutral},
    {{"r", "ч"}, {"read", "чтение"}, "DCE9F5", "24476B", false, Tone::neutral},
    {{"e", "р"}, {"change, not delete others' files", "изменение без удаления чужого"}, "F7D68A", "000000", false, Tone::neutral},
    {{"W", "Р"}, {"read and change", "чтение и изменение"}, "F4C152", "000000", true, Tone::neutral},
    {{"F", "П"}, {"full: may hand out rights", "полный доступ: может раздавать права"}, "1B2A49", "FFFFFF", true, Tone::neutral},
    {{"*", "*"}, {"special", "особые права"}, "E9DDF7", "4A2373", false, Tone::attention},
    {{"?", "?"}, {"not read", "прочитать не удалось"}, "E4E7EC", "374151", false, Tone::no_data},
};

constexpr Phrase kReasons[] = {
    {"", ""},
    {"the scanning account may not open it", "читавшей учётной записи вход закрыт"},
    {"the file system reported an error", "ошибка файловой системы"},
    {"another file system begins there; it is scanned by itself", "здесь начинается другая файловая система, она читается отдельно"},
    {"too deep", "слишком глубокая вложенность"},
    {"its access list is damaged", "список доступа повреждён"},
};

}  // namespace

std::string say(const Phrase& phrase, Language language, const Facts& facts) {
  std::string_view words = language == Language::ru ? phrase.ru : phrase.en;
  std::string said;
  while (!words.empty()) {
    std::size_t open = words.find('{'), close = words.find('}', open);
    said += words.substr(0, open);
    if (open == words.npos || close == words.npos) break;
    for (const auto& [name, fact] : facts)
      if (name == words.substr(open + 1, close - open - 1)) said += fact;
    words.remove_prefix(close + 1);
  }
  return said;
}

Grid::Paint paint_of(Level level, Language language) {
  const Look& look = kLooks[static_cast<int>(level)];
  return {{std::string(code_of(level)), say(look.words, language), look.tone}, say(look.sign, language), std::string(look.fill), std::string(look.ink), look.bold};
}

std::string reason_of(Unread unread, Language language) {
  auto number = static_cast<std::size_t>(unread);
  return say(kReasons[number < std::size(kReasons) ? number : 2], language);
}

}  // namespace outdesk::access_words
