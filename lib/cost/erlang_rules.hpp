// Erlang B, C and A: how many people answer so many calls.  All figures in doubles, recurrences
// only (no factorials, no powers), so that thousands of agents neither overflow nor lose digits.
#pragma once

#include <cstdint>
#include <optional>

namespace outdesk::cost {

/// Share of calls that find all of `lines` busy where none waits (Erlang B):
/// B(0) = 1; B(k) = A B(k-1) / (k + A B(k-1)).
double erlang_b(double load, std::int64_t lines);

/// The least number of lines whose blocking is at most `blocking` (0 < blocking < 1).
std::int64_t erlang_b_lines(double load, double blocking);

/// A queue without patience (M/M/n): what callers and agents see.
struct ErlangC {
  bool stable = false;   ///< load < agents; where it is not, there is no average wait
  double wait_share = 1; ///< Pw: share of calls that wait
  double in_time = 0;    ///< SL: share answered within the time asked for
  double occupancy = 1;  ///< load / agents, at most 1
  std::optional<double> average_wait_s;  ///< ASA, over all calls
  std::optional<double> queue;           ///< calls waiting, on average
};

/// Pw = n B / (n - A (1 - B)); SL = 1 - Pw e^(-(n-A) T / AHT); ASA = Pw AHT / (n - A).
/// Throws UsageError where `agents` is less than 1 or the handling time is not positive.
ErlangC erlang_c(double load, std::int64_t agents, double handling_s, double within_s);

/// The wait that a share `p` of calls stays within: max(0, AHT / (n-A) ln(Pw / (1-p))).
/// Empty where the queue is not stable.
std::optional<double> wait_quantile_s(double load, std::int64_t agents, double handling_s, double p);

/// What a queue must reach.
struct QueueGoal {
  double within_s = 20;
  double in_time = 0.8;        ///< at least this share answered within `within_s`
  double max_occupancy = 1;    ///< at most this share of the time busy
  std::optional<double> max_average_wait_s;
  std::int64_t min_agents = 1;
};

/// The least number of agents from floor(A) + 1 on that reaches every part of the goal.
std::int64_t erlang_c_agents(double load, double handling_s, const QueueGoal& goal);

/// A queue whose callers hang up (M/M/n+M).
struct ErlangA {
  double wait_share = 0;     ///< Pw
  double abandoned = 0;      ///< share of calls that hang up
  double occupancy = 0;
  double average_wait_s = 0; ///< over all offered calls, those who hung up included
  double queue = 0;
  double in_time = 0;        ///< answered within the time, as a share of all offered calls
};

/// `calls_per_s` offered, each caller waits `patience_s` on average (exponential).
/// q(0) = 1, q(k) = q(k-1) lambda / (n mu + k theta), S = sum of q (Mandelbaum and Zeltyn).
ErlangA erlang_a(double calls_per_s, std::int64_t agents, double handling_s, double patience_s,
                 double within_s);

/// The least number of agents whose share answered in time, occupancy and average wait reach the goal.
std::int64_t erlang_a_agents(double calls_per_s, double handling_s, double patience_s,
                             const QueueGoal& goal);

}  // namespace outdesk::cost
