"""Repositories of restic, made by restic; faults as a disk, a thief and a tired administrator make them."""

import json
import os
import random
import shutil
import subprocess
import time

import damage
import make_dir
import restic_key
import tree
from bench import ENVIRONMENT, copy_tree, need, night, run
from case import Asked

SECRET = "correct-horse-7431"
HOST = "srv1"
BLANK = "restic blank"


def restic(repository, *words, folder=None, statuses=(0,)):
    environment = {"RESTIC_PASSWORD": SECRET}
    return run(need("restic"), "-q", "-r", repository, "--no-cache", *words, environment=environment, folder=folder, statuses=statuses)


def stamp(when):
    return time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(when))


def backup(folder, when, *what, host=HOST, tag=None, inside=None):
    tagged = ("--tag", tag) if tag else ()
    restic(folder / "repo", "backup", "--host", host, "--time", stamp(when), *tagged, *(what or [folder / "src"]), folder=inside)


def build_blank(folder):
    """A repository without snapshots, whose key opens at once."""
    restic(folder / "repo", "init")
    restic_key.cheapen(folder / "repo", SECRET, restic(folder / "repo", "cat", "masterkey"))


def started(folder, source=True):
    """A copy of the blank repository, and a source beside it."""
    copy_tree(folder.parent / BLANK / "repo", folder / "repo")
    if source:
        tree.make_tree(folder / "src")


def build_history(folder):
    """Three nights; each brings packs of its own."""
    started(folder)
    for days_ago in (2, 1, 0):
        tree.rewrite(damage.at(folder / "src", damage.PLAN), lambda content: content + random.Random(days_ago).randbytes(900))
        backup(folder, night(days_ago))


def build_edited(folder):
    started(folder)
    backup(folder, night(1))
    tree.edit_texts(folder / "src")
    backup(folder, night(0))


def build_encrypted(folder):
    started(folder)
    backup(folder, night(1))
    tree.encrypt_tree(folder / "src")
    backup(folder, night(0))


def build_relative(folder):
    started(folder)
    backup(folder, night(0), "src", inside=folder)


def build_special(folder):
    started(folder)
    tree.add_specials(folder / "src")
    make_dir.outside_links(folder / "src")
    make_dir.sparse(folder / "src")
    backup(folder, night(0))


def build_hosts(folder):
    """srv1's last snapshot is six nights old, srv2's is of tonight."""
    started(folder)
    backup(folder, night(7), folder / "src/docs", tag="files")
    backup(folder, night(6), folder / "src/docs", tag="files")
    backup(folder, night(1), folder / "src/docs", host="srv2", tag="other")
    backup(folder, night(0), folder / "src/docs", host="srv2", tag="other")


def build_nights(folder):
    """Seven nights of a small source, one of them missing; on the last most of it was gone."""
    started(folder)
    for days_ago in (6, 5, 4, 2, 1):
        backup(folder, night(days_ago), folder / "src/docs")
    for name in ("letters", "orders", "plans"):
        shutil.rmtree(folder / "src/docs" / name)
    backup(folder, night(0), folder / "src/docs")


def build_empty(folder):
    started(folder, source=False)


def build_empty_snapshot(folder):
    started(folder, source=False)
    (folder / "src").mkdir()
    backup(folder, night(0))


def build_future(folder):
    started(folder)
    backup(folder, night(-3), folder / "src/docs")


def build_missing_path(folder):
    """One of two paths was not there: restic 0.14 says so, and exits with 0."""
    started(folder)
    backup(folder, night(0), folder / "src/docs", folder / "src/photos of last year")


def shelf_of(bench, name, build):
    bench.shelf.get(BLANK, build_blank)
    return bench.shelf.get(f"restic {name}", build)


def asked_of(bench, name, build, checked=True, **policy):
    """A private copy of a repository.  Manifest and table, where wanted, are those of its source on the last night."""
    shelf = shelf_of(bench, name, build)
    where = copy_tree(shelf / "repo", bench.copy / "repo")
    asked = Asked(where, policy={"password_file": bench.password(SECRET), **policy}, secret=SECRET)
    if checked:
        asked.manifest, asked.metadata = bench.sums(shelf / "src"), bench.metadata(shelf / "src")
    return asked


def history(bench, checked=False, **policy):
    return asked_of(bench, "history", build_history, checked=checked, **policy)


def of(name, build, checked=False, **policy):
    """A maker of a copy of one of the repositories above."""
    return lambda bench: asked_of(bench, name, build, checked=checked, **policy)


def good(bench):
    return history(bench, checked=True, rpo="24h", grace="2h", keep={"daily": 3}, since="2026-11-18")


def good_by_environment(bench):
    """The password comes in a variable that the policy names."""
    asked = history(bench)
    del asked.policy["password_file"]
    asked.policy["password_env"] = "CLIENT_RESTIC_KEY"
    asked.environment["CLIENT_RESTIC_KEY"] = SECRET
    return asked


def good_of_host(bench):
    """srv2's snapshots are the newest of the repository, and srv2 is asked for."""
    return asked_of(bench, "hosts", build_hosts, checked=False, select={"host": "srv2"}, rpo="24h")


def good_old_lock(bench):
    """A run was killed and left its lock."""
    asked = history(bench)
    reader, writer = os.pipe()
    run_left = subprocess.Popen([need("restic"), "-q", "-r", asked.where, "--no-cache", "backup", "--stdin"],
                                env={**ENVIRONMENT, "RESTIC_PASSWORD": SECRET}, stdin=reader, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    locks = asked.where / "locks"
    for _ in range(200):
        if locks.is_dir() and any(locks.iterdir()):
            break
        time.sleep(0.05)
    run_left.kill()
    run_left.wait()
    os.close(reader)
    os.close(writer)
    return asked


def good_unfinished_upload(bench):
    """A pack that no index names: an upload was cut off.  The next prune removes it."""
    asked = history(bench)
    place = asked.where / "data" / "ab"
    place.mkdir(exist_ok=True)
    (place / ("ab" * 32)).write_bytes(b"half a pack")
    return asked


def changed(change):
    """A maker: the source changed between manifest and the only snapshot."""
    def make(bench):
        root = bench.own_tree()
        sums, table = bench.sums(root), bench.metadata(root)
        change(root)
        where = copy_tree(bench.shelf.get(BLANK, build_blank) / "repo", bench.copy / "repo")
        restic(where, "backup", "--host", HOST, "--time", stamp(night()), root)
        return Asked(where, sums, table, {"password_file": bench.password(SECRET)}, secret=SECRET)
    return make


# Faults of the repository's files.

def packs(repository):
    """Files of packs, those of data and those of trees, as the indexes tell; largest first."""
    found = {"data": set(), "tree": set()}
    for index in restic(repository, "--no-lock", "list", "index").decode().split():
        for pack in json.loads(restic(repository, "--no-lock", "cat", "index", index))["packs"]:
            for blob in pack["blobs"]:
                found[blob["type"]].add(repository / "data" / pack["id"][:2] / pack["id"])
    return {kind: sorted(files, key=lambda file: -file.stat().st_size) for kind, files in found.items()}


def newest_snapshot(repository):
    snapshots = json.loads(restic(repository, "--no-lock", "snapshots", "--json"))
    return repository / "snapshots" / max(snapshots, key=lambda one: one["time"])["id"]


def damaged(break_it, **policy):
    """A maker: `break_it(repository)` befell the history of three nights."""
    def make(bench):
        asked = history(bench, **policy)
        run("chmod", "-R", "u+w", asked.where)
        break_it(asked.where)
        return asked
    return make


def one(files):
    """The only or any file of a folder."""
    return sorted(files.iterdir())[0]


def lose_data_pack(repository):
    packs(repository)["data"][0].unlink()


def lose_tree_pack(repository):
    for pack in packs(repository)["tree"]:
        pack.unlink()


def lose_all_data(repository):
    shutil.rmtree(repository / "data")


def lose_index(repository):
    for file in (repository / "index").iterdir():
        file.unlink()


def lose_one_index(repository):
    """The largest: that of the first night, on which the others build."""
    max((repository / "index").iterdir(), key=lambda file: file.stat().st_size).unlink()


def lose_keys(repository):
    for file in (repository / "keys").iterdir():
        file.unlink()


def lose_config(repository):
    (repository / "config").unlink()


def empty_config(repository):
    (repository / "config").write_bytes(b"")


def lose_snapshots(repository):
    for file in (repository / "snapshots").iterdir():
        file.unlink()


def flip_data_pack(repository):
    tree.rewrite(packs(repository)["data"][0], tree.flip(0.5))


def flip_tree_pack(repository):
    for pack in packs(repository)["tree"]:
        tree.rewrite(pack, tree.flip(40))


def cut_data_pack(repository):
    tree.rewrite(packs(repository)["data"][0], lambda content: content[:-1000])


def empty_data_pack(repository):
    tree.rewrite(packs(repository)["data"][0], lambda content: b"")


def flip_index(repository):
    tree.rewrite(max((repository / "index").iterdir(), key=lambda file: file.stat().st_size), tree.flip(50))


def flip_config(repository):
    tree.rewrite(repository / "config", tree.flip(40))


def flip_snapshot(repository):
    tree.rewrite(newest_snapshot(repository), tree.flip(50))


def empty_snapshot_file(repository):
    tree.rewrite(newest_snapshot(repository), lambda content: b"")


def flip_key(repository):
    """A bit in the encrypted master key."""
    def change(content):
        at = content.index(b'"data":"') + 40
        content[at] = ord("A") if content[at] != ord("A") else ord("B")
        return content
    tree.rewrite(one(repository / "keys"), change)


def other_data_pack(repository):
    """The pack holds what another pack of this repository holds: every blob in it is authentic, none is the right one."""
    first, second = packs(repository)["data"][:2]
    content = second.read_bytes()
    tree.rewrite(first, lambda before: (content * (len(before) // len(content) + 1))[:len(before)])


# Secrets and places.

def with_password(secret):
    def make(bench):
        asked = history(bench)
        asked.policy["password_file"] = bench.password(secret)
        asked.secret = secret or None
        return asked
    return make


def password_file_gone(bench):
    asked = history(bench)
    os.remove(asked.policy["password_file"])
    return asked


def no_password_named(bench):
    asked = history(bench)
    del asked.policy["password_file"]
    return asked


def variable_not_set(bench):
    asked = no_password_named(bench)
    asked.policy["password_env"] = "CLIENT_RESTIC_KEY"
    return asked


def not_a_repository(bench):
    where = copy_tree(bench.tree() / "docs", bench.copy / "repo")
    return Asked(where, policy={"password_file": bench.password(SECRET)}, secret=SECRET)


def nowhere(bench):
    return Asked(bench.copy / "never mounted", policy={"password_file": bench.password(SECRET)}, secret=SECRET)


def unreadable(bench):
    asked = history(bench)
    for folder, _, files in os.walk(asked.where / "data"):
        for name in files:
            os.chmod(os.path.join(folder, name), 0)
    return make_dir.without_override(asked)


def stale(bench):
    return asked_of(bench, "hosts", build_hosts, checked=False, select={"host": HOST}, rpo="24h", grace="2h")


def no_such_tag(bench):
    return asked_of(bench, "hosts", build_hosts, checked=False, select={"tag": "databases"}, rpo="24h")


def night_missing(bench):
    """The snapshot of the last night is whole; a day before has none."""
    return asked_of(bench, "nights", build_nights, checked=False, keep={"daily": 5}, since="2026-11-01", limits={"size_drop": "0.99"})


def path_missing(bench):
    """The policy is about the path that was not there; the snapshot of the other one does not count for it."""
    shelf = shelf_of(bench, "missing path", build_missing_path)
    return asked_of(bench, "missing path", build_missing_path, checked=False, select={"path": str(shelf / "src/photos of last year")})
