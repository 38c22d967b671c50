#include "package/audience_view.hpp"

#include <algorithm>
#include <array>

namespace outdesk {

namespace {

/// Last names of the keys of columns that name people.
constexpr std::array<std::string_view, 8> kNamesPeople = {"requester", "assignee", "engineer", "by", "user", "account", "approver", "people"};

bool names_people(const Column& column) {
  return !column.key.empty() && std::find(kNamesPeople.begin(), kNamesPeople.end(), column.key.back()) != kNamesPeople.end();
}

template <class T>
void keep_only(std::vector<T>& cells, const std::vector<bool>& kept) {
  std::vector<T> left;
  for (std::size_t i = 0; i < cells.size() && i < kept.size(); ++i)
    if (kept[i]) left.push_back(std::move(cells[i]));
  cells = std::move(left);
}

void drop_people(Table& table) {
  std::vector<bool> kept;
  for (const Column& column : table.columns) kept.push_back(!names_people(column));
  if (std::find(kept.begin(), kept.end(), false) == kept.end()) return;
  keep_only(table.columns, kept);
  for (Row& row : table.rows) keep_only(row, kept);
  if (table.total) keep_only(*table.total, kept);
  if (table.stream)
    table.stream = [stream = std::move(table.stream), kept](const RowVisitor& visit) {
      stream([&](const Row& row) {
        Row copy = row;
        keep_only(copy, kept);
        visit(copy);
      });
    };
}

void drop_source(std::vector<PackageSource>& sources, std::string_view id, bool all_others) {
  std::erase_if(sources, [&](const PackageSource& source) { return (source.id == id) != all_others; });
}

void leave_out_access(PackageInput& input) {
  input.access_withheld = input.facts.access.source.state != SourceState::not_in_contract;
  input.facts.access = AccessFacts{};
  input.facts.access.source.state = SourceState::not_in_contract;
  input.access.clear();
  drop_source(input.sources, "access", false);
  // What was measured of access is a count without a name, and stays in the standards.
  for (Section& section : input.sections)
    for (Block& block : section.blocks)
      if (auto* table = std::get_if<Table>(&block)) drop_people(*table);
}

void leave_only_access(PackageInput& input) {
  MonthFacts facts;
  facts.month = input.facts.month;
  facts.so_far = input.facts.so_far;
  facts.access = std::move(input.facts.access);
  for (SourceFacts* other : {&facts.tickets.source, &facts.outages.source, &facts.visits.source, &facts.backups.source, &facts.assets.source,
                             &facts.standards.source, &facts.ratings.source, &facts.network.source})
    other->state = SourceState::not_in_contract;
  input.facts = std::move(facts);
  input.sections.clear();
  input.standards.clear();
  drop_source(input.sources, "access", true);
}

}  // namespace

PackageInput for_audience(PackageInput input, Audience audience) {
  input.audience = audience;
  if (audience == Audience::office) leave_out_access(input);
  if (audience == Audience::owners) leave_only_access(input);
  return input;
}

}  // namespace outdesk
