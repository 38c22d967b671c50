"""What smbd_test asks: makes folders and lists, asks smbd as each user, and holds the matrix against the answers."""
import collections
import concurrent.futures
import json
import os
import random
import re
import subprocess
import sys
import time

PROGRAM, WORK = sys.argv[1], sys.argv[2]
SEED = int(os.environ.get("SMBD_TEST_SEED", "20"))
CONF = WORK + "/smb.conf"
USERS = ["anna", "boris", "clara", "dina", "egor", "fedor", "greta"]
DISABLED = "egor"
LIST, ADD_FILE, ADD_FOLDER, DELETE_CHILD, DELETE, WRITE_DAC = 1, 2, 4, 0x40, 0x10000, 0x40000
FULL, CHANGE, EDIT, READ, WRITE, TRAVERSE = 0x1F01FF, 0x1301BF, 0x1201BF, 0x1200A9, 0x120116, 0x1200A0
FORCED = {"forced": "boris"}
NOT_CONTENT = 0x120088


def run(*words, **more):
    return subprocess.run(words, capture_output=True, text=True, errors="replace", stdin=subprocess.DEVNULL, **more)


def smbclient(user, share, commands):
    """The answers to commands of smbclient: for each the status that it names, or ''; None where nobody gets in.

    An unknown command is said in the same stream, so it marks where an answer begins.
    """
    answers = []
    for first in range(0, len(commands), 400):
        part = commands[first:first + 400]
        script = ";".join(f"@{i};{command}" for i, command in enumerate(part)) + ";@end"
        said = run("smbclient", "-s", CONF, "-U", user + "%pw", "//127.0.0.1/" + share, "-c", script).stdout
        if "@end: command not found" not in said:
            return None
        for block in re.split(r"^@\d+: command not found\n", said, flags=re.M)[1:]:
            status = re.search(r"NT_STATUS_\w+", block)
            answers.append(status.group() if status else "")
        assert len(answers) == first + len(part), said
    return answers


def smbcacls(user, share, folder, *words):
    return run("smbcacls", "-s", CONF, "-U", user + "%pw", "//127.0.0.1/" + share, folder.replace("/", "\\") or "\\", *words)


def identities():
    sids = {"everyone": "WD", "users": "AU", "creator": "CO", "owner": "OW"}
    text = open(WORK + "/lists/pdbedit.txt").read()
    for user, sid in re.findall(r"Unix username: +(\S+).*?User SID: +(\S+)", text, re.S):
        sids[user] = sid
    for name, sid in re.findall(r"^(\w+) \((S-[\d-]+)\) ->", open(WORK + "/lists/groupmap.txt").read(), re.M):
        sids[name.lower()] = sid
    sids["stock"], sids["temps"] = "S-1-22-2-61011", "S-1-22-2-61013"
    machine = sids["anna"].rpartition("-")[0]
    sids["domain"], sids["nobody"] = machine + "-513", machine + "-4711"
    return sids


SIDS = identities()
POOL = concurrent.futures.ThreadPoolExecutor(3)
CONTRACT = """{ "outdesk": "contract/1", "client": "c", "name": "C", "valid_from": "2020-01-01", "timezone": "UTC",
  "calendars": {"always": {"timezone": "UTC", "weekly": "24x7"}}, "priorities": {"P3": {"calendar": "always", "resolution": "4h"}} }"""
#: Made by hand: folder -> (owner or None, list); an entry is "A|D flags who", mask.
HAND = {
    "deny_user": (None, [("D OICI boris", FULL), ("A OICI everyone", FULL)]),
    "deny_group": (None, [("D OICI stock", CHANGE), ("A OICI everyone", READ), ("A OICI managers", FULL)]),
    "deny_write": (None, [("D OICI sales", 0x116), ("A OICI users", CHANGE)]),
    "deny_few": ("anna", [("D OI anna", DELETE), ("D CI fedor", 0x40), ("A OICI everyone", FULL)]),
    "inherit_only": (None, [("A OICIIO sales", FULL), ("A - managers", READ), ("D OICIIO managers", FULL)]),
    "inherit_only/below": (None, None),
    "names_only": (None, [("A CI sales", READ), ("A OICI greta", READ)]),
    "dropbox": (None, [("A - sales", 0x120196), ("A OICIIO creator", FULL), ("A OICI greta", CHANGE), ("A - temps", 0x1201B6)]),
    "open": (None, [("A OICI everyone", FULL)]),
    "open/protected": (None, [("P", 0), ("A OICI fedor", CHANGE), ("A OICI sales", READ)]),
    "open/protected/inherits": (None, None),
    "open/closed": (None, [("D OICI everyone", FULL)]),
    "owned": ("anna", [("A OICI everyone", READ)]),
    "owner_rights": ("anna", [("A OICI owner", READ), ("A OICI sales", CHANGE)]),
    "owner_rights_alone": ("fedor", [("A OICI everyone", READ), ("A - owner", 0x1301FF)]),
    "owner_rights_refuse": ("greta", [("D - owner", 0x46), ("A - everyone", READ | 0x46), ("A OICI everyone", READ)]),
    "owner_rights_deny": ("boris", [("D - owner", WRITE_DAC), ("A OICI everyone", CHANGE)]),
    "owner_rights_handed_down": ("fedor", [("A OICIIO owner", READ), ("A OICI users", EDIT)]),
    "no_delete": (None, [("A OICI sales", EDIT), ("A OICI stock", READ), ("A OICI greta", 0x12019F)]),
    "passage": (None, [("A - sales", TRAVERSE), ("A - clara", TRAVERSE | 8)]),
    "passage/room": (None, [("A OICI sales", CHANGE), ("A OICI everyone", READ)]),
    "no_passage": (None, [("A OICI sales", 0x120089), ("A OICI greta", FULL), ("A OICI stock", 0x12019F)]),
    "no_passage/room": (None, [("A OICI everyone", FULL)]),
    "no_passage/room/deep": (None, None),
    "delete_child": (None, [("A OI sales", READ), ("A - sales", READ | DELETE_CHILD), ("A OICI stock", READ)]),
    "delete_child/held": (None, [("A OICI everyone", READ), ("D OICI everyone", DELETE)]),
    "odd": (None, [("A OICI sales", READ | 2), ("A OICI fedor", READ | 4), ("A OICI clara", 0x120080), ("A OICI greta", READ | DELETE)]),
    "rights_alone": (None, [("A OICI greta", READ | WRITE_DAC), ("A OICI fedor", CHANGE | WRITE_DAC), ("A OICI stock", 0x60000), ("A OICI anna", READ | 0x80000)]),
    "generic": (None, [("A OICI sales", 0x80000000), ("A OICI fedor", 0x10000000), ("A OICI greta", 0xE0000000), ("A OICI stock", 0x40000000)]),
    "orphan": (None, [("A OICI nobody", FULL), ("A OICI sales", READ)]),
    "twice": (None, [("A OICI sales", READ), ("A OICI boris", WRITE), ("A OICI stock", 0x100000 | DELETE)]),
    "below_only": (None, [("A - sales", READ), ("A OICIIO sales", FULL), ("A - fedor", READ | DELETE_CHILD), ("A OICI fedor", READ)]),
    "domain_users": (None, [("A OICI domain", CHANGE), ("A OICI managers", READ)]),
    "sticky": (None, [("A - everyone", FULL), ("A OICI everyone", READ)]),
    "for_later": (None, [("D OICI boris", FULL), ("A OICI everyone", CHANGE)]),
    "for_later/below": (None, None),
    "door": (None, [("A OICI everyone", FULL)]),
    "door/behind": (None, [("A OICI everyone", FULL)]),
}
#: In these there is a folder to remove for each user.
ROOMS = {"below_only", "sticky", "delete_child", "inherit_only"}
#: What a mode changed behind Samba makes of some.
CHMOD = {"for_later": 0o2770, "door": 0o744, "sticky": 0o1777}


def sddl(owner, entries):
    protected = "P" if entries and entries[0][0] == "P" else ""
    aces = ""
    for text, mask in entries:
        if text != "P":
            kind, flags, who = text.split()
            aces += f"({kind};{flags.strip('-')};{mask:#010x};;;{SIDS[who]})"
    return (f"O:{SIDS[owner]}" if owner else "") + "D:" + protected + aces


def generated(count, rng, name):
    """No entry is for files alone: what the kernel then keeps for a file is not in its folder, and the matrix does not guess."""
    masks = [FULL] * 4 + [CHANGE] * 4 + [READ] * 6 + [EDIT] * 2 + [WRITE, TRAVERSE, 0x120089, 0x12019F, READ | DELETE_CHILD, READ | WRITE_DAC,
             0x100080 | DELETE]
    who = ["anna", "boris", "clara", "fedor", "greta", "sales", "sales", "managers", "stock", "temps", "everyone", "everyone", "users", "creator", "owner"]
    plan = {}
    for number in range(count):
        above = rng.choice([""] + [path for path in plan if path.count("/") < 3]) if plan else ""
        path = f"{above}/{number}" if above else f"{name}{number}"
        if rng.random() < 0.35:
            plan[path] = (None, None)
            continue
        entries = [("P", 0)] if rng.random() < 0.3 else []
        for _ in range(rng.randint(1, 5)):
            kind = "D" if rng.random() < 0.25 else "A"
            flags = rng.choice(["OICI"] * 7 + ["-", "CI", "OICIIO", "OICINP", "CIIO"])
            trustee = rng.choice(who if kind == "A" else [name for name in who if name not in ("creator", "owner")])
            mask = rng.choice(masks)
            if kind == "D" and mask != FULL:
                mask &= ~NOT_CONTENT  # as Windows denies: whoever may not synchronize may not open at all
            entries.append((f"{kind} {flags} {trustee}", mask))
        if rng.random() < 0.4:
            entries.append(("A OICI everyone", rng.choice([READ, CHANGE, FULL])))
        if all(text == "P" or text.endswith(("users", "owner", "creator")) for text, _ in entries):
            entries.append(("A OICI greta", READ))  # else the list has nothing that POSIX can keep, and files go by `create mask`
        plan[path] = (rng.choice(USERS) if rng.random() < 0.3 else None, entries)
    return plan


def make_by_smb(share, plan):
    """By root through smbd, parents first: what a folder and its files inherit is then smbd's own doing."""
    for depth in range(1 + max(path.count("/") for path in plan)):
        paths = [path for path in plan if path.count("/") == depth]
        for answer in smbclient("root", share, [f'mkdir "{path}"' for path in paths]):
            assert answer == "", answer
        changes = [path for path in paths if plan[path][1] is not None]
        for path, done in zip(changes, POOL.map(lambda path: smbcacls("root", share, path, "--sddl", "-S", sddl(*plan[path])), changes)):
            assert done.returncode == 0, (path, sddl(*plan[path]), done.stdout, done.stderr)


def put_files(share, paths, rng):
    """In each folder a file to read, one to write, and for each user one to delete; in some a folder to remove."""
    commands, rooms = [], []
    for path in [*paths, ""]:
        for name in ["given", "common", *("victim_" + user for user in USERS)]:
            commands.append(f'put {WORK}/text "{path}/{name}"')
        for user in USERS if path in ROOMS else rng.sample(USERS, 1) if path else []:
            rooms.append(f"{path}/room_{user}")
            commands.append(f'mkdir "{rooms[-1]}"')
    for command, answer in zip(commands, smbclient("root", share, commands)):
        assert answer in ("", "NT_STATUS_OBJECT_NAME_COLLISION"), (command, answer)
    return [*paths, *rooms]


def make_acl_tree(rng):
    tree = WORK + "/srv/acl/"
    plan = HAND | generated(64, rng, "x")
    make_by_smb("acl", plan)
    for path, mode in {"made_by_hand": 0o750, "made_by_hand/for_all": 0o755, "made_open": 0o777, "made_for_staff": 0o770}.items():
        os.mkdir(tree + path)
        os.chown(tree + path, 61006 if "hand" in path else 0, 61011)
        os.chmod(tree + path, mode)
        plan[path] = None
    run("setfacl", "-m", "u:greta:r-x,g:sales:rwx,m::rwx", tree + "made_for_staff", check=True)
    chmods = dict(CHMOD)
    for path in rng.sample([path for path in plan if path.startswith("x")], 8):
        chmods[path] = rng.choice([0o700, 0o711, 0o750, 0o755, 0o777, 0o2775, 0o70])
    for path, mode in chmods.items():
        os.chmod(tree + path, mode)
    return put_files("acl", plan, rng)


def make_ignore_tree(rng):
    plan = {path: HAND[path] for path in [*list(HAND)[:5], "owned", *(path for path in HAND if path.startswith("owner_rights")), "domain_users", "sticky", "below_only"]} | generated(12, rng, "x")
    make_by_smb("ignore", plan)
    tree = WORK + "/srv/ignore/"
    os.mkdir(tree + "bare")
    os.chmod(tree + "bare", 0o775)
    plan["bare"] = None
    for path in rng.sample([path for path in plan if path not in ROOMS], 8):
        os.chmod(tree + path, rng.choice([0o1777, 0o700, 0o711, 0o750, 0o755, 0o733]))
    return put_files("ignore", plan, rng)


def make_plain_tree(rng, share, count):
    tree, plan = f"{WORK}/srv/{share}/", []
    for number in range(count):
        above = rng.choice([""] + [path + "/" for path in plan if path.count("/") < 2])
        path = f"{above}p{number}"
        os.mkdir(tree + path)
        os.chown(tree + path, rng.choice([0, 61001, 61002, 61006]), rng.choice([0, 61010, 61011, 61012]))
        os.chmod(tree + path, rng.choice([0o755, 0o750, 0o770, 0o777, 0o775, 0o711, 0o2770, 0o700, 0o1777, 0o745]))
        who = ["u:boris", "u:clara", "u:fedor", "u:greta", "g:sales", "g:stock", "g:managers"]
        for kind in "", "d:":
            if rng.random() < 0.45:
                named = ",".join(f"{kind}{name}:{rng.choice(['---', 'r-x', 'rwx', 'r--', '-wx', 'rw-'])}" for name in rng.sample(who, 2))
                base = ",d:u::rwx,d:g::r-x,d:o::---" if kind else ""
                run("setfacl", "-m", named + base, tree + path, check=True)
        plan.append(path)
    return put_files(share, plan, rng)


def outdesk(*words):
    done = run(PROGRAM, *words, cwd=WORK, env={"PATH": os.environ["PATH"], "HOME": WORK, "OUTDESK_STORE": WORK + "/outdesk.db", "OUTDESK_USER": "test"})
    assert done.returncode == 0, (words, done.returncode, done.stdout, done.stderr)
    return done.stdout


def matrix(share, tree):
    lists = WORK + "/lists/"
    files = ["testparm", "pdbedit", "groupmap", "shares", "passwd", "group"]
    outdesk("access-audit", "scan", f"{WORK}/srv/{tree}", "--client", "c", "--server", "s-" + share, "--samba", "--share", share, "--quiet",
            *[word for file in files for word in ("--" + file, lists + file + ".txt")])
    found = json.loads(outdesk("access-audit", "matrix", "--client", "c", "--server", "s-" + share, "--format", "json", "--masks", "--accounts"))
    return found




class Answers:
    """Of one user about one folder through one share: what smbd did, by the name of the deed."""

    NO = {"NT_STATUS_ACCESS_DENIED", "NT_STATUS_NO_SUCH_FILE", "NT_STATUS_MEDIA_WRITE_PROTECTED", "NT_STATUS_OBJECT_NAME_NOT_FOUND", "NT_STATUS_OBJECT_PATH_NOT_FOUND", "NT_STATUS_NETWORK_ACCESS_DENIED", "NT_STATUS_NOT_FOUND"}

    @staticmethod
    def commands(user, share, path):
        room = re.search(r"/room_(\w+)$", path)
        if room:
            return {"remove the folder": f'rmdir "{path}"'} if room.group(1) == user else {}
        new, sub = f'"{path}/new_{user}_{share}"', f'"{path}/sub_{user}_{share}"'
        return {"list": f'ls "{path}/*"', "make a folder": f"mkdir {sub}", "remove an own folder": f"rmdir {sub}",
                "make a file": f"put {WORK}/text {new}", "read an own file": f"get {new} /dev/null", "delete an own file": f"wdel 0 {new}",
                "read a given file": f'get "{path}/given" /dev/null', "write a given file": f'put {WORK}/text "{path}/common"',
                "delete a given file": f'wdel 0 "{path}/victim_{user}"'}

    @classmethod
    def of(cls, asked, statuses):
        return {deed: True if status == "" else False if status in cls.NO else status for deed, status in zip(asked, statuses)}


def observe(user, share, tree, paths):
    asked = {path: Answers.commands(user, share, path) for path in paths}
    statuses = smbclient(user, share, [command for path in paths for command in asked[path].values()])
    if statuses is None:
        return None
    found, at = {}, 0
    for path in paths:
        done = found[path] = Answers.of(asked[path], statuses[at:at + len(asked[path])])
        at += len(asked[path])
        for made, deeds in {"make a folder": ["remove an own folder"], "make a file": ["read an own file", "delete an own file"]}.items():
            for deed in deeds if not done.get(made) else []:
                done.pop(deed, None)
        # What smbd says is not always what it did: a thing is removed when it is closed.
        for deed, name in {"delete a given file": f"/victim_{user}", "delete an own file": f"/new_{user}_{share}", "remove an own folder": f"/sub_{user}_{share}", "remove the folder": ""}.items():
            there = os.path.exists(f"{WORK}/srv/{tree}/{path}{name}")
            if deed in done and (done[deed] is True) == there:
                done[deed] = not there
    return found


#: What the levels say: of the folder, and of what lies in it.  A level that is not here says nothing of the deed.
LISTS = dict(read=1, list=1, edit=1, change=1, full=1, none=0, denied=0, traverse=0, write=0)
MAKES = dict(read=0, list=0, edit=1, change=1, full=1, none=0, denied=0, traverse=0, write=1)
READS = dict(read=1, edit=1, change=1, full=1, none=0, denied=0, traverse=0, write=0)
WRITES = dict(read=0, edit=1, change=1, full=1, none=0, denied=0, traverse=0)
DELETES = dict(read=0, edit=0, change=1, none=0, denied=0, traverse=0, write=0)
REMOVES = dict(read=0, list=0, edit=0, none=0, denied=0, traverse=0, write=0)
RULES = dict(read=0, list=0, edit=0, change=0, full=1, none=0, denied=0, traverse=0, write=0)


def said(deed, level, files, mask, owner):
    """What the matrix says of a deed: (by which word, yes or no)."""
    by_level = {"list": (LISTS, level), "make a folder": (MAKES, level), "make a file": (MAKES, level), "remove the folder": (REMOVES, level),
                "read a given file": (READS, files), "write a given file": (WRITES, files), "delete a given file": (DELETES, files)}
    by_mask = {"list": LIST, "make a folder": ADD_FOLDER, "make a file": ADD_FILE, "remove the folder": DELETE, "change the rights": WRITE_DAC}
    if deed in by_level and by_level[deed][1] in by_level[deed][0]:
        table, word = by_level[deed]
        yield word, bool(table[word])
    # Deleting by name is one thing; smbd refuses to remove a folder that the user may not look into, yet lets him move it away.
    if deed == "remove the folder" and mask & DELETE and not mask & LIST:
        return
    if deed in by_mask:
        yield f"{mask:#x}", bool(mask & by_mask[deed])
    if deed == "change the rights" and not owner and level in RULES:
        yield level, bool(RULES[level])
    # Whoever made a thing may have more than others have.
    if deed == "remove an own folder" and mask & DELETE_CHILD:
        yield f"{mask:#x}", True
    if deed in ("delete an own file", "delete a given file") and mask & DELETE_CHILD:
        yield f"{mask:#x}", True
    if deed == "delete an own file" and DELETES.get(files):
        yield files, True
    if deed == "read an own file" and READS.get(files):
        yield files, True


class Comparison:
    def __init__(self):
        self.answers, self.differences, self.kinds = 0, [], collections.Counter()
        self.kept = open(os.environ["SMBD_TEST_KEEP"], "w") if "SMBD_TEST_KEEP" in os.environ else None

    def add(self, share, user, path, row, deed, did):
        level, mask = row["levels"][user], int(row["masks"][user], 16) if row["read"] else 0
        files = row.get("files", {}).get(user, level)
        if level == "unread":
            self.kinds[(deed, "open")] += 1
            return
        counted = False
        for word, yes in said(deed, level, files, mask, row["owner"] == FORCED.get(share, user)):
            counted = True
            if yes is not did:
                what = "works" if did is True else "is refused" if did is False else did
                self.differences.append(f"[{share}] {user} {path or '.'}: {deed}: {what}, but the matrix has {word} ({level}, files {files}, {mask:#x})")
        self.answers += counted
        self.kinds[(deed, did) if counted else (deed, "open")] += 1
        if self.kept:
            print(share, user, path, deed, did, level, files, hex(mask), sep="\t", file=self.kept)


def rows_of(found):
    """By path below the share; the matrix writes the root's name before it."""
    rows = {}
    for row in found["folders"]:
        rows[row["path"].partition("/")[2]] = row
    return rows


ATTRIBUTES = ["system.posix_acl_access", "system.posix_acl_default", "security.NTACL"]


def rights_of(folder):
    info = os.stat(folder)
    return info, {name: os.getxattr(folder, name) for name in ATTRIBUTES if name in os.listxattr(folder)}


def put_back(folder, rights):
    info, attributes = rights
    os.chown(folder, info.st_uid, info.st_gid)
    for name in os.listxattr(folder):
        if name in ATTRIBUTES and name not in attributes:
            os.removexattr(folder, name)
    os.chmod(folder, info.st_mode & 0o7777)
    for name, value in attributes.items():
        os.setxattr(folder, name, value)


def change_rights(share, tree, asked):
    """Tries to set another list as each user; puts back what was there.  `asked` is about one folder at the top."""
    answers = []
    for user, path in asked:
        folder = f"{WORK}/srv/{tree}/{path}"
        before = rights_of(folder)
        done = smbcacls(user, share, path, "--sddl", "-S", "D:(A;OICI;0x001f01ff;;;WD)")
        put_back(folder, before)
        status = re.search(r"NT_STATUS_(?!RPC)\w+", done.stdout + done.stderr)
        answers.append((user, path, True if done.returncode == 0 else False if status and status.group() in Answers.NO else done.stdout + done.stderr))
    return answers


def ask_to_change(comparison, share, tree, rows, rng, paths, count):
    """Those who seem to have the right, and as many others."""
    may, may_not = [], []
    for path in paths:
        for user in USERS:
            if path and "/room_" not in path and user != DISABLED and rows[path]["read"]:
                (may if int(rows[path]["masks"][user], 16) & WRITE_DAC else may_not).append((user, path))
    asked = collections.defaultdict(list)
    for some in may, may_not:
        for user, path in rng.sample(some, min(count // 2, len(some))):
            asked[path.partition("/")[0]].append((user, path))
    for answers in POOL.map(lambda top: change_rights(share, tree, asked[top]), sorted(asked)):
        for user, path, did in answers:
            comparison.add(share, user, path, rows[path], "change the rights", did)


def compare(comparison, share, tree, paths, changes, rng):
    found = matrix(share, tree)
    rows = rows_of(found)
    paths = ["", *paths]
    entered = [user for user in USERS if user != DISABLED]
    for account in found["accounts"]:
        if account["account"] in USERS and account["enabled"] is (account["account"] == DISABLED):
            comparison.differences.append(f"[{share}] {account['account']}: enabled is {account['enabled']}")
    if observe(DISABLED, share, tree, [""]) is not None:
        comparison.differences.append(f"[{share}] {DISABLED}, who is disabled, gets in")
    comparison.answers += 1
    # Of the many folders made by chance each user is asked about some.
    asked = {user: [path for path in paths if not path.startswith("x") or path.endswith("/room_" + user) or rng.random() < 0.6] for user in entered}
    for user, done in zip(entered, POOL.map(lambda user: observe(user, share, tree, asked[user]), entered)):
        for path in asked[user]:
            if done is None:
                comparison.answers += 1
                if rows[path]["levels"][user] not in ("none", "denied"):
                    comparison.differences.append(f"[{share}] {user} {path or '.'}: cannot connect, but the matrix has {rows[path]['levels'][user]}")
                continue
            for deed, did in done[path].items():
                comparison.add(share, user, path, rows[path], deed, did)
    ask_to_change(comparison, share, tree, rows, rng, paths, changes)


def main():
    began = time.monotonic()
    rng = random.Random(SEED)
    open(WORK + "/text", "w").write("a text\n")
    acl, ignore, plain, masked = make_acl_tree(rng), make_ignore_tree(rng), make_plain_tree(rng, "plain", 24), make_plain_tree(rng, "masked", 10)
    open(WORK + "/c.json", "w").write(CONTRACT)
    outdesk("client", "set", "c.json", "--quiet")
    print(f"made {len(acl) + len(ignore) + len(plain) + len(masked)} folders in {time.monotonic() - began:.0f} s (seed {SEED})")
    comparison = Comparison()
    few = ["open", "owned", "deny_group", "rights_alone", "open/protected", "no_passage"] + rng.sample([path for path in acl if path.startswith("x") and "/room_" not in path], 8)
    compare(comparison, "acl", "acl", acl, 28, rng)
    compare(comparison, "ignore", "ignore", ignore, 8, rng)
    compare(comparison, "plain", "plain", plain, 8, rng)
    compare(comparison, "masked", "masked", masked, 4, rng)
    for share in "lists", "ro", "narrow", "forced":
        compare(comparison, share, "acl", put_files("acl", few, rng), 4, rng)
    compare(comparison, "group", "ignore", put_files("ignore", ["domain_users", "deny_group", "inherit_only", "sticky"], rng), 4, rng)
    for difference in comparison.differences:
        print("differs:", difference)
    for deed in sorted({deed for deed, _ in comparison.kinds}):
        count = lambda answer: comparison.kinds[(deed, answer)]
        print(f"{deed}: works {count(True)}, is refused {count(False)}; the matrix leaves open {count('open')}")
    print(f"{comparison.answers} answers compared, {len(comparison.differences)} differ; {time.monotonic() - began:.0f} s")
    return 1 if comparison.differences else 0


if __name__ == "__main__":
    sys.exit(main())
