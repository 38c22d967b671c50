#include "made_month.hpp"

#include "base/sha256.hpp"

namespace outdesk::made {

using namespace std::chrono;

MonthFacts quiet_month() {
  MonthFacts facts;
  facts.month = 2025y / September;
  facts.tickets.source.state = SourceState::full;
  facts.tickets.received = facts.tickets.resolved = facts.tickets.met = 41;
  facts.tickets.target = parse_decimal("0.95");
  facts.outages.source.state = SourceState::full;
  facts.backups.source.state = SourceState::full;
  facts.backups.made = facts.backups.planned = 240;
  facts.backups.tests = 3;
  facts.access.source.state = SourceState::full;
  facts.access.folders = 300;
  facts.access.accounts = 60;
  facts.access.changes = 9;
  facts.access.without_request = 0;
  return facts;
}

MonthFacts september() {
  MonthFacts facts = quiet_month();
  TicketFacts& tickets = facts.tickets;
  tickets.received = tickets.resolved = 152;
  tickets.met = 147;
  tickets.missed = 5;
  tickets.backlog = 3;
  tickets.late_critical = 1;
  tickets.credit = Money{296000};
  tickets.before = Share{150, 158};
  tickets.late = {{"4230", "Доступ к папке «Тарифы»", 2025y / September / 17, false, Seconds{68400},
                   Seconds{10800}, Money{}},
                  {"4192", "Остановилась печать накладных на складе", 2025y / September / 3, true,
                   Seconds{16680}, Seconds{2280}, Money{296000}}};
  facts.outages.source.state = SourceState::not_in_contract;
  facts.access.changes = 14;
  facts.access.without_request = 5;
  facts.access.dismissed = {"Николаева К. Н.", "Тарасов Д. Г."};
  facts.access.unread = 1;
  return facts;
}

MonthFacts empty_month() {
  MonthFacts facts;
  facts.month = 2025y / September;
  return facts;
}

namespace {

Section ticket_section() {
  Table table;
  table.key = key("tickets");
  table.title = "По важности";
  table.columns = {{key("priority"), "Важность"}, {key("received"), "Заявок", 0, false, true}};
  table.rows = {{"P1", std::int64_t{3}}, {"P3", std::int64_t{149}}};
  Figures figures{"", {{key("kpi.received"), "Получено", std::int64_t{152}}}};
  return {"tickets", "room's own title", {figures, table}};
}

Section matrix_section() {
  Grid grid;
  grid.heads_key = key("accounts");
  grid.lines_key = key("folders");
  grid.cells_key = key("levels");
  grid.title = "Кто к каким папкам имеет доступ";
  grid.head_id_column = "account";
  grid.head_columns = {{key("account"), "учётная запись"}};
  grid.line_columns = {{key("path"), ""}};
  grid.line_title = "Папка";
  grid.palette = {{{"none", "нет доступа"}, "", "", ""},
                  {{"read", "чтение"}, "ч", "DCE9F5", "24476B"}};
  grid.heads = {{"Склад", "Тарасов Д. Г.", "d.tarasov", "УВОЛЕН", {"d.tarasov"}, 1}};
  grid.lines = {{0, "share", "share", {"share"}, {1}, {}, {}}};
  return {"access", "Матрица доступа", {grid}};
}

}  // namespace

PackageInput package(Language language) {
  PackageInput input;
  input.client = "romashka";
  input.name = "ООО «Ромашка-Логистик»";
  input.contract_number = "17/24";
  input.month = 2025y / September;
  input.language = language;
  input.zone = &Zone::named("Europe/Moscow");
  input.currency = "RUB";
  input.brand.name = "ИТ-служба «Периметр»";
  input.cut_off = Instant{1759266000};  // midnight in Moscow
  input.state_id = hex(sha256("state"));
  input.journal_head = hex(sha256("head"));
  input.tool_version = "0.1.0";
  input.facts = september();
  input.facts.access.folders = input.facts.access.accounts = 1;  // of the matrix below
  input.sections = {ticket_section()};
  input.access = {matrix_section()};
  input.sources = {
      {"Журнал заявок", "journal", Instant{1756674000}, Instant{1759266000}, 152,
       hex(sha256("rows")), SourceState::full, ""},
      {"Резервные копии", "backups", {}, {}, {}, "", SourceState::missing, "ещё не подключены"}};
  return input;
}

}  // namespace outdesk::made
