#include <algorithm>
#include <iterator>

#include "sample_parts.hpp"

namespace outdesk::sample {

namespace {

const char* const kLast[] = {
    "Иванова",  "Петрова", "Сидоров", "Кузнецов",  "Смирнов",   "Попова",   "Васильев", "Соколов",
    "Михайлов", "Новиков", "Фёдоров", "Морозова",  "Волкова",   "Алексеев", "Лебедева", "Семёнова",
    "Егоров",   "Павлов",  "Козлова", "Степанова", "Николаева", "Орлов"};
const char* const kBandsRu[] = {"Дирекция", "Бухгалтерия",    "Продажи",       "Логистика",
                                "Склад",    "Кадры и юристы", "ИТ и служебные"};
const char* const kBandsEn[] = {"Management", "Accounting",   "Sales",         "Logistics",
                                "Warehouse",  "HR and legal", "IT and service"};
const char* const kFolders[] = {"Договоры", "Маршруты",    "2024",   "Черновики",  "Приказы",
                                "Шаблоны",  "Зарплата",    "Отчёты", "Поставщики", "2025",
                                "Тарифы",   "Презентации", "Архив",  "Сверки",     "Банк"};

}  // namespace

Document matrix(Language l, std::size_t folders, std::size_t people) {
  Document d;
  d.language = l;
  d.zone = &Zone::named("Europe/Moscow");
  d.title = pick(l, "Romashka: access to folders, September 2025",
                 "ООО «Ромашка-Логистик»: доступ к папкам, сентябрь 2025");
  d.subtitle =
      pick(l, "server FS01 · taken 2025-09-30 23:40",
           "ООО «Ромашка-Логистик» · сентябрь 2025 · сервер FS01 · снято 30.09.2025 23:40");
  d.provider = "ИТ-служба «Периметр»";
  d.confidential = pick(l, "Confidential", "Конфиденциально");
  Grid g;
  g.title = pick(l, "Who can open which folder", "Кто к каким папкам имеет доступ");
  g.line_title = pick(l, "Folder", "Папка");
  g.reach_title = pick(l, "folders open to the person", "сколько папок доступно сотруднику");
  g.head_id_column = "account";
  g.head_columns = {{key("account"), pick(l, "account", "учётная запись")}};
  g.line_columns = {{key("path"), "path"},
                    {key("owner"), pick(l, "Owner", "Владелец данных")},
                    {key("depth"), pick(l, "Depth", "Уровень вложенности")},
                    {key("people"), pick(l, "People with access", "Людей с доступом")},
                    {key("own"), pick(l, "Own rights", "Свои права (не от родителя)")}};
  g.palette = {
      {{"none", pick(l, "none", "нет доступа"), Tone::neutral}, "", "", "", false},
      {{"read", pick(l, "read", "чтение"), Tone::neutral},
       pick(l, "r", "ч"),
       "DCE9F5",
       "24476B",
       false},
      {{"change", pick(l, "change", "чтение и изменение"), Tone::neutral},
       pick(l, "W", "Р"),
       "F4C152",
       "000000",
       true},
      {{"full", pick(l, "full: can hand out rights", "полный доступ: может раздавать права"),
        Tone::neutral},
       pick(l, "F", "П"),
       "1B2A49",
       "FFFFFF",
       true},
      {{"denied", pick(l, "denied", "явный запрет"), Tone::neutral},
       "×",
       "FBE4E4",
       "8B1A1A",
       false},
      {{"unread", pick(l, "unread", "прочитать не удалось"), Tone::neutral},
       "?",
       "E4E7EC",
       "374151",
       false}};
  g.legend_notes = {pick(l, "The darker, the more rights", "Чем темнее клетка, тем больше прав")};
  Dice dice;
  for (std::size_t i = 0; i < people; ++i) {
    std::size_t band = i * 7 / std::max<std::size_t>(people, 1);
    Grid::Head head;
    head.band = l == Language::ru ? kBandsRu[band] : kBandsEn[band];
    head.title = std::string(kLast[i % std::size(kLast)]) + " А. Б.";
    head.subtitle = "user." + std::to_string(i + 1);
    if (i == 20 || i == 37) head.alarm = pick(l, "LEFT", "УВОЛЕН");
    head.values = {head.subtitle};
    head.reach = dice.roll(300);
    g.heads.push_back(std::move(head));
  }
  int depth = 0;
  for (std::size_t i = 0; i < folders; ++i) {
    if (i % 25 == 0)
      depth = 0;
    else
      depth = 1 + static_cast<int>(dice.roll(static_cast<std::uint32_t>(std::min(depth + 1, 8))));
    if (i % 25 == 24) depth = 9;
    Grid::Line line;
    line.depth = depth;
    line.title = depth == 0 ? kBandsRu[i / 25 % 7] : kFolders[dice.roll(std::size(kFolders))];
    line.path = "share/" + std::to_string(i) + "/" + line.title;
    bool unread = i == 22;
    bool own = depth == 0 || dice.roll(9) == 0;
    line.values = {line.path, depth == 0 ? line.title : "", std::int64_t{depth + 1},
                   unread ? Value("?") : Value(std::int64_t{dice.roll(20)}), own};
    std::size_t home = i / 25 % 7;
    for (std::size_t h = 0; h < people; ++h) {
      std::size_t band = h * 7 / people;
      std::uint8_t cell = unread ? 5 : h == 0 ? 3 : band == home ? 2 : band == 0 ? 1 : 0;
      if (!unread && cell == 0 && own && dice.roll(12) == 0)
        cell = static_cast<std::uint8_t>(1 + dice.roll(4));
      line.cells.push_back(cell);
    }
    if (people > 5 && (i == 20 || i == 21)) line.changed = {static_cast<std::uint32_t>(people - 5)};
    g.lines.push_back(std::move(line));
  }
  g.note = pick(l, "Files may differ from their folder.",
                "Права отдельных файлов могут отличаться от прав папки.");
  d.sections.push_back(
      {"matrix", pick(l, "Access matrix", "Матрица доступа"), {std::move(g)}, false});
  Table changes;
  changes.title = pick(l, "Changes", "Изменения");
  changes.columns = {{key("day"), pick(l, "Seen", "Замечено")},
                     {key("account"), pick(l, "Account", "Учётная запись")},
                     {key("path"), pick(l, "Folder", "Папка"), 0, true},
                     {key("was"), pick(l, "Was", "Было")},
                     {key("now"), pick(l, "Now", "Стало")}};
  using namespace std::chrono;
  changes.rows = {{Date{2025y / September / 10}, "r.kirillov", "\\Договоры\\Сверки\\Договоры",
                   "чтение и изменение", "чтение"}};
  d.sections.push_back(
      {"changes", pick(l, "Changes", "Изменения за месяц"), {std::move(changes)}, false});
  return d;
}

}  // namespace outdesk::sample
