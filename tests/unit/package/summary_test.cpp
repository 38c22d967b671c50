#include <doctest/doctest.h>

#include "made_month.hpp"
#include "package/tile_rules.hpp"
#include "said_month.hpp"

using namespace outdesk;
using namespace std::chrono;

namespace {

Light light(const MonthFacts& facts, Topic topic) {
  std::vector<Light> lights = lights_of(facts);
  const Light* found = light_of(lights, topic);
  REQUIRE(found != nullptr);
  return *found;
}

}  // namespace

TEST_CASE(
    "the worst event comes first, with object, length and money; then the month, then what is "
    "asked") {
  CHECK(lead(made::september()) ==
        "3 сентября критичная заявка «Остановилась печать накладных на складе» решалась 4 ч 38 мин "
        "— на 38 мин дольше "
        "обещанного; за это счёт уменьшен на 2 960 ₽. В остальном месяц ровный: в срок "
        "закрыто 147 из 152 заявок "
        "(96,7 % при цели 95 %), резервные копии годны. От вас нужны два решения о доступе к "
        "папкам.");
  CHECK(lead(made::september(), Language::en) ==
        "On 3 September the critical request “Остановилась печать накладных на складе” took 4 h 38 "
        "min, 38 min longer "
        "than promised; the invoice is 2,960 ₽ lower for it. Otherwise a steady month: 147 of "
        "152 requests closed on "
        "time (96.7 %, target 95 %), backups are usable. Two decisions are needed from you on "
        "folder access.");
}

TEST_CASE("decisions on several subjects are counted by subject") {
  MonthFacts facts = made::september();
  facts.backups.overdue = {"Почта"};
  CHECK(lead(facts).ends_with(
      "От вас нужны три решения: одно о резервных копиях и два о доступе к папкам."));
  CHECK(lead(facts, Language::en)
            .ends_with(
                "Three decisions are needed from you: one on backups and two on folder access."));
}

TEST_CASE("a quiet month says so in both languages") {
  CHECK(lead(made::quiet_month()) ==
        "Сентябрь прошёл без остановок работы: в срок закрыто 41 из 41 заявки (100,0 % при цели 95 "
        "%), резервные копии годны. "
        "Решений от вас не требуется.");
  CHECK(lead(made::quiet_month(), Language::en) ==
        "September had no outages: 41 of 41 requests closed on time (100.0 %, target 95 %), "
        "backups are usable. "
        "No decision is needed from you.");
}

TEST_CASE("no outages is said only where outages are recorded") {
  MonthFacts facts = made::quiet_month();
  facts.outages.source.state = SourceState::not_in_contract;
  CHECK(lead(facts).starts_with("Сентябрь прошёл ровно: "));
  facts.outages.source.state = SourceState::missing;
  CHECK(lead(facts).find("без остановок") == std::string::npos);
  facts = made::quiet_month();
  facts.outages.count = 1;
  facts.outages.total = Seconds{600};
  CHECK(lead(facts).starts_with("Сентябрь: "));
}

TEST_CASE("a month under its target is not called steady") {
  MonthFacts facts = made::september();
  facts.tickets.met = 140;
  facts.tickets.missed = 12;
  CHECK(
      lead(facts).find(
          "Цель по срокам не выполнена: в срок закрыто 140 из 152 заявок (92,1 % при цели 95 %)") !=
      std::string::npos);
  CHECK(
      lead(facts, Language::en).find("The target for deadlines was missed: 140 of 152 requests") !=
      std::string::npos);
  CHECK(lead(facts).find("ровный") == std::string::npos);
}

TEST_CASE("a month without any data is not rated, and says so without a zero") {
  CHECK(lead(made::empty_month()) ==
        "За сентябрь 2025 оценить нечего: данных нет. Решений от вас не требуется. "
        "Не оценены разделы «Заявки и сроки», «Резервные копии» и «Доступ к папкам»: нет данных.");
  CHECK(lead(made::empty_month(), Language::en)
            .starts_with("There is nothing to rate for September 2025: no data."));
  CHECK(lead(made::empty_month()).find(" 0") == std::string::npos);
}

TEST_CASE("one section without data is named with its days") {
  MonthFacts facts = made::quiet_month();
  facts.assets.source = {
      SourceState::missing, "нет выгрузки", 2025y / September / 21, 2025y / September / 30, {}};
  CHECK(lead(facts).ends_with(
      "Раздел «Техника и программы» не оценён: нет данных за 21–30 сентября, нет выгрузки."));
  facts.assets.source.why.clear();
  CHECK(lead(facts, Language::en)
            .ends_with("Equipment and software is not rated: no data for 21–30 September."));
}

TEST_CASE("a month without requests, and one where nothing can be judged yet") {
  MonthFacts facts = made::quiet_month();
  facts.tickets.received = facts.tickets.resolved = facts.tickets.met = 0;
  CHECK(lead(facts).find("заявок не было") != std::string::npos);
  facts.tickets.received = facts.tickets.backlog = 2;
  CHECK(lead(facts).find("сроков, которые можно оценить, ещё нет") != std::string::npos);
}

TEST_CASE("backups are called usable only where one was restored") {
  MonthFacts facts = made::quiet_month();
  auto says = [&](const char* text) { return lead(facts).find(text) != std::string::npos; };
  facts.backups.tests = 0;
  CHECK(says("резервные копии сделаны."));
  facts.backups.overdue = {"Почта"};
  CHECK(says("проба восстановления просрочена"));
  facts.backups.made = 239;
  CHECK(says("сделано 239 из 240 резервных копий"));
  facts.backups.missed_running = 2;
  CHECK(says("резервная копия не сделана 2 раза подряд"));
  facts.backups.tests_failed = 1;
  CHECK(says("пробное восстановление не удалось"));
}

TEST_CASE("a subject from outside is cut, kept on one line, and is text only") {
  MonthFacts facts = made::september();
  facts.tickets.late[1].subject = "{n, plural, other{x}}\n\x07" + std::string(500, 'a');
  std::string text = lead(facts);
  CHECK(text.find("{n, plural, other{x}} \uFFFDaaa") != std::string::npos);
  CHECK(text.find("…»") != std::string::npos);
  CHECK(text.find('\n') == std::string::npos);
}

TEST_CASE("which late request is the worst: critical, then money, then overrun, then the earlier") {
  LateRequest small{"1", "", 2025y / September / 5, false, Seconds{100}, Seconds{10}, Money{}};
  LateRequest longer = small, paid = small, critical = small, earlier = small;
  longer.overrun = Seconds{1000};
  paid.credit = Money{1};
  critical.critical = true;
  earlier.date = 2025y / September / 1;
  CHECK(*worst_of({small, earlier}) == earlier);
  CHECK(*worst_of({earlier, longer}) == longer);
  CHECK(*worst_of({longer, paid}) == paid);
  CHECK(*worst_of({paid, critical}) == critical);
  CHECK(worst_of({}) == nullptr);
}

TEST_CASE("light of requests") {
  MonthFacts facts = made::quiet_month();
  CHECK(light(facts, Topic::tickets).tone == Tone::good);
  CHECK(light(facts, Topic::tickets).rules == std::vector<std::string>{"tickets.good"});
  // 95.00 % of 95 % is met, and near.
  facts.tickets.met = 95;
  facts.tickets.missed = 5;
  CHECK(light(facts, Topic::tickets).rules == std::vector<std::string>{"tickets.near_target"});
  // 94.996 % is not 95 %.
  facts.tickets.met = 94'996;
  facts.tickets.missed = 5'004;
  CHECK(light(facts, Topic::tickets).tone == Tone::bad);
  // 96.00 % is a whole point above.
  facts.tickets.met = 96;
  facts.tickets.missed = 4;
  CHECK(light(facts, Topic::tickets).tone == Tone::good);
  facts.tickets.credit = Money{1};
  CHECK(light(facts, Topic::tickets).rules == std::vector<std::string>{"tickets.credit"});
  facts.tickets.met = 90;
  facts.tickets.missed = 10;
  facts.tickets.late_critical = 1;
  CHECK(light(facts, Topic::tickets).rules == std::vector<std::string>{"tickets.under_target",
                                                                       "tickets.critical_late",
                                                                       "tickets.credit"});
  facts.tickets.target = {};
  CHECK(light(facts, Topic::tickets).tone == Tone::attention);
}

TEST_CASE("a target of 100 % that is met is good") {
  MonthFacts facts = made::quiet_month();
  facts.tickets.target = parse_decimal("1");
  CHECK(light(facts, Topic::tickets).tone == Tone::good);
}

TEST_CASE("light of outages") {
  MonthFacts facts = made::quiet_month();
  CHECK(light(facts, Topic::outages).tone == Tone::good);
  facts.outages.count = 1;
  facts.outages.total = Seconds{3600};
  CHECK(light(facts, Topic::outages).tone == Tone::attention);
  facts.outages.limit = Seconds{3600};
  CHECK(light(facts, Topic::outages).tone == Tone::attention);
  facts.outages.limit = Seconds{3599};
  CHECK(light(facts, Topic::outages).tone == Tone::bad);
}

// A service at 91 % of a target of 99.5 % was "attention", because all services together kept to the agreed sum.
TEST_CASE("a service under its own target is bad, however short all outages together were") {
  MonthFacts facts = made::quiet_month();
  facts.outages.count = facts.outages.under_target = 1;
  facts.outages.total = Seconds{3600};
  facts.outages.limit = Seconds{7200};
  CHECK(light(facts, Topic::outages).tone == Tone::bad);
  CHECK(light(facts, Topic::outages).rules == std::vector<std::string>{"outages.under_target"});
  CHECK(rule_text(Topic::outages, {}, words(Language::ru)).find("сервис работал меньше своей цели") != std::string::npos);
  CHECK(rule_text(Topic::outages, {}, words(Language::en)).find("a service under its target") != std::string::npos);
}

TEST_CASE("light of backups") {
  MonthFacts facts = made::quiet_month();
  CHECK(light(facts, Topic::backups).tone == Tone::good);
  facts.backups.made = 239;
  facts.backups.missed_running = 1;
  CHECK(light(facts, Topic::backups).tone == Tone::attention);
  facts.backups.missed_running = 2;
  CHECK(light(facts, Topic::backups).tone == Tone::bad);
  facts = made::quiet_month();
  facts.backups.overdue = {"Почта"};
  CHECK(light(facts, Topic::backups).tone == Tone::attention);
  facts.backups.tests_failed = 1;
  CHECK(light(facts, Topic::backups).rules[0] == "backups.test_failed");
}

TEST_CASE("light of access") {
  MonthFacts facts = made::quiet_month();
  CHECK(light(facts, Topic::access).tone == Tone::good);
  facts.access.unread = 1;
  CHECK(light(facts, Topic::access).tone == Tone::attention);
  facts.access.without_request = 1;
  CHECK(light(facts, Topic::access).tone == Tone::bad);
  facts = made::quiet_month();
  facts.access.changes = facts.access.without_request = {};
  CHECK(light(facts, Topic::access).tone == Tone::good);
  facts.access.dismissed = {"Тарасов Д. Г."};
  CHECK(light(facts, Topic::access).tone == Tone::bad);
}

TEST_CASE("lights of equipment and ratings") {
  MonthFacts facts = made::quiet_month();
  facts.assets.source.state = facts.ratings.source.state = SourceState::full;
  CHECK(light(facts, Topic::assets).tone == Tone::good);
  for (auto count : {&AssetFacts::unknown_devices, &AssetFacts::programs_not_agreed, &AssetFacts::not_seen, &AssetFacts::programs_missing, &AssetFacts::expired}) {
    MonthFacts one = facts;
    one.assets.*count = 1;
    CHECK(light(one, Topic::assets).tone == Tone::attention);
    CHECK(tiles_of(one, lights_of(one), words(Language::ru), "RUB").tiles[4].detail.ends_with(": 1"));
  }
  facts.assets.licences_short = 1;
  CHECK(light(facts, Topic::assets).tone == Tone::bad);
  facts.ratings.count = 10;
  facts.ratings.points = 45;
  Thresholds aimed;
  aimed.ratings_target = parse_decimal("4.5");
  CHECK(light_of(lights_of(facts, aimed), Topic::ratings)->tone == Tone::good);
  facts.ratings.points = 44;
  CHECK(light_of(lights_of(facts, aimed), Topic::ratings)->tone == Tone::attention);
  CHECK(light(facts, Topic::ratings).tone == Tone::good);
  facts.ratings.low_open = 1;
  CHECK(light(facts, Topic::ratings).tone == Tone::bad);
}

// One number for both: "unknown devices and programs: 3" told nobody what to look for.
TEST_CASE("unknown devices and programs that are on no list are counted apart") {
  MonthFacts facts = made::quiet_month();
  facts.assets.source.state = SourceState::full;
  facts.assets.unknown_devices = 1;
  facts.assets.programs_not_agreed = 2;
  auto detail = [&](Language language) { return plain(tiles_of(facts, lights_of(facts), words(language), "RUB").tiles[4].detail); };
  CHECK(detail(Language::ru) == "Неизвестных устройств: 1; программ не из списка: 2");
  CHECK(detail(Language::en) == "Unknown devices: 1; programs not on the list: 2");
  CHECK(light(facts, Topic::assets).rules == std::vector<std::string>{"assets.unknown_devices", "assets.programs_not_agreed"});
  CHECK(rule_text(Topic::assets, {}, words(Language::ru)).find("программа не из списка") != std::string::npos);
}

TEST_CASE("partial data show what is bad already, and are never rated good") {
  MonthFacts facts = made::quiet_month();
  facts.access.source.state = SourceState::partial;
  CHECK(light(facts, Topic::access).tone == Tone::no_data);
  facts.access.dismissed = {"Тарасов Д. Г."};
  CHECK(light(facts, Topic::access).tone == Tone::bad);
  CHECK(is_partial(facts));
  CHECK_FALSE(is_partial(made::quiet_month()));
}

TEST_CASE("a topic that is not in the contract has no light and no card") {
  MonthFacts facts = made::quiet_month();
  std::vector<Light> lights = lights_of(facts);
  CHECK(light_of(lights, Topic::ratings) == nullptr);
  CHECK(tiles_of(facts, lights, words(Language::ru), "RUB").tiles.size() == 4);
}

TEST_CASE("decisions stand by day, carry who decides, and past five are counted in words") {
  MonthFacts facts = made::september();
  facts.backups.overdue = {"Почта", "1С"};
  facts.access.review_overdue = true;
  facts.assets.source.state = SourceState::full;
  facts.assets.licences_short = 3;
  facts.assets.spares_short = 1;
  std::vector<Decision> decisions = decisions_of(facts, words(Language::ru));
  REQUIRE(decisions.size() == 6);
  CHECK(decisions[0].rule == "access.close_accounts");
  CHECK(decisions[0].by == 2025y / October / 3);
  CHECK(decisions[0].what ==
        "Закрыть учётные записи (Николаева К. Н. и Тарасов Д. Г.): сотрудники уволены, но всё ещё могут открыть ваши папки.");
  CHECK(decisions[1].what == "Согласовать пробное восстановление: Почта и 1С.");
  CHECK(decisions[2].what == "Подтвердить или отменить 5 изменений прав, сделанных без заявки.");
  for (std::size_t i = 1; i < decisions.size(); ++i)
    CHECK(days_since_epoch(decisions[i - 1].by) <= days_since_epoch(decisions[i].by));
  Points points = points_of(decisions, words(Language::en));
  REQUIRE(points.points.size() == kMostDecisions + 1);
  CHECK(points.points.back().text == "1 more decision is told of in the sections of the report.");
  CHECK(points_of(decisions, words(Language::ru)).points.back().text == "И ещё 1 решение — в разделах отчёта.");
  CHECK(points.boxed);
  CHECK(plain(points.points[0].lead) == "By 3 October.");
  CHECK(points.points[0].section_id == "access");
}

TEST_CASE("December's decisions are due in January of the next year") {
  MonthFacts facts = made::september();
  facts.month = 2025y / December;
  CHECK(decisions_of(facts, words(Language::ru))[0].by == 2026y / January / 3);
}

TEST_CASE("what a source that gave nothing would say is not asked for") {
  MonthFacts facts = made::september();
  facts.access.source.state = SourceState::missing;
  CHECK(decisions_of(facts, words(Language::ru)).empty());
}

TEST_CASE("cards say figure, meaning and trend; without data they say why") {
  MonthFacts facts = made::september();
  facts.backups.source = {
      SourceState::missing, "журнал копий не передан", {}, {}, 2025y / October / 5};
  Tiles tiles = tiles_of(facts, lights_of(facts), words(Language::ru), "RUB");
  REQUIRE(tiles.tiles.size() == 3);
  CHECK(plain(tiles.tiles[0].figure) == "96,7 %");
  CHECK(plain(tiles.tiles[0].detail) ==
        "147 из 152, цель 95 %; критичных с опозданием: 1; счёт уменьшен на 2 960 ₽; в работе на конец "
        "месяца: 3");
  CHECK(plain(tiles.tiles[0].trend) == "Лучше: в августе было 94,9 %");
  CHECK(tiles.tiles[0].light.words == "внимание");
  CHECK(tiles.tiles[1].figure == "нет данных");
  CHECK(plain(tiles.tiles[1].detail) ==
        "Нет данных: журнал копий не передан; ждём их к 5 октября.");
  CHECK(tiles.tiles[1].trend == "Сравнить нельзя");
  CHECK(tiles.tiles[2].detail.starts_with(
      "Уволенных с доступом: 2; 14 изменений прав, без заявки 5"));
}

TEST_CASE("trends compare what is shown") {
  const Messages& en = words(Language::en);
  CHECK(plain(trend_of(Share{967, 1000}, Share{949, 1000}, true, "in August", en)) ==
        "Better: 94.9 % in August");
  CHECK(plain(trend_of(Share{9671, 10000}, Share{9679, 10000}, true, "in August", en)) ==
        "As in August: 96.7 %");
  CHECK(plain(trend_of(Share{9, 10}, Share{1, 1}, true, "in August", en)) == "Worse: 100.0 % in August");
  CHECK(trend_of(Share{9, 10}, Share{1, 1}, false, "in August", en) == "Cannot be compared");
  CHECK(trend_of(Share{9, 10}, {}, true, "in August", en) == "Nothing to compare with yet");
  CHECK(plain(trend_of(Seconds{60}, Seconds{3600}, true, "in August", en)) == "Better: 1 h in August");
}

TEST_CASE("the rules of every light are printed") {
  for (Language language : {Language::ru, Language::en})
    for (Topic topic : kTopics)
      for (const char* sign : {"✔", "✖"}) CHECK_MESSAGE(rule_text(topic, {}, words(language)).find(sign) != std::string::npos, name_of(topic));
  CHECK(plain(rule_text(Topic::tickets, {}, words(Language::ru))).find("больше чем на 1 п. п.") !=
        std::string::npos);
}

// The sample client's owner had said of one change what he wanted, and was asked for it again.
TEST_CASE("what the owners of folders have decided is not asked for again") {
  Messages messages(Language::en);
  MonthFacts facts = made::september();
  auto asked = [&] {
    for (const Decision& decision : decisions_of(facts, messages))
      if (decision.rule == "access.confirm_changes") return decision.what;
    return std::string();
  };
  CHECK(asked().find("5 changes") != std::string::npos);
  facts.access.undecided = 2;
  CHECK(asked().find("2 changes") != std::string::npos);
  facts.access.undecided = 0;
  CHECK(asked().empty());
}
