// What is wrong with a store as a database.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "store/db.hpp"
#include "store/schema.hpp"

namespace outdesk {

/// Integrity and references alone, whatever the schema.
std::vector<std::string> content_damage(Db& db);

/// What the database itself finds wrong: integrity, references, and tables, indexes and triggers that are not
/// those of this program.  In words; empty where all is well.
std::vector<std::string> database_damage(Db& db, const Schema& known = schema());

/// What stands in a database ("trigger 'x'") and how each thing is made.
using DatabaseThings = std::map<std::string, std::string>;
/// What is missing, was changed or does not belong there, in words.
std::vector<std::string> different_things(const DatabaseThings& expected, const DatabaseThings& there);

}  // namespace outdesk
