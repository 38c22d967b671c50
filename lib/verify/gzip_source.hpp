// What a gzip file holds, by zlib, which checks the sum and the length of every member (RFC 1952; libarchive does not: 8 of
// 8 flipped bits came through it, backup.md fact 2).
#pragma once

#include <memory>

#include "verify/byte_source.hpp"

namespace outdesk {

/// Several members are one stream, and zeros behind the last one are padding, as for gzip(1).  next() throws ArchiveFault:
/// truncated, decompress (a damaged stream, a wrong sum or length), trailing-garbage, bad-magic (no gzip file at all).
std::unique_ptr<ByteSource> gzip_source(const ArchiveBytes& bytes);

}  // namespace outdesk
