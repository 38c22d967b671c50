// Everything that a package is made of.  The same input gives the same bytes, wherever and
// whenever.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "asset/standard_rules.hpp"
#include "output/document.hpp"
#include "package/brand.hpp"
#include "package/light_rules.hpp"
#include "package/month_facts.hpp"
#include "package/package_files.hpp"

namespace outdesk {

/// What data were taken from, for the section "Sources" and the manifest.
struct PackageSource {
  std::string name;                 ///< in the report's language: "Журнал заявок"
  std::string id;                   ///< ASCII: "journal"
  std::optional<Instant> from, to;  ///< half-open
  std::optional<std::int64_t> records;
  std::string sha256;  ///< hex, of the rows taken; empty where nothing came
  SourceState state = SourceState::missing;
  std::string why;
};

/// A number that is not what a package said that was sent before.
struct Correction {
  std::string title, was, now;  ///< in the report's language
};

struct PackageInput {
  std::string client, name, contract_number;  ///< key, name, number of the contract
  Month month;
  Audience audience = Audience::director;
  Language language = Language::ru;
  const Zone* zone = nullptr;
  std::string currency;
  Brand brand = {};                    ///< of the provider
  Instant cut_off;                     ///< up to which facts count; the documents' date
  std::string state_id, journal_head;  ///< hex
  std::string tool_version;            ///< "0.1.0"
  std::map<std::string, std::string> libraries = {};  ///< beside those that this room links
  std::string previous_manifest = {};  ///< hex SHA-256 of last month's manifest; empty: none known
  std::int64_t revision = 1;
  std::string replaces = {};                 ///< hex SHA-256 of the manifest of the revision before
  std::vector<Correction> corrections = {};  ///< against that revision
  bool compared = true;                      ///< false: that revision was not at hand
  MonthFacts facts;
  /// The contract's, as they were at the end of the month (or at the cut-off): what the section "standards" shows.
  std::vector<JudgedStandard> standards = {};
  Thresholds thresholds = {};
  /// Sections that other rooms made, by id ("tickets", "all_tickets", "visits", "backups",
  /// "assets", "standards", "ratings"; others follow in the order given).  What is absent says so
  /// in words. Keys of their blocks stand below the section's id in data.json.
  std::vector<Section> sections = {};
  /// There is something to say of access, but not to these readers.
  bool access_withheld = false;
  /// The matrices and what goes with them; "access" among the ids is the matrix itself.
  std::vector<Section> access = {};
  std::string access_subtitle = {};  ///< what was read, when and of which server, where it was one
  std::string access_stamp = {};     ///< "снимок прав 30.09.2025 23:40", for the foot of pages
  std::vector<PackageSource> sources = {};

  PackageId id() const { return {client, month, audience, revision}; }
};

}  // namespace outdesk
