#include "package/said_values.hpp"

#include <cctype>

#include "base/text.hpp"
#include "output/format_value.hpp"

namespace outdesk {

namespace {

/// `key`, or `key`_no_target, with the share in its words.
std::string said_share(const std::string& key, Share share, const std::optional<Decimal>& target, const Messages& messages) {
  Messages::Argument met{"met", share.part}, whole{"whole", share.whole}, percent{"share", format_percent(share, messages.language())};
  if (!target) return messages(key + "_no_target", {met, whole, percent});
  return messages(key, {met, whole, percent, {"target", format_percent(*target, messages.language())}});
}

Share on_time(const TicketFacts& facts) { return {facts.met, facts.met + facts.missed}; }

}  // namespace

std::string said_money(Money money, std::string_view currency, Language language) {
  std::string text = format_money(money, currency, language);
  const std::string none = language == Language::ru ? ",00" : ".00";
  std::size_t at = text.rfind(none);
  if (at == text.npos) return text;
  // "1.000" of a currency with three digits has other ones behind it.
  std::size_t end = at + none.size();
  if (end < text.size() && std::isdigit(static_cast<unsigned char>(text[end]))) return text;
  return text.erase(at, none.size());
}

std::string said_average(Share points, Language language) {
  if (!points.defined()) return {};
  std::int64_t tenths = points.part * 10 / points.whole;
  return std::to_string(tenths / 10) + (language == Language::ru ? "," : ".") + std::to_string(tenths % 10);
}

std::string said_average(Decimal mark, Language language) {
  std::string text = to_text(mark);
  return language == Language::ru ? replaced(text, ".", ",") : text;
}

bool only_answers_missed(const TicketFacts& facts) {
  bool closed_in_time = !on_time(facts).defined() || !facts.target || on_time(facts).at_least(*facts.target);
  return closed_in_time && (facts.answers.under_target() || facts.next_answers.under_target());
}

std::vector<std::string> said_answers(const TicketFacts& facts, const Messages& messages) {
  std::vector<std::string> said;
  const AnswerFacts& first = facts.answers;
  if (first.under_target() || (first.share().defined() && !on_time(facts).defined())) said.push_back(said_share("lead.answers", first.share(), first.target, messages));
  if (facts.next_answers.under_target()) said.push_back(said_share("lead.next_answers", facts.next_answers.share(), facts.next_answers.target, messages));
  return said;
}

std::vector<std::string> said_shares(const TicketFacts& facts, const Messages& messages) {
  std::vector<std::string> said = said_answers(facts, messages);
  if (!on_time(facts).defined()) return said;
  std::string closed = said_share("lead.on_time", on_time(facts), facts.target, messages);
  said.insert(only_answers_missed(facts) ? said.end() : said.begin(), std::move(closed));
  return said;
}

}  // namespace outdesk
