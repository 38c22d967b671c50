"""Repositories of borg, made by borg; segments are damaged with and without their CRC made right again."""

import os
import random
import re
import shutil
import time

import borg_segment as segment
import damage
import make_dir
import tree
from bench import copy_tree, need, night, run
from case import Asked

SECRET = "staple-battery-2290"
SEGMENT_SIZE = 300_000
UNASKED = {"BORG_UNKNOWN_UNENCRYPTED_REPO_ACCESS_IS_OK": "yes", "BORG_RELOCATED_REPO_ACCESS_IS_OK": "yes"}  # questions that nobody answers
BLANK = "borg blank"


def borg(folder, *words, inside=None, statuses=(0,)):
    environment = {**UNASKED, "BORG_PASSPHRASE": SECRET, "BORG_BASE_DIR": str(folder / "base")}
    return run(need("borg"), *words, environment=environment, folder=inside, statuses=statuses)


def make_repository(folder, encryption):
    """With segments so small that a few megabytes fill several."""
    (folder / "base").mkdir()
    borg(folder, "init", "-e", encryption, folder / "repo")
    config = folder / "repo" / "config"
    config.write_text(re.sub(r"(?m)^max_segment_size = .*", f"max_segment_size = {SEGMENT_SIZE}", config.read_text()))


def build_blank(folder):
    make_repository(folder, "none")


def started(folder, encryption="none", source=True):
    """A repository without archives, and a source beside it."""
    if encryption == "none":
        copy_tree(folder.parent / BLANK / "repo", folder / "repo")
        (folder / "base").mkdir()
    else:
        make_repository(folder, encryption)
    if source:
        tree.make_tree(folder / "src")


def create(folder, when, name=None, what=".", inside="src"):
    """An archive whose names begin at the source's root."""
    name = name or "srv1-" + time.strftime("%Y-%m-%d", time.gmtime(when))
    stamp = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(when))
    borg(folder, "create", "--timestamp", stamp, f"{folder / 'repo'}::{name}", what, inside=folder / inside)


def nights(folder):
    for days_ago in (2, 1, 0):
        tree.rewrite(damage.at(folder / "src", damage.PLAN), lambda content: content + random.Random(days_ago).randbytes(900))
        create(folder, night(days_ago))


def build_history(folder):
    started(folder)
    nights(folder)


def build_secret(folder):
    started(folder, "repokey")
    nights(folder)


def build_keyfile(folder):
    """The key lies in borg's own folder, not in the repository."""
    started(folder, "keyfile")
    create(folder, night(0), what="docs")


def build_edited(folder):
    started(folder)
    create(folder, night(1))
    tree.edit_texts(folder / "src")
    create(folder, night(0))


def build_encrypted(folder):
    started(folder)
    create(folder, night(1))
    tree.encrypt_tree(folder / "src")
    create(folder, night(0))


def build_checkpoint(folder):
    """After the newest archive a run was broken off and left its checkpoint."""
    started(folder)
    create(folder, night(0))
    create(folder, night(0) + 3600, "srv1-2026-11-20b.checkpoint", what="docs")


def build_only_checkpoint(folder):
    started(folder)
    create(folder, night(0), "srv1-2026-11-20.checkpoint", what="docs")


def build_absolute(folder):
    """Made with the whole path, as most scripts do."""
    started(folder)
    create(folder, night(0), what=str(folder / "src"))


def build_special(folder):
    started(folder)
    tree.add_specials(folder / "src")
    make_dir.outside_links(folder / "src")
    make_dir.sparse(folder / "src")
    create(folder, night(0))


def build_prefixes(folder):
    started(folder)
    for days_ago in (7, 6):
        create(folder, night(days_ago), what="docs")
    for days_ago in (1, 0):
        create(folder, night(days_ago), "srv2-" + str(days_ago), what="docs")


def build_nights(folder):
    """A night is missing, and on the last one most of the source was gone."""
    started(folder)
    for days_ago in (6, 5, 4, 2, 1):
        create(folder, night(days_ago), inside="src/docs")
    for name in ("letters", "orders", "plans"):
        shutil.rmtree(folder / "src/docs" / name)
    create(folder, night(0), inside="src/docs")


def build_empty(folder):
    started(folder, source=False)


def build_empty_archive(folder):
    started(folder, source=False)
    (folder / "src").mkdir()
    create(folder, night(0))


def build_future(folder):
    started(folder)
    create(folder, night(-3), what="docs")


def asked_of(bench, name, build, checked=True, **policy):
    bench.shelf.get(BLANK, build_blank)
    shelf = bench.shelf.get(f"borg {name}", build)
    where = copy_tree(shelf / "repo", bench.copy / "repo")
    asked = Asked(where, policy=dict(policy))
    if checked:
        asked.manifest, asked.metadata = bench.sums(shelf / "src"), bench.metadata(shelf / "src")
    return asked


def of(name, build, checked=False, **policy):
    return lambda bench: asked_of(bench, name, build, checked=checked, **policy)


def good(bench):
    return asked_of(bench, "history", build_history, rpo="24h", grace="2h", keep={"daily": 3}, since="2026-11-18", select={"prefix": "srv1-"})


def good_secret(bench):
    asked = asked_of(bench, "secret", build_secret)
    asked.policy["password_file"] = bench.password(SECRET)
    asked.secret = SECRET
    return asked


def good_by_environment(bench):
    asked = asked_of(bench, "secret", build_secret, checked=False, password_env="CLIENT_BORG_KEY")
    asked.environment["CLIENT_BORG_KEY"] = SECRET
    asked.secret = SECRET
    return asked


def good_absolute(bench):
    """Names in the archive begin with the path of the source; the policy says which path that is."""
    asked = asked_of(bench, "absolute", build_absolute)
    asked.policy["select"] = {"path": str(bench.shelf.folder / "borg absolute" / "src")}
    return asked


def foreign_lock(bench):
    """Another machine holds the lock, or held it when it died."""
    asked = asked_of(bench, "history", build_history, checked=False)
    lock = asked.where / "lock.exclusive"
    lock.mkdir()
    (lock / "backuphost@123456789012345.4711-0").touch()
    return asked


def changed(change):
    """A maker: the source changed between manifest and the only archive."""
    def make(bench):
        root = bench.own_tree()
        sums, table = bench.sums(root), bench.metadata(root)
        change(root)
        place = bench.folder / "made"
        (place / "base").mkdir(parents=True)
        copy_tree(bench.shelf.get(BLANK, build_blank) / "repo", place / "repo")
        create(place, night(0), inside=root)
        return Asked(shutil.move(place / "repo", bench.copy / "repo"), sums, table)
    return make


# Faults of the repository's files.

def segments(repository):
    """Files of segments in the order of their numbers."""
    return sorted((file for file in (repository / "data").glob("*/*") if file.name.isdigit()), key=lambda file: int(file.name))


def largest_put(repository):
    """The segment that holds the largest piece of data, and its entry."""
    found = [(file, entry) for file in segments(repository) for entry in segment.entries_of(file.read_bytes()) if entry.tag == segment.PUT]
    return max(found, key=lambda one: one[1].size)


def damaged(break_it, name="history", build=build_history, **policy):
    def make(bench):
        asked = asked_of(bench, name, build, checked=False, **policy)
        break_it(asked.where)
        return asked
    return make


def damaged_secret(break_it):
    def make(bench):
        asked = good_secret(bench)
        asked.manifest = asked.metadata = None
        break_it(asked.where)
        return asked
    return make


def flip_data(repository):
    file, entry = largest_put(repository)
    tree.rewrite(file, tree.flip(entry.data + entry.size // 2))


def flip_and_repair(repository):
    """A bit of a piece of data flips, and the CRC over it is made right again."""
    file, entry = largest_put(repository)
    def change(content):
        content[entry.data + entry.size // 2] ^= 1
        segment.repair(content, entry)
        return content
    tree.rewrite(file, change)
    segment.entries_of(file.read_bytes())


def lose_data_segment(repository):
    largest_put(repository)[0].unlink()


def cut_data_segment(repository):
    file, entry = largest_put(repository)
    tree.rewrite(file, lambda content: content[:entry.offset + entry.size // 2])


def empty_data_segment(repository):
    tree.rewrite(largest_put(repository)[0], lambda content: b"")


def lose_newest_transaction(repository):
    """The last archive's segments did not reach this copy: borg goes back to the archive before without a word."""
    done = [file for file in segments(repository) if any(entry.tag == segment.COMMIT for entry in segment.entries_of(file.read_bytes()))]
    for file in segments(repository):
        if int(file.name) > int(done[-3].name):
            file.unlink()


def flip_manifest(repository):
    """The entry that lists the archives: its key is all zeros; the last one counts."""
    for file in reversed(segments(repository)):
        for entry in reversed(segment.entries_of(file.read_bytes())):
            if entry.tag == segment.PUT and entry.key == bytes(segment.KEY):
                tree.rewrite(file, tree.flip(entry.data + entry.size // 3))
                return
    raise LookupError("no manifest")


def lose_all_data(repository):
    shutil.rmtree(repository / "data")


def lose_index(repository):
    for name in ("index", "hints", "integrity"):
        for file in repository.glob(name + ".*"):
            file.unlink()


def flip_index(repository):
    for file in repository.glob("index.*"):
        tree.rewrite(file, tree.flip(0.5))


def lose_config(repository):
    (repository / "config").unlink()


def empty_config(repository):
    (repository / "config").write_bytes(b"")


def lose_key(repository):
    """The line of the key, and what belongs to it, is gone from the configuration."""
    lines = (repository / "config").read_text().splitlines(keepends=True)
    start = next(number for number, line in enumerate(lines) if line.startswith("key"))
    end = next((number for number in range(start + 1, len(lines)) if not lines[number].startswith(("\t", " "))), len(lines))
    (repository / "config").write_text("".join(lines[:start] + lines[end:]))


def with_password(secret):
    def make(bench):
        asked = good_secret(bench)
        asked.manifest = asked.metadata = None
        asked.policy["password_file"] = bench.password(secret)
        asked.secret = secret or None
        return asked
    return make


def password_file_gone(bench):
    asked = damaged_secret(lambda repository: None)(bench)
    os.remove(asked.policy["password_file"])
    return asked


def no_password_named(bench):
    asked = damaged_secret(lambda repository: None)(bench)
    del asked.policy["password_file"]
    return asked


def key_elsewhere(bench):
    """The repository is all there; its key stayed on the machine that burned."""
    asked = asked_of(bench, "keyfile", build_keyfile, checked=False)
    asked.policy["password_file"] = bench.password(SECRET)
    asked.secret = SECRET
    return asked


def not_a_repository(bench):
    return Asked(copy_tree(bench.tree() / "docs", bench.copy / "repo"))


def nowhere(bench):
    return Asked(bench.copy / "never mounted")


def unreadable(bench):
    asked = asked_of(bench, "history", build_history, checked=False)
    for file in segments(asked.where):
        file.chmod(0)
    return make_dir.without_override(asked)


def stale(bench):
    return asked_of(bench, "prefixes", build_prefixes, checked=False, select={"prefix": "srv1-"}, rpo="24h", grace="2h")


def no_such_prefix(bench):
    return asked_of(bench, "prefixes", build_prefixes, checked=False, select={"prefix": "srv7-"}, rpo="24h")
