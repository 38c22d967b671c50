// The words of access reports, in both languages.  Facts stand in {braces}.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "access/compare_access.hpp"
#include "access/level.hpp"
#include "access/level_order.hpp"
#include "access/snapshot.hpp"
#include "output/phrase.hpp"

namespace outdesk::access_words {

using outdesk::Coded;
using outdesk::Facts;
using outdesk::mark_in;
using outdesk::Phrase;
using outdesk::place_in;
using outdesk::say;

/// How a level looks in a matrix (package.md 3.4: fill darkness follows power, signs do without colour).
Grid::Paint paint_of(Level level, Language language);
/// The same where new files in the folder have another level.
Grid::Paint paint_of(Level level, Level files, Language language);
/// "change", "read/change" with that of new files where it differs.
Mark mark_of(const Cell& cell, Language language);
Mark mark_of(Than than, Language language);
Mark mark_of(Cause cause, Language language);
/// NT rights as people know them: "full control", "read and execute", or each by its name.
std::string rights_words(std::uint32_t mask, Language language);
/// Why a folder was not read.
std::string reason_of(Unread unread, Language language);

/// A remark of a reading ("code: fact") in words; one without a known code as it stands.
std::string remark_words(const std::string& remark, Language language);

inline constexpr Phrase title{"Who has access to which folder", "Кто к каким папкам имеет доступ"};
inline constexpr Phrase subtitle{"{client} · server {server} · taken {taken} · folders: {folders}, accounts: {accounts}",
                                 "{client} · сервер {server} · снято {taken} · папок: {folders}, учётных записей: {accounts}"};
inline constexpr Phrase assumed{"Not said by the sources, and assumed as the notes tell: {what}.", "Источники не говорят, принято по примечаниям: {what}."};
inline constexpr Phrase assumed_share{"rights of the share", "права общего ресурса"};
inline constexpr Phrase assumed_settings{"settings of Samba", "настройки Samba"};
inline constexpr Phrase assumed_owners{"owners of folders", "владельцы папок"};
inline constexpr Phrase assumed_groups{"local groups of the server", "локальные группы сервера"};
inline constexpr Phrase confidential{"Confidential", "Конфиденциально"};
inline constexpr Phrase matrix{"Access matrix", "Матрица доступа"};
inline constexpr Phrase grid_title{"Who has access to which folder: {server}", "Кто к каким папкам имеет доступ: {server}"};
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
inline constexpr Phrase disabled{"disabled", "отключена"};
inline constexpr Phrase files_get{"{folder}; new files: {files}", "{folder}; новые файлы: {files}"};
inline constexpr Phrase dismissed{"DISMISSED", "УВОЛЕН(А)"};
inline constexpr Phrase darker_is_more{"The darker the cell, the greater the right.", "Чем темнее клетка, тем больше прав."};

inline constexpr Phrase how_to_read{"How to read", "Как читать"};
inline constexpr Phrase people_sheet{"People", "Люди"};
inline constexpr Phrase state{"State", "Состояние"};
inline constexpr Phrase active{"active", "работает"};
inline constexpr Phrase gone_with_access{"dismissed, still has access", "уволен(а), доступ есть"};
inline constexpr Phrase gone{"dismissed", "уволен(а)"};
inline constexpr Phrase folders_reachable{"Folders that open", "Папок доступно"};
inline constexpr Phrase strongest_level{"Strongest right", "Наибольшее право"};
inline constexpr Phrase reachable_own{"Of these with own rights", "Из них со своими правами"};
inline constexpr Phrase matrix_column{"Column of the matrix", "Столбец матрицы"};
inline constexpr Phrase own_sheet{"Folders with own rights", "Папки со своими правами"};
inline constexpr Phrase who_differs{"Who differs from the folder above", "У кого не так, как в вышестоящей"};
inline constexpr Phrase top_folder{"the first folder: there is none above", "верхняя папка: сравнить не с чем"};
inline constexpr Phrase nobody_differs{"people the same; rights of others differ", "у людей так же; отличаются права остальных"};
inline constexpr Phrase parent_unread{"the folder above was not read", "вышестоящая не прочитана"};
inline constexpr Phrase and_more{"{names} and {count} more", "{names} и ещё {count}"};
inline constexpr Phrase changed_since{"Framed cells changed since {since}.", "Клетки в рамке изменились с {since}."};

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
inline constexpr Phrase kept_before{"Kept before", "Уже сохранён"};
inline constexpr Phrase files_left_out{"Objects taken for files and left out", "Сочтено файлами и пропущено"};
inline constexpr Phrase remarks_title{"What the files do not say", "Чего файлы не говорят"};
inline constexpr Phrase remark{"Remark", "Замечание"};
inline constexpr Phrase share_unresolved{"share {share}: nobody is known as in the entry “{entry}”, which does not count", "ресурс {share}: запись «{entry}» ни на кого известного не указывает и не учтена"};
inline constexpr Phrase accounts{"Accounts", "Учётных записей"};
inline constexpr Phrase snapshot{"Snapshot", "Снимок"};
inline constexpr Phrase server{"Server", "Сервер"};
inline constexpr Phrase taken{"Taken", "Снят"};
inline constexpr Phrase entered_by{"Entered by", "Внёс"};

inline constexpr Phrase changes_title{"Changes of access", "Изменения доступа"};
inline constexpr Phrase changes_subtitle{"{client} · server {server} · {from} to {to}", "{client} · сервер {server} · {from} – {to}"};
inline constexpr Phrase changes_lead{"Changes: {changes}; more rights {more}, less {less}. Without a request: {without}.", "Изменений: {changes}; прав стало больше — {more}, меньше — {less}. Без заявки: {without}."};
inline constexpr Phrase changes_none{"Nobody's access changed.", "Ни у кого доступ не изменился."};
inline constexpr Phrase changes_not_compared{"There are no two snapshots of one folder to compare.", "Нет двух снимков одной папки: сравнивать нечего."};
inline constexpr Phrase why_sticky{"the folder is sticky: what others made cannot be deleted", "у папки липкий бит: чужое удалить нельзя"};
inline constexpr Phrase why_may_change{"the owner may also hand out rights", "владелец может ещё и раздавать права"};
inline constexpr Phrase first_seen{"First seen", "Впервые замечено"};
inline constexpr Phrase person{"Person", "Сотрудник"};
inline constexpr Phrase was{"Was", "Было"};
inline constexpr Phrase now{"Now", "Стало"};
inline constexpr Phrase direction{"Direction", "Направление"};
inline constexpr Phrase cause{"Cause", "Причина"};
inline constexpr Phrase by_groups{"Groups", "Группы"};
inline constexpr Phrase below{"Folders below", "Вложенных папок"};
inline constexpr Phrase ticket{"Request", "Заявка"};
inline constexpr Phrase requester{"Asked for by", "Кто просил"};
inline constexpr Phrase without_ticket{"no request", "без заявки"};
inline constexpr Phrase decision{"Owner's decision", "Решение владельца"};
inline constexpr Phrase comment{"Comment", "Комментарий"};
inline constexpr Phrase confirm{"confirm", "подтвердить"};
inline constexpr Phrase revoke{"revoke", "отменить"};
inline constexpr Phrase clarify{"clarify", "уточнить"};
inline constexpr Phrase changes_of_people{"Accounts", "Учётные записи"};
inline constexpr Phrase what{"What", "Что"};
inline constexpr Phrase account_new{"new", "появилась"};
inline constexpr Phrase account_gone{"gone", "исчезла"};
inline constexpr Phrase account_disabled{"disabled", "отключена"};
inline constexpr Phrase account_enabled{"enabled", "включена"};
inline constexpr Phrase folders_unjudged{"Folders that one of two snapshots could not read", "Папок, не прочитанных в одном из двух снимков"};
inline constexpr Phrase snapshots_compared{"Snapshots compared", "Сравнено снимков"};
inline constexpr Phrase note_first_seen{"A change is dated by the snapshot that showed it first; the real day lies between that one and the one before.",
                                        "Изменение датировано снимком, где оно впервые видно; действительный день — между ним и предыдущим."};
inline constexpr Phrase note_topmost{"A row stands at the topmost folder; the folders below it changed alike and are counted, not listed.",
                                     "Строка стоит у верхней папки; вложенные изменились так же, они посчитаны, но не перечислены."};
inline constexpr Phrase note_ground{"The request is the last one before the change whose text names the person and the folder or group.",
                                    "Заявка — последняя перед изменением, в тексте которой названы сотрудник и папка или группа."};
inline constexpr Phrase note_no_base{"{root}: no snapshot from before {from}; counted from that of {taken}.", "{root}: снимка раньше {from} нет; отсчёт от снимка {taken}."};
inline constexpr Phrase note_alone{"{root}: only one snapshot, of {taken}; there is nothing to compare.", "{root}: снимок один, от {taken}; сравнивать не с чем."};

inline constexpr Phrase whom{"Whom", "Кого касается"};
inline constexpr Phrase findings_title{"What to look at", "На что обратить внимание"};
inline constexpr Phrase no_findings{"Nothing stands out.", "Ничего примечательного."};
inline constexpr Phrase findings_more{"{count} more are in the JSON.", "Ещё {count} — в JSON."};
inline constexpr Phrase pruned{"Removed snapshots", "Удалено снимков"};
inline constexpr Phrase prune_kept{"Snapshots that stay", "Осталось снимков"};
inline constexpr Phrase pruned_states{"States of folders that went with them", "Состояний папок удалено"};
inline constexpr Phrase pruned_folders{"Folders that went with them", "Папок удалено"};
inline constexpr Phrase pruned_descriptors{"Sets of rights that went with them", "Наборов прав удалено"};
inline constexpr Phrase reconcile_title{"Agreed and actual access", "Согласованный и действительный доступ"};
inline constexpr Phrase reconcile_subtitle{"{client} · server {server} · taken {taken} · agreed: {source}", "{client} · сервер {server} · снято {taken} · согласовано: {source}"};
inline constexpr Phrase reconcile_lead{"Differences: {count}; more than agreed {excess}, less than agreed {missing}.", "Расхождений: {count}; больше согласованного — {excess}, меньше — {missing}."};
inline constexpr Phrase reconcile_none{"Everything is as agreed.", "Всё как согласовано."};
inline constexpr Phrase agreed{"Agreed", "Согласовано"};
inline constexpr Phrase actual{"Actual", "Действительно"};
inline constexpr Phrase verdict{"Verdict", "Вывод"};
inline constexpr Phrase agreed_line{"Line", "Строка"};
inline constexpr Phrase detail{"Detail", "Подробно"};
inline constexpr Phrase note_reconcile{"A line of the agreed document holds for its folder and all below, down to a folder that has lines of its own.",
                                       "Строка документа действует для своей папки и всех вложенных до папки, у которой есть свои строки."};
inline constexpr Phrase checked_cells{"Cells compared", "Сравнено клеток"};
inline constexpr Phrase agreed_lines{"Agreed lines", "Строк документа"};
inline constexpr Phrase why_title{"{who}: why “{level}” in {path}", "{who}: почему «{level}» в {path}"};
inline constexpr Phrase why_step{"Step", "Шаг"};
inline constexpr Phrase why_source{"What", "Что"};
inline constexpr Phrase why_entry{"Entry", "Запись"};
inline constexpr Phrase why_through{"Through", "Через"};
inline constexpr Phrase why_effect{"Effect", "Действие"};
inline constexpr Phrase himself{"himself", "сам"};
inline constexpr Phrase steps_title{"In the order in which they count", "В том порядке, в котором они действуют"};
inline constexpr Phrase why_grants{"grants {rights}", "даёт: {rights}"};
inline constexpr Phrase why_denies{"denies {rights}", "запрещает: {rights}"};
inline constexpr Phrase why_nothing_new{"adds nothing: what it names was decided before", "ничего не меняет: всё названное решено раньше"};
inline constexpr Phrase why_inherit_only{"does not count here: it is only handed down", "здесь не действует: только наследуется"};
inline constexpr Phrase why_condition{"has a condition that cannot be judged: it grants nothing", "содержит непроверяемое условие: ничего не даёт"};
inline constexpr Phrase why_deny_condition{"denies {rights}, since its condition cannot be judged", "запрещает: {rights}, так как условие проверить нельзя"};
inline constexpr Phrase why_object{"is an entry for directory objects: it grants nothing on a folder", "запись для объектов каталога: на папке ничего не даёт"};
inline constexpr Phrase why_owner{"the owner may read and change the list, whatever it says", "владелец может читать и менять список, что бы в нём ни было"};
inline constexpr Phrase why_owner_off{"the list speaks of the owner (OWNER RIGHTS), so being the owner gives nothing by itself", "в списке есть OWNER RIGHTS, поэтому само владение ничего не даёт"};
inline constexpr Phrase why_null_list{"there is no list: everything is granted to everybody", "списка нет: всем разрешено всё"};
inline constexpr Phrase why_others{"entries that do not decide anything for the person: {count}", "записей, которые ничего не решают для сотрудника: {count}"};
inline constexpr Phrase why_parent{"the folder above lets him delete what lies in it", "вышестоящая папка разрешает удалять вложенное"};
inline constexpr Phrase why_parent_lists{"the folder above may be listed, which shows the attributes of what lies in it", "вышестоящую папку можно просматривать, а с ней и атрибуты вложенного"};
inline constexpr Phrase why_share{"the share leaves {rights}", "общий ресурс оставляет: {rights}"};
inline constexpr Phrase why_share_all{"no rights of a share are known: taken to leave everything", "права общего ресурса неизвестны: принято, что он оставляет всё"};
inline constexpr Phrase why_kernel{"the kernel leaves {rights}", "ядро оставляет: {rights}"};
inline constexpr Phrase why_unbound{"acts as root on this share: no list counts", "действует на ресурсе как root: списки не действуют"};
inline constexpr Phrase why_blocked{"stops here: no right to pass", "здесь остановка: нет права прохода"};
inline constexpr Phrase why_passed{"lets pass", "пропускает"};
inline constexpr Phrase why_without{"without denials and the share it would be “{level}”", "без запретов и ресурса было бы «{level}»"};
inline constexpr Phrase why_result{"in all: {rights}", "итого: {rights}"};
inline constexpr Phrase why_files{"new files in it: “{level}”", "новые файлы в ней: «{level}»"};
inline constexpr Phrase why_stored{"the NT list that Samba keeps is in force", "действует список NT, хранимый Samba"};
inline constexpr Phrase why_shown{"smbd shows the POSIX rights as an NT list", "smbd показывает права POSIX как список NT"};
inline constexpr Phrase why_root{"is root: may read and write everything", "root: может читать и писать всё"};
inline constexpr Phrase why_is_owner{"is the owner: the owner's bits alone count, {rights}", "владелец: действуют только биты владельца, {rights}"};
inline constexpr Phrase why_named{"is named: the entry and the mask count, {rights}", "назван по имени: действуют запись и маска, {rights}"};
inline constexpr Phrase why_group{"the group's entry under the mask gives {rights}", "запись группы под маской даёт {rights}"};
inline constexpr Phrase why_group_none{"some group is named, so others' bits do not count", "группа названа, поэтому биты «остальных» не действуют"};
inline constexpr Phrase why_other{"neither owner nor in a named group: the bits of others count, {rights}", "не владелец и не в названной группе: действуют биты остальных, {rights}"};
inline constexpr Phrase why_mask_empty{"the mask is ---, so Linux passes over the ACL and goes by the mode", "маска ---, поэтому Linux не смотрит на ACL, а смотрит на режим"};
inline constexpr Phrase allow{"allow", "разрешить"};
inline constexpr Phrase deny{"deny", "запретить"};
inline constexpr Phrase nothing{"nothing", "ничего"};
inline constexpr Phrase inherited_from{"from {path}", "из {path}"};

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
inline constexpr Phrase effective_nt{"A cell says what the account can really do in the folder over the network: the owner, groups in groups, denials in the order of the list, what the folder above and the share add and take are counted. Where new files get other rights, both are shown: folder/files.",
                                     "Клетка показывает, что учётная запись действительно может делать в папке по сети: учтены владелец, группы в группах, запреты в порядке списка, вклад вышестоящей папки и общего ресурса. Где новые файлы получают другие права, показано оба: папка/файлы."};
inline constexpr Phrase windows_passes{"Windows stops nobody at the folders above: an open folder is open by its path even inside a closed one.",
                                       "Windows никого не останавливает на вышестоящих папках: открытая папка доступна по полному пути и внутри закрытой."};
inline constexpr Phrase samba_as_smbd{"Judged as Samba does: the NT list where it is in force, else the one that smbd shows for POSIX rights, and never more than the kernel permits.",
                                      "Посчитано как в Samba: список NT, если он действует, иначе показанный smbd по правам POSIX, и не больше, чем разрешает ядро."};
inline constexpr Phrase samba_no_settings{"The settings of the Samba share were not given (testparm -s): valid users, read only, admin users and the like are not counted.",
                                          "Настройки ресурса Samba не даны (testparm -s): valid users, read only, admin users и подобные не учтены."};
inline constexpr Phrase samba_settings{"Settings of the Samba share [{share}] are counted.", "Настройки ресурса Samba [{share}] учтены."};
inline constexpr Phrase share_counted{"Rights of the share {share} are counted.", "Права общего ресурса {share} учтены."};
inline constexpr Phrase share_assumed{"Rights of the share over {root} were not given; it is taken to let everybody in.", "Права общего ресурса над {root} не даны; принято, что он пускает всех."};
inline constexpr Phrase owners_unknown{"The lists of {count} folders do not say who owns them (icacls): what an owner may do as the owner is not counted there.",
                                       "Для папок, числом {count}, списки не называют владельца (icacls): права владельца там не учтены."};
inline constexpr Phrase privileged{"Members of Administrators and Backup Operators can take ownership of anything or read it as a backup, whatever the lists say: {names}.",
                                   "Участники Administrators и Backup Operators могут стать владельцем чего угодно или прочесть его как резервную копию, что бы ни говорили списки: {names}."};
inline constexpr Phrase claims{"{count} folders have entries with conditions that only Windows can judge: what they allow is not counted, what they deny is.",
                               "Записи с условиями, которые может проверить только Windows, есть у папок, числом {count}: разрешения в них не учтены, запреты учтены."};
inline constexpr Phrase orphans{"A column with a SID is an account or group that is gone: it shows what is granted to that SID alone.",
                                "Столбец с SID — удалённая учётная запись или группа: показано только то, что дано самому SID."};
inline constexpr Phrase service_left_out{"Service accounts that can do no more than any stranger are left out: {count}.",
                                         "Служебные учётные записи, которым доступно не больше, чем любому постороннему, не показаны: {count}."};
inline constexpr Phrase no_account{"In the contract, but without an account on the server: {names}.", "Есть в договоре, но нет учётной записи на сервере: {names}."};
inline constexpr Phrase unknown_left_out{"Unknown user numbers beyond the first {shown} are left out: {count}.", "Неизвестные номера пользователей сверх первых {shown} не показаны: {count}."};

}  // namespace outdesk::access_words
