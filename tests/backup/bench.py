"""The folder of one case, and what makers need to fill it."""

import os
import shutil
import subprocess
import threading
from pathlib import Path

import manifest
import tree
from case import Skip

NOW = "2026-11-20T12:00:00Z"
NIGHT = 1_795_141_800  # 2026-11-20T02:30:00Z, when the newest point of a good copy was taken
DAY = 86_400
ENVIRONMENT = {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC", "HOME": "/nonexistent"}


def run(*command, check=True, stdin=None, environment=None, folder=None, statuses=(0,)):
    """Runs a program; what it prints comes back as bytes.  A failure is an error of the corpus, with the program's words."""
    done = subprocess.run([os.fspath(word) for word in command], input=stdin, env={**ENVIRONMENT, **(environment or {})}, cwd=folder,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    if check and done.returncode not in statuses:
        raise RuntimeError(f"{command[0]} exits with {done.returncode}: {done.stderr.decode(errors='replace')[-600:]}")
    return done.stdout


def need(program):
    """The program's path; without it the case is skipped."""
    found = shutil.which(program, path=ENVIRONMENT["PATH"])
    if not found:
        raise Skip(f"{program} is not installed")
    return found


def need_root():
    if os.geteuid() != 0:
        raise Skip("needs root")


def copy_tree(source, target):
    run("cp", "-a", "--reflink=auto", source, target)
    return target


def night(days_ago=0):
    """Time of the point so many days before the newest, as seconds since 1970."""
    return NIGHT - days_ago * DAY


def set_time(path, when=NIGHT):
    os.utime(path, (when, when))
    return path


class Shelf:
    """What several cases start from, made once: the source tree, a repository, the dumps of a server."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.folder.mkdir()
        self._guard = threading.Lock()
        self._locks = {}
        self._failed = {}

    def get(self, name, build):
        """The folder that `build(folder)` fills at the first call; what it raised then it raises always."""
        with self._guard:
            lock = self._locks.setdefault(name, threading.Lock())
        with lock:
            if name in self._failed:
                raise self._failed[name]
            place = self.folder / name
            if not place.exists():
                try:
                    place.mkdir()
                    build(place)
                except Exception as error:
                    self._failed[name] = error
                    raise
            return place


class Bench:
    """One case's folder.  All of it is compared before and after the run, but for what lies in `scratch`."""

    def __init__(self, folder, kind, shelf):
        self.folder = Path(folder)
        self.kind = kind
        self.shelf = shelf
        self.copy = self.folder / "copy"        # the copy that is checked lies in here
        self.terms = self.folder / "terms"      # policy, manifest, password
        self.canary = self.folder / "canary"    # hostile copies aim at it
        self.home = self.folder / "home"
        self.scratch = self.folder / "outside" / "scratch"
        for place in (self.copy, self.terms, self.canary, self.home, self.scratch):
            place.mkdir(parents=True)
        (self.canary / "secret").write_text("nobody reads or writes this\n")
        for place in (self.canary, self.scratch):
            place.chmod(0o1777)  # as /tmp is: a scratch server may run under another account

    def tree(self):
        """The common source tree; it is only read."""
        return self.shelf.get("tree", lambda place: tree.make_tree(place / "src")) / "src"

    def own_tree(self):
        """A copy of it, for this case to change."""
        return copy_tree(self.tree(), self.folder / "src")

    def sums(self, root, **form):
        target = self.terms / "src.sha256"
        manifest.write_sums(root, target, **form)
        return target

    def metadata(self, root):
        target = self.terms / "src.meta.tsv"
        manifest.write_metadata(root, target)
        return target

    def password(self, secret):
        file = self.terms / "password"
        file.write_text(secret + "\n")
        file.chmod(0o600)
        return str(file)

    def file(self, name, content, when=NIGHT):
        """A file among the copies."""
        path = self.copy / name
        path.write_bytes(content)
        return set_time(path, when)
