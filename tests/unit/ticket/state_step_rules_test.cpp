#include <doctest/doctest.h>

#include "ticket/state_step_rules.hpp"

using namespace outdesk;

namespace {

std::string steps(const std::string& before, const std::string& now, bool again = false) {
  std::string text;
  for (const auto& step : steps_between(before, now, again)) text += std::string(name_of(step.kind)) + (step.reason.empty() ? "" : ":" + step.reason) + " ";
  return text;
}

}  // namespace

TEST_CASE("a change of state is the events that lead there") {
  CHECK(steps("new", "open") == "assigned ");
  CHECK(steps("open", "waiting client") == "waiting:client ");
  CHECK(steps("waiting client", "waiting vendor") == "waiting:vendor ");
  CHECK(steps("waiting client", "open") == "resumed ");
  CHECK(steps("waiting client", "new") == "resumed ");
  CHECK(steps("waiting client", "resolved") == "resolved ");
  CHECK(steps("resolved", "closed") == "closed ");
  CHECK(steps("closed", "resolved") == "reopened resolved ");
  CHECK(steps("resolved", "open") == "reopened ");
  CHECK(steps("closed", "waiting client") == "reopened waiting:client ");
  CHECK(steps("open", "new") == "");
  CHECK(steps("open", "open") == "");
}

TEST_CASE("one more opening is seen where the state is the same") {
  CHECK(steps("resolved", "resolved", true) == "reopened resolved ");
  CHECK(steps("resolved", "closed", true) == "reopened closed ");
  CHECK(steps("open", "open", true) == "");
}
