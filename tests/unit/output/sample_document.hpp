// A monthly report in Russian with everything that a Document can hold; hostile text where text comes
// from outside.  The people and the company are made up.
#pragma once

#include <array>

#include "output/document.hpp"

namespace outdesk::sample {

inline const Mark kGood{"ok", "в норме", Tone::good}, kAttention{"warn", "внимание", Tone::attention},
    kBad{"fail", "плохо", Tone::bad}, kNoData{"unknown", "нет данных", Tone::no_data};

/// What an attacker would put into a subject: markup, ANSI, right-to-left, a line separator, bad UTF-8.
inline const std::string kHostile =
    "<script>alert(1)</script>\"><img src=x onerror=alert(2)> \x1b[31mred \u202Egnp.exe\u202C\u2028end \xff\xfe ]]> {{x}}";

inline std::vector<std::optional<double>> bars(std::initializer_list<double> values) {
  return {values.begin(), values.end()};
}

inline std::vector<std::string> months() {
  return {"окт", "ноя", "дек", "янв", "фев", "мар", "апр", "май", "июн", "июл", "авг", "сен"};
}

inline Section summary() {
  Paragraph lead{{{"3 сентября склад 4 ч 38 мин не печатал накладные; за это счёт уменьшен на 2\u00A0960\u00A0₽. ", true},
                  {"В остальном месяц ровный: в срок закрыто 147 из 152 заявок (96,7\u00A0% при цели 95\u00A0%), резервные копии годны. "},
                  {"От вас нужны три решения", true},
                  {": два о доступе к папкам и одно о почте."}}};
  Points decisions{"Что нужно от вас", true,
                   {{"До 3 октября.", "Закрыть учётные записи Николаевой К. Н. и Тарасова Д. Г.: уволены в августе, но всё ещё могут открыть ваши папки.", "access", "Подробнее"},
                    {"До 6 октября.", "Согласовать пробное восстановление почты 7 октября с 20:00 до 21:00, почта будет работать.", "backup", "Почему нужно"},
                    {"До 7 октября.", "Подтвердить или отменить пять изменений прав, сделанных без заявки.", "access", "Список"}}};
  Tiles tiles{{
      {"sla", "Заявки в срок", kAttention, "96,7\u00A0%", "147 из 152, цель 95\u00A0%; одна критичная опоздала", "Лучше: в августе было 94,9\u00A0%",
       bars({94.0, 95.3, 96.0, 95.0, 93.7, 95.1, 96.9, 97.3, 96.1, 95.9, 94.9, 96.7}), "12 месяцев"},
      {"sla", "Простои", kBad, "4 ч 38 мин", "одна остановка: печать накладных на складе", "Хуже: в августе было 35 мин",
       bars({0, 0, 0, 60, 20, 0, 0, 0, 0, 0, 35, 278}), "12 месяцев"},
      {"visits", "Выезды", kGood, "4 + 1", "4 плановых и 1 внеплановый", "Лучше: в августе внеплановых 3",
       bars({4, 3, 5, 2, 4, 3, 2, 2, 3, 2, 3, 1}), "12 месяцев"},
      {"backup", "Резервные копии", kAttention, "239 из 240", "3 пробы из 3 удачны; почту не пробовали 97 дней", "Хуже: в августе 240 из 240",
       bars({240, 240, 238, 240, 240, 236, 240, 240, 240, 240, 240, 239}), "12 месяцев"},
      {"access", "Доступ к папкам", kBad, "5 без заявки", "14 изменений прав; 2 уволенных с доступом", "Хуже: в августе без заявки 0",
       bars({0, 1, 0, 0, 2, 0, 0, 0, 1, 0, 0, 5}), "12 месяцев"},
      {"assets", "Техника", kAttention, "71", "2 устройства нам неизвестны", "Хуже: в августе неизвестных 0",
       bars({60, 61, 63, 63, 65, 66, 66, 68, 70, 70, 71, 73}), "12 месяцев"},
      {"ratings", "Оценки сотрудников", kGood, "4,8 из 5", "118 оценок, 2 низкие разобраны", "Лучше: в августе было 4,7",
       bars({4.5, 4.6, 4.6, 4.7, 4.7, 4.6, 4.7, 4.7, 4.8, 4.7, 4.7, 4.8}), "12 месяцев"},
      {"network", "Сеть и безопасность", kNoData, "нет данных", "Zabbix не передал 21–30 сентября", "Сравнить с августом нельзя",
       {5.0, std::nullopt, 4.0, std::nullopt}, "12 месяцев"},
  }};
  return {"summary", "Сводка", {lead, decisions, tiles}};
}

inline Table by_importance() {
  Table table;
  table.key = key("kpi.by_priority");
  table.title = "Выполнение сроков по важности";
  table.columns = {{key("priority"), "Важность", 24, true}, {key("response_s"), "Ответ: обещано"}, {key("resolution_s"), "Решение: обещано"},
                   {key("count"), "Заявок", 0, false, true}, {key("met"), "Решено в срок", 0, false, true}, {key("share"), "Доля"},
                   {key("share_before"), "Август"}, {key("median_s"), "Обычно решаем за"}, {key("verdict"), "С опозданием"}, {key("machine"), ""}};
  auto row = [](std::string name, int answer, int solution, std::int64_t count, std::int64_t met, int median, Mark late) {
    return Row{std::move(name), Seconds{answer}, Seconds{solution}, count, met, Share{met, count}, Share{met - 1, count}, Seconds{median}, std::move(late), true};
  };
  table.rows = {row("Критичный: работа остановлена", 900, 4 * 3600, 3, 2, 7800, {"late", "1 просрочка", Tone::bad}),
                row("Высокий: мешает отделу", 1800, 8 * 3600, 17, 16, 11100, {"late", "1 просрочка", Tone::attention}),
                row("Обычный: мешает сотруднику", 3600, 16 * 3600, 104, 102, 16800, {"late", "2 просрочки", Tone::attention}),
                row("Плановый: запрос, настройка", 4 * 3600, 40 * 3600, 28, 27, 30600, {"none", "нет", Tone::good})};
  table.note = "Как считали: рабочие часы пн–пт 9:00–18:00 по производственному календарю, критичные заявки — круглосуточно; время ожидания вас не считается.";
  return table;
}

inline Table late_requests() {
  Table table;
  table.key = key("tickets");
  table.title = "Все просрочки и сверка суммы счёта";
  table.columns = {{key("ticket"), "Заявка"}, {key("subject"), "Тема", 30, true}, {key("received"), "Получена"}, {key("elapsed_s"), "Факт"},
                   {key("paused_s"), "Ждали вас"}, {key("verdict"), "Итог"}, {key("credit_minor"), "Уменьшение счёта", 0, false, true}};
  table.rows = {{std::string("4102"), std::string("Остановилась печать накладных на складе"), *parse_instant("2025-09-03T05:10:00Z"), Seconds{16680}, Seconds{0}, Mark{"missed", "опоздала", Tone::bad}, Money{-296000}},
                {std::string("4156"), kHostile, *parse_instant("2025-09-09T07:00:00Z"), Seconds{33000}, Seconds{1800}, Mark{"missed", "опоздала", Tone::bad}, Money{0}},
                {std::string("4198"), std::string("=HYPERLINK(\"http://evil.example\")"), *parse_instant("2025-09-30T20:59:59Z"), Value{}, Value{}, Mark{"open", "в работе", Tone::neutral}, Value{}}};
  return table;
}

inline Section deadlines() {
  Chart count;
  count.title = "Сколько заявок за месяц";
  count.description = "Столбцы: всего заявок по месяцам, заштрихованы опоздавшие.";
  count.unit = "Месяц";
  count.points = months();
  count.series = {{"в срок", bars({158, 163, 143, 133, 148, 155, 156, 146, 149, 141, 150, 147}), Tone::neutral},
                  {"с опозданием", bars({10, 8, 6, 7, 10, 8, 5, 4, 6, 6, 8, 5}), Tone::bad}};
  Chart share;
  share.kind = Chart::Kind::line;
  share.title = "Доля закрытых в срок, %";
  share.description = "Линия: доля по месяцам; пунктир: цель.";
  share.unit = "Месяц";
  share.points = months();
  share.series = {{"доля", bars({94.0, 95.3, 96.0, 95.0, 93.7, 95.1, 96.9, 97.3, 96.1, 95.9, 94.9, 96.7}), Tone::neutral}};
  share.target = 95;
  share.target_title = "цель 95\u00A0%";
  share.digits = 1;
  Figures figures{"Коротко", {{key("kpi.received"), "Получено заявок", std::int64_t{152}, ""},
                              {key("kpi.resolution.met"), "Решено в срок", std::int64_t{147}, ""},
                              {key("kpi.resolution.share"), "Доля", Share{147, 152}, "цель 95\u00A0%"},
                              {key("kpi.first_response_median_s"), "Обычно отвечаем за", Seconds{1260}, "медиана"},
                              {key("credits.total_minor"), "Счёт уменьшен на", Money{296000}, ""}}};
  Paragraph words{{{"Вы обратились 152 раза, на 6 меньше, чем в августе. В срок закрыто 147. Одна критичная заявка опоздала на 38 минут, поэтому счёт меньше на 2\u00A0960\u00A0₽."}}};
  return {"sla", "Заявки и сроки", {words, count, share, by_importance(), late_requests(), figures}};
}

inline std::string number_text(std::size_t n) { return std::to_string(n); }

/// Folders of departments by people of departments, as a real file server has them.
inline Grid matrix(std::size_t lines, std::size_t heads) {
  Grid grid;
  grid.heads_key = key("accounts");
  grid.lines_key = key("folders");
  grid.cells_key = key("levels");
  grid.details_key = key("masks");
  grid.head_id_column = "account";
  grid.title = "Матрица доступа: " + std::to_string(lines) + " папок, " + std::to_string(heads) + " учётных записей";
  grid.head_columns = {{key("account"), "Учётная запись"}, {key("name"), "Имя"}};
  grid.line_columns = {{key("path"), "Папка"}, {key("own_rights"), "свои права папки"}, {key("people"), "Людей с доступом"}};
  grid.line_title = "Папка";
  grid.reach_title = "сколько папок доступно сотруднику";
  grid.palette = {{{"none", "нет доступа", Tone::neutral}, "", "", "", false},
                  {{"read", "чтение", Tone::neutral}, "ч", "DCE9F5", "24476B", false},
                  {{"change", "чтение и изменение", Tone::neutral}, "Р", "F4C152", "000000", true},
                  {{"full", "полный доступ", Tone::neutral}, "П", "1B2A49", "FFFFFF", true},
                  {{"denied", "запрет", Tone::bad}, "×", "FBE4E4", "8B1A1A", false},
                  {{"unread", "не прочитано", Tone::no_data}, "?", "E4E7EC", "374151", false}};
  constexpr std::array<const char*, 6> kBands = {"Дирекция", "Бухгалтерия", "Продажи", "Логистика", "Склад", "ИТ и служебные"};
  constexpr std::array<std::size_t, 6> kSizes = {5, 8, 16, 16, 9, 6};
  constexpr std::array<const char*, 12> kNames = {"Иванова С. П.", "Петрова Д. И.", "Сидоров Р. А.", "Кузнецов С. М.", "Смирнов В. Н.", "Попова О. О.",
                                                  "Васильев Д. Н.", "Соколов Д. О.", "Михайлов Н. М.", "Новиков Е. С.", "Виноградова М. Г.", "Тарасов Д. Г."};
  constexpr std::array<const char*, 12> kAccounts = {"s.ivanova", "d.petrova", "r.sidorov", "s.kuznetsov", "v.smirnov", "o.popova",
                                                     "d.vasilev", "d.sokolov", "n.mikhaylov", "e.novikov", "m.vinogradova", "d.tarasov"};
  std::vector<std::size_t> band_of;
  for (std::size_t i = 0; i < heads; ++i) {
    std::size_t band = 0;
    for (std::size_t n = i * 60 / std::max<std::size_t>(heads, 1); band < 5 && n >= kSizes[band]; n -= kSizes[band++]) {}
    band_of.push_back(band);
    std::string account = kAccounts[i % 12] + (i < 12 ? std::string() : std::to_string(i / 12));
    Grid::Head head{kBands[band], kNames[i % 12], account, i % 12 == 11 ? "уволен" : "", {account, std::string(kNames[i % 12])}};
    if (i == 3) head.title = "<b>Кузнецов</b> \u202EС. М.";
    grid.heads.push_back(std::move(head));
  }
  constexpr std::array<const char*, 8> kFolders = {"Договоры", "Зарплата", "2024", "Сверки", "Отчёты", "Поставщики", "Тарифы", "Архив"};
  std::uint32_t random = 7;
  auto next = [&](std::uint32_t below) { return (random = random * 1664525u + 1013904223u) / 65536u % below; };
  std::vector<std::string> parents;
  for (std::size_t n = 0; n < lines; ++n) {
    std::size_t band = n * 6 / std::max<std::size_t>(lines, 1);
    bool first = n == 0 || band != (n - 1) * 6 / lines;
    std::size_t depth = first ? 0 : 1 + next(static_cast<std::uint32_t>(std::min<std::size_t>(parents.size(), 4)));
    parents.resize(depth);
    std::string title = first ? kBands[band] : kFolders[next(8)];
    if (n == 5) title = "<img src=x onerror=alert(3)>\u2028";
    parents.push_back(title);
    Grid::Line line;
    line.depth = static_cast<int>(depth);
    line.title = title;
    for (const std::string& parent : parents) line.path += "\\" + parent;
    bool own = first || next(8) == 0;
    std::int64_t people = 0;
    bool unread = n == 9;
    for (std::size_t i = 0; i < heads; ++i) {
      std::uint8_t cell = band_of[i] == band ? (i && band_of[i - 1] == band ? 2 : 3) : band_of[i] == 0 ? 1 : 0;
      if (own && !first && next(6) == 0) cell = static_cast<std::uint8_t>(next(5));
      if (unread) cell = 5;
      if (cell >= 1 && cell <= 3) { ++people; ++grid.heads[i].reach; }
      if (!unread && next(400) == 0) line.changed.push_back(static_cast<std::uint32_t>(i));
      line.cells.push_back(cell);
    }
    line.values = {line.path, own, people};
    grid.lines.push_back(std::move(line));
  }
  grid.legend_notes = {"Изменено в сентябре: 14 клеток."};
  grid.note = "Снято 30.09.2025 23:40 с сервера FS01.";
  return grid;
}

inline Section access(std::size_t lines, std::size_t heads) {
  Paragraph words{{{"Двое уволенных ещё имеют доступ. ", true}, {"Пять изменений прав сделаны без заявки."}}};
  return {"access", "Доступ к папкам", {words, matrix(lines, heads)}};
}

inline Section sources() {
  Table table;
  table.key = key("sources");
  table.title = "Откуда данные и как их проверить";
  table.columns = {{key("source"), "Источник"}, {key("what"), "Что взято", 0, true}, {key("from"), "С"}, {key("records"), "Записей"}, {key("digest"), "Отпечаток выгрузки"}, {key("state"), "Состояние"}};
  table.rows = {{std::string("Okdesk"), std::string("заявки, оценки, время"), *parse_date("2025-09-01"), std::int64_t{152}, std::string("9124 7718 a7b0"), Mark{"full", "полный", Tone::good}},
                {std::string("Сервер FS01"), std::string("права на папки"), *parse_date("2025-09-30"), std::int64_t{300}, std::string("91f0 0ac1 7e55"), Mark{"partial", "1 папка не прочитана", Tone::attention}},
                {std::string("Zabbix"), std::string("доступность, сеть"), *parse_date("2025-09-01"), Value{}, Value{}, Mark{"missing", "пробелы", Tone::no_data}}};
  return {"sources", "Откуда данные", {table}};
}

inline Document report(std::size_t lines = 40, std::size_t heads = 25) {
  Document d;
  d.schema = "client-report/1";
  d.language = Language::ru;
  d.zone = &Zone::named("Europe/Moscow");
  d.currency = "RUB";
  d.title = "ИТ за сентябрь 2025";
  d.subtitle = "ООО «Ромашка-Логистик» · договор № 17/24 · отчёт за сентябрь 2025 · подготовлен 01.10.2025";
  d.provider = "ИТ-служба «Периметр»";
  d.confidential = "Конфиденциально";
  d.head = {{key("client"), "", std::string("romashka"), ""}, {key("from"), "", *parse_instant("2025-08-31T21:00:00Z"), ""}};
  d.sections = {summary(), deadlines(), access(lines, heads), sources()};
  d.sections.push_back({"network", "Сеть и безопасность", {Paragraph{{{"Раздел не оценён: нет данных за 21–30 сентября."}}}}});
  d.sections.push_back({"machine", "Только для машин", {Figures{"", {{key("rules"), "Правила", std::vector<std::string>{"r1", "r2"}, ""}}}}, true});
  return d;
}

}  // namespace outdesk::sample
