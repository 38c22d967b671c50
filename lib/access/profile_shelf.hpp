// Keeps equal rows of a matrix once.
#pragma once

#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "access/effect.hpp"

namespace outdesk {

class ProfileShelf {
 public:
  /// The place of a row that is equal in all, made where there is none.
  std::uint32_t keep(Profile profile) {
    std::string key(reinterpret_cast<const char*>(profile.levels.data()), profile.levels.size());
    key.append(reinterpret_cast<const char*>(profile.files.data()), profile.files.size());
    key.append(reinterpret_cast<const char*>(profile.masks.data()), profile.masks.size() * sizeof(std::uint32_t));
    auto [known, fresh] = places_.try_emplace(std::move(key), static_cast<std::uint32_t>(profiles_.size()));
    if (fresh) profiles_.push_back(std::move(profile));
    return known->second;
  }
  std::vector<Profile> take() { return std::move(profiles_); }

 private:
  std::unordered_map<std::string, std::uint32_t> places_;
  std::vector<Profile> profiles_;
};

}  // namespace outdesk
