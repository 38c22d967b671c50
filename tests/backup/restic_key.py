"""A key of a restic repository that opens at once.

restic makes its key so that a password costs half a second at each call; a corpus of hundreds of calls cannot afford that.
Here the same master key is sealed again with the cheapest scrypt that restic takes.  Sealing is AES-256 in counter mode and
Poly1305-AES; Python has neither, and a few blocks need no speed.
"""

import base64
import hashlib
import json

N, R, P = 2, 1, 1


def sbox_of():
    """The substitution of AES, from its definition: inverse in GF(2^8), then an affine map."""
    box, p, q = [0] * 256, 1, 1
    while True:
        p ^= (p << 1 & 0xff) ^ (0x1b if p & 0x80 else 0)
        for shift in (1, 2, 4):
            q ^= q << shift & 0xff
        q ^= 0x09 if q & 0x80 else 0
        turned = q | q << 8
        box[p] = (q ^ turned >> 7 ^ turned >> 6 ^ turned >> 5 ^ turned >> 4) & 0xff ^ 0x63
        if p == 1:
            box[0] = 0x63
            return box


SBOX = sbox_of()


def doubled(value):
    return (value << 1) & 0xff ^ (0x1b if value & 0x80 else 0)


def round_keys(key):
    words = [list(key[at:at + 4]) for at in range(0, len(key), 4)]
    length, constant = len(words), 1
    for number in range(length, 4 * (length + 7)):
        word = words[-1]
        if number % length == 0:
            word = [SBOX[byte] for byte in word[1:] + word[:1]]
            word[0] ^= constant
            constant = doubled(constant)
        elif length > 6 and number % length == 4:
            word = [SBOX[byte] for byte in word]
        words.append([a ^ b for a, b in zip(words[number - length], word)])
    return [sum(words[at:at + 4], []) for at in range(0, len(words), 4)]


def aes(key, block):
    keys = round_keys(key)
    state = [a ^ b for a, b in zip(block, keys[0])]
    for number, round_key in enumerate(keys[1:], 1):
        state = [SBOX[state[(at + 4 * (at % 4)) % 16]] for at in range(16)]
        if number < len(keys) - 1:
            mixed = []
            for column in range(0, 16, 4):
                a = state[column:column + 4]
                whole = a[0] ^ a[1] ^ a[2] ^ a[3]
                mixed += [a[i] ^ whole ^ doubled(a[i] ^ a[(i + 1) % 4]) for i in range(4)]
            state = mixed
        state = [a ^ b for a, b in zip(state, round_key)]
    return bytes(state)


def counter_mode(key, start, content):
    stream = b"".join(aes(key, ((int.from_bytes(start, "big") + n) % 2**128).to_bytes(16, "big")) for n in range((len(content) + 15) // 16))
    return bytes(a ^ b for a, b in zip(content, stream))


def poly1305(r, s, content):
    r = int.from_bytes(r, "little") & 0x0ffffffc0ffffffc0ffffffc0fffffff
    total = 0
    for at in range(0, len(content), 16):
        total = (total + int.from_bytes(content[at:at + 16] + b"\1", "little")) * r % ((1 << 130) - 5)
    return ((total + int.from_bytes(s, "little")) % 2**128).to_bytes(16, "little")


def seal(key, start, content):
    """restic's: the nonce, the encrypted content, its authentication."""
    encrypted = counter_mode(key[:32], start, content)
    return start + encrypted + poly1305(key[48:64], aes(key[32:48], start), encrypted)


def cheapen(repository, password, master_key):
    """Replaces the repository's one key; `master_key` is what `restic cat masterkey` prints."""
    (old,) = (repository / "keys").iterdir()
    record = json.loads(old.read_bytes())
    salt = base64.b64decode(record["salt"])
    key = hashlib.scrypt(password.encode(), salt=salt, n=N, r=R, p=P, dklen=64)
    content = json.dumps(json.loads(master_key), separators=(",", ":")).encode()
    record.update(N=N, r=R, p=P, data=base64.b64encode(seal(key, salt[:16], content)).decode())
    written = json.dumps(record, separators=(",", ":")).encode()
    old.unlink()
    (repository / "keys" / hashlib.sha256(written).hexdigest()).write_bytes(written)
