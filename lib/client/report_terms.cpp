#include "client/report_terms.hpp"

#include "base/text.hpp"

namespace outdesk {

namespace {

/// `from` to `to`, both included.
Decimal decimal_between(const JsonNode& node, Decimal from, Decimal to) {
  Decimal value = node.decimal();
  if (value < from || value > to) node.fail("must be from " + to_text(from) + " to " + to_text(to) + ", not " + in_quotes(to_text(value)));
  return value;
}

}  // namespace

ReportTerms read_report_terms(const JsonNode& node) {
  constexpr std::int64_t kNano = 1'000'000'000;
  node.only({"near_target", "missed_running", "ratings_target"});
  ReportTerms terms;
  if (auto near = node.find("near_target")) terms.near_target = decimal_between(*near, {0}, {kNano});
  if (auto running = node.find("missed_running")) {
    terms.missed_running = running->integer();
    if (terms.missed_running < 1) running->fail("must be 1 at least");
  }
  if (auto target = node.find("ratings_target")) terms.ratings_target = decimal_between(*target, {kNano}, {5 * kNano});
  return terms;
}

}  // namespace outdesk
