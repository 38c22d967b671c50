#include "asset/list_words.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace outdesk::list_words {

namespace {

constexpr std::array<Coded, 11> kKindWords{{{"computer", {"computer", "компьютер"}}, {"network", {"network device", "сетевое устройство"}}, {"printer", {"printer", "принтер"}},
                                            {"phone", {"phone", "телефон"}}, {"monitor", {"monitor", "монитор"}}, {"server", {"server", "сервер"}},
                                            {"system", {"system", "система"}}, {"licence", {"licence", "лицензия"}}, {"certificate", {"certificate", "сертификат"}},
                                            {"part", {"spare part", "запчасть"}}, {"other", {"other", "прочее"}}}};
constexpr std::array<Coded, 4> kStateWords{{{"in_use", {"in use", "в работе"}}, {"in_repair", {"in repair", "в ремонте"}}, {"spare", {"spare", "в запасе"}}, {"written_off", {"written off", "списан"}}}};
constexpr std::array<Coded, 8> kEventWords{{{"registered", {"registered", "внесён в реестр"}}, {"seen", {"seen", "увиден"}}, {"changed", {"changed", "изменился"}},
                                            {"moved", {"moved", "перемещён"}}, {"state", {"state", "состояние"}}, {"retired", {"retired", "списан"}},
                                            {"linked", {"linked", "связан"}}, {"unlinked", {"unlinked", "связь снята"}}}};

struct Named {
  std::string_view field;
  Phrase words;
};
constexpr std::array<Named, 20> kFieldWords{{{"name", {"name", "название"}}, {"host", {"host name", "имя в сети"}}, {"kind", {"kind", "вид"}}, {"state", {"state", "состояние"}},
                                             {"manufacturer", {"maker", "производитель"}}, {"model", {"model", "модель"}}, {"serial", {"serial number", "серийный номер"}}, {"uuid", {"UUID", "UUID"}},
                                             {"device_id", {"agent's id", "код агента"}}, {"tag", {"tag", "инвентарный номер"}}, {"os", {"system", "ОС"}}, {"ips", {"addresses", "адреса"}},
                                             {"macs", {"network cards", "сетевые карты"}}, {"user", {"user", "пользователь"}}, {"department", {"department", "отдел"}}, {"place", {"place", "место"}},
                                             {"note", {"remark", "примечание"}}, {"quantity", {"quantity", "количество"}}, {"warranty", {"warranty until", "гарантия до"}}, {"expires", {"expires", "действует до"}}}};
constexpr std::array<Named, 12> kPartWords{{{"cpu", {"Processor", "Процессор"}}, {"memory", {"Memory", "Память"}}, {"disks", {"Disks", "Диски"}}, {"monitors", {"Monitors", "Мониторы"}},
                                            {"firmware", {"Firmware", "Прошивка"}}, {"domain", {"Domain", "Домен"}}, {"gateway", {"Gateway", "Шлюз"}}, {"chassis", {"Chassis", "Корпус"}},
                                            {"video", {"Video", "Видео"}}, {"antivirus", {"Antivirus", "Антивирус"}}, {"printers", {"Printers", "Принтеры"}}, {"bios", {"BIOS", "BIOS"}}}};

template <std::size_t N>
std::string words_in(const std::array<Named, N>& list, std::string_view field, Language language) {
  auto found = std::find_if(list.begin(), list.end(), [&](const Named& named) { return named.field == field; });
  return found == list.end() ? replaced(std::string(field), "_", " ") : say(found->words, language);
}

}  // namespace

Mark mark_of(AssetKind kind, Language language) { return mark_in(kKindWords, name_of(kind), language); }
Mark mark_of(AssetState state, Language language) { return mark_in(kStateWords, name_of(state), language); }
Mark mark_of(AssetEvent event, Language language) { return mark_in(kEventWords, name_of(event), language); }
std::string field_words(std::string_view field, Language language) { return words_in(kFieldWords, field, language); }
std::string part_words(std::string_view part, Language language) { return words_in(kPartWords, part, language); }

}  // namespace outdesk::list_words
