#include "sla/sla_words.hpp"

#include <stdexcept>

namespace outdesk {

namespace {

struct Entry {
  std::string_view name, en, ru;
};

constexpr Entry kWords[] = {
    {"title", "Deadlines", "Заявки и сроки"},
    {"received", "Received", "Поступило"},
    {"resolved", "Resolved", "Решено"},
    {"backlog", "Open at the end", "Не решено на конец"},
    {"reopened", "Re-opened", "Открыто повторно"},
    {"merged", "Merged (in no share)", "Объединено (вне долей)"},
    {"no_target", "Without a deadline (in no share)", "Без срока (вне долей)"},
    {"response_share", "First response in time", "Ответ в срок"},
    {"next_response_share", "Later responses in time", "Последующие ответы в срок"},
    {"resolution_share", "Resolved in time", "Решено в срок"},
    {"aim", "aim", "цель"},
    {"first_response_median", "First response, median", "Обычно отвечаем за (медиана)"},
    {"resolution_median", "Resolution, median", "Обычно решаем за (медиана)"},
    {"p90", "90 % within", "90 % не дольше"},
    {"by_priority", "By priority", "Выполнение сроков по важности"},
    {"priority", "Priority", "Важность"},
    {"meaning", "What it means", "Что это значит"},
    {"response_target", "Response promised", "Ответ: обещано"},
    {"resolution_target", "Resolution promised", "Решение: обещано"},
    {"requests", "Requests", "Заявок"},
    {"late_count", "Late", "С опозданием"},
    {"late", "Late requests", "Каждая просрочка"},
    {"none_late", "Nothing is late.", "Просроченных заявок нет."},
    {"tickets", "All requests", "Все заявки"},
    {"ticket", "Request", "Заявка"},
    {"subject", "What happened", "Что случилось"},
    {"received_at", "Received", "Поступила"},
    {"target", "Deadline of", "Срок чего"},
    {"response", "response", "ответ"},
    {"next_response", "later response", "следующий ответ"},
    {"resolution", "resolution", "решение"},
    {"promised", "Promised", "Обещано"},
    {"fact", "Fact", "Факт"},
    {"paused", "Waited for you", "Ждали вас"},
    {"not_deducted", "Other waiting, counted", "Прочее ожидание, не вычтено"},
    {"excess", "Over", "Просрочка"},
    {"why", "Why", "Почему"},
    {"due", "Due", "Срок"},
    {"latest", "Latest", "Крайний срок"},
    {"at", "Done", "Сделано"},
    {"verdict", "Verdict", "Итог"},
    {"resolution_verdict", "Resolution", "Решение"},
    {"response_verdict", "Response", "Ответ"},
    {"state", "State", "Состояние"},
    {"line", "Line", "Линия"},
    {"requester", "Requester", "Заявитель"},
    {"credits", "Reconciliation of the invoice", "Сверка суммы счёта"},
    {"credit", "Credit", "Снижение"},
    {"ground", "Ground", "Основание"},
    {"clause", "Clause", "Пункт договора"},
    {"rate", "Rate", "Ставка"},
    {"amount", "Amount", "Сумма"},
    {"fee", "Monthly fee", "Абонентская плата"},
    {"to_pay", "To pay", "К оплате"},
    {"total_credit", "Credits", "Снижение счёта"},
    {"credit_kpi.resolution", "share resolved in time", "доля решённых в срок"},
    {"credit_kpi.response", "share answered in time", "доля отвеченных в срок"},
    {"credit_kpi.next_response", "share of later responses in time", "доля последующих ответов в срок"},
    {"credit_breach", "deadline missed", "просрочка"},
    {"credit_cap", "limit of all credits", "предел снижения"},
    {"no_credits_transition", "transition period: no credits", "переходный период: без снижений"},
    {"no_credits_not_a_month", "credits are settled by the calendar month", "снижения считаются по календарным месяцам"},
    {"met", "in time", "в срок"},
    {"missed", "late", "с опозданием"},
    {"open", "not due yet", "срок не вышел"},
    {"waits", "waiting", "ожидание"},
    {"merged_verdict", "merged", "объединена"},
    {"none", "no deadline", "без срока"},
    {"works", "Visits and works", "Выезды и работы"},
    {"visits", "Visits", "Выезды"},
    {"planned", "Planned", "Плановый"},
    {"planned_visits", "Planned visits", "Плановые выезды"},
    {"unplanned_visits", "Unplanned visits", "Внеплановые выезды"},
    {"date", "Date", "Дата"},
    {"engineer", "Engineer", "Инженер"},
    {"site", "Site", "Место"},
    {"spent", "Time", "Время"},
    {"kind_of_work", "Kind", "Вид работ"},
    {"remote", "remote", "удалённо"},
    {"visit", "visit", "выезд"},
    {"chat", "chat", "чат"},
    {"infrastructure", "infrastructure", "инфраструктура"},
    {"work", "work", "работа"},
    {"yes", "yes", "да"},
    {"no", "no", "нет"},
    {"ratings", "Ratings", "Оценки сотрудников"},
    {"score", "Score", "Оценка"},
    {"scores", "Ratings by score", "Оценки по баллам"},
    {"count", "Number", "Сколько"},
    {"low_ratings", "Low ratings and what was found", "Низкие оценки и что выяснили"},
    {"comment", "Client's words", "Слова клиента"},
    {"finding", "Found out", "Что выяснили"},
    {"cause", "Cause", "Причина"},
    {"cause_process", "process", "порядок работы"},
    {"cause_person", "person", "человек"},
    {"action", "Done", "Что сделали"},
    {"not_reviewed", "not reviewed yet", "ещё не разобрана"},
    {"no_low_ratings", "No low ratings.", "Низких оценок нет."},
    {"total", "Total", "Всего"},
    {"late_entry", "Entered late", "Записано позже"},
    {"basis",
     "Basis: responses of requests received in the period; resolutions that ended in it, and open ones past their deadline. "
     "Working time of the contract's calendars; waiting that the contract lists is taken off. Shares are rounded down.",
     "Как считали: ответы — по заявкам, поступившим за период; решения — по решённым за период и по открытым, у которых срок вышел. "
     "Рабочее время по календарям договора; вычтено ожидание, которое разрешает договор. Доли округлены вниз."},
};

}  // namespace

std::string sla_word(std::string_view name, Language language) {
  for (const auto& entry : kWords)
    if (entry.name == name) return std::string(language == Language::ru ? entry.ru : entry.en);
  throw std::logic_error("no word '" + std::string(name) + "'");
}

}  // namespace outdesk
