"""Segments of a borg repository (version 1): entries, each with a CRC-32 that can be made right again.

A segment is the magic "BORG_SEG" and entries; an entry is CRC-32, size and tag (little-endian, 4 + 4 + 1 bytes), for PUT and
DELETE a key of 32 bytes, and for PUT the data.  The CRC covers everything behind itself; the size counts the whole entry.
"""

import struct
import zlib
from dataclasses import dataclass

MAGIC = b"BORG_SEG"
HEADER = struct.Struct("<IIB")
PUT, DELETE, COMMIT = 0, 1, 2
KEY = 32


@dataclass(frozen=True)
class Entry:
    offset: int
    size: int
    tag: int
    key: bytes

    @property
    def data(self):
        return self.offset + HEADER.size + KEY


def entries_of(content):
    if content[:len(MAGIC)] != MAGIC:
        raise ValueError("not a segment")
    found = []
    at = len(MAGIC)
    while at < len(content):
        crc, size, tag = HEADER.unpack_from(content, at)
        if size < HEADER.size or at + size > len(content) or crc != zlib.crc32(content[at + 4:at + size]):
            raise ValueError(f"not an entry at {at}")
        found.append(Entry(at, size, tag, bytes(content[at + HEADER.size:at + HEADER.size + KEY]) if tag in (PUT, DELETE) else b""))
        at += size
    return found


def repair(content, entry):
    """Makes the CRC of the entry right for what it holds now."""
    struct.pack_into("<I", content, entry.offset, zlib.crc32(content[entry.offset + 4:entry.offset + entry.size]))
