"""Sources for backups, and questions to backup-verify."""
import datetime
import json
import os
import signal
import subprocess
import time


def make_source(folder):
    os.makedirs(folder + "/docs/sub")
    os.makedirs(folder + "/odd name")
    for i in range(1, 41):
        with open(f"{folder}/docs/file{i}.txt", "w", encoding="ascii") as out:
            out.write("".join(f"{folder} file {i} line {line}: the quick brown fox\n" for line in range(i * 20)))
    for name, data in ((b"odd name/a file.txt", b"hello\n"), (b"docs/new\nline", b"x"), (b'docs/q"uote\\back', b"y"), (b"docs/bad\xff", b"z"), (b"docs/empty", b""),
                       (b"docs/zeros", bytes(300_000)), (b"docs/tab\there", b"t" * 5000)):
        with open(os.fsencode(folder) + b"/" + name, "wb") as out:
            out.write(data)
    with open(folder + "/docs/sparse", "wb") as out:
        out.truncate(5_000_000)
        out.seek(3_000_000)
        out.write(b"in the middle")
    os.link(folder + "/docs/file1.txt", folder + "/docs/hard.txt")
    os.link(folder + "/docs/empty", folder + "/docs/hard-empty")
    os.symlink("file2.txt", folder + "/docs/soft")
    os.mkfifo(folder + "/docs/fifo")
    os.chmod(folder + "/docs/file4.txt", 0o4750)
    os.chown(folder + "/docs/file5.txt", 1234, 4321)
    try:
        os.setxattr(folder + "/docs/file3.txt", "user.note", b"kept")
    except OSError:
        pass  # the file system keeps none


def manifest_of(desk, folder, name):
    """Sums as GNU sha256sum writes them, and metadata by our own verb where the program has it."""
    sums = f"{desk.work}/{name}.sha256"
    with open(sums, "wb") as out:
        subprocess.run("find . -type f -printf '%P\\0' | sort -z | xargs -0 sha256sum", shell=True, cwd=folder, stdout=out, check=True)
    arguments = ["--manifest", sums]
    metadata = f"{desk.work}/{name}.meta.tsv"
    made = subprocess.run([desk.program, "backup-verify", "manifest", folder, "--metadata", metadata], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    if made.returncode == 0 and os.path.exists(metadata):
        arguments += ["--metadata", metadata]
    return arguments


def later(**delta):
    return (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(**delta)).strftime("%Y-%m-%dT%H:%M:%SZ")


class Desk:
    """The program, a folder, and what went wrong so far."""

    def __init__(self, program, work):
        self.program, self.work = program, work
        self.count, self.failures = 0, []
        self.only = os.environ.get("BACULA_TEST_ONLY", "")

    def expect(self, name, asked, *verdict, words=(), within=None):
        wrong = []
        wanted = tuple(verdict) + ("",) * (3 - len(verdict))
        if asked.verdict() != wanted:
            wrong.append(f"{asked.verdict()} instead of {wanted}")
        wrong += [f"does not say {word!r}" for word in words if word not in asked.details()]
        if within and asked.seconds > within:
            wrong.append(f"took {asked.seconds:.0f} s")
        if asked.left:
            wrong.append(f"left in the scratch folder: {asked.left}")
        self._tell(f"{name} ({asked.seconds:.1f} s)", wrong)
        if wrong:
            print(asked.details(), flush=True)

    def check(self, name, true, words=""):
        self._tell(name, [] if true else [str(words) or "it is not so"])

    def _tell(self, name, wrong):
        print(("FAILED  " if wrong else "ok      ") + name + "".join("\n  " + one for one in wrong), flush=True)
        if wrong:
            self.failures.append(name)


class Asked:
    """One call of the program."""

    def __init__(self, desk, where, select, arguments=(), level="restore", now=None, policy=None, interrupt_after=None):
        desk.count += 1
        terms = {"job": "case", "what": "case", "rpo": "24h", "select": select, **(policy or {})}
        path = f"{desk.work}/policy-{desk.count}.json"
        with open(path, "w", encoding="utf-8") as out:
            json.dump(terms, out)
        scratch = f"{desk.work}/scratch/{desk.count}"
        os.makedirs(scratch, mode=0o700)
        command = [desk.program, "backup-verify", "check", "--kind", "bacula", "--where", where, "--policy", path, "--level", level, "--now", now or later(minutes=1), "--format", "json", "--scratch", scratch, *arguments]
        start = time.monotonic()
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:
            try:
                out, err = run.communicate(timeout=interrupt_after or 300)
            except subprocess.TimeoutExpired:
                if not interrupt_after:
                    run.kill()
                    raise
                run.send_signal(signal.SIGINT)
                out, err = run.communicate(timeout=60)
        self.seconds = time.monotonic() - start
        self.status, self.error = run.returncode, err.decode(errors="replace")
        self.left = os.listdir(scratch)
        try:
            self.job = json.loads(out)["jobs"][0]
        except (ValueError, LookupError):
            self.job = {"verdict": "none", "level": "", "reason": "", "findings": []}

    def verdict(self):
        return tuple(self.job.get(key) or "" for key in ("verdict", "level", "reason"))

    def details(self):
        return "\n".join(f"    {f['level']} {f['verdict']} {f['reason']}: {f['detail']}" for f in self.job["findings"]) + ("\n    " + self.error if self.error else "")
