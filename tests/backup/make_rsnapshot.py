"""Trees of rsnapshot: intervals of folders that share the inodes of what did not change, made by rsnapshot itself."""

import os
import shutil

import damage
import make_dir
import tree
from bench import NIGHT, copy_tree, need, night, run, set_time
from case import Asked

HOST = "localhost"


def configuration(folder, source):
    """rsnapshot wants tabs.  Hard links, ACLs and attributes are kept only where rsync is told so."""
    lines = [("config_version", "1.2"), ("snapshot_root", f"{folder}/snapshots/"), ("cmd_cp", "/bin/cp"), ("cmd_rm", "/bin/rm"),
             ("cmd_rsync", need("rsync")),
             ("retain", "daily", "7"), ("retain", "weekly", "4"), ("verbose", "1"), ("loglevel", "1"), ("lockfile", f"{folder}/lock"),
             ("rsync_short_args", "-aHAX"), ("rsync_long_args", "--delete --numeric-ids --relative --delete-excluded"),
             ("backup", f"{source}/", f"{HOST}/")]
    path = folder / "rsnapshot.conf"
    path.write_text("".join("\t".join(line) + "\n" for line in lines))
    return path


def take(folder, source, when):
    """One run of `rsnapshot daily`, as if it had been at `when`."""
    run(need("rsnapshot"), "-c", folder / "rsnapshot.conf", "daily", statuses=(0, 2))
    set_time(folder / "snapshots/daily.0", when)


def build_history(folder):
    """Three nights: on each a few files changed."""
    source = make_history_source(folder)
    for days_ago in (2, 1, 0):
        tree.rewrite(damage.at(source, b"docs/plans/note-05.txt"), lambda content: content + b"one day more\n")
        take(folder, source, night(days_ago))


def make_history_source(folder):
    source = folder / "src"
    tree.make_tree(source)
    configuration(folder, source)
    return source


def build_edited(folder):
    """Between the two nights every text was edited."""
    source = make_history_source(folder)
    take(folder, source, night(1))
    tree.edit_texts(source)
    take(folder, source, night(0))


def build_encrypted(folder):
    source = make_history_source(folder)
    for days_ago in (2, 1):
        take(folder, source, night(days_ago))
    tree.encrypt_tree(source)
    take(folder, source, night(0))


def build_half(folder):
    """On the last night most folders were not mounted."""
    source = make_history_source(folder)
    for days_ago in (4, 3, 2, 1):
        take(folder, source, night(days_ago))
    for gone in ("docs", "photos", "tables"):
        shutil.rmtree(source / gone)
    take(folder, source, night(0))


def asked_of(bench, name, build, checked=True, **policy):
    """A private copy of the snapshots, hard links included; manifest and table are those of the source on the last night."""
    shelf = bench.shelf.get(f"rsnapshot {name}", build)
    source = shelf / "src"
    where = copy_tree(shelf / "snapshots", bench.copy / "snapshots")
    asked = Asked(where, policy={"select": {"host": HOST, "path": str(source)}, **policy})
    if checked:
        asked.manifest, asked.metadata = bench.sums(source), bench.metadata(source)
    return asked


def good(bench):
    return asked_of(bench, "history", build_history, rpo="24h", keep={"daily": 3}, since="2026-11-18")


def good_after_edit(bench):
    return asked_of(bench, "edited", build_edited)


def newest_root(asked):
    return os.path.join(os.fsencode(asked.where), b"daily.0", HOST.encode(), asked.policy["select"]["path"].lstrip("/").encode())


def changed(change):
    """A maker: the newest point changed after the manifest was made.  Files that nights share change in all of them."""
    def make(bench):
        asked = good(bench)
        change(newest_root(asked))
        set_time(asked.where / "daily.0", NIGHT)
        return asked
    return make


def with_leftovers(bench):
    """What lies beside the points and is none: an unfinished sync, a deletion under way, somebody's notes."""
    asked = good(bench)
    (asked.where / ".sync" / HOST).mkdir(parents=True)
    (asked.where / "_delete.4711" / HOST).mkdir(parents=True)
    (asked.where / "README").write_text("snapshots of srv1\n")
    return asked


def with_weeklies(bench):
    """Points of two intervals; the weekly one is a copy by hard links."""
    asked = good(bench)
    run("cp", "-al", asked.where / "daily.2", asked.where / "weekly.0")
    set_time(asked.where / "weekly.0", night(7))
    asked.policy.update(keep={"last": 4, "daily": 2, "weekly": 2}, since="2026-11-12")
    return asked


def newest_empty(bench):
    asked = asked_of(bench, "history", build_history, checked=False)
    shutil.rmtree(asked.where / "daily.0")
    (asked.where / "daily.0" / HOST).mkdir(parents=True)
    set_time(asked.where / "daily.0", NIGHT)
    return asked


def half_gone(bench):
    return asked_of(bench, "half", build_half, checked=False)


def encrypted(bench):
    return asked_of(bench, "encrypted", build_encrypted, checked=False)


def moved_in_time(days, **policy):
    """A maker: all points `days` later (or earlier) than they were taken."""
    def make(bench):
        asked = asked_of(bench, "history", build_history, checked=False, **policy)
        for age in range(3):
            set_time(asked.where / f"daily.{age}", night(age) + days * 86_400)
        return asked
    return make


def newest_in_future(bench):
    asked = asked_of(bench, "history", build_history, checked=False, rpo="48h")
    set_time(asked.where / "daily.0", NIGHT + 3 * 86_400)
    return asked


def gap(bench):
    """No point for a night in the middle of those that were agreed."""
    asked = asked_of(bench, "history", build_history, checked=False, keep={"daily": 4}, since="2026-11-01")
    set_time(asked.where / "daily.1", night(2))
    set_time(asked.where / "daily.2", night(3))
    return asked


def no_points(bench):
    place = bench.copy / "snapshots"
    place.mkdir()
    return Asked(place)


def no_path(bench):
    return Asked(bench.copy / "never mounted")


def no_such_host(bench):
    asked = good(bench)
    asked.policy["select"]["host"] = "srv9"
    asked.manifest = asked.metadata = None
    return asked


def expected_path_missing(bench):
    asked = asked_of(bench, "history", build_history, checked=False, expect={"paths": ["docs", "photos"]})
    shutil.rmtree(os.path.join(newest_root(asked), b"photos"))
    set_time(asked.where / "daily.0", NIGHT)
    return asked


def unreadable(bench):
    """The snapshot folder is kept from the account that checks."""
    asked = good(bench)
    asked.where.chmod(0)
    return make_dir.without_override(asked)
