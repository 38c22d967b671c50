"""What a command did to the files of one folder, recorded by strace: writes with their bytes, sizes, names, syncs, and what
it printed, as a list of plain tuples.

  ("write", file, offset, bytes)   ("size", file, bytes)   ("sync", file or folder, whole)
  ("link", folder, name, file)     ("unlink", folder, name, file)
  ("move", folder, name, folder, name, file)               ("swap", folder, name, file, folder, name, file)
  ("said", text)                   ("done", label, exit code)

Files and folders are numbers, as inodes are.  A sync is whole where a file system that keeps its names in a journal writes
that journal too: fdatasync does so only for a file that has grown or was made since.  What is written through memory stands in no call; only the index of the
write-ahead log (-shm) may be, which need not survive.  A call that this reader does not know to be harmless ends it."""
import os
import re
import subprocess

TRACED = ("execve,open,openat,creat,close,dup,dup2,dup3,fcntl,lseek,read,readv,write,writev,pwrite64,pwritev,pwritev2,truncate,ftruncate,fallocate,"
          "copy_file_range,sendfile,splice,fsync,fdatasync,sync_file_range,sync,syncfs,rename,renameat,renameat2,link,linkat,symlink,"
          "symlinkat,unlink,unlinkat,mkdir,mkdirat,rmdir,mmap,msync,chdir,fchdir,clone,clone3,fork,vfork,io_uring_setup")
CALL = re.compile(r"^(\d+) +(\w+)\((.*)\) += (-?\d+|0x[0-9a-f]+|\?)")
HALF = re.compile(r"^(\d+) +(?:<\.\.\. \w+ resumed>)?(.*?)( <unfinished \.\.\.>)?$")
TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')


def plain(text):
    return bytes.fromhex(TEXT.search(text).group(1).replace("\\x", ""))


class Recorder:
    """One folder, from a first state in which everything is on the disk."""

    def __init__(self, root):
        self.root, self.ops, self.kinds, self.names = root, [], {}, {}
        self.folders, self.first = {}, {}  # folder: {name: number}; file: its bytes at first
        self.sizes, self.grown = {}, set()
        self.top = self.take_in(root)
        self.first_folders = {number: dict(names) for number, names in self.folders.items()}

    def number(self, kind, name):
        number = len(self.kinds) + 1
        self.kinds[number], self.names[number] = kind, name
        return number

    def take_in(self, path):
        if os.path.isdir(path):
            number = self.number("folder", os.path.basename(path))
            self.folders[number] = {name: self.take_in(path + "/" + name) for name in sorted(os.listdir(path))}
            return number
        number = self.number("file", os.path.basename(path))
        with open(path, "rb") as file:
            self.first[number] = file.read()
        self.sizes[number] = len(self.first[number])
        return number

    def record(self, label, command, env, cwd):
        """Runs it; its calls become ops.  What it prints is told by its exit code and standard output."""
        trace = self.root + ".trace"
        done = subprocess.run(["strace", "-f", "-qq", "-xx", "-s", "100000000", "-o", trace, "-e", "signal=none", "-e", "trace=" + TRACED, *command],
                              env=env, cwd=cwd, stdin=subprocess.DEVNULL, capture_output=True)
        self.open, self.cwd, self.begun = {}, cwd, {}
        with open(trace) as lines:
            for line in lines:
                self.take_line(line)
        os.remove(trace)
        self.ops.append(("done", label, done.returncode))
        return done

    def take_line(self, line):
        """A call of one thread may be told in two lines; it happened when it ended."""
        if "<unfinished" in line or "resumed>" in line:
            thread, part, goes_on = HALF.match(line.rstrip("\n")).groups()
            self.begun[thread] = self.begun.get(thread, "") + part
            if goes_on:
                return
            line = f"{thread} {self.begun.pop(thread)}\n"
        call = CALL.match(line)
        if not call:
            if "+++" in line or "---" in line:
                return
            raise SystemExit("failed: strace says what is not understood: " + line[:200])
        _, name, arguments, result = call.groups()
        if result == "?" or result.startswith("-"):
            return
        handler = getattr(self, "on_" + name, None)
        if not handler:
            raise SystemExit("failed: this harness does not know what became of the call " + line[:200])
        handler(arguments.split(", "), int(result, 0))

    # Where a path leads: (folder, name), or nothing outside the root.
    def place(self, path, at=None):
        path = path.decode()
        if not path.startswith("/"):
            if at is not None:
                return self.below(at, path)
            path = self.cwd + "/" + path
        path = os.path.normpath(path)
        if path != self.root and not path.startswith(self.root + "/"):
            return None
        return self.below(self.top, os.path.relpath(path, self.root))

    def below(self, folder, path):
        *between, name = [part for part in path.split("/") if part not in ("", ".")] or ["."]
        for part in between:
            folder = self.folders[folder][part]
        return folder, name

    def base(self, argument):
        """The folder that an `…at` call starts from: None for the working folder, False for one outside."""
        if argument == "AT_FDCWD":
            return None
        return self.open.get(int(argument), [False])[0]

    def at(self, argument, text):
        base = self.base(argument)
        path = plain(text)
        return None if base is False and not path.startswith(b"/") else self.place(path, base)

    def found(self, place):
        return self.top if place[1] == "." and place[0] == self.top else place[0] if place[1] == "." else self.folders[place[0]].get(place[1])

    def link(self, place, number):
        self.folders[place[0]][place[1]] = number
        self.ops.append(("link", *place, number))

    def opened(self, place, flags, result):
        self.open.pop(result, None)
        if place is None:
            return
        number = self.found(place)
        if number is None:
            number = self.number("file", place[1])
            self.first[number], self.sizes[number] = b"", 0
            self.grown.add(number)
            self.link(place, number)
        elif "O_TRUNC" in flags and self.sizes[number]:
            self.resize(number, 0)
        self.open[result] = [number, 0, "O_APPEND" in flags]

    def resize(self, number, size):
        self.grown.add(number)
        self.sizes[number] = size
        self.ops.append(("size", number, size))

    def put(self, number, offset, data):
        if data:
            self.ops.append(("write", number, offset, data))
            if offset + len(data) > self.sizes[number]:
                self.grown.add(number)
            self.sizes[number] = max(self.sizes[number], offset + len(data))

    def on_openat(self, a, result):
        if "O_TMPFILE" in a[2]:
            self.open.pop(result, None)  # has no name, and none is given to it (linkat ends the harness)
            return
        self.opened(self.at(a[0], a[1]), a[2], result)

    def on_open(self, a, result):
        self.opened(self.place(plain(a[0])), a[1], result)

    def on_creat(self, a, result):
        self.opened(self.place(plain(a[0])), "O_TRUNC", result)

    def on_close(self, a, result):
        self.open.pop(int(a[0]), None)

    def on_fcntl(self, a, result):
        if a[1].startswith("F_DUPFD") and int(a[0]) in self.open:
            self.open[result] = self.open[int(a[0])]

    def on_dup(self, a, result):
        if int(a[0]) in self.open:
            self.open[result] = self.open[int(a[0])]
        elif result > 2 and int(a[0]) != 2:
            raise SystemExit("failed: standard output is copied")

    def on_dup2(self, a, result):
        self.open.pop(result, None)
        self.on_dup(a, result)

    on_dup3 = on_dup2

    def on_execve(self, a, result):
        self.open = {fd: file for fd, file in self.open.items() if fd <= 2}  # the program opens all of its own to be closed here

    def on_lseek(self, a, result):
        if int(a[0]) in self.open:
            self.open[int(a[0])][1] = result

    def on_read(self, a, result):
        if int(a[0]) in self.open:
            self.open[int(a[0])][1] += result

    on_readv = on_read

    def on_write(self, a, result):
        fd, data = int(a[0]), b"".join(bytes.fromhex(t.replace("\\x", "")) for t in TEXT.findall(", ".join(a[1:])))[:result]
        if fd == 1 and fd not in self.open:
            self.ops.append(("said", data))
        elif fd in self.open:
            file = self.open[fd]
            offset = self.sizes[file[0]] if file[2] else file[1]
            self.put(file[0], offset, data)
            file[1] = offset + result

    on_writev = on_write

    def on_pwrite64(self, a, result):
        if int(a[0]) in self.open:
            self.put(self.open[int(a[0])][0], int(a[3]), plain(a[1])[:result])

    def on_ftruncate(self, a, result):
        if int(a[0]) in self.open:
            self.resize(self.open[int(a[0])][0], int(a[1]))

    def on_fsync(self, a, result, whole=True):
        if int(a[0]) in self.open:
            number = self.open[int(a[0])][0]
            self.ops.append(("sync", number, whole or number in self.grown or self.kinds[number] == "folder"))
            self.grown.discard(number)

    def on_fdatasync(self, a, result):
        self.on_fsync(a, result, whole=False)

    def on_mkdir(self, a, result, place=None):
        place = place or self.place(plain(a[0]))
        if place:
            number = self.number("folder", place[1])
            self.folders[number] = {}
            self.link(place, number)

    def on_mkdirat(self, a, result):
        place = self.at(a[0], a[1])
        if place:
            self.on_mkdir(a, result, place)

    def gone(self, place):
        if place:
            self.ops.append(("unlink", *place, self.folders[place[0]].pop(place[1])))

    def on_unlink(self, a, result):
        self.gone(self.place(plain(a[0])))

    on_rmdir = on_unlink

    def on_unlinkat(self, a, result):
        self.gone(self.at(a[0], a[1]))

    def moved(self, old, new, flags=""):
        if old is None and new is None:
            return
        one, other = self.folders[old[0]][old[1]], self.folders[new[0]].get(new[1])
        self.folders[new[0]][new[1]] = one
        if "RENAME_EXCHANGE" in flags:
            self.folders[old[0]][old[1]] = other
            self.ops.append(("swap", *old, one, *new, other))
        else:
            del self.folders[old[0]][old[1]]
            self.ops.append(("move", *old, *new, one))

    def on_rename(self, a, result):
        self.moved(self.place(plain(a[0])), self.place(plain(a[1])))

    def on_renameat(self, a, result):
        self.moved(self.at(a[0], a[1]), self.at(a[2], a[3]))

    def on_renameat2(self, a, result):
        self.moved(self.at(a[0], a[1]), self.at(a[2], a[3]), a[4])

    def on_mmap(self, a, result):
        if "PROT_WRITE" in a[2] and "MAP_SHARED" in a[3] and "ANONYMOUS" not in a[3]:
            number = self.open.get(int(a[4]), [None])[0]
            if number and not self.names[number].endswith("-shm"):
                raise SystemExit("failed: a file is written through memory: " + self.names[number])

    def on_clone3(self, a, result):
        if not any("CLONE_FILES" in argument for argument in a):
            raise SystemExit("failed: the program starts another one")

    on_clone = on_clone3

    def on_chdir(self, a, result):
        raise SystemExit("failed: the program changes its working folder")
