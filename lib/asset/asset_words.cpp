#include "asset/asset_words.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "output/format_value.hpp"

namespace outdesk::asset_words {

namespace {

constexpr Coded kFaultWords[] = {
    {"unknown-device", {"unknown device", "неизвестное устройство"}},
    {"identity-conflict", {"one serial number on several devices", "один серийный номер у нескольких устройств"}},
    {"not-seen", {"device not seen", "устройство пропало из виду"}},
    {"program-refused", {"refused program", "запрещённая программа"}},
    {"program-not-agreed", {"program that is not on the agreed list", "программа не из согласованного списка"}},
    {"program-missing", {"required program is missing", "нет обязательной программы"}},
    {"licence-short", {"too few licences", "не хватает лицензий"}},
    {"spares-short", {"too few spare parts", "не хватает запасных частей"}},
    {"warranty-ends", {"end of warranty", "срок гарантии"}},
    {"expires", {"end of validity", "срок действия"}},
};
constexpr Coded kStandardKindWords[] = {
    {"accounts", {"accounts", "учётные записи"}},
    {"access", {"access", "доступ к данным"}},
    {"office_software", {"office software", "офисные программы"}},
    {"personal_devices", {"personal devices", "личные устройства"}},
    {"backup", {"backup", "резервное копирование"}},
    {"information_security", {"information security", "информационная безопасность"}},
    {"spare_parts", {"spare parts", "запасные части (ЗИП)"}},
    {"security_agreement", {"security agreement", "соглашение о безопасности"}},
    {"strategy", {"strategy", "стратегия"}},
};
constexpr Coded kStandardStateWords[] = {
    {"in_force", {"in force", "действует"}, Tone::good},
    {"review_near", {"review is near", "скоро пересмотр"}, Tone::attention},
    {"review_overdue", {"review overdue", "пересмотр просрочен"}, Tone::attention},
    {"over_limit", {"over the limit", "выше предела"}, Tone::bad},
    {"no_data", {"no data", "нет данных"}, Tone::no_data},
    {"draft", {"draft", "черновик"}, Tone::attention},
    {"not_agreed", {"not agreed", "не согласовано"}, Tone::attention},
};

constexpr Phrase kFirstSeen{"first seen on {day}", "впервые замечено {day}"};
constexpr Phrase kLastSeen{"last seen on {day}", "в последний раз на связи {day}"};
constexpr Phrase kNeverSeen{"never seen", "ни разу не было на связи"};
constexpr Phrase kOfRole{"role: {role}", "роль: {role}"};
constexpr Phrase kUsedOfOwned{"used: {have}, owned: {want}", "занято: {have}, куплено: {want}"};
constexpr Phrase kThereOfWanted{"there: {have}, agreed minimum: {want}", "в наличии: {have}, согласованный минимум: {want}"};
constexpr Phrase kEnds{"last day {day}", "последний день {day}"};
constexpr Phrase kEnded{"over, last day was {day}", "истёк, последний день был {day}"};
constexpr Phrase kAndMore{"{keys} and {n} more", "{keys} и ещё {n}"};

std::string day_words(const Phrase& phrase, Date day, Language language) { return say(phrase, language, {{"day", format_date(day, language)}}); }

}  // namespace

Value filled(const std::string& text) { return text.empty() ? Value(std::monostate{}) : Value(printable(text)); }

Mark mark_of(AssetFault fault, bool bad, Language language) {
  Mark mark = mark_in(kFaultWords, name_of(fault), language);
  mark.tone = bad ? Tone::bad : Tone::attention;
  return mark;
}
Mark mark_of(StandardKind kind, Language language) { return mark_in(kStandardKindWords, name_of(kind), language); }
Mark mark_of(StandardState state, Language language) { return mark_in(kStandardStateWords, name_of(state), language); }

std::string detail_of(const AssetFinding& finding, Date day, const Zone& zone, Language language) {
  switch (finding.fault) {
    case AssetFault::unknown_device: return finding.since ? day_words(kFirstSeen, zone.local(*finding.since).date, language) : "";
    case AssetFault::not_seen: return finding.since ? day_words(kLastSeen, zone.local(*finding.since).date, language) : say(kNeverSeen, language);
    case AssetFault::program_refused:
    case AssetFault::program_not_agreed:
    case AssetFault::program_missing: return say(kOfRole, language, {{"role", printable(finding.role)}});
    case AssetFault::licence_short:
    case AssetFault::spares_short:
      return say(finding.fault == AssetFault::licence_short ? kUsedOfOwned : kThereOfWanted, language,
                 {{"have", format_count(finding.have.value_or(0), language)}, {"want", format_count(finding.want.value_or(0), language)}});
    case AssetFault::warranty_ends:
    case AssetFault::expires: return finding.on ? day_words(*finding.on < day ? kEnded : kEnds, *finding.on, language) : "";
    case AssetFault::identity_conflict: break;
  }
  return "";
}

std::string where_words(const AssetFinding& finding, Language language) {
  constexpr std::size_t kShown = 10;
  if (finding.others.empty()) return printable(finding.asset);
  std::vector<std::string> keys;
  for (std::size_t i = 0; i < std::min(kShown, finding.others.size()); ++i) keys.push_back(printable(finding.others[i]));
  std::string shown = join(keys, ", ");
  if (finding.others.size() <= kShown) return shown;
  return say(kAndMore, language, {{"keys", shown}, {"n", format_count(static_cast<std::int64_t>(finding.others.size() - kShown), language)}});
}

}  // namespace outdesk::asset_words
