#include "backup/copies_rules.hpp"

#include <algorithm>
#include <set>

#include "backup/freshness_rules.hpp"
#include "backup/point_words.hpp"
#include "base/text.hpp"
#include "output/format_value.hpp"
#include "output/phrase.hpp"

namespace outdesk {

namespace {

constexpr Phrase kNone{"none", "нет"};
constexpr Phrase kLiveData{"the live data", "живые данные"};
constexpr Phrase kNoTest{"there was no test restore", "пробы восстановления не было"};
constexpr Phrase kTestFailed{"the last test restore of {when} failed", "последняя проба {when} не удалась"};
constexpr Phrase kTestAhead{"the last test restore of {when} is dated in the future", "последняя проба {when} датирована будущим"};
constexpr Phrase kTestOld{"the last test restore of {when} was good, and is older than {every}", "последняя проба {when} удалась, но она старше {every}"};
constexpr Phrase kTestGood{"the last test restore of {when} was good", "последняя проба {when} удалась"};

std::string copy_key(std::string_view text) { return folded(trimmed(text)); }

std::string place_words(const CopyPlace& copy) { return printable(trimmed(copy.place)) + " (" + printable(trimmed(copy.medium)) + ")"; }

/// Each place and medium once; what one of several mentions says of it holds.
std::vector<CopyPlace> distinct_copies(const std::vector<CopyPlace>& copies) {
  std::vector<CopyPlace> found;
  for (const CopyPlace& copy : copies) {
    auto same = std::find_if(found.begin(), found.end(), [&](const CopyPlace& other) {
      return copy_key(other.place) == copy_key(copy.place) && copy_key(other.medium) == copy_key(copy.medium);
    });
    if (same == found.end()) same = found.insert(found.end(), CopyPlace{copy.place, copy.medium});
    same->offsite = same->offsite || copy.offsite;
    same->offline = same->offline || copy.offline;
    same->immutable = same->immutable || copy.immutable;
  }
  return found;
}

template <class Which>
CopiesDigit places_digit(std::string_view rule, std::int64_t wanted, const std::vector<CopyPlace>& copies, Language language, Which counts) {
  CopiesDigit digit{rule, 0, wanted, false, {}};
  std::vector<std::string> words;
  for (const CopyPlace& copy : copies)
    if (counts(copy)) words.push_back(place_words(copy));
  auto fact = static_cast<std::int64_t>(words.size());
  digit.fact = fact;
  digit.met = fact >= wanted;
  digit.detail = words.empty() ? say(kNone, language) : join(words, ", ");
  return digit;
}

CopiesDigit media_digit(const std::vector<CopyPlace>& copies, Language language) {
  std::set<std::string> keys;
  std::vector<std::string> words;
  for (const CopyPlace& copy : copies)
    if (std::string key = copy_key(copy.medium); !key.empty() && keys.insert(key).second) words.push_back(printable(trimmed(copy.medium)));
  auto fact = static_cast<std::int64_t>(words.size());
  return {"media", fact, 2, fact >= 2, words.empty() ? say(kNone, language) : join(words, ", ")};
}

CopiesDigit errors_digit(const BackupJob& job, const std::optional<RestoreTest>& last, Instant now, const Zone& zone, Language language) {
  if (!last) return {"errors", {}, 0, false, say(kNoTest, language)};
  CopiesDigit digit{"errors", 1, 0, false, {}};
  Facts facts = {{"when", language == Language::en ? local_words(last->at, zone) : format_instant(last->at, &zone, language)}};
  if (job.drill_every) facts.emplace_back("every", language == Language::en ? age_words(*job.drill_every) : format_days(*job.drill_every, language));
  if (!last->ok) digit.detail = say(kTestFailed, language, facts);
  else if (last->at > now + kClockTolerance) digit.detail = say(kTestAhead, language, facts);
  else if (job.drill_every && now - last->at > *job.drill_every) digit.detail = say(kTestOld, language, facts);
  else digit = {"errors", 0, 0, true, say(kTestGood, language, facts)};
  return digit;
}

}  // namespace

std::vector<CopiesDigit> copies_digits(const BackupJob& job, const std::optional<RestoreTest>& last, Instant now, const Zone& zone, Language language) {
  if (job.copies.empty()) return {};
  std::vector<CopyPlace> copies = distinct_copies(job.copies);
  CopiesDigit all = places_digit("copies", 3, copies, language, [](const CopyPlace&) { return true; });
  all.fact = *all.fact + 1;
  all.met = *all.fact >= all.wanted;
  all.detail = say(kLiveData, language) + ", " + all.detail;
  return {all, media_digit(copies, language), places_digit("offsite", 1, copies, language, [](const CopyPlace& copy) { return copy.offsite; }),
          places_digit("offline-or-immutable", 1, copies, language, [](const CopyPlace& copy) { return copy.offline || copy.immutable; }), errors_digit(job, last, now, zone, language)};
}

}  // namespace outdesk
