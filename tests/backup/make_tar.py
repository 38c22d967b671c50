"""Archives of tar, plain and packed with gzip, xz or zstd: good ones of every dialect, and damaged ones."""

import gzip
import lzma
import os
import random
import shutil
import struct

import damage
import make_dir
import tree
from bench import NIGHT, need, night, run, set_time
from case import Asked

BLOCK = 512
ENDINGS = {"tar": ".tar", "tgz": ".tar.gz", "txz": ".tar.xz", "tzst": ".tar.zst"}
DIALECT = ("--format=pax", "--xattrs", "--acls")  # the one that keeps all: names, attributes, nanoseconds
ERROR_PAGE = b"<html><head><title>503 Service Unavailable</title></head><body>try again later</body></html>\n"


def gnu_tar(folder, *options, only="."):
    """The folder's tree as tar writes it, names with "./" in front."""
    return run(need("tar"), "-C", folder, *options, "--sort=name", "--numeric-owner", "-cf", "-", only)


def pack(kind, content):
    if kind == "tgz":
        return gzip.compress(content, mtime=0)
    if kind == "txz":
        return lzma.compress(content, preset=1)
    if kind == "tzst":
        return run(need("zstd"), "-qc", stdin=content)
    return content


def archived(bench, content, when=NIGHT):
    """The copy: `content` is a tar file, packed as the kind wants it."""
    return bench.file("srv1" + ENDINGS[bench.kind], pack(bench.kind, content), when)


def asked_of(bench, root, content=None, metadata=True):
    content = gnu_tar(root, *DIALECT) if content is None else content
    return Asked(archived(bench, content), bench.sums(root), bench.metadata(root) if metadata else None)


# Good ones.

def good(bench):
    return asked_of(bench, bench.tree())


def good_without_manifest(bench):
    return Asked(archived(bench, gnu_tar(bench.tree(), *DIALECT)), policy={"rpo": "24h", "expect": {"paths": ["docs", "photos/IMG_2100.jpg"]}})


def good_gnu(bench):
    return asked_of(bench, bench.tree(), gnu_tar(bench.tree(), "--format=gnu"), metadata=False)


def good_ustar(bench):
    """The oldest dialect holds no name of 255 bytes and whole seconds only."""
    root = bench.own_tree()
    for name in os.listdir(os.fsencode(root / "strange")):
        if len(name) > 99:
            os.remove(os.path.join(os.fsencode(root), b"strange", name))
    return asked_of(bench, root, gnu_tar(root, "--format=ustar"), metadata=False)


def good_named(bench):
    """Made with `tar -c *` in the source: no "./" in front of names."""
    root = bench.tree()
    content = run("tar", "-C", root, *DIALECT, "--sort=name", "-cf", "-", "--", *sorted(os.listdir(os.fsencode(root))))
    return asked_of(bench, root, content, metadata=False)


def good_after(change, *options, metadata=True):
    """A maker: the source changed before manifest and archive were made."""
    def make(bench):
        root = bench.own_tree()
        change(root)
        return asked_of(bench, root, gnu_tar(root, *(options or DIALECT)), metadata)
    return make


def good_two_blocks(bench):
    """Ends right after its two zero blocks, not filled up to a record of 10,240 bytes."""
    entries = gnu_tar(bench.tree(), *DIALECT).rstrip(b"\0")
    return asked_of(bench, bench.tree(), entries + bytes(-len(entries) % BLOCK + 2 * BLOCK))


def good_appended(bench):
    """`tar -r` put a newer version of a file behind the old one: the last one counts."""
    root = bench.own_tree()
    path = bench.copy / "plain.tar"
    run("tar", "-C", root, *DIALECT, "--sort=name", "-cf", path, ".")
    tree.rewrite(damage.at(root, damage.NOTE), lambda content: content + b"a line more\n")
    run("tar", "-C", root, *DIALECT, "-rf", path, "./" + damage.NOTE.decode())
    content = path.read_bytes()
    path.unlink()
    return asked_of(bench, root, content, metadata=False)


def good_in_pieces(bench):
    """Several streams one behind the other, as pigz, pixz, pzstd and cat make them, the last one empty."""
    content = gnu_tar(bench.tree(), *DIALECT)
    third = len(content) // 3
    pieces = [content[:third], content[third:2 * third], content[2 * third:], b""]
    asked = asked_of(bench, bench.tree(), content)
    asked.where.write_bytes(b"".join(pack(bench.kind, piece) for piece in pieces))
    set_time(asked.where)
    return asked


def good_zstd_frames(bench):
    """A skippable frame in front, as seekable zstd has it."""
    asked = good(bench)
    asked.where.write_bytes(b"\x50\x2a\x4d\x18" + struct.pack("<I", 9) + b"some note" + asked.where.read_bytes())
    set_time(asked.where)
    return asked


def without_checksum(bench):
    """zstd and xz can leave their checksum out."""
    content = gnu_tar(bench.tree(), *DIALECT)
    asked = asked_of(bench, bench.tree(), content)
    by_zstd = bench.kind == "tzst"
    asked.where.write_bytes(run("zstd", "-qc", "--no-check", stdin=content) if by_zstd else lzma.compress(content, check=lzma.CHECK_NONE, preset=1))
    set_time(asked.where)
    return asked


def good_zero_padded(bench):
    """Zeros behind the end, as tapes and dd leave them."""
    return with_tail(bytes(4096))(bench)


def empty_by_agreement(bench):
    return Asked(archived(bench, bytes(20 * BLOCK)), policy={"expect": {"min_files": 0}})


# Damaged files, whatever is in them.

def rewritten(change):
    """A maker: the bytes of a good copy's file go through `change`."""
    def make(bench):
        asked = good(bench)
        tree.rewrite(asked.where, change)
        return asked
    return make


def rewritten_without_manifest(change):
    def make(bench):
        asked = rewritten(change)(bench)
        asked.manifest = asked.metadata = None
        return asked
    return make


def cut(part):
    """A maker: only so much is left, a share or a number of bytes; negative: so many are missing."""
    return rewritten_without_manifest(lambda content: content[:int(len(content) * part) if isinstance(part, float) else part])


def with_tail(tail):
    return rewritten_without_manifest(lambda content: content + tail)


def holds(content, **policy):
    """A maker: the copy's file holds these bytes."""
    return lambda bench: Asked(bench.file("srv1" + ENDINGS[bench.kind], content), policy=policy)


def holds_packed(content):
    """A maker: packed as it should be, and no tar inside."""
    return lambda bench: Asked(archived(bench, content))


def random_bytes(bench):
    return holds(random.Random(1).randbytes(100_000))(bench)


def of_kind(other):
    """A maker: a good archive of another kind."""
    def make(bench):
        own, bench.kind = bench.kind, other
        asked = good_without_manifest(bench)
        bench.kind = own
        asked.where = asked.where.rename(asked.where.with_name("srv1" + ENDINGS[own]))
        return asked
    return make


def flip_in_stored(bench):
    """A bit of a photo in a gzip file of stored blocks: everything unpacks, only the checksum at the end is wrong."""
    content = gnu_tar(bench.tree(), *DIALECT)
    where = bench.file("srv1.tar.gz", gzip.compress(content, 0, mtime=0))
    at = where.read_bytes().index(b"JFIF") + 30_000
    tree.rewrite(where, tree.flip(at, 3))
    return Asked(where)


def header_of(content, ending):
    """Where the header of the entry begins whose name ends so."""
    at = 0
    while at + BLOCK <= len(content) and content[at]:
        name = content[at:at + 100].rstrip(b"\0")
        if name.endswith(ending) and content[at + 156:at + 157] in b"0\0" and b"PaxHeaders" not in name:
            return at
        at += BLOCK + (int(content[at + 124:at + 135] or b"0", 8) + BLOCK - 1) // BLOCK * BLOCK
    raise LookupError(ending)


def repair_header(content, at):
    """Makes the checksum of the header right again."""
    content[at + 148:at + 156] = b" " * 8
    content[at + 148:at + 156] = b"%06o\0 " % sum(content[at:at + BLOCK])


def retouched(change, metadata=True):
    """A maker: a good tar file goes through `change(bytearray)` before it is packed."""
    def make(bench):
        content = bytearray(gnu_tar(bench.tree(), *DIALECT))
        change(content)
        return asked_of(bench, bench.tree(), bytes(content), metadata)
    return make


def flip_in_data(content):
    content[header_of(content, b"IMG_2101.jpg") + BLOCK + 20_000] ^= 4


def flip_in_header(content):
    content[header_of(content, b"IMG_2101.jpg") + 101] ^= 1


def mode_with_checksum(content):
    at = header_of(content, b"IMG_2101.jpg")
    content[at + 100:at + 107] = b"0000777"
    repair_header(content, at)


def name_with_checksum(content):
    at = header_of(content, b"IMG_2101.jpg")
    content[at:at + 100] = content[at:at + 100].replace(b"2101", b"2109")
    repair_header(content, at)


def early_end(content):
    """Two zero blocks where an entry begins: readers stop there without a word."""
    start = header_before(content, b"IMG_2101.jpg")
    content[start:start + 2 * BLOCK] = bytes(2 * BLOCK)


def header_before(content, ending):
    """Where what belongs to the entry begins: its extended header, where it has one."""
    at = header_of(content, ending)
    walked = 0
    previous = 0
    while walked < at:
        previous = walked
        walked += BLOCK + (int(content[walked + 124:walked + 135] or b"0", 8) + BLOCK - 1) // BLOCK * BLOCK
    return previous if content[previous + 156:previous + 157] == b"x" else at


def cut_between_entries(with_manifest):
    """A maker: the file ends where an entry begins, with no end mark: readers take that for the end."""
    def make(bench):
        content = gnu_tar(bench.tree(), *DIALECT)
        asked = asked_of(bench, bench.tree(), content[:header_before(content, b"IMG_2101.jpg")])
        if not with_manifest:
            asked.manifest = asked.metadata = None
        return asked
    return make


def two_archives(bench):
    """Two whole archives one behind the other: readers see the first only."""
    root = bench.tree()
    first = gnu_tar(root, *DIALECT, only="./docs")
    asked = asked_of(bench, root)
    asked.where.write_bytes(pack(bench.kind, first) + asked.where.read_bytes())
    set_time(asked.where)
    return asked


# Trees that changed, and what is wrong with the source.

def changed(change, metadata=True):
    """A maker: the source changed between manifest and archive."""
    def make(bench):
        root = bench.own_tree()
        sums, table = bench.sums(root), bench.metadata(root) if metadata else None
        change(root)
        return Asked(archived(bench, gnu_tar(root, *DIALECT)), sums, table)
    return make


def changed_sums_only(change):
    return changed(change, metadata=False)


def only_folders(bench):
    root = bench.folder / "src"
    (root / "docs" / "letters").mkdir(parents=True)
    return Asked(archived(bench, gnu_tar(root)))


def expected_path_missing(bench):
    root = bench.own_tree()
    shutil.rmtree(root / "photos")
    return Asked(archived(bench, gnu_tar(root)), policy={"expect": {"paths": ["docs", "photos"]}})


def encrypted(manifest=None, **how):
    def make(bench):
        asked = make_dir.encrypted(manifest, **how)(bench)
        asked.where = archived(bench, gnu_tar(asked.where, *DIALECT))
        shutil.rmtree(bench.copy / "mirror")
        set_time(asked.where)
        return asked
    return make


def stale(bench):
    return Asked(archived(bench, gnu_tar(bench.tree()), night(10)), policy={"rpo": "24h", "grace": "2h"})


def future(bench):
    return Asked(archived(bench, gnu_tar(bench.tree()), NIGHT + 3 * 86_400), policy={"rpo": "24h"})


def unreadable(bench):
    asked = good(bench)
    asked.where.chmod(0)
    return make_dir.without_override(asked)


def nowhere(bench):
    return Asked(bench.copy / ("never made" + ENDINGS[bench.kind]))
