// One snapshot as one file: made on a server by `access-audit scan PATH -o FILE`, read where the client's store lies.
#pragma once

#include <string>
#include <string_view>

#include "access/snapshot.hpp"

namespace outdesk {

/// The bytes of the file, the same for snapshots that hold the same:
///
///   line 1    outdesk-access-snapshot/1
///   line 2    one JSON object: root_text, taken, made_by, counts, vanished, identities_source, root (base64), facts, identities;
///             root_text is for people's eyes alone
///   then      each descriptor: length, bytes; each folder: steps back to its parent (0 for the root), length of the name,
///             name, place of its descriptor + 1 (0 where it has none), one byte of Unread; each of `above`: place + 1
///   last 32   SHA-256 of all before it
///
/// Lengths, steps and places are LEB128 in its shortest form.  `made_by` is the version of the program that writes.
/// `snapshot` is arranged.
std::string snapshot_file(const Snapshot& snapshot, const std::string& made_by);

/// True where the first line claims a snapshot file, of this format or a newer one.
bool is_snapshot_file(std::string_view bytes);

/// The snapshot in `bytes`, arranged.  A folder whose access list no longer reads is Unread::damaged.  Throws InputError with
/// `file` and place: no such file, a newer format, a sum that does not fit (cut short, changed), and, whatever the sum says,
/// anything that snapshot_file could not have written: places outside, names that are none, two siblings of one name,
/// folders more than kDeepest + 1 deep, descriptors of another system, over 50 million folders.  No count is
/// believed before the bytes for it are there.
Snapshot read_snapshot_file(std::string_view bytes, const std::string& file);

}  // namespace outdesk
