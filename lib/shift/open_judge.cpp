#include "shift/open_judge.hpp"

#include "base/error.hpp"

namespace outdesk {

const PeriodJudge* OpenJudge::judge_of(const std::string& client) {
  auto [known, fresh] = judges_.try_emplace(client);
  if (!fresh) return known->second.get();
  if (!merges_) merges_ = std::make_shared<const Merges>(merges_of(db_));
  PeriodRequest request{client, {now_, now_ + Seconds{1}}, now_, true};
  try {
    known->second = std::make_unique<PeriodJudge>(db_, std::move(request), merges_);
  } catch (const NotFound&) {
    return nullptr;  // no contract: nothing is promised
  }
  return known->second.get();
}

std::optional<JudgedRow> OpenJudge::judge(const TicketRow& ticket) {
  const PeriodJudge* judge = judge_of(ticket.owner);
  std::optional<JudgedRow> judged;
  if (!judge) return judged;
  judge->for_each_of({ticket.id}, [&](const JudgedTicket& one) { judged = JudgedRow{one.verdict, due_of(one.verdict), one.events}; });
  return judged;
}

TicketHistory OpenJudge::history_of(const TicketRow& ticket, const JudgedRow& judged) {
  const PeriodJudge* judge = judge_of(ticket.owner);
  return judge->history_of({ticket.id, ticket.key, judged.verdict, judged.events});
}

const Zone& OpenJudge::zone_of(const std::string& client) {
  const PeriodJudge* judge = judge_of(client);
  return judge ? judge->zone() : Zone::named("UTC");
}

}  // namespace outdesk
