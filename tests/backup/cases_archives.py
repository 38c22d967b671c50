"""Archives in one file: tar plain and packed, and zip; single ones and series in a folder."""

import random

import damage
import make_dir
import make_hostile as hostile
import make_series
import make_tar
import make_zip
import tree
from case import OK, answers, fail
from cases_folders import ENCRYPTED, rows, tree_rows

# To count what is in a tar file it has to be walked; how much lies in a folder of them is in its listing.
COUNTED = "freshness structure"
# A checksum inside the packed stream differs: the stream cannot be unpacked rightly, and a block's sum is wrong.
SUM = "decompress block-crc"

TAR_GOOD = [
    ("good", make_tar.good, OK, "all that pax holds is as manifest and table say"),
    ("good, no manifest", make_tar.good_without_manifest, OK, "fresh, and expected paths are there"),
    ("good, GNU dialect", make_tar.good_gnu, OK, "long names in entries of their own, bytes that are no UTF-8"),
    ("good, ustar dialect", make_tar.good_ustar, OK, "names split in two, whole seconds"),
    ("good, names without ./", make_tar.good_named, OK, "made with tar -c *"),
    ("good, sparse GNU", make_tar.good_after(make_dir.sparse, "-S", "--format=gnu", metadata=False), OK, "holes are restored as zeros"),
    ("good, sparse pax", make_tar.good_after(make_dir.sparse, "-S", *make_tar.DIALECT, metadata=False), OK,
     "the map of holes is in front of the data"),
    ("good, ends after two zero blocks", make_tar.good_two_blocks, OK, "no filling up to a record"),
    ("good, appended version", make_tar.good_appended, OK + answers("warn", "structure hash", "entry-extra"),
     "tar -r is legal and the last one counts; a remark that the name is there twice is fair"),
    ("good, pipe", make_tar.good_after(tree.add_specials), OK, "a pipe is restored, not opened; tar leaves the socket out"),
    ("good, links that lead out", make_tar.good_after(make_dir.outside_links), OK, "as /etc has them; nothing is written through them"),
    ("good, only media", make_tar.good_after(damage.only_media), OK, "compressed by nature"),
    ("good, one vault", make_tar.good_after(damage.one_vault), OK, "five random files among a hundred documents"),
    ("good, texts edited since the night before", make_series.edited, OK, "an edit of all texts is no encryption"),
    ("good, empty by agreement", make_tar.empty_by_agreement, OK, "min_files is 0"),
    ("good, a night for each of four days", make_series.good, OK, "fresh, four daily points; an unfinished file does not match the pattern"),
]

# Whatever the packing, the tar inside is at fault.
TAR_INSIDE = [
    ("a bit flips in data", make_tar.retouched(make_tar.flip_in_data), fail("hash", "content-changed"),
     "tar has no sum of data: only the manifest sees it"),
    ("a bit flips in a header", make_tar.retouched(make_tar.flip_in_header), fail("structure", "header-checksum"), "the header's own sum is wrong"),
    ("mode changed, header sum repaired", make_tar.retouched(make_tar.mode_with_checksum), fail("hash", "metadata-changed"), "the table says 0644"),
    ("name changed, header sum repaired", make_tar.retouched(make_tar.name_with_checksum, metadata=False), fail("hash", "entry-missing entry-extra"),
     "one name is missing, another is too many"),
    ("early end mark", make_tar.retouched(make_tar.early_end), fail("structure", "trailing-garbage truncated") + fail("hash", "entry-missing"),
     "tar stops at the mark without a word: data behind it is a sign at structure, the missing files at hash"),
    ("cut between entries, manifest", make_tar.cut_between_entries(True), fail("structure", "truncated") + fail("hash", "entry-missing"),
     "no end mark, and files are missing"),
    ("cut between entries", make_tar.cut_between_entries(False), answers("fail warn", "structure", "truncated"),
     "POSIX ends a tar file with two zero blocks; every reader forgives it"),
    ("two archives in one file", make_tar.two_archives, fail("structure", "trailing-garbage truncated") + fail("hash", "entry-missing"),
     "readers see the first only"),
    ("encrypted, no manifest", make_tar.encrypted(), ENCRYPTED, "every file is random bytes"),
    ("encrypted, manifest made after", make_tar.encrypted("after"), ENCRYPTED, "the manifest agrees, the content is worthless"),
    ("an expected path missing", make_tar.expected_path_missing, fail("structure hash", "entry-missing"), "expect.paths names photos"),
    ("no entries", make_tar.holds_packed(bytes(10_240)), fail(COUNTED, "empty"), "an end mark and nothing before it"),
    ("only folders", make_tar.only_folders, fail(COUNTED, "empty"), "folders without a file"),
    ("no tar inside", make_tar.holds_packed(tree.text_of(random.Random(3), 30_000)), fail("structure", "bad-magic"), "the content is a text"),
]

# Whatever is inside, the file is at fault.
TAR_FILE = [
    ("no bytes", make_tar.holds(b""), fail("freshness", "empty"), "the listing says 0 bytes"),
    ("cut in the middle", make_tar.cut(0.5), fail("structure", "truncated"), "the end is missing"),
    ("cut near the start", make_tar.cut(1000), fail("structure", "truncated"), "hardly more than a header"),
    ("last bytes missing", make_tar.cut(-12_000), fail("structure", "truncated"), "the end is missing"),
    ("random bytes", make_tar.random_bytes, fail("structure", "bad-magic"), "the whole archive was encrypted"),
    ("an error page", make_tar.holds(make_tar.ERROR_PAGE), fail("structure", "bad-magic"), "somebody kept what the web server said"),
    ("stale", make_tar.stale, fail("freshness", "stale"), "ten days old, agreed are 24 hours"),
    ("time in the future", make_tar.future, answers("fail warn", "freshness", "clock-future"), "three days from now: no usable point"),
    ("nowhere", make_tar.nowhere, fail("freshness", "no-points"), "the path does not exist"),
    ("unreadable", make_tar.unreadable, answers("unknown", "structure", "access-denied"), "we may not read it, so we do not know"),
]

TAR_SERIES = [
    ("series stale, another machine's is fresh", make_series.stale, fail("freshness", "stale"),
     "srv1 stopped six nights ago; srv2's files lie beside"),
    ("newest of the series has no bytes", make_series.newest_is(lambda bench: b""), fail("freshness", "empty"), "four good nights, then a full disk"),
    ("newest of the series cut", make_series.newest_is(make_series.half_written), fail("structure", "truncated"),
     "a tenth is missing: no change of size yet"),
    ("newest of the series small", make_series.newest_is(make_series.a_fifth), fail(COUNTED, "size-anomaly"), "a fifth of the median of four nights"),
    ("newest of the series large", make_series.newest_is(make_series.ten_times), answers("warn", COUNTED, "size-anomaly"),
     "over three times the median: worth a look, no fault"),
    ("a night missing", make_series.gap, answers("fail warn", "freshness", "retention-gap"),
     "four daily points are agreed and one day has none; the newest copy itself is good"),
    ("fewer points than agreed", make_series.too_short, answers("fail warn", "freshness", "no-points retention-gap"),
     "two of at least five; there is no word of its own"),
    ("newest in the future", make_series.future, answers("fail warn", "freshness", "clock-future"),
     "one file's clock was wrong; the others are fresh enough"),
    ("nothing matches", make_series.no_match, fail("freshness", "no-points"), "the pattern matches no file"),
]

UNSAFE = fail("structure", "unsafe-entry")
HOSTILE = [
    ("hostile: ../", hostile.of_tar(hostile.parent), UNSAFE, "leads out"),
    ("hostile: thirty ../ and a path", hostile.of_tar(hostile.far_parent), UNSAFE, "leads to a place that is known"),
    ("hostile: ../ behind a folder", hostile.of_tar(hostile.parent_inside), UNSAFE, "leads out"),
    ("hostile: absolute", hostile.of_tar(hostile.absolute), UNSAFE, "an absolute name; tar of the same source strips the slash"),
    ("hostile: through a link", hostile.of_tar(hostile.through_link), UNSAFE, "a link out, and a file behind it"),
    ("hostile: through a chain of links", hostile.of_tar(hostile.many_hops), UNSAFE, "no link leads out by its text"),
    ("hostile: a folder over a link", hostile.of_tar(hostile.link_then_folder),
     UNSAFE + OK + answers("warn", "structure hash", "entry-extra unsafe-entry"),
     "nothing may change outside; the second entry of the name may replace the first"),
    ("hostile: a file over a link", hostile.of_tar(hostile.link_replaced),
     UNSAFE + OK + answers("warn", "structure hash", "entry-extra unsafe-entry"),
     "the file that the link leads to must stay; replacing the link is right"),
    ("hostile: hard link, absolute", hostile.of_tar(hostile.hard_link_out), UNSAFE, "a name for a file outside, then bytes into it"),
    ("hostile: hard link, ../", hostile.of_tar(hostile.hard_link_up), UNSAFE, "a name for a file outside"),
    ("hostile: hard link through a link", hostile.of_tar(hostile.hard_link_over_link), UNSAFE, "a name for a file outside, by way of a link"),
    ("hostile: character device", hostile.of_tar(hostile.character_device), UNSAFE, "root would make it"),
    ("hostile: block device", hostile.of_tar(hostile.block_device), UNSAFE, "root would make a name for a disk"),
    ("hostile: a name of no bytes", hostile.of_tar(hostile.name_of_nothing),
     UNSAFE + OK + answers("warn fail", "structure", "bad-magic header-checksum unsafe-entry"), "it is nothing and may be passed over"),
    ("hostile: one name twice", hostile.of_tar(hostile.duplicate), UNSAFE + OK + answers("warn", "structure hash", "entry-extra unsafe-entry"),
     "without a manifest nobody knows which is right; the last counts"),
    ("hostile: file and folder of one name", hostile.of_tar(hostile.file_and_folder),
     UNSAFE + fail("restore", "restore-failed") + OK + answers("warn", "structure", "unsafe-entry"),
     "it cannot come back as it says; libarchive puts the folder in the file's place"),
    ("hostile: 20,000 folders deep", hostile.of_tar(hostile.deep),
     fail("structure", "unsafe-entry expansion-limit") + fail("restore", "restore-failed"), "longer than any path may be"),
    ("hostile: a name of 70,000 bytes", hostile.of_tar(hostile.long_name),
     fail("structure", "unsafe-entry expansion-limit") + fail("restore", "restore-failed"), "no file system has it"),
    ("hostile: claims 8 EiB", hostile.of_tar(hostile.huge_claim), fail("structure", "expansion-limit truncated header-checksum"),
     "more than may be unpacked, and it is not there"),
    ("hostile: negative size", hostile.of_tar(hostile.negative_size), fail("structure", "bad-magic header-checksum truncated unsafe-entry"),
     "no size is below zero; any word of structure will do"),
    ("hostile: sparse giant", hostile.of_tar(hostile.sparse_giant), fail("structure", "expansion-limit"), "8 TiB of hole in one block"),
]
BOMB = [
    ("hostile: bomb", hostile.bomb, fail("structure", "expansion-limit"), "a gigabyte in kilobytes, 50 MB are allowed"),
]

TGZ = [
    ("good, in pieces", make_tar.good_in_pieces, OK, "members one behind the other, as pigz and bgzip make them"),
    ("good, zeros behind the end", make_tar.good_zero_padded, OK + answers("warn", "structure", "trailing-garbage"),
     "tapes and dd leave them, gzip says nothing; a remark is fair"),
    ("200,000 entries", hostile.many_entries, OK, "many, and nothing wrong"),
    ("a bit flips in a stored block", make_tar.flip_in_stored, fail("structure", SUM),
     "libarchive unpacks wrong bytes without an error: only the CRC at the end tells"),
    ("the CRC flips", make_tar.rewritten_without_manifest(tree.flip(-7)), fail("structure", SUM), "the sum does not belong to the data"),
    ("the length flips", make_tar.rewritten_without_manifest(tree.flip(-3)), fail("structure", SUM), "the length does not belong to the data"),
    ("the magic flips", make_tar.rewritten_without_manifest(tree.flip(0)), fail("structure", "bad-magic"), "not gzip any more"),
    ("only a header", make_tar.cut(10), fail("structure", "truncated"), "ten bytes, no data"),
    ("half a trailer", make_tar.cut(-4), fail("structure", "truncated"), "the length is missing"),
    ("something behind the end", make_tar.with_tail(b"Connection closed by foreign host.\n" * 20),
     answers("fail warn", "structure", "trailing-garbage"), "the data is whole, the file is not as it was made"),
    ("is xz", make_tar.of_kind("txz"), fail("structure", "bad-magic"), "a good archive of another kind than agreed"),
    ("is tar", make_tar.of_kind("tar"), fail("structure", "bad-magic"), "not packed at all"),
]
TXZ = [
    ("good, in pieces", make_tar.good_in_pieces, OK, "streams one behind the other"),
    ("good, zeros behind the end", make_tar.good_zero_padded, OK + answers("warn", "structure", "trailing-garbage"),
     "stream padding, which the format allows"),
    ("good, no checksum", make_tar.without_checksum, OK + answers("warn", "structure", SUM),
     "nothing is wrong, and nothing would be seen: a remark is fair"),
    ("the last index flips", make_tar.rewritten_without_manifest(tree.flip(-20)), fail("structure", SUM + " truncated index-missing"),
     "the index of the stream is wrong"),
    ("the magic flips", make_tar.rewritten_without_manifest(tree.flip(0)), fail("structure", "bad-magic"), "not xz any more"),
    ("half a footer", make_tar.cut(-6), fail("structure", "truncated"), "the last bytes are missing"),
    ("something behind the end", make_tar.with_tail(b"Connection closed by foreign host.\n" * 20),
     answers("fail warn", "structure", "trailing-garbage") + fail("structure", "decompress"), "xz itself refuses the file"),
    ("is gzip", make_tar.of_kind("tgz"), fail("structure", "bad-magic"), "a good archive of another kind than agreed"),
]
TZST = [
    ("good, in pieces", make_tar.good_in_pieces, OK, "frames one behind the other"),
    ("good, a skippable frame", make_tar.good_zstd_frames, OK, "the format allows it anywhere"),
    ("good, no checksum", make_tar.without_checksum, OK + answers("warn", "structure", SUM),
     "nothing is wrong, and nothing would be seen: a remark is fair"),
    ("the checksum flips", make_tar.rewritten_without_manifest(tree.flip(-2)), fail("structure", SUM), "the sum does not belong to the data"),
    ("the magic flips", make_tar.rewritten_without_manifest(tree.flip(0)), fail("structure", "bad-magic"), "not zstd any more"),
    ("half a checksum", make_tar.cut(-2), fail("structure", "truncated"), "the last bytes are missing"),
    ("something behind the end", make_tar.with_tail(b"Connection closed by foreign host.\n" * 20),
     answers("fail warn", "structure", "trailing-garbage") + fail("structure", "decompress"), "zstd itself refuses the file"),
    ("hostile: bomb, no limit agreed", hostile.default_bomb, fail("structure", "expansion-limit"),
     "128 GiB in 3 MB: the program's own limit must hold"),
    ("is gzip", make_tar.of_kind("tgz"), fail("structure", "bad-magic"), "a good archive of another kind than agreed"),
]
TAR = [
    ("good, zeros behind the end", make_tar.good_zero_padded, OK + answers("warn", "structure", "trailing-garbage"), "tapes fill records up"),
    ("the first header flips", make_tar.rewritten_without_manifest(tree.flip(3)), fail("structure", "header-checksum bad-magic"),
     "a tar file is known by its first header"),
    ("something behind the end", make_tar.with_tail(b"Connection closed by foreign host.\n" * 400),
     answers("fail warn", "structure", "trailing-garbage"), "the data is whole, the file is not as it was made"),
    ("is gzip", make_tar.of_kind("tgz"), fail("structure", "bad-magic"), "a good archive of another kind than agreed"),
]


def flips(shares):
    """Single bits of the packed data, one case each.  The nonsense that follows may be noticed first by tar's own header sums."""
    right = fail("structure", SUM + " header-checksum truncated")
    return [(f"a bit flips at {share:.0%}", make_tar.rewritten_without_manifest(tree.flip(share, 2)), right, "the packed stream is damaged")
            for share in shares]


TREES = damage.chosen("other content of the same size and time", "a sub-folder missing", "a file more")
TABLES = damage.chosen("owner changed", "attribute lost", "ACL lost", "link leads elsewhere", "names of one file became three files",
                       "an empty folder missing")

TARS = []
for kind, own in (("tar", TAR), ("tgz", TGZ), ("txz", TXZ), ("tzst", TZST)):
    # Packing does not matter to what is inside: all of it for one kind, a sample for the others.
    whole = kind == "tgz"
    TARS += rows(kind, TAR_GOOD if whole else TAR_GOOD[:2]) + rows(kind, own) + rows(kind, TAR_FILE)
    TARS += rows(kind, TAR_INSIDE if whole or kind == "tar" else TAR_INSIDE[:2] + TAR_INSIDE[8:9] + TAR_INSIDE[11:12])
    TARS += rows(kind, TAR_SERIES if whole else TAR_SERIES[:2]) + rows(kind, HOSTILE if kind in ("tar", "tgz") else HOSTILE[:1] + HOSTILE[4:5])
    if kind != "tar":
        TARS += rows(kind, flips((0.02, 0.3, 0.6, 0.9))) + rows(kind, BOMB)
    TARS += tree_rows(kind, make_tar.changed_sums_only, TREES if kind != "tar" else damage.CONTENT_CHANGES)
    if kind in ("tar", "tgz"):
        TARS += tree_rows(kind, make_tar.changed, TABLES)

ZIP = rows("zip", [
    ("good", make_zip.good, OK, "deflated entries as the manifest says"),
    ("good, no manifest", make_zip.good_without_manifest, OK, "fresh, and expected paths are there"),
    ("good, stored", make_zip.good_stored, OK, "entries that are not packed"),
    ("good, 64-bit sizes", make_zip.good_zip64, OK, "zip64 fields in every entry"),
    ("good, 66,000 entries", make_zip.good_many, OK, "the count in the end record is 65,535"),
    ("good, made by zip", make_zip.good_info_zip, OK, "names that are no UTF-8, links as links"),
    ("good, made into a pipe", make_zip.good_streamed, OK, "sizes and sums stand behind the data"),
    ("good, with a comment", make_zip.good_with_comment, OK, "the end record is not at the end"),
    ("good, only media", make_zip.good_media, OK, "compressed by nature"),
    ("good, empty by agreement", make_zip.empty_by_agreement, OK, "min_files is 0"),
    ("empty", make_zip.empty, fail(COUNTED, "empty"), "an end record and nothing before it"),
    ("no bytes", make_zip.holds(b""), fail("freshness", "empty"), "the listing says 0 bytes"),
    ("a bit flips in a stored entry", make_zip.rewritten(make_zip.flip_in_entry, stored=True), fail("structure", SUM), "the entry's CRC is wrong"),
    ("a bit flips in a deflated entry", make_zip.rewritten(make_zip.flip_in_text), fail("structure", SUM),
     "the entry cannot be unpacked, or its CRC is wrong"),
    ("a bit flips, sums repaired", make_zip.flip_with_sums, fail("hash", "content-changed"), "the zip is in order, the photo is not"),
    ("cut in the middle", make_zip.cut(0.5), fail("structure", "truncated index-missing"), "the end is missing, and with it the directory"),
    ("cut near the start", make_zip.cut(0.01), fail("structure", "truncated index-missing"), "the end is missing, and with it the directory"),
    ("without its directory", make_zip.rewritten(make_zip.without_directory), fail("structure", "truncated index-missing"),
     "all entries, no directory"),
    ("half a directory", make_zip.rewritten(make_zip.half_directory), fail("structure", "truncated index-missing"), "the end record is missing"),
    ("a bit flips in the directory", make_zip.rewritten(make_zip.flip_in_directory),
     fail("structure", "index-missing header-checksum bad-magic truncated"), "the directory cannot be walked; any of these words names it"),
    ("without its head", make_zip.rewritten(make_zip.without_head),
     fail("structure", "truncated bad-magic index-missing header-checksum volume-missing"),
     "the directory points before the start of the file; a part is missing"),
    ("something behind the end", make_zip.rewritten(make_zip.with_tail), answers("fail warn", "structure", "trailing-garbage"),
     "the data is whole, the file is not as it was made"),
    ("with a password that nobody told", make_zip.with_password, answers("fail unknown", "structure", "access-denied"),
     "entries cannot be read; whether the copy is bad we do not know"),
    ("random bytes", make_zip.random_bytes, fail("structure", "bad-magic"), "the whole file was encrypted"),
    ("an error page", make_zip.holds(make_tar.ERROR_PAGE), fail("structure", "bad-magic"), "somebody kept what the web server said"),
    ("is tar", make_zip.a_tar, fail("structure", "bad-magic"), "a good archive of another kind than agreed"),
    ("encrypted", make_zip.encrypted, ENCRYPTED, "every file in it is random bytes, and the manifest agrees"),
    ("stale", make_zip.stale, fail("freshness", "stale"), "ten days old, agreed are 24 hours"),
    ("time in the future", make_zip.future, answers("fail warn", "freshness", "clock-future"), "three days from now: no usable point"),
    ("nowhere", make_zip.nowhere, fail("freshness", "no-points"), "the path does not exist"),
    ("unreadable", make_zip.unreadable, answers("unknown", "structure", "access-denied"), "we may not read it, so we do not know"),
    ("hostile: ../", hostile.of_zip(hostile.zip_parent), UNSAFE, "leads out"),
    ("hostile: ../ behind a folder", hostile.of_zip(hostile.zip_far_parent), UNSAFE, "leads out"),
    ("hostile: absolute", hostile.of_zip(hostile.zip_absolute), UNSAFE, "an absolute name"),
    ("hostile: through a link", hostile.of_zip(hostile.zip_through_link), UNSAFE, "a link out, and a file behind it"),
    ("hostile: bomb", hostile.zip_bomb, fail("structure", "expansion-limit"), "256 MB in kilobytes, 50 MB are allowed"),
    ("hostile: entries that share their data", hostile.zip_overlap,
     fail("structure", "expansion-limit bad-magic header-checksum unsafe-entry decompress block-crc"),
     "2 GB in 200 KB, and local names that differ: any word of structure will do"),
    ("hostile: two names for one entry", hostile.zip_two_names, fail("structure", "unsafe-entry header-checksum bad-magic") + OK,
     "a reader that goes by the directory never sees the evil name"),
]) + tree_rows("zip", make_zip.changed, TREES)
