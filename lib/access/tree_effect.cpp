#include "access/effect.hpp"

namespace outdesk {

Effect tree_effect(const Snapshot& snapshot, const std::vector<Subject>& people, EffectOptions options) {
  if (speaks_nt(snapshot)) return nt_effect(snapshot, people, options);
  std::vector<Credential> credentials;
  for (const Subject& person : people) credentials.push_back(person.credential);
  return posix_effect(snapshot, credentials, options);
}

}  // namespace outdesk
