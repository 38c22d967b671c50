#include "cost/erlang_report.hpp"

#include <cmath>

#include "base/error.hpp"
#include "cost/erlang_rules.hpp"
#include "cost/staffing_rules.hpp"

namespace outdesk::cost {

namespace {

using Model = ErlangOptions::Model;

/// One number of agents in any of the three models; what a model does not know stays empty.
struct Judged {
  std::int64_t agents = 0;
  bool stable = true;
  std::optional<double> waits, in_time, average_wait_s, occupancy, queue, abandoned, blocked, p90_s;
};

double load_of(const ErlangOptions& o) { return o.calls_per_hour * o.handling_s / 3600; }

QueueGoal goal_of(const ErlangOptions& o) {
  return {o.within_s, real(o.in_time), real(o.max_occupancy), o.max_average_wait_s, 1};
}

Judged judged(const ErlangOptions& o, std::int64_t agents) {
  Judged result{agents, true, {}, {}, {}, {}, {}, {}, {}, {}};
  if (o.model == Model::b) {
    result.blocked = erlang_b(load_of(o), agents);
    result.occupancy = load_of(o) * (1 - *result.blocked) / static_cast<double>(agents);
    return result;
  }
  if (o.model == Model::a) {
    ErlangA queue = erlang_a(o.calls_per_hour / 3600, agents, o.handling_s, o.patience_s, o.within_s);
    return {agents, true, queue.wait_share, queue.in_time, queue.average_wait_s, queue.occupancy, queue.queue, queue.abandoned, {}, {}};
  }
  ErlangC queue = erlang_c(load_of(o), agents, o.handling_s, o.within_s);
  return {agents, queue.stable, queue.wait_share, queue.in_time, queue.average_wait_s, queue.occupancy, queue.queue, {}, {},
          wait_quantile_s(load_of(o), agents, o.handling_s, 0.9)};
}

std::int64_t fewest(const ErlangOptions& o) {
  if (o.model == Model::b) return std::max<std::int64_t>(1, erlang_b_lines(load_of(o), real(o.blocking)));
  if (o.model == Model::a) return erlang_a_agents(o.calls_per_hour / 3600, o.handling_s, o.patience_s, goal_of(o));
  return erlang_c_agents(load_of(o), o.handling_s, goal_of(o));
}

bool reaches(const ErlangOptions& o, const Judged& one) {
  if (o.model == Model::b) return *one.blocked <= real(o.blocking);
  return one.stable && *one.in_time >= real(o.in_time) && *one.occupancy <= real(o.max_occupancy) * (1 + 1e-12) &&
         (!o.max_average_wait_s || *one.average_wait_s <= *o.max_average_wait_s);
}

void check(const ErlangOptions& o) {
  if (!(o.calls_per_hour > 0)) throw UsageError("the number of calls must be above 0", "give --calls N, an hour unless --per says otherwise");
  if (o.shrinkage.millionths < 0 || o.shrinkage >= whole(1)) throw UsageError("shrinkage must be a share of at least 0 and below 1", "30 per cent is 0.3");
  if (o.agents && *o.agents < 1) throw UsageError("a queue needs at least 1 agent");
  if (o.agents && *o.agents > 1'000'000) throw UsageError("more than 1000000 agents cannot be reckoned");
  if (o.model == Model::a && !(o.patience_s > 0)) throw UsageError("Erlang A needs the callers' patience", "give --patience, for example --patience 5m");
}

/// Neither an average wait nor a service level exists where more comes in than can be handled.
void refuse_unstable(const ErlangOptions& o) {
  if (o.model != Model::c || !o.agents || load_of(o) < static_cast<double>(*o.agents)) return;
  throw UsageError("the load of " + measured(load_of(o), 3, Language::en) + " Erlang is at or above the capacity of " + std::to_string(*o.agents) + " agents: the queue only grows",
                   "take at least " + std::to_string(static_cast<std::int64_t>(std::floor(load_of(o))) + 1) + " agents, or Erlang A with --patience, where callers hang up");
}

Value exact(const std::optional<double>& number) { return number ? Value(exact_text(*number)) : Value(); }

Figures machine_figures(const ErlangOptions& o, const Judged& one) {
  Figures figures;
  figures.figures = {machine_figure("load", exact_text(load_of(o))), machine_figure("agents", one.agents),
                     machine_figure("scheduled", scheduled_agents(one.agents, o.shrinkage)), machine_figure("stable", one.stable),
                     machine_figure("pw", exact(one.waits)), machine_figure("sl", exact(one.in_time)), machine_figure("asa", exact(one.average_wait_s)),
                     machine_figure("occupancy", exact(one.occupancy)), machine_figure("queue", exact(one.queue)),
                     machine_figure("p_abandon", exact(one.abandoned)), machine_figure("b", exact(one.blocked)), machine_figure("wait_p90", exact(one.p90_s)),
                     machine_figure("reaches_goals", reaches(o, one))};
  return figures;
}

std::string seconds(const std::optional<double>& number, const Speech& speech) {
  return number ? measured(*number, 1, speech.language) + "\u00A0" + speech(phrase::second_word) : "–";
}
std::string share(const std::optional<double>& number, const Speech& speech) {
  return number ? measured(*number * 100, 2, speech.language) + "\u00A0%" : "–";
}

/// What a few agents more or fewer would do.
Table neighbours(const ErlangOptions& o, const Judged& chosen, const Speech& speech) {
  Table table;
  table.title = speech(phrase::neighbours_title);
  bool b = o.model == Model::b;
  table.columns = {column_for_people(speech, b ? phrase::lines_word : phrase::agents), column_for_people(speech, b ? phrase::blocked : phrase::in_time_share),
                   column_for_people(speech, phrase::average_wait), column_for_people(speech, phrase::waits_share), column_for_people(speech, phrase::occupancy),
                   column_for_people(speech, phrase::abandoned), column_for_people(speech, phrase::goals)};
  for (std::int64_t n = std::max<std::int64_t>(1, chosen.agents - 3); n <= chosen.agents + 3; ++n) {
    Judged one = judged(o, n);
    Mark mark = !one.stable ? Mark{"unstable", speech(phrase::unstable), Tone::bad}
                : reaches(o, one) ? Mark{"reached", speech(phrase::reached), Tone::good} : Mark{"missed", speech(phrase::missed), Tone::bad};
    table.rows.push_back({n, one.stable ? share(b ? one.blocked : one.in_time, speech) : "–", seconds(one.average_wait_s, speech), share(one.stable ? one.waits : std::nullopt, speech),
                          share(one.occupancy, speech), share(one.abandoned, speech), mark});
  }
  if (o.model != Model::a) std::erase_if(table.columns, [&](const Column& c) { return c.title == speech(phrase::abandoned); });
  if (o.model != Model::a) for (Row& row : table.rows) row.erase(row.begin() + 5);
  table.note = speech(o.model == Model::b ? phrase::model_b_note : o.model == Model::c ? phrase::model_c_note : phrase::model_a_note);
  return table;
}

std::string answer_of(const ErlangOptions& o, const Judged& one, const Speech& speech) {
  Facts facts{{"n", speech.count(one.agents)}, {"load", measured(load_of(o), 3, speech.language)}, {"scheduled", speech.count(scheduled_agents(one.agents, o.shrinkage))},
              {"sl", share(one.in_time, speech)}, {"t", seconds(o.within_s, speech)}, {"asa", seconds(one.average_wait_s, speech)},
              {"blocked", share(one.blocked, speech)}, {"shrinkage", speech.percent(o.shrinkage)}};
  if (o.model == Model::b) return speech(phrase::erlang_b_answer, facts);
  return speech(o.shrinkage.millionths ? phrase::erlang_scheduled_answer : phrase::erlang_answer, facts);
}

std::vector<Reckoned> explained(const ErlangOptions& o, const Judged& one, const Speech& speech) {
  std::string n = std::to_string(one.agents), load = measured(load_of(o), 6, speech.language);
  std::vector<Reckoned> steps = {{speech(phrase::load_word), "A = λ × AHT", measured(o.calls_per_hour, 3, speech.language) + " / 3600 × " + measured(o.handling_s, 3, speech.language), load},
                                 {speech(phrase::blocked), "B₀ = 1; B_k = A·B_{k−1} / (k + A·B_{k−1})", "A = " + load + ", k = 1…" + n, measured(erlang_b(load_of(o), one.agents), 9, speech.language)}};
  if (o.model == Model::c) {
    steps.push_back({speech(phrase::waits_share), "P_w = n·B / (n − A(1 − B))", "n = " + n, measured(*one.waits, 9, speech.language)});
    steps.push_back({speech(phrase::in_time_share), "SL = 1 − P_w·e^(−(n − A)T / AHT)", "T = " + measured(o.within_s, 3, speech.language), measured(*one.in_time, 9, speech.language)});
    steps.push_back({speech(phrase::average_wait), "ASA = P_w·AHT / (n − A)", "", measured(*one.average_wait_s, 9, speech.language)});
  }
  if (o.model == Model::a) {
    steps.push_back({speech(phrase::abandoned), "P_ab = θ·E[Q] / λ, q_k = q_{k−1}·λ / (nμ + kθ)", "θ = 1 / " + measured(o.patience_s, 3, speech.language), measured(*one.abandoned, 9, speech.language)});
    steps.push_back({speech(phrase::in_time_share), "1 − P_w + λ·p_{n−1}·∫₀ᵀ exp((λ/θ)(1 − e^(−θx)) − (nμ + θ)x)dx", "T = " + measured(o.within_s, 3, speech.language), measured(*one.in_time, 9, speech.language)});
  }
  if (o.shrinkage.millionths)
    steps.push_back({speech(phrase::scheduled), "⌈n / (1 − s)⌉", n + " / (1 − " + speech.number(o.shrinkage) + ")", speech.count(scheduled_agents(one.agents, o.shrinkage))});
  return steps;
}

}  // namespace

Document make_erlang(const ErlangOptions& options) {
  check(options);
  refuse_unstable(options);
  Speech speech{options.language, ""};
  Judged chosen = judged(options, options.agents ? *options.agents : fewest(options));
  Document document = new_document("cost-erlang/1", speech, phrase::erlang_title, "", answer_of(options, chosen, speech));
  const char* models[] = {"b", "c", "a"};
  document.head.push_back(machine_figure("model", std::string(models[static_cast<int>(options.model)])));
  document.sections.push_back({"queue", "", {machine_figures(options, chosen), neighbours(options, chosen, speech)}, false});
  if (options.explain) add_explanation(document, speech, explained(options, chosen, speech));
  return document;
}

}  // namespace outdesk::cost
