#include "package/standard_figures.hpp"

#include <algorithm>

namespace outdesk {

std::int64_t missing_licences(const CheckedAssets& checked) {
  std::int64_t sum = 0;
  for (const LicenceUse& use : checked.licences) sum += std::max<std::int64_t>(0, use.used - use.owned);
  return sum;
}

namespace {

StandardFigures counted_figures(const MonthFacts& facts, const std::optional<CheckedAssets>& checked, const AssetTerms& terms) {
  StandardFigures figures;
  auto size = [](const auto& list) { return static_cast<std::int64_t>(list.size()); };
  if (facts.access.source.has_data()) {
    figures["access.dismissed"] = size(facts.access.dismissed);
    figures["access.without_request"] = facts.access.without_request;
    figures["access.unread"] = facts.access.unread;
  }
  if (facts.backups.source.has_data()) {
    figures["backups.missed"] = facts.backups.planned - facts.backups.made;
    figures["backups.tests_overdue"] = size(facts.backups.overdue);
    figures["backups.tests_failed"] = facts.backups.tests_failed;
  }
  if (facts.outages.source.has_data()) figures["monitoring.outages"] = facts.outages.count;
  figures["monitoring.not_acknowledged"] = facts.network.not_acknowledged;
  if (!checked || !facts.assets.source.has_data()) return figures;
  if (checked->register_known) {
    figures["assets.unknown"] = checked->count(AssetFault::unknown_device);
    figures["assets.spares_short"] = checked->count(AssetFault::spares_short);
  }
  if (checked->inventory_known && terms.unseen_after) figures["assets.not_seen"] = checked->count(AssetFault::not_seen);
  if (checked->programs_known) {
    figures["assets.software"] = checked->count(AssetFault::program_refused) + checked->count(AssetFault::program_not_agreed) + checked->count(AssetFault::program_missing);
    figures["assets.licences_short"] = missing_licences(*checked);
  }
  figures["assets.ending"] = checked->count(AssetFault::warranty_ends) + checked->count(AssetFault::expires);
  return figures;
}

/// Where data are missing, none found is not none there; what was found was there.
void leave_out_unsure(StandardFigures& figures, const std::string& subject, const SourceFacts& source) {
  if (source.state != SourceState::partial) return;
  for (auto& figure : figures)
    if (figure.first.starts_with(subject) && figure.second == 0) figure.second.reset();
}

}  // namespace

StandardFigures standard_figures(const MonthFacts& facts, const std::optional<CheckedAssets>& checked, const AssetTerms& terms) {
  StandardFigures figures = counted_figures(facts, checked, terms);
  leave_out_unsure(figures, "access.", facts.access.source);
  leave_out_unsure(figures, "backups.", facts.backups.source);
  leave_out_unsure(figures, "assets.", facts.assets.source);
  leave_out_unsure(figures, "monitoring.outages", facts.outages.source);
  leave_out_unsure(figures, "monitoring.not_acknowledged", facts.network.source);
  return figures;
}

}  // namespace outdesk
