"""Drills through a store: what they must find, keep, clean up and survive.

Each function takes a Desk in an empty folder; an AssertionError is a mistake of the command, a Skip says what is missing.
"""

import gzip
import io
import json
import os
import signal
import tarfile
import threading

import damage
import make_borg
import make_dir
import make_mysql
import make_postgres
import make_restic
import make_rsnapshot
import make_series
import make_tar
import tree
from bench import need, need_root
from case import Asked, Skip
from desk import CLIENT, expect, jobs_of, numbers_in, says, seconds_in
from listing import differences, listing_of

LATER = "2027-03-20T12:00:00Z"  # four months after the drills of the tests


def many_files(desk, count=60_000):
    """An archive that takes seconds to restore and little room to keep."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for number in range(count):
            info = tarfile.TarInfo(f"mail/{number % 100:02d}/{number}.eml")
            info.size, info.mtime = 60, 1_792_000_000
            archive.addfile(info, io.BytesIO(b"Subject: %06d, and some words more to fill these bytes.....\n" % number))
    return Asked(desk.bench.file("mail.tar.gz", gzip.compress(packed.getvalue(), 1, mtime=0)))


def folder_job(desk, **terms):
    return desk.job("files", "dir", make_dir.good(desk.bench), **terms)


# What a drill finds and keeps.

def counts(job, number):
    """The evidence says that so many files came back or were compared."""
    found = numbers_in(job["evidence"], "files", "compared", "entries", "sample")
    expect(number in found, f"{number} files are not in the evidence: {json.dumps(job['evidence'])[:400]}")


def good_folder(desk):
    folder_job(desk, restore_within="1h", drill_every="90d").agreed()
    before = listing_of(desk.bench.folder, desk.scratch)
    said = desk.verify("drill", "files")
    job = says(said, "files", "ok")
    expect(said.status == 0, f"exit {said.status}")
    seconds_in(job["evidence"])
    files = len(tree.regular_files(desk.bench.tree()))
    counts(job, files)
    expect(any(value > 2_000_000 for value in numbers_in(job["evidence"], "bytes")), "the bytes are not in the evidence")
    found = differences(before, listing_of(desk.bench.folder, desk.scratch))
    expect(not found, f"outside the scratch folder: {found}")
    desk.is_clean("after a good drill")


def evidence_is_kept(desk):
    folder_job(desk).agreed()
    desk.verify("drill", "files")
    said = desk.verify("list", "--evidence")
    expect(said.status == 0, f"list exits with {said.status}: {said.errors}")
    expect("files" in said.output and "drill" in said.output, f"the drill is not listed: {said.output[:300]}")
    expect("ivanov" in said.output, "who drilled is not listed")
    said = desk.say("store", "check")
    expect(said.status == 0, f"store check exits with {said.status}: {said.output}{said.errors}")


def damaged_folder(desk):
    desk.job("files", "dir", make_dir.changed(damage.other_content)(desk.bench)).agreed()
    said = desk.verify("drill", "files")
    says(said, "files", "fail", "content-changed")
    expect(said.status == 1, f"exit {said.status}")
    expect("content-changed" in desk.verify("list", "--evidence").output, "the failed drill is not listed with its reason")
    desk.is_clean("after a failed drill")


def each_kind(desk):
    """One good copy of each kind that can be made here."""
    makers = {"tgz": make_tar.good, "rsnapshot": make_rsnapshot.good, "restic": make_restic.good, "borg": make_borg.good_secret,
              "pg": make_postgres.good("custom", "shop.dump"), "mysql": make_mysql.good("plain")}
    names = []
    for kind, maker in makers.items():
        try:
            desk.job(kind, kind, maker(desk.other_bench(f"of {kind}", kind)))
            names.append(kind)
        except Skip:
            pass
    desk.agreed()
    for name in names:
        said = desk.verify("drill", name)
        seconds_in(says(said, name, "ok")["evidence"])
        desk.is_clean(f"after a drill of {name}")
    content = b"".join(path.read_bytes() for path in desk.folder.glob("outdesk.db*"))
    expect(make_restic.SECRET.encode() not in content and make_borg.SECRET.encode() not in content, "a password is in the store")


def an_older_point(desk):
    """--point takes the name that the points have."""
    desk.job("nights", "rsnapshot", make_rsnapshot.asked_of(desk.bench, "history", make_rsnapshot.build_history, checked=False)).agreed()
    says(desk.verify("drill", "nights", "--point", "daily.2"), "nights", "ok")
    said = desk.verify("drill", "nights", "--point", "daily.77")
    expect(said.status in (2, 3), f"a point that is not there: exit {said.status} {said.errors}")
    desk.is_clean("after drills of points")


def a_sample(desk):
    """The same sample again: a third of the files is damaged, so another sample would say something else."""
    asked = make_dir.good(desk.bench)
    for number, path in enumerate(tree.regular_files(asked.where)):
        if number % 3 == 0 and os.path.getsize(damage.at(asked.where, path)):
            tree.rewrite(damage.at(asked.where, path), tree.flip(0))
    desk.job("files", "dir", asked).agreed()
    first, second = (says(desk.verify("drill", "files", "--sample", "12"), "files", "fail", "content-changed") for _ in range(2))
    shown = [[(one["reason"], one["detail"]) for one in job["findings"]] for job in (first, second)]
    expect(shown[0] == shown[1], f"two samples of one point differ: {shown}")
    whole = says(desk.verify("drill", "files"), "files", "fail", "content-changed")
    expect([(one["reason"], one["detail"]) for one in whole["findings"]] != shown[0], "a sample of 12 finds as much as all files")


def a_sample_of_a_good_one(desk):
    """What was not in the sample is not missing."""
    desk.job("files", "tgz", make_tar.good(desk.bench)).agreed()
    job = says(desk.verify("drill", "files", "--sample", "12"), "files", "ok")
    counts(job, 12)
    desk.is_clean("after a sample")


def too_slow(desk):
    """A second is agreed.  The verdict goes by the measured time, whichever it is."""
    desk.job("mail", "tgz", many_files(desk, 150_000), restore_within="1s").agreed()
    said = desk.verify("drill", "mail")
    job = jobs_of(said)["mail"]
    if job["verdict"] == "ok":
        expect(min(seconds_in(job["evidence"])) <= 1, f"ok, and it took longer than a second: {job['evidence']}")
        raise Skip("the restore took less than a second")
    says(said, "mail", "fail warn", "rto-exceeded", "restore")
    expect(max(seconds_in(job["evidence"])) > 1, "too slow, and no time above a second in the evidence")


def quick_enough(desk):
    folder_job(desk, restore_within="10m").agreed()
    says(desk.verify("drill", "files"), "files", "ok")


# What is due.

def due(desk):
    """What was never drilled is due; what was is not, until its time has come again."""
    folder_job(desk, drill_every="90d")
    desk.job("never", "tgz", make_tar.good(desk.other_bench("second", "tgz")))  # no drills were agreed
    desk.agreed()
    said = desk.verify("drill", "--due")
    expect("files" in jobs_of(said), "a job that was never drilled is not due")
    expect("never" not in jobs_of(said), "a job without drill_every is due")
    expect(said.status == 0, f"exit {said.status}")
    said = desk.verify("drill", "--due")
    expect(not jobs_of(said) and said.status == 0, f"due again at once: {said.output[:200]}")
    said = desk.verify("drill", "--due", now=LATER)
    expect("files" in jobs_of(said), "not due four months later")


def overdue_is_a_verdict(desk):
    folder_job(desk, drill_every="90d").agreed()
    desk.verify("drill", "files")
    says(desk.verify("check", "files"), "files", "ok")
    job = says(desk.verify("check", "files", now=LATER), "files", "warn fail unknown")
    expect(any(one["reason"] == "drill-overdue" for one in job["findings"]), f"nobody says that the drill is overdue: {job['findings']}")


# All jobs of a client.

def all_jobs(desk):
    """One bad job does not hide the others, and the exit code says that one is bad."""
    folder_job(desk)
    desk.job("broken", "tgz", make_tar.cut(0.5)(desk.other_bench("broken copy", "tgz")))
    desk.job("gone", "tgz", Asked(desk.folder / "never made.tar.gz"))
    desk.job("last", "tgz", make_tar.good(desk.other_bench("last copy", "tgz")))
    desk.agreed()
    said = desk.verify("check")
    says(said, "files", "ok")
    says(said, "broken", "fail", "truncated", "structure")
    says(said, "gone", "fail", "no-points", "freshness")
    says(said, "last", "ok")
    expect(said.status == 1, f"exit {said.status}")
    said = desk.verify("check", "last", "files")
    expect(sorted(jobs_of(said)) == ["files", "last"] and said.status == 0, f"two asked for: {sorted(jobs_of(said))}, exit {said.status}")
    desk.is_clean("after a check of all")


def unknown_names(desk):
    folder_job(desk).agreed()
    expect(desk.verify("check", "no such job").status == 3, "a job that is not there: the exit code is not 3")
    expect(desk.verify("drill", "no such job").status == 3, "a job that is not there: the exit code is not 3")
    said = desk.say("backup-verify", "check", "--client", "nobody", "--format", "json")
    expect(said.status == 3, f"a client that is not there: exit {said.status}")


def summary_for_mail(desk):
    """Text has a line that names the bad job."""
    folder_job(desk)
    desk.job("broken", "tgz", make_tar.cut(0.5)(desk.other_bench("broken copy", "tgz"))).agreed()
    said = desk.say("backup-verify", "check", "--client", CLIENT, "--now", "2026-11-20T12:00:00Z")
    expect(said.status == 1, f"exit {said.status}")
    expect("not usable 1 (broken: cut off)" in said.output and "\x1b" not in said.output, f"no line for people: {said.output[:300]}")


# Interruptions.

def signal_cleans(number, whole_group, kind):
    def test(desk):
        if kind == "tgz":
            asked = many_files(desk)
        elif kind == "pg":
            asked = make_postgres.good("plain")(desk.bench)
        else:
            asked = make_borg.good(desk.bench)
        desk.job("job", kind, asked).agreed()
        before = listing_of(desk.bench.copy, desk.scratch)
        said = desk.interrupted(number, whole_group, "drill", "job")
        if said is None:
            raise Skip("the drill was quicker than the signal")
        expect(said.status != 0, "exit 0 after a signal")
        desk.is_clean(f"after signal {number}")
        expect(before == listing_of(desk.bench.copy, desk.scratch), "the copy changed")
        says(desk.verify("drill", "job"), "job", "ok")
        expect(desk.say("store", "check").status == 0, "the store is damaged")
    return test


def killed(desk):
    """kill -9 leaves what it leaves; the next run of whichever job removes it."""
    desk.job("mail", "tgz", many_files(desk))
    desk.job("files", "dir", make_dir.good(desk.other_bench("second", "dir"))).agreed()
    said = desk.interrupted(signal.SIGKILL, True, "drill", "mail")
    if said is None:
        raise Skip("the drill was quicker than the signal")
    says(desk.verify("drill", "files"), "files", "ok")
    desk.is_clean("after the run that followed kill -9")


def two_at_once(desk):
    """A second run does not take the first one's scratch folder for a leftover."""
    desk.job("mail", "tgz", many_files(desk))
    desk.job("files", "dir", make_dir.good(desk.other_bench("second", "dir"))).agreed()
    answers = {}
    first = threading.Thread(target=lambda: answers.update(mail=desk.verify("drill", "mail")))
    first.start()
    while first.is_alive():
        said = desk.verify("drill", "files")
        if said.status != 75:  # another run holds the lock: that is an answer too
            says(said, "files", "ok")
    first.join()
    says(answers["mail"], "mail", "ok")
    desk.is_clean("after two at once")


# A full scratch disk.

def on_small_disk(desk, size, *words):
    """Runs the command with a scratch disk of its own, which is gone afterwards.  Gives what it said, and what was left on the disk."""
    need_root()
    left = desk.folder / "left on the disk"
    script = f'mount -t tmpfs -o size={size},mode=1777 none "$TMPDIR" && {{ "$@"; status=$?; find "$TMPDIR" -mindepth 1 >"{left}"; exit $status; }}'
    said = desk.verify(*words, wrapped_in=(need("unshare"), "-m", "--propagation", "private", "sh", "-c", script, "sh"))
    return said, left.read_text()


def full_disk(kind):
    """A job that does not fit says so, and the next one is checked."""
    def test(desk):
        if kind == "tgz":
            asked = many_files(desk)
        elif kind == "restic":
            asked = make_restic.good(desk.bench)
        else:
            asked = make_borg.good(desk.bench)
        desk.job("large", kind, asked)
        small = desk.other_bench("small copy", "tgz")
        desk.job("small", "tgz", Asked(small.file("small.tar.gz", make_tar.pack("tgz", make_series.small_tar(small))))).agreed()
        said, left = on_small_disk(desk, "1500k", "check", "--level", "restore")
        expect(not left, f"left on the disk: {left[:200]}")
        job = says(said, "large", "unknown fail warn")
        details = " ".join(one["detail"].lower() for one in job["findings"])
        expect(any(word in details for word in ("space", "room", "full", "free")), f"nobody says that the disk is full: {details}")
        says(said, "small", "ok")
        expect(said.status in (1, 6), f"exit {said.status}")
        said, left = on_small_disk(desk, "1500k", "drill", "large")
        expect(said.status in (1, 6), f"the drill: exit {said.status}")
        expect(not left, f"left on the disk by the drill: {left[:200]}")
    return test


# Results of other systems, and the calendar.

def record_and_status(desk):
    """The one-line form; `tests/cli` has the others."""
    folder_job(desk)
    desk.job("veeam", None).agreed()
    said = desk.say("backup-verify", "record", "--client", CLIENT, "veeam", "--at", "2026-11-19T01:30:00Z", "--now", "2026-11-20T12:00:00Z")
    expect(said.status == 0, f"record exits with {said.status}: {said.errors.strip()}")
    desk.verify("check")
    said = desk.verify("status", "--month", "2026-11")
    expect("veeam" in said.output and "files" in said.output, f"status does not have all jobs: {said.output[:300]}")
    said = desk.verify("list")
    expect("veeam" in said.output, "list does not have the recorded result")
    expect(desk.say("store", "check").status == 0, "the store is damaged")


def nothing_recorded_is_not_ok(desk):
    desk.job("veeam", None, rpo="24h").agreed()
    said = desk.verify("check")
    says(said, "veeam", "unknown fail warn")
    expect(said.status in (1, 5), f"exit {said.status}: no word of a backup is no good word")


DRILLS = [
    ("good folder", good_folder),
    ("evidence is kept", evidence_is_kept),
    ("damaged folder", damaged_folder),
    ("each kind", each_kind),
    ("an older point", an_older_point),
    ("a sample is the same again", a_sample),
    ("a sample of a good copy", a_sample_of_a_good_one),
    ("too slow", too_slow),
    ("quick enough", quick_enough),
    ("what is due", due),
    ("overdue is a verdict", overdue_is_a_verdict),
    ("all jobs of a client", all_jobs),
    ("unknown names", unknown_names),
    ("a summary for mail", summary_for_mail),
    ("SIGINT to all, as a terminal sends it", signal_cleans(signal.SIGINT, True, "tgz")),
    ("SIGTERM to the command alone", signal_cleans(signal.SIGTERM, False, "tgz")),
    ("SIGTERM with a scratch server", signal_cleans(signal.SIGTERM, False, "pg")),
    ("SIGINT with borg", signal_cleans(signal.SIGINT, False, "borg")),
    ("kill -9", killed),
    ("two at once", two_at_once),
    ("full disk, archive", full_disk("tgz")),
    ("full disk, restic", full_disk("restic")),
    ("full disk, borg", full_disk("borg")),
    ("recorded results and status", record_and_status),
    ("nothing recorded", nothing_recorded_is_not_ok),
]
