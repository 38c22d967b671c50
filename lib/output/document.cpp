#include "output/document.hpp"

#include "base/text.hpp"

namespace outdesk {

Key key(std::string_view dotted) {
  Key path;
  if (dotted.empty()) return path;
  for (std::string_view name : split(dotted, '.')) path.emplace_back(name);
  return path;
}

void Table::for_each_row(const RowVisitor& visit) const {
  for (const Row& row : rows) visit(row);
  if (stream) stream(visit);
}

}  // namespace outdesk
