// Which request stands behind a change: people and folders as requests call them.
#include "access/find_ground.hpp"

#include <doctest/doctest.h>

#include "../ticket/desk.hpp"

using namespace outdesk;

namespace {

/// Requests of one client.
struct GroundDesk : Desk {
  std::int64_t client = *db.integer("SELECT id FROM client WHERE key = 'romashka'");
  Period seen{outdesk::at("2026-11-01T00:00:00Z"), outdesk::at("2026-11-30T00:00:00Z")};
  int number = 0;

  void request(const std::string& subject, const std::string& body = "", const std::string& time = "2026-11-10T09:00:00Z", const std::string& more = "") {
    std::string key = "R-" + std::to_string(++number);
    import(R"({"ticket": ")" + key + R"(", "at": ")" + time + R"(", "by": "desk", "event": "created", "requester": "Петров", "priority": "P3", "subject": ")" + subject + "\"" +
           (body.empty() ? "" : R"(, "body": ")" + body + "\"") + more + "}\n");
  }
  void message(const std::string& key, const std::string& time, const std::string& body) {
    import(R"({"ticket": ")" + key + R"(", "at": ")" + time + R"(", "by": "desk", "event": "message", "from": "client", "body": ")" + body + "\"}\n");
  }
  std::string found(const GroundWanted& wanted) {
    auto ground = GroundFinder(db, client, seen).find(wanted);
    return ground ? ground->ticket : "";
  }
  std::string found(const std::string& account, const std::string& name, const std::vector<std::string>& places, const std::string& before = "2026-11-20T00:00:00Z") {
    return found(GroundWanted{account, name, places, outdesk::at(before)});
  }
};

/// Whether a request with this text is the ground for a change of `account` ("Family Name" behind it) in `place`.
bool is_ground(const std::string& text, const std::string& account, const std::string& name, const std::string& place) {
  GroundDesk desk;
  desk.request(text);
  return !desk.found(account, name, {place}).empty();
}

}  // namespace

TEST_CASE("ground: a request that names person and folder, with who asked") {
  GroundDesk desk;
  desk.request("Доступ для o.popova в Кадры");
  auto ground = GroundFinder(desk.db, desk.client, desk.seen).find({"o.popova", "", {"Кадры"}, at("2026-11-20T00:00:00Z")});
  REQUIRE(ground.has_value());
  CHECK(ground->ticket == "R-1");
  CHECK(ground->requester == "Петров");
  CHECK(desk.found("o.popova", "", {"Склад", "Кадры"}) == "R-1");  // any of the places
  CHECK(desk.found("o.popova", "", {"Склад"}) == "");
  CHECK(desk.found("i.belov", "Белов И. И.", {"Кадры"}) == "");
  CHECK(desk.found("o.popova", "", {}) == "");
}

TEST_CASE("ground: subject, body and messages are one request") {
  GroundDesk desk;
  desk.request("Доступ к папке", "Прошу открыть Кадры");
  desk.message("R-1", "2026-11-10T10:00:00Z", "Сотрудник: o.popova");
  CHECK(desk.found("o.popova", "", {"Кадры"}) == "R-1");
}

TEST_CASE("ground: a family name in any case of Russian") {
  for (const char* form : {"Титова", "Титовой", "Титову", "ТИТОВОЙ"}) CHECK_MESSAGE(is_ground(std::string("Доступ для ") + form + " в Кадры", "x.y", "Титова О. А.", "Кадры"), form);
  for (const char* form : {"Попов", "Попова", "Попову", "Поповым", "Попове"}) CHECK_MESSAGE(is_ground(std::string("Открыть ") + form + " Кадры", "x.y", "Попов О. А.", "Кадры"), form);
  for (const char* form : {"Иванов", "Иванова", "Иванову", "Ивановым", "Иванове"}) CHECK_MESSAGE(is_ground(std::string("Открыть ") + form + " Кадры", "x.y", "Иванов О. А.", "Кадры"), form);
  for (const char* form : {"Петровский", "Петровского", "Петровскому", "Петровским"}) CHECK_MESSAGE(is_ground(std::string("Открыть ") + form + " Кадры", "x.y", "Петровский О. А.", "Кадры"), form);
  for (const char* form : {"Соловьёва", "Соловьевой"}) CHECK_MESSAGE(is_ground(std::string("Открыть ") + form + " Кадры", "x.y", "Соловьёва О. А.", "Кадры"), form);
}

TEST_CASE("ground: a folder in any case of Russian") {
  for (const char* form : {"Бухгалтерия", "бухгалтерии", "бухгалтерию", "бухгалтерией"}) CHECK_MESSAGE(is_ground(std::string("Титовой доступ к ") + form, "x.y", "Титова О.", "Бухгалтерия"), form);
  for (const char* form : {"склад", "складу", "складе", "складом"}) CHECK_MESSAGE(is_ground(std::string("Титовой доступ к ") + form, "x.y", "Титова О.", "Склад"), form);
  for (const char* form : {"продажи", "продаж", "продажам", "продажах"}) CHECK_MESSAGE(is_ground(std::string("Титовой доступ к ") + form, "x.y", "Титова О.", "Продажи"), form);
  for (const char* form : {"отчёты", "отчетам", "отчётов"}) CHECK_MESSAGE(is_ground(std::string("Титовой доступ к ") + form, "x.y", "Титова О.", "Отчёты"), form);
  CHECK(is_ground("Титовой доступ к папке договоров отдела продаж", "x.y", "Титова О.", "Договоры продаж"));
  CHECK_FALSE(is_ground("Титовой доступ к папке договоров", "x.y", "Титова О.", "Договоры продаж"));  // every word
}

TEST_CASE("ground: an account is a word by itself, no part of another") {
  CHECK(is_ground("access to Sales for ivan", "ivan", "", "Sales"));
  CHECK(is_ground("access to Sales for IVAN.", "ivan", "", "Sales"));
  CHECK(is_ground("access to Sales for ROMASHKA\\\\ivan", "ivan", "", "Sales"));
  CHECK(is_ground("access to Sales for ivan@romashka.ru", "ivan", "", "Sales"));
  CHECK(is_ground("access to Sales: (o.popova), please", "o.popova", "", "Sales"));
  CHECK_FALSE(is_ground("access to Sales for ivanov", "ivan", "", "Sales"));
  CHECK_FALSE(is_ground("access to Sales for petrivan", "ivan", "", "Sales"));
  CHECK_FALSE(is_ground("access to Sales for ivan.petrov", "ivan", "", "Sales"));
  CHECK_FALSE(is_ground("access to Sales for a.ivan", "ivan", "", "Sales"));
  CHECK_FALSE(is_ground("access to Sales for ivan2", "ivan", "", "Sales"));
  CHECK_FALSE(is_ground("access to Sales for go.popova", "o.popova", "", "Sales"));
  CHECK_FALSE(is_ground("access to Sales for somebody", "", "", "Sales"));
}

TEST_CASE("ground: a name that only begins alike is another's") {
  CHECK_FALSE(is_ground("Открыть Ивану Кадры", "x.y", "Иванов О. А.", "Кадры"));
  CHECK_FALSE(is_ground("Открыть Иванченко Кадры", "x.y", "Иванов О. А.", "Кадры"));
  CHECK_FALSE(is_ground("Открыть Титоренко Кадры", "x.y", "Титова О. А.", "Кадры"));
  CHECK_FALSE(is_ground("Открыть Титовой наше отчество", "x.y", "Титова О. А.", "Отчёты"));
  CHECK_FALSE(is_ground("Титова, складской журнал", "x.y", "Титова О.", "Склад"));
}

TEST_CASE("ground: a short family name is no particle") {
  CHECK_FALSE(is_ground("Можно ли открыть Кадры?", "x.y", "Ли О. А.", "Кадры"));
  CHECK(is_ground("Открыть Цой Кадры", "x.y", "Цой О. А.", "Кадры"));
}

TEST_CASE("ground: a folder that is called by a year is not named by a date") {
  CHECK_FALSE(is_ground("Титова: новый ноутбук с 01.02.2026", "x.y", "Титова О. А.", "2026"));
  CHECK(is_ground("Титова: папка Договоры 2026", "x.y", "Титова О. А.", "Договоры 2026"));
}

TEST_CASE("ground: the last request before the change counts, and none after it") {
  GroundDesk desk;
  desk.request("o.popova, Кадры: раз", "", "2026-11-05T09:00:00Z");
  desk.request("o.popova, Кадры: два", "", "2026-11-15T09:00:00Z");
  desk.request("o.popova, Кадры: три", "", "2026-11-25T09:00:00Z");
  CHECK(desk.found("o.popova", "", {"Кадры"}, "2026-11-20T00:00:00Z") == "R-2");
  CHECK(desk.found("o.popova", "", {"Кадры"}, "2026-11-15T09:00:00Z") == "R-2");  // the same second
  CHECK(desk.found("o.popova", "", {"Кадры"}, "2026-11-15T08:59:59Z") == "R-1");
  CHECK(desk.found("o.popova", "", {"Кадры"}, "2026-11-05T08:59:59Z") == "");
}

TEST_CASE("ground: what was said after the change is no ground for it") {
  GroundDesk desk;
  desk.request("Кадры: не открывается отчёт", "", "2026-11-05T09:00:00Z");
  desk.message("R-1", "2026-11-25T09:00:00Z", "Заодно: доступ для o.popova");
  CHECK(desk.found("o.popova", "", {"Кадры"}, "2026-11-20T00:00:00Z") == "");
  CHECK(desk.found("o.popova", "", {"Кадры"}, "2026-11-26T00:00:00Z") == "R-1");
}

TEST_CASE("ground: sixty days, whether the request is open or closed") {
  GroundDesk desk;
  desk.request("o.popova, Кадры", "", "2026-09-21T00:00:00Z");
  CHECK(desk.found("o.popova", "", {"Кадры"}, "2026-11-20T00:00:00Z") == "R-1");   // sixty to the second
  CHECK(desk.found("o.popova", "", {"Кадры"}, "2026-11-20T00:00:01Z") == "");
  CHECK(desk.found("o.popova", "", {"Кадры"}, "2026-11-29T00:00:00Z") == "");
  GroundDesk old;
  old.request("o.popova, Кадры", "", "2024-01-01T00:00:00Z");                       // never closed
  CHECK(old.found("o.popova", "", {"Кадры"}, "2026-11-20T00:00:00Z") == "");
}

TEST_CASE("ground: whoever asks for himself is named by that") {
  GroundDesk desk;
  desk.request("Прошу открыть Кадры");  // from Петров
  CHECK(desk.found("x.y", "Петров О. А.", {"Кадры"}) == "R-1");
  CHECK(desk.found("x.y", "Петровский О. А.", {"Кадры"}) == "");
  CHECK(desk.found("x.y", "Петров О. А.", {"Склад"}) == "");
}

TEST_CASE("ground: requests of other clients are none") {
  GroundDesk desk;
  desk.import(R"({"ticket": "A-1", "at": "2026-11-10T09:00:00Z", "by": "desk", "event": "created", "priority": "P3", "subject": "o.popova, Кадры"})" "\n", "acme");
  CHECK(desk.found("o.popova", "", {"Кадры"}) == "");
}
