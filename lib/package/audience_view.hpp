// What each of a package's readers may see (package.md 3.1).
#pragma once

#include "package/package_input.hpp"

namespace outdesk {

/// `input` as `audience` gets it: the director all of it; owners of data what concerns access alone; the office everything
/// but access and the columns that name people.  Texts that people wrote (subjects, comments) stay as they are.
PackageInput for_audience(PackageInput input, Audience audience);

}  // namespace outdesk
