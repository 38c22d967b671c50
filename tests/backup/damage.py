"""What may befall a tree between the day its manifest was made and the copy: every change that a comparison must see,
and changes that are none of its business."""

import os
import random
import shutil

import tree
from bench import need, need_root, run
from case import Skip

NOTE = b"docs/letters/note-00.txt"  # has an extended attribute
SHARED = b"docs/letters/note-03.txt"  # has an ACL
PLAN = b"docs/plans/note-02.txt"    # has three names
PHOTO = b"photos/IMG_2100.jpg"


def at(root, path):
    return os.path.join(os.fsencode(root), path)


def keeping_time(root, path, change):
    """Calls `change`; the folder of `path` keeps its time."""
    folder = os.path.dirname(at(root, path))
    before = os.stat(folder)
    change()
    os.utime(folder, ns=(before.st_atime_ns, before.st_mtime_ns))


# Content.

def flip_in_photo(root):
    tree.rewrite(at(root, PHOTO), tree.flip(0.5))


def other_content(root):
    tree.rewrite(at(root, NOTE), lambda content: content.replace(b"1", b"2").replace(b"5", b"7"))


def swap_two(root):
    """Two files of one size hold each other's bytes."""
    one, two = at(root, tree.SMALL_FOLDER + b"/contract-0.txt"), at(root, tree.SMALL_FOLDER + b"/contract-1.txt")
    first, second = open(one, "rb").read(), open(two, "rb").read()
    assert len(first) == len(second)
    tree.rewrite(one, lambda content: second)
    tree.rewrite(two, lambda content: first)


def cut_short(root):
    tree.rewrite(at(root, PHOTO), lambda content: content[:len(content) // 2])


def empty_file(root):
    tree.rewrite(at(root, b"office/bill-0.pdf"), lambda content: b"")


def zero_block(root):
    """A hole where data was: what a file system leaves after a crash."""
    def zero(content):
        content[8192:12288] = bytes(4096)
        return content
    tree.rewrite(at(root, PHOTO), zero)


# Entries.

def lose_file(root):
    keeping_time(root, PLAN, lambda: os.remove(at(root, b"docs/plans/note-05.txt")))


def lose_strange_file(root):
    path = b"strange/line\nbreak.txt"
    keeping_time(root, path, lambda: os.remove(at(root, path)))


def lose_folder(root):
    keeping_time(root, tree.SMALL_FOLDER, lambda: shutil.rmtree(at(root, tree.SMALL_FOLDER)))


def lose_empty_folder(root):
    os.rmdir(at(root, b"empty folder/inside"))


def add_file(root):
    keeping_time(root, PLAN, lambda: tree.write_file(os.fsencode(root), b"docs/plans/not in the list.txt", b"who wrote this?\n"))


# What sums do not say.

def change_mode(root):
    os.chmod(at(root, b"docs/orders/note-01.txt"), 0o666)


def set_uid(root):
    os.chmod(at(root, b"docs/orders/note-04.txt"), 0o4755)


def change_folder_mode(root):
    os.chmod(at(root, b"docs/plans"), 0o755)


def change_owner(root):
    need_root()
    os.chown(at(root, b"docs/orders/note-01.txt"), 1002, 1002)


def change_attribute(root):
    need_attributes(root)
    os.setxattr(at(root, NOTE), "user.comment", b"seen by nobody")


def lose_attribute(root):
    need_attributes(root)
    os.removexattr(at(root, NOTE), "user.comment")


def lose_acl(root):
    need_attributes(root)
    need("setfacl")
    run("setfacl", "-b", at(root, SHARED))
    os.chmod(at(root, SHARED), 0o664)  # the bits that the ACL showed: only the list is gone


def need_attributes(root):
    if "user.comment" not in os.listxattr(at(root, NOTE)):
        raise Skip("the file system has no extended attributes")


def turn_link(root):
    path = b"docs/latest"
    keeping_time(root, path, lambda: (os.remove(at(root, path)), os.symlink(b"letters/note-09.txt", at(root, path))))


def link_becomes_file(root):
    """Somebody's copy followed the link."""
    path = b"docs/latest"
    content = open(at(root, path), "rb").read()
    keeping_time(root, path, lambda: (os.remove(at(root, path)), tree.write_file(os.fsencode(root), path, content)))


def split_names(root):
    """Names of one file become files of their own, with the same bytes."""
    before = os.stat(at(root, PLAN))
    for name in (b"docs/plans/again.txt", b"tables/third name.txt"):
        content = open(at(root, name), "rb").read()
        keeping_time(root, name, lambda: (os.remove(at(root, name)), tree.write_file(os.fsencode(root), name, content)))
        os.chmod(at(root, name), before.st_mode & 0o7777)
        if os.geteuid() == 0:
            os.chown(at(root, name), before.st_uid, before.st_gid)
        os.utime(at(root, name), ns=(before.st_atime_ns, before.st_mtime_ns))


# Name, change, reasons that are right, why.  The first group is seen by sums alone, the second needs the table of metadata.
CONTENT_CHANGES = [
    ("a bit flips in a photo", flip_in_photo, "content-changed", "the sum of the photo differs"),
    ("other content of the same size and time", other_content, "content-changed", "only reading the bytes can tell"),
    ("two files exchange their contents", swap_two, "content-changed", "sizes and the set of sums are the same, each name's sum is not"),
    ("a file cut in half", cut_short, "content-changed", "its sum differs"),
    ("a file emptied", empty_file, "content-changed", "its sum differs, though an empty file reads without an error"),
    ("a block of zeros in a file", zero_block, "content-changed", "the sum differs, the size does not"),
    ("a file missing", lose_file, "entry-missing", "the manifest names it"),
    ("a file with a line break in its name missing", lose_strange_file, "entry-missing", "the manifest names it, escaped"),
    ("a sub-folder missing", lose_folder, "entry-missing", "the manifest names eight files in it"),
    ("a file more", add_file, "entry-extra", "the manifest does not name it"),
]
METADATA_CHANGES = [
    ("an empty folder missing", lose_empty_folder, "entry-missing", "sums know no folders, the table does"),
    ("mode changed", change_mode, "metadata-changed", "anyone may write now what was 0640"),
    ("set-user-id set", set_uid, "metadata-changed", "04000 is part of the mode"),
    ("mode of a folder changed", change_folder_mode, "metadata-changed", "02770 became 0755"),
    ("owner changed", change_owner, "metadata-changed", "another account owns it"),
    ("attribute changed", change_attribute, "metadata-changed", "user.comment has another value"),
    ("attribute lost", lose_attribute, "metadata-changed", "user.comment is gone"),
    ("ACL lost", lose_acl, "metadata-changed", "the mode looks the same, the list of rights is gone"),
    ("link leads elsewhere", turn_link, "metadata-changed", "the target is another"),
    ("link became a file", link_becomes_file, "metadata-changed entry-extra", "a link of the table is a file that no sum names: both words are true"),
    ("names of one file became three files", split_names, "metadata-changed", "content is the same, what was one file is three"),
]


def chosen(*names):
    """Those changes, for kinds where each costs a run of another program."""
    found = [change for change in CONTENT_CHANGES + METADATA_CHANGES if change[0] in names]
    assert len(found) == len(names), names
    return found


# Good things that look bad.

def only_media(root):
    """A folder of nothing but formats that are compressed by nature."""
    root = os.fsencode(root)
    chance = random.Random(7)
    heads = {b"jpg": b"\xff\xd8\xff\xe1\x00\x10Exif\x00\x00", b"png": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", 
             b"gz": b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03", b"xz": b"\xfd7zXZ\x00\x00\x04", b"zst": b"\x28\xb5\x2f\xfd\x04",
             b"zip": b"PK\x03\x04\x14\x00\x00\x00\x08\x00",
             b"7z": b"7z\xbc\xaf\x27\x1c\x00\x04", b"bz2": b"BZh91AY&SY", b"rar": b"Rar!\x1a\x07\x01\x00", b"mp4": b"\x00\x00\x00\x20ftypisom",
             b"mkv": b"\x1aE\xdf\xa3", b"ogg": b"OggS\x00\x02", b"flac": b"fLaC\x00\x00\x00\x22",
             b"webp": b"RIFF\x00\x40\x00\x00WEBPVP8 ", b"mp3": b"ID3\x04\x00\x00\x00\x00\x00\x00"}
    for number, (ending, head) in enumerate(sorted(heads.items())):
        for copy in range(2):
            tree.write_file(root, b"media/%02d-%d." % (number, copy) + ending, head + chance.randbytes(30_000))
    tree.set_times(root)


def small_keys(root):
    """Random keys and tokens, each below the size from which randomness can be told from chance."""
    chance = random.Random(8)
    for number in range(300):
        tree.write_file(os.fsencode(root), b"keys/%03d.key" % number, chance.randbytes(chance.choice((32, 64, 512, 1000))))
    tree.set_times(root)


def one_vault(root):
    """A few encrypted files among many documents: a password safe and its old versions."""
    chance = random.Random(9)
    for number in range(5):
        tree.write_file(os.fsencode(root), b"vault/safe-%d.bin" % number, chance.randbytes(20_000))
    tree.set_times(root)
