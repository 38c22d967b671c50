// The comments that dumping programs open and close their dumps with.
#pragma once

#include <string>
#include <string_view>

namespace outdesk {

/// Bytes at either end of a dump in which its marks stand.
inline constexpr std::size_t kDumpMarks = 4096;

enum class DumpProgram { none, pg_dump, pg_dumpall, mysqldump, php_my_admin };

/// Which program wrote what begins so; none where no mark of any stands there.
DumpProgram program_of_dump(std::string_view start);
/// "a dump of MySQL or MariaDB", "a gzip file": for findings about the wrong kind of file; empty where nothing is known.
std::string kind_of_dump(std::string_view start);
/// Text with a line that begins as SQL does, and no zeros.
bool looks_like_sql(std::string_view start);
/// UTF-16, as PowerShell's `>` writes it: no client can load it.
bool is_utf16(std::string_view start);

/// True for the closing comment of that program, alone on its line.
bool is_closing_comment(DumpProgram program, std::string_view line);
/// True where the last bytes of a dump hold its closing comment, and behind it come only comments, blank lines and
/// pg_dump's "\unrestrict".
bool has_closing(DumpProgram program, std::string_view tail);
/// What even a dump without comments ends with: mysqldump gives back the settings that it took at its start.  True where
/// the start took none.
bool settings_given_back(std::string_view start, std::string_view tail);

}  // namespace outdesk
