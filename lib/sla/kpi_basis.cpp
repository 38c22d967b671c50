#include "sla/kpi_basis.hpp"

namespace outdesk {

namespace {

constexpr KpiBasis kBases[] = {
    {"received", "Requests received in the period. Merged ones and those that went to another client are left out here and below.",
     "Заявки, поступившие за период. Объединённые и переданные другому клиенту здесь и ниже не считаются."},
    {"resolved", "Requests whose work ended in the period, whenever they were received. Re-opened within the grace, a request has not ended.",
     "Заявки, работа по которым закончилась за период, когда бы они ни поступили. Открытая повторно в пределах оговорённого срока не закончена."},
    {"backlog", "Requests not ended at the end of the period. It must be: open at the start + received + come back (ended earlier, or from another client) − gone (merged, moved) − resolved.",
     "Заявки, не законченные к концу периода. Должно быть: не решено на начало + поступило + вернувшиеся (решённые раньше, от другого клиента) − ушедшие (объединённые, переданные) − решено."},
    {"reopened", "Re-openings dated in the period, each one.", "Повторные открытия за период, каждое."},
    {"response_share", "Requests received in the period: answered in time / answered in time + missed. Missed includes unanswered ones past their deadline; "
     "those that are not due at its end are left out, here and in later periods: a miss of theirs stands in the list of late ones and is credited where it falls. The answer is the first public message of an engineer, or the solution.",
     "Заявки, поступившие за период: отвечено в срок / отвечено в срок + с опозданием. Без ответа с истёкшим сроком — опоздание; те, у которых срок "
     "к концу не вышел, не считаются ни здесь, ни позже: их опоздание стоит в списке и снижает счёт там, где случилось. Ответ — первое открытое сообщение инженера или решение."},
    {"next_response_share", "Messages of the client answered in the period, and those still unanswered at its end: in time / in time + missed. "
     "Counted from the oldest unanswered message.",
     "Сообщения клиента, на которые ответили за период, и оставшиеся без ответа: в срок / в срок + с опозданием. Счёт от самого старого сообщения без ответа."},
    {"resolution_share", "Requests ended in the period and open ones past their deadline: in time / in time + missed. Open ones that are not due yet, "
     "and requests without a deadline, are left out.",
     "Заявки, законченные за период, и открытые с истёкшим сроком: в срок / в срок + с опозданием. Открытые, у которых срок не вышел, и заявки без срока не считаются."},
    {"first_response_median", "Working time to the first answer of a human, requests received in the period. None for fewer than five.",
     "Рабочее время до первого ответа человека по заявкам, поступившим за период. Меньше пяти — не считается."},
    {"resolution_median", "Working time without the waiting that is taken off, requests ended in the period. None for fewer than five.",
     "Рабочее время без вычтенного ожидания по заявкам, законченным за период. Меньше пяти — не считается."},
    {"within_limit", "First answers within the limit of working time (15 minutes where none is given) / all first answers to requests received in the period.",
     "Первые ответы в пределах срока рабочего времени (без указания — 15 минут) / все первые ответы на заявки, поступившие за период."},
    {"any_response_median", "Working time of every answer given in the period, first and later ones.",
     "Рабочее время каждого ответа за период, первых и последующих."},
    {"first_contact", "Ended without a word of the client after the request and not re-opened within 7 days / ended in the period.",
     "Закончено без новых сообщений клиента и не открыто повторно за 7 дней / закончено за период."},
    {"net_first_contact", "The same without the categories that the contract lists as beyond the first line.",
     "То же без категорий, которые по договору первая линия решить не может."},
    {"one_line", "Ended without leaving the line that took it / ended, where a line is recorded.",
     "Закончено линией, которая приняла / закончено, где линия записана."},
    {"by_highest_line", "Ended requests by the highest line (by name) that had them / ended in the period.",
     "Законченные заявки по старшей (по имени) линии / закончено за период."},
    {"reopened_share", "Requests re-opened in the period at least once / ended in the period.",
     "Заявки, открытые повторно за период хотя бы раз / закончено за период."},
    {"remote_share", "Incidents ended in the period that nobody went to / incidents ended in the period. Requests and questions are left out.",
     "Инциденты, законченные за период без выезда / инциденты, законченные за период. Запросы и вопросы не считаются."},
    {"good_ratings", "Ratings of 4 and 5 / ratings dated in the period. Ratings that an engineer gave are left out.",
     "Оценки 4 и 5 / оценки за период. Оценки, поставленные инженерами, не считаются."},
    {"rated_share", "Requests ended in the period and rated by its end / ended in the period: each of them is asked for a rating.",
     "Заявки, законченные за период и оценённые к его концу / закончено за период: оценку просят по каждой."},
    {"line_budgets", "Stays on a line that ended in the period, and those that go on: within the budget / within + over. "
     "In the line's own working time, waiting that stops the resolution taken off; a request that the line solves itself counts too.",
     "Пребывания на линии, которые закончились за период или продолжаются: в пределах срока / в пределах + сверх. В рабочем времени линии без вычитаемого ожидания; решённые самой линией тоже считаются."},
    {"ageing", "Open at the end by working days since the receipt; waiting ones apart.",
     "Не решено на конец по рабочим дням с поступления; ожидающие отдельно."},
    {"expected_backlog", "Open at the start + received + come back − gone and resolved: the backlog, counted another way.",
     "Не решено на начало + поступило + вернувшиеся − ушедшие и решённые: тот же остаток другим путём."},
    {"resolution_mean", "Working time without the waiting that is taken off: sum / number of requests ended in the period.",
     "Рабочее время без вычтенного ожидания: сумма / число заявок, законченных за период."},
    {"calendar_median", "From the receipt to the end by the clock on the wall, nights, weekends and waiting included.",
     "От поступления до конца по обычным часам, с ночами, выходными и ожиданием."},
    {"average_rating", "Sum of the scores / ratings dated in the period.", "Сумма оценок / число оценок за период."},
    {"engineer", "A request counts for who has it at the end of the period, else for who ended it; work for who did it. A line: the one it is on.",
     "Заявка считается за тем, у кого она в конце периода, иначе за тем, кто её закончил; работа — за тем, кто сделал. Линия — та, на которой заявка."},
    {"unplanned_visits", "Work entries of the kind visit dated in the period, planned or not by their mark.",
     "Записи о работе вида «выезд» за период; плановые — по отметке."},
    {"work_not_billable", "Work whose entry says so; all other work counts against what the fee includes.",
     "Работа с такой отметкой; вся прочая расходует то, что включено в плату."},
    {"work_total", "Work entries dated in the period, also of requests that are still open.",
     "Записи о работе за период, в том числе по незаконченным заявкам."},
};

}  // namespace

std::span<const KpiBasis> kpi_bases() { return kBases; }

}  // namespace outdesk
