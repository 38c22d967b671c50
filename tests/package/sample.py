"""The sample client's package in both languages, and how the checks of a package say what they found."""
import glob, json, os, subprocess, sys, tempfile

HERE = os.path.dirname(os.path.realpath(__file__))
LATER = "2031-02-03T04:05:06Z"  # nothing in a package may tell when it was made
faults = []


def check(holds, what):
    """One promise; a broken one is told, and the others are checked all the same."""
    if not holds:
        faults.append(what)
        print("failed: " + what, flush=True)
    return holds


def equal(found, wanted, what):
    return check(found == wanted, f"{what}: {found!r}, not {wanted!r}")


def skipped(what):
    print("skipped: " + what, flush=True)


def finish():
    print(f"{len(faults)} promises broken" if faults else "all promises kept")
    sys.exit(1 if faults else 0)


class Package:
    def __init__(self, folder, language):
        self.folder, self.language = folder, language
        self.page, self.data_file = self.file("report.html"), self.file("data.json")
        self.report_book, self.access_book = self.file("report.xlsx"), self.file("access.xlsx")
        with open(self.data_file, encoding="utf-8") as file:
            self.data = json.load(file)

    def file(self, end):
        found = glob.glob(os.path.join(self.folder, "*" + end))
        if len(found) != 1:
            sys.exit(f"failed: {len(found)} files of {self.folder} end in {end}")
        return found[0]


def packages(program):
    """The packages in Russian and in English, in a folder that goes when the last of them is forgotten."""
    work = tempfile.TemporaryDirectory(prefix="outdesk-package-")
    program = os.path.realpath(program)
    done = subprocess.run([os.path.join(HERE, "../demo/run"), program, work.name], capture_output=True, text=True)
    if done.returncode:
        sys.exit("failed: the sample client's package: " + done.stderr)
    russian = done.stdout.splitlines()[3]
    english = subprocess.run([program, "client-report", "build", "--client", "romashka", "--month", "2025-11", "--lang", "en", "--now", LATER, "--quiet",
                              "--store", work.name + "/outdesk.db", "-o", work.name + "/en"], capture_output=True, text=True)
    if english.returncode not in (0, 10):
        sys.exit("failed: the package in English: " + english.stderr)
    made = [Package(russian, "ru"), Package(english.stdout.splitlines()[0], "en")]
    for package in made:
        package.work = work
    return made


def luminance(colour):
    """Relative luminance of WCAG of "RRGGBB": 0 is black, 1 is white."""
    parts = [int(colour[i:i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)
