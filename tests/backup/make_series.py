"""Series of archives: a folder with one for each night, and what may be wrong with the newest or with the row of them."""

import os
import random
import shutil

import tree
from bench import NIGHT, night, set_time
from case import Asked
from make_tar import DIALECT, ENDINGS, gnu_tar, pack


def series_of(bench, contents, name="srv1", newest=0):
    """Archives of the tar files in `contents`, oldest first; the last one is `newest` nights old."""
    for number, content in enumerate(contents):
        age = newest + len(contents) - 1 - number
        path = bench.copy / f"{name}-{20 - age:02d}{ENDINGS[bench.kind]}"
        path.write_bytes(pack(bench.kind, content))
        set_time(path, night(age))
    return Asked(bench.copy, policy={"select": {"pattern": "srv1-*" + ENDINGS[bench.kind]}})


def small_tar(bench):
    return gnu_tar(bench.tree() / "docs" / "contracts")


def good(bench):
    asked = series_of(bench, [small_tar(bench)] * 4)
    asked.policy.update(rpo="24h", keep={"daily": 4}, since="2026-11-17", min_points=3)
    (bench.copy / ("srv1-21" + ENDINGS[bench.kind] + ".part")).write_bytes(b"still being written")
    (bench.copy / "notes.txt").write_text("not a copy\n")
    return asked


def edited(bench):
    """Every text was edited since the night before."""
    root = bench.own_tree()
    before = gnu_tar(root, *DIALECT)
    tree.edit_texts(root)
    asked = series_of(bench, [before, gnu_tar(root, *DIALECT)])
    asked.manifest, asked.metadata = bench.sums(root), bench.metadata(root)
    return asked


def stale(bench):
    """This machine's copies stopped; another machine's, beside them, go on."""
    asked = series_of(bench, [small_tar(bench)] * 3, newest=6)
    series_of(bench, [small_tar(bench)] * 3, name="srv2")
    asked.policy.update(rpo="24h", grace="2h")
    return asked


def newest_is(newest, **policy):
    """A maker: four good nights, and a fifth whose file holds what `newest(bench)` says."""
    def make(bench):
        good_one = small_tar(bench)
        asked = series_of(bench, [good_one] * 5)
        path = bench.copy / f"srv1-20{ENDINGS[bench.kind]}"
        path.write_bytes(newest(bench))
        set_time(path)
        asked.policy.update(policy)
        return asked
    return make


def a_fifth(bench):
    root = bench.folder / "little"
    shutil.copytree(bench.tree() / "docs" / "contracts", root)
    for number in range(1, 8):
        os.remove(root / f"contract-{number}.txt")
    return pack(bench.kind, gnu_tar(root))


def ten_times(bench):
    root = bench.folder / "large"
    shutil.copytree(bench.tree() / "docs" / "contracts", root)
    for number in range(100):
        (root / f"more-{number}.txt").write_bytes(tree.text_of(random.Random(number), 6000))
    return pack(bench.kind, gnu_tar(root))


def half_written(bench):
    content = pack(bench.kind, small_tar(bench))
    return content[:len(content) - len(content) // 10]


def gap(bench):
    asked = series_of(bench, [small_tar(bench)] * 5)
    os.remove(bench.copy / f"srv1-18{ENDINGS[bench.kind]}")
    asked.policy.update(keep={"daily": 4}, since="2026-11-01")
    return asked


def too_short(bench):
    asked = series_of(bench, [small_tar(bench)] * 2)
    asked.policy.update(min_points=5)
    return asked


def future(bench):
    asked = series_of(bench, [small_tar(bench)] * 3)
    set_time(bench.copy / f"srv1-20{ENDINGS[bench.kind]}", NIGHT + 3 * 86_400)
    asked.policy.update(rpo="48h")
    return asked


def no_match(bench):
    asked = series_of(bench, [small_tar(bench)])
    asked.policy["select"]["pattern"] = "srv7-*"
    return asked
