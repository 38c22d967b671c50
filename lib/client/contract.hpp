// A client's contract: what was agreed, dated.  Read from the file of `outdesk client set`.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "base/money.hpp"
#include "calendar/calendar.hpp"
#include "client/asset_terms.hpp"
#include "client/backup_job.hpp"
#include "client/delivery_terms.hpp"
#include "client/mail_terms.hpp"
#include "client/monitoring_terms.hpp"
#include "client/report_terms.hpp"
#include "input/json.hpp"

namespace outdesk {

/// What is promised for one priority.  A length that is absent is not promised.  Lengths count in the
/// working time of `calendar`.
struct PriorityTerms {
  std::string name;      ///< in the client's words
  std::string calendar;  ///< key in Contract::calendars
  std::optional<Seconds> response, next_response, resolution;
};

enum class Target { response, next_response, resolution };
std::string_view name_of(Target target);

struct ClockTerms {
  bool stops_at_closed = false;                     ///< resolution_stops_at: "closed" instead of "resolved"
  std::map<std::string, std::set<Target>> pauses;   ///< waiting reason: the targets that it stops
  Seconds reopen_grace{7 * kDay};                  ///< calendar time
  /// A wait may last this long in working time before somebody asks again, and before the ticket is ended.
  std::optional<Seconds> wait_reminder, wait_limit;
};

struct LineTerms {
  std::optional<Seconds> budget;  ///< OLA per visit of the line, in the time of `calendar`
  std::string calendar;
  std::set<std::string> beyond;   ///< categories that the line cannot solve itself (net first contact)
};

/// One rule that lowers the invoice.
struct CreditRule {
  struct Tier { Decimal from, credit; };
  std::string when;              ///< "kpi.resolution", "kpi.response", "kpi.next_response" or "breach"
  std::vector<Tier> tiers;       ///< of a KPI, highest `from` first
  std::string priority, target;  ///< of a breach
  Decimal credit;                ///< of a breach, each, as share of the fee
  std::string clause;            ///< of the contract, for the reconciliation
};

struct Fee {
  Money month;
  std::optional<Decimal> vat;
  std::vector<CreditRule> credits;
  std::optional<Decimal> cap;          ///< of all credits together, as share of the fee
  std::optional<Period> no_credits;    ///< transition period without penalties
  std::optional<Seconds> included_work;  ///< work that the monthly fee covers
};

struct Person {
  std::string account, name, department;
  std::optional<Date> dismissed;
  std::string email = {};  ///< in lower case; empty where not known
};

struct Contract {
  std::string client, name, number, language, timezone, currency;
  Date valid_from;
  std::map<std::string, Calendar> calendars;
  std::map<std::string, PriorityTerms> priorities;
  ClockTerms clock;
  std::map<std::string, LineTerms> lines;
  std::map<Target, Decimal> kpi;       ///< share that is aimed at
  std::optional<Fee> fee;
  std::optional<std::int64_t> workplaces;  ///< that the contract covers
  std::vector<Person> people;
  std::vector<std::string> access_servers;
  std::string access_agreed;
  std::vector<BackupJob> backups;
  MailTerms mail;
  PackageDelivery delivery;
  std::optional<AssetTerms> assets;  ///< nothing: nothing was agreed about equipment and programs
  std::vector<StandardTerms> standards;
  std::optional<MonitoringTerms> monitoring;
  ReportTerms report;
};

/// Reads and checks a contract; every refusal names the path of the wrong key.  What was checked when it was set need not
/// be counted out again: whether every length fits into ten years of its calendar, which takes longer than all the rest.
Contract read_contract(const JsonNode& file, bool checked_before = false);

}  // namespace outdesk
