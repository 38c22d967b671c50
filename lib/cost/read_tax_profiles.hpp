// Tax profiles: the ones shipped under templates/tax/ and those that users keep in files.
#pragma once

#include <string>
#include <vector>

#include "cost/tax_profile.hpp"
#include "input/json.hpp"

namespace outdesk::cost {

class TaxProfiles {
 public:
  /// The shipped ones.
  static TaxProfiles shipped();

  /// Adds a file {"schema": "outdesk.taxprofiles/1", "profiles": [...]}; a profile whose id is there
  /// already takes its place.  Throws InputError where the file is not valid.
  void add_file(const std::string& path);
  void add(const JsonNode& root, const std::string& file);

  /// By id or alias, case ignored ("ru-2026").  Throws NotFound, naming what there is for that
  /// country: another year is never taken instead.
  const TaxProfile& find(const std::string& id) const;

  const std::vector<TaxProfile>& all() const { return profiles_; }

 private:
  const TaxProfile* known(const std::string& id) const;
  std::vector<TaxProfile> profiles_;
};

}  // namespace outdesk::cost
