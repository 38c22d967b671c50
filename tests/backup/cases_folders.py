"""Folders: mirrors with a manifest, and rsnapshot trees."""

import damage
import make_dir
import make_rsnapshot
import tree
from case import Case, OK, answers, fail, refused

# Random contents are seen as soon as they are read; the word belongs to the last level.  For folders both are one reading.
ENCRYPTED = fail("hash restore", "content-encrypted")
# Counting the files of a folder is listing to one and walking to another.
COUNTED = "freshness structure"


def rows(kind, table):
    return [Case(kind, name, make, right, why) for name, make, right, why in table]


def tree_rows(kind, maker, changes, levels="hash"):
    """A case for each change of `damage`: `maker(change)` makes the copy."""
    return [Case(kind, name, maker(change), fail(levels, reasons), why) for name, change, reasons, why in changes]


def second_name(lines):
    return lines[:9] + [lines[3]] + lines[9:]


DIR = rows("dir", [
    ("good", make_dir.good, OK, "names of every kind, hard links, attributes and ACLs are as the manifest says"),
    ("good, no manifest", make_dir.good_without_manifest, OK, "photos and documents, nothing wrong with them"),
    ("good, all terms met", make_dir.good_with_terms, OK, "fresh, large enough, expected paths are there"),
    ("good, sums of find and sha256sum", make_dir.native_sums, OK, "\"./\" in front of names is how everybody makes them"),
    ("good, sums of sha256sum -b", make_dir.starred_sums, OK, "a star in front of the name means binary"),
    ("good, only media", make_dir.good_after(damage.only_media), OK, "compressed by nature and known by its signature"),
    ("good, small random keys", make_dir.good_after(damage.small_keys), OK, "below 1 KiB randomness proves nothing"),
    ("good, one vault", make_dir.good_after(damage.one_vault), OK, "five random files among a hundred documents are under the share of an alarm"),
    ("good, texts edited", make_dir.good_after(tree.edit_texts), OK, "an edit of all texts is no encryption"),
    ("good, pipe and socket", make_dir.good_after(tree.add_specials), OK, "they are there as promised; opening the pipe would wait for ever"),
    ("good, sparse file", make_dir.good_after(make_dir.sparse), OK, "holes read as zeros"),
    ("good, links that lead out", make_dir.good_after(make_dir.outside_links), OK, "as /etc has them; nothing is written through them"),
    ("good, empty by agreement", make_dir.empty_by_agreement, OK, "min_files is 0"),
    ("a device inside", make_dir.device_inside, OK + answers("warn fail", "structure", "unsafe-entry"),
     "a mirror of a system has devices, and the table names it; refusing it is as right, reading it is not"),
    ("empty", make_dir.empty, fail(COUNTED, "empty"), "no files at all"),
    ("only folders", make_dir.only_folders, fail(COUNTED, "empty"), "folders without a file"),
    ("fewer files than agreed", make_dir.too_few, fail(COUNTED, "empty size-anomaly"), "min_files is 10,000; the words fit both"),
    ("an expected path missing", make_dir.expected_path_missing, fail("structure hash", "entry-missing"),
     "expect.paths names photos; a walk sees it, the word is one of level hash"),
    ("stale", make_dir.stale, fail("freshness", "stale"), "ten days old, agreed are 24 hours"),
    ("time in the future", make_dir.future, answers("fail warn", "freshness", "clock-future"), "three days from now: no usable point"),
    ("nowhere", make_dir.nowhere, fail("freshness", "no-points"), "the path does not exist"),
    ("a file, no folder", make_dir.not_a_folder, fail("structure", "bad-magic"), "what lies there is not of the kind"),
    ("encrypted, no manifest", make_dir.encrypted(), ENCRYPTED, "every file is random bytes"),
    ("encrypted, manifest made after", make_dir.encrypted("after"), ENCRYPTED, "the manifest agrees, the content is worthless"),
    ("encrypted, manifest made before", make_dir.encrypted("before"), fail("hash", "content-changed content-encrypted"),
     "every sum differs; both words are true at one level"),
    ("encrypted and renamed", make_dir.encrypted(rename=True), ENCRYPTED, "random bytes, and names end in .locked"),
    ("half encrypted", make_dir.encrypted(share=0.5), ENCRYPTED, "half the files are over the share of an alarm"),
    ("only heads encrypted", make_dir.encrypted(head=4096), ENCRYPTED,
     "the first 4 KiB of each file, as quick ransomware does; the best block is random"),
    ("a file unreadable", make_dir.unreadable_file, answers("unknown", "structure hash", "access-denied"),
     "we may not read it, so we do not know; found when it is opened"),
    ("a folder unreadable", make_dir.unreadable_folder, answers("unknown", "structure hash", "access-denied"),
     "we may not list it, so we do not know what is missing"),
    ("manifest names a file twice", make_dir.rewritten_sums(second_name), refused("src.sha256", 10), "two sums for one name: one of them is wrong"),
    ("manifest leads up", make_dir.renamed_in_sums(5, b"../../etc/shadow"), refused("src.sha256", 5), "a name that leads out of the tree"),
    ("manifest leads up in the middle", make_dir.renamed_in_sums(5, b"docs/../../etc/shadow"), refused("src.sha256", 5),
     "a name that leads out of the tree"),
    ("manifest is absolute", make_dir.renamed_in_sums(7, b"/etc/shadow"), refused("src.sha256", 7), "an absolute name"),
    ("manifest is no manifest", make_dir.rewritten_sums(lambda lines: lines[:4] + [b"hello\n"] + lines[4:]), refused("src.sha256", 5), "not a sum"),
    ("manifest of MD5 sums", make_dir.rewritten_sums(lambda lines: [line[:32] + line[64:] for line in lines if line[:1] != b"\\"]),
     refused("src.sha256", 1), "32 digits are no SHA-256"),
    ("manifest with a broken escape", make_dir.renamed_in_sums(6, b"docs/x\\q.txt", b"\\"), refused("src.sha256", 6),
     "the line says that the name is escaped, and \\\\q is no escape"),
    ("manifest with a backslash that is one", make_dir.renamed_in_sums(6, b"docs/x\\q.txt"), fail("hash", "entry-missing entry-extra"),
     "the line does not say that the name is escaped: one file of that name is missing, and one is not named"),
    ("table names a path twice", make_dir.rewritten_table(second_name), refused("src.meta.tsv", 10), "two rows for one path"),
    ("table leads up", make_dir.renamed_in_table(5, b"../evil"), refused("src.meta.tsv", 5), "a name that leads out of the tree"),
    ("table is absolute", make_dir.renamed_in_table(5, b"/etc/passwd"), refused("src.meta.tsv", 5), "an absolute name"),
    ("table without its heading", make_dir.rewritten_table(lambda lines: lines[1:]), OK, "ten cells in the usual order need no heading"),
    ("table with a short row", make_dir.rewritten_table(lambda lines: lines[:7] + [b"docs/short\tf\t0644\n"] + lines[7:]), refused("src.meta.tsv", 8),
     "three of ten columns"),
]) + tree_rows("dir", make_dir.changed_without_table, damage.CONTENT_CHANGES) + tree_rows("dir", make_dir.changed, damage.METADATA_CHANGES)

RSNAPSHOT = rows("rsnapshot", [
    ("good", make_rsnapshot.good, OK, "three nights, files shared by hard links, newest as the manifest says"),
    ("good, texts edited since the night before", make_rsnapshot.good_after_edit, OK,
     "most files changed, none looks random but photos, which did not change"),
    ("good, leftovers beside the points", make_rsnapshot.with_leftovers, OK, ".sync and _delete.N are no restore points"),
    ("good, two intervals", make_rsnapshot.with_weeklies, OK, "a weekly point beside the daily ones; classes are by time, not by name"),
    ("newest empty", make_rsnapshot.newest_empty, fail(COUNTED, "empty"), "the source was not mounted: the newest point has no file"),
    ("most folders gone", make_rsnapshot.half_gone, fail(COUNTED, "size-anomaly"), "far under half of the files of four nights before"),
    ("encrypted since the night before", make_rsnapshot.encrypted, ENCRYPTED, "the newest point is random bytes"),
    ("stale", make_rsnapshot.moved_in_time(-6, rpo="24h", grace="2h"), fail("freshness", "stale"), "the newest night is six days ago"),
    ("fresh within grace", make_rsnapshot.moved_in_time(-1, rpo="24h", grace="12h"), OK, "33.5 hours old; 24 and 12 are allowed"),
    ("newest in the future", make_rsnapshot.newest_in_future, answers("fail warn", "freshness", "clock-future"),
     "a clock was wrong; whether the older points suffice is a matter of taste"),
    ("a night missing", make_rsnapshot.gap, answers("fail warn", "freshness", "retention-gap"),
     "four daily points are agreed, one day has none; the newest copy itself is good"),
    ("no points", make_rsnapshot.no_points, fail("freshness", "no-points"), "the folder is empty"),
    ("nowhere", make_rsnapshot.no_path, fail("freshness", "no-points"), "the disk was never mounted"),
    ("no such host", make_rsnapshot.no_such_host, fail("freshness", "no-points empty"), "no point holds anything of that host"),
    ("an expected path missing", make_rsnapshot.expected_path_missing, fail("structure hash", "entry-missing"), "expect.paths names photos"),
    ("unreadable", make_rsnapshot.unreadable, answers("unknown", "freshness structure", "access-denied"), "we may not list it, so we do not know"),
]) + tree_rows("rsnapshot", make_rsnapshot.changed, damage.chosen(
    "a bit flips in a photo", "other content of the same size and time", "a file missing", "a sub-folder missing", "a file more", "mode changed",
    "owner changed", "attribute lost", "link leads elsewhere", "names of one file became three files"))
