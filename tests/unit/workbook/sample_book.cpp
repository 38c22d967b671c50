#include "sample_book.hpp"

#include <cstdio>

#include "sample_parts.hpp"

namespace outdesk::sample {

namespace {

Section summary(Language l) {
  Section s{"summary", pick(l, "Summary", "Сводка"), {}, false};
  s.blocks.push_back(Paragraph{{{pick(l,
                                      "On 3 September the warehouse could not print waybills for 4 "
                                      "h 38 min; the invoice is 2,960 ₽ lower for it.",
                                      "3 сентября склад 4 ч 38 мин не печатал накладные; за это "
                                      "счёт уменьшен на 2 960 ₽."),
                                 true},
                                {pick(l,
                                      " Otherwise a steady month: 147 of 152 requests closed on "
                                      "time (96.7 %, target 95 %), backups are usable.",
                                      " В остальном месяц ровный: в срок закрыто 147 из 152 заявок "
                                      "(96,7 % при цели 95 %), резервные копии годны."),
                                 false}}});
  Tiles tiles;
  tiles.tiles.push_back({"tickets",
                         pick(l, "Requests and deadlines", "Заявки и сроки"),
                         {"attention", pick(l, "attention", "внимание"), Tone::attention},
                         pick(l, "147 of 152 on time (96.7 %)", "147 из 152 в срок (96,7 %)"),
                         pick(l, "Target of 95 % met; the invoice is lower for one critical delay",
                              "Цель 95 % выполнена; за одну критичную просрочку счёт уменьшен на 2 "
                              "960 ₽"),
                         pick(l, "Better: 94.9 % in August", "Лучше: в августе было 94,9 %"),
                         {},
                         ""});
  tiles.tiles.push_back({"access",
                         pick(l, "Access to folders", "Доступ к папкам"),
                         {"bad", pick(l, "bad", "плохо"), Tone::bad},
                         pick(l, "14 changes, 5 without request", "14 изменений, 5 без заявки"),
                         pick(l, "2 dismissed people can still open your documents",
                              "2 уволенных сотрудника всё ещё могут открыть ваши документы"),
                         pick(l, "Worse", "Хуже"),
                         {},
                         ""});
  tiles.tiles.push_back(
      {"ratings",
       pick(l, "Ratings", "Оценки сотрудников"),
       {"good", pick(l, "good", "в норме"), Tone::good},
       "4,8",
       pick(l, "2 low ratings looked into", "2 низкие оценки разобраны, объяснения приложены"),
       pick(l, "Better", "Лучше"),
       {},
       ""});
  tiles.tiles.push_back({"network",
                         pick(l, "Network", "Сеть и безопасность"),
                         {"no_data", pick(l, "no data", "нет данных"), Tone::no_data},
                         "",
                         pick(l, "Not rated: no export for 21-30 September",
                              "Раздел не оценён: нет выгрузки за 21–30.09"),
                         pick(l, "Cannot be compared", "Сравнить нельзя"),
                         {},
                         ""});
  s.blocks.push_back(std::move(tiles));
  Points points;
  points.title = pick(l, "Needed from you", "Что нужно от вас");
  points.boxed = true;
  points.points = {
      {pick(l, "Close the accounts of two people who left.",
            "Закрыть учётные записи двух уволенных."),
       pick(l, "By 3 October, director.", "До 03.10.2025, решает генеральный директор."), "access",
       ""},
      {pick(l, "Agree on a test restore of mail.", "Согласовать пробное восстановление почты."),
       pick(l, "By 6 October, office manager.", "До 06.10.2025, решает офис-менеджер."), "backups",
       ""}};
  s.blocks.push_back(std::move(points));
  return s;
}

Section deadlines(Language l) {
  Section s{"tickets", pick(l, "Requests and deadlines", "Заявки и сроки"), {}, false};
  s.blocks.push_back(
      Paragraph{{{pick(l, "147 of 152 requests closed on time.",
                       "В срок закрыто 147 из 152 заявок — 96,7 % при цели договора 95 %."),
                  false}}});
  Table t;
  t.title = pick(l, "1. Deadlines by importance", "1. Выполнение сроков по важности");
  t.columns = {{{}, pick(l, "Importance", "Важность"), 10},
               {{}, pick(l, "Meaning", "Что это значит"), 0, true},
               {{}, pick(l, "Answer promised", "Первый ответ: обещано")},
               {{}, pick(l, "Solution promised", "Решение: обещано")},
               {{}, pick(l, "Requests", "Заявок"), 0, false, true},
               {{}, pick(l, "On time", "В срок")},
               {{}, pick(l, "Usual solution (median)", "Решение, обычно (медиана)")},
               {{}, pick(l, "Late", "С опозданием")}};
  Mark late{"missed", pick(l, "1 late", "1 просрочка"), Tone::attention},
      fine{"met", pick(l, "none", "нет"), Tone::good};
  t.rows = {{"P1", pick(l, "Critical: work stopped", "Критичный: работа остановлена"), Seconds{900},
             Seconds{14400}, std::int64_t{3}, Share{2, 3}, Seconds{7800}, late},
            {"P2", pick(l, "High: a department is hindered", "Высокий: мешает отделу"),
             Seconds{1800}, Seconds{28800}, std::int64_t{17}, Share{16, 17}, Seconds{11101}, late},
            {"P3", pick(l, "Normal", "Обычный: мешает сотруднику"), Seconds{3600}, Seconds{57600},
             std::int64_t{104}, Share{103, 104}, Seconds{16800}, fine},
            {"P4", pick(l, "Planned", "Плановый: запрос, настройка"), Seconds{14400},
             Seconds{144000}, std::int64_t{28}, Share{28, 28}, Seconds{45}, fine}};
  s.blocks.push_back(std::move(t));
  const std::vector<std::string> months = {"окт 24", "ноя", "дек", "янв 25", "фев", "мар",
                                           "апр",    "май", "июн", "июл",    "авг", "сен"};
  Chart count{Chart::Kind::stacked_columns,
              pick(l, "Requests a month", "Сколько заявок за месяц"),
              "12 months",
              "",
              months,
              {},
              {},
              "",
              0};
  count.series = {
      {pick(l, "on time", "В срок"),
       {155, 158, 140, 130, 142, 146, 147, 143, 148, 140, 150, 147},
       Tone::good},
      {pick(l, "late", "С опозданием"), {9, 8, 6, 6, 9, 7, 4, 4, 6, 6, 8, 5}, Tone::bad}};
  Chart share{Chart::Kind::line,
              pick(l, "Closed on time, %", "Доля заявок, закрытых в срок, %"),
              "12 months",
              "%",
              months,
              {},
              95.0,
              pick(l, "Target, %", "Цель, %"),
              1};
  share.series = {{pick(l, "Share on time", "Доля в срок"),
                   {94.0, 95.3, 96.0, 95.0, 93.7, 95.1, {}, 97.3, 96.1, 95.9, 94.9, 96.7},
                   Tone::neutral}};
  s.blocks.push_back(std::move(count));
  s.blocks.push_back(std::move(share));
  Table money;
  money.title = pick(l, "2. Reconciliation of the invoice", "2. Сверка суммы счёта");
  money.columns = {{{}, pick(l, "Line", "Строка"), 60, true},
                   {{}, pick(l, "Clause", "Пункт договора")},
                   {{}, pick(l, "Amount", "Сумма"), 0, false, true}};
  money.rows = {
      {pick(l, "Monthly fee", "Абонентская плата по договору № 17/24"), "п. 5.1", Money{14800000}},
      {pick(l, "KPI credit",
            "Порог договора: не меньше 95,0 % в срок, факт 96,7 % → уменьшение по п. 6.2"),
       "п. 6.2", Money{0}},
      {pick(l, "Critical requests", "Критичные заявки, просрочено 1 × 2,0 % платы (заявка 4192)"),
       "п. 6.3", Money{-296000}}};
  money.total = Row{pick(l, "To pay", "К оплате за сентябрь 2025"), {}, Money{14504000}};
  money.note = pick(l, "How counted: working hours Mon-Fri 9:00-18:00.",
                    "Как считали: рабочие часы пн–пт 9:00–18:00 (критичные — круглосуточно), "
                    "производственный календарь РФ, время «ждём клиента» вычтено.");
  s.blocks.push_back(std::move(money));
  return s;
}

Section backups(Language l) {
  Section s{"backups", pick(l, "Backups", "Резервные копии"), {}, false};
  Table days;
  days.title = pick(l, "1. Copies by day", "1. Копии по дням");
  days.columns = {{{}, pick(l, "What", "Что копируем"), 18}, {{}, pick(l, "When", "Когда"), 18}};
  for (int d = 1; d <= 30; ++d) days.columns.push_back({{}, std::to_string(d), 3});
  days.columns.push_back({{}, pick(l, "Total", "Итого"), 12});
  for (const char* job : {"1С:Бухгалтерия", "Файлы FS01", "Почта"}) {
    Row row{std::string(job), std::string("22:00")};
    for (int d = 1; d <= 30; ++d)
      row.push_back(d == 19 ? Value(std::string("✗")) : Value(std::string("✓")));
    row.push_back("29 из 30");
    days.rows.push_back(std::move(row));
  }
  s.blocks.push_back(std::move(days));
  Table tests;
  tests.title = pick(l, "2. Test restores", "2. Пробные восстановления: доказательства");
  tests.columns = {{{}, pick(l, "System", "Система"), 18},
                   {{}, pick(l, "Date", "Дата пробы"), 14},
                   {{}, pick(l, "Promised", "Обещано"), 10},
                   {{}, pick(l, "Fact", "Факт"), 12},
                   {{}, pick(l, "How checked", "Как проверили"), 44, true},
                   {{}, pick(l, "Who", "Кто"), 14},
                   {{}, pick(l, "Verdict", "Итог"), 12}};
  using namespace std::chrono;
  tests.rows = {{"1С:Бухгалтерия", Date{2025y / September / 18}, Seconds{10800}, Seconds{4320},
                 "База открыта, остатки на 17.09 совпали по 12 счетам", "Белов К. Н.",
                 Mark{"ok", pick(l, "usable", "годна"), Tone::good}},
                {"Почта", Value{}, Seconds{14400}, Value{},
                 "Срок договора — раз в 90 дней, прошло 97 дней. Назначено 07.10.2025",
                 "Титов Р. С.", Mark{"overdue", pick(l, "needed", "нужно"), Tone::attention}}};
  s.blocks.push_back(std::move(tests));
  return s;
}

Section all_requests(Language l) {
  Section s{"all", pick(l, "All requests", "Все заявки"), {}, false};
  Table t;
  t.key = key("tickets");
  t.columns = {{key("ticket"), pick(l, "Request", "Заявка")},
               {key("subject"), pick(l, "Subject", "Что случилось"), 0, true},
               {key("received"), pick(l, "Received", "Открыта")},
               {key("elapsed_s"), pick(l, "Taken", "Заняло"), 0, false, true},
               {key("credit_minor"), pick(l, "Credit", "Уменьшение счёта"), 0, false, true},
               {key("verdict"), pick(l, "Verdict", "Итог")},
               {key("internal"), ""}};
  Dice dice;
  for (int i = 1; i <= 152; ++i) {
    bool late = i % 31 == 0;
    t.rows.push_back(
        {"T-2025-" + std::to_string(4000 + i),
         std::string("Не печатает принтер в кабинете ") + std::to_string(dice.roll(40)),
         Instant{1756684800 + i * 17000}, Seconds{static_cast<std::int64_t>(dice.roll(60000))},
         Money{late ? -296000 : 0},
         late ? Mark{"missed", pick(l, "late", "поздно"), Tone::bad}
              : Mark{"met", pick(l, "on time", "в срок"), Tone::good},
         "machine only"});
  }
  s.blocks.push_back(std::move(t));
  return s;
}

}  // namespace

Document report(Language l) {
  Document d;
  d.schema = "sample/1";
  d.language = l;
  d.zone = &Zone::named("Europe/Moscow");
  d.currency = "RUB";
  d.title = pick(l, "IT in September 2025: the essentials on one page",
                 "ИТ за сентябрь 2025: главное на одной странице");
  d.subtitle = pick(l, "Romashka · contract No. 17/24 · 1 October 2025",
                    "ООО «Ромашка-Логистик» · договор № 17/24 · 01.10.2025");
  d.provider = "ИТ-служба «Периметр»";
  d.confidential = pick(l, "Confidential", "Конфиденциально");
  d.sections.push_back(summary(l));
  d.sections.push_back(deadlines(l));
  d.sections.push_back(all_requests(l));
  d.sections.push_back(backups(l));
  Figures figures{
      pick(l, "Sources", "Источники"),
      {{key("a"), pick(l, "Requests read", "Прочитано заявок"), std::int64_t{152}, "журнал"},
       {key("b"), "", std::int64_t{1}, ""},
       {key("c"), pick(l, "Fee", "Плата"), Money{14800000}, ""}}};
  d.sections.push_back({"sources", pick(l, "Sources", "Источники"), {figures}, false});
  d.sections.push_back({"machine", "machine", {figures}, true});
  return d;
}

Document hostile() {
  Document d;
  d.title = "=HYPERLINK(\"http://example.org\") & <b>&amp;</b> \x07\xff";
  d.subtitle = "'; DROP TABLE --";
  Table t;
  t.title = "rows";
  t.columns = {{key("text"), "=1+1"}, {key("other"), "@other"}};
  for (const char* text :
       {"=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "http://example.org/a",
        "mailto:a@example.org", "<script>alert(1)</script>", "\xff\xfe", "bell \x07 esc \x1b[31m",
        "\u202Etxt.exe", "\uFFFE\uFFFF", "_x0041_", " spaces ", "tab\tnew\nline",
        "\xF0\x9F\x98\x80 ]]> &#x41;"})
    t.rows.push_back({std::string(text), std::string("internal:'x'!A1")});
  t.rows.push_back({std::string(40000, 'x'), std::string(16384 * 2, '-')});
  d.sections.push_back({"a", "[]:*?/\\'", {t}, false});
  d.sections.push_back({"b", "[]:*?/\\'", {t}, false});
  d.sections.push_back({"c", "History", {t}, false});
  d.sections.push_back(
      {"d",
       std::string("\xF0\x9F\x98\x80") +
           "\xF0\x9F\x98\x80\xF0\x9F\x98\x80\xF0\x9F\x98\x80\xF0\x9F\x98\x80\xF0\x9F\x98\x80\xF0"
           "\x9F\x98\x80\xF0\x9F\x98\x80\xF0\x9F\x98\x80\xF0\x9F\x98\x80\xF0\x9F\x98\x80\xF0\x9F"
           "\x98\x80\xF0\x9F\x98\x80\xF0\x9F\x98\x80\xF0\x9F\x98\x80\xF0\x9F\x98\x80 #1",
       {t, Points{"p", true, {{"lead", "text", "b", "=1"}}}},
       false});
  return d;
}

}  // namespace outdesk::sample
