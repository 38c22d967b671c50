"""The cases of bacula_test."""
import hashlib
import os
import shutil
import sqlite3
import time

from bacula_ask import Asked, Desk, later, make_source, manifest_of
from bacula_farm import Farm, flip

# Each has a source and a backup of its own.
FULL = ("good", "repaired", "bad-crc", "gone", "cut", "overwritten", "purged", "orphan", "lost-rows", "leading-out", "far", "far-gone")


def run(program, work):
    desk = Desk(program, work)
    farm = Farm(work)
    source = {}
    for name in (*FULL, "chain", "deleted", "accurate", "gzip", "sparse", "lzo", "unsigned", "hung", "refused", "spans", "mixed-a", "mixed-b"):
        source[name] = f"{work}/src/{name}"
        make_source(source[name])
    for name in FULL:
        more = ("Signature = SHA256", "aclsupport = yes", "xattrsupport = yes", *(["verify = pins5"] if name.startswith("far") else []))
        farm.add_job(name, source[name], more, storage="Far" if name.startswith("far") else "Near")
    farm.add_job("chain", source["chain"])
    farm.add_job("deleted", source["deleted"])
    farm.add_job("accurate", source["accurate"], more=("Accurate = yes",))
    farm.add_job("gzip", source["gzip"], ("Signature = MD5", "Compression = GZIP6", "Sparse = yes", "xattrsupport = yes"))
    farm.add_job("sparse", source["sparse"], ("Signature = SHA512", "Sparse = yes", "xattrsupport = yes"))
    farm.add_job("lzo", source["lzo"], ("Signature = SHA1", "Compression = LZO"))
    farm.add_job("unsigned", source["unsigned"], ("Compression = GZIP1", "xattrsupport = yes"))
    farm.add_job("spans", source["spans"], storage="Small", limit="Maximum Volume Bytes = 2000000")
    farm.add_job("mixed-a", source["mixed-a"], storage="Small", limit="Maximum Volume Jobs = 0")
    farm.add_job("mixed-b", source["mixed-b"], storage="Small", pool="mixed-a")
    os.makedirs(work + "/src/hollow/docs")
    farm.add_job("hollow", work + "/src/hollow")
    farm.add_job("missing", work + "/src/nowhere")
    farm.add_job("refused", source["refused"], client="dead")
    farm.add_job("hung", source["hung"], storage="Stuck", label=False)
    farm.start()
    try:
        Cases(desk, farm, source).all()
    finally:
        farm.stop()
    print(f"{len(desk.failures)} failed" if desk.failures else "all as they should be")
    return 1 if desk.failures else 0


class Cases:
    def __init__(self, desk, farm, source):
        self.desk, self.farm, self.source = desk, farm, source
        self.ids, self.full_of = {}, {}
        self.conf = farm.work + "/console"

    def ask(self, job, *arguments, where=None, volumes=True, select=None, **options):
        chosen = {"job": job, **({"volumes": self.farm.volumes} if volumes else {}), **(select or {})}
        return Asked(self.desk, where or self.conf, chosen, arguments, **options)

    def all(self):
        hung = self.farm.queue("hung")
        self.ids = {name: self.farm.queue(name) for name in (*FULL, "chain", "deleted", "accurate", "gzip", "sparse", "lzo", "unsigned", "spans", "mixed-a", "mixed-b", "hollow", "missing", "refused")}
        self.farm.wait(*self.ids.values())
        self.later_states()
        for step in (self.good, self.kinds_of_data, self.chains, self.damaged_volumes, self.lists_of_jobs, self.far_storage, self.interrupted):
            if self.desk.only in step.__name__:
                step()
        self.hung_job(hung)
        self.purged_lists()
        self.without_director()
        self.lost_catalog()

    def later_states(self):
        """A second state on top of three full backups."""
        for name in ("chain", "deleted", "accurate", "orphan"):
            folder = self.source[name]
            with open(folder + "/docs/file7.txt", "a", encoding="ascii") as out:
                out.write("one line more\n")
            with open(folder + "/docs/new.txt", "w", encoding="ascii") as out:
                out.write("new\n")
            if name != "chain":
                os.unlink(folder + "/docs/file8.txt")
        self.ids["orphan"] = self.farm.queue("orphan")
        self.farm.wait(self.ids["orphan"])
        os.link(self.source["chain"] + "/docs/new.txt", self.source["chain"] + "/docs/new-hard.txt")
        self.full_of = {name: self.ids[name] for name in ("chain", "deleted", "accurate", "orphan")}
        for name in ("chain", "deleted", "accurate", "orphan"):
            self.ids[name] = self.farm.queue(name, "Incremental")
        self.farm.wait(*(self.ids[name] for name in ("chain", "deleted", "accurate", "orphan")))
        for name in ("chain", "deleted", "accurate", "orphan"):
            self.desk.check(f"the second run of {name} is incremental", self.farm.row(self.ids[name])[3] == "I", self.farm.log(self.ids[name]))

        # On top of these a differential, which leaves the incremental out, and an incremental on that.
        for level, name in (("Differential", "file9.txt"), ("Incremental", "file10.txt")):
            with open(f"{self.source['chain']}/docs/{name}", "a", encoding="ascii") as out:
                out.write(level + "\n")
            self.ids["chain"] = self.farm.queue("chain", level)
            self.farm.wait(self.ids["chain"])
            self.desk.check(f"the next run of chain is {level.lower()}", self.farm.row(self.ids["chain"])[3] == level[0], self.farm.log(self.ids["chain"]))

    def good(self):
        manifest = manifest_of(self.desk, self.source["good"], "good")
        before = self.state_of_volumes()
        self.desk.expect("a good full backup, with its manifest", self.ask("good", *manifest), "ok")
        self.desk.expect("without a manifest", self.ask("good"), "ok")
        self.desk.expect("the folder of volumes told by the Director", self.ask("good", *manifest, volumes=False), "ok")
        asked = self.ask("good", *manifest, "--sample", "7")
        self.desk.expect("a sample of seven", asked, "ok")
        self.desk.check("seven files were restored", asked.job.get("evidence", {}).get("files") == 7, asked.job.get("evidence"))
        self.desk.check("the evidence names Bacula's version", "Bacula " in str(asked.job.get("evidence", {}).get("tool")), asked.job.get("evidence"))
        self.desk.expect("the file bconsole.conf itself", self.ask("good", where=self.conf + "/bconsole.conf", level="structure"), "ok")
        self.desk.check("no volume was changed", before == self.state_of_volumes())
        wrong = dict(good="docs/file9.txt")
        for path in wrong.values():
            sums = open(manifest[1], "rb").read().replace(b"  " + path.encode(), b"  docs/absent.txt")
            with open(manifest[1] + ".other", "wb") as out:
                out.write(sums)
        self.desk.expect("a manifest of another state", self.ask("good", "--manifest", manifest[1] + ".other"), "fail", "hash", "entry-missing")

    def state_of_volumes(self):
        return {name: (hashlib.sha256(open(self.farm.volume(name), "rb").read()).hexdigest(), os.stat(self.farm.volume(name)).st_mtime_ns) for name in sorted(os.listdir(self.farm.volumes))}

    def kinds_of_data(self):
        for name in ("gzip", "sparse", "unsigned"):
            self.desk.expect(f"data of the kind {name}", self.ask(name, *manifest_of(self.desk, self.source[name], name)), "ok")
        volumes = self.volumes_of("spans")
        self.desk.check("one backup spans volumes", len(volumes) > 2, volumes)
        self.desk.check("two backups share one volume", set(self.volumes_of("mixed-a")) & set(self.volumes_of("mixed-b")))
        for name in ("spans", "mixed-a", "mixed-b"):
            self.desk.expect(f"volumes: {name}", self.ask(name, *manifest_of(self.desk, self.source[name], name)), "ok")
            self.desk.expect(f"volumes: {name}, by bextract", self.ask(name, *manifest_of(self.desk, self.source[name], name), where=self.farm.copy_catalog(self.farm.work + "/kinds.db")), "ok")
        self.desk.expect("LZO, which is not read here", self.ask("lzo"), "unknown", "hash", "tool-missing", words=["LZO"])
        self.desk.expect("its structure", self.ask("lzo", level="structure"), "ok")

    def chains(self):
        for name in ("chain", "accurate"):
            asked = self.ask(name, *manifest_of(self.desk, self.source[name], name))
            self.desk.expect(f"partial backups and their full: {name}", asked, "ok")
            links = asked.job.get("evidence", {}).get("command", "").split("jobid=")[-1].split()[0].split(",")
            self.desk.check("of that many runs", len(links) == {"chain": 3, "accurate": 2}[name], links)
        self.desk.expect("a file that was deleted comes back where jobs are not accurate", self.ask("deleted", *manifest_of(self.desk, self.source["deleted"], "deleted")), "fail", "hash", "entry-extra", words=["file8.txt"])
        self.desk.expect("the full backup below it", self.ask("chain", "--point", str(self.full_of["chain"])), "ok")

    def data_of(self, name, path="docs/file20.txt"):
        with open(f"{self.source[name]}/{path}", "rb") as file:
            return file.read(60)

    def damaged_volumes(self):
        volume = {name: self.farm.volume(self.volume_of(name)) for name in ("repaired", "bad-crc", "gone", "cut", "overwritten")}
        flip(volume["repaired"], self.data_of("repaired"), repair=True)
        flip(volume["bad-crc"], self.data_of("bad-crc"), repair=False)
        os.rename(volume["gone"], volume["gone"] + ".away")
        os.truncate(volume["cut"], os.path.getsize(volume["cut"]) // 2)
        with open(self.farm.volume(self.volume_of("good")), "rb") as other:
            blocks = other.read()
        with open(volume["overwritten"], "wb") as out:
            out.write(blocks + blocks)

        manifest = manifest_of(self.desk, self.source["repaired"], "repaired")
        self.desk.expect("a flipped bit under a good checksum", self.ask("repaired"), "fail", "hash", "content-changed", words=["file20.txt"])
        self.desk.expect("the same with a manifest", self.ask("repaired", *manifest), "fail", "hash", "content-changed", words=["file20.txt"])
        self.desk.expect("its structure, as Bacula's own checks, sees nothing", self.ask("repaired", level="structure"), "ok")
        restored = self.farm.say(f"restore jobid={self.ids['repaired']} client=files restorejob=Restore where={self.farm.work}/wrong all done yes")
        job = int(restored.rsplit("JobId=", 1)[1].split()[0])
        self.farm.wait(job)
        self.desk.check("Bacula itself says that this restore is well", self.farm.row(job)[0] == "T" and self.farm.row(job)[2] == 0, self.farm.row(job))
        self.desk.expect("a flipped bit under its old checksum", self.ask("bad-crc"), "fail", "structure", "block-crc")
        self.desk.expect("a volume that is gone", self.ask("gone"), "fail", "structure", "volume-missing", within=60)
        self.desk.expect("a volume that was cut", self.ask("cut"), "fail", "structure", "truncated", within=60)
        self.desk.expect("a volume that holds another session", self.ask("overwritten"), "fail", "structure", "volume-missing", within=60)

    def volume_of(self, job):
        return self.volumes_of(job)[0]

    def volumes_of(self, job):
        with sqlite3.connect(f"file:{self.farm.catalog}?mode=ro", uri=True, timeout=20) as catalog:
            return [row[0] for row in catalog.execute("select distinct VolumeName from Media m join JobMedia j on j.MediaId = m.MediaId where j.JobId = ?", (self.ids[job],))]

    def lists_of_jobs(self):
        self.desk.check("Bacula calls the backup of a missing folder good", self.farm.row(self.ids["missing"])[:2] == ("T", 0), self.farm.row(self.ids["missing"]))
        self.desk.expect("a missing folder", self.ask("missing"), "fail", "freshness", "empty")
        self.desk.expect("a folder without a file in it", self.ask("hollow"), "fail", "freshness", "empty")
        self.desk.expect("a client that does not answer", self.ask("refused"), "fail", "freshness", "job-failed")
        self.desk.expect("nothing new for ten days", self.ask("good", now=later(days=10)), "fail", "freshness", "stale")
        self.desk.expect("a clock that is ahead", self.ask("good", now=later(days=-2)), "fail", "freshness", "clock-future")
        self.desk.expect("a job that nobody knows", self.ask("nope"), "fail", "freshness", "no-points", words=["'accurate'"])
        self.desk.expect("a client that nobody knows", self.ask("good", select={"client": "nobody"}), "fail", "freshness", "no-points", words=["'files'"])
        self.desk.expect("no such place", self.ask("good", where=self.farm.work + "/nowhere"), "fail", "freshness", "no-points")
        self.desk.expect("a wrong password", self.ask("good", where=self.farm.console("wrong", password="guess")), "fail", "structure", "access-denied")
        self.desk.expect("a console that may do little", self.ask("good", where=self.farm.console("narrow", password="narrow", name="narrow")), "unknown", "structure", "access-denied")
        os.makedirs(self.farm.work + "/rubbish")
        with open(self.farm.work + "/rubbish/bconsole.conf", "wb") as out:
            out.write(os.urandom(5000))
        self.desk.expect("rubbish for a configuration", self.ask("good", where=self.farm.work + "/rubbish"), "fail", "structure", "bad-magic")

    def far_storage(self):
        self.desk.expect("volumes on another machine", self.ask("far", volumes=False, level="structure"), "unknown", "structure", "access-denied", words=["verify_job"])
        verify = {"verify_job": "Verify"}
        self.desk.expect("the same by a Verify job", self.ask("far", volumes=False, select=verify), "ok")
        self.desk.check("which calls second names of hard links different", self.farm.newest_job("V")[1] == "D", self.farm.newest_job("V"))
        self.inside_far(f"truncate -s 300000 /mnt/outdesk-volumes/{self.volume_of('far')}")
        self.desk.expect("cut there", self.ask("far", volumes=False, select=verify), "fail", "structure", "truncated")

    def inside_far(self, command):
        status = os.system(f"nsenter --target {self.farm.started['far'].pid} --mount sh -c '{command}'")
        self.desk.check("the far volume was changed", status == 0)

    def interrupted(self):
        """A restore that waits for a volume, and an engineer who does not."""
        self.inside_far(f"mv /mnt/outdesk-volumes/{self.volume_of('far-gone')} /mnt/away")
        asked = self.ask("far-gone", volumes=False, select={"verify_job": "Verify"}, interrupt_after=8)
        self.desk.check("an interrupted question ends soon", asked.seconds < 30, asked.seconds)
        time.sleep(2)
        self.desk.check("its job was cancelled", self.farm.newest_job("V")[1] == "A", self.farm.newest_job("V"))
        self.desk.check("its scratch folder is empty", not asked.left, asked.left)
        asked = self.ask("far-gone", volumes=False, select={"verify_job": "Verify"})
        self.desk.expect("a job that waits for a mount request is cancelled", asked, "fail", "structure", "volume-missing", words=["mount"], within=90)
        time.sleep(2)
        self.desk.check("and not left behind", self.farm.newest_job("V")[1] == "A", self.farm.newest_job("V"))

    def hung_job(self, job):
        self.desk.check("the job that hangs still hangs", self.farm.row(job)[0] in "RC", self.farm.row(job))
        self.desk.expect("a job that waits for a volume for two days", self.ask("hung", now=later(days=2)), "fail", "freshness", "job-hung", words=["olume"])
        self.farm.say(f"cancel jobid={job} yes")

    def purged_lists(self):
        self.farm.say(f"purge files jobid={self.ids['purged']} yes")
        self.desk.expect("a purged list of files", self.ask("purged"), "fail", "structure", "catalog-purged")
        # An older full is still there, and Bacula would restore the incremental on top of that.
        self.farm.say(f"delete jobid={self.full_of['orphan']} yes")
        self.desk.expect("an incremental without its full", self.ask("orphan"), "fail", "structure", "catalog-purged", words=["rests on"])

    def without_director(self):
        catalog = self.farm.copy_catalog(self.farm.work + "/catalog.db")
        manifest = manifest_of(self.desk, self.source["good"], "good")
        self.desk.expect("the catalog's file and the volumes alone", self.ask("good", *manifest, where=catalog), "ok")
        if self.desk.only in "damaged_volumes":
            self.desk.expect("a flipped bit, found without a Director", self.ask("repaired", where=catalog), "fail", "hash", "content-changed")
        broken = self.farm.copy_catalog(self.farm.work + "/broken.db")
        with open(broken, "r+b") as out:
            for page in range(2, os.path.getsize(broken) // 4096, 3):
                out.seek(page * 4096 + 100)
                out.write(os.urandom(2000))
        asked = self.ask("good", where=broken)
        self.desk.expect("a catalog whose pages are damaged", asked, "fail", "structure", "page-corrupt")
        with sqlite3.connect(catalog) as rows:
            rows.execute("delete from File where JobId = ? and FileId % 2 = 0", (self.ids["lost-rows"],))
        self.desk.expect("a catalog that lost half of a list", self.ask("lost-rows", where=catalog), "fail", "structure", "catalog-purged")
        with sqlite3.connect(catalog) as rows:
            rows.execute("insert into Path (PathId, Path) values (999999, '/../../../../etc/')")
            rows.execute("update File set PathId = 999999 where JobId = ? and FileIndex = 5", (self.ids["leading-out"],))
        self.desk.expect("a path that leads out", self.ask("leading-out", where=catalog), "fail", "structure", "unsafe-entry")
        empty = self.farm.work + "/empty.db"
        sqlite3.connect(empty).execute("create table x (y)").connection.commit()
        self.desk.expect("a database of somebody else", self.ask("good", where=empty), "fail", "structure", "catalog-missing")

        self.farm.stop_daemon("dir")
        self.desk.expect("no Director", self.ask("good"), "unknown", "freshness", "timed-out", words=["bacula-director"])
        beside = self.farm.console("beside")
        shutil.copy(self.farm.work + "/etc/bacula-dir.conf", beside)
        self.desk.expect("no Director, its configuration beside", self.ask("good", *manifest, where=beside), "warn", "freshness", "timed-out", words=["bextract"])
        self.farm.start_daemon("dir")
        time.sleep(2)

    def lost_catalog(self):
        os.rename(self.farm.catalog, self.farm.catalog + ".away")
        self.desk.expect("a catalog that was deleted", self.ask("good"), "fail", "structure", "catalog-missing")
