// What an xz or zstd file holds, by libarchive, which checks their sums.
#pragma once

#include <memory>

#include "verify/byte_source.hpp"

namespace outdesk {

enum class Packing { xz, zstd };

/// Several streams or frames are one.  The whole file is read, its index and last sum too.  A file made without sums is
/// good here: what it holds is judged by a manifest alone.  next() throws ArchiveFault: truncated, decompress,
/// trailing-garbage; {unknown, decompress} where unpacking takes more memory than we give it.
/// The first stream or frame was made without a sum of what it holds: a flipped bit in it may go unnoticed.
bool packed_without_sum(const ArchiveBytes& bytes, Packing packing);
std::unique_ptr<ByteSource> packed_source(const ArchiveBytes& bytes, Packing packing);

}  // namespace outdesk
