// Somebody whose access is asked about: as a POSIX machine knows him, as Windows does, or both (Samba).
#pragma once

#include <string>
#include <vector>

#include "access/nt_rules.hpp"
#include "access/posix_rules.hpp"

namespace outdesk {

struct Subject {
  std::string account;
  Credential credential;
  Token token = Token({});
  std::vector<Sid> roots = {};  ///< of the token: what he is before any membership
};

}  // namespace outdesk
