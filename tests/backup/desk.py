"""A store with a client whose contract has backup jobs, and ways to ask the command about them."""

import json
import os
import signal
import subprocess
import time
from pathlib import Path

from bench import ENVIRONMENT, NOW, Bench, Shelf
from judge import CRASHES, ZONE, Said, call, started

CLIENT = "romashka"


def contract_of(jobs):
    return {
        "outdesk": "contract/1", "client": CLIENT, "name": "ООО «Ромашка»", "number": "17/24",
        "valid_from": "2026-01-01", "language": "ru", "timezone": "Europe/Moscow", "currency": "RUB",
        "calendars": {"always": {"timezone": "Europe/Moscow", "weekly": "24x7"}},
        "priorities": {"P1": {"name": "Критичный", "calendar": "always", "response": "15m", "resolution": "4h"}},
        "backups": jobs}


class Desk:
    """Everything of one test lies in a folder: copies, store, scratch."""

    def __init__(self, outdesk, folder, shelf):
        self.outdesk = outdesk
        self.folder = Path(folder)
        self.bench = Bench(self.folder / "case", "tgz", shelf)
        self.store = self.folder / "outdesk.db"
        self.scratch = self.bench.scratch
        self.jobs = []
        self.environment = {}  # variables that the policies name

    # Copies become jobs.

    def job(self, name, kind, asked=None, **terms):
        """A job of the contract about a copy that one of the makers made."""
        record = {"job": name, "kind": kind} if kind else {"job": name, "what": "a system that cannot be read here"}
        if asked:
            places = {"where": asked.where, "manifest": asked.manifest, "metadata": asked.metadata}
            record.update({key: str(place) for key, place in places.items() if place}, **asked.policy)
            self.environment.update(asked.environment)
        record.update(terms)
        self.jobs.append(record)
        return self

    def other_bench(self, name, kind):
        """A second copy beside the first."""
        return Bench(self.folder / name, kind, self.bench.shelf)

    def agreed(self):
        """Writes the contract and gives it to the store."""
        file = self.folder / "contract.json"
        file.write_text(json.dumps(contract_of(self.jobs), ensure_ascii=False, indent=1))
        said = self.say("client", "set", file)
        if said.status:
            raise AssertionError(f"client set exits with {said.status}: {said.errors.strip()}")
        return self

    # Calls.

    def variables(self):
        own = {"TZ": ZONE, "HOME": str(self.bench.home), "TMPDIR": str(self.scratch), "OUTDESK_USER": "ivanov"}
        return {**ENVIRONMENT, **own, **self.environment}

    def command(self, *words):
        return [self.outdesk, "--store", self.store, *words]

    def say(self, *words, patience=120, wrapped_in=()):
        return call([*wrapped_in, *self.command(*words)], self.variables(), patience=patience)

    def verify(self, verb, *words, now=NOW, **more):
        said = self.say("backup-verify", verb, "--client", CLIENT, *words, "--now", now, "--format", "json", **more)
        if CRASHES.search(said.errors):
            raise AssertionError(f"{verb} crashes: {said.errors[-300:]}")
        return said

    def interrupted(self, number, whole_group, *words):
        """Sends a signal once the scratch folder holds something.  Gives what came of it, or None where the command was quicker."""
        process = started(self.command("backup-verify", *words, "--client", CLIENT, "--now", NOW, "--format", "json"), self.variables())
        while process.poll() is None and not self.left():
            time.sleep(0.01)
        time.sleep(0.3)
        if process.poll() is not None:
            process.communicate()
            return None
        sent = time.monotonic()
        (os.killpg if whole_group else os.kill)(process.pid, number)
        try:
            output, errors = process.communicate(timeout=30)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            raise AssertionError(f"signal {number} is not obeyed within 30 seconds")
        return Said(process.returncode, output.decode(errors="replace"), errors.decode(errors="replace"), time.monotonic() - sent)

    # What is left behind.

    def left(self):
        return sorted(os.listdir(self.scratch))

    def processes(self):
        """Programs that still run for this desk: they have its scratch folder in their environment or among their arguments."""
        mark, found = str(self.scratch).encode(), []
        for place in Path("/proc").iterdir():
            if place.name.isdigit() and int(place.name) != os.getpid():
                try:
                    if mark in (place / "environ").read_bytes() or mark in (place / "cmdline").read_bytes():
                        found.append((place / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")[:120])
                except OSError:
                    pass
        return found

    def is_clean(self, when):
        for _ in range(50):  # a child that was told to end may need a moment
            if not self.processes():
                break
            time.sleep(0.1)
        expect(not self.processes(), f"{when}: still running: {self.processes()}")
        expect(not self.left(), f"{when}: left in the scratch folder: {self.left()[:3]}")


def expect(true, otherwise):
    if not true:
        raise AssertionError(otherwise)


def jobs_of(said):
    """The jobs of an answer by name."""
    try:
        document = json.loads(said.output)
        expect(document["outdesk"] == "backup/1", "\"outdesk\" is not \"backup/1\"")
        return {job["job"]: job for job in document["jobs"]}
    except (ValueError, KeyError, TypeError) as error:
        raise AssertionError(f"no answer ({error}); exit {said.status}: {said.errors.strip()[-300:]}") from error


def says(said, name, verdict, reason=None, level=None):
    """The job's verdict is as expected; gives the job."""
    job = jobs_of(said).get(name)
    expect(job, f"no word about {name}")
    shown = f"{job['verdict']} {job.get('level')} {job.get('reason')} {[one['detail'] for one in job['findings']][:3]}"
    expect(job["verdict"] in verdict.split(), f"{name}: expected {verdict}, got {shown}")
    expect(reason is None or job.get("reason") in reason.split(), f"{name}: expected reason {reason}, got {shown}")
    expect(level is None or job.get("level") in level.split(), f"{name}: expected level {level}, got {shown}")
    return job


def numbers_in(evidence, *endings):
    """Numbers anywhere in the evidence whose key is, or ends in, one of the words."""
    found = []
    def look(value):
        if isinstance(value, dict):
            for key, inner in value.items():
                is_number = isinstance(inner, (int, float)) and not isinstance(inner, bool)
                if is_number and any(key == word or key.endswith("_" + word) for word in endings):
                    found.append(inner)
                look(inner)
        elif isinstance(value, list):
            for inner in value:
                look(inner)
    look(evidence)
    return found


def seconds_in(evidence):
    """How long the restore took, by whichever name: at least one is there and above zero."""
    found = numbers_in(evidence, "seconds", "s") + [value / 1000 for value in numbers_in(evidence, "ms")]
    found = [value for value in found if value > 0]
    expect(found, f"no seconds above zero in the evidence: {json.dumps(evidence, ensure_ascii=False)[:300]}")
    return found


__all__ = ["CLIENT", "Desk", "Shelf", "expect", "jobs_of", "numbers_in", "says", "seconds_in"]
