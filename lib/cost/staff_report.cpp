#include "cost/staff_report.hpp"

#include "base/text.hpp"
#include "cost/explain_inhouse.hpp"

namespace outdesk::cost {

namespace {

/// The month of the plan that needs most people.
const MonthPlan& busiest(const Plan& plan) {
  auto people = [](const MonthPlan& month) {
    Micro all;
    for (Micro heads : month.needed) all += heads;
    return all;
  };
  return *std::max_element(plan.months.begin(), plan.months.end(), [&](const MonthPlan& a, const MonthPlan& b) { return people(a) < people(b); });
}

Table roles_table(const Scenario& scenario, const Plan& plan, const MonthPlan& month, const Speech& speech) {
  Table table;
  table.key = key("roles");
  table.columns = {column("role", speech, phrase::role), column("by_workload", speech, phrase::by_workload), column("by_coverage", speech, phrase::by_coverage),
                   column("by_queue", speech, phrase::by_queue), column("need", speech, phrase::need), column("heads", speech, phrase::heads)};
  const InHouse& inhouse = scenario.inhouse;
  for (std::size_t i = 0; i < inhouse.roles.size(); ++i) {
    const RoleNeed& need = month.staffing.roles[i];
    const Role& role = inhouse.roles[i];
    table.rows.push_back({role.code, decimal_of(need.by_workload), role.coverage ? Value(decimal_of(need.by_coverage)) : Value(),
                          role.queue ? Value(decimal_of(need.by_queue)) : Value(), decimal_of(need.need), heads_value(plan.peak[i])});
  }
  for (std::size_t i = 0; i < inhouse.leads.size(); ++i)
    table.rows.push_back({inhouse.leads[i].code, Value(), Value(), Value(), Value(), heads_value(plan.peak[inhouse.roles.size() + i])});
  Micro all;
  for (Micro heads : plan.peak) all += heads;
  table.total = Row{speech(phrase::total), Value(), Value(), Value(), Value(), heads_value(all)};
  table.note = speech(phrase::staff_note);
  return table;
}

Table coverage_table(const WorkYear& year, const Speech& speech) {
  Table table;
  table.key = key("coverage");
  table.title = speech(phrase::coverage_title);
  table.columns = {column("schedule", speech, phrase::schedule), column("open_hours", speech, phrase::open_hours), column("factor", speech, phrase::people_per_seat)};
  for (Schedule schedule : kSchedules)
    table.rows.push_back({std::string(to_text(schedule)), open_hours(schedule, year), decimal_of(coverage_factor(schedule, year))});
  table.note = speech(phrase::coverage_note, {{"net", speech.number(year.net_hours)}, {"norm", speech.count(year.norm_hours)}});
  return table;
}

/// Seats by hour of every role with a queue.
std::vector<Block> day_blocks(const Scenario& scenario, const MonthPlan& month, const Speech& speech) {
  std::vector<Block> blocks;
  for (const Role& role : scenario.inhouse.roles) {
    if (!role.queue) continue;
    DaySchedule day = day_schedule(*role.queue, scenario.calendar.net_hours, month.load.tickets);
    Table table;
    table.key = {"day_schedules", role.code, "hours"};
    table.title = speech(phrase::day_title, {{"role", role.code}, {"hours", speech.count(day.seat_hours_year)}, {"fte", speech.number(day.fte)}, {"heads", speech.count(day.heads)}});
    table.columns = {column("hour", speech, phrase::hour), column("calls", speech, phrase::calls), column("seats", speech, phrase::seats)};
    for (std::size_t h = 0; h < day.seats.size(); ++h)
      table.rows.push_back({zero_padded(static_cast<std::int64_t>(h), 2) + ":00", decimal_of(role.queue->calls_per_hour[h]), day.seats[h]});
    blocks.push_back(std::move(table));
    Figures figures;
    figures.figures = {{{"day_schedules", role.code, "seat_hours_year"}, "", day.seat_hours_year},
                       {{"day_schedules", role.code, "fte"}, "", decimal_of(day.fte)}, {{"day_schedules", role.code, "heads"}, "", day.heads}};
    blocks.push_back(std::move(figures));
  }
  return blocks;
}

}  // namespace

Document make_staffing(const ScenarioFile& file, std::size_t unit, const ReportOptions& options) {
  const Scenario& scenario = file.scenario;
  Speech speech{options.language, scenario.currency};
  Plan plan = plan_of(scenario);
  const MonthPlan& month = busiest(plan);
  Micro all;
  for (Micro heads : plan.peak) all += heads;
  const std::string& name = scenario.units[unit].name;
  Document document = new_document("cost-staff/1", speech, phrase::staff_title, scenario.name,
                                   speech(phrase::staff_answer, {{"units", speech.units(month.quantity[unit], name)}, {"heads", speech.number(all)},
                                                                 {"tickets", speech.number(month.load.tickets)}, {"visits", speech.number(Micro{rounded(month.load.visits, kMillion)})}}));
  document.head.push_back(machine_figure("heads", heads_value(all)));
  add_warnings(document, speech, team_warnings(scenario, plan, pay_table(scenario), unit));
  Section section{"staff", "", {roles_table(scenario, plan, month, speech), coverage_table(scenario.calendar, speech)}, false};
  Figures load;
  load.figures = {machine_figure("tickets", decimal_of(month.load.tickets)), machine_figure("visits", decimal_of(Micro{rounded(month.load.visits, kMillion)}))};
  for (std::size_t i = 0; i < scenario.units.size(); ++i) load.figures.push_back({{"quantities", scenario.units[i].name}, "", month.quantity[i]});
  section.blocks.push_back(std::move(load));
  for (Block& block : day_blocks(scenario, month, speech)) section.blocks.push_back(std::move(block));
  document.sections.push_back(std::move(section));
  if (options.explain) add_explanation(document, speech, staffing_explained(scenario, month, speech));
  add_assumptions(document, speech, file);
  return document;
}

}  // namespace outdesk::cost
