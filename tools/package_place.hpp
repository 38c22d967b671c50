// Where a run finds and leaves packages.
#pragma once

#include "command.hpp"

namespace outdesk {

/// The folder that the store lies in.
std::string folder_of_store(const std::string& store);

/// --dir, else -o, else the folder "packages" beside the store.
std::string packages_folder(const Context& context, const Options& options);

}  // namespace outdesk
