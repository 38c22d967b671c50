"""State of a folder tree, to show that nothing in it changed: bytes, modes, owners, times, the time of the last change of
anything (ctime, which no program can set back)."""

import hashlib
import os
import stat


def state_of(full):
    state = os.lstat(full)
    content = ""
    try:
        if stat.S_ISREG(state.st_mode):
            with open(full, "rb") as file:
                content = hashlib.file_digest(file, "sha256").hexdigest()
        elif stat.S_ISLNK(state.st_mode):
            content = os.readlink(full)
    except PermissionError:
        content = "?"
    return state.st_mode, state.st_uid, state.st_gid, state.st_nlink, state.st_size, state.st_mtime_ns, state.st_ctime_ns, content


def listing_of(root, without):
    """Path and state of everything in `root`, but for the folder `without` and what is in it."""
    root, without = os.fsencode(root), os.fsencode(without)
    found = {b".": state_of(root)}
    for folder, folders, files in os.walk(root):
        folders[:] = [name for name in folders if os.path.join(folder, name) != without]
        for name in folders + files:
            full = os.path.join(folder, name)
            found[os.path.relpath(full, root)] = state_of(full)
    return found


def differences(before, after):
    """In words, the first few."""
    found = [f"was made outside: {show(path)}" for path in sorted(after.keys() - before.keys())]
    found += [f"was removed: {show(path)}" for path in sorted(before.keys() - after.keys())]
    found += [f"was changed: {show(path)}" for path in sorted(before.keys() & after.keys()) if before[path] != after[path]]
    return found[:5] + ([f"and {len(found) - 5} more"] if len(found) > 5 else [])


def show(path):
    return repr(path.decode(errors="backslashreplace"))
