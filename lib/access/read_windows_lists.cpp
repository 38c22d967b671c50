#include "access/read_windows_lists.hpp"

#include <algorithm>
#include <optional>
#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"
#include "input/csv.hpp"
#include "input/encoding.hpp"

namespace outdesk {

namespace {

/// "Microsoft.PowerShell.Core\FileSystem::D:\share" is "D:\share".
std::string plain_path(std::string_view path) {
  std::size_t provider = path.find("::");
  if (provider != path.npos) path.remove_prefix(provider + 2);
  // What cannot be stored is shown escaped, and no escape may look like one more folder.
  std::string plain;
  for (std::string_view part : split(path, '\\')) plain += (plain.empty() && part.data() == path.data() ? "" : "\\") + replaced(storable(part), "\\", "\xE2\x88\x96");
  return plain;
}

/// A system list that icacls appends says nothing that was asked for, and is sometimes no SDDL ("S:PAINO_ACCESS_CONTROL").
std::string_view without_system_list(std::string_view sddl) {
  for (std::size_t at = sddl.find("S:"); at != sddl.npos; at = sddl.find("S:", at + 1))
    if (sddl.substr(at + 2).find('(') == sddl.npos && sddl.substr(at + 2).find("NO_ACCESS_CONTROL") != sddl.npos) return sddl.substr(0, at);
  return sddl;
}

}  // namespace

void read_icacls(std::string_view bytes, const std::string& file, const SidContext& context, const ListingVisitor& visit) {
  std::string text = utf8_of(bytes);
  std::optional<WindowsListing> open;
  long number = 0;
  for (std::string_view line : split(text, '\n')) {
    ++number;
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) continue;
    if (!open) {
      open.emplace();
      open->path = plain_path(line);
      open->line = number;
      continue;
    }
    if (!line.starts_with("D:"))
      throw InputError(file, number, "no access list follows the path " + in_quotes(open->path), "make the file with 'icacls FOLDER /save FILE /T /C'");
    open->reading = read_sddl(without_system_list(line), context);
    bool unended = line.data() + line.size() == text.data() + text.size();
    if (unended && !open->reading.problem.empty())
      throw InputError(file, number, "the access list of " + in_quotes(open->path) + " is cut short", "the file is cut short: save it again");
    visit(*open);
    open.reset();
  }
  if (open) throw InputError(file, open->line, "no access list follows the path " + in_quotes(open->path), "the file is cut short: save it again");
}

void read_get_acl(std::string_view bytes, const std::string& file, const SidContext& context, const ListingVisitor& visit) {
  std::string text = utf8_of(bytes);
  CsvReader csv(text, delimiter_of(text), file);
  std::vector<std::string_view> cells;
  constexpr std::size_t kNone = std::string::npos;
  std::size_t path = kNone, sddl = kNone;
  while (csv.next(cells)) {
    if (path == kNone || sddl == kNone) {
      for (std::size_t i = 0; i < cells.size(); ++i) {
        if (folded(cells[i]) == "path") path = i;
        if (folded(cells[i]) == "sddl") sddl = i;
      }
      if (path != kNone && sddl != kNone) continue;
      if (cells.size() == 1 && cells[0].starts_with("#TYPE")) continue;  // without -NoTypeInformation
      throw InputError(file, csv.line(), "no columns 'Path' and 'Sddl'", "export them with: select Path,Owner,Sddl | Export-Csv -NoTypeInformation -Encoding UTF8");
    }
    if (cells.size() <= std::max(path, sddl)) throw InputError(file, csv.line(), "a row with " + std::to_string(cells.size()) + " cells");
    WindowsListing listing{plain_path(cells[path]), read_sddl(cells[sddl], context), false, csv.line()};
    listing.owner_known = listing.reading.descriptor.owner.has_value();
    visit(listing);
  }
}

}  // namespace outdesk
