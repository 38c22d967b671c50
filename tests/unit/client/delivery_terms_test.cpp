#include <doctest/doctest.h>

#include "../refusal.hpp"
#include "client/delivery_terms.hpp"

#include <nlohmann/json.hpp>

using namespace outdesk;

namespace {

PackageDelivery delivery_read(const std::string& text) {
  Json json = parse_json(text, "contract.json");
  return read_package_delivery(JsonNode(json, "contract.json", "delivery"));
}
std::string delivery_refused(const std::string& text) {
  return advice_of([&] { delivery_read(text); });
}

}  // namespace

TEST_CASE("who gets the package: 'to' is the director's, each address once and in lower case") {
  PackageDelivery terms = delivery_read(R"({"to": ["Director@Romashka.example"], "audiences": {"director": ["director@romashka.example", "deputy@romashka.example"],
    "owners": ["hr@romashka.example"]}, "from": "reports@msp.example", "attach_up_to_mb": 25, "place": "\\\\fs01\\reports"})");
  CHECK(terms.of(Audience::director) == std::vector<std::string>{"director@romashka.example", "deputy@romashka.example"});
  CHECK(terms.of(Audience::owners) == std::vector<std::string>{"hr@romashka.example"});
  CHECK(terms.of(Audience::office).empty());
  CHECK(terms.from == "reports@msp.example");
  CHECK(terms.attach_up_to_mb == 25);
  CHECK(terms.place == "\\\\fs01\\reports");
  CHECK(delivery_read("{}").attach_up_to_mb == 10);
}

TEST_CASE("what no letter can be sent by is refused with its path") {
  CHECK(delivery_refused(R"({"too": []})").find("'delivery.too'") != std::string::npos);
  CHECK(delivery_refused(R"({"to": ["director"]})").find("'delivery.to[0]': must be an address such as name@example.ru") != std::string::npos);
  CHECK(delivery_refused(R"({"to": ["a@b.example\r\nBcc: c@d.example"]})") != "");
  CHECK(delivery_refused(R"({"audiences": {"boss": ["a@b.example"]}})").find("'delivery.audiences.boss'") != std::string::npos);
  CHECK(delivery_refused(R"({"audiences": {"office": ["офис@почта.рф"]}})").find("must be written in ASCII") != std::string::npos);
  CHECK(delivery_refused(R"({"attach_up_to_mb": 101})").find("must be from 0 to 100") != std::string::npos);
  CHECK(delivery_refused(R"({"attach_up_to_mb": -1})").find("must be from 0 to 100") != std::string::npos);
  std::string many;
  for (int i = 0; i <= 50; ++i) many += (i ? ", " : "") + std::string("\"a") + std::to_string(i) + "@b.example\"";
  CHECK(delivery_refused("{\"to\": [" + many + "]}").find("more than 50 addresses") != std::string::npos);
}
