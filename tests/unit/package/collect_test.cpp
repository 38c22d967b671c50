#include <doctest/doctest.h>

#include "../parsed_json.hpp"
#include "../temp_folder.hpp"
#include "asset/import_assets.hpp"
#include "base/text.hpp"
#include "client/client_store.hpp"
#include "monitor/monitoring_store.hpp"
#include "package/collect_month.hpp"
#include "package/lead_rules.hpp"
#include "package/package_documents.hpp"
#include "store/store.hpp"

using namespace outdesk;
using namespace std::chrono;

namespace {

Instant moment_of(const char* text) { return parse_instant(text).value(); }

nlohmann::json watched_contract() {
  return nlohmann::json::parse(R"({
    "outdesk": "contract/1", "client": "romashka", "name": "ООО «Ромашка»", "valid_from": "2026-01-01", "language": "ru", "timezone": "Europe/Moscow", "currency": "RUB",
    "calendars": {"always": {"timezone": "Europe/Moscow", "weekly": "24x7"}},
    "priorities": {"P1": {"name": "Критичный", "calendar": "always", "response": "15m", "resolution": "4h"}},
    "monitoring": {"outage_limit": "4h", "acknowledge_within": "30m",
      "services": [{"name": "1С:Бухгалтерия", "hosts": ["srv-1c"], "target": "0.995", "asset": "SRV-1"}],
      "figures": [{"name": "Отражённые атаки", "item": "fw.blocked"}]},
    "assets": {"unseen_after": "14d", "roles": [{"role": "все", "agreed": ["1С*"]}],
      "licences": [{"licence": "1С", "programs": ["1С*"], "owned": 0}], "spares": [{"spare": "Блоки питания", "fits": "*питания*", "minimum": 2}]},
    "standards": [{"kind": "spare_parts", "title": "Запасные части", "metric": "Позиций ниже минимума", "source": "assets.spares_short", "limit": 0, "agreed_on": "2025-01-01", "review_every": "365d"},
                  {"kind": "access", "title": "Доступ", "metric": "Уволенных с доступом", "source": "access.dismissed", "limit": 0, "agreed_on": "2026-06-01", "review_every": "365d"}]})");
}

/// One client's September 2026: an outage on the 3rd, one device with two programs, one spare part.
struct WatchedMonth {
  TempFolder folder;
  Store store = Store::open_to_write(folder / "outdesk.db");
  Db& db = store.db();
  std::int64_t client = 0;

  explicit WatchedMonth(nlohmann::json contract = watched_contract()) {
    set_contract(db, read_contract(JsonNode(contract, "c.json")), contract.dump(), moment_of("2026-01-01T00:00:00Z"), "ivanov");
    client = client_id(db, "romashka");
  }

  void watch(const char* to, const char* entered = nullptr, std::optional<Instant> ended = moment_of("2026-09-03T09:38:00Z")) {
    MonitoringFacts facts;
    facts.source = "zabbix";
    facts.covered = {moment_of("2026-08-31T21:00:00Z"), moment_of(to)};
    facts.hosts = {"srv-1c"};
    WatchedProblem problem;
    problem.id = "101";
    problem.host = "srv-1c";
    problem.name = "1C is unavailable";
    problem.severity = Severity::high;
    problem.began = moment_of("2026-09-03T05:00:00Z");
    problem.ended = ended;
    facts.problems = {problem};
    keep_monitoring(db, client, facts, moment_of(entered ? entered : to), "ivanov");
  }

  void take_inventory(const char* seen_at, const char* entered = nullptr) {
    AssetImporter importer(db, client, moment_of(entered ? entered : seen_at), "ivanov");
    SeenDevice device;
    device.name = "pc-1";
    device.serial = "SN-0001";
    device.kind = AssetKind::computer;
    device.programs = {{"1С:Предприятие 8", "8.3", "1С"}, {"Игра", "1", ""}};
    device.seen = moment_of(seen_at);
    importer.take(device, moment_of(seen_at), "ocs");
    SeenDevice part;
    part.key = "PSU";
    part.name = "Блок питания";
    part.kind = AssetKind::part;
    part.state = AssetState::spare;
    part.registered = true;
    importer.take(part, moment_of(seen_at), "register");
  }

  PackageInput collected(Language language = Language::ru, const char* as_of = "2026-10-05T00:00:00Z") { return collect_month(db, {"romashka", 2026y / September, moment_of(as_of), language, "0.1.0"}); }
};

const Section* section_of(const PackageInput& input, const std::string& id) {
  for (const Section& section : input.sections)
    if (section.id == id) return &section;
  return nullptr;
}

const PackageSource& source_row(const PackageInput& input, const std::string& id) {
  for (const PackageSource& source : input.sources)
    if (source.id == id) return source;
  FAIL("no such source: " << id);
  return input.sources.front();
}

}  // namespace

TEST_CASE("a month with monitoring, equipment and standards is told with all its facts") {
  WatchedMonth month;
  month.watch("2026-09-30T21:00:00Z");
  month.take_inventory("2026-09-28T08:00:00Z");
  for (Language language : {Language::ru, Language::en}) {
    PackageInput input = month.collected(language);
    const MonthFacts& facts = input.facts;
    CHECK(facts.outages.source.state == SourceState::full);
    CHECK(facts.outages.count == 1);
    CHECK(facts.outages.total == Seconds{278 * 60});
    CHECK(facts.network.not_acknowledged == 1);
    CHECK(facts.network.serious == 1);
    CHECK(facts.outages.months.size() == 9);  // the contract began in January
    CHECK(facts.outages.months.back().value == Value(Seconds{278 * 60}));
    CHECK(facts.outages.months.front().value == Value());
    CHECK_FALSE(facts.outages.before.has_value());
    CHECK(facts.assets.source.state == SourceState::full);
    CHECK(facts.assets.licences_short == 1);
    CHECK(facts.assets.spares_short == 1);
    CHECK(facts.assets.unknown_devices == 1);
    CHECK(facts.assets.programs_not_agreed == 1);
    CHECK(facts.outages.under_target == 1);
    CHECK(facts.standards.over_limit == 1);
    REQUIRE(facts.standards.overdue.size() == 1);
    CHECK(facts.standards.overdue[0].title == "Запасные части");
    for (const char* id : {"outages", "network", "assets", "standards"}) CHECK_MESSAGE(section_of(input, id), id);
    CHECK(source_row(input, "monitoring").state == SourceState::full);
    CHECK(source_row(input, "monitoring").records == 2);
    CHECK(source_row(input, "inventory").records == 2);
    CHECK_FALSE(source_row(input, "inventory").sha256.empty());
    PackageContent content(input);
    std::string lead = replaced(text_of(content.lead), "\u00A0", " ");
    CHECK_MESSAGE(lead.starts_with(language == Language::ru ? "3 сентября 4 ч 38 мин не работало: 1С:Бухгалтерия." : "On 3 September 1С:Бухгалтерия was down for 4 h 38 min."), lead);
    nlohmann::json data = json_of(data_document(input, content));
    CHECK(data["facts"]["outages"]["count"] == 1);
    CHECK(data["facts"]["standards"]["reviews_overdue"][0] == "Запасные части");
    CHECK(data["outages"]["services"][0]["state"] == "below_target");
    CHECK(data["assets"]["assets"].size() == 2);
    CHECK(data["standards"]["standards"].size() >= 2);
  }
}

// An answer of the 20th about the month before was left out of that month's package for ever.
TEST_CASE("what is told of the month's monitoring and equipment later counts as soon as it is there") {
  WatchedMonth month;
  month.watch("2026-09-30T21:00:00Z", "2026-10-20T00:00:00Z");
  month.take_inventory("2026-09-28T08:00:00Z", "2026-10-20T00:00:00Z");
  PackageInput before = month.collected(), after = month.collected(Language::ru, "2026-10-25T00:00:00Z");
  CHECK(before.facts.outages.source.state == SourceState::missing);
  CHECK(before.facts.assets.source.state == SourceState::missing);
  CHECK(after.facts.outages.count == 1);
  CHECK(after.facts.assets.source.state == SourceState::full);
  CHECK(after.state_id != before.state_id);
}

TEST_CASE("an outage without an end stands in the first sentence as one that lasts") {
  WatchedMonth month;
  month.watch("2026-09-30T21:00:00Z", nullptr, std::nullopt);
  std::string lead = replaced(text_of(PackageContent(month.collected()).lead), "\u00A0", " ");
  CHECK_MESSAGE(lead.starts_with("С 3 сентября не работает: 1С:Бухгалтерия (27 дней)."), lead);
}

TEST_CASE("what a month's end knew of equipment and monitoring is its bar; where not all was known there is a gap") {
  WatchedMonth month;
  month.take_inventory("2026-06-29T08:00:00Z");
  month.take_inventory("2026-08-25T08:00:00Z");
  month.take_inventory("2026-09-28T08:00:00Z");
  month.watch("2026-09-30T21:00:00Z");
  MonthFacts facts = month.collected().facts;
  auto values = [](const MonthValues& months) {
    std::vector<Value> list;
    for (const MonthValue& one : months) list.push_back(one.value);
    return list;
  };
  const Value gap, one{std::int64_t{1}};
  CHECK(values(facts.assets.months) == std::vector<Value>{gap, gap, gap, gap, gap, one, gap, one, one});  // in July the scans had stopped
  CHECK(facts.assets.before == 1);
  CHECK(facts.assets.comparable);
  CHECK(facts.network.months.back().value == one);
  CHECK(facts.network.months.front().value == gap);
  CHECK(facts.backups.months.empty());
  nlohmann::json data = json_of(data_document(month.collected(), PackageContent(month.collected())));
  CHECK(data["facts"]["assets"]["months"][5] == nlohmann::json{{"month", "2026-06"}, {"value", 1}});
  CHECK(data["facts"]["assets"]["months"][6] == nlohmann::json{{"month", "2026-07"}, {"value", nullptr}});
}

// `asset standards` judged them once more, on another day, and said something else than the package.
TEST_CASE("the package's standards are there as judged, on the month's last day") {
  nlohmann::json contract = watched_contract();
  contract["standards"].push_back({{"kind", "backup"}, {"title", "Копии"}, {"metric", "Носителей без проверки"}, {"source", "told"}, {"told", 3}, {"told_on", "2026-10-01"}, {"limit", 0}, {"agreed_on", "2026-01-01"}});
  contract["standards"].push_back({{"kind", "accounts"}, {"title", "Пароли"}, {"metric", "Слабых паролей"}, {"source", "told"}, {"told", 3}, {"told_on", "2026-09-30"}, {"limit", 0}, {"agreed_on", "2026-01-01"}});
  WatchedMonth month(contract);
  month.take_inventory("2026-09-28T08:00:00Z");
  PackageInput input = month.collected();
  auto standard = [&](const std::string& title) {
    for (const JudgedStandard& judged : input.standards)
      if (judged.terms.title == title) return judged;
    FAIL("no such standard: " << title);
    return JudgedStandard{};
  };
  CHECK(standard("Запасные части").value == 1);
  CHECK(standard("Запасные части").state == StandardState::over_limit);
  CHECK(standard("Пароли").state == StandardState::over_limit);
  CHECK_FALSE(standard("Копии").value.has_value());  // told a day after the month
  CHECK(standard("Копии").state == StandardState::no_data);
  CHECK(json_of(data_document(input, PackageContent(input)))["standards"]["standards"].size() == input.standards.size());
}

TEST_CASE("the list of all equipment is in the workbook, the page names the file") {
  WatchedMonth month;
  month.take_inventory("2026-09-28T08:00:00Z");
  PackageInput input = month.collected();
  PackageContent content(input);
  auto lists = [](const Document& document) {
    int found = 0;
    for (const Section& section : document.sections)
      for (const Block& block : section.blocks)
        if (const auto* table = std::get_if<Table>(&block)) found += table->key == key("assets");
    return found;
  };
  CHECK(lists(report_book(input, content)) == 1);
  CHECK(lists(page_document(input, content)) == 0);
}

TEST_CASE("a source that stopped is told since when, and nothing of it is shown as zero") {
  WatchedMonth month;
  month.watch("2026-09-20T21:00:00Z");
  month.take_inventory("2026-09-10T08:00:00Z");
  PackageInput input = month.collected();
  CHECK(input.facts.outages.source.state == SourceState::partial);
  CHECK(input.facts.outages.source.first == 2026y / September / 21);
  CHECK_FALSE(input.facts.outages.source.last.has_value());
  CHECK(input.facts.assets.source.state == SourceState::partial);
  CHECK(input.facts.assets.source.first == 2026y / September / 10);
  PackageContent content(input);
  std::string text;
  write_text(report_book(input, content), {}, [&](std::string_view bytes) { text += bytes; });
  text = replaced(text, "\u00A0", " ");
  CHECK_MESSAGE(text.find("Данные неполные с 21 сентября: мониторинг не передаёт данные") != text.npos, text);
  CHECK(text.find("Нет данных с 21.09.2026 00:00.") != text.npos);
  CHECK(text.find("Данные неполные с 10 сентября: инвентаризация не передаёт данные") != text.npos);
}

TEST_CASE("sources that gave nothing are missing, and change the package when they come") {
  WatchedMonth month;
  PackageInput nothing = month.collected();
  CHECK(nothing.facts.outages.source.state == SourceState::missing);
  CHECK(nothing.facts.assets.source.state == SourceState::missing);
  CHECK(section_of(nothing, "outages") == nullptr);
  CHECK(source_row(nothing, "monitoring").sha256.empty());
  month.watch("2026-09-30T21:00:00Z");
  PackageInput watched = month.collected();
  CHECK(watched.state_id != nothing.state_id);
  month.take_inventory("2026-09-28T08:00:00Z");
  CHECK(month.collected().state_id != watched.state_id);
}

TEST_CASE("what the contract does not name is not in the package") {
  nlohmann::json contract = watched_contract();
  for (const char* part : {"monitoring", "assets", "standards"}) contract.erase(part);
  WatchedMonth month(contract);
  month.watch("2026-09-30T21:00:00Z");
  month.take_inventory("2026-09-28T08:00:00Z");
  PackageInput input = month.collected();
  CHECK(input.sections.empty());
  CHECK(input.sources.size() == 1);
  CHECK(input.facts.outages.source.state == SourceState::not_in_contract);
  CHECK(input.facts.assets.source.state == SourceState::not_in_contract);
}
