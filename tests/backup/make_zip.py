"""Zip files: good ones of several makers, and damaged ones."""

import io
import os
import random
import struct
import zipfile
import zlib

import damage
import make_dir
import make_tar
import tree
from bench import NIGHT, need, night, run
from case import Asked


def write_zip(root, method=zipfile.ZIP_DEFLATED, zip64=False):
    """The regular files of the tree.  Python takes names as text and sets the UTF-8 mark, so bytes that are no UTF-8 stay out."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for path in named_files(root):
            info = zipfile.ZipInfo(os.fsdecode(path), (2026, 10, 14, 9, 0, 0))
            info.compress_type, info.external_attr = method, 0o100644 << 16
            with archive.open(info, "w", force_zip64=zip64) as entry, open(os.path.join(os.fsencode(root), path), "rb") as file:
                entry.write(file.read())
    return packed.getvalue()


def named_files(root):
    return [path for path in tree.regular_files(root) if is_text(path)]


def is_text(path):
    return path.decode(errors="replace").encode() == path


def zipped(bench, root, content=None, when=NIGHT):
    """The copy, and the manifest of those files of `root` that are in it."""
    sums = bench.sums(root)
    lines = [line for line in sums.read_bytes().splitlines(keepends=True) if is_text(line)]
    sums.write_bytes(b"".join(lines))
    return Asked(bench.file("srv1.zip", write_zip(root) if content is None else content, when), sums)


def good(bench):
    return zipped(bench, bench.tree())


def good_without_manifest(bench):
    return Asked(bench.file("srv1.zip", write_zip(bench.tree())), policy={"rpo": "24h", "expect": {"paths": ["docs", "photos/IMG_2100.jpg"]}})


def good_stored(bench):
    return zipped(bench, bench.tree(), write_zip(bench.tree(), zipfile.ZIP_STORED))


def good_zip64(bench):
    """64-bit sizes in every entry, as writers use them that do not know the length beforehand."""
    return zipped(bench, bench.tree(), write_zip(bench.tree(), zip64=True))


def good_many(bench):
    """More than 65,535 entries: the count in the end record is not the count."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for number in range(66_000):
            archive.writestr(zipfile.ZipInfo(f"mail/{number % 50:02d}/{number}.eml"), b"" if number else b"first")
    return Asked(bench.file("srv1.zip", packed.getvalue()))


def good_info_zip(bench):
    """Made by zip itself: names in bytes of no particular kind, owners, links as links."""
    root = bench.tree()
    path = bench.copy / "srv1.zip"
    run(need("zip"), "-q", "-r", "-y", path, ".", folder=root)
    os.utime(path, (NIGHT, NIGHT))
    return Asked(path, bench.sums(root))


def good_streamed(bench):
    """Written to a pipe: sizes and sums stand behind the data."""
    root = bench.tree() / "docs"
    content = run(need("zip"), "-q", "-r", "-y", "-", ".", folder=root)
    return Asked(bench.file("srv1.zip", content), bench.sums(root))


def good_with_comment(bench):
    packed = io.BytesIO(write_zip(bench.tree()))
    with zipfile.ZipFile(packed, "a") as archive:
        archive.comment = b"made on Friday, the second of two"
    return zipped(bench, bench.tree(), packed.getvalue())


def good_media(bench):
    root = bench.own_tree()
    damage.only_media(root)
    return zipped(bench, root)


def empty(bench):
    return Asked(bench.file("srv1.zip", b"PK\x05\x06" + bytes(18)))


def empty_by_agreement(bench):
    asked = empty(bench)
    asked.policy = {"expect": {"min_files": 0}}
    return asked


def rewritten(change, stored=False):
    """A maker: the bytes of a good zip go through `change`; there is no manifest."""
    def make(bench):
        content = change(bytearray(write_zip(bench.tree(), zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED)))
        return Asked(bench.file("srv1.zip", bytes(content)))
    return make


def flip_in_entry(content):
    content[content.index(b"photos/IMG_2101.jpg") + 30_000] ^= 8
    return content


def flip_in_text(content):
    content[content.index(b"docs/contracts/contract-3.txt") + 400] ^= 8
    return content


def flip_with_sums(bench):
    """A stored photo loses a bit, and both its sums are made right again: the zip has no fault."""
    asked = zipped(bench, bench.tree(), write_zip(bench.tree(), zipfile.ZIP_STORED))
    tree.rewrite(asked.where, flip_and_repair)
    return asked


def flip_and_repair(content):
    name = b"photos/IMG_2101.jpg"
    header = content.index(name) - 30
    length = struct.unpack_from("<I", content, header + 22)[0]
    start = header + 30 + len(name) + struct.unpack_from("<H", content, header + 28)[0]
    content[start + 30_000] ^= 8
    crc = struct.pack("<I", zlib.crc32(content[start:start + length]))
    content[header + 14:header + 18] = crc
    directory = content.rindex(name) - 46
    content[directory + 16:directory + 20] = crc
    return content


def cut(part):
    return rewritten(lambda content: content[:int(len(content) * part)])


def without_directory(content):
    return content[:content.index(b"PK\x01\x02")]


def half_directory(content):
    return content[:(content.index(b"PK\x01\x02") + len(content)) // 2]


def flip_in_directory(content):
    content[content.index(b"PK\x01\x02") + 2] ^= 4
    return content


def without_head(content):
    """The first part of a file sent in pieces is not there."""
    return content[200_000:]


def with_tail(content):
    return content + b"\nConnection closed by foreign host.\n" * 40


def with_password(bench):
    path = bench.copy / "srv1.zip"
    run(need("zip"), "-q", "-r", "-P", "guess me", path, "contracts", folder=bench.tree() / "docs")
    os.utime(path, (NIGHT, NIGHT))
    return Asked(path)


def changed(change):
    def make(bench):
        root = bench.own_tree()
        sums = zipped(bench, root).manifest
        change(root)
        return Asked(bench.file("srv1.zip", write_zip(root)), sums)
    return make


def encrypted(bench):
    root = bench.own_tree()
    tree.encrypt_tree(root)
    return zipped(bench, root)


def holds(content):
    return lambda bench: Asked(bench.file("srv1.zip", content))


def random_bytes(bench):
    return holds(random.Random(2).randbytes(50_000))(bench)


def a_tar(bench):
    return holds(make_tar.gnu_tar(bench.tree()))(bench)


def stale(bench):
    return Asked(bench.file("srv1.zip", write_zip(bench.tree()), night(10)), policy={"rpo": "24h", "grace": "2h"})


def future(bench):
    return Asked(bench.file("srv1.zip", write_zip(bench.tree()), NIGHT + 3 * 86_400), policy={"rpo": "24h"})


def unreadable(bench):
    asked = good(bench)
    asked.where.chmod(0)
    return make_dir.without_override(asked)


def nowhere(bench):
    return Asked(bench.copy / "never made.zip")
