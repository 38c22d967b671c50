#include "verify/content_rules.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "base/text.hpp"
#include "verify/content_signatures.hpp"
#include "verify/shown_path.hpp"

namespace outdesk {

namespace {

constexpr std::size_t kEntropyBlock = 4096, kLeastJudged = 1024, kJudgedStart = 65536;
constexpr std::size_t kSampledBytes = 256, kDistinctInSample = 100;  // of 256 random bytes 162 differ, give or take 6
// Random blocks of 4 KiB spread by 0.004 bit, those of 1 KiB by 0.016.  What lies above is too even to be random: a table
// of all byte values, a gradient.
constexpr double kBelowRandom = 0.06, kAboveRandomLong = 0.03, kAboveRandomShort = 0.08;

/// Quick: no block of 4 KiB that fails this is random.
bool may_be_random(std::string_view block) {
  std::array<bool, 256> seen{};
  std::size_t distinct = 0;
  for (char c : block.substr(block.size() / 2, kSampledBytes)) {
    auto& there = seen[static_cast<unsigned char>(c)];
    distinct += !there;
    there = true;
  }
  return distinct >= kDistinctInSample;
}

bool random_block(std::string_view block) {
  if (block.size() == kEntropyBlock && !may_be_random(block)) return false;
  double distance = entropy_of(block) - random_entropy(block.size());
  return distance >= -kBelowRandom && distance <= (block.size() < kEntropyBlock ? kAboveRandomShort : kAboveRandomLong);
}

/// What is surely not random, for files too short for the rule: text, or 64 bytes (of random ones: 5.9 bits) with a pattern.
bool surely_plain(std::string_view start) {
  constexpr std::size_t least = 64;
  constexpr double pattern = 5.2;
  return unstorable(replaced(std::string(start), "\r", ""), true).empty() || (start.size() >= least && entropy_of(start) < pattern);
}

/// Files of a restic repository ("data/ab/ab12…", "index/…") have no signature, and are named by their sums.
bool restic_file(std::string_view path) {
  constexpr std::size_t name = 64;
  if (path.size() < name + 1) return false;
  std::string_view last = path.substr(path.size() - name), above = path.substr(0, path.size() - name);
  if (last.find_first_not_of("0123456789abcdef") != last.npos) return false;
  return above.ends_with("/" + std::string(last.substr(0, 2)) + "/") || above.ends_with("index/") || above.ends_with("snapshots/");
}

std::string count_of(std::int64_t part, std::int64_t whole) { return std::to_string(part) + " of " + std::to_string(whole); }

}  // namespace

double entropy_of(std::string_view block) {
  if (block.empty()) return 0;
  std::array<std::uint32_t, 256> count{};
  for (char c : block) ++count[static_cast<unsigned char>(c)];
  double sum = 0;
  for (auto n : count)
    if (n) sum += n * std::log2(static_cast<double>(n));
  auto size = static_cast<double>(block.size());
  return std::max(0.0, std::log2(size) - sum / size);
}

double random_entropy(std::size_t length) {
  if (length == 0) return 0;
  return 8 - 255 / (2 * static_cast<double>(length) * std::numbers::ln2);
}

bool compressed_by_nature(std::string_view start) { return known_magic(start) || known_structure(start); }

bool looks_encrypted(std::string_view start) {
  if (start.size() < kLeastJudged) return false;
  start = start.substr(0, kJudgedStart);
  bool random = false;
  for (std::size_t at = 0; !random && at < start.size(); at += kEntropyBlock) {
    std::string_view block = start.substr(at, kEntropyBlock);
    random = (block.size() == kEntropyBlock || at == 0) && random_block(block);
  }
  return random && !compressed_by_nature(start);
}

void ContentSigns::saw(std::string_view path, std::int64_t size, std::string_view start) {
  if (ransom_name(path) && names_++ == 0) first_name_ = path;
  if (size <= 0 || start.empty() || restic_file(path)) return;
  bool small = start.size() < kLeastJudged;
  if (small && !surely_plain(start) && !compressed_by_nature(start)) return;  // cannot be told
  ++judged_;
  if (!small && looks_encrypted(start) && suspicious_++ == 0) first_ = path;
}

void ContentSigns::judge(const std::string& point, Decimal limit, std::optional<double> changed, CopyFindings& findings) const {
  bool many = suspicious_ > 0 && static_cast<double>(suspicious_) * 1e9 >= static_cast<double>(judged_) * static_cast<double>(limit.nano);
  bool changed_too = suspicious_ > 0 && changed && *changed >= 0.5;
  std::string names = names_ == 0 ? "" : std::to_string(names_) + (names_ == 1 ? " file has a name" : " files have names") +
                                             " as ransom programs give, the first is " + shown_path(first_name_);
  if (many || changed_too) {
    std::string detail = count_of(suspicious_, judged_) + " files that can be judged look encrypted, the first is " + shown_path(first_);
    if (changed_too)
      detail += "; " + std::to_string(static_cast<int>(std::min(*changed, 1.0) * 100)) + " % of the files differ from the point before";
    if (!names.empty()) detail += "; " + names;
    detail += ": compare them with the live data, and keep the older points until that is done; where such files are right, the contract's limits.encrypted_share allows more";
    findings.add(CheckLevel::restore, Verdict::fail, Fault::content_encrypted, detail, point);
  } else if (!names.empty()) {
    std::string detail =
        names + "; " + count_of(suspicious_, judged_) + " files that can be judged look encrypted: look at them, and at the live data";
    findings.add(CheckLevel::restore, Verdict::warn, Fault::content_encrypted, detail, point);
  }
}

}  // namespace outdesk
