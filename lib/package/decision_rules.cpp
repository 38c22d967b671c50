#include "package/decision_rules.hpp"

#include <algorithm>
#include <map>

#include "base/text.hpp"

namespace outdesk {

namespace {

/// How long after the month's end each may wait, in days.
constexpr int kCloseAccounts = 2, kRestoreTest = 5, kConfirmChanges = 6, kLicences = 8, kSpares = 8,
              kReview = 13;

class Decisions {
 public:
  Decisions(Month month, const Messages& messages)
      : messages_(messages),
        after_(days_since_epoch((month + std::chrono::months{1}) / std::chrono::day{1})) {}

  void add(Topic topic, const char* name, int days, std::string what, const char* who) {
    add_for(topic, name, days, std::move(what), messages_(who));
  }
  /// `who` in words.
  void add_for(Topic topic, const char* name, int days, std::string what, std::string who) {
    list_.push_back({name_of(topic) + "." + name, topic, date_of_days(after_ + days),
                     std::move(what), std::move(who)});
  }

  std::vector<Decision> take() {
    std::stable_sort(list_.begin(), list_.end(), [](const auto& a, const auto& b) {
      return days_since_epoch(a.by) < days_since_epoch(b.by);
    });
    return std::move(list_);
  }

 private:
  const Messages& messages_;
  std::int64_t after_;
  std::vector<Decision> list_;
};

constexpr std::size_t kMostNames = 3, kNameColumns = 60;

/// Names from outside, the first few and how many more: a decision is read in one breath.
std::string bounded_list(const std::vector<std::string>& names, const Messages& messages) {
  std::vector<std::string> said;
  for (const std::string& name : names) {
    if (said.size() == kMostNames) break;
    said.push_back(fitted(storable(replaced(name, "\n", " ")), kNameColumns));
  }
  auto rest = static_cast<std::int64_t>(names.size() - said.size());
  if (rest > 0) said.push_back(messages("decision.and_more", {{"n", rest}}));
  return messages.list(said);
}

void add_access(Decisions& decisions, const AccessFacts& facts, const Messages& messages) {
  if (!facts.source.has_data()) return;
  if (auto n = static_cast<std::int64_t>(facts.dismissed.size()))
    decisions.add(
        Topic::access, "close_accounts", kCloseAccounts,
        messages("decision.close_accounts", {{"n", n}, {"names", bounded_list(facts.dismissed, messages)}}),
        "who.director");
  if (std::int64_t n = facts.undecided ? *facts.undecided : facts.without_request.value_or(0))
    decisions.add(Topic::access, "confirm_changes", kConfirmChanges,
                  messages("decision.confirm_changes", {{"n", n}}), "who.owners");
  if (facts.review_overdue)
    decisions.add(Topic::access, "review", kReview, messages("decision.review_access"),
                  "who.owners");
}

void add_assets(Decisions& decisions, const AssetFacts& facts, const Messages& messages) {
  if (!facts.source.has_data()) return;
  if (facts.licences_short > 0)
    decisions.add(Topic::assets, "licences", kLicences,
                  messages("decision.licences", {{"n", facts.licences_short}}), "who.director");
  if (facts.spares_short > 0)
    decisions.add(Topic::assets, "spares", kSpares,
                  messages("decision.spares", {{"n", facts.spares_short}}), "who.director");
}

/// One decision for each who decides.
void add_standards(Decisions& decisions, const StandardFacts& facts, const Messages& messages) {
  std::map<std::string, std::vector<std::string>> by_owner;
  for (const StandardFacts::Review& review : facts.overdue)
    by_owner[review.owner].push_back(messages("quoted", {{"text", review.title}}));
  for (const auto& [owner, titles] : by_owner)
    decisions.add_for(Topic::standards, "review", kReview,
                      messages("decision.review_standards",
                               {{"n", static_cast<std::int64_t>(titles.size())}, {"names", bounded_list(titles, messages)}}),
                      owner.empty() ? messages("who.director") : owner);
}

}  // namespace

std::vector<Decision> decisions_of(const MonthFacts& facts, const Messages& messages) {
  Decisions decisions(facts.month, messages);
  add_access(decisions, facts.access, messages);
  const BackupFacts& backups = facts.backups;
  if (backups.source.has_data() && !backups.overdue.empty())
    decisions.add(Topic::backups, "restore_test", kRestoreTest,
                  messages("decision.restore_test", {{"systems", bounded_list(backups.overdue, messages)}}),
                  "who.office");
  add_assets(decisions, facts.assets, messages);
  add_standards(decisions, facts.standards, messages);
  return decisions.take();
}

Points points_of(const std::vector<Decision>& decisions, const Messages& messages) {
  Points points;
  points.title = messages("decisions.title");
  points.boxed = true;
  for (const Decision& decision : decisions) {
    if (points.points.size() == kMostDecisions) break;
    points.points.push_back(
        {messages("decisions.by", {{"day", messages.day(decision.by)}}),
         decision.what + " " + messages("decisions.who", {{"who", decision.who}}),
         name_of(decision.topic), messages("decisions.more")});
  }
  auto rest = static_cast<std::int64_t>(decisions.size() - points.points.size());
  if (rest > 0) points.points.push_back({"", messages("decisions.rest", {{"n", rest}}), "", ""});
  return points;
}

}  // namespace outdesk
