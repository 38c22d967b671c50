#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "../parsed_json.hpp"
#include "asset/standards_report.hpp"
#include "made_assets.hpp"

using namespace outdesk;

namespace {

const Date kToday = day("2026-10-01");

StandardTerms standard(StandardKind kind, const char* title) {
  StandardTerms terms;
  terms.kind = kind;
  terms.title = title;
  terms.agreed_on = day("2026-01-15");
  return terms;
}

StandardTerms measured(const char* source, std::int64_t limit) {
  StandardTerms terms = standard(StandardKind::access, "Доступ");
  terms.metric = "Уволенных с доступом";
  terms.source = source;
  terms.limit = limit;
  return terms;
}

JudgedStandard judged(const StandardTerms& terms, const std::map<std::string, std::optional<std::int64_t>>& figures = {}, Date today = kToday) {
  for (const JudgedStandard& one : judge_standards({terms}, figures, today, Seconds{30 * kDay}))
    if (one.terms.title == terms.title) return one;
  return {};
}

}  // namespace

TEST_CASE("a standard keeps to its limit, is over it, or nobody knows") {
  CHECK(judged(measured("access.dismissed", 0), {{"access.dismissed", 0}}).state == StandardState::in_force);
  CHECK(judged(measured("access.dismissed", 0), {{"access.dismissed", 0}}).within == true);
  JudgedStandard over = judged(measured("access.dismissed", 0), {{"access.dismissed", 1}});
  CHECK(over.state == StandardState::over_limit);
  CHECK(over.value == 1);
  CHECK(judged(measured("access.dismissed", 0), {{"access.dismissed", std::nullopt}}).state == StandardState::no_data);
  JudgedStandard missing = judged(measured("access.dismissed", 0));
  CHECK(missing.state == StandardState::no_data);
  CHECK_FALSE(missing.within.has_value());
  StandardTerms unlimited = measured("access.dismissed", 0);
  unlimited.limit = {};
  CHECK(judged(unlimited, {{"access.dismissed", 99}}).state == StandardState::in_force);
  CHECK(judged(standard(StandardKind::access, "Без показателя")).state == StandardState::in_force);
}

TEST_CASE("a figure that was told counts from its day on") {
  StandardTerms terms = measured("told", 3);
  CHECK(judged(terms).state == StandardState::no_data);
  terms.told = 4;
  terms.told_on = kToday;
  CHECK(judged(terms).state == StandardState::over_limit);
  CHECK(judged(terms).value_on == kToday);
  CHECK(judged(terms, {}, day("2026-09-30")).state == StandardState::no_data);
  CHECK(judged(terms, {{"told", 0}}).value == 4);
}

TEST_CASE("a review is due so many days after the last one, and overdue the day after") {
  StandardTerms terms = standard(StandardKind::strategy, "Стратегия");
  CHECK_FALSE(judged(terms).review_due.has_value());
  terms.review_every = Seconds{90 * std::int64_t{kDay}};
  CHECK(judged(terms).review_due == day("2026-04-15"));
  CHECK(judged(terms).state == StandardState::review_overdue);
  terms.reviewed_on = day("2026-07-03");
  CHECK(judged(terms).review_due == kToday);
  CHECK(judged(terms).state == StandardState::review_near);
  CHECK(judged(terms, {}, day("2026-10-02")).review_overdue);
  CHECK(judged(terms, {}, day("2026-09-01")).state == StandardState::review_near);
  CHECK(judged(terms, {}, day("2026-08-31")).state == StandardState::in_force);
  CHECK(judged(terms, {}, day("2026-07-02")).review_due == day("2026-04-15"));  // that review has not been yet
}

TEST_CASE("a draft is a draft, whatever its figure") {
  StandardTerms terms = measured("access.dismissed", 0);
  terms.agreed_on = {};
  terms.review_every = Seconds{30 * kDay};
  JudgedStandard draft = judged(terms, {{"access.dismissed", 5}});
  CHECK(draft.state == StandardState::draft);
  CHECK(draft.within == false);
  CHECK_FALSE(draft.review_due.has_value());
  terms.agreed_on = day("2026-10-02");
  CHECK(judged(terms).state == StandardState::draft);
}

TEST_CASE("over the limit outweighs an overdue review, which outweighs missing data") {
  StandardTerms terms = measured("access.dismissed", 0);
  terms.review_every = Seconds{30 * kDay};
  JudgedStandard both = judged(terms, {{"access.dismissed", 1}});
  CHECK(both.state == StandardState::over_limit);
  CHECK(both.review_overdue);
  CHECK(judged(terms).state == StandardState::review_overdue);
}

TEST_CASE("of the seven kinds those without a standard are not agreed; without any standard nothing is listed") {
  CHECK(judge_standards({}, {}, kToday, Seconds{0}).empty());
  auto all = judge_standards({standard(StandardKind::strategy, "Стратегия"), standard(StandardKind::backup, "Копии Б"), standard(StandardKind::backup, "Копии А")}, {}, kToday, Seconds{0});
  std::vector<std::string> words;
  for (const JudgedStandard& one : all) words.push_back(std::string(name_of(one.terms.kind)) + " " + std::string(name_of(one.state)) + " " + one.terms.title);
  CHECK(words == std::vector<std::string>{"accounts not_agreed ", "access not_agreed ", "office_software not_agreed ", "personal_devices not_agreed ", "backup in_force Копии Б", "backup in_force Копии А",
                                          "information_security not_agreed ", "spare_parts not_agreed ", "strategy in_force Стратегия"});
}

TEST_CASE("the report of standards says what is not in force") {
  StandardTerms told = measured("told", 3);
  told.told = 2;
  told.told_on = day("2026-09-01");
  auto all = judge_standards({told, standard(StandardKind::strategy, "Стратегия")}, {}, kToday, Seconds{0});
  CHECK(standards_summary(all, Language::ru) ==
        "Действует: 2 из 8; не согласовано: учётные записи, офисные программы, личные устройства, резервное копирование, информационная безопасность, запасные части (ЗИП).");
  auto json = json_of(standards_report(all, "romashka", kChecked, moscow(), Language::ru));
  CHECK(json["outdesk"] == "asset-standards/1");
  REQUIRE(json["standards"].size() == 8);
  auto access = json["standards"][1];
  CHECK(access["kind"] == "access");
  CHECK(access["state"] == "in_force");
  CHECK(access["value"] == 2);
  CHECK(access["value_on"] == "2026-09-01");
  CHECK(access["within"] == true);
  CHECK(access["owner"] == "Директор");
  CHECK(json["standards"][0]["title"].is_null());
  CHECK(json["standards"][0]["state"] == "not_agreed");
  std::string text;
  write_text(standards_report(all, "romashka", kChecked, moscow(), Language::ru), {}, [&](std::string_view bytes) { text += bytes; });
  CHECK(text.find("2 на 01.09.2026") != std::string::npos);
  auto none = json_of(standards_report({}, "romashka", kChecked, moscow(), Language::en));
  CHECK(none["standards"] == nlohmann::json::array());
}
