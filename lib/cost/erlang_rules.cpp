#include "cost/erlang_rules.hpp"

#include <cmath>

#include "base/error.hpp"

namespace outdesk::cost {

namespace {

constexpr double kMaxLoad = 1e6;
/// Occupancies that are equal on paper may differ in the last bit.
constexpr double kTie = 1e-12;

void check(double load, double handling_s) {
  if (!(load >= 0 && load <= kMaxLoad))
    throw UsageError("a load must be between 0 and 1000000 Erlang",
                     "load = calls per hour x handling time in hours");
  if (!(handling_s > 0)) throw UsageError("the handling time must be longer than 0");
}

/// B(k) from B(k-1).
double next_b(double load, double before, std::int64_t k) {
  return load * before / (static_cast<double>(k) + load * before);
}

ErlangC queue_of(double load, std::int64_t agents, double blocked, double handling_s,
                 double within_s) {
  double n = static_cast<double>(agents);
  ErlangC queue;
  if (!(load < n)) return queue;
  queue.stable = true;
  queue.wait_share = n * blocked / (n - load * (1 - blocked));
  queue.in_time = 1 - queue.wait_share * std::exp(-(n - load) * within_s / handling_s);
  queue.occupancy = load / n;
  queue.average_wait_s = queue.wait_share * handling_s / (n - load);
  queue.queue = queue.wait_share * load / (n - load);
  return queue;
}

template <class Queue>
bool reaches(const Queue& queue, const QueueGoal& goal, double average_wait_s) {
  return queue.in_time >= goal.in_time && queue.occupancy <= goal.max_occupancy * (1 + kTie) &&
         (!goal.max_average_wait_s || average_wait_s <= *goal.max_average_wait_s * (1 + kTie));
}

void check(const QueueGoal& goal) {
  if (!(goal.in_time >= 0 && goal.in_time < 1))
    throw UsageError("the share answered in time must be at least 0 and below 1");
  if (!(goal.max_occupancy > 0 && goal.max_occupancy <= 1))
    throw UsageError("the highest occupancy must be above 0 and at most 1");
  if (goal.max_average_wait_s && !(*goal.max_average_wait_s > 0))
    throw UsageError("the longest average wait must be longer than 0");
}

}  // namespace

double erlang_b(double load, std::int64_t lines) {
  check(load, 1);
  double blocked = 1;
  for (std::int64_t k = 1; k <= lines; ++k) blocked = next_b(load, blocked, k);
  return blocked;
}

std::int64_t erlang_b_lines(double load, double blocking) {
  check(load, 1);
  if (!(blocking > 0 && blocking < 1)) throw UsageError("the blocking must be between 0 and 1");
  double blocked = 1;
  std::int64_t lines = 0;
  while (blocked > blocking) blocked = next_b(load, blocked, ++lines);
  return lines;
}

ErlangC erlang_c(double load, std::int64_t agents, double handling_s, double within_s) {
  check(load, handling_s);
  if (agents < 1) throw UsageError("a queue needs at least 1 agent");
  double blocked = load < static_cast<double>(agents) ? erlang_b(load, agents) : 1;
  return queue_of(load, agents, blocked, handling_s, within_s);
}

std::optional<double> wait_quantile_s(double load, std::int64_t agents, double handling_s,
                                      double p) {
  ErlangC queue = erlang_c(load, agents, handling_s, 0);
  if (!queue.stable) return {};
  double spare = static_cast<double>(agents) - load;
  return std::max(0.0, handling_s / spare * std::log(queue.wait_share / (1 - p)));
}

std::int64_t erlang_c_agents(double load, double handling_s, const QueueGoal& goal) {
  check(load, handling_s);
  check(goal);
  std::int64_t agents = std::max(static_cast<std::int64_t>(std::floor(load)) + 1, goal.min_agents);
  double blocked = erlang_b(load, agents);
  for (;;) {
    ErlangC queue = queue_of(load, agents, blocked, handling_s, goal.within_s);
    if (reaches(queue, goal, queue.average_wait_s.value_or(0))) return agents;
    blocked = next_b(load, blocked, ++agents);
  }
}

namespace {

/// The queue's states behind state n: q(0) = 1, q(k) = q(k-1) lambda / (n mu + k theta).
/// All sums are divided by e^scale, which keeps an overloaded queue within a double.
struct Tail {
  double sum = 1;       ///< S: sum of q(k)
  double weighted = 0;  ///< sum of k q(k)
  double scale = 0;
};

Tail tail_of(double lambda, double service, double theta) {
  Tail tail;
  double q = 1;
  for (double k = 1; q >= 1e-17 * tail.sum; ++k) {
    q *= lambda / (service + k * theta);
    tail.sum += q;
    tail.weighted += k * q;
    if (tail.sum > 1e250) {
      q *= 1e-250, tail.sum *= 1e-250, tail.weighted *= 1e-250;
      tail.scale += std::log(1e250);
    }
  }
  return tail;
}

/// Simpson's rule over exp((lambda/theta)(1 - e^(-theta x)) - (n mu + theta) x + shift).
double hazard_integral(double lambda, double service, double theta, double until, double shift) {
  if (until <= 0) return 0;
  auto steps = static_cast<std::int64_t>(std::max(512.0, 64 * std::ceil((service + theta) * until)));
  double width = until / static_cast<double>(steps);
  auto at = [&](std::int64_t i) {
    double x = width * static_cast<double>(i);
    return std::exp(-lambda / theta * std::expm1(-theta * x) - (service + theta) * x + shift);
  };
  double sum = at(0) + at(steps);
  for (std::int64_t i = 1; i < steps; ++i) sum += (i % 2 ? 4 : 2) * at(i);
  return sum * width / 3;
}

}  // namespace

ErlangA erlang_a(double calls_per_s, std::int64_t agents, double handling_s, double patience_s,
                 double within_s) {
  check(calls_per_s * handling_s, handling_s);
  if (agents < 1) throw UsageError("a queue needs at least 1 agent");
  if (!(patience_s > 0 && patience_s <= 1e6 * handling_s))
    throw UsageError("patience must be longer than 0 and at most 1000000 handling times",
                     "callers who never hang up: use Erlang C");
  if (!(within_s >= 0 && within_s <= 1e4 * handling_s))
    throw UsageError("the time to answer within must be at most 10000 handling times");
  ErlangA queue;
  if (calls_per_s <= 0) return queue.in_time = 1, queue;
  double theta = 1 / patience_s, service = static_cast<double>(agents) / handling_s;
  double blocked = erlang_b(calls_per_s * handling_s, agents);
  Tail tail = tail_of(calls_per_s, service, theta);
  // p(n) = B / (1 - B + B S), with everything divided by e^scale.
  double whole = (1 - blocked) * std::exp(-tail.scale) + blocked * tail.sum;
  queue.wait_share = blocked * tail.sum / whole;
  queue.queue = blocked * tail.weighted / whole;
  queue.abandoned = theta * queue.queue / calls_per_s;
  queue.average_wait_s = queue.queue / calls_per_s;
  queue.occupancy = calls_per_s * (1 - queue.abandoned) / service;
  // ln(lambda p(n-1)), p(n-1) = p(n) n mu / lambda.
  double shift = std::log(blocked / whole) - tail.scale + std::log(service);
  queue.in_time = 1 - queue.wait_share +
                  hazard_integral(calls_per_s, service, theta, within_s, shift);
  return queue;
}

std::int64_t erlang_a_agents(double calls_per_s, double handling_s, double patience_s,
                             const QueueGoal& goal) {
  check(goal);
  for (std::int64_t agents = std::max<std::int64_t>(1, goal.min_agents);; ++agents) {
    ErlangA queue = erlang_a(calls_per_s, agents, handling_s, patience_s, goal.within_s);
    if (reaches(queue, goal, queue.average_wait_s)) return agents;
  }
}

}  // namespace outdesk::cost
