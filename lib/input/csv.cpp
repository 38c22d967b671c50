#include "input/csv.hpp"

#include <algorithm>

#include "base/error.hpp"

namespace outdesk {

char delimiter_of(std::string_view text) {
  while (text.starts_with("#TYPE")) text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
  std::string_view head = text.substr(0, text.find('\n'));
  constexpr char kDelimiters[] = {',', ';', '\t'};
  auto often = [&](char c) { return std::count(head.begin(), head.end(), c); };
  return *std::max_element(std::begin(kDelimiters), std::end(kDelimiters), [&](char a, char b) { return often(a) < often(b); });
}

CsvReader::CsvReader(std::string_view content, char delimiter, std::string file)
    : rest_(content), delimiter_(delimiter), file_(std::move(file)) {
  if (rest_.substr(0, 3) == "\xEF\xBB\xBF") rest_.remove_prefix(3);
}

std::string_view CsvReader::quoted_cell() {
  bool doubled = false;
  std::size_t at = rest_.find('"', 1);
  while (at != rest_.npos && at + 1 < rest_.size() && rest_[at + 1] == '"') {
    doubled = true;
    at = rest_.find('"', at + 2);
  }
  if (at == rest_.npos) throw InputError(file_, line_, "a quote is opened and never closed");
  std::string_view cell = rest_.substr(1, at - 1);
  next_line_ += std::count(cell.begin(), cell.end(), '\n');
  rest_.remove_prefix(at + 1);
  if (!rest_.empty() && rest_[0] != delimiter_ && rest_[0] != '\n' && rest_[0] != '\r')
    throw InputError(file_, line_, "text stands behind a closing quote");
  if (!doubled) return cell;
  std::string& plain = unescaped_.emplace_back();
  for (std::size_t i = 0; i < cell.size(); ++i) {
    plain += cell[i];
    if (cell[i] == '"') ++i;
  }
  return plain;
}

std::string_view CsvReader::plain_cell() {
  std::size_t end = 0;
  while (end < rest_.size() && rest_[end] != delimiter_ && rest_[end] != '\n') ++end;
  std::string_view cell = rest_.substr(0, end);
  rest_.remove_prefix(end);
  bool last = rest_.empty() || rest_[0] == '\n';
  if (last && !cell.empty() && cell.back() == '\r') cell.remove_suffix(1);
  return cell;
}

bool CsvReader::next(std::vector<std::string_view>& cells) {
  cells.clear();
  unescaped_.clear();
  while (!rest_.empty() && (rest_[0] == '\n' || rest_[0] == '\r')) {
    if (rest_[0] == '\n') ++next_line_;
    rest_.remove_prefix(1);
  }
  if (rest_.empty()) return false;
  line_ = next_line_;
  for (;;) {
    cells.push_back(!rest_.empty() && rest_[0] == '"' ? quoted_cell() : plain_cell());
    if (cells.size() > 4096) throw InputError(file_, line_, "more cells than any export has");
    if (rest_.size() > 1 && rest_[0] == '\r' && rest_[1] != '\n')
      throw InputError(file_, line_, "text stands behind a closing quote");
    if (!rest_.empty() && rest_[0] == '\r') rest_.remove_prefix(1);
    if (rest_.empty()) return true;
    char end = rest_[0];
    rest_.remove_prefix(1);
    if (end == '\n') { ++next_line_; return true; }
  }
}

}  // namespace outdesk
