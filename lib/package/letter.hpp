// LETTER.txt: the body of the mail that brings a package.
#pragma once

#include "package/package_documents.hpp"

namespace outdesk {

/// Title, lead, decisions, corrections, lights and files as plain text in the client's language: LF line ends, at most 76
/// columns where words allow it.  `files`: names of the package's other files.
std::string letter_text(const PackageInput& input, const PackageContent& content, const std::vector<std::string>& files);

}  // namespace outdesk
