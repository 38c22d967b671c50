#include "access/level_order.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace outdesk;

namespace {

const std::vector<Level> kLadder = {Level::none, Level::traverse, Level::list, Level::read, Level::edit, Level::change, Level::full};

std::vector<Level> all_levels() {
  std::vector<Level> levels;
  for (int i = 0; i < kLevels; ++i) levels.push_back(static_cast<Level>(i));
  return levels;
}

}  // namespace

TEST_CASE("level order: none < traverse < list < read < edit < change < full") {
  for (std::size_t a = 0; a < kLadder.size(); ++a)
    for (std::size_t b = 0; b < kLadder.size(); ++b) CHECK(compare_levels(kLadder[a], kLadder[b]) == (a == b ? Than::same : a < b ? Than::more : Than::less));
}

TEST_CASE("level order: denied stands where nothing stands") {
  for (Level level : all_levels()) {
    if (level == Level::denied || level == Level::none) continue;
    CHECK(compare_levels(Level::denied, level) == compare_levels(Level::none, level));
    CHECK(compare_levels(level, Level::denied) == compare_levels(level, Level::none));
  }
  CHECK(compare_levels(Level::denied, Level::none) == Than::same);
  CHECK(compare_levels(Level::none, Level::denied) == Than::same);
}

TEST_CASE("level order: write and special are more than nothing and beside everything else") {
  for (Level odd : {Level::write, Level::special})
    for (Level level : all_levels()) {
      CAPTURE(code_of(level));
      bool nothing = level == Level::none || level == Level::denied;
      CHECK(compare_levels(level, odd) == (level == odd ? Than::same : nothing ? Than::more : Than::other));
      CHECK(compare_levels(odd, level) == (level == odd ? Than::same : nothing ? Than::less : Than::other));
    }
}

TEST_CASE("level order: what was not read compares with nothing but itself") {
  for (Level level : all_levels()) {
    CHECK(compare_levels(Level::unread, level) == (level == Level::unread ? Than::same : Than::other));
    CHECK(compare_levels(level, Level::unread) == (level == Level::unread ? Than::same : Than::other));
  }
}

TEST_CASE("level order: the other way round is the other answer, and the words are four") {
  for (Level a : all_levels())
    for (Level b : all_levels()) {
      Than there = compare_levels(a, b), back = compare_levels(b, a);
      CHECK((there == Than::more) == (back == Than::less));
      CHECK((there == Than::same) == (back == Than::same));
      CHECK((there == Than::other) == (back == Than::other));
    }
  CHECK(code_of(Than::same) == "same");
  CHECK(code_of(Than::more) == "more");
  CHECK(code_of(Than::less) == "less");
  CHECK(code_of(Than::other) == "other");
}
