#include "output/table_walk.hpp"

#include <cmath>
#include <limits>

#include "output/words.hpp"

namespace outdesk {

namespace {

/// Adds `value` to `sum` where both are of `Kind`; false where the sum does not fit.
template <class Kind, class Number>
bool add_as(Value& sum, const Value& value, Number Kind::*number) {
  auto* more = std::get_if<Kind>(&value);
  if (!more) return true;
  if (std::holds_alternative<std::monostate>(sum)) sum = Kind{};
  auto* so_far = std::get_if<Kind>(&sum);
  return so_far && !__builtin_add_overflow(so_far->*number, more->*number, &(so_far->*number));
}

bool add_count(Value& sum, const Value& value) {
  auto* more = std::get_if<std::int64_t>(&value);
  if (!more) return true;
  if (std::holds_alternative<std::monostate>(sum)) sum = std::int64_t{0};
  auto* so_far = std::get_if<std::int64_t>(&sum);
  return so_far && !__builtin_add_overflow(*so_far, *more, so_far);
}

/// A text in the place of a sum says that the sum is not known.
bool add_value(Value& sum, const Value& value) {
  return !std::holds_alternative<std::string>(sum) && add_count(sum, value) &&
         add_as(sum, value, &Seconds::count) && add_as(sum, value, &Money::minor);
}

ColumnKind kind_of(const Value& value) {
  if (is_numeric(value)) return ColumnKind::number;
  if (std::holds_alternative<Mark>(value)) return ColumnKind::mark;
  bool moment = std::holds_alternative<Instant>(value) || std::holds_alternative<Date>(value) ||
                std::holds_alternative<bool>(value);
  return moment ? ColumnKind::moment : ColumnKind::text;
}

}  // namespace

std::vector<std::size_t> shown_columns(const std::vector<Column>& columns) {
  std::vector<std::size_t> shown;
  for (std::size_t i = 0; i < columns.size(); ++i)
    if (!columns[i].title.empty()) shown.push_back(i);
  return shown;
}

bool is_numeric(const Value& value) {
  return std::holds_alternative<std::int64_t>(value) || std::holds_alternative<Seconds>(value) ||
         std::holds_alternative<Share>(value) || std::holds_alternative<Decimal>(value) ||
         std::holds_alternative<Money>(value);
}

std::vector<ColumnKind> column_kinds(const std::vector<Column>& columns, const std::vector<Row>& sample) {
  std::vector<ColumnKind> kinds(columns.size(), ColumnKind::text);
  for (std::size_t i = 0; i < columns.size(); ++i)
    for (const Row& row : sample) {
      if (i >= row.size() || std::holds_alternative<std::monostate>(row[i])) continue;
      kinds[i] = kind_of(row[i]);
      break;
    }
  return kinds;
}

HeatScale::HeatScale(const Table& table) : table_(table) {
  for (const auto& row : table.rows)
    for (std::size_t i = 0; i < std::min(row.size(), table.columns.size()); ++i)
      if (auto* count = std::get_if<std::int64_t>(&row[i]); count && table.columns[i].heat) hottest_ = std::max(hottest_, *count);
}

int HeatScale::step(std::size_t column, const Value& value) const {
  constexpr std::int64_t kSteps = 5;
  auto* count = std::get_if<std::int64_t>(&value);
  if (!table_.columns[column].heat || !count || *count <= 0) return 0;
  return static_cast<int>((*count * kSteps + hottest_ - 1) / hottest_);
}

bool HeatScale::is_cold(std::size_t column, const Value& value) const {
  auto* count = std::get_if<std::int64_t>(&value);
  return table_.columns[column].heat && count && *count == 0;
}

std::vector<std::optional<double>> bar_heights(const std::vector<std::optional<double>>& bars) {
  double lowest = std::numeric_limits<double>::infinity(), highest = -lowest;
  for (const auto& bar : bars) {
    if (!bar || !std::isfinite(*bar)) continue;
    lowest = std::min(lowest, *bar);
    highest = std::max(highest, *bar);
  }
  double range = highest - lowest;
  double base = lowest > highest / 2 && range > 0 ? lowest - range / 4 : 0;
  std::vector<std::optional<double>> heights;
  for (const auto& bar : bars) {
    if (!bar || !std::isfinite(*bar)) { heights.emplace_back(); continue; }
    heights.push_back(highest > base ? std::clamp((*bar - base) / (highest - base), 0.08, 1.0) : 0.08);
  }
  return heights;
}

void walk_table(const Table& table, std::size_t sample, const std::function<void(const std::vector<Row>&)>& begin,
                const RowVisitor& each) {
  std::vector<Row> first;
  bool begun = false;
  auto release = [&] {
    begin(first);
    begun = true;
    for (const Row& row : first) each(row);
    first = {};
  };
  table.for_each_row([&](const Row& row) {
    if (begun) return each(row);
    first.push_back(row);
    if (first.size() == sample) release();
  });
  if (!begun) release();
}

void Totals::add(const Row& row) {
  ++rows_;
  for (std::size_t i = 0; i < table_.columns.size() && i < row.size(); ++i)
    if (table_.columns[i].total && !add_value(sums_[i], row[i])) sums_[i] = std::string("?");
}

std::optional<Row> Totals::row(Language language) const {
  if (table_.total) return table_.total;
  auto summed = [](const Column& column) { return column.total; };
  if (rows_ < 2 || std::none_of(table_.columns.begin(), table_.columns.end(), summed)) return {};
  Row row = sums_;
  std::vector<std::size_t> shown = shown_columns(table_.columns);
  if (!shown.empty() && !table_.columns[shown[0]].total) row[shown[0]] = std::string(word(Word::total, language));
  return row;
}

}  // namespace outdesk
