#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "package/standard_figures.hpp"

using namespace outdesk;

namespace {

struct KnownMonth {
  MonthFacts facts;
  CheckedAssets checked;
  AssetTerms terms;

  KnownMonth() {
    for (SourceFacts* source : {&facts.access.source, &facts.backups.source, &facts.outages.source, &facts.assets.source}) source->state = SourceState::full;
    facts.access.without_request = 0;
    facts.network.not_acknowledged = 0;
    checked.register_known = checked.inventory_known = checked.programs_known = true;
    terms.unseen_after = Seconds{30 * std::int64_t{kDay}};
  }

  /// Sources of kStandardSources that have no figure, in its order.
  std::vector<std::string> not_known() const {
    StandardFigures figures = standard_figures(facts, checked, terms);
    std::vector<std::string> missing;
    for (std::string_view source : kStandardSources)
      if (auto found = figures.find(std::string(source)); found == figures.end() || !found->second) missing.emplace_back(source);
    return missing;
  }
};

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("every source that a standard may name has its figure, and there are no others") {
  KnownMonth month;
  CHECK(month.not_known().empty());
  for (const auto& figure : standard_figures(month.facts, month.checked, month.terms))
    CHECK_MESSAGE(std::find(std::begin(kStandardSources), std::end(kStandardSources), figure.first) != std::end(kStandardSources), figure.first);
}

// A standard on licences was kept to, with no list of programs anywhere: zero missing, because nothing had been counted.
TEST_CASE("what nobody can count is not known, instead of being zero") {
  KnownMonth month;
  SUBCASE("no list of programs") {
    month.checked.programs_known = false;
    CHECK(month.not_known() == Names{"assets.software", "assets.licences_short"});
  }
  SUBCASE("no register") {
    month.checked.register_known = false;
    CHECK(month.not_known() == Names{"assets.unknown", "assets.spares_short"});
  }
  SUBCASE("no inventory") {
    month.checked.inventory_known = false;
    CHECK(month.not_known() == Names{"assets.not_seen"});
  }
  SUBCASE("no agreed time after which a device counts as not seen") {
    month.terms.unseen_after.reset();
    CHECK(month.not_known() == Names{"assets.not_seen"});
  }
  SUBCASE("no snapshot of rights to compare with") {
    month.facts.access.without_request.reset();
    CHECK(month.not_known() == Names{"access.without_request"});
  }
  SUBCASE("no source at all") {
    month.facts = {};
    CHECK(month.not_known() == Names(std::begin(kStandardSources), std::end(kStandardSources)));
  }
}
