"""What the scripts of this folder share: a folder with a store, the program in a small environment, and a list of failures."""
import hashlib
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import unicodedata

CONTRACT = """{"outdesk": "contract/1", "client": "acme", "name": "Acme", "valid_from": "2020-01-01", "timezone": "Europe/Moscow",
 "calendars": {"always": {"timezone": "Europe/Moscow", "weekly": "24x7"}},
 "priorities": {"P1": {"calendar": "always", "response": "15m", "resolution": "4h"}, "P3": {"calendar": "always", "resolution": "16h"}}}"""
NOW = "1793480399"  # 2026-10-31T20:59:59Z
SECONDS, MEGABYTES = 5, 256


class Desk:
    def __init__(self, program, store=True):
        self.program = os.path.abspath(program)
        self.work = tempfile.mkdtemp(prefix="outdesk-threats-")
        self.failures = []
        self.calls = 0
        if store:
            self.put("contract.json", CONTRACT)
            self.answer("client", "set", "contract.json", "--quiet")

    def path(self, name):
        return os.path.join(self.work, name)

    def put(self, name, content):
        with open(self.path(name), "wb") as file:
            file.write(content if isinstance(content, bytes) else content.encode("utf-8"))
        return name

    def run(self, *arguments, stdin=b"", env=None, store="outdesk.db", limit=60):
        """The finished process; `seconds` of processor time are noted in it."""
        environment = {"PATH": "/usr/bin:/bin", "HOME": self.work, "OUTDESK_STORE": store, "OUTDESK_USER": "ivanov", "LC_ALL": "C.UTF-8", "SOURCE_DATE_EPOCH": NOW}
        environment.update(env or {})
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run([self.program, *arguments], input=stdin, capture_output=True, env=environment, cwd=self.work, timeout=limit)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        done.seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        self.calls += 1
        return done

    def answer(self, *arguments, **more):
        done = self.run(*arguments, **more)
        self.check(f"{arguments}: exit {done.returncode}: {done.stderr[:300]}", done.returncode == 0)
        return done.stdout.decode("utf-8", "backslashreplace")

    def refused(self, what, *arguments, codes=(2, 3), says=None, **more):
        """A refusal: one of `codes`, words that a terminal can show, within the limits of time."""
        done = self.run(*arguments, **more)
        said = done.stderr.decode("utf-8", "surrogateescape")
        self.check(f"{what}: {arguments[:3]}: exit {done.returncode} {said[:200]!r}", done.returncode in codes)
        self.check(f"{what}: {arguments[:3]}: no words {said[:200]!r}", said.startswith("outdesk: ") and "unexpected: " not in said)
        self.harmless(f"{what}: {arguments[:3]}: error", said)
        self.check(f"{what}: {arguments[:3]}: {done.seconds:.1f} s", done.seconds < SECONDS)
        if says:
            self.check(f"{what}: {said[:200]!r} does not say {says!r}", says in said)
        return done

    def harmless(self, what, text):
        """Nothing that a terminal acts upon, and nothing that hides or turns text."""
        found = sorted({hex(ord(c)) for c in text if c != "\n" and unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp")})
        self.check(f"{what}: a terminal would act upon {found}: {text[:120]!r}", not found)

    def check(self, what, true):
        if not true:
            self.failures.append(what)

    def state(self, folder=None):
        """Every file below the folder, with its sum."""
        sums = {}
        for parent, _, files in os.walk(folder or self.work):
            for name in files:
                if name.endswith("-shm"):
                    continue  # shared memory of readers is not content
                path = os.path.join(parent, name)
                if os.path.isfile(path) and not os.path.islink(path):
                    with open(path, "rb") as file:
                        sums[path] = hashlib.sha256(file.read()).hexdigest()
                else:
                    sums[path] = "special"
        return sums

    def finish(self, what):
        megabytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        self.check(f"{megabytes:.0f} MB", megabytes < MEGABYTES)
        shutil.rmtree(self.work, ignore_errors=True)
        for failure in self.failures[:40]:
            print("failed: " + failure)
        print(f"{what}: {self.calls} calls, {len(self.failures)} failures; the largest took {megabytes:.0f} MB")
        sys.exit(1 if self.failures else 0)
