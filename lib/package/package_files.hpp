// Names of a package's folder and files, in one place.
#pragma once

#include <string>

#include "base/instant.hpp"

namespace outdesk {

constexpr const char* kReportPage = "report.html";
constexpr const char* kReportBook = "report.xlsx";
constexpr const char* kAccessBook = "access.xlsx";
constexpr const char* kDataFile = "data.json";
constexpr const char* kManifestFile = "manifest.json";
constexpr const char* kSumsFile = "SHA256SUMS";

/// "romashka_2025-09".
inline std::string package_name(const std::string& client, Month month) {
  return client + "_" + to_text(month);
}

}  // namespace outdesk
