"""Sends messages through the Postfix of postfix_test, and looks what became of each: postfix_messages.py WORK [MAILS]."""
import fcntl
import json
import os
import re
import smtplib
import sqlite3
import subprocess
import sys
import time

work, mails = sys.argv[1], sys.argv[2]
failures = []

# What must be readable, by the charset that it came in.
READABLE = {
    "KOI8-R, not declared": ("subject", "тест тест"),
    "GB18030": ("subject", "测试"),
    "GB18030, body": ("body", "测试"),
    "ISO-2022-JP": ("subject", "まみむめも"),
    "ISO-2022-JP, body": ("body", "すみません。"),
    "Shift_JIS": ("body", "今後ともよろしくお願い申し上げます"),
    "ISO-8859-15": ("subject", "test äöüßÄÖÜß€"),
    "Windows-1251": ("requester", "Атиковa"),
}

OWN = [("From: olga@romashka.ru\nSubject: =?windows-1251?B?z/Do7fLl8A==?=\nMessage-ID: <own1@romashka.ru>\n\nhello\n"),
       ("From: MAILER-DAEMON@romashka.ru\nSubject: failure\nMessage-ID: <own2@romashka.ru>\n\nsorry\n"),
       ("no header at all\n")]


def check(what, true):
    if not true:
        failures.append(what)


def send(raw, recipient):
    with smtplib.SMTP("127.0.0.1", 2525, timeout=60) as server:
        server.ehlo()
        server.mail("sender@example.org", ["BODY=8BITMIME"])
        server.rcpt(recipient)
        code, words = server.data(raw)
        check(f"{recipient}: {code} {words}", code == 250)


def queued():
    text = subprocess.run(["postqueue", "-c", work + "/conf", "-j"], capture_output=True, text=True, check=True).stdout
    return [json.loads(line) for line in text.splitlines()]


def waits_for(recipient):
    """Whether the queue holds a message for an address that begins so; one on its way out names no recipient any more."""
    return any(one["address"].startswith(recipient) for message in queued() for one in message["recipients"])


def flush():
    subprocess.run(["postqueue", "-c", work + "/conf", "-f"], check=True)


def wait_for(what, condition, seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.3)
    failures.append(f"{what}: not within {seconds} s")
    return False


def log():
    with open(work + "/log", encoding="utf-8", errors="replace") as file:
        return file.read()


def rows(store):
    with sqlite3.connect(f"file:{work}/{store}/outdesk.db?mode=ro", uri=True) as db:
        return db.execute("SELECT m.outcome, m.reason, f.bytes FROM mail_message m JOIN mail_file f ON f.id = m.raw").fetchall()


def messages():
    found = []
    for folder in ("mail-ruby-mail", "mail-rt"):
        for path, _, names in os.walk(os.path.join(mails, folder)):
            for name in names:
                if name.startswith(("LICENSE", "SHA256SUMS", ".git", "README.md")):
                    continue
                with open(os.path.join(path, name), "rb") as file:
                    found.append((os.path.relpath(os.path.join(path, name), mails), file.read()))
    return sorted(found)


def became_of(numbers):
    """What became of each message: its outcome, or "repeated" where Postfix's log says that it came before."""
    fate = {}
    for outcome, reason, raw in rows("store"):
        number = re.search(rb"^X-Original-To: support\+(\d+)@", raw, re.M)
        check("a message that nobody sent", number is not None)
        if number:
            check(f"message {number[1]} was kept twice", int(number[1]) not in fate)
            fate[int(number[1])] = reason or outcome
    for number, status, words in re.findall(r"to=<support\+(\d+)@[^\n]*status=(\w+) \(([^\n]*)\)", log()):
        check(f"message {number}: {status} {words}", status == "sent")
    for number in numbers - set(fate):
        sent = re.search(rf"to=<support\+{number}@[^\n]*status=sent \(delivered via outdesk service[^\n]*came before", log())
        if sent:
            fate[number] = "repeated"
    return fate


def check_readable():
    exported = subprocess.run([work + "/bin/outdesk", "ticket", "export", "--store", work + "/store/outdesk.db"],
                              capture_output=True, check=True).stdout.decode("utf-8")
    lines = [json.loads(line) for line in exported.splitlines()]
    for charset, (field, text) in READABLE.items():
        check(f"{charset}: no {field} with {text!r}", any(text in str(line.get(field, "")) for line in lines))


def begin_locked():
    """Somebody holds the store: the message waits for a minute, and then stays with Postfix."""
    holder = open(work + "/locked/outdesk.db.lock", "r+b")
    fcntl.flock(holder, fcntl.LOCK_EX)
    send(b"From: olga@romashka.ru\nSubject: while locked\nMessage-ID: <locked@romashka.ru>\n\nx\n", "support@locked.example")
    return holder


def end_locked(holder):
    deferred = r"to=<support@locked.example>[^\n]*status=deferred[^\n]*another run holds the store"
    wait_for("a locked store defers", lambda: re.search(deferred, log()), 120)
    check("the message is in the queue", waits_for("support@locked.example"))
    check("nothing was kept while locked", not rows("locked"))
    holder.close()
    flush()
    wait_for("the message is delivered when the lock is gone", lambda: len(rows("locked")) == 1, 60)


def test_full():
    filler = work + "/full/filler"
    with open(filler, "wb", buffering=0) as file:
        try:
            while True:
                file.write(b"\0" * 65536)
        except OSError:
            pass
    send(b"From: olga@romashka.ru\nSubject: while full\n\nx\n", "support@full.example")
    wait_for("a full disk defers", lambda: re.search(r"to=<support@full.example>[^\n]*status=deferred", log()), 60)
    check("nothing was kept while full", not rows("full"))
    os.unlink(filler)
    flush()
    wait_for("the message is delivered when there is room", lambda: len(rows("full")) == 1, 60)


def test_answer():
    """An answer through the real sendmail; Postfix brings it back to us, where it is known as our own."""
    environment = {"PATH": "/usr/bin:/bin", "OUTDESK_USER": "ivanov", "OUTDESK_SENDMAIL": work + "/bin/sendmail", "HOME": work}
    year = time.gmtime().tm_year
    done = subprocess.run([work + "/bin/outdesk", "ticket", "reply", f"T-{year}-00001", "--send", "-m", "Готово", "--store", work + "/locked/outdesk.db"],
                          capture_output=True, text=True, env=environment)
    check(f"reply --send: {done.returncode} {done.stderr}", done.returncode == 0)
    came = lambda: [raw for _, reason, raw in rows("store") if reason == "own-mail"]
    if not wait_for("the answer comes back", came, 60):
        return
    raw = came()[0].decode()
    check("the answer has the subject's marker", re.search(rf"^Subject: Re: while locked \[T-{year}-00001\]$", raw, re.M))
    check("the answer names what it answers", "In-Reply-To: <locked@romashka.ru>" in raw and "References: <locked@romashka.ru>" in raw)
    check("the answer comes from us", re.search(r"^From: support@msp.example$", raw, re.M) and re.search(r"^To: olga@romashka.ru$", raw, re.M))
    check("the envelope is ours", re.search(r"from=<support@msp.example>", log()))


def main():
    corpus = messages() if mails else []
    if not corpus:
        print("skipped: the collected messages are not here; three of our own are sent")
        corpus = [(f"own {i}", raw.encode()) for i, raw in enumerate(OWN)]
    holder = begin_locked()
    for number, (_, raw) in enumerate(corpus, 1):
        send(raw, f"support+{number}@msp.example")
    numbers = set(range(1, len(corpus) + 1))
    wait_for("every message leaves the queue", lambda: not waits_for("support+"), 240)
    test_full()
    end_locked(holder)
    fate = became_of(numbers)
    test_answer()
    for number in sorted(numbers - set(fate)):
        failures.append(f"lost: {corpus[number - 1][0]}")
    if mails:
        check_readable()
    checked = subprocess.run([work + "/bin/outdesk", "store", "check", "--store", work + "/store/outdesk.db"], capture_output=True, text=True)
    check("store check: " + checked.stdout + checked.stderr, checked.returncode == 0)
    counts = {}
    for outcome in fate.values():
        counts[outcome] = counts.get(outcome, 0) + 1
    print(f"{len(corpus)} messages through Postfix: " + ", ".join(f"{count} {name}" for name, count in sorted(counts.items())))
    for failure in failures[:30]:
        print("failed: " + failure)
    sys.exit(1 if failures else 0)


main()
