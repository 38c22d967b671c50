// Access lists that Windows' own commands write: icacls /save, and Get-Acl | Export-Csv.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "access/sddl.hpp"

namespace outdesk {

/// One object as it was listed.
struct WindowsListing {
  std::string path;        ///< as written, a PowerShell provider's name left off; storable text
  NtReading reading;       ///< without owner and group where the source has none
  bool owner_known = false;
  long line = 0;           ///< of the path, from 1
};
using ListingVisitor = std::function<void(const WindowsListing&)>;

/// The file of `icacls /save`: a line with the path, a line with the access list alone.  Any encoding of utf8_of.
/// Throws InputError with `file` and line for a path without a list.  A list that is no SDDL is given to `visit` with
/// its problem: one odd folder does not hide the others.
void read_icacls(std::string_view bytes, const std::string& file, const SidContext& context, const ListingVisitor& visit);

/// The file of `Get-Acl … | select Path,Owner,Sddl | Export-Csv`: columns Path and Sddl by name, comma or semicolon.
void read_get_acl(std::string_view bytes, const std::string& file, const SidContext& context, const ListingVisitor& visit);

}  // namespace outdesk
