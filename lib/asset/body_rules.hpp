// The content of a device as bytes: what its digest covers, and how its programs lie in the store.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "asset/asset.hpp"
#include "base/sha256.hpp"

namespace outdesk {

/// Components as canonical JSON.
std::string parts_text(const std::map<std::string, std::string>& parts);

/// SHA-256 of the components, a newline, and a line for each program ("name TAB version TAB publisher") in the order of text;
/// "-" in place of programs that are not listed.
Digest content_digest(const AssetBody& body);

/// Ascending numbers as differences, seven bits a byte, the last byte of each with its top bit clear.
std::string packed_numbers(const std::vector<std::int64_t>& ascending);
/// Empty where the bytes are no such list.
std::optional<std::vector<std::int64_t>> unpacked_numbers(std::string_view bytes);

/// What is known after a look that saw only some of it.
AssetBody merged_body(const AssetBody& known, const AssetBody& partial);

}  // namespace outdesk
