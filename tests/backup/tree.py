"""The source tree that every copy of the corpus is made of: the same bytes, names, times and owners for the same seed.

It holds what backups trip over: empty files and folders, names with spaces, line breaks, other scripts and bytes that
are no UTF-8, hard links, symbolic links, extended attributes, ACLs where the file system has them, and photos (which
look random and are not encrypted).  Names are bytes throughout.
"""

import io
import os
import random
import shutil
import socket
import stat
import subprocess
import zipfile
import zlib

SEED = 20261120
TREE_TIME = 1_792_000_000  # 2026-10-14, long before every restore point
SMALL_FOLDER = b"docs/contracts"  # under a tenth of files and bytes: that it is gone is no change of size

WORDS = ("invoice payment server printer account office contract delivery backup paper meeting customer order price "
         "warehouse driver report monday answer question network password-reset cable monitor licence").split()

STRANGE_NAMES = [
    b"strange/a name with spaces.txt", "strange/план работ на ноябрь.txt".encode(), "strange/見積書.txt".encode(),
    b"strange/line\nbreak.txt", b"strange/tab\there.txt", b"strange/back\\slash.txt", b"strange/latin1 caf\xe9 \xff\xfe.txt",
    b"strange/-rf", b"strange/$(touch owned) `id`;'\".txt", b"strange/.hidden", b"strange/trailing space ",
    b"strange/" + b"n" * 251 + b".txt", b"strange/percent %s%n.txt", "strange/e\u0301 combining.txt".encode(),
]


def text_of(chance, size):
    """Prose of about `size` bytes: the entropy of a document."""
    lines = []
    length = 0
    while length < size:
        line = " ".join(chance.choices(WORDS, k=chance.randrange(6, 14))) + f" {chance.randrange(10_000)}."
        lines.append(line)
        length += len(line) + 1
    return ("\n".join(lines) + "\n").encode()[:size]


def photo_of(chance, size):
    return b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00" + chance.randbytes(size - 22) + b"\xff\xd9"


def office_of(chance):
    """A document as word processors keep it: a zip file of XML."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("word/document.xml"), text_of(chance, 20_000))
    return packed.getvalue()


def pdf_of(chance):
    stream = zlib.compress(text_of(chance, 30_000))
    return b"%PDF-1.7\n1 0 obj <</Filter /FlateDecode>> stream\n" + stream + b"\nendstream endobj\n%%EOF\n"


def files_of(seed=SEED):
    """Path and bytes of every regular file."""
    chance = random.Random(seed)
    files = {}
    for i in range(60):
        files[b"docs/%s/note-%02d.txt" % ([b"letters", b"orders", b"plans"][i % 3], i)] = text_of(chance, chance.randrange(300, 40_000))
    for i in range(8):
        files[SMALL_FOLDER + b"/contract-%d.txt" % i] = text_of(chance, 6_000)
    for i in range(6):
        files[b"office/offer-%d.docx" % i] = office_of(chance)
        files[b"office/bill-%d.pdf" % i] = pdf_of(chance)
    for i in range(5):
        files[b"photos/IMG_%04d.jpg" % (2100 + i)] = photo_of(chance, chance.randrange(60_000, 180_000))
    for i in range(12):
        files[b"tables/day-%02d.csv" % i] = b"".join(b"%d;%d;%d.%02d\n" % (i, n, chance.randrange(10_000), n % 100) for n in range(700))
    for name in STRANGE_NAMES:
        files[name] = text_of(chance, 400)
    files[b"/".join(b"deep%d" % n for n in range(14)) + b"/bottom.txt"] = b"fourteen folders down\n"
    files[b"empty.txt"] = b""
    files[b"docs/empty too.dat"] = b""
    files[b"one-byte"] = b"1"
    return files


def write_file(root, path, content):
    full = os.path.join(root, path)
    os.makedirs(os.path.dirname(full), exist_ok=True)
    with open(full, "wb") as file:
        file.write(content)


def set_times(root, when=TREE_TIME):
    """Times of everything below, deterministic and with nanoseconds; folders after what they hold."""
    found = sorted(os.path.join(folder, name) for folder, folders, files in os.walk(root) for name in folders + files)
    for number, full in enumerate(reversed(found)):
        stamp = when * 10**9 + number * 61_000_000_123
        os.utime(full, ns=(stamp, stamp), follow_symlinks=False)
    os.utime(root, ns=(when * 10**9, when * 10**9))


def set_owners(root):
    """Two people and the root account; only root can."""
    if os.geteuid() != 0:
        return
    for folder, folders, files in os.walk(root):
        for name in folders + files:
            owner = 1001 if folder.endswith(b"orders") else 33 if folder.endswith(b"office") else 1000
            os.chown(os.path.join(folder, name), owner, owner, follow_symlinks=False)


def set_attributes(root):
    """Extended attributes and an ACL, where the file system has them."""
    try:
        os.setxattr(os.path.join(root, b"docs/letters/note-00.txt"), "user.comment", b"seen by O.P.\x00\xff,=\n")
        os.setxattr(os.path.join(root, b"photos"), "user.album", "осень".encode())
    except OSError:
        return
    if shutil.which("setfacl"):
        file = os.path.join(root, b"docs/letters/note-03.txt")
        subprocess.run(["setfacl", "-m", "u:1002:r--,g:33:rw-", file], stderr=subprocess.DEVNULL, check=False)


def make_tree(root, seed=SEED):
    """Makes the tree in the folder `root`, which must not be there yet."""
    root = os.fsencode(root)
    for path, content in files_of(seed).items():
        write_file(root, path, content)
    os.makedirs(os.path.join(root, b"empty folder/inside"))
    os.chmod(os.path.join(root, b"docs/orders/note-01.txt"), 0o640)
    os.chmod(os.path.join(root, b"docs/orders/note-04.txt"), 0o755)
    os.chmod(os.path.join(root, b"docs/plans"), 0o2770)
    os.link(os.path.join(root, b"docs/plans/note-02.txt"), os.path.join(root, b"docs/plans/again.txt"))
    os.link(os.path.join(root, b"docs/plans/note-02.txt"), os.path.join(root, b"tables/third name.txt"))
    os.symlink(b"letters/note-00.txt", os.path.join(root, b"docs/latest"))
    os.symlink(b"../photos", os.path.join(root, b"docs/pictures"))
    os.symlink(b"nowhere/to be found", os.path.join(root, b"docs/dangling"))
    set_owners(root)
    set_attributes(root)
    set_times(root)


def add_specials(root):
    """A named pipe and a socket, which a reader must not open."""
    root = os.fsencode(root)
    os.mkfifo(os.path.join(root, b"pipe"))
    place = os.open(root, os.O_RDONLY)  # the path of a socket may have 107 bytes
    try:
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(f"/proc/self/fd/{place}/socket")
    finally:
        os.close(place)
    set_times(root)


def regular_files(root):
    """Paths below `root` of all regular files, sorted; each name of a hard link for itself."""
    root = os.fsencode(root)
    found = []
    for folder, _, files in os.walk(root):
        for name in files:
            full = os.path.join(folder, name)
            if stat.S_ISREG(os.lstat(full).st_mode):
                found.append(os.path.relpath(full, root))
    return sorted(found)


def rewrite(path, change):
    """The file's bytes go through `change`; its times stay, as rot and a careful liar leave them."""
    before = os.stat(path)
    with open(path, "rb") as file:
        content = change(bytearray(file.read()))
    with open(path, "r+b") as file:
        file.write(content)
        file.truncate()
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def flip(offset, bit=0):
    """A change for `rewrite`: one bit; a negative offset counts from the end, a float is a share of the length."""
    def change(content):
        at = int(len(content) * offset) if isinstance(offset, float) else offset
        content[at] ^= 1 << bit
        return content
    return change


def edit_texts(root):
    """Somebody replaces a word in every text of the tree: many changes, and nothing wrong."""
    root = os.fsencode(root)
    for path in regular_files(root):
        if path.endswith((b".txt", b".csv")):
            rewrite(os.path.join(root, path), lambda content: content.replace(b"office", b"bureau").replace(b";1", b";2") + b"edited\n")
    set_times(root, TREE_TIME + 86_400)


def encrypt_tree(root, share=1.0, rename=False, head=None):
    """What ransomware leaves: random bytes in place of contents; of the first `head` bytes only, where given."""
    root = os.fsencode(root)
    chance = random.Random(666)
    done = set()
    for path in regular_files(root):
        full = os.path.join(root, path)
        inode = os.stat(full).st_ino
        if inode in done or chance.random() >= share:
            continue
        done.add(inode)
        rewrite(full, lambda content: chance.randbytes(min(len(content), head or len(content))) + bytes(content[head:] if head else b""))
        if rename and len(os.path.basename(path)) < 200:
            os.rename(full, full + b".locked")
    set_times(root, TREE_TIME + 86_400)
