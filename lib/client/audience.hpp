// For whom a package of the month is made (package.md 3.1).
#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace outdesk {

/// The director gets all of it, owners of data what concerns access alone, the office neither the matrix nor columns that name people.
enum class Audience { director, owners, office };
constexpr std::array<Audience, 3> kAudiences = {Audience::director, Audience::owners, Audience::office};

/// As contracts and command lines write it: "director".
std::string_view name_of(Audience audience);
/// Empty for any other word.
std::optional<Audience> audience_named(std::string_view name);

}  // namespace outdesk
