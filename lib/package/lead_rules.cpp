#include "package/lead_rules.hpp"

#include <tuple>

#include "base/text.hpp"
#include "output/format_value.hpp"
#include "package/said_values.hpp"

namespace outdesk {

namespace {

constexpr std::size_t kSubject = 90;       // columns of a subject in the first sentence
constexpr std::size_t kNamedGaps = 2;      // more of them share one sentence

struct LeadWriter {
  const MonthFacts& facts;
  const std::vector<Light>& lights;
  const std::vector<Decision>& decisions;
  const Messages& messages;
  std::string_view currency;
  Paragraph lead = {};
  Money said_credit = {};

  void add(std::string sentence, bool strong = false) {
    if (!lead.runs.empty()) lead.runs.push_back({" ", false});
    lead.runs.push_back({std::move(sentence), strong});
  }

  bool is_bad(Topic topic) const {
    const Light* light = light_of(lights, topic);
    return light && light->tone == Tone::bad;
  }

  /// There is a credit, and the cap of all credits left it whole.  What is said here is not said of all once more.
  bool may_say(Money credit) {
    const Money all = facts.tickets.credit;
    if (credit.minor <= 0 || (all.minor > 0 && credit > all)) return false;
    said_credit += credit;
    return true;
  }

  void add_event(const LateRequest& late) {
    std::string subject = fitted(storable(replaced(late.subject, "\n", " ")), kSubject);
    Language language = messages.language();
    std::string key = std::string(late.critical ? "lead.critical" : "lead.event") + (late.open ? "_open" : "");
    Messages::Argument day{"day", messages.day(late.date)}, what{"subject", subject},
        taken{"taken", format_duration(late.taken, language)},
        overrun{"overrun", format_duration(late.overrun, language)};
    if (!may_say(late.credit)) return add(messages(key, {day, what, taken, overrun}), true);
    add(messages(
            key + "_credit",
            {day, what, taken, overrun, {"money", said_money(late.credit, currency, language)}}),
        true);
  }

  void add_event(const OutageEvent& outage) {
    std::string object = fitted(storable(replaced(outage.object, "\n", " ")), kSubject);
    Language language = messages.language();
    std::string key = outage.since ? "lead.outage_lasts" : "lead.outage";
    Messages::Argument day{"day", messages.day(outage.since.value_or(outage.date))}, what{"object", object},
        length{"length", outage.since ? days_or_hours(outage.lasted) : format_duration(outage.length, language)};
    if (!may_say(outage.credit)) return add(messages(key, {day, what, length}), true);
    add(messages(key + "_credit", {day, what, length, {"money", said_money(outage.credit, currency, language)}}), true);
  }

  /// Of what still lasts nobody needs the minutes after two days.
  std::string days_or_hours(Seconds length) const {
    std::int64_t days = length.count / kDay;
    return length.count > 2 * std::int64_t{kDay} ? messages("lead.whole_days", {{"n", days}}) : format_duration(length, messages.language());
  }

  /// The outage is worse than the late request: it cost more, or as much and the request did not stop work for longer.
  static bool is_worse(const OutageEvent& outage, const LateRequest& late) {
    if (outage.credit != late.credit) return outage.credit > late.credit;
    return !late.critical || outage.length >= late.taken;
  }

  /// Names the worst of what happened; false where nothing did.
  bool add_worst() {
    const LateRequest* late = facts.tickets.source.has_data() ? worst_of(facts.tickets.late) : nullptr;
    const OutageEvent* outage = facts.outages.source.has_data() ? worst_outage(facts.outages.events) : nullptr;
    if (outage && (!late || is_worse(*outage, *late))) add_event(*outage);
    else if (late) add_event(*late);
    // More was down than was agreed: that is said too, whatever was worse.
    if (outage && late && !is_worse(*outage, *late) && is_bad(Topic::outages)) add_event(*outage);
    return late || outage;
  }

  std::vector<std::string> share_parts() const {
    const TicketFacts& tickets = facts.tickets;
    std::vector<std::string> said = said_shares(tickets, messages);
    if (said.empty()) said.push_back(messages(tickets.received || tickets.backlog ? "lead.none_judged" : "lead.no_requests"));
    return said;
  }

  std::string backup_part() const {
    const BackupFacts& backups = facts.backups;
    if (backups.tests_failed > 0) return messages("lead.backups_failed");
    if (is_bad(Topic::backups))
      return messages("lead.backups_missed_running", {{"n", backups.missed_running}});
    if (backups.made < backups.planned)
      return messages("lead.backups_missed",
                      {{"made", backups.made}, {"planned", backups.planned}});
    if (!backups.overdue.empty()) return messages("lead.backups_untested");
    return messages(backups.tests > 0 ? "lead.backups_usable" : "lead.backups_made");
  }

  std::vector<std::string> parts() const {
    std::vector<std::string> parts;
    if (facts.tickets.source.has_data()) parts = share_parts();
    if (facts.tickets.source.has_data() && facts.tickets.credit.minor > 0 && said_credit != facts.tickets.credit)
      parts.push_back(messages("lead.credit_all", {{"money", said_money(facts.tickets.credit, currency, messages.language())}}));
    if (facts.backups.source.has_data() && facts.backups.planned > 0) parts.push_back(backup_part());
    bool nothing_stopped = facts.outages.source.state == SourceState::full && facts.outages.count == 0;
    if (parts.empty() && nothing_stopped) parts.push_back(messages("lead.no_stops"));
    return parts;
  }

  /// Which frame the main figures stand in: nothing may be called quiet or steady that was not.
  std::string frame(bool after_event) const {
    if (is_bad(Topic::tickets)) return "lead.under_target";
    if (is_bad(Topic::backups)) return "lead.plain";
    if (after_event) return is_bad(Topic::outages) ? "lead.plain" : "lead.otherwise_steady";
    bool full = facts.tickets.source.state == SourceState::full;
    if (!full || is_bad(Topic::outages) || is_bad(Topic::access)) return "lead.plain";
    if (facts.outages.source.state != SourceState::full) return "lead.steady";
    return facts.outages.count == 0 ? "lead.quiet" : "lead.plain";
  }

  void add_month(bool after_event) {
    std::vector<std::string> said = parts();
    if (said.empty()) {
      bool any = std::any_of(lights.begin(), lights.end(), [](const Light& light) { return light.tone != Tone::no_data && light.tone != Tone::neutral; });
      if (!after_event) add(messages(any ? "lead.nothing_of_requests" : "lead.nothing", {{"month", messages.month(facts.month)}}));
      return;
    }
    std::string key = frame(after_event), joined = join(said, ", ");
    if (facts.so_far) {  // nothing of a month that goes on is final
      std::string month = messages.month_capital(facts.month);
      add(messages("lead.so_far", {{"month", month}, {"day", messages.day(*facts.so_far)}, {"parts", joined}}), !after_event);
    } else if (key == "lead.otherwise_steady" || key == "lead.under_target")
      add(messages(key, {{"parts", joined}}), !after_event);
    else
      add(messages(key, {{"month", messages.month_capital(facts.month)}, {"parts", joined}}),
          !after_event);
  }

  /// "два о доступе к папкам", "одно о резервных копиях", in the order of the report.
  std::vector<std::string> topics() const {
    std::vector<std::string> said, alone;
    for (Topic topic : kAskingTopics) {
      std::int64_t n = std::count_if(decisions.begin(), decisions.end(),
                                     [&](const auto& d) { return d.topic == topic; });
      if (!n) continue;
      std::string about = messages("topic." + name_of(topic));
      alone.push_back(about);
      said.push_back(
          messages("topic.with_count", {{"n_words", messages.in_words(n)}, {"topic", about}}));
    }
    return said.size() > 1 ? said : alone;
  }

  void add_ask() {
    auto n = static_cast<std::int64_t>(decisions.size());
    if (!n) return add(messages("lead.ask_nothing"));
    std::string number = messages.in_words(n);
    add(messages("lead.ask",
                 {{"n", n}, {"n_words", number}, {"n_words_capital", with_capital(number)}}),
        true);
    std::vector<std::string> said = topics();
    std::string tail = said.size() > 1
                           ? messages("lead.ask_topics", {{"topics", messages.list(said)}})
                           : messages("lead.ask_topic", {{"topic", said.at(0)}});
    lead.runs.push_back({std::move(tail), false});
  }

  /// Topics of which the same is missing for the same reason are told of together.
  bool share_gap(Topic one, Topic other) const {
    auto gap = [&](Topic topic) {
      const SourceFacts& source = source_of(facts, topic);
      return std::tie(source.first, source.last, source.why);
    };
    return gap(one) == gap(other);
  }

  void add_gaps() {
    std::vector<std::vector<Topic>> groups;
    std::vector<Topic> unrated;
    for (const Light& light : lights) {
      if (light.tone != Tone::no_data) continue;
      unrated.push_back(light.topic);
      auto same = std::find_if(groups.begin(), groups.end(), [&](const auto& group) { return share_gap(group.front(), light.topic); });
      if (same == groups.end()) groups.push_back({light.topic});
      else same->push_back(light.topic);
    }
    if (groups.size() > kNamedGaps) return add_gap(unrated, {});
    for (const auto& group : groups) add_gap(group, source_of(facts, group.front()));
  }

  void add_gap(const std::vector<Topic>& topics, const SourceFacts& source) {
    std::string when = gap_of(source, messages, "lead.when"), why = source.why.empty() ? "" : messages("lead.why", {{"why", storable(source.why)}});
    if (topics.size() == 1) return add(messages("lead.no_data_one", {{"section", messages("section." + name_of(topics[0]))}, {"when", when}, {"why", why}}));
    std::vector<std::string> names;
    for (Topic topic : topics) names.push_back(messages("quoted", {{"text", messages("section." + name_of(topic))}}));
    add(messages("lead.no_data_many", {{"sections", messages.list(names)}, {"when", when}, {"why", why}}));
  }

  /// Of access alone: numbers of changes, or that there is nothing to compare with.
  Paragraph write_access() && {
    const AccessFacts& access = facts.access;
    Messages::Argument month{"month", messages.month_capital(facts.month)};
    if (access.changes && access.source.has_data())
      add(messages("lead.access", {month, {"n", *access.changes}, {"bad", access.without_request.value_or(0)}}), true);
    else if (access.source.has_data())
      add(messages("lead.access_first", {month}), true);
    add_ask();
    add_gaps();
    return std::move(lead);
  }

  Paragraph write() && {
    add_month(add_worst());
    add_ask();
    add_gaps();
    return std::move(lead);
  }
};

}  // namespace

Paragraph lead_of(const MonthFacts& facts, const std::vector<Light>& lights,
                  const std::vector<Decision>& decisions, const Messages& messages,
                  std::string_view currency) {
  return LeadWriter{facts, lights, decisions, messages, currency}.write();
}

Paragraph access_lead_of(const MonthFacts& facts, const std::vector<Decision>& decisions, const Messages& messages) {
  std::vector<Light> lights = lights_of(facts);
  return LeadWriter{facts, lights, decisions, messages, ""}.write_access();
}

std::string text_of(const Paragraph& paragraph) {
  std::string text;
  for (const auto& run : paragraph.runs) text += run.text;
  return text;
}

std::string first_sentence(const Paragraph& lead) {
  return lead.runs.empty() ? "" : lead.runs[0].text;
}

std::string gap_of(const SourceFacts& source, const Messages& messages,
                   std::string_view key_of_days) {
  if (!source.first) return {};
  if (source.last)
    return messages(key_of_days, {{"days", messages.days(*source.first, *source.last)}});
  return messages("missing.since", {{"day", messages.day(*source.first)}});
}

}  // namespace outdesk
