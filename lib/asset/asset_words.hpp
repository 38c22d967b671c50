// The words of checks and standards, in both languages.
#pragma once

#include <optional>
#include <string>

#include "asset/check_rules.hpp"
#include "asset/standard_rules.hpp"
#include "output/phrase.hpp"

namespace outdesk::asset_words {

using outdesk::say;

/// "unknown device", bad or for attention.
Mark mark_of(AssetFault fault, bool bad, Language language);
Mark mark_of(StandardKind kind, Language language);
Mark mark_of(StandardState state, Language language);

/// What is to be known beside the subject: "last seen on 2026-02-01", "used: 26, owned: 25".  `day` tells what is past.
std::string detail_of(const AssetFinding& finding, Date day, const Zone& zone, Language language);
/// Keys of the assets that a finding is about: ten of them, and how many more there are.
std::string where_words(const AssetFinding& finding, Language language);

/// An empty cell where nothing is known.
template <class T>
Value known(const std::optional<T>& value) {
  return value ? Value(*value) : Value(std::monostate{});
}
Value filled(const std::string& text);

inline constexpr Phrase title_check{"Equipment and software: {client}", "Техника и программы: {client}"};
inline constexpr Phrase title_standards{"Agreed standards: {client}", "Согласованные стандарты: {client}"};
inline constexpr Phrase all_well{"Checked devices: {n}. Nothing was found.", "Проверено устройств: {n}. Замечаний нет."};
inline constexpr Phrase found{"Checked devices: {n}. Bad: {bad}, for attention: {attention}.", "Проверено устройств: {n}. Плохо: {bad}, требует внимания: {attention}."};
inline constexpr Phrase findings{"What was found", "Что найдено"};
inline constexpr Phrase fault{"Finding", "Замечание"};
inline constexpr Phrase where{"Where", "Где"};
inline constexpr Phrase subject{"Name", "Название"};
inline constexpr Phrase detail{"Details", "Подробности"};
inline constexpr Phrase devices{"Devices", "Устройств"};
inline constexpr Phrase out_of_warranty{"Out of warranty", "Гарантия закончилась"};
inline constexpr Phrase unlisted{"Devices without a list of programs", "Устройств без списка программ"};
inline constexpr Phrase not_judged{"What could not be checked", "Что проверить не удалось"};
inline constexpr Phrase no_register{"No register was imported: no device can be called unknown, and spare parts cannot be counted.",
                                    "Реестр техники не загружен: нельзя сказать, какие устройства неизвестны, и сосчитать запасные части."};
inline constexpr Phrase no_inventory{"No inventory was imported: no device can be called unseen.", "Данные инвентаризации не загружены: нельзя сказать, какие устройства пропали из виду."};
inline constexpr Phrase no_programs{"No source lists programs: neither the lists of the roles nor the licences were checked.",
                                    "Ни в одном источнике нет списков программ: ни программы по ролям, ни лицензии не проверены."};
inline constexpr Phrase some_unlisted{"For some devices no source lists the programs, so these were not checked: {n}.", "Есть устройства, для которых нет списка программ, их программы не проверены: {n}."};
inline constexpr Phrase no_unseen_after{"It was not agreed how long a device may stay unseen.", "Не согласовано, сколько времени устройство может не выходить на связь."};
inline constexpr Phrase no_roles{"It was not agreed which programs the devices may have.", "Не согласовано, какие программы разрешены на устройствах."};

inline constexpr Phrase licences{"Licences", "Лицензии"};
inline constexpr Phrase licence{"Licence", "Лицензия"};
inline constexpr Phrase owned{"Owned", "Куплено"};
inline constexpr Phrase used{"Used", "Занято"};
inline constexpr Phrase until{"Valid until", "Действует до"};
inline constexpr Phrase licence_note{"A device uses a licence by what is installed on it, also while it is a spare or in repair.",
                                     "Лицензию занимает каждое устройство, на котором установлена программа, даже если оно в запасе или в ремонте."};
inline constexpr Phrase spares{"Spare parts", "Запасные части (ЗИП)"};
inline constexpr Phrase spare{"Spare part", "Запасная часть"};
inline constexpr Phrase there{"There", "В наличии"};
inline constexpr Phrase minimum{"Agreed minimum", "Согласованный минимум"};
inline constexpr Phrase verdict{"Verdict", "Итог"};
inline constexpr Phrase enough{"enough", "хватает"};
inline constexpr Phrase short_of{"too few", "не хватает"};
inline constexpr Phrase licence_over{"expired", "срок истёк"};
inline constexpr Phrase not_known{"no data", "нет данных"};

inline constexpr Phrase standards{"Agreed standards", "Согласованные стандарты"};
inline constexpr Phrase kind{"Kind", "Вид"};
inline constexpr Phrase title{"Standard", "Стандарт"};
inline constexpr Phrase document{"Document", "Документ"};
inline constexpr Phrase metric{"What is measured", "Показатель"};
inline constexpr Phrase value{"Now", "Сейчас"};
inline constexpr Phrase limit{"At most", "Не больше"};
inline constexpr Phrase state{"State", "Состояние"};
inline constexpr Phrase review_due{"Review by", "Пересмотреть до"};
inline constexpr Phrase owner{"Who decides", "Кто решает"};
inline constexpr Phrase director{"Director", "Директор"};
inline constexpr Phrase told_on{"{value} on {day}", "{value} на {day}"};
inline constexpr Phrase no_standards{"No standards are in the contract.", "В договоре стандартов нет."};
inline constexpr Phrase in_force_of{"In force: {good} of {all}", "Действует: {good} из {all}"};

}  // namespace outdesk::asset_words
