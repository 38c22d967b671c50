#include "client/contract.hpp"

#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/identifier.hpp"
#include "base/text.hpp"
#include "base/zone.hpp"
#include "calendar/working_time.hpp"

namespace outdesk {

namespace {

constexpr Decimal kOne{1'000'000'000};

Decimal share_of(const JsonNode& node) {
  Decimal share = node.decimal();
  if (share > kOne) node.fail("must be a share from 0 to 1, not " + in_quotes(to_text(share)));
  return share;
}

/// Currencies that are paid in (ISO 4217 as of 2025).
constexpr std::string_view kCurrencies =
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD "
    "CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ "
    "GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR "
    "LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN "
    "PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SYP SZL THB TJS "
    "TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG ";

bool is_currency(std::string_view code) {
  bool letters = code.size() == 3 && code.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == code.npos;
  return letters && kCurrencies.find(code) != kCurrencies.npos;
}

std::string word_of(const JsonNode& node) {
  std::string word = node.text();
  if (word.empty()) node.fail("must not be empty");
  return word;
}

std::optional<Seconds> length_of(const JsonNode& node, std::string_view key) {
  auto member = node.find(key);
  if (!member) return {};
  Seconds length = member->duration();
  if (length.count == 0) member->fail("must be longer than nothing");
  return length;
}

std::string calendar_of(const JsonNode& node, const Contract& contract) {
  std::string name = node.text();
  if (contract.calendars.count(name)) return name;
  std::vector<std::string> known;
  for (const auto& [key, calendar] : contract.calendars) known.push_back(key);
  node.fail("names no calendar of this contract: " + in_quotes(name), "there are: " + join(known, ", "));
}

Target target_of(const JsonNode& node) {
  std::string name = node.one_of({"response", "next_response", "resolution"});
  return name == "response" ? Target::response : name == "resolution" ? Target::resolution : Target::next_response;
}

/// Lengths of working time that must fit into the ten years after the contract begins (sla.md case 15).
class Horizon {
 public:
  Horizon(const JsonNode& node, const Contract& contract, bool checked_before)
      : from_(Zone::named(contract.timezone).first_at_or_after(contract.valid_from, 0)), checked_before_(checked_before) {
    if (checked_before) return;
    for (const auto& [name, calendar] : contract.calendars)
      require(times_.emplace(name, WorkingTime(calendar, name)).first->second, Seconds{1}, node.at(name));
  }
  void require(const std::string& calendar, std::optional<Seconds> length, const JsonNode& node, std::string_view key) const {
    if (length && !checked_before_) require(times_.at(calendar), *length, node.at(key));
  }

 private:
  void require(const WorkingTime& time, Seconds length, const JsonNode& node) const {
    try {
      time.due(from_, length);
    } catch (const UsageError& error) {
      node.fail(error.what());
    }
  }
  Instant from_;
  bool checked_before_;
  std::map<std::string, WorkingTime> times_;
};

PriorityTerms read_priority(const JsonNode& node, const Contract& contract, const Horizon& horizon) {
  node.only({"name", "calendar", "response", "next_response", "resolution"});
  PriorityTerms terms;
  if (auto name = node.find("name")) terms.name = name->text();
  terms.calendar = calendar_of(node.at("calendar"), contract);
  terms.response = length_of(node, "response");
  terms.next_response = length_of(node, "next_response");
  terms.resolution = length_of(node, "resolution");
  horizon.require(terms.calendar, terms.response, node, "response");
  horizon.require(terms.calendar, terms.next_response, node, "next_response");
  horizon.require(terms.calendar, terms.resolution, node, "resolution");
  return terms;
}

ClockTerms read_clock(const JsonNode& node) {
  node.only({"resolution_stops_at", "pauses", "reopen_grace", "wait_reminder", "wait_limit"});
  ClockTerms clock;
  if (auto stop = node.find("resolution_stops_at")) clock.stops_at_closed = stop->one_of({"resolved", "closed"}) == "closed";
  if (auto pauses = node.find("pauses"))
    for (const auto& [reason, targets] : pauses->members())
      for (const auto& target : targets.items()) clock.pauses[reason].insert(target_of(target));
  if (auto grace = node.find("reopen_grace")) clock.reopen_grace = grace->duration_with_days();
  clock.wait_reminder = length_of(node, "wait_reminder");
  clock.wait_limit = length_of(node, "wait_limit");
  if (clock.wait_reminder && clock.wait_limit && *clock.wait_limit < *clock.wait_reminder)
    node.at("wait_limit").fail("must not be shorter than 'wait_reminder'");
  return clock;
}

LineTerms read_line(const JsonNode& node, const Contract& contract) {
  node.only({"budget", "calendar", "beyond"});
  LineTerms line;
  line.budget = length_of(node, "budget");
  line.calendar = calendar_of(node.at("calendar"), contract);
  if (auto beyond = node.find("beyond"))
    for (const auto& category : beyond->items()) line.beyond.insert(word_of(category));
  return line;
}

void read_kpi(const JsonNode& node, Contract& contract) {
  node.only({"response", "next_response", "resolution"});
  for (const auto& [name, kpi] : node.members()) {
    kpi.only({"target"});
    Target target = name == "response" ? Target::response : name == "resolution" ? Target::resolution : Target::next_response;
    contract.kpi[target] = share_of(kpi.at("target"));
  }
}

void read_tiers(const JsonNode& node, CreditRule& rule) {
  for (const auto& tier : node.items()) {
    tier.only({"from", "credit"});
    Decimal from = share_of(tier.at("from")), credit = share_of(tier.at("credit"));
    if (!rule.tiers.empty() && from >= rule.tiers.back().from) tier.at("from").fail("tiers must go down: the highest 'from' first");
    rule.tiers.push_back({from, credit});
  }
  if (rule.tiers.empty()) node.fail("must have one tier at least");
  if (rule.tiers.back().from.nano != 0) node.fail("the last tier must begin at \"0\", so that every share has one");
}

CreditRule read_credit(const JsonNode& node, const Contract& contract) {
  CreditRule rule;
  rule.when = node.at("when").one_of({"kpi.response", "kpi.next_response", "kpi.resolution", "breach"});
  if (auto clause = node.find("clause")) rule.clause = clause->text();
  if (rule.when != "breach") {
    node.only({"when", "tiers", "clause"});
    read_tiers(node.at("tiers"), rule);
    return rule;
  }
  node.only({"when", "priority", "target", "credit", "clause"});
  rule.priority = node.at("priority").text();
  if (!contract.priorities.count(rule.priority)) node.at("priority").fail("names no priority of this contract: " + in_quotes(rule.priority));
  Target target = target_of(node.at("target"));
  const PriorityTerms& terms = contract.priorities.at(rule.priority);
  bool promised = target == Target::response ? terms.response.has_value() : target == Target::resolution ? terms.resolution.has_value() : terms.next_response.has_value();
  if (!promised) node.at("target").fail("priority " + in_quotes(rule.priority) + " promises no such target");
  rule.target = name_of(target);
  rule.credit = share_of(node.at("credit"));
  return rule;
}

Instant midnight_of(const JsonNode& date, const Contract& contract) {
  return Zone::named(contract.timezone).day(date.date()).from;
}

Fee read_fee(const JsonNode& node, const Contract& contract) {
  node.only({"month_minor", "vat", "credits", "cap", "no_credits", "included_work"});
  Fee fee;
  fee.month = Money{node.at("month_minor").integer()};
  if (fee.month.minor < 0) node.at("month_minor").fail("must not be negative");
  if (auto vat = node.find("vat")) fee.vat = share_of(*vat);
  if (auto credits = node.find("credits"))
    for (const auto& credit : credits->items()) fee.credits.push_back(read_credit(credit, contract));
  fee.included_work = length_of(node, "included_work");
  if (auto cap = node.find("cap")) fee.cap = share_of(*cap);
  if (auto none = node.find("no_credits")) {
    none->only({"from", "to"});
    fee.no_credits = Period{midnight_of(none->at("from"), contract), midnight_of(none->at("to"), contract)};
    if (fee.no_credits->to <= fee.no_credits->from) none->at("to").fail("must be later than 'from'");
  }
  return fee;
}

Person read_person(const JsonNode& node) {
  node.only({"account", "name", "department", "dismissed", "email"});
  Person person;
  person.account = word_of(node.at("account"));
  person.name = node.at("name").text();
  if (auto department = node.find("department")) person.department = department->text();
  if (auto day = node.find("dismissed")) person.dismissed = day->date();
  if (auto email = node.find("email")) person.email = read_mail_address(*email);
  return person;
}

void read_people(const JsonNode& node, Contract& contract) {
  std::set<std::string> accounts;
  for (const auto& item : node.items()) {
    Person person = read_person(item);
    if (!accounts.insert(person.account).second) item.at("account").fail("is there twice: " + in_quotes(person.account));
    contract.people.push_back(std::move(person));
  }
}

void read_access(const JsonNode& node, Contract& contract) {
  node.only({"servers", "agreed"});
  if (auto servers = node.find("servers"))
    for (const auto& server : servers->items()) contract.access_servers.push_back(word_of(server));
  if (auto agreed = node.find("agreed")) contract.access_agreed = agreed->text();
}

void read_backups(const JsonNode& node, Contract& contract) {
  for (const auto& item : node.items()) {
    BackupJob job = read_backup_job(item);
    for (const BackupJob& other : contract.backups)
      if (other.name == job.name) item.at("job").fail("there are two jobs of this name");
    contract.backups.push_back(std::move(job));
  }
}

void read_mail(const JsonNode& node, Contract& contract) {
  contract.mail = read_mail_terms(node);
  if (!contract.mail.priority.empty() && !contract.priorities.count(contract.mail.priority))
    node.at("priority").fail("names no priority of this contract: " + in_quotes(contract.mail.priority));
}

void read_monitoring(const JsonNode& node, Contract& contract) {
  std::vector<std::string> calendars;
  for (const auto& [name, calendar] : contract.calendars) calendars.push_back(name);
  contract.monitoring = read_monitoring_terms(node, calendars);
}

void read_names(const JsonNode& file, Contract& contract) {
  contract.client = file.at("client").text();
  if (auto why = not_a_client_key(contract.client); !why.empty()) file.at("client").fail(why);
  contract.name = word_of(file.at("name"));
  if (auto number = file.find("number")) contract.number = number->text();
  contract.valid_from = file.at("valid_from").date();
  contract.language = file.has("language") ? file.at("language").one_of({"ru", "en"}) : "en";
  contract.timezone = file.at("timezone").text();
  try {
    Zone::named(contract.timezone);
  } catch (const UsageError& error) {
    file.at("timezone").fail(error.what(), error.next_step());
  }
  contract.currency = file.has("currency") ? file.at("currency").text() : "";
  if (!contract.currency.empty() && !is_currency(contract.currency)) file.at("currency").fail("must be a code of ISO 4217 such as \"RUB\"");
  if (file.has("fee") && contract.currency.empty()) file.at("currency");
}

}  // namespace

std::string_view name_of(Target target) {
  constexpr std::string_view kNames[] = {"response", "next_response", "resolution"};
  return kNames[static_cast<int>(target)];
}

Contract read_contract(const JsonNode& file, bool checked_before) {
  file.only({"outdesk", "client", "name", "number", "valid_from", "language", "timezone", "currency", "calendars",
             "priorities", "clock", "lines", "kpi", "fee", "workplaces", "people", "access", "backups", "delivery", "mail", "assets", "standards", "monitoring", "report"});
  if (std::string schema = file.at("outdesk").text(); schema != "contract/1")
    file.at("outdesk").fail("this program reads \"contract/1\", not " + in_quotes(schema));
  Contract contract;
  read_names(file, contract);
  contract.calendars = read_calendars(file.at("calendars"), contract.timezone);
  Horizon horizon(file.at("calendars"), contract, checked_before);
  for (const auto& [name, node] : file.at("priorities").members())
    contract.priorities.emplace(name, read_priority(node, contract, horizon));
  if (contract.priorities.empty()) file.at("priorities").fail("must name one priority at least");
  if (auto clock = file.find("clock")) contract.clock = read_clock(*clock);
  if (auto lines = file.find("lines"))
    for (const auto& [name, node] : lines->members()) contract.lines.emplace(name, read_line(node, contract));
  if (auto kpi = file.find("kpi")) read_kpi(*kpi, contract);
  if (auto fee = file.find("fee")) contract.fee = read_fee(*fee, contract);
  if (auto workplaces = file.find("workplaces")) {
    contract.workplaces = workplaces->integer();
    if (*contract.workplaces < 1) workplaces->fail("must be 1 at least");
  }
  if (auto people = file.find("people")) read_people(*people, contract);
  if (auto access = file.find("access")) read_access(*access, contract);
  if (auto backups = file.find("backups")) read_backups(*backups, contract);
  if (auto mail = file.find("mail")) read_mail(*mail, contract);
  if (auto assets = file.find("assets")) contract.assets = read_asset_terms(*assets);
  if (auto standards = file.find("standards")) contract.standards = read_standards(*standards);
  if (auto report = file.find("report")) contract.report = read_report_terms(*report);
  if (auto monitoring = file.find("monitoring")) read_monitoring(*monitoring, contract);
  if (auto delivery = file.find("delivery")) contract.delivery = read_package_delivery(*delivery);
  return contract;
}

}  // namespace outdesk
