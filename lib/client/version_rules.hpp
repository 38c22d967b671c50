// Versions of programs, and the patterns by which contracts name programs and devices.
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace outdesk {

/// Whether `text` fits `pattern`: * is any text, ? one character; case aside, ё as е.  The whole text has to fit.
/// Takes at most as many steps as the two lengths multiplied.
bool fits_pattern(std::string_view text, std::string_view pattern);
/// The same where both are folded() already: for many texts against many patterns.
bool fits_folded(std::string_view text, std::string_view pattern);
/// Why `pattern` is none (empty, longer than 200 characters); empty where it is one.
std::string not_a_pattern(std::string_view pattern);

/// Compares "10.0.19045" and "10.0.2": runs of digits as numbers (of any length), runs of letters as words, case aside; what
/// stands between is a divider.  A missing part is older than any number and any word ("1.0" < "1.0a" < "1.0.1"), as Debian has
/// it; only words that announce a release (alpha, beta, rc…) are older than nothing, as in semver: "1.0rc1" < "1.0".
/// A "v" before the first number says nothing.
std::strong_ordering compare_versions(std::string_view a, std::string_view b);

/// Why `condition` is none; empty where it is one.  ">=19, <25" (all must hold), "=7.2", "10.*" (a pattern), several by ",".
std::string not_a_version_condition(std::string_view condition);
/// An empty condition holds for every version, an unknown version ("") for the empty condition alone.
bool version_fits(std::string_view version, std::string_view condition);

}  // namespace outdesk
