"""What a case of the corpus is: a copy, what is asked of it, and the answers that are right."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Callable, Optional

LEVELS = ("freshness", "structure", "hash", "restore")  # cheapest first
VERDICTS = ("ok", "warn", "fail", "unknown")
REASONS = frozenset((
    "stale no-points retention-gap job-failed job-hung job-warnings size-anomaly empty clock-future "
    "truncated bad-magic decompress header-checksum block-crc segment-crc page-corrupt volume-missing index-missing "
    "catalog-missing catalog-purged access-denied unsafe-entry expansion-limit trailing-garbage "
    "content-changed entry-missing entry-extra metadata-changed "
    "rows-missing content-encrypted rto-exceeded restore-failed "
    "drill-overdue tool-missing locked timed-out").split())  # formats.md, section 7


@dataclass(frozen=True)
class Answer:
    """What the job of the answer says; level and reason are None where all is well."""
    verdict: str
    level: Optional[str] = None
    reason: Optional[str] = None

    def __str__(self):
        return " ".join(part for part in (self.verdict, self.level, self.reason) if part)


@dataclass(frozen=True)
class Refusal:
    """Exit 2, and standard error names the file and the line."""
    file: str
    line: int

    def __str__(self):
        return f"refused, {self.file} line {self.line}"


OK = (Answer("ok"),)


def answers(verdicts, levels, reasons):
    """All combinations of space-separated words.  One word each is the rule; the case's `why` defends every second one."""
    found = tuple(Answer(verdict, level, reason) for verdict in verdicts.split() for level in levels.split() for reason in reasons.split())
    for one in found:
        assert one.verdict in VERDICTS and one.level in LEVELS and one.reason in REASONS, one
    return found


def fail(levels, reasons):
    return answers("fail", levels, reasons)


def refused(file, line):
    return (Refusal(file, line),)


@dataclass
class Asked:
    """What a maker made, and how the command is asked about it."""
    where: Path
    manifest: Optional[Path] = None
    metadata: Optional[Path] = None
    policy: dict = field(default_factory=dict)
    kind: Optional[str] = None          # another kind than the case stands under: a copy that is not what it is said to be
    level: Optional[str] = None         # None: the command's default, all four
    environment: dict = field(default_factory=dict)
    secret: Optional[str] = None        # must not be seen in arguments or output
    wrapped_in: tuple = ()              # command that runs the command


@dataclass(frozen=True)
class Case:
    kind: str
    name: str
    make: Callable
    right: tuple
    why: str


class Skip(Exception):
    """A case cannot be made here; the text says why."""
