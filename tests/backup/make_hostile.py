"""Archives that somebody made to do harm: entries that lead out of the folder they are unpacked in, and entries that
unpack to more than there is.  Each aims at the case's canary folder, which must not change."""

import gzip
import io
import lzma
import tarfile
import zipfile

import make_tar
from bench import need, run
from case import Asked

EVIL = b"written by a hostile archive\n"
GIGA = 1 << 30


class Tar:
    """A tar file entry by entry, names as they are given."""

    def __init__(self, form=tarfile.GNU_FORMAT):
        self._bytes = io.BytesIO()
        self._tar = tarfile.open(fileobj=self._bytes, mode="w", format=form)
        self.file("first.txt", b"an honest file\n")

    def entry(self, name, kind, target="", mode=0o644, **more):
        info = tarfile.TarInfo(name)
        info.type, info.linkname, info.mode, info.mtime = kind, target, mode, 1_792_000_000
        for key, value in more.items():
            setattr(info, key, value)
        self._tar.addfile(info)
        return self

    def file(self, name, content):
        info = tarfile.TarInfo(name)
        info.size, info.mtime = len(content), 1_792_000_000
        self._tar.addfile(info, io.BytesIO(content))
        return self

    def folder(self, name):
        return self.entry(name, tarfile.DIRTYPE, mode=0o755)

    def link(self, name, target):
        return self.entry(name, tarfile.SYMTYPE, target, 0o777)

    def hard_link(self, name, target):
        return self.entry(name, tarfile.LNKTYPE, target)

    def raw(self, content):
        """Bytes as they are, a whole number of blocks."""
        self._bytes.write(content)
        self._tar.offset += len(content)
        return self

    def content(self):
        self.file("last.txt", b"another honest file\n")
        self._tar.close()
        return self._bytes.getvalue()


def up_to(path):
    """A relative way from any folder to the absolute `path`."""
    return "../" * 30 + str(path).lstrip("/")


def of_tar(fill):
    """A maker: `fill(tar, bench)` puts the entries in."""
    def make(bench):
        archive = Tar()
        fill(archive, bench)
        return Asked(make_tar.archived(bench, archive.content()))
    return make


def parent(archive, bench):
    archive.file("../evil.txt", EVIL)


def far_parent(archive, bench):
    archive.file(up_to(bench.canary / "evil.txt"), EVIL)


def parent_inside(archive, bench):
    archive.folder("docs").file("docs/" + up_to(bench.canary / "evil.txt"), EVIL)


def absolute(archive, bench):
    archive.file(str(bench.canary / "evil.txt"), EVIL)


def through_link(archive, bench):
    archive.link("out", str(bench.canary)).file("out/evil.txt", EVIL)


def many_hops(archive, bench):
    """Each link stays inside by its text, "a/LINK/../..", and goes two folders up in truth; sixteen of them reach the root."""
    archive.folder("a").link("a/0", ".")
    for number in range(16):
        archive.link(f"a/{number + 1}", f"{number}/../..")
    archive.file("a/16/" + str(bench.canary / "evil.txt").lstrip("/"), EVIL)


def link_then_folder(archive, bench):
    """A folder entry of the link's name must not follow it: mode and time of the place outside would change."""
    archive.link("out", str(bench.canary)).entry("out", tarfile.DIRTYPE, mode=0o700)


def link_replaced(archive, bench):
    """A file over a link: the file it leads to must stay."""
    archive.link("out", str(bench.canary / "secret")).file("out", EVIL)


def hard_link_out(archive, bench):
    archive.hard_link("out", str(bench.canary / "secret")).file("out", EVIL)


def hard_link_up(archive, bench):
    archive.hard_link("out", up_to(bench.canary / "secret")).file("out", EVIL)


def hard_link_over_link(archive, bench):
    archive.link("way", str(bench.canary)).hard_link("out", "way/secret").file("out", EVIL)


def character_device(archive, bench):
    archive.entry("null", tarfile.CHRTYPE, mode=0o666, devmajor=1, devminor=3)


def block_device(archive, bench):
    archive.entry("disk", tarfile.BLKTYPE, mode=0o666, devmajor=7, devminor=0)


def name_of_nothing(archive, bench):
    archive.entry("", tarfile.REGTYPE)


def duplicate(archive, bench):
    archive.file("docs/a.txt", b"the first\n").file("docs/a.txt", b"the second\n")


def file_and_folder(archive, bench):
    """One name as a file and as a folder with something in it."""
    archive.file("docs", b"a file\n").file("docs/a.txt", b"inside it\n")


def deep(archive, bench):
    """Deeper than a path of the system can be long."""
    archive.file("d/" * 20_000 + "bottom.txt", b"far down\n")


def long_name(archive, bench):
    archive.file("n" * 70_000, b"no file system has it\n")


def huge_claim(archive, bench):
    """Says 8 EiB and has one block."""
    info = tarfile.TarInfo("huge.img")
    info.size = (1 << 63) - 1
    archive.raw(info.tobuf(tarfile.GNU_FORMAT)).raw(bytes(512))


def negative_size(archive, bench):
    info = tarfile.TarInfo("negative.img")
    header = bytearray(info.tobuf(tarfile.GNU_FORMAT))
    header[124:136] = b"\xff" * 12  # base 256, -1
    make_tar.repair_header(header, 0)
    archive.raw(bytes(header)).raw(bytes(512))


def sparse_giant(archive, bench):
    """A GNU sparse file of 8 TiB that has 512 bytes."""
    size = 8 << 40
    info = tarfile.TarInfo("giant.img")
    info.size, info.type = 512, tarfile.GNUTYPE_SPARSE
    header = bytearray(info.tobuf(tarfile.GNU_FORMAT))
    def number(value):
        return b"\x80" + value.to_bytes(11, "big")
    header[386:410] = number(size - 512) + number(512)
    header[483:495] = number(size)
    make_tar.repair_header(header, 0)
    archive.raw(bytes(header)).raw(b"x" * 512)


def bomb(bench):
    """A gigabyte of zeros in a few kilobytes; 50 MB are allowed."""
    info = tarfile.TarInfo("zeros.img")
    info.size = GIGA
    content = info.tobuf(tarfile.GNU_FORMAT)
    where = bench.copy / ("srv1" + make_tar.ENDINGS[bench.kind])
    if bench.kind == "tgz":
        # One member holds 16 MB, and the same bytes follow 64 times: concatenation is what a gzip file may be.
        part = gzip.compress(bytes(GIGA // 64), mtime=0)
        packed = gzip.compress(content, mtime=0) + part * 64 + gzip.compress(bytes(1024), mtime=0)
    elif bench.kind == "txz":
        part = lzma.compress(bytes(GIGA // 64), preset=0)
        packed = lzma.compress(content) + part * 64 + lzma.compress(bytes(1024))
    else:
        part = run(need("zstd"), "-qc", stdin=bytes(GIGA // 64))
        packed = make_tar.pack("tzst", content) + part * 64 + make_tar.pack("tzst", bytes(1024))
    where.write_bytes(packed)
    return Asked(make_tar.set_time(where), policy={"limits": {"expand_mb": 50}})


def default_bomb(bench):
    """128 GiB of zeros in 3 MB of zstd, and no limit agreed: the program's own must hold."""
    info = tarfile.TarInfo("zeros.img")
    info.size = 128 * GIGA
    part = run(need("zstd"), "-qc", stdin=bytes(GIGA // 16))
    packed = make_tar.pack("tzst", info.tobuf(tarfile.GNU_FORMAT)) + part * (128 * 16) + make_tar.pack("tzst", bytes(1024))
    return Asked(bench.file("srv1.tar.zst", packed))


def many_entries(bench):
    """200,000 empty files and one that is not: many, and nothing wrong."""
    empty = []
    info = tarfile.TarInfo()
    info.mtime = 1_792_000_000
    for number in range(200_000):
        info.name = f"mail/{number % 100:02d}/{number}.eml"
        empty.append(info.tobuf(tarfile.USTAR_FORMAT))
    info.name, info.size = "mail/index", 5
    content = b"".join(empty) + info.tobuf(tarfile.USTAR_FORMAT) + b"index".ljust(512, b"\0") + bytes(1024)
    return Asked(make_tar.archived(bench, content))


# Zip.

def zip_of(entries):
    """A zip file of pairs: name or ZipInfo, bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("first.txt", b"an honest file\n")
        for name, content in entries:
            archive.writestr(name, content)
    return packed.getvalue()


def of_zip(fill):
    """A maker: `fill(bench)` gives the entries."""
    return lambda bench: Asked(bench.file("srv1.zip", zip_of(fill(bench))))


def zip_link(name, target):
    info = zipfile.ZipInfo(name)
    info.create_system, info.external_attr = 3, 0o120777 << 16
    return info, str(target)


def zip_parent(bench):
    return [("../evil.txt", EVIL)]


def zip_far_parent(bench):
    return [("docs/" + up_to(bench.canary / "evil.txt"), EVIL)]


def zip_absolute(bench):
    info = zipfile.ZipInfo("x")
    info.filename = str(bench.canary / "evil.txt")
    return [(info, EVIL)]


def zip_through_link(bench):
    return [zip_link("out", bench.canary), ("out/evil.txt", EVIL)]


def zip_bomb(bench):
    return Asked(bench.file("srv1.zip", zip_of([("zeros.img", bytes(GIGA // 4))])), policy={"limits": {"expand_mb": 50}})


def zip_overlap(bench):
    """Every name of the directory points at the same data: 2,000 times 1 MB out of 1 KB."""
    honest = zip_of([("zeros.img", bytes(1_000_000))])
    directory = honest.index(b"PK\x01\x02", honest.index(b"zeros.img"))
    entry = honest[honest.index(b"PK\x01\x02", directory + 1) if honest.count(b"PK\x01\x02") > 1 else directory:honest.index(b"PK\x05\x06")]
    entries = b"".join(entry.replace(b"zeros.img", b"z%08d" % number) for number in range(2000))
    end = honest[honest.index(b"PK\x05\x06"):]
    start = honest.index(b"PK\x01\x02")
    end = end[:8] + (2000).to_bytes(2, "little") * 2 + len(entries).to_bytes(4, "little") + start.to_bytes(4, "little") + end[20:]
    return Asked(bench.file("srv1.zip", honest[:start] + entries + end), policy={"limits": {"expand_mb": 50}})


def zip_two_names(bench):
    """The directory says one name, the entry itself another that leads out."""
    name = str(bench.canary / "evil.txt").encode()
    honest = zip_of([("e" * len(name), EVIL)])
    return Asked(bench.file("srv1.zip", honest.replace(b"e" * len(name), name, 1)))
