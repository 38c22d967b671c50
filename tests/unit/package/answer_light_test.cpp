#include <doctest/doctest.h>

#include "made_month.hpp"
#include "said_month.hpp"

using namespace outdesk;

namespace {

Light rated(const MonthFacts& facts) { return *light_of(lights_of(facts), Topic::tickets); }

}  // namespace

TEST_CASE("light of answers") {
  MonthFacts facts = made::quiet_month();
  facts.tickets.answers = {19, 1, parse_decimal("0.95")};
  CHECK(rated(facts).rules == std::vector<std::string>{"tickets.good"});
  facts.tickets.answers = {18, 2, parse_decimal("0.95")};
  CHECK(rated(facts).tone == Tone::bad);
  CHECK(rated(facts).rules == std::vector<std::string>{"tickets.under_answer_target"});
  facts.tickets.answers = {0, 0, parse_decimal("0.95")};
  CHECK(rated(facts).tone == Tone::good);
  facts.tickets.next_answers = {0, 1, parse_decimal("0.5")};
  CHECK(rated(facts).rules == std::vector<std::string>{"tickets.under_next_answer_target"});
  facts.tickets.next_answers = {}, facts.tickets.answers.target = parse_decimal("0.95");
  facts.tickets.critical_answered_late = 1;
  CHECK(rated(facts).tone == Tone::attention);
  CHECK(rule_text(Topic::tickets, {}, words(Language::en), facts).find("First answers are rated by their share in time too: ✖ under the target of 95") != std::string::npos);
}
