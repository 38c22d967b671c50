// What all cost reports share: the answer first, remarks, the register of assumptions, explanations.
#pragma once

#include <vector>

#include "cost/read_scenario.hpp"
#include "cost/warning_rules.hpp"
#include "cost/words.hpp"

namespace outdesk::cost {

/// What every report is asked with.
struct ReportOptions {
  Language language = Language::en;
  bool explain = false;  ///< each formula with its figures
  bool sheets = false;   ///< for a workbook: tables that a reader would recount
  bool complete = false; ///< for a workbook or a page: a comparison has its break-even and its tornado with it
  unsigned threads = 0;  ///< 0: all cores
};

/// A document that begins with `answer`, one sentence; the JSON has it as "answer".
Document new_document(const char* schema, const Speech& speech, const Phrase& title, const std::string& subtitle,
                      const std::string& answer);

/// Nothing is added where there is nothing to say.
void add_warnings(Document& document, const Speech& speech, const std::vector<Warning>& warnings);

/// The last section: every number that is not the user's or measured, tax figures with their standing.
/// The JSON has all numbers under "numbers".
void add_assumptions(Document& document, const Speech& speech, const ScenarioFile& file);
void add_tax_standing(Document& document, const Speech& speech, const std::vector<TaxProfile>& profiles);

/// One formula with its figures.
struct Reckoned {
  std::string what, formula, figures;
  std::string result;
};
void add_explanation(Document& document, const Speech& speech, const std::vector<Reckoned>& steps);

/// A column for people and machines.
Column column(const char* key, const Speech& speech, const Phrase& title);
Column column_for_people(const Speech& speech, const Phrase& title);
Column column_for_machines(const char* key);
/// A figure for both, or for machines alone.
Figure figure(const char* key, const Speech& speech, const Phrase& title, Value value, std::string note = {});
Figure machine_figure(const char* key, Value value);

Value heads_value(Micro heads);
Mark side_mark(bool outsource, const Speech& speech);
const Phrase& mode_phrase(TierMode mode);
const Phrase& mode_note(TierMode mode);

}  // namespace outdesk::cost
