// The words of Bacula's catalog, as plain values.  Pure.
//
// Source: Bacula 9.6 (jcr.h: job states; encode_stat(): LStat), and catalogs that the real programs wrote.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "backup/restore_point.hpp"
#include "base/zone.hpp"

namespace outdesk {

/// What a status letter of the catalog's Job table means.  T and W with errors are warnings; letters that nobody knows
/// are failures: what is not understood is not a backup.
RestorePoint::State bacula_state(char status, std::int64_t errors);
/// "the job was cancelled".
std::string_view bacula_status_words(char status);

/// What LStat says of a file.
struct BaculaStat {
  std::int64_t mode = 0, links = 0, uid = 0, gid = 0, size = 0, mtime = 0;
  std::int64_t link_index = 0;  ///< FileIndex of the name under which a hard link's data stand; 0: here
  bool operator==(const BaculaStat&) const = default;
};
/// Empty where it is no LStat.
std::optional<BaculaStat> read_bacula_stat(std::string_view lstat);

/// The bytes of a digest in the catalog (16 MD5, 20 SHA-1, 32 SHA-256, 64 SHA-512); empty for "0", "" and anything else.
std::string read_bacula_digest(std::string_view base64_text);

/// The times of a job as the catalog has them: wall clocks of the Director's machine, and one unix time.
struct BaculaTimes {
  std::string scheduled, start, end;
  std::int64_t unix_time = 0;  ///< JobTDate: of the end; of the scheduled time while the job runs
};
struct BaculaSpan {
  Instant start;
  std::optional<Instant> end;
};
/// JobTDate pins the clock's offset from UTC; where it says nothing, `zone` (null: UTC) does.  Empty where there is no start.
std::optional<BaculaSpan> read_bacula_times(const BaculaTimes& times, const Zone* zone);

/// The start of the run that an incremental or differential rests on, as its log tells it ("Backup Level: Incremental,
/// since=2026-11-26 16:36:58") and as the catalog has that run's StartTime; "" where it does not.
std::string bacula_since(std::string_view log);

/// A volume's name as Bacula allows it, and that is no way out of its folder.
bool is_bacula_volume_name(std::string_view name);
/// The name of a resource (job, client) as Bacula allows it; such a name needs no care inside double quotes.
bool is_bacula_name(std::string_view name);

}  // namespace outdesk
