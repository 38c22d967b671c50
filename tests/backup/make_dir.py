"""Copies that are folders: a mirror of the source with its manifest."""

import os
import shutil

import damage
import tree
from bench import NIGHT, copy_tree, need, need_root, run, set_time
from case import Asked


def mirror_of(bench, root):
    """Where the copy lies; the folder's own time says when it was taken."""
    return set_time(copy_tree(root, bench.copy / "mirror"), NIGHT)


def good(bench):
    root = bench.tree()
    return Asked(mirror_of(bench, root), bench.sums(root), bench.metadata(root))


def good_without_manifest(bench):
    return Asked(mirror_of(bench, bench.tree()))


def good_with_terms(bench):
    asked = good(bench)
    asked.policy = {"rpo": "24h", "grace": "2h", "min_points": 1, "limits": {"size_drop": "0.5"},
                    "expect": {"min_files": 50, "paths": ["docs", "strange/план работ на ноябрь.txt"]}}
    return asked


def good_after(change):
    """A maker: the source changed before manifest and copy were made, so all agree."""
    def make(bench):
        root = bench.own_tree()
        change(root)
        return Asked(mirror_of(bench, root), bench.sums(root), bench.metadata(root))
    return make


def changed(change):
    """A maker: the copy changed after its manifest was made."""
    def make(bench):
        root = bench.tree()
        asked = Asked(mirror_of(bench, root), bench.sums(root), bench.metadata(root))
        change(asked.where)
        set_time(asked.where, NIGHT)
        return asked
    return make


def changed_without_table(change):
    def make(bench):
        asked = changed(change)(bench)
        asked.metadata.unlink()
        asked.metadata = None
        return asked
    return make


def native_sums(bench):
    """The manifest that people have: find and sha256sum, names with "./" in front."""
    root = bench.tree()
    need("sha256sum")
    sums = bench.terms / "SHA256SUMS"
    sums.write_bytes(run("sh", "-c", "find . -type f -print0 | xargs -0 sha256sum", folder=root))
    return Asked(mirror_of(bench, root), sums)


def starred_sums(bench):
    """Sums as `sha256sum -b` writes them."""
    root = bench.tree()
    return Asked(mirror_of(bench, root), bench.sums(root, star=True))


def sparse(root):
    """A file that is mostly hole."""
    with open(os.path.join(os.fsencode(root), b"disk.img"), "wb") as file:
        file.write(b"boot sector\n")
        file.seek(24_000_000)
        file.write(b"the only other data\n")
        file.truncate(40_000_000)


def outside_links(root):
    """Links as /etc has them: to absolute places, and up and out.  Nothing is written through them."""
    root = os.fsencode(root)
    os.symlink(b"/usr/share/zoneinfo/Europe/Moscow", os.path.join(root, b"localtime"))
    os.symlink(b"../../../../../../etc/hostname", os.path.join(root, b"docs/name of the machine"))
    os.symlink(b".", os.path.join(root, b"docs/ring"))
    tree.set_times(root)


def empty(bench):
    place = bench.copy / "mirror"
    place.mkdir()
    return Asked(set_time(place))


def empty_by_agreement(bench):
    asked = empty(bench)
    asked.policy = {"expect": {"min_files": 0}}
    return asked


def only_folders(bench):
    place = bench.copy / "mirror"
    (place / "docs" / "letters").mkdir(parents=True)
    (place / "photos").mkdir()
    return Asked(set_time(place))


def too_few(bench):
    return Asked(mirror_of(bench, bench.tree()), policy={"expect": {"min_files": 10_000}})


def expected_path_missing(bench):
    place = mirror_of(bench, bench.tree())
    shutil.rmtree(place / "photos")
    return Asked(set_time(place), policy={"expect": {"paths": ["docs", "photos"]}})


def set_all_times(place, when):
    for folder, _, files in os.walk(place):
        for name in files:
            os.utime(os.path.join(folder, name), (when, when), follow_symlinks=False)
        os.utime(folder, (when, when))


def stale(bench):
    place = mirror_of(bench, bench.tree())
    set_all_times(place, NIGHT - 10 * 86_400)
    return Asked(place, policy={"rpo": "24h", "grace": "2h"})


def future(bench):
    place = mirror_of(bench, bench.tree())
    set_all_times(place, NIGHT + 3 * 86_400)
    return Asked(place, policy={"rpo": "24h"})


def nowhere(bench):
    return Asked(bench.copy / "never made")


def not_a_folder(bench):
    return Asked(bench.file("mirror", b"I am a file\n"))


def encrypted(manifest=None, **how):
    """A maker: ransomware was there before the copy.  `manifest`: made "before" it, "after" it, or none."""
    def make(bench):
        root = bench.own_tree()
        sums = bench.sums(root) if manifest == "before" else None
        tree.encrypt_tree(root, **how)
        if manifest == "after":
            sums = bench.sums(root)
        return Asked(mirror_of(bench, root), sums)
    return make


def unreadable_file(bench):
    """One file that the account of the check may not open.  Root may open all, so it goes without that right."""
    asked = good(bench)
    os.chmod(os.path.join(os.fsencode(asked.where), damage.NOTE), 0)
    asked.metadata = None
    return without_override(asked)


def unreadable_folder(bench):
    asked = good(bench)
    os.chmod(os.path.join(os.fsencode(asked.where), b"docs"), 0)
    asked.metadata = None
    return without_override(asked)


def without_override(asked):
    if os.geteuid() == 0:
        asked.wrapped_in = (need("setpriv"), "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-dac_override,-dac_read_search")
        for folder, folders, files in os.walk(os.fsencode(asked.where)):
            for name in folders + files:
                os.chown(os.path.join(folder, name), 0, 0, follow_symlinks=False)
    return asked


def rewritten_sums(change):
    """A maker: the manifest's lines go through `change(lines)`."""
    def make(bench):
        asked = good(bench)
        lines = asked.manifest.read_bytes().splitlines(keepends=True)
        asked.manifest.write_bytes(b"".join(change(lines)))
        asked.metadata = None
        return asked
    return make


def rewritten_table(change):
    def make(bench):
        asked = good(bench)
        lines = asked.metadata.read_bytes().splitlines(keepends=True)
        asked.metadata.write_bytes(b"".join(change(lines)))
        return asked
    return make


def renamed_in_sums(number, name, mark=b""):
    """A maker: the sum of line `number` is said of another name; `mark` is the backslash that says that it is escaped."""
    def change(lines):
        lines[number - 1] = mark + lines[number - 1].lstrip(b"\\")[:66] + name + b"\n"
        return lines
    return rewritten_sums(change)


def renamed_in_table(number, name):
    def change(lines):
        lines[number - 1] = name + lines[number - 1][lines[number - 1].index(b"\t"):]
        return lines
    return rewritten_table(change)


def device_inside(bench):
    """A copy of a whole system has device nodes; reading this one would never end."""
    need_root()
    root = bench.own_tree()
    os.mknod(os.path.join(os.fsencode(root), b"zero"), 0o020666, os.makedev(1, 5))
    return Asked(mirror_of(bench, root), bench.sums(root), bench.metadata(root))
