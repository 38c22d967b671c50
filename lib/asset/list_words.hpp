// Words of lists of assets and of an asset's history, in both languages.
#pragma once

#include "asset/asset.hpp"
#include "asset/asset_line.hpp"
#include "output/phrase.hpp"

namespace outdesk::list_words {

using outdesk::say;

Mark mark_of(AssetKind kind, Language language);
Mark mark_of(AssetState state, Language language);
Mark mark_of(AssetEvent event, Language language);
/// "serial number" for the field `serial` of a head; the field's own name where it has no words.
std::string field_words(std::string_view field, Language language);
/// "cpu" as people call it: "Processor".
std::string part_words(std::string_view part, Language language);

inline constexpr Phrase asset{"Asset", "Код"};
inline constexpr Phrase name{"Name", "Название"};
inline constexpr Phrase kind{"Kind", "Вид"};
inline constexpr Phrase model{"Model", "Модель"};
inline constexpr Phrase maker{"Maker", "Производитель"};
inline constexpr Phrase serial{"Serial number", "Серийный номер"};
inline constexpr Phrase place{"Place", "Место"};
inline constexpr Phrase user{"User", "Пользователь"};
inline constexpr Phrase department{"Department", "Отдел"};
inline constexpr Phrase state{"State", "Состояние"};
inline constexpr Phrase os{"System", "ОС"};
inline constexpr Phrase quantity{"Quantity", "Количество"};
inline constexpr Phrase warranty{"Warranty until", "Гарантия до"};
inline constexpr Phrase expires{"Expires", "Действует до"};
inline constexpr Phrase last_seen{"Last seen", "Последний раз видели"};
inline constexpr Phrase first_seen{"First seen", "Впервые увидели"};
inline constexpr Phrase registered{"Registered", "В реестре"};
inline constexpr Phrase note{"Remark", "Примечание"};
inline constexpr Phrase depends_on{"Depends on", "Зависит от"};
inline constexpr Phrase troubled_by{"Troubled by", "Мешает"};
inline constexpr Phrase needed_by{"Needed by", "От него зависят"};
inline constexpr Phrase history{"History", "История"};
inline constexpr Phrase when{"When", "Когда"};
inline constexpr Phrase event{"Event", "Событие"};
inline constexpr Phrase what{"What", "Что"};
inline constexpr Phrase who{"By", "Кто записал"};
inline constexpr Phrase source{"source", "источник"};
inline constexpr Phrase programs{"Programs", "Программы"};
inline constexpr Phrase program{"Program", "Программа"};
inline constexpr Phrase version{"Version", "Версия"};
inline constexpr Phrase publisher{"Publisher", "Издатель"};
inline constexpr Phrase components{"Components", "Состав"};
inline constexpr Phrase component{"Component", "Что"};
inline constexpr Phrase detail{"Detail", "Подробно"};
inline constexpr Phrase field_now{"{field}: {now}", "{field}: {now}"};
inline constexpr Phrase emptied{"{field}: removed", "{field}: убрано"};
inline constexpr Phrase programs_differ{"programs: {added} added, {removed} removed", "программы: добавлено {added}, удалено {removed}"};
inline constexpr Phrase programs_listed{"programs listed: {n}", "программ в списке: {n}"};
inline constexpr Phrase title_state{"State of IT: {client}", "Состояние ИТ: {client}"};
inline constexpr Phrase title_impact{"What depends on {asset}", "Что зависит от {asset}"};
inline constexpr Phrase steps{"Steps", "Шагов"};
inline constexpr Phrase through{"Through", "Через что"};
inline constexpr Phrase links{"Dependencies", "Зависимости"};
inline constexpr Phrase assets{"Assets", "Техника"};
inline constexpr Phrase state_now{"State", "Состояние на дату"};
inline constexpr Phrase devices{"Devices", "Устройств"};
inline constexpr Phrase as_of{"As of", "На момент"};
inline constexpr Phrase by_kind{"By kind and state", "По видам и состоянию"};
inline constexpr Phrase everything_stands{"nothing depends on it", "от него ничего не зависит"};
inline constexpr Phrase host{"Host name", "Имя в сети"};
inline constexpr Phrase uuid{"UUID", "UUID"};
inline constexpr Phrase tag{"Tag", "Инвентарный номер"};
inline constexpr Phrase device_id{"Agent's id", "Код агента"};
inline constexpr Phrase ips{"Addresses", "Адреса"};
inline constexpr Phrase macs{"Network cards", "Сетевые карты"};

}  // namespace outdesk::list_words
