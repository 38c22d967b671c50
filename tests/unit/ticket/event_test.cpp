#include <doctest/doctest.h>

#include "ticket/event.hpp"

using namespace outdesk;

TEST_CASE("fields stand in byte order whatever the order of setting") {
  Fields fields;
  fields.set("subject", "x").set("billable", false).set("seconds", std::int64_t{90}).set("channel", "phone");
  CHECK(fields.str() == R"({"billable":false,"channel":"phone","seconds":90,"subject":"x"})");
}

TEST_CASE("a field set again is replaced where it stands") {
  Fields fields;
  fields.set("a", "1").set("b", "2").set("a", "three, {four}").set("b", "");
  CHECK(fields.str() == R"({"a":"three, {four}","b":""})");
  CHECK(fields.has("b"));
  CHECK(fields.text("a") == "three, {four}");
}

TEST_CASE("text keeps only the escapes that JSON demands and comes back unchanged") {
  for (const std::string& text : {std::string("Ёж \"в\" тумане\\"), std::string("line\n\ttab"), std::string("\\\\\""), std::string("{\"a\":1}"),
                                  std::string("\\u0041"), std::string("\x01")}) {
    Fields fields;
    fields.set("body", text).set("z", "after");
    CHECK(fields.text("body") == text);
    CHECK(fields.text("z") == "after");
  }
  CHECK(Fields().set("b", "\"\\\n\t\x01/é").str() == R"({"b":"\"\\\n\t\u0001/é"})");
}

TEST_CASE("getters give nothing for what is absent or of another kind") {
  Fields fields;
  fields.set("text", "12").set("number", std::int64_t{-5}).set("flag", true);
  CHECK(fields.number("number") == -5);
  CHECK_FALSE(fields.number("text"));
  CHECK_FALSE(fields.number("none"));
  CHECK(fields.text("number").empty());
  CHECK(fields.flag("flag"));
  CHECK_FALSE(fields.flag("none"));
  CHECK_FALSE(fields.has("tex"));
  CHECK_FALSE(Fields().has("x"));
}

TEST_CASE("every kind of event has a name that leads back to it") {
  for (int i = 0; i <= static_cast<int>(EventKind::undone); ++i) CHECK(event_kind(name_of(static_cast<EventKind>(i))) == static_cast<EventKind>(i));
  CHECK_FALSE(event_kind("Created"));
  CHECK_FALSE(event_kind(""));
}

TEST_CASE("case 65: events of the same second count in the order of entry") {
  Event first, second;
  first.at = second.at = Instant{10};
  first.seq = 1;
  second.seq = 2;
  CHECK(happens_before(first, second));
  CHECK_FALSE(happens_before(second, first));
  second.at = Instant{9};
  CHECK(happens_before(second, first));
}

TEST_CASE("fields that others wrote into the store and broke off are read as far as they go") {
  for (const char* text : {"", "{", "{\"", "{\"subject", "{\"subject\"", "{\"subject\":", "{\"subject\":\"", "{\"subject\":\"x", "{\"subject\":\"x\\", "{\"subject\":\"x\\u00",
                           "{\"subject\":\"x\\\"", "{\"seconds\":12", "{\"a\":1,", "{\"a\":1,\"subject\":\"y\\u0"}) {
    const std::string broken = text;
    CAPTURE(broken);
    Fields fields(broken);
    CHECK(fields.text("subject").size() < 8);
    CHECK(fields.texts().size() < 3);
    CHECK(fields.names().size() < 3);
    CHECK(!fields.flag("subject"));
    CHECK(fields.number("missing") == std::nullopt);
  }
}
