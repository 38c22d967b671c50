// A calculation's input as plain data: what read_scenario() makes of a scenario file.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cost/number_rules.hpp"
#include "cost/tax_profile.hpp"

namespace outdesk::cost {

/// When somebody answers: office hours, long days, long days every day, always.
enum class Schedule { h8x5, h12x5, h12x7, h24x7 };
constexpr Schedule kSchedules[] = {Schedule::h8x5, Schedule::h12x5, Schedule::h12x7, Schedule::h24x7};
const char* to_text(Schedule schedule);  ///< "8x5"

/// The working year that hours are counted in.
struct WorkYear {
  std::int64_t norm_hours = 0;  ///< paid hours of one full position
  std::int64_t workdays = 0;
  std::int64_t days = 0;
  Micro net_hours;              ///< left of the norm after holidays, sickness and training
};

/// Something that is counted and priced: workstation, server, printer, site, stall.
struct Unit {
  std::string name;
  std::int64_t base = 0;           ///< how many, where it stands by itself
  std::optional<std::size_t> per;  ///< else ceil(ratio x number of that unit)
  Micro ratio;
  bool seasonal = false;
};

/// Something per unit and month.
struct PerUnit {
  std::size_t unit = 0;
  Micro each;
};

struct Workload {
  std::vector<PerUnit> tickets;         ///< tickets per unit and month
  std::vector<Micro> season;            ///< of the tickets, whatever the units do: 12, or empty
  Micro onsite_share;                   ///< of tickets that need a visit
  std::vector<PerUnit> planned_visits;  ///< per unit and month
};

/// What one full position costs besides its hours.
struct Post {
  std::string code;
  Money gross;               ///< a month
  std::optional<Money> net;  ///< as given, where gross was computed from it
  Micro shift_uplift;        ///< of pay, for nights and holidays
  Micro turnover;            ///< share of people who leave in a year
  Micro hire_fee;            ///< of a year's pay
  Money hire_fixed;
  Micro ramp_months, ramp_loss;
  Money training_year, tools_month, workplace_month;
};

/// Hours that one ticket, visit or unit takes a month.
struct Driver {
  enum class Of { ticket, visit, unit } of = Of::ticket;
  std::size_t unit = 0;
  Micro hours;
};

/// A queue that must be answered in time, hour by hour of a day.
struct DayQueue {
  std::vector<Micro> calls_per_hour;  ///< 24
  Micro handling_s, within_s, in_time, max_occupancy;
  std::int64_t min_seats = 0, days = 0;
  Micro usual_tickets;  ///< a month, that the calls were given for: more tickets, more calls
};

struct Role : Post {
  std::vector<Driver> drivers;
  Micro util;                        ///< share of net hours that tickets may fill
  Micro step, min_heads;
  std::optional<Schedule> coverage;  ///< hours at which `seats` are always filled
  std::int64_t seats = 1;
  std::optional<DayQueue> queue;
};

struct Lead : Post {
  std::vector<std::size_t> of;       ///< roles
  Micro from_heads, span;
};

struct SparePool {
  std::size_t unit = 0;
  Micro failure_rate;                ///< a year
  Micro lead_months, target;
  Money cost, repair;
};

struct InHouse {
  Micro wage_growth, other_growth;
  bool peak = true;                  ///< people for the busiest month all year; else they follow it
  bool initial_hire = false;
  std::vector<Role> roles;
  std::vector<Lead> leads;
  Micro mgmt_overhead, platform_from_heads;
  Money platform_month;
  Micro spares_holding;              ///< cost of capital and storage, share a year
  std::vector<SparePool> spares;
  Money visit_travel;
};

enum class TierMode { graduated, volume, package };

struct Tier {
  std::optional<std::int64_t> up_to; ///< inclusive; the last is open
  Money price;                       ///< per unit; of the whole bracket in a package's closed tiers
};

struct Price {
  std::size_t unit = 0;
  TierMode mode = TierMode::graduated;
  std::vector<Tier> tiers;
  bool covered = false;              ///< the coverage multiplier applies
};

struct CreditTier {
  Micro from, credit;                ///< a KPI of `from` or more gives this credit
};

struct SlaCredit {
  std::vector<Micro> kpi;            ///< by month, in turn
  std::vector<std::int64_t> breaches;
  std::vector<CreditTier> tiers;     ///< best first
  Money breach;
  Micro cap;                         ///< of the recurring fee
};

struct Outsource {
  std::vector<Price> prices;
  Schedule coverage = Schedule::h8x5;
  Micro coverage_mult = whole(1);
  Money min_fee;
  Micro commit_share;                ///< of the base quantity that is paid for in any case
  Micro visits_included;
  Money visit_price;
  Micro extra_hours;
  Money hour_price;
  Micro indexation;
  SlaCredit sla;
  Micro vat, vat_recoverable;
  Money onboarding;
  std::int64_t onboarding_spread = 0, parallel_months = 0;
  Money severance, exit_fee, retained_month;
};

struct Scenario {
  std::string name, currency;
  std::int64_t horizon_months = 12;
  std::int64_t start_month = 1;          ///< of the calendar, 1 to 12
  Micro discount_rate;                   ///< effective a year
  std::vector<TaxProfile> tax_profiles;  ///< one a tax year; the last stands for all later years
  WorkYear calendar;
  std::vector<Unit> units;
  std::vector<Micro> season;             ///< 12, or empty
  Workload workload;
  InHouse inhouse;
  Outsource outsource;
};

/// Index of the unit called `name`; empty where there is none.
std::optional<std::size_t> unit_named(const Scenario& scenario, std::string_view name);

}  // namespace outdesk::cost
