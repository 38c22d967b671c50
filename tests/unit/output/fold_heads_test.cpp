#include "output/fold_heads.hpp"

#include <doctest/doctest.h>

using namespace outdesk;

namespace {

/// `people` of one department over two folders; person 1 alone differs in the second.
Grid store_house(std::size_t people, const char* kind = "person") {
  Grid grid;
  grid.head_columns = {{key("account"), ""}, {key("kind"), ""}};
  for (std::size_t i = 0; i < people; ++i) {
    Grid::Head head;
    head.band = "Склад";
    head.values = {"u" + std::to_string(i), std::string(kind)};
    grid.heads.push_back(head);
  }
  grid.lines.resize(2);
  for (Grid::Line& line : grid.lines) line.cells.assign(people, 1);
  grid.lines[1].cells[1] = 2;
  return grid;
}

}  // namespace

TEST_CASE("columns that are the same are folded where a page cannot hold them all, and only there") {
  CHECK(fold_words(store_house(60), Language::ru) == std::vector<std::string>(60));
  std::vector<std::string> folds = fold_words(store_house(61), Language::ru);
  CHECK(folds[0] == "Склад, 60 чел.");
  CHECK(folds[1].empty());
  CHECK(folds[60] == "Склад, 60 чел.");
}

TEST_CASE("who was dismissed, whose cell changed, and who is of another department stays by himself") {
  Grid grid = store_house(64);
  grid.heads[2].alarm = "УВОЛЕН(А)";
  grid.lines[0].changed = {3};
  for (std::size_t i : {4, 5}) grid.heads[i].band = "Продажи";
  for (std::size_t i : {6, 7}) grid.lines[0].cells[i] = 2;
  for (std::size_t i : {8, 9}) grid.lines[0].cells[i] = 0;
  std::vector<std::string> folds = fold_words(grid, Language::ru);
  CHECK(folds[2].empty());
  CHECK(folds[3].empty());
  CHECK(folds[4] == "Продажи, 2 чел.");
  CHECK(folds[6] == "Склад, 2 чел.");
  CHECK(folds[8] == "Склад, 2 чел. (2)");
  CHECK(folds[0] == "Склад, 55 чел.");
}

TEST_CASE("accounts that are nobody's are not counted as people") {
  CHECK(fold_words(store_house(70, "service"), Language::en)[0] == "Склад, 69 accounts");
}
