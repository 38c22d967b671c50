// The figures of a period, for everything together and by groups.
#pragma once

#include "output/document.hpp"
#include "sla/judge_period.hpp"

namespace outdesk {

std::vector<Figure> kpi_figures(const KpiCounts& kpi, const Contract& contract, Language language);
/// Every figure of `counts`, the ones that machines alone read included; keys below "kpi" and "work".
std::vector<Figure> all_figures(const Counts& counts, const Contract& contract, Language language);

/// With a month `before` its share resolved in time stands beside this one's, under the name of that month.
struct MonthBefore {
  const SlaPeriod& judged;
  std::string name;
};
Table priority_table(const SlaPeriod& judged, Language language, const MonthBefore* before = nullptr);
/// Every figure of every group: {"by": "line", "value": "L1", "kpi": {…}, "work": {…}}.
Table group_table(const SlaPeriod& judged, Language language);
/// The same for people, of one breakdown.  In the order of names: no ranking.
Table breakdown_table(const SlaPeriod& judged, Breakdown breakdown, Language language);
/// How each figure is counted.
Table basis_table(Language language);
/// The tickets behind every figure that counts tickets.
Table id_table(const PeriodJudge& judge, Language language);

}  // namespace outdesk
