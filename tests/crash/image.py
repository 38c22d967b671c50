"""What a disk may hold after the power was cut, out of recorded ops (record.py) up to a cut.

posix: of whatever was not synced, anything may be there or not, in sectors of 512 bytes, in any order: data, sizes and names.
       A name is synced with its folder alone.
ext4:  names, and sizes that were set, stay in their order, and a whole sync brings all before it to the disk; a file grows in the order in which
       it was written, and what was grown is whole; sectors that are overwritten may be old or new.
In both, all that was written before a file's own sync, and sizes with it, is there."""
import os

SECTOR = 512
CHANCES = (0.0, 0.0, 0.5, 0.9, 1.0)
NAMES = ("link", "unlink", "move", "swap")


def folders_of(op):
    return [op[at] for at in {"move": (1, 3), "swap": (1, 4)}.get(op[0], (1,))]


class Image:
    def __init__(self, recorder, ops, cut, model, dice):
        self.recorder, self.dice, self.posix = recorder, dice, model == "posix"
        self.ops = list(enumerate(ops[:cut]))
        self.synced, latest = {}, -1
        for index, op in self.ops:
            if op[0] == "sync":
                self.synced[op[1]] = index
                latest = index if op[2] else latest
        self.last_name = dice.randint(latest, max(latest, cut - 1))  # ext4's journal got so far
        self.name_chance, self.data_chance = dice.choice(CHANCES), dice.choice(CHANCES)

    def keeps_name(self, index, op):
        if not self.posix:
            return index <= self.last_name
        return any(index < self.synced.get(folder, -1) for folder in folders_of(op)) or self.dice.random() < self.name_chance

    def keeps_drop(self, index, op):
        """A move that is there in its new folder may be still there in its old one, until that is synced."""
        return not self.posix or op[1] == op[3] or index < self.synced.get(op[1], -1) or self.dice.random() < self.name_chance

    def folders(self):
        """Folder: {name: number}, with every name that was kept."""
        tree = {number: dict(names) for number, names in self.recorder.first_folders.items()}
        for index, op in self.ops:
            if op[0] not in NAMES or not self.keeps_name(index, op):
                continue
            if op[0] == "link":
                tree.setdefault(op[1], {})[op[2]] = op[3]
            elif op[0] == "unlink":
                self.drop(tree, *op[1:])
            elif op[0] == "move":
                if self.keeps_drop(index, op):
                    self.drop(tree, op[1], op[2], op[5])
                tree.setdefault(op[3], {})[op[4]] = op[5]
            else:
                tree.setdefault(op[1], {})[op[2]] = op[6]
                tree.setdefault(op[4], {})[op[5]] = op[3]
        return tree

    @staticmethod
    def drop(tree, folder, name, number):
        if tree.get(folder, {}).get(name) == number:
            del tree[folder][name]

    def content(self, number):
        data = bytearray(self.recorder.first[number])
        synced = self.synced.get(number, -1)
        grown = self.dice.random() < self.data_chance  # ext4: whether what was appended gets on
        for index, op in self.ops:
            if op[0] not in ("write", "size") or op[1] != number:
                continue
            if index < synced:
                self.put(data, op)
            elif op[0] == "size":
                if self.dice.random() < self.data_chance if self.posix else index <= self.last_name:
                    self.put(data, op)
                elif not self.posix:
                    break  # nothing of what came after stands in a size that the journal does not have
            else:
                grown = self.put_part(data, op, grown)
        return bytes(data)

    @staticmethod
    def put(data, op):
        if op[0] == "size":
            del data[op[2]:]
            data.extend(bytes(op[2] - len(data)))
        else:
            data.extend(bytes(max(0, op[2] - len(data))))
            data[op[2]:op[2] + len(op[3])] = op[3]

    def put_part(self, data, op, grown):
        """Some sectors of a write; whether an appended one of later may still be there."""
        start, end = op[2], op[2] + len(op[3])
        for sector in range(start // SECTOR * SECTOR, end, SECTOR):
            first, last = max(sector, start), min(sector + SECTOR, end)
            piece = ("write", op[1], first, op[3][first - start:last - start])
            if self.posix or last <= len(data):
                if self.dice.random() < self.data_chance:
                    self.put(data, piece)
            else:
                grown = grown and (self.data_chance == 1.0 or self.dice.random() < 0.97)
                if grown:
                    self.put(data, piece)
        return grown

    def write(self, target):
        self.tree = self.folders()
        self.write_folder(self.recorder.top, target)

    def write_folder(self, number, path):
        os.makedirs(path, 0o700)
        for name, inside in self.tree.get(number, {}).items():
            place = path + "/" + name
            if self.recorder.kinds[inside] == "folder":
                self.write_folder(inside, place)
                continue
            data = self.content(inside)
            if name.endswith("-shm"):  # written through memory, so anything may be in it
                kind = self.dice.randrange(3)
                if kind == 0:
                    continue
                data = bytes(32768) if kind == 1 else self.dice.randbytes(32768)
            with open(os.open(place, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as file:
                file.write(data)
