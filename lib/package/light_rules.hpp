// Lights: how good each subject of the month is, by rules that have names and are printed.
#pragma once

#include <string>
#include <vector>

#include "client/report_terms.hpp"
#include "output/document.hpp"
#include "package/messages.hpp"
#include "package/month_facts.hpp"

namespace outdesk {

/// What the contract says of it.
using Thresholds = ReportTerms;

struct Light {
  Topic topic;
  Tone tone = Tone::no_data;
  std::vector<std::string> rules;  ///< that spoke, the worst first: "tickets.under_target"
};

/// One light per topic of the contract (package.md 3.3).  The worst rule decides.  Partial data
/// show what is bad already; they are never rated good.
std::vector<Light> lights_of(const MonthFacts& facts, const Thresholds& thresholds = {});

/// The light of `topic`; null where the contract does not have it.
const Light* light_of(const std::vector<Light>& lights, Topic topic);

/// Word, sign and colour of a light.
Mark mark_of(Tone tone, const Messages& messages);

/// How the lights of `topic` are chosen, for below its section; with the limits that `facts` know from the contract.
std::string rule_text(Topic topic, const Thresholds& thresholds, const Messages& messages, const MonthFacts& facts = {});

}  // namespace outdesk
