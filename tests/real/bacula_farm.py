"""A private Bacula: Director, storage daemon, file daemon and SQLite catalog on the loopback, in one folder."""
import os
import shutil
import socket
import sqlite3
import struct
import subprocess
import time
import zlib

SCHEMA = "/usr/share/dbconfig-common/data/bacula-director-sqlite3/install/sqlite3"
DIRECTOR, FILES, STORAGE, FAR_STORAGE = 9101, 9102, 9103, 9104
FAR_FOLDER = "/mnt/outdesk-volumes"  # only the far storage daemon sees it


def resource(kind, *settings):
    return kind + " {\n" + "".join("  " + one + "\n" for one in settings) + "}\n"


class Farm:
    """`work`: an empty folder.  Each job has a pool, and so volumes, of its own: JOB-0001, JOB-0002…"""

    def __init__(self, work):
        self.work = work
        self.volumes = work + "/volumes"
        self.catalog = work + "/run/bacula.db"
        self.started = {}
        for folder in ("etc", "run", "volumes", "console", "log"):
            os.mkdir(work + "/" + folder)
        for folder in ("run", "volumes"):  # many small writes, each made safe on a disk
            subprocess.run(["mount", "-t", "tmpfs", "-o", "mode=755", "none", work + "/" + folder], check=False)
        with open(SCHEMA, encoding="utf-8") as schema, sqlite3.connect(self.catalog) as catalog:
            catalog.executescript(schema.read())
        self.jobs = ""
        self._daemons()

    def add_job(self, name, source, options=("Signature = SHA256", "aclsupport = yes", "xattrsupport = yes"), client="files", storage="Near", label=True, more=(), pool=None, limit="Maximum Volume Jobs = 1"):
        """`pool`: another job's, which is shared."""
        if not pool:
            self.jobs += resource("Pool", f"Name = {name}", "Pool Type = Backup", "Recycle = no", "AutoPrune = no", limit, *([f'Label Format = "{name}-"'] if label else []))
        options = "\n".join(options)
        self.jobs += f'FileSet {{\n  Name = {name}\n  Include {{\n    Options {{\n{options}\n    }}\n    File = "{source}"\n  }}\n}}\n'
        self.jobs += resource("Job", f"Name = {name}", "Type = Backup", "Level = Full", f"Client = {client}", f"FileSet = {name}",
                              f"Storage = {storage}", f"Pool = {pool or name}", "Messages = Standard", *more)

    def _daemons(self):
        run = [f'WorkingDirectory = "{self.work}/run"', f'Pid Directory = "{self.work}/run"']
        to_director = resource("Messages", "Name = Standard", "director = outdesk-dir = all, !skipped, !restored")
        near = ["Media Type = Near", f'Archive Device = "{self.volumes}"']
        far = ["Media Type = Far", f'Archive Device = "{FAR_FOLDER}"']
        device = ["LabelMedia = yes", "Random Access = yes", "AutomaticMount = yes", "RemovableMedia = no", "AlwaysOpen = no", "Maximum Concurrent Jobs = 5"]
        self.storage_devices = resource("Device", "Name = Near", *near, *device)
        director = resource("Director", "Name = outdesk-dir", 'Password = "between"')
        for name, port, devices in (("sd", STORAGE, self.storage_devices + "".join(resource("Device", f"Name = {name}", f"Media Type = {name}", f'Archive Device = "{self.volumes}"', "Maximum File Size = 1000000", *device) for name in ("Stuck", "Small"))),
                                    ("far", FAR_STORAGE, resource("Device", "Name = Far", *far, *device))):
            self._write(f"etc/bacula-{name}.conf", resource("Storage", f"Name = outdesk-{name}", f"SDPort = {port}", "SDAddress = 127.0.0.1", *run) + director + devices + to_director)
        self._write("etc/bacula-fd.conf", resource("FileDaemon", "Name = outdesk-fd", f"FDport = {FILES}", "FDAddress = 127.0.0.1", *run) + director + to_director)
        self.console()

    def console(self, folder="console", port=DIRECTOR, password="talk", name=None):
        """A bconsole.conf in a folder of its own."""
        os.makedirs(f"{self.work}/{folder}", exist_ok=True)
        text = resource("Director", "Name = outdesk-dir", f"DIRport = {port}", "address = 127.0.0.1", f'Password = "{"none" if name else password}"')
        if name:
            text += resource("Console", f"Name = {name}", f'Password = "{password}"')
        self._write(f"{folder}/bconsole.conf", text)
        return f"{self.work}/{folder}"

    def _write(self, name, text):
        with open(f"{self.work}/{name}", "w", encoding="utf-8") as out:
            out.write(text)

    def _director(self):
        def storage(name, port):
            return resource("Storage", f"Name = {name}", "Address = 127.0.0.1", f"SDPort = {port}", 'Password = "between"', f"Device = {name}", f"Media Type = {name}", "Maximum Concurrent Jobs = 20")

        def client(name, port):
            return resource("Client", f"Name = {name}", "Address = 127.0.0.1", f"FDPort = {port}", "Catalog = Catalog", 'Password = "between"', "AutoPrune = no", "Maximum Concurrent Jobs = 20")
        self._write("etc/bacula-dir.conf", resource(
            "Director", "Name = outdesk-dir", f"DIRport = {DIRECTOR}", "DirAddress = 127.0.0.1", 'QueryFile = "/dev/null"', f'WorkingDirectory = "{self.work}/run"',
            f'Pid Directory = "{self.work}/run"', "Maximum Concurrent Jobs = 20", 'Password = "talk"', "Messages = Standard", "FD Connect Timeout = 2 seconds")
            + resource("Catalog", "Name = Catalog", 'dbname = "bacula"', 'dbuser = ""', 'dbpassword = ""')
            + resource("Messages", "Name = Standard", "catalog = all, !skipped", f'append = "{self.work}/log/bacula" = all, !skipped')
            + storage("Near", STORAGE) + storage("Stuck", STORAGE) + storage("Small", STORAGE) + storage("Far", FAR_STORAGE) + client("files", FILES) + client("dead", 9199)
            + resource("Pool", "Name = Default", "Pool Type = Backup") + resource("FileSet", "Name = Nothing", "Include {", "}")
            + resource("Job", "Name = Restore", "Type = Restore", "Client = files", "FileSet = Nothing", "Storage = Near", "Pool = Default", "Messages = Standard", "Maximum Concurrent Jobs = 5")
            + resource("Job", "Name = Verify", "Type = Verify", "Level = Data", "Client = files", "FileSet = Nothing", "Storage = Far", "Pool = Default", "Messages = Standard")
            + resource("Console", "Name = narrow", 'Password = "narrow"', "JobACL = *all*", "CommandACL = status") + self.jobs)

    def start(self):
        self._director()
        for name in ("sd", "fd", "dir"):
            self.start_daemon(name)
        self.start_daemon("far", ["unshare", "--mount", "sh", "-c", f'mount -t tmpfs none /mnt && mkdir {FAR_FOLDER} && exec "$@"', "sh"])
        for port in (DIRECTOR, FILES, STORAGE, FAR_STORAGE):
            for _ in range(100):
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.1)
            else:
                raise RuntimeError(f"nobody listens on port {port}: " + open(self.work + "/log/out", encoding="utf-8", errors="replace").read())

    def start_daemon(self, name, before=()):
        with open(self.work + "/log/out", "ab") as out:
            program = "bacula-" + ("sd" if name == "far" else name)
            self.started[name] = subprocess.Popen([*before, shutil.which(program), "-f", "-c", f"{self.work}/etc/bacula-{name}.conf"], stdin=subprocess.DEVNULL, stdout=out, stderr=out)

    def stop_daemon(self, name):
        daemon = self.started.pop(name)
        daemon.terminate()
        try:
            daemon.wait(10)
        except subprocess.TimeoutExpired:
            daemon.kill()
            daemon.wait()

    def stop(self):
        for name in list(self.started):
            self.stop_daemon(name)

    def say(self, *commands):
        said = subprocess.run(["bconsole", "-n", "-c", self.work + "/console/bconsole.conf"], input="\n".join(commands) + "\nquit\n", capture_output=True, text=True, timeout=120, errors="replace")
        return said.stdout

    def queue(self, job, level="Full"):
        said = self.say(f"run job={job} level={level} yes")
        if "JobId=" not in said:
            raise RuntimeError(f"{job} was not queued: {said}")
        return int(said.rsplit("JobId=", 1)[1].split()[0])

    def row(self, job_id):
        with sqlite3.connect(f"file:{self.catalog}?mode=ro", uri=True, timeout=20) as catalog:
            return catalog.execute("select JobStatus, JobFiles, JobErrors, Level from Job where JobId = ?", (job_id,)).fetchone()

    def wait(self, *ids, limit=400):
        end = time.monotonic() + limit
        for job_id in ids:
            while (self.row(job_id) or "R")[0] in "RC":
                if time.monotonic() > end:
                    raise RuntimeError(f"JobId {job_id} does not end: " + self.log(job_id))
                time.sleep(0.2)
        time.sleep(0.5)  # the Director counts the volume's bytes last

    def log(self, job_id):
        with sqlite3.connect(f"file:{self.catalog}?mode=ro", uri=True, timeout=20) as catalog:
            return "".join(row[0] for row in catalog.execute("select LogText from Log where JobId = ?", (job_id,)))

    def newest_job(self, kind):
        with sqlite3.connect(f"file:{self.catalog}?mode=ro", uri=True, timeout=20) as catalog:
            return catalog.execute("select JobId, JobStatus from Job where Type = ? order by JobId desc limit 1", (kind,)).fetchone()

    def copy_catalog(self, to):
        with sqlite3.connect(f"file:{self.catalog}?mode=ro", uri=True, timeout=20) as catalog, sqlite3.connect(to) as copy:
            catalog.backup(copy)
        return to

    def volume(self, name):
        return f"{self.volumes}/{name}"


def flip(volume, needle, repair):
    """Flips one bit of the first place with these bytes; `repair`: the block's checksum is made right again."""
    with open(volume, "rb") as file:
        data = bytearray(file.read())
    at = data.index(needle)
    data[at] ^= 1
    start = 0
    while start < len(data):
        size, = struct.unpack(">I", data[start + 4:start + 8])
        if start <= at < start + size and repair:
            data[start:start + 4] = struct.pack(">I", zlib.crc32(data[start + 4:start + size]))
        start += size
    with open(volume, "r+b") as file:
        file.write(data)
