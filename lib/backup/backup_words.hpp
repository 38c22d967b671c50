// The words of backup reports, in both languages.
#pragma once

#include "backup/evidence.hpp"
#include "backup/verdict.hpp"
#include "client/backup_job.hpp"
#include "output/phrase.hpp"

namespace outdesk::backup_words {

using outdesk::say;

Mark mark_of(Verdict verdict, Language language);
Mark mark_of(CheckLevel level, Language language);
/// No mark for none.
Value mark_of(Fault fault, Language language);

/// "restic", "folder": a kind as people call it.
std::string kind_words(BackupKind kind, Language language);
/// "every day", "Mon, Wed, Fri".
std::string schedule_words(const BackupJob& job, Language language);
/// "42.6 GB": decimal units, two or three digits.
std::string volume_words(std::int64_t bytes, Language language);
/// What the copy was compared with and how far: "200 of 200 files of the sample agree with the manifest".
std::string how_checked(const BackupEvidence& evidence, Language language);

/// What was found, for a test that is not good: "contents differ: 3 files …".
std::string why_not(const BackupEvidence& evidence, Language language);

inline constexpr Phrase job{"Job", "Задание"};
inline constexpr Phrase what{"What is copied", "Что копируем"};
inline constexpr Phrase when{"When", "Когда"};
inline constexpr Phrase kind{"Kind", "Вид"};
inline constexpr Phrase verdict{"Verdict", "Итог"};
inline constexpr Phrase seen_at{"Seen at level", "Видно на уровне"};
inline constexpr Phrase reason{"Reason", "Причина"};
inline constexpr Phrase detail{"What was found", "Что найдено"};
inline constexpr Phrase newest{"Newest copy", "Последняя копия"};
inline constexpr Phrase points{"Copies", "Копий"};
inline constexpr Phrase findings{"What was found", "Что найдено"};
inline constexpr Phrase point{"Copy", "Копия"};
inline constexpr Phrase taken{"Taken", "Снята"};
inline constexpr Phrase state{"State", "Состояние"};
inline constexpr Phrase files{"Files", "Файлов"};
inline constexpr Phrase volume{"Volume", "Объём"};
inline constexpr Phrase stored{"Stored", "Занимает"};
inline constexpr Phrase note{"Remark", "Примечание"};
inline constexpr Phrase source{"How it is known", "Откуда известно"};
inline constexpr Phrase read{"read", "прочитано"};
inline constexpr Phrase recorded{"recorded", "записано"};
inline constexpr Phrase title_check{"Backups: {client}", "Резервные копии: {client}"};
inline constexpr Phrase title_status{"Backups and test restores, {month}", "Резервные копии и пробные восстановления, {month}"};
inline constexpr Phrase days{"Copies by day", "Копии по дням"};
inline constexpr Phrase total{"In all", "Итого"};
inline constexpr Phrase made_of{"{made} of {planned}", "{made} из {planned}"};
inline constexpr Phrase legend{"✓ made at the first try · 2 at a second try of the same day · ✗ not made · ? nobody looked · empty: not planned, or still to come",
                               "✓ сделана с первого раза · 2 со второй попытки в тот же день · ✗ не сделана · ? проверки не было · пусто: по плану не нужна или день не прошёл"};
inline constexpr Phrase tests{"Test restores: the evidence", "Пробные восстановления: доказательства"};
inline constexpr Phrase system{"System", "Система"};
inline constexpr Phrase tested{"Tested", "Дата пробы"};
inline constexpr Phrase from_copy{"From which copy", "Из какой копии"};
inline constexpr Phrase promised{"Promised", "Обещано"};
inline constexpr Phrase fact{"Took", "Факт"};
inline constexpr Phrase how{"How it was checked", "Как проверили"};
inline constexpr Phrase who{"Who", "Кто"};
inline constexpr Phrase log{"Log", "Журнал"};
inline constexpr Phrase evidence{"Evidence", "Запись"};
inline constexpr Phrase not_tested{"none", "не было"};
inline constexpr Phrase last_test{"last test {day}", "последняя проба {day}"};
inline constexpr Phrase never_tested{"never tested", "проб не было никогда"};
inline constexpr Phrase overdue{"The contract asks for one every {every}; {ago}", "По договору раз в {every}; {ago}"};
inline constexpr Phrase overdue_short{"overdue", "нужна"};
inline constexpr Phrase no_promise{"—", "—"};

}  // namespace outdesk::backup_words
