// Security descriptors as text (MS-DTYP 2.5.1), as Windows writes them and as people and tools write them.
#pragma once

#include <string_view>

#include "access/nt_descriptor.hpp"

namespace outdesk {

/// Whose accounts names such as "DA" (domain administrators) and "LA" (the machine's administrator) mean.  An
/// empty SID: such a name is refused.
struct SidContext {
  Sid domain, machine, forest;
};

/// The SID that two letters stand for; empty where there is none, or the context lacks its domain.
Sid sid_of_alias(std::string_view alias, const SidContext& context);

/// Reads a descriptor, or its access list alone ("D:…" of `icacls /save`).  Refused, with the place: an unknown
/// section, kind of entry, flag, right or name; a field too few or too many; a SID or GUID that is none; anything
/// behind the end.  Masks may be names, hex, decimal or octal; a list that says NO_ACCESS_CONTROL is a NULL list.
NtReading read_sddl(std::string_view text, const SidContext& context = {});

}  // namespace outdesk
