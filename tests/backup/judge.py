"""Asks the command about one copy, and compares everything it does with what is right."""

import json
import os
import re
import signal
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from bench import ENVIRONMENT, NOW
from case import LEVELS, REASONS, VERDICTS, Answer, Refusal
from listing import differences, listing_of

SECONDS_ALLOWED = 120
PATIENCE = 240  # after that the command is killed
ZONE = "Pacific/Kiritimati"  # 14 hours from UTC: a local time taken for UTC is in the future
CRASHES = re.compile(r"Traceback|terminate called|Sanitizer|runtime error:|Assertion .* failed|dumped core|panic:")


@dataclass
class Said:
    """What came back from one call."""
    status: int
    output: str
    errors: str
    seconds: float
    secret_seen: bool = False

    def job(self):
        """The one job of the answer; an error of its form is a ValueError."""
        document = json.loads(self.output)
        if document.get("outdesk") != "backup/1":
            raise ValueError("\"outdesk\" is not \"backup/1\"")
        if len(document.get("jobs", [])) != 1:
            raise ValueError("there is not one job")
        return document["jobs"][0]


class Watch:
    """Looks for a secret among the arguments of all processes, while something runs."""

    def __init__(self, secret):
        self.seen = False
        self._secret = secret and secret.encode()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def _look(self):
        while not self._over.wait(0.02):
            for place in os.listdir("/proc"):
                if place.isdigit() and place != str(os.getpid()):
                    try:
                        self.seen |= self._secret in Path("/proc", place, "cmdline").read_bytes()
                    except OSError:
                        pass

    def __enter__(self):
        if self._secret:
            self._thread.start()
        return self

    def __exit__(self, *_):
        self._over.set()
        if self._secret:
            self._thread.join()


_running = set()  # process groups, to be ended where the whole run is


def started(command, environment):
    """The running command, in a process group of its own."""
    process = subprocess.Popen([os.fspath(word) for word in command], env=environment, start_new_session=True,
                               stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    _running.add(process.pid)
    return process


def ended(process):
    _running.discard(process.pid)


def end_all():
    """Ends what still runs; the command cleans up after itself, and is killed where it takes longer than some seconds."""
    for number, patience in ((signal.SIGTERM, 5), (signal.SIGKILL, 0)):
        for group in list(_running):
            try:
                os.killpg(group, number)
            except ProcessLookupError:
                _running.discard(group)
        end = time.monotonic() + patience
        while _running and time.monotonic() < end:
            time.sleep(0.1)


def call(command, environment, secret=None, patience=PATIENCE):
    """Runs the command; with all that it started it is killed when it takes too long."""
    begun = time.monotonic()
    with Watch(secret) as watch:
        process = started(command, environment)
        try:
            output, errors = process.communicate(timeout=patience)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            output, errors = process.communicate()
        ended(process)
    return Said(process.returncode, output.decode(errors="replace"), errors.decode(errors="replace"), time.monotonic() - begun, watch.seen)


def environment_of(bench, more=None):
    store = bench.folder.with_name(bench.folder.name + ".db")  # beside the case: it may be made
    return {**ENVIRONMENT, "TZ": ZONE, "HOME": str(bench.home), "TMPDIR": str(bench.scratch), "OUTDESK_STORE": str(store), **(more or {})}


def question(outdesk, bench, asked):
    command = [*asked.wrapped_in, outdesk, "backup-verify", "check", "--kind", asked.kind or bench.kind, "--where", asked.where]
    for option in ("manifest", "metadata", "level"):
        value = getattr(asked, option)
        if value:
            command += ["--" + option, value]
    if asked.policy:
        policy = bench.terms / "policy.json"
        policy.write_text(json.dumps(asked.policy, ensure_ascii=False, indent=1))
        command += ["--policy", policy]
    return [*command, "--now", NOW, "--format", "json"]


def judge(outdesk, case, bench, asked):
    """What is wrong about the command's run on this case, in lines; and how long it took."""
    command = question(outdesk, bench, asked)
    before = listing_of(bench.folder, bench.scratch)
    said = call(command, environment_of(bench, asked.environment), asked.secret)
    wrong = wrong_answer(case, said) + wrong_manners(said, asked.secret)
    wrong += differences(before, listing_of(bench.folder, bench.scratch))
    left = sorted(os.listdir(bench.scratch))
    if left:
        wrong.append(f"left in the scratch folder: {', '.join(left[:3])}")
    return wrong, said.seconds


def wrong_manners(said, secret):
    wrong = []
    if said.seconds > SECONDS_ALLOWED:
        wrong.append(f"took {said.seconds:.0f} seconds")
    if said.status < 0 or said.status >= 128:
        wrong.append(f"died of signal {-said.status if said.status < 0 else said.status - 128}")
    crash = CRASHES.search(said.errors)
    if crash:
        wrong.append(f"standard error says {said.errors[crash.start():crash.start() + 200]!r}")
    if secret and secret in said.output + said.errors:
        wrong.append("the secret is in the output")
    if said.secret_seen:
        wrong.append("the secret was among the arguments of a process")
    return wrong


def shown(right):
    """The answers that are right; reasons of one verdict and level together."""
    together = {}
    for one in right:
        key, reason = (str(one), None) if isinstance(one, Refusal) else (f"{one.verdict} {one.level or ''}".strip(), one.reason)
        together.setdefault(key, []).append(reason)
    return " or ".join(key + (" " + "|".join(reasons) if reasons[0] else "") for key, reasons in together.items())


def wrong_answer(case, said):
    expected = shown(case.right)
    refusals = [one for one in case.right if isinstance(one, Refusal)]
    if said.status == 2:
        if any(one.file in said.errors and re.search(rf"\b{one.line}\b", said.errors) for one in refusals):
            return []
        return [f"expected {expected}; refused: {last_line(said.errors)}"]
    try:
        job = said.job()
        got = Answer(job["verdict"], job.get("level") or None, job.get("reason") or None)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        return [f"expected {expected}; exit {said.status} with no answer ({error}): {last_line(said.errors)}"]
    wrong = [] if got in case.right else [f"expected {expected}; got {got}{details(job)}"]
    return wrong + wrong_form(job, got, said.status)


def wrong_form(job, got, status):
    """The answer against itself, the words of the format, and the exit code."""
    wrong = []
    findings = job.get("findings")
    if not isinstance(findings, list) or not isinstance(job.get("points"), list) or not isinstance(job.get("evidence"), dict):
        return ["findings, points or evidence have the wrong form"]
    for one in findings:
        if one.get("verdict") not in VERDICTS or one.get("level") not in LEVELS or one.get("reason") not in REASONS:
            wrong.append(f"a finding in other words: {one}")
        detail = one.get("detail")
        if not isinstance(detail, str) or not detail or any(ord(letter) < 32 or 127 <= ord(letter) < 160 for letter in detail):
            wrong.append(f"a detail that is not one printable line: {detail!r}")
    if wrong:
        return wrong
    decisive = [Answer(one["verdict"], one["level"], one["reason"]) for one in findings]
    if got.verdict == "ok" and (decisive or got.level or got.reason):
        wrong.append(f"ok, and yet there are findings{details(job)}")
    if got.verdict != "ok" and got not in decisive:
        wrong.append("the verdict is none of its findings")
    if got in decisive and not worst_and_cheapest(got, decisive):
        wrong.append(f"the verdict is not the worst finding of the cheapest level{details(job)}")
    allowed = {"ok": (0,), "warn": (0,), "fail": (1,), "unknown": (5,) if got.reason == "tool-missing" else (1,)}.get(got.verdict, ())
    if status not in allowed:
        wrong.append(f"exit {status} with verdict {got.verdict}")
    return wrong


def worst_and_cheapest(got, findings):
    worst = max((one.verdict for one in findings), key=("ok", "warn", "unknown", "fail").index)
    cheapest = min((one.level for one in findings if one.verdict == worst), key=LEVELS.index)
    return (got.verdict, got.level) == (worst, cheapest)


def details(job):
    found = [one for one in job.get("findings", []) if isinstance(one, dict)][:4]
    lines = [f"{one.get('verdict')} {one.get('level')} {one.get('reason')}: {one.get('detail')}" for one in found]
    return "".join(f"\n      finding {line[:300]}" for line in lines)


def last_line(text):
    lines = [line for line in text.splitlines() if line.strip()]
    return lines[-1][:300] if lines else "(nothing on standard error)"
