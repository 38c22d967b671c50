"""delivery_checks.py WORK CONTRACT: what delivery_test looks at, as the user who sends."""
import email
import email.policy
import io
import os
import signal
import subprocess
import sys
import time
import zipfile

work, contract = sys.argv[1:]
desk = work + "/desk"
failed = []


def check(what, good):
    print(("ok: " if good else "FAILED: ") + what)
    if not good:
        failed.append(what)


def command(verb, *options, now, **variables):
    return [work + "/bin/outdesk", *verb.split(), *options, "--store", desk + "/outdesk.db", "--now", now], {**os.environ, **variables}


def outdesk(verb, *options, now="2026-03-03T08:00:00Z", **variables):
    call, environment = command(verb, *options, now=now, **variables)
    return subprocess.run(call, env=environment, capture_output=True, text=True, cwd=desk)


def send(month, *options, now="2026-03-03T08:00:00Z"):
    return outdesk("client-report send --client romashka --dir packages --month", month, *options, now=now)


def box(name):
    folder = f"{work}/boxes/{name}/new"
    return sorted(folder + "/" + file for file in os.listdir(folder)) if os.path.isdir(folder) else []


def wait_for(name, count):
    """Whether so many letters are there within 20 seconds; half a second more for one too many."""
    end = time.time() + 20
    while len(box(name)) < count and time.time() < end:
        time.sleep(0.05)
    time.sleep(0.5)
    return len(box(name)) == count


def letters(name):
    return [email.message_from_bytes(open(file, "rb").read(), policy=email.policy.default) for file in box(name)]


outdesk("client set", contract)
for month in ("2026-01", "2026-02"):
    outdesk("ticket new --client romashka --priority P3 --requester Olga --received", month + "-10T08:00:00Z", "Принтер молчит", now=month + "-10T08:05:00Z")
    built = outdesk("client-report build --client romashka --dir packages --month", month)
    check(f"the package of {month} is built", built.returncode in (0, 10))

# The letter arrives, once in each mailbox, and its archive is the package.
first = send("2026-01")
check("the mail system took it: " + first.stdout.strip() + first.stderr.strip(), first.returncode == 0 and "was accepted" in first.stdout)
check("one letter for the director", wait_for("director", 1))
check("one letter for the deputy", wait_for("deputy", 1))
if failed:
    sys.exit(1)
letter = letters("director")[0]
check("its subject is Russian", letter["Subject"].replace("\u00a0", " ") == "ИТ за январь 2026: Ромашка")
check("its id is the package's", letter["Message-ID"] == "<romashka-2026-01-director-r1@msp.example>")
check("bounces go where it comes from", letter["Return-Path"] == "<reports@msp.example>")
body = letter.get_body(("plain",))
check("its text is UTF-8 and begins with the month", body.get_content_charset() == "utf-8" and "нвар" in body.get_content())
check("it says where the report is", body.get_content().strip().splitlines()[-1] == "Отчёт — в приложенном архиве romashka_2026-01_r1.zip.")
files = list(letter.iter_attachments())
check("one archive is attached", [file.get_filename() for file in files] == ["romashka_2026-01_r1.zip"])
archive = zipfile.ZipFile(io.BytesIO(files[0].get_payload(decode=True)))
archive.extractall(desk + "/received")
verified = outdesk("client-report verify", desk + "/received/romashka_2026-01")
check("what was received verifies: " + verified.stdout.strip(), verified.returncode == 0)
same = subprocess.run(["diff", "-r", desk + "/packages/romashka_2026-01", desk + "/received/romashka_2026-01"], capture_output=True)
check("it is the package, byte for byte", same.returncode == 0)

# Not again by itself; by hand it is the same letter, which a mailbox may show once.
again = send("2026-01", now="2026-03-04T08:00:00Z")
check("a second run sends nothing", again.returncode == 0 and "it is not sent again" in again.stdout and wait_for("director", 1))
by_hand = send("2026-01", "--again")
check("by hand it goes again", by_hand.returncode == 0 and wait_for("director", 2))
check("as the same letter", letters("director")[0]["Message-ID"] == letters("director")[1]["Message-ID"])

# The program is killed when the mail system has the letter, before it says so: it arrives, and the next run does not send another.
call, environment = command("client-report send --client romashka --dir packages --month", "2026-02", now="2026-03-05T08:00:00Z", OUTDESK_SENDMAIL=work + "/bin/slow_sendmail")
process = subprocess.Popen(call, env=environment, cwd=desk, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
end = time.time() + 20
while not os.path.exists(desk + "/reached") and time.time() < end:
    time.sleep(0.02)
process.send_signal(signal.SIGKILL)
process.wait()
check("the letter of a killed run may arrive", wait_for("director", 3))
after = send("2026-02", now="2026-03-05T09:00:00Z")
check("the next run knows that it does not know: " + after.stdout.strip(), after.returncode == 7 and "uncertain since 2026-03-05T09:00:00Z" in after.stdout)
check("and sends nothing", wait_for("director", 3))
check("the store is whole", outdesk("store check --quiet").returncode == 0)

sys.exit(1 if failed else 0)
