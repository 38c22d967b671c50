// Documents like a client's monthly package, made up by arithmetic: the same at every run.
#pragma once

#include <string>

#include "output/document.hpp"

namespace outdesk::sample {

/// A report in the document's language: summary with cards and decisions, deadlines with two charts
/// and a reconciliation, days of backups beside test restores, a long list.
Document report(Language language);

/// A matrix of `folders` x `people` with departments, changes, people dismissed, an unread folder.
Document matrix(Language language, std::size_t folders, std::size_t people);

/// Texts that would like to do harm.
Document hostile();

}  // namespace outdesk::sample
