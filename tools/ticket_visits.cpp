// Verbs about what was done and how it was liked: working time, visits, ratings, reviews.
#include "base/text.hpp"
#include "body_text.hpp"
#include "sla/activity_rules.hpp"
#include "ticket/verb_rules.hpp"
#include "ticket_change.hpp"
#include "ticket_verbs.hpp"

namespace outdesk {

namespace {

Seconds length_of(const std::string& text) {
  auto length = parse_duration(text);
  if (!length || length->count == 0) throw UsageError(in_quotes(text) + " is not a length of time such as 25m or 1h30m");
  return *length;
}

Instant time_of(const Options& options, const char* name, const Zone& zone, Instant now) {
  std::string text = options.text(name);
  if (auto time = parse_time_of_client(text, zone, now)) return *time;
  throw UsageError("--" + std::string(name) + " " + in_quotes(text) + " is not a time",
                   "write 10:30 for today, 2026-10-31T10:30 in the client's zone, or a time with its offset");
}

struct VisitTimes {
  Instant start;
  std::optional<Instant> end;
};

VisitTimes times_of(const Options& options, const Zone& zone, Instant now) {
  if (options.has("end") && options.has("length")) throw UsageError("--end and --length say the same", "give one of them");
  VisitTimes times{time_of(options, "start", zone, now), {}};
  if (options.has("end")) times.end = time_of(options, "end", zone, now);
  if (options.has("length")) times.end = times.start + length_of(options.text("length"));
  if (times.end && *times.end <= times.start) throw UsageError("the visit would end at " + to_text(*times.end) + ", not after it begins");
  return times;
}

/// A visit that is to be made.
Event agreed(const Context& context, const Options& options, const VisitTimes& times) {
  if (options.has("unplanned")) throw UsageError("a visit that is yet to be made cannot be unplanned", "leave --unplanned out");
  Fields fields;
  fields.set("start", to_text(times.start));
  if (times.end) fields.set("end", to_text(*times.end));
  set_where_given(fields, options, {"site", "engineer"});
  return make_event(context, options, EventKind::scheduled, std::move(fields));
}

/// A visit that was made: working time of the engineer who went.
Event made(const Context& context, const Options& options, const VisitTimes& times, const Event* agreed_before) {
  if (!times.end) throw UsageError("it is not said how long the visit took", "give --end or --length");
  if (*times.end > context.now) throw UsageError("the visit would end at " + to_text(*times.end) + ", in the future", "record it when it is over");
  Fields fields;
  fields.set("mode", "visit").set("seconds", (*times.end - times.start).count);
  if (options.has("planned") || (agreed_before && !options.has("unplanned"))) fields.set("planned", true);
  if (options.has("not-billable")) fields.set("billable", false);
  set_where_given(fields, options, {"site"});
  if (agreed_before && !fields.has("site") && agreed_before->fields.has("site")) fields.set("site", agreed_before->text("site"));
  Event event = make_event(context, options, EventKind::work, std::move(fields));
  event.at = times.start;
  if (auto engineer = options.maybe("engineer")) event.by = *engineer;
  return checked_event(std::move(event), "command line", 0);
}

}  // namespace

Exit run_ticket_work(Context& context, const Options& options) {
  Fields fields;
  fields.set("seconds", length_of(options.text("LENGTH")).count);
  set_where_given(fields, options, {"mode", "site"});
  if (options.has("planned")) fields.set("planned", true);
  if (options.has("not-billable")) fields.set("billable", false);
  return add_event(context, options, EventKind::work, std::move(fields));
}

Exit run_ticket_visit(Context& context, const Options& options) {
  if (options.has("planned") && options.has("unplanned")) throw UsageError("--planned and --unplanned contradict each other", "give one of them");
  TicketChange change(context, options);
  VisitTimes times = times_of(options, change.zone(), context.now);
  bool ahead = times.start > context.now;
  const Event* before = agreed_visit(change.events());
  Event event = ahead ? agreed(context, options, times) : made(context, options, times, before);
  return change.add(event) ? change.commit() : Exit::ok;
}

/// The score is the client's word, whoever writes it down.
Exit run_ticket_rate(Context& context, const Options& options) {
  std::string comment = body_of(options, false, "What the client said with the score.");
  auto score = parse_count(options.text("SCORE"));
  Fields fields;
  if (!score) throw UsageError(in_quotes(options.text("SCORE")) + " is not a score", "it is a whole number from 1 (bad) to 5 (good)");
  fields.set("score", *score);
  if (!comment.empty()) fields.set("comment", comment);
  Event event = make_event(context, options, EventKind::rated, std::move(fields));
  TicketChange change(context, options);
  std::string who = options.text("from", change.ticket().head.requester);
  event.by = "client:" + (who.empty() ? change.ticket().owner : who);
  if (!change.add(checked_event(std::move(event), "command line", 0))) return Exit::ok;
  change.commit();
  if (*score <= kLowScore)
    context.say("a score of " + std::to_string(*score) + " asks for an explanation: outdesk ticket review " + change.ticket().key);
  return Exit::ok;
}

Exit run_ticket_review(Context& context, const Options& options) {
  std::string finding = body_of(options, true, "Why " + options.text("TICKET") + " was rated low: what went wrong.");
  Fields fields;
  fields.set("finding", finding);
  set_where_given(fields, options, {"cause", "action"});
  Event event = make_event(context, options, EventKind::reviewed, std::move(fields));
  TicketChange change(context, options);
  const Event* rating = last_of(EventKind::rated, change.events());
  if (!rating) throw UsageError("ticket " + in_quotes(change.ticket().key) + " is not rated", "there is nothing to explain; see 'outdesk ticket list --unreviewed'");
  if (event.at < rating->at) throw UsageError("--at " + to_text(event.at) + " is before the rating of " + to_text(rating->at));
  return change.add(event) ? change.commit() : Exit::ok;
}

}  // namespace outdesk
