"""Manifest and metadata of a tree, as the machine that holds the data would have made them.

Written from the description of the formats alone: sums as GNU `sha256sum` prints them, and a table of what sums do not say.
"""

import base64
import hashlib
import os
import stat

HEADING = b"path\ttype\tmode\tuid\tgid\tsize\tmtime\tlink\thardlink\txattrs\n"
TYPES = {stat.S_IFREG: b"f", stat.S_IFDIR: b"d", stat.S_IFLNK: b"l", stat.S_IFIFO: b"p", stat.S_IFSOCK: b"s", stat.S_IFCHR: b"c", stat.S_IFBLK: b"b"}


def sum_line(digest, path):
    """One line of sha256sum; a name with a line break or a backslash is escaped and says so in front."""
    escaped = path.replace(b"\\", b"\\\\").replace(b"\n", b"\\n").replace(b"\r", b"\\r")
    return (b"\\" if escaped != path else b"") + digest.encode() + b"  " + escaped + b"\n"


def digest_of(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def walk(root):
    """Every path below `root`, bytewise sorted, with its state."""
    root = os.fsencode(root)
    found = []
    for folder, folders, files in os.walk(root):
        for name in folders + files:
            full = os.path.join(folder, name)
            found.append((os.path.relpath(full, root), full, os.lstat(full)))
    return sorted(found)


def write_sums(root, target, prefix=b"", star=False):
    with open(target, "wb") as file:
        for path, full, state in walk(root):
            if stat.S_ISREG(state.st_mode):
                line = sum_line(digest_of(full), prefix + path)
                file.write(line.replace(b"  ", b" *", 1) if star else line)


def in_table(value):
    return value.replace(b"\\", b"\\\\").replace(b"\t", b"\\t").replace(b"\n", b"\\n").replace(b"\r", b"\\r")


def xattrs_of(full):
    try:
        names = sorted(os.listxattr(full, follow_symlinks=False))
    except OSError:
        return b""
    return b",".join(os.fsencode(name) + b"=" + base64.b64encode(os.getxattr(full, name, follow_symlinks=False)) for name in names)


def write_metadata(root, target):
    first_names = {}
    with open(target, "wb") as file:
        file.write(HEADING)
        for path, full, state in walk(root):
            kind = TYPES[stat.S_IFMT(state.st_mode)]
            link = os.readlink(full) if kind == b"l" else b""
            first = first_names.setdefault(state.st_ino, path) if kind == b"f" and state.st_nlink > 1 else path
            columns = [in_table(path), kind, b"%04o" % stat.S_IMODE(state.st_mode), b"%d" % state.st_uid, b"%d" % state.st_gid,
                       b"%d" % (state.st_size if kind == b"f" else 0), b"%d.%09d" % divmod(state.st_mtime_ns, 10**9), in_table(link),
                       in_table(first) if first != path else b"", xattrs_of(full)]
            line = b"\t".join(columns) + b"\n"
            file.write((b"\\" if b"\\" in line else b"") + line)  # as in a sums file: escapes are told in front
