#include "access/icacls_log.hpp"

#include "base/text.hpp"
#include "input/encoding.hpp"

namespace outdesk {

namespace {

std::vector<std::int64_t> numbers_of(std::string_view line) {
  std::vector<std::int64_t> numbers;
  std::string digits;
  for (char c : std::string(line) + " ") {
    if (c >= '0' && c <= '9') {
      digits += c;
    } else if (!digits.empty()) {
      if (auto number = parse_count(digits)) numbers.push_back(*number);
      digits.clear();
    }
  }
  return numbers;
}

}  // namespace

IcaclsLog read_icacls_log(std::string_view bytes) {
  constexpr std::size_t kDrive = 2;  // "D:" is no end of a path
  IcaclsLog log;
  std::string text = utf8_of(bytes);
  for (std::string_view line : split(text, '\n')) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    bool names_path = line.find('\\') != line.npos;
    std::size_t end = line.find(": ", kDrive);  // no name holds a colon
    if (end != line.npos && line.substr(0, end).find('\\') != line.npos) log.unread.push_back(storable(line.substr(0, end)));
    else if (auto numbers = numbers_of(line); !names_path && numbers.size() == 2) log.failed = numbers[1];
  }
  return log;
}

}  // namespace outdesk
