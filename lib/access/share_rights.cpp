#include "access/share_rights.hpp"

#include "access/nt_columns.hpp"
#include "base/text.hpp"

namespace outdesk {

namespace {

std::string comparable(std::string_view path, System system) {
  std::string key = system == System::posix ? std::string(path) : without_case(storable(path));
  char separator = system == System::posix ? '/' : '\\';
  if (system == System::windows)
    for (char& c : key)
      if (c == '/') c = separator;
  while (key.size() > 1 && key.back() == separator) key.pop_back();
  return key;
}

bool is_or_lies_above(const std::string& above, const std::string& path, System system) {
  char separator = system == System::windows ? '\\' : '/';
  if (above.empty() || !path.starts_with(above)) return false;
  return path.size() == above.size() || above.back() == separator || path[above.size()] == separator;
}

/// C$, ADMIN$: for administrators, where nobody says more.
bool is_administrative(const ShareFact& share) {
  std::string name = folded(share.name);
  return name == "admin$" || (name.size() == 2 && name[1] == '$');
}

template <class Wanted>
std::vector<const ShareFact*> shares_where(const ServerFacts& facts, Wanted wanted) {
  std::vector<const ShareFact*> found;
  for (const ShareFact& share : facts.shares)
    if (wanted(share)) found.push_back(&share);
  return found;
}

}  // namespace

std::vector<const ShareFact*> shares_of(const Snapshot& snapshot) {
  const ServerFacts& facts = snapshot.facts;
  auto named = [&](const std::string& name) {
    return shares_where(facts, [&](const ShareFact& share) { return folded(share.name) == folded(name); });
  };
  if (!facts.share.empty()) return named(facts.share);
  std::string root = comparable(snapshot.root, facts.system);
  auto found = shares_where(facts, [&](const ShareFact& share) { return is_or_lies_above(comparable(share.path, facts.system), root, facts.system); });
  return found.empty() ? named(storable(label_of(snapshot))) : found;
}

std::vector<std::uint32_t> share_masks(const Snapshot& snapshot, const std::vector<Subject>& people) {
  auto shares = shares_of(snapshot);
  std::vector<Token> tokens;
  for (const Subject& person : people) {
    std::vector<Sid> sids(person.token.sids().begin(), person.token.sids().end());
    for (const Sid& sid : {sids::kEveryone, sids::kNetwork, sids::kAuthenticatedUsers})
      if (!person.token.holds(sid)) sids.push_back(sid);
    tokens.emplace_back(std::move(sids));
  }
  NtColumns columns(tokens);
  std::vector<std::uint32_t> masks(columns.size(), shares.empty() ? nt::kAll : 0);
  for (const ShareFact* share : shares) {
    NtReading reading = read_nt_descriptor(share->descriptor);
    auto grants = columns.grants(reading.descriptor);
    bool told = !share->descriptor.empty() && reading.problem.empty() && grants.told;
    const PeopleBits untold = is_administrative(*share) ? columns.holders(sids::kAdministrators) : all_of(masks.size());
    for (std::size_t i = 0; i < masks.size(); ++i) masks[i] |= told ? grants.masks[i] : has(untold, i) ? nt::kAll : 0;
  }
  return masks;
}

}  // namespace outdesk
