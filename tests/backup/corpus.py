"""The table of all cases, and the kinds they are about.

Kinds without a program of their own need none; for the others the case says which is missing when it is made.
"""

from cases_archives import TARS, ZIP
from cases_databases import MYSQL, POSTGRES, SQLITE
from cases_folders import DIR, RSNAPSHOT
from cases_levels import LEVELS_ASKED
from cases_repositories import BORG, RESTIC

CASES = DIR + RSNAPSHOT + TARS + ZIP + RESTIC + BORG + POSTGRES + MYSQL + SQLITE + LEVELS_ASKED
KINDS = tuple(dict.fromkeys(case.kind for case in CASES))

assert len({(case.kind, case.name) for case in CASES}) == len(CASES), "two cases of one name"
