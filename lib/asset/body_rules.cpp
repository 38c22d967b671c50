#include "asset/body_rules.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "input/json.hpp"

namespace outdesk {

std::string parts_text(const std::map<std::string, std::string>& parts) { return Json(parts).dump(); }

Digest content_digest(const AssetBody& body) {
  Sha256 sum;
  sum.add(body.parts.empty() ? "{}" : parts_text(body.parts)).add("\n");
  if (!body.programs) sum.add("-");
  else
    for (const auto& program : *body.programs)
      for (const std::string* text : {&program.name, &program.version, &program.publisher}) sum.add(*text).add(text == &program.publisher ? "\n" : "\t");
  return sum.finish();
}

std::string packed_numbers(const std::vector<std::int64_t>& ascending) {
  std::string bytes;
  std::int64_t before = 0;
  for (std::int64_t number : ascending) {
    auto difference = static_cast<std::uint64_t>(number - before);
    before = number;
    for (; difference >= 0x80; difference >>= 7) bytes += static_cast<char>((difference & 0x7F) | 0x80);
    bytes += static_cast<char>(difference);
  }
  return bytes;
}

std::optional<std::vector<std::int64_t>> unpacked_numbers(std::string_view bytes) {
  constexpr int kMostBits = 56;
  std::vector<std::int64_t> numbers;
  std::uint64_t difference = 0;
  std::int64_t before = 0;
  int bits = 0;
  for (char c : bytes) {
    auto byte = static_cast<unsigned char>(c);
    if (bits > kMostBits) return {};
    difference |= static_cast<std::uint64_t>(byte & 0x7F) << bits;
    bits += 7;
    if (byte & 0x80) continue;
    numbers.push_back(before += static_cast<std::int64_t>(difference));
    difference = 0;
    bits = 0;
  }
  if (bits != 0) return {};
  return numbers;
}

AssetBody merged_body(const AssetBody& known, const AssetBody& partial) {
  AssetBody merged = known;
  for (const auto& [name, text] : partial.parts) merged.parts[name] = text;
  if (partial.programs) merged.programs = partial.programs;
  return merged;
}

}  // namespace outdesk
