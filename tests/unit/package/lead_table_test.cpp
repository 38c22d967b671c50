#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "made_month.hpp"
#include "package/said_values.hpp"
#include "package/tile_rules.hpp"
#include "said_month.hpp"

using namespace outdesk;
using namespace std::chrono;

namespace {

bool says(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

/// A month, and what its lead must say in both languages.
struct SaidCase {
  const char* about;
  void (*change)(MonthFacts&);
  const char *russian, *english;
};

const SaidCase kSaid[] = {
    {"credits of nothing are no news", [](MonthFacts& facts) { facts.tickets.late[1].credit = Money{}; }, "на 38 мин дольше обещанного. В остальном", "38 min longer than promised. Otherwise"},
    {"kopecks are said where there are some", [](MonthFacts& facts) { facts.tickets.late[1].credit = facts.tickets.credit = Money{296050}; }, "уменьшен на 2 960,50 ₽.", "2,960.50 ₽ lower"},
    {"what is not resolved yet did not take its time: it goes on", [](MonthFacts& facts) { facts.tickets.late[1].open = true; },
     "Критичная заявка «Остановилась печать накладных на складе» от 3 сентября ещё не решена: прошло 4 ч 38 мин — на 38 мин дольше обещанного; за это счёт уменьшен на 2 960 ₽.",
     "The critical request “Остановилась печать накладных на складе” of 3 September is not resolved yet: 4 h 38 min so far, 38 min longer than promised; the invoice is 2,960 ₽ lower for it."},
    {"a cap left less than the worst request would have cost", [](MonthFacts& facts) { facts.tickets.credit = Money{148000}; },
     "на 38 мин дольше обещанного. В остальном месяц ровный: в срок закрыто 147 из 152 заявок (96,7 % при цели 95 %), всего счёт уменьшен на 1 480 ₽,",
     "38 min longer than promised. Otherwise a steady month: 147 of 152 requests closed on time (96.7 %, target 95 %), the invoice is 1,480 ₽ lower in all,"},
    {"more was taken off than for the request that is named", [](MonthFacts& facts) { facts.tickets.credit = Money{592000}; },
     "за это счёт уменьшен на 2 960 ₽. В остальном месяц ровный: в срок закрыто 147 из 152 заявок (96,7 % при цели 95 %), всего счёт уменьшен на 5 920 ₽,",
     "the invoice is 2,960 ₽ lower for it. Otherwise a steady month: 147 of 152 requests closed on time (96.7 %, target 95 %), the invoice is 5,920 ₽ lower in all,"},
    {"of several late requests the worst is named, the share tells of the rest", [](MonthFacts& facts) { facts.tickets.late[0].overrun = Seconds{360000}; }, "«Остановилась печать накладных на складе»", "“Остановилась печать"},
    {"the target missed", [](MonthFacts& facts) { facts.tickets.met = 101, facts.tickets.missed = 50; }, "Цель по срокам не выполнена: в срок закрыто 101 из 151 заявки (66,8 % при цели 95 %)", "The target for deadlines was missed: 101 of 151 requests closed on time (66.8 %, target 95 %)"},
    {"first answers under their target are told of beside the solutions", [](MonthFacts& facts) { facts.tickets.answers = {0, 7, parse_decimal("0.95")}; },
     "Цель по срокам не выполнена: в срок отвечено на 0 из 7 заявок (0,0 % при цели 95 %), в срок закрыто 147 из 152 заявок (96,7 % при цели 95 %)",
     "The target for deadlines was missed: 0 of 7 requests answered in time (0.0 %, target 95 %), 147 of 152 requests closed on time (96.7 %, target 95 %)"},
    {"both aims missed", [](MonthFacts& facts) { facts.tickets.met = 101, facts.tickets.missed = 50, facts.tickets.answers = {0, 7, parse_decimal("0.95")}; },
     "Цель по срокам не выполнена: в срок закрыто 101 из 151 заявки (66,8 % при цели 95 %), в срок отвечено на 0 из 7 заявок", "missed: 101 of 151 requests closed on time (66.8 %, target 95 %), 0 of 7 requests answered in time"},
    {"first answers over their target need no words", [](MonthFacts& facts) { facts.tickets.answers = {147, 5, parse_decimal("0.95")}; }, "при цели 95 %), резервные", "target 95 %), backups"},
    {"nothing was due but first answers", [](MonthFacts& facts) { facts.tickets.met = facts.tickets.missed = 0, facts.tickets.late.clear(), facts.tickets.answers = {2, 1, {}}; },
     "в срок отвечено на 2 из 3 заявок (66,6 %)", "2 of 3 requests answered in time (66.6 %)"},
    {"answers to later messages under their target", [](MonthFacts& facts) { facts.tickets.next_answers = {1, 20, parse_decimal("0.9")}; },
     "в срок отвечено на 1 из 21 следующего сообщения (4,7 % при цели 90 %)", "1 of 21 further messages answered in time (4.7 %, target 90 %)"},
    {"a month that goes on", [](MonthFacts& facts) { facts.so_far = 2025y / September / 17; }, "Сентябрь ещё не кончился, данные по 17 сентября: в срок закрыто 147 из 152 заявок", "September is not over, data up to 17 September: 147 of 152"},
    {"two sources missing, for reasons of their own", [](MonthFacts& facts) {
       facts.backups.source = {SourceState::missing, "журнал не передан", {}, {}, {}};
       facts.access.source = {SourceState::missing, "", 2025y / September / 21, 2025y / September / 30, {}};
     }, "Раздел «Резервные копии» не оценён: нет данных, журнал не передан. Раздел «Доступ к папкам» не оценён: нет данных за 21–30 сентября.", "Backups is not rated: no data, журнал не передан. Access to folders is not rated: no data for 21–30 September."},
    {"two topics of one source that is missing", [](MonthFacts& facts) {
       facts.outages.source = facts.network.source = {SourceState::missing, "мониторинг молчит", 2025y / September / 1, {}, {}};
     }, "Не оценены разделы «Простои» и «Сеть и безопасность»: нет данных с 1 сентября, мониторинг молчит.", "Not rated: “Outages” and “Network and security”, no data since 1 September, мониторинг молчит."},
};

}  // namespace

TEST_CASE("first sentences, case by case") {
  for (const SaidCase& one : kSaid) {
    MonthFacts facts = made::september();
    one.change(facts);
    std::string russian = lead(facts), english = lead(facts, Language::en);
    CHECK_MESSAGE(says(russian, one.russian), std::string(one.about) << ": " << russian);
    CHECK_MESSAGE(says(english, one.english), std::string(one.about) << ": " << english);
  }
}

TEST_CASE("counts of requests agree with their words") {
  const std::pair<std::int64_t, const char*> counts[] = {{1, "1 из 1 заявки"}, {2, "2 из 2 заявок"}, {5, "5 из 5 заявок"}, {11, "11 из 11 заявок"}, {21, "21 из 21 заявки"}, {101, "101 из 101 заявки"}};
  for (const auto& one : counts) {
    MonthFacts facts = made::quiet_month();
    facts.tickets.met = one.first;
    CHECK_MESSAGE(says(lead(facts), std::string("в срок закрыто ") + one.second + " (100,0 %"), lead(facts));
    std::string number = std::to_string(one.first), many = one.first == 1 ? " request closed" : " requests closed";
    CHECK_MESSAGE(says(lead(facts, Language::en), number + " of " + number + many), lead(facts, Language::en));
  }
}

TEST_CASE("counts of decisions agree with their words") {
  const std::pair<std::size_t, const char*> counts[] = {{1, "От вас нужно одно решение"}, {2, "От вас нужны два решения"}, {5, "От вас нужно пять решений"}, {11, "От вас нужно 11 решений"}, {21, "От вас нужно 21 решение"}, {101, "От вас нужно 101 решение"}};
  for (const auto& one : counts) {
    MonthFacts facts = made::quiet_month();
    facts.standards.source.state = SourceState::full;
    for (std::size_t i = 0; i < one.first; ++i) facts.standards.overdue.push_back({"Пароли", "владелец " + std::to_string(i), 2025y / June / 1});
    CHECK_MESSAGE(says(lead(facts), std::string(one.second) + " о стандартах."), lead(facts));
    CHECK_MESSAGE(says(lead(facts, Language::en), one.first == 1 ? "One decision is needed" : "decisions are needed"), lead(facts, Language::en));
  }
}

TEST_CASE("money in a sentence stays on one line, without kopecks where there are none") {
  CHECK(said_money(Money{296000}, "RUB", Language::ru) == "2\u00A0960\u00A0₽");
  CHECK(said_money(Money{296050}, "RUB", Language::ru) == "2\u00A0960,50\u00A0₽");
  CHECK(said_money(Money{296000}, "RUB", Language::en) == "2,960\u00A0₽");
  CHECK(said_money(Money{10000000}, "USD", Language::en) == "$100,000");
  CHECK(said_money(Money{5}, "USD", Language::en) == "$0.05");
  CHECK(says(text_of(lead_of(made::september(), lights_of(made::september()), {}, words(Language::ru), "RUB")), "2\u00A0960\u00A0₽"));
}

TEST_CASE("of many names a decision says three, and how many more") {
  MonthFacts facts = made::september();
  facts.access.dismissed = {"А", "Б", "В", "Г", "Д" + std::string(500, 'x')};
  CHECK(says(decisions_of(facts, words(Language::ru))[0].what, "(А, Б, В и ещё 2)"));
  facts.access.dismissed = {std::string(500, 'x') + "\n\x07"};
  std::string what = decisions_of(facts, words(Language::ru))[0].what;
  CHECK(says(what, "…)"));
  CHECK_FALSE(says(what, "\n"));
}

TEST_CASE("every tile says how the month before was, and draws the months that there are") {
  MonthFacts facts = made::september();
  facts.visits.source.state = facts.network.source.state = facts.ratings.source.state = facts.assets.source.state = SourceState::full;
  facts.visits.planned = 4, facts.visits.unplanned = 1, facts.visits.remote = {98, 100}, facts.visits.before = 3;
  facts.network.not_acknowledged = 0, facts.network.before = 0;
  facts.ratings.count = 10, facts.ratings.points = 48, facts.ratings.before = Share{47, 10};
  facts.assets.unknown_devices = 2, facts.assets.before = 0;
  facts.access.before = 0;
  facts.visits.months = {{2025y / July, Value(std::int64_t{2})}, {2025y / August, Value(std::int64_t{3})}, {2025y / September, Value(std::int64_t{1})}};
  Tiles tiles = tiles_of(facts, lights_of(facts), words(Language::ru), "RUB");
  auto tile = [&](const std::string& id) {
    for (const auto& one : tiles.tiles)
      if (one.section_id == id) return one;
    FAIL("no tile " << id);
    return tiles.tiles.front();
  };
  CHECK(tile("visits").figure == "4 + 1");
  CHECK(plain(tile("visits").detail) == "4 плановых и 1 внеплановый; без выезда решено 98 % заявок о неполадках");
  CHECK(tile("visits").trend == "Лучше: в августе внеплановых 3");
  CHECK(tile("visits").bars_title == "3 месяца");
  CHECK(tile("visits").light.code == "good");
  CHECK(tile("access").trend == "Хуже: в августе без заявки 0");
  CHECK(tile("assets").trend == "Хуже: в августе неизвестных 0");
  CHECK(tile("ratings").trend == "Лучше: в августе было 4,7");
  CHECK(tile("network").trend == "Как в августе: не подтверждено вовремя 0");
  CHECK(tile("backups").trend == "Сравнить пока не с чем");
}

TEST_CASE("a month of which not all is known is a gap, and nothing is compared with it") {
  MonthFacts facts = made::quiet_month();
  facts.visits.source.state = SourceState::full;
  facts.visits.months = {{2025y / July, Value(std::int64_t{2})}, {2025y / August, Value()}, {2025y / September, Value(std::int64_t{1})}};
  Tiles tiles = tiles_of(facts, lights_of(facts), words(Language::en), "RUB");
  CHECK(tiles.tiles[2].trend == "Cannot be compared");
  CHECK(tiles.tiles[2].bars == std::vector<std::optional<double>>{2.0, std::nullopt, 1.0});
  facts.visits.months.erase(facts.visits.months.begin());
  CHECK(tiles_of(facts, lights_of(facts), words(Language::en), "RUB").tiles[2].trend == "Nothing to compare with yet");
}

TEST_CASE("months of a trend begin with the contract") {
  Contract old, fresh;
  fresh.valid_from = 2025y / August / 15;
  CHECK(trend_months({fresh}, 2025y / September) == std::vector<Month>{2025y / August, 2025y / September});
  CHECK(trend_months({fresh}, 2025y / June) == std::vector<Month>{2025y / June});
  old.valid_from = 2020y / January / 1;
  CHECK(trend_months({old, fresh}, 2025y / September).size() == 12);
  CHECK(trend_months({old, fresh}, 2025y / September).front() == 2024y / October);
}

TEST_CASE("lights of network and visits, with their rules in words") {
  MonthFacts facts = made::quiet_month();
  facts.visits.source.state = facts.network.source.state = SourceState::full;
  facts.network.not_acknowledged = 0;
  auto tone = [&](Topic topic) { return light_of(lights_of(facts), topic)->tone; };
  CHECK(tone(Topic::network) == Tone::good);
  facts.network.over_limit = 1;
  CHECK(tone(Topic::network) == Tone::attention);
  facts.network.over_limit = 0, facts.network.not_acknowledged = 1, facts.visits.unplanned = 100;
  CHECK(tone(Topic::network) == Tone::attention);
  CHECK(tone(Topic::visits) == Tone::good);
  facts.network.source.state = facts.visits.source.state = SourceState::missing;
  CHECK(tone(Topic::network) == Tone::no_data);
  CHECK(tone(Topic::visits) == Tone::no_data);
  facts.network.acknowledge_within = Seconds{1800};
  facts.outages.limit = Seconds{14400};
  Thresholds aimed;
  aimed.ratings_target = parse_decimal("4.5");
  CHECK(says(plain(rule_text(Topic::network, {}, words(Language::ru), facts)), "вовремя (за 30 мин)"));
  CHECK(says(plain(rule_text(Topic::outages, {}, words(Language::ru), facts)), "по договору (4 ч за месяц)"));
  CHECK(says(plain(rule_text(Topic::tickets, {}, words(Language::ru), facts)), "выше цели 95 % больше чем на 1 п. п."));
  CHECK(says(rule_text(Topic::ratings, aimed, words(Language::ru), facts), "не ниже цели 4,5, низкие (до 2 включительно)"));
  CHECK(says(rule_text(Topic::ratings, {}, words(Language::en), facts), "sets no target"));
}
