// The documents of a package.
#pragma once

#include "package/decision_rules.hpp"
#include "package/package_input.hpp"
#include "package/text_repairs.hpp"
#include "package/tile_rules.hpp"

namespace outdesk {

/// What every document of a package begins from.
struct PackageContent {
  Messages messages;
  std::vector<Light> lights;
  std::vector<Decision> decisions;
  Paragraph lead;
  std::vector<TextRepair> repairs;  ///< of the sections of `input`, which must live as long
  explicit PackageContent(const PackageInput& input);
};

/// What the list of corrections rests on, or why there is none.
std::string correction_note(const PackageInput& input, const Messages& messages);

/// Everything for the page: summary, sections, access, sources.
Document page_document(const PackageInput& input, const PackageContent& content);
/// The same without the matrix, which has a workbook of its own.
Document report_book(const PackageInput& input, const PackageContent& content);
/// The matrix and what goes with it.  Without a matrix it says why.
Document access_book(const PackageInput& input, const PackageContent& content);
/// Every number of the above, for machines.
Document data_document(const PackageInput& input, const PackageContent& content);

}  // namespace outdesk
