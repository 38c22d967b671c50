// What was agreed about the client's equipment and programs: the parts `assets` and `standards` of the contract.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "base/money.hpp"
#include "input/json.hpp"

namespace outdesk {

/// A program and the versions of it that are meant: {"name": "7-Zip*", "versions": ">=19, <25"}.
struct ProgramTerms {
  std::string name;                ///< pattern, case aside: * any text, ? one character
  std::string versions;            ///< client/version_rules.hpp; empty: every version
};

/// Which assets belong to a role, and what they may have.  All that is said must hold.
struct RoleTerms {
  std::string name;
  std::vector<std::string> kinds;                       ///< of AssetKind, by name; empty: computers and servers
  std::vector<std::string> names, places, departments;  ///< patterns; one of each list must fit; empty: any
  std::vector<ProgramTerms> agreed;                     ///< anything else is not agreed; empty: nothing is asked
  std::vector<ProgramTerms> refused;                    ///< not even where `agreed` fits
  std::vector<ProgramTerms> required;                   ///< must be there (antivirus)
};

struct LicenceTerms {
  std::string name;
  std::vector<ProgramTerms> programs;   ///< an asset with one of these uses one licence
  std::int64_t owned = 0;
  std::optional<Date> until;            ///< last day of a subscription
};

struct SpareTerms {
  std::string name;
  std::string fits;                     ///< pattern over name and model of assets in state "spare" or of kind "part"
  std::int64_t minimum = 0;
};

struct AssetTerms {
  std::optional<Seconds> unseen_after;  ///< calendar time ("14d"); nothing: not asked
  Seconds warn_before{60 * std::int64_t{kDay}};  ///< ends of warranties, certificates, subscriptions
  std::vector<std::string> watched;     ///< kinds that an inventory has to see; empty: computer, server, network, printer
  std::vector<RoleTerms> roles;         ///< the first that fits counts
  std::vector<LicenceTerms> licences;
  std::vector<SpareTerms> spares;
};

/// One of the seven kinds of agreed standards, or a yearly document.
enum class StandardKind { accounts, access, office_software, personal_devices, backup, information_security, spare_parts, security_agreement, strategy };
std::string_view name_of(StandardKind kind);

struct StandardTerms {
  StandardKind kind = StandardKind::accounts;
  std::string title;                    ///< in the client's words
  std::string document;                 ///< where the text is ("Приложение 3", a file's name); may be empty
  std::string metric;                   ///< what is measured, in the client's words; may be empty for documents
  std::string source;                   ///< a figure of ours ("access.dismissed", see kStandardSources), or "told"
  std::optional<std::int64_t> limit;    ///< the metric may be this at most
  std::optional<std::int64_t> told;     ///< of source "told": its value...
  std::optional<Date> told_on;          ///< ...and the day it was taken
  std::optional<Date> agreed_on;        ///< nothing: a draft that both sides still talk about
  std::optional<Date> reviewed_on;      ///< last review
  std::optional<Seconds> review_every;  ///< calendar time; the yearly documents: 365d where it is not said
  std::string owner;                    ///< who decides at the client; empty: the director
};

/// Figures that a standard may name as its source: each is counted from the store, "nothing known" is told apart from zero.
inline constexpr std::string_view kStandardSources[] = {
    "access.dismissed", "access.without_request", "access.unread",
    "backups.missed", "backups.tests_overdue", "backups.tests_failed",
    "assets.unknown", "assets.not_seen", "assets.software", "assets.licences_short", "assets.spares_short", "assets.ending",
    "monitoring.outages", "monitoring.not_acknowledged"};

/// Both refuse what is wrong with its path.
AssetTerms read_asset_terms(const JsonNode& node);
std::vector<StandardTerms> read_standards(const JsonNode& node);

}  // namespace outdesk
