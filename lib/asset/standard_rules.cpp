#include "asset/standard_rules.hpp"

#include <algorithm>
#include <utility>
#include <string_view>

namespace outdesk {

namespace {

constexpr std::string_view kStandardStates[] = {"in_force", "review_near", "no_data", "review_overdue", "over_limit", "draft", "not_agreed"};
constexpr StandardKind kSevenKinds[] = {StandardKind::accounts, StandardKind::access, StandardKind::office_software, StandardKind::personal_devices,
                                        StandardKind::backup, StandardKind::information_security, StandardKind::spare_parts};

bool has_come(const std::optional<Date>& day, Date today) { return day && *day <= today; }

void find_value(const std::map<std::string, std::optional<std::int64_t>>& figures, Date today, JudgedStandard& judged) {
  const StandardTerms& terms = judged.terms;
  if (terms.source == "told") {
    if (!has_come(terms.told_on, today)) return;
    judged.value = terms.told;
    judged.value_on = terms.told_on;
  } else if (auto figure = figures.find(terms.source); figure != figures.end()) {
    judged.value = figure->second;
  }
  if (judged.value && terms.limit) judged.within = *judged.value <= *terms.limit;
}

void find_review(Date today, Seconds warn_before, JudgedStandard& judged) {
  const StandardTerms& terms = judged.terms;
  if (!terms.review_every || !has_come(terms.agreed_on, today)) return;
  Date last = has_come(terms.reviewed_on, today) ? *terms.reviewed_on : *terms.agreed_on;
  judged.review_due = date_of_days(days_since_epoch(last) + terms.review_every->count / kDay);
  std::int64_t left = days_since_epoch(*judged.review_due) - days_since_epoch(today);
  judged.review_overdue = left < 0;
  judged.review_near = left >= 0 && left <= warn_before.count / kDay;
}

StandardState state_of(const JudgedStandard& judged, Date today) {
  if (!has_come(judged.terms.agreed_on, today)) return StandardState::draft;
  if (judged.within == false) return StandardState::over_limit;
  if (judged.review_overdue) return StandardState::review_overdue;
  if (!judged.terms.source.empty() && !judged.value) return StandardState::no_data;
  return judged.review_near ? StandardState::review_near : StandardState::in_force;
}

JudgedStandard not_agreed(StandardKind kind) {
  JudgedStandard judged;
  judged.terms.kind = kind;
  judged.state = StandardState::not_agreed;
  return judged;
}

}  // namespace

std::string_view name_of(StandardState state) { return kStandardStates[static_cast<std::size_t>(state)]; }

std::vector<JudgedStandard> judge_standards(const std::vector<StandardTerms>& standards, const std::map<std::string, std::optional<std::int64_t>>& figures, Date today, Seconds warn_before) {
  std::vector<JudgedStandard> all;
  for (const StandardTerms& terms : standards) {
    JudgedStandard judged;
    judged.terms = terms;
    find_value(figures, today, judged);
    find_review(today, warn_before, judged);
    judged.state = state_of(judged, today);
    all.push_back(std::move(judged));
  }
  for (StandardKind kind : kSevenKinds) {
    bool there = std::any_of(standards.begin(), standards.end(), [&](const StandardTerms& terms) { return terms.kind == kind; });
    if (!there && !standards.empty()) all.push_back(not_agreed(kind));
  }
  std::stable_sort(all.begin(), all.end(), [](const JudgedStandard& a, const JudgedStandard& b) { return a.terms.kind < b.terms.kind; });
  return all;
}

}  // namespace outdesk
