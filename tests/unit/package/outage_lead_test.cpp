#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

#include "made_month.hpp"
#include "said_month.hpp"

using namespace outdesk;
using namespace std::chrono;

TEST_CASE("an outage stands first where it is the worst, with the money that it surely cost") {
  MonthFacts facts = made::quiet_month();
  facts.outages.count = 2;
  facts.outages.events = {{2025y / September / 9, "Почта", "", Seconds{1800}, {}}, {2025y / September / 3, "1С:Бухгалтерия", "SRV-1", Seconds{16680}, {}}};
  CHECK(lead(facts).starts_with("3 сентября 4 ч 38 мин не работало: 1С:Бухгалтерия. В остальном месяц ровный: в срок закрыто 41 из 41 заявки"));
  CHECK(lead(facts, Language::en).starts_with("On 3 September 1С:Бухгалтерия was down for 4 h 38 min. Otherwise a steady month: "));
  facts.tickets.late = {{"7", "Не открывается 1С", 2025y / September / 3, true, Seconds{16000}, Seconds{1600}, Money{296000}, "SRV-1"}};
  CHECK(lead(facts).starts_with("3 сентября критичная заявка «Не открывается 1С»"));  // it cost money, the outage is not known to
  tie_credits(facts.outages.events, facts.tickets.late);
  CHECK(lead(facts).starts_with("3 сентября 4 ч 38 мин не работало: 1С:Бухгалтерия; за это счёт уменьшен на 2 960 ₽."));
  CHECK(lead(facts, Language::en).starts_with("On 3 September 1С:Бухгалтерия was down for 4 h 38 min; the invoice is 2,960 ₽ lower for it."));
  facts.outages.source.state = SourceState::missing;
  CHECK(lead(facts).starts_with("3 сентября критичная заявка"));
}

// "1 November 624 h not working" was said of what did not work yet.
TEST_CASE("an outage that still lasts says so, in whole days after two of them") {
  MonthFacts facts = made::quiet_month();
  facts.outages.count = 1;
  facts.outages.events = {{2025y / September / 1, "Интернет", "", Seconds{1000}, {}, 2025y / September / 1, Seconds{26 * std::int64_t{kDay} + 7200}}};
  CHECK(lead(facts).starts_with("С 1 сентября не работает: Интернет (26 дней). "));
  CHECK(lead(facts, Language::en).starts_with("Since 1 September not working: Интернет (26 days). "));
  facts.outages.events[0].lasted = Seconds{2 * std::int64_t{kDay}};
  CHECK(lead(facts).starts_with("С 1 сентября не работает: Интернет (48 ч). "));
  facts.outages.events[0].lasted = Seconds{3 * std::int64_t{kDay}};
  facts.outages.events[0].credit = Money{296000};
  CHECK(lead(facts).starts_with("С 1 сентября не работает: Интернет (3 дня); за это счёт уменьшен на 2 960 ₽."));
  CHECK(lead(facts, Language::en).starts_with("Since 1 September not working: Интернет (3 days); the invoice is 2,960 ₽ lower for it."));
}

TEST_CASE("outages over the agreed limit leave no steady month") {
  MonthFacts facts = made::quiet_month();
  facts.outages.count = 1;
  facts.outages.limit = Seconds{3600};
  facts.outages.total = Seconds{16680};
  facts.outages.events = {{2025y / September / 3, "1С", "", Seconds{16680}, {}}};
  CHECK(lead(facts).starts_with("3 сентября 4 ч 38 мин не работало: 1С. Сентябрь: в срок закрыто"));
}

// 18 working hours without accounting, over what was agreed, were not named because a request had cost 2,960 roubles.
TEST_CASE("an outage over the agreed limit is named beside a request that was worse") {
  MonthFacts facts = made::quiet_month();
  facts.outages.count = 1;
  facts.outages.limit = Seconds{3600};
  facts.outages.total = Seconds{16680};
  facts.outages.events = {{2025y / September / 9, "1С", "", Seconds{16680}, {}}};
  facts.tickets.late = {{"7", "Склад не печатает", 2025y / September / 3, true, Seconds{16000}, Seconds{1600}, Money{296000}, ""}};
  std::string said = lead(facts);
  CHECK(said.starts_with("3 сентября критичная заявка «Склад не печатает»"));
  CHECK(said.find("9 сентября 4 ч 38 мин не работало: 1С.") != std::string::npos);
}

TEST_CASE("a month of which only the monitoring is known says that nothing stopped") {
  MonthFacts facts = made::quiet_month();
  facts.tickets.source.state = SourceState::missing;
  facts.backups.source.state = SourceState::missing;
  facts.outages.source.state = SourceState::full;
  CHECK(lead(facts).starts_with("Сентябрь: остановок работы не было."));
  CHECK(lead(facts, Language::en).starts_with("September: nothing stopped working."));
}

TEST_CASE("a credit is an outage's only where one critical request of its asset and day is late") {
  const LateRequest about{"7", "", 2025y / September / 3, true, Seconds{1}, Seconds{1}, Money{100}, "SRV-1"};
  auto credit = [](OutageEvent outage, const std::vector<LateRequest>& late, std::vector<OutageEvent> others = {}) {
    others.insert(others.begin(), std::move(outage));
    tie_credits(others, late);
    return others.front().credit.minor;
  };
  OutageEvent outage{2025y / September / 3, "1С", "SRV-1", Seconds{60}, {}};
  CHECK(credit(outage, {about}) == 100);
  CHECK(credit(outage, {about, about}) == 0);
  CHECK(credit(outage, {about}, {outage}) == 0);
  for (auto change : {+[](LateRequest& late) { late.asset = "SRV-2"; }, +[](LateRequest& late) { late.date = 2025y / September / 4; }, +[](LateRequest& late) { late.critical = false; }}) {
    LateRequest other = about;
    change(other);
    CHECK(credit(outage, {other}) == 0);
  }
  OutageEvent nameless = outage;
  nameless.asset.clear();
  LateRequest without = about;
  without.asset.clear();
  CHECK(credit(nameless, {without}) == 0);
}

TEST_CASE("overdue reviews of standards are asked of who decides, and have no light of their own") {
  MonthFacts facts = made::quiet_month();
  facts.standards.source.state = SourceState::full;
  facts.standards.overdue = {{"Пароли и учётные записи", "", 2025y / June / 1}, {"Стратегия", "", 2025y / July / 1}, {"Резервное копирование", "главный бухгалтер", 2025y / July / 1}};
  std::vector<Decision> decisions = decisions_of(facts, words(Language::ru));
  REQUIRE(decisions.size() == 2);
  CHECK(decisions[0].rule == "standards.review");
  CHECK(decisions[0].what == "Пересмотреть стандарты «Пароли и учётные записи» и «Стратегия»: срок пересмотра прошёл.");
  CHECK(decisions[0].who == "генеральный директор");
  CHECK(decisions[1].what == "Пересмотреть стандарт «Резервное копирование»: срок пересмотра прошёл.");
  CHECK(decisions[1].who == "главный бухгалтер");
  CHECK(points_of(decisions, words(Language::en)).points[0].section_id == "standards");
  CHECK(lead(facts).ends_with("От вас нужны два решения о стандартах."));
  CHECK(lead(facts, Language::en).ends_with("Two decisions are needed from you on standards."));
  CHECK(lights_of(facts).size() == 4);
}
