// The words of access reports, in both languages.  Facts stand in {braces}.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "access/level.hpp"
#include "access/snapshot.hpp"
#include "output/document.hpp"

namespace outdesk::access_words {

struct Phrase {
  std::string_view en, ru;
};
using Facts = std::vector<std::pair<std::string_view, std::string>>;

/// The phrase in `language`, each {name} replaced by its fact.
std::string say(const Phrase& phrase, Language language, const Facts& facts = {});

/// How a level looks in a matrix (package.md 3.4: fill darkness follows power, signs do without colour).
Grid::Paint paint_of(Level level, Language language);
/// Why a folder was not read.
std::string reason_of(Unread unread, Language language);

inline constexpr Phrase title{"Who has access to which folder", "Кто к каким папкам имеет доступ"};
inline constexpr Phrase subtitle{"{client} · server {server} · taken {taken} · folders: {folders}, accounts: {accounts}",
                                 "{client} · сервер {server} · снято {taken} · папок: {folders}, учётных записей: {accounts}"};
inline constexpr Phrase confidential{"Confidential", "Конфиденциально"};
inline constexpr Phrase matrix{"Access matrix", "Матрица доступа"};
inline constexpr Phrase grid_title{"Folders: {folders}, accounts: {accounts}", "Папок: {folders}, учётных записей: {accounts}"};
inline constexpr Phrase folder{"Folder", "Папка"};
inline constexpr Phrase owner{"Owner of the folder", "Владелец папки"};
inline constexpr Phrase depth{"Level", "Уровень вложенности"};
inline constexpr Phrase people_with_access{"Accounts with access", "Людей с доступом"};
inline constexpr Phrase own_rights{"own rights (not the parent's)", "свои права (не от родителя)"};
inline constexpr Phrase reach{"how many folders the account can open", "сколько папок доступно сотруднику"};
inline constexpr Phrase account{"Account", "Учётная запись"};
inline constexpr Phrase name{"Name", "Имя"};
inline constexpr Phrase department{"Department", "Отдел"};
inline constexpr Phrase kind{"Kind", "Вид"};
inline constexpr Phrase no_department{"No department", "Без отдела"};
inline constexpr Phrase others{"Not in the contract", "Нет в договоре"};
inline constexpr Phrase service{"Service accounts", "Служебные"};
inline constexpr Phrase unknown{"Unknown accounts", "Неизвестные учётные записи"};
inline constexpr Phrase dismissed{"DISMISSED", "УВОЛЕН(А)"};
inline constexpr Phrase darker_is_more{"The darker the cell, the greater the right.", "Чем темнее клетка, тем больше прав."};

inline constexpr Phrase coverage_title{"What was read", "Что прочитано"};
inline constexpr Phrase folders_all{"Folders", "Папок"};
inline constexpr Phrase folders_read{"Read", "Прочитано"};
inline constexpr Phrase folders_unread{"Not read", "Не прочитано"};
inline constexpr Phrase folders_vanished{"Gone while the scan ran", "Исчезло во время чтения"};
inline constexpr Phrase read_share{"Share read", "Доля прочитанных"};
inline constexpr Phrase all_read{"Every folder was read.", "Все папки прочитаны."};
inline constexpr Phrase some_unread{"Not read: {unread} of {folders}. These rows are marked “?”, and what lies below them is not in the table.",
                                    "Не прочитано папок: {unread} из {folders}. Такие строки отмечены «?», вложенного в них в таблице нет."};
inline constexpr Phrase dismissed_have_access{"Dismissed people with access: {names}.", "Уволены, но имеют доступ: {names}."};

inline constexpr Phrase folders_new{"New since the last snapshot", "Новых с прошлого снимка"};
inline constexpr Phrase folders_gone{"Gone since the last snapshot", "Исчезло с прошлого снимка"};
inline constexpr Phrase folders_changed{"With changed rights", "С изменёнными правами"};
inline constexpr Phrase descriptors{"Distinct sets of rights", "Различных наборов прав"};
inline constexpr Phrase accounts{"Accounts", "Учётных записей"};
inline constexpr Phrase snapshot{"Snapshot", "Снимок"};
inline constexpr Phrase server{"Server", "Сервер"};
inline constexpr Phrase taken{"Taken", "Снят"};
inline constexpr Phrase entered_by{"Entered by", "Внёс"};

inline constexpr Phrase unread_title{"Not read", "Не прочитано"};
inline constexpr Phrase why{"Why", "Почему"};

inline constexpr Phrase notes_title{"How to read this, and what it rests on", "Как читать и на чём это основано"};
inline constexpr Phrase effective{"A cell says what the account can really do in the folder: owner, groups, access lists, masks and the folders above are counted.",
                                  "Клетка показывает, что учётная запись действительно может делать в папке: учтены владелец, группы, списки доступа, маски и вышестоящие папки."};
inline constexpr Phrase from_root{"Rights count from {root} down.", "Права посчитаны начиная с {root}."};
inline constexpr Phrase kept_out{"The folders above {root} are closed to {count} of these accounts on the server itself; a share of {root} would let them in.",
                                 "Папки выше {root} закрыты на самом сервере для части этих учётных записей (их {count}); общий ресурс на {root} их пропустит."};
inline constexpr Phrase from_top{"The folders above {root} are counted too.", "Папки выше {root} тоже учтены."};
inline constexpr Phrase machine_identities{"Accounts and groups: as the server's own name services gave them at the scan. A network directory that does not list its accounts can hide some.",
                                           "Учётные записи и группы: как их сообщил сам сервер во время чтения. Сетевой каталог, который не перечисляет записи, может часть из них скрыть."};
inline constexpr Phrase file_identities{"Accounts and groups: from {source}.", "Учётные записи и группы: из {source}."};
inline constexpr Phrase shares{"Settings of network shares (Samba, NFS) are not counted.", "Настройки сетевых ресурсов (Samba, NFS) не учтены."};
inline constexpr Phrase root_account{"root, and whoever may become root, can do everything.", "root и все, кто может им стать, могут всё."};
inline constexpr Phrase service_left_out{"Service accounts that can do no more than any stranger are left out: {count}.",
                                         "Служебные учётные записи, которым доступно не больше, чем любому постороннему, не показаны: {count}."};
inline constexpr Phrase no_account{"In the contract, but without an account on the server: {names}.", "Есть в договоре, но нет учётной записи на сервере: {names}."};
inline constexpr Phrase unknown_left_out{"Unknown user numbers beyond the first {shown} are left out: {count}.", "Неизвестные номера пользователей сверх первых {shown} не показаны: {count}."};

}  // namespace outdesk::access_words
