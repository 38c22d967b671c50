// The words of cost reports, in both languages.  Facts stand in {braces}.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cost/number_rules.hpp"
#include "output/phrase.hpp"

namespace outdesk::cost {

using outdesk::Facts;
using outdesk::Phrase;

/// Speaks one language about amounts of one currency.
struct Speech {
  Language language = Language::en;
  std::string currency;

  std::string operator()(const Phrase& phrase, const Facts& facts = {}) const;
  std::string money(Money amount) const;
  std::string number(Micro value) const;    ///< "0.95", "0,95"
  std::string count(std::int64_t n) const;
  std::string percent(Micro rate) const;    ///< "22 %"
  std::string percent_of(std::int64_t part, std::int64_t whole) const;
  /// "243 workstations"; units that have no word of ours: "243 x stall".
  std::string units(std::int64_t n, std::string_view unit) const;
  /// The unit's own name, translated where it is one of the usual ones.
  std::string unit(std::string_view name) const;
};

/// A figure with `digits` digits behind the point, for people: "0.8884".
std::string measured(double value, int digits, Language language);
/// All of a double's digits, for machines: "0.17413193359504978".
std::string exact_text(double value);

namespace phrase {

// Sides and lines
inline constexpr Phrase inhouse{"own team", "свои сотрудники"};
inline constexpr Phrase outsource{"outsourcing", "аутсорсинг"};
inline constexpr Phrase wages{"wages", "зарплата"};
inline constexpr Phrase contributions{"contributions", "страховые взносы"};
inline constexpr Phrase recruiting{"recruiting", "подбор"};
inline constexpr Phrase training{"training", "обучение"};
inline constexpr Phrase tools{"tools", "инструменты"};
inline constexpr Phrase workplace{"workplace", "рабочее место"};
inline constexpr Phrase management{"management", "управление"};
inline constexpr Phrase platform{"service desk platform", "система заявок"};
inline constexpr Phrase spares{"spares kept", "хранение ЗИП"};
inline constexpr Phrase repairs{"repairs", "ремонт"};
inline constexpr Phrase travel{"travel", "выезды"};
inline constexpr Phrase total{"total", "итого"};
inline constexpr Phrase units_total{"price list", "по прайс-листу"};
inline constexpr Phrase min_fee{"minimum fee", "минимальная плата"};
inline constexpr Phrase recurring{"recurring fee", "абонентская плата"};
inline constexpr Phrase visits{"visits over the included", "выезды сверх включённых"};
inline constexpr Phrase hours{"hours over", "часы сверх"};
inline constexpr Phrase credit{"credit for the SLA", "вычет по SLA"};
inline constexpr Phrase net{"net", "без НДС"};
inline constexpr Phrase vat{"VAT", "НДС"};
inline constexpr Phrase gross{"to pay", "к оплате"};
inline constexpr Phrase client_cost{"cost to the client", "расход клиента"};
inline constexpr Phrase onboarding{"onboarding", "подключение"};
inline constexpr Phrase parallel{"own team in parallel", "свои сотрудники параллельно"};
inline constexpr Phrase severance{"severance", "выходные пособия"};
inline constexpr Phrase exit_fee{"exit fee", "плата за выход"};
inline constexpr Phrase retained{"own contract manager", "свой куратор договора"};
inline constexpr Phrase initial_hire{"hiring the team", "наём команды"};

// Columns
inline constexpr Phrase month{"Month", "Месяц"};
inline constexpr Phrase line{"Line", "Статья"};
inline constexpr Phrase amount{"Amount", "Сумма"};
inline constexpr Phrase amount_month1{"Month 1", "1-й месяц"};
inline constexpr Phrase unit{"Unit", "Единица"};
inline constexpr Phrase mode{"Tiers", "Ступени"};
inline constexpr Phrase quantity{"Quantity", "Количество"};
inline constexpr Phrase billed{"Billed", "В счёте"};
inline constexpr Phrase price{"Price", "Цена"};
inline constexpr Phrase from{"From", "От"};
inline constexpr Phrase to{"To", "До"};
inline constexpr Phrase measure{"Measure", "Показатель"};
inline constexpr Phrase own_column{"Own team", "Свои"};
inline constexpr Phrase out_column{"Outsourcing", "Аутсорсинг"};
inline constexpr Phrase saving_column{"Saved", "Экономия"};
inline constexpr Phrase cumulative{"Added up", "Нарастающим"};
inline constexpr Phrase factor{"Discount factor", "Коэффициент дисконта"};
inline constexpr Phrase own_today{"Own team today", "Свои сегодня"};
inline constexpr Phrase out_today{"Outsourcing today", "Аутсорсинг сегодня"};
inline constexpr Phrase people{"People", "Людей"};
inline constexpr Phrase cheaper{"Cheaper side", "Дешевле"};
inline constexpr Phrase role{"Role", "Роль"};
inline constexpr Phrase name{"Name", "Название"};
inline constexpr Phrase value{"Value", "Значение"};
inline constexpr Phrase origin{"Origin", "Источник"};
inline constexpr Phrase source{"Source", "Откуда"};
inline constexpr Phrase number{"Number", "Число"};
inline constexpr Phrase what{"What", "Что"};
inline constexpr Phrase formula{"Formula", "Формула"};
inline constexpr Phrase figures{"With figures", "С числами"};
inline constexpr Phrase result{"Result", "Итог"};

// Modes and their examples
inline constexpr Phrase graduated{"graduated", "по частям"};
inline constexpr Phrase volume{"volume", "весь объём"};
inline constexpr Phrase package{"package", "пакет"};
inline constexpr Phrase graduated_note{"graduated: each part at the price of its tier", "по частям: каждая часть — по цене своей ступени"};
inline constexpr Phrase volume_note{"volume: the whole quantity at the price of the tier it falls in", "весь объём: всё количество — по цене той ступени, в которую оно попало"};
inline constexpr Phrase package_note{"package: one sum for the bracket; in the open last one all units at its price", "пакет: одна сумма за ступень; в последней, открытой, — все единицы по её цене"};

// Sections
inline constexpr Phrase warnings_title{"Worth a look", "На что обратить внимание"};
inline constexpr Phrase measured_title{"Taken from the journal", "Взято из журнала"};
inline constexpr Phrase assumptions_title{"Assumptions", "Допущения"};
inline constexpr Phrase explain_title{"How it was reckoned", "Как посчитано"};
inline constexpr Phrase flows_title{"Flows by month", "Потоки по месяцам"};
inline constexpr Phrase inhouse_title{"Own team, month 1", "Свои сотрудники, 1-й месяц"};
inline constexpr Phrase invoice_title{"Outsourcer's invoice, month 1", "Счёт аутсорсера, 1-й месяц"};
inline constexpr Phrase invoice_month_title{"Invoice of month {month}", "Счёт за {month}-й месяц"};
inline constexpr Phrase transition_title{"Besides the invoice, over the horizon", "Кроме счетов, за весь срок"};
inline constexpr Phrase lines_title{"Lines", "Строки"};
inline constexpr Phrase compared_title{"Compared", "Сравнение"};
inline constexpr Phrase team_title{"People", "Люди"};

// Registers
inline constexpr Phrase origin_user{"given by the user", "от пользователя"};
inline constexpr Phrase origin_measured{"measured", "измерено"};
inline constexpr Phrase origin_benchmark{"benchmark", "ориентир"};
inline constexpr Phrase origin_assumed{"assumed", "допущение"};
inline constexpr Phrase assumptions_none{"All {n} numbers of this calculation were given by the user or measured.", "Все {n} чисел расчёта даны пользователем или измерены."};
inline constexpr Phrase assumptions_some{"Benchmarks or assumptions, listed here: {other} of {n} numbers; given by the user: {user}; measured: {measured}.", "Ориентиры и допущения, перечисленные ниже: {other} из {n} чисел; даны пользователем: {user}; измерены: {measured}."};
inline constexpr Phrase program_default{"the program's default", "значение программы по умолчанию"};
inline constexpr Phrase tax_standing{"Standing of the tax figures", "Откуда налоговые ставки"};
inline constexpr Phrase verified{"verified", "проверено"};
inline constexpr Phrase own_knowledge{"own knowledge, to be checked", "по памяти, проверить"};

// Warnings
inline constexpr Phrase warn_profile_repeated{"The horizon passes the last tax profile: {profile} is used for all later years.", "Срок длиннее налоговых профилей: {profile} применён ко всем следующим годам."};
inline constexpr Phrase warn_volume_drop{"{unit}: {quantity} cost {there}, {next} cost {one_more}. Ordering {next} is cheaper than any number from {from} to {quantity}.", "{unit}: {quantity} шт. стоят {there}, а {next} — {one_more}. Заказать {next} дешевле, чем любое количество от {from} до {quantity}."};
inline constexpr Phrase warn_part_heads{"Contributions by monthly thresholds: half a head does not cost half of a whole one, as it is reckoned here.", "Взносы считаются по порогам за месяц: полставки стоят не половину ставки, а здесь считается именно так."};
inline constexpr Phrase warn_occupancy{"{role}: {util} of the net hours filled leaves no room for peaks; 0.7 to 0.85 is usual where a resolution time is promised.", "{role}: загрузка {util} не оставляет запаса на пики; при обещанном времени решения обычно 0,7–0,85."};
inline constexpr Phrase warn_ratio{"{units} per person of the own team; surveys say 70 to 200.", "На одного сотрудника приходится {units}; по опросам — от 70 до 200."};
inline constexpr Phrase warn_severance{"The own team stays for {months} months, to the end of the horizon: its severance of {amount} falls after it and is in no sum here.", "Свои сотрудники остаются на {months} мес., до конца срока: выходные пособия {amount} приходятся на время после него и никуда не входят."};
inline constexpr Phrase warn_loaded{"{role}: full cost is {ratio} of pay; 1.3 to 1.5 is usual.", "{role}: полная стоимость — {ratio} от зарплаты; обычно 1,3–1,5."};
inline constexpr Phrase warn_no_variables{"The scenario names no variables.", "В сценарии нет переменных."};

// Compare
inline constexpr Phrase compare_title{"Own team or outsourcing", "Свои сотрудники или аутсорсинг"};
inline constexpr Phrase compare_out{"Outsourcing is cheaper: over {months} months it saves {saving} of today's money ({out} against {in} for the own team).", "Аутсорсинг дешевле: за {months} мес. он экономит {saving} в сегодняшних деньгах ({out} против {in} за своих сотрудников)."};
inline constexpr Phrase compare_in{"The own team is cheaper: over {months} months it saves {saving} of today's money ({in} against {out} for outsourcing).", "Свои сотрудники дешевле: за {months} мес. это экономит {saving} в сегодняшних деньгах ({in} против {out} за аутсорсинг)."};
inline constexpr Phrase npv_convention{"Net present value: month 0 is not discounted, month m by (1 + {rate})^(−m/12).", "Приведённая стоимость: месяц 0 не дисконтируется, месяц m — множителем (1 + {rate})^(−m/12)."};
inline constexpr Phrase npv{"Net present value", "Приведённая стоимость"};
inline constexpr Phrase undiscounted{"Sum, not discounted", "Сумма без дисконта"};
inline constexpr Phrase average_month{"Average month", "В среднем за месяц"};
inline constexpr Phrase per_unit_month{"Per {unit} and month", "На {unit} в месяц"};
inline constexpr Phrase per_ticket{"Per ticket", "На заявку"};
inline constexpr Phrase elasticity_row{"Elasticity to the number of {unit}", "Эластичность к числу ({unit})"};
inline constexpr Phrase elasticity_note{"1: the cost follows the number, 0: it stays whatever the number is; between the busiest and the quietest month, or ten per cent more units where there is no season.", "1 — расход меняется вместе с числом, 0 — не меняется; между самым загруженным и самым тихим месяцем, а без сезона — при росте числа на 10 %."};
inline constexpr Phrase idle_row{"Paid but not needed", "Оплачено, но не нужно"};
inline constexpr Phrase payback_row{"Pays back from month", "Окупается с месяца"};
inline constexpr Phrase payback_never{"not within the horizon", "не за этот срок"};
inline constexpr Phrase people_row{"People at most", "Людей, не более"};
inline constexpr Phrase flows_chart{"Cost added up by month", "Расход нарастающим итогом"};
inline constexpr Phrase vat_note{"VAT: the client deducts {share} of it.", "НДС: клиент принимает к вычету {share}."};

// Quote
inline constexpr Phrase quote_title{"Outsourcer's invoice", "Счёт аутсорсера"};
inline constexpr Phrase quote_answer{"The invoice of month {month} is {gross} with VAT of {vat}; it costs the client {cost}.", "Счёт за {month}-й месяц — {gross}, в том числе НДС {vat}; клиенту он обходится в {cost}."};
inline constexpr Phrase price_list_title{"Price list in force", "Действующий прайс-лист"};
inline constexpr Phrase min_fee_applied{"minimum fee applied", "применена минимальная плата"};

// People and their need
inline constexpr Phrase need{"Need", "Потребность"};
inline constexpr Phrase heads{"Heads", "Ставок"};
inline constexpr Phrase pay_month{"Pay", "Зарплата"};
inline constexpr Phrase contributions_month{"Contributions", "Взносы"};
inline constexpr Phrase by_workload{"By workload", "По нагрузке"};
inline constexpr Phrase by_coverage{"By coverage", "По часам работы"};
inline constexpr Phrase by_queue{"By time to answer", "По времени ответа"};
inline constexpr Phrase one_hire{"one hire", "один наём"};
inline constexpr Phrase ticket_word{"ticket", "заявка"};
inline constexpr Phrase visit_word{"visit", "выезд"};
inline constexpr Phrase tickets_month{"Tickets a month", "Заявок в месяц"};
inline constexpr Phrase visits_month{"Visits a month", "Выездов в месяц"};

// Break-even
inline constexpr Phrase even_title{"Break-even", "Точка безубыточности"};
inline constexpr Phrase side_outsource{"outsourcing", "аутсорсинг"};
inline constexpr Phrase side_inhouse{"an own team", "свои сотрудники"};
inline constexpr Phrase even_always{"From {lo} to {hi} the cheaper side is always the same: {side}.", "От {lo} до {hi} всегда дешевле одно и то же: {side}."};
inline constexpr Phrase even_once{"From {stable} on, up to {hi}, the cheaper side is {side}; below that it is {other}.", "Начиная с {stable} и до {hi} дешевле {side}; при меньшем числе дешевле {other}."};
inline constexpr Phrase even_often{"From {stable} on, up to {hi}, the cheaper side is {side}; below that the cheaper side changes ({changes}): look at the runs.", "Начиная с {stable} и до {hi} дешевле {side}; при меньшем числе выгодная сторона меняется (смен: {changes}) — смотрите промежутки."};
inline constexpr Phrase runs_title{"Runs of the cheaper side", "Промежутки: что дешевле"};
inline constexpr Phrase saving_at_from{"Saved at the start", "Экономия в начале"};
inline constexpr Phrase saving_at_to{"Saved at the end", "Экономия в конце"};
inline constexpr Phrase tie_note{"Every count was reckoned. Saved by outsourcing as net present value, negative where the own team is cheaper; a tie counts as outsourcing.", "Посчитано каждое число. Экономия от аутсорсинга, приведённая; отрицательная — дешевле свои; при равенстве считается аутсорсинг."};
inline constexpr Phrase first_change{"First change", "Первая смена"};
inline constexpr Phrase stable_point{"Stable from", "Устойчиво с"};
inline constexpr Phrase direction{"From there on cheaper", "Дальше дешевле"};
inline constexpr Phrase smooth_crossing{"Crossing without whole people", "Пересечение без целых людей"};
inline constexpr Phrase smooth_note{"a planning figure", "для планирования"};
inline constexpr Phrase sizes_title{"Sizes, an average month", "Размеры, в среднем за месяц"};
inline constexpr Phrase own_month{"Own team", "Свои"};
inline constexpr Phrase out_month{"Outsourcing", "Аутсорсинг"};
inline constexpr Phrase own_seat{"Per unit, own", "На единицу, свои"};
inline constexpr Phrase out_seat{"Per unit, outsourced", "На единицу, аутсорсинг"};
inline constexpr Phrase even_chart{"Net present value by number", "Приведённая стоимость по числу"};

// Sensitivity and simulation
inline constexpr Phrase sensitivity_title{"What moves the answer", "От чего зависит ответ"};
inline constexpr Phrase sensitivity_answer{"“{name}” moves the answer most, by {swing}, where outsourcing saves {saving} at the base.", "Сильнее всего на ответ влияет «{name}»: {swing} при базовой экономии от аутсорсинга {saving}."};
inline constexpr Phrase these_decide{"The cheaper side changes with: {names}.", "Выгодная сторона меняется от: {names}."};
inline constexpr Phrase nothing_decides{"None of them alone changes the cheaper side.", "По отдельности ни одно из них не меняет выгодную сторону."};
inline constexpr Phrase swings_title{"Swings", "Размах"};
inline constexpr Phrase variable{"Variable", "Переменная"};
inline constexpr Phrase saving_lo{"Saved at the low end", "Экономия внизу"};
inline constexpr Phrase saving_hi{"Saved at the high end", "Экономия вверху"};
inline constexpr Phrase swing{"Swing", "Размах"};
inline constexpr Phrase decides{"Changes the side", "Меняет сторону"};
inline constexpr Phrase tornado_chart{"What each variable makes of the saving", "Что каждая переменная делает с экономией"};
inline constexpr Phrase base_saving{"Saved at the base", "Экономия при базовых значениях"};
inline constexpr Phrase simulate_title{"How sure the answer is", "Насколько надёжен ответ"};
inline constexpr Phrase simulate_answer{"Outsourcing is not dearer in {share} of {trials} trials; nine of ten savings lie between {p5} and {p95}, half of them above {p50}.", "Аутсорсинг не дороже в {share} из {trials} испытаний; девять из десяти значений экономии — от {p5} до {p95}, половина — выше {p50}."};
inline constexpr Phrase wins{"Trials won by outsourcing", "Испытаний, где дешевле аутсорсинг"};
inline constexpr Phrase wins_share{"Share of them", "Их доля"};
inline constexpr Phrase mean{"Mean saving", "Средняя экономия"};
inline constexpr Phrase trials{"Trials", "Испытаний"};
inline constexpr Phrase spread_chart{"Trials by saving", "Испытания по величине экономии"};
inline constexpr Phrase variables_title{"Variables", "Переменные"};
inline constexpr Phrase distribution{"Distribution", "Распределение"};
inline constexpr Phrase most_likely{"Most likely", "Вероятнее всего"};
inline constexpr Phrase numbers_moved{"Numbers moved", "Чисел движет"};
inline constexpr Phrase triangular{"triangular", "треугольное"};
inline constexpr Phrase uniform{"uniform", "равномерное"};
inline constexpr Phrase independence{"The variables are drawn independently of each other; one variable moves all of its numbers together.", "Переменные выбираются независимо друг от друга; одна переменная движет все свои числа вместе."};

// Staff
inline constexpr Phrase staff_title{"People needed", "Сколько нужно людей"};
inline constexpr Phrase staff_answer{"{units} in the busiest month, with {tickets} tickets and {visits} visits, need {heads} people.", "{units} в самый загруженный месяц ({tickets} заявок, {visits} выездов) требуют {heads} чел."};
inline constexpr Phrase staff_note{"Need: the largest of the three, to 4 places before it is rounded up. Holidays and sickness are in the net hours already; a cover cost on top would count them twice.", "Потребность — наибольшая из трёх, до 4 знаков, и только потом вверх. Отпуска и болезни уже учтены в чистых часах: добавить замещение значило бы посчитать их дважды."};
inline constexpr Phrase coverage_title{"People behind one seat that is always filled", "Людей на одно всегда занятое место"};
inline constexpr Phrase schedule{"Schedule", "График"};
inline constexpr Phrase open_hours{"Open hours a year", "Часов работы в год"};
inline constexpr Phrase people_per_seat{"People per seat", "Людей на место"};
inline constexpr Phrase coverage_note{"Open hours / net hours of one person ({net} of {norm} a year).", "Часы работы / чистые часы одного человека ({net} из {norm} в год)."};
inline constexpr Phrase day_title{"{role}: seats by hour (Erlang C), {hours} seat hours a year, {fte} full positions, {heads} people", "{role}: мест по часам (Эрланг C), {hours} место-часов в год, {fte} ставок, {heads} чел."};
inline constexpr Phrase hour{"Hour", "Час"};
inline constexpr Phrase calls{"Calls", "Обращений"};
inline constexpr Phrase seats{"Seats", "Мест"};

// Erlang
inline constexpr Phrase erlang_title{"One queue", "Одна очередь"};
inline constexpr Phrase erlang_answer{"{n} agents at {load} Erlang answer {sl} within {t}; the average wait is {asa}.", "{n} операторов при {load} Эрл. отвечают на {sl} за {t}; среднее ожидание — {asa}."};
inline constexpr Phrase erlang_scheduled_answer{"{n} agents at {load} Erlang answer {sl} within {t}; with {shrinkage} of the time away, {scheduled} must be on the roster.", "{n} операторов при {load} Эрл. отвечают на {sl} за {t}; если {shrinkage} времени их нет, в графике нужно {scheduled}."};
inline constexpr Phrase erlang_b_answer{"{n} lines at {load} Erlang turn away {blocked} of the calls.", "{n} линий при {load} Эрл. теряют {blocked} вызовов."};
inline constexpr Phrase neighbours_title{"A few more or fewer", "На несколько больше или меньше"};
inline constexpr Phrase agents{"Agents", "Операторов"};
inline constexpr Phrase lines_word{"Lines", "Линий"};
inline constexpr Phrase in_time_share{"Answered in time", "Отвечено вовремя"};
inline constexpr Phrase average_wait{"Average wait", "Среднее ожидание"};
inline constexpr Phrase waits_share{"Share that waits", "Доля ожидающих"};
inline constexpr Phrase occupancy{"Occupancy", "Занятость"};
inline constexpr Phrase abandoned{"Hang up", "Бросают трубку"};
inline constexpr Phrase blocked{"Blocked", "Отказов"};
inline constexpr Phrase goals{"Goals", "Цели"};
inline constexpr Phrase reached{"reached", "выполнены"};
inline constexpr Phrase missed{"missed", "нет"};
inline constexpr Phrase unstable{"the queue only grows", "очередь только растёт"};
inline constexpr Phrase second_word{"s", "с"};
inline constexpr Phrase load_word{"Load, Erlang", "Нагрузка, Эрл."};
inline constexpr Phrase scheduled{"On the roster", "В графике"};
inline constexpr Phrase model_b_note{"Erlang B: a call that finds all lines busy is lost.", "Эрланг B: вызов, заставший все линии занятыми, теряется."};
inline constexpr Phrase model_c_note{"Erlang C: callers wait as long as it takes.", "Эрланг C: звонящие ждут сколько нужно."};
inline constexpr Phrase model_a_note{"Erlang A: callers hang up after a while; in time means answered in time, as a share of all calls offered.", "Эрланг A: звонящие со временем бросают трубку; «вовремя» — отвечено вовремя, доля от всех вызовов."};

// Payroll and profiles
inline constexpr Phrase payroll_title{"What a salary costs", "Сколько стоит зарплата"};
inline constexpr Phrase payroll_answer{"{net} net a month costs {cost}: gross {gross}, of which {tax} is withheld, and {contributions} of contributions on top (averages of a year, {profile}).", "{net} на руки в месяц обходятся в {cost}: начислено {gross}, из них удержано {tax}, и сверху {contributions} взносов (в среднем за год, {profile})."};
inline constexpr Phrase payroll_answer_gross{"{gross} gross a month costs {cost}, {contributions} of it contributions on top (averages of a year, {profile}); net pay is not computed for this profile.", "{gross} начисленных в месяц обходятся в {cost}, из них {contributions} — взносы сверху (в среднем за год, {profile}); сумма на руки для этого профиля не считается."};
inline constexpr Phrase year_title{"The year", "За год"};
inline constexpr Phrase months_title{"By month", "По месяцам"};
inline constexpr Phrase gross_pay{"Gross", "Начислено"};
inline constexpr Phrase net_pay{"Net", "На руки"};
inline constexpr Phrase income_tax{"Income tax", "Налог на доходы"};
inline constexpr Phrase employee_part{"Withheld besides", "Удержано ещё"};
inline constexpr Phrase full_cost{"Full cost", "Полная стоимость"};
inline constexpr Phrase contribution{"contribution {code}", "взнос {code}"};
inline constexpr Phrase markup{"Full cost over net", "Полная стоимость сверх суммы на руки"};
inline constexpr Phrase quick_title{"Quick estimate beside the exact figure, an average month", "Прикидка и точный расчёт, в среднем за месяц"};
inline constexpr Phrase quick_rates{"Sum of the first rates", "Сумма первых ставок"};
inline constexpr Phrase quick_cost{"Quick: net × (1 + sum)", "Прикидка: на руки × (1 + сумма)"};
inline constexpr Phrase quick_note{"wrong: the tax is withheld from gross, it does not come on top of net", "неверно: налог удерживается из начисленного, а не добавляется к сумме на руки"};
inline constexpr Phrase quick_exact{"Exact, same contributions", "Точно, те же взносы"};
inline constexpr Phrase quick_difference{"Quick is off by", "Ошибка прикидки"};
inline constexpr Phrase exact_with_insurance{"Exact, accident insurance included", "Точно, со взносом на травматизм"};
inline constexpr Phrase feeds_totals{"this one feeds the totals", "в итоги идёт это число"};
inline constexpr Phrase profiles_title{"Tax profiles", "Налоговые профили"};
inline constexpr Phrase profiles_answer{"There are {n} tax profiles; --tax FILE adds your own.", "Налоговых профилей: {n}; свои добавляет --tax ФАЙЛ."};
inline constexpr Phrase profiles_note{"Verified: statements of the profile for which a published source was read; the others are own knowledge and need a check.", "Проверено: утверждения профиля, для которых прочитан опубликованный источник; остальные — по памяти, их надо проверить."};
inline constexpr Phrase profile_title{"Tax profile", "Налоговый профиль"};
inline constexpr Phrase profile_answer{"{id}: {verified} of {n} statements were verified in a published source.", "{id}: по опубликованным источникам проверено {verified} из {n} утверждений."};
inline constexpr Phrase also_called{"Also", "Также"};
inline constexpr Phrase currency{"Currency", "Валюта"};
inline constexpr Phrase verified_count{"Verified", "Проверено"};
inline constexpr Phrase of_statements{"Of", "Из"};
inline constexpr Phrase country{"Country", "Страна"};
inline constexpr Phrase tax_year{"Tax year", "Налоговый год"};
inline constexpr Phrase allowance{"Allowance a year", "Не облагается за год"};
inline constexpr Phrase norm_hours{"Norm hours a year", "Норма часов в год"};
inline constexpr Phrase workdays{"Working days", "Рабочих дней"};
inline constexpr Phrase read_from{"Read from", "Файл"};
inline constexpr Phrase rates_title{"Rates", "Ставки"};
inline constexpr Phrase paid_by{"Paid by", "Платит"};
inline constexpr Phrase counted_over{"Counted over", "Считается за"};
inline constexpr Phrase up_to{"Up to", "До"};
inline constexpr Phrase rate{"Rate", "Ставка"};
inline constexpr Phrase employee_word{"employee", "работник"};
inline constexpr Phrase employer_word{"employer", "работодатель"};
inline constexpr Phrase basis_year{"the year so far", "год нарастающим итогом"};
inline constexpr Phrase basis_month{"each month", "каждый месяц"};
inline constexpr Phrase basis_limit{"year's limit, month's threshold", "предел за год, порог за месяц"};
inline constexpr Phrase low_in{"under the threshold, within the limit", "до порога, в пределах базы"};
inline constexpr Phrase high_in{"over the threshold, within the limit", "сверх порога, в пределах базы"};
inline constexpr Phrase low_over{"under the threshold, over the limit", "до порога, сверх базы"};
inline constexpr Phrase high_over{"over the threshold, over the limit", "сверх порога, сверх базы"};

}  // namespace phrase

}  // namespace outdesk::cost
