// Small parts that the reports of this room share.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "output/document.hpp"
#include "sla/sla_rules.hpp"

namespace outdesk {

constexpr Target kTargets[] = {Target::response, Target::next_response, Target::resolution};

template <class T>
Value maybe(const std::optional<T>& value) {
  return value ? Value(*value) : Value();
}

/// `dotted` empty: for people only; `title` empty: for programs only.
inline Column column(std::string_view dotted, std::string title, int width = 0, bool wrap = false) {
  return {dotted.empty() ? Key{} : key(dotted), std::move(title), width, wrap};
}

/// Few rows are kept, so that every writer sees them all at once; many are judged again when they are written.
template <class Source>
void fill(Table& table, std::int64_t rows, std::int64_t most_kept, Source source) {
  if (rows > most_kept) table.stream = std::move(source);
  else source([&](const Row& row) { table.rows.push_back(row); });
}

/// "в срок", "с опозданием"…
Mark verdict_mark(TargetVerdict verdict, Language language);

}  // namespace outdesk
