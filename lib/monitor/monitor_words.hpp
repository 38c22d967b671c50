// The words of reports about outages, problems and figures, in both languages.
#pragma once

#include "monitor/availability_rules.hpp"
#include "output/phrase.hpp"

namespace outdesk::monitor_words {

using outdesk::say;

Mark mark_of(Severity severity, Language language);

inline constexpr Phrase title{"Outages, {days}", "Простои, {days}"};
inline constexpr Phrase services{"Services: how long they worked", "Сервисы: сколько работали"};
inline constexpr Phrase service{"Service", "Сервис"};
inline constexpr Phrase available{"Worked", "Работал"};
inline constexpr Phrase target{"Target", "Цель"};
inline constexpr Phrase stops{"Outages", "Простоев"};
inline constexpr Phrase down{"Down", "Не работал"};
inline constexpr Phrase counted_in{"Counted in", "Считается за"};
inline constexpr Phrase all_time{"all the time", "всё время"};
inline constexpr Phrase agreed_hours{"the agreed hours", "время по договору"};
inline constexpr Phrase state{"State", "Состояние"};
inline constexpr Phrase in_all{"In all", "Итого"};
inline constexpr Phrase note{"Counted over the time that the monitoring told of: {share} of the period.", "Посчитано за то время, о котором есть данные мониторинга: {share} периода."};
inline constexpr Phrase not_watched{"the monitoring knows no host or service of these names", "мониторинг не знает таких узлов или сервисов"};
inline constexpr Phrase no_data{"no data", "нет данных"};
inline constexpr Phrase under_target{"under its target", "ниже цели"};
inline constexpr Phrase met{"as agreed", "как договорились"};
inline constexpr Phrase worked{"no target", "цель не задана"};

inline constexpr Phrase outages{"Outages", "Простои"};
inline constexpr Phrase object{"Where", "Где"};
inline constexpr Phrase from{"From", "Начало"};
inline constexpr Phrase to{"To", "Конец"};
inline constexpr Phrase lasted{"Lasted", "Длился"};
inline constexpr Phrase counted{"Counted", "Учтено"};
inline constexpr Phrase why{"What happened", "Что случилось"};
inline constexpr Phrase still{"goes on", "продолжается"};
inline constexpr Phrase stopped{"the service is down", "сервис недоступен"};

inline constexpr Phrase problems{"Problems by severity", "Проблемы по важности"};
inline constexpr Phrase severity{"Severity", "Важность"};
inline constexpr Phrase how_many{"Problems", "Проблем"};
inline constexpr Phrase total{"Lasted in all", "Длились всего"};
inline constexpr Phrase longest{"Longest", "Самая долгая"};
inline constexpr Phrase affected{"Affects", "Затрагивает"};
inline constexpr Phrase acknowledged{"Acknowledged", "Подтверждено"};
inline constexpr Phrase late{"Not in time", "Не вовремя"};
inline constexpr Phrase open{"Still open", "Ещё открыто"};
inline constexpr Phrase late_note{"Not in time: of severity high or disaster, and nobody acknowledged them within {within}.", "Не вовремя — проблемы высокой и чрезвычайной важности, которые никто не подтвердил за {within}."};
inline constexpr Phrase late_note_ever{"Not in time: of severity high or disaster, and nobody acknowledged them while they lasted.", "Не вовремя — проблемы высокой и чрезвычайной важности, которые никто не подтвердил, пока они длились."};
inline constexpr Phrase late_problems{"Problems that nobody acknowledged in time", "Проблемы, которые не подтвердили вовремя"};
inline constexpr Phrase problem{"Problem", "Проблема"};
inline constexpr Phrase who{"By whom", "Кто подтвердил"};
inline constexpr Phrase never{"nobody", "никто"};

inline constexpr Phrase figures{"Network and security in figures", "Сеть и безопасность в цифрах"};
inline constexpr Phrase figure{"Figure", "Показатель"};
inline constexpr Phrase how_taken{"How it is taken", "Как считается"};
inline constexpr Phrase value{"Value", "Значение"};
inline constexpr Phrase limit{"Limit", "Предел"};
inline constexpr Phrase over{"over the limit", "выше предела"};
inline constexpr Phrase within{"within the limit", "в пределах"};
inline constexpr Phrase no_limit{"no limit", "предел не задан"};

inline constexpr Phrase silent{"No data since {day}.", "Нет данных с {day}."};
inline constexpr Phrase gap{"No data from {from} to {to}.", "Нет данных с {from} по {to}."};
inline constexpr Phrase no_data_at_all{"The monitoring told nothing of this time.", "Об этом времени мониторинг ничего не сообщил."};

}  // namespace outdesk::monitor_words
