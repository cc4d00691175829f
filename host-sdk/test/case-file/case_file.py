"""A case file checked once more, by another program that has nothing in common with the SDK but the published form.

    python3 case_file.py case.zip <public key of the ledger: 04 x y in hex>

Nothing but the standard library: ZIP, JSON, SHA-256; CBOR (RFC 8949), COSE_Sign1 (RFC 9052), ES256 on P-256 and Merkle proofs (RFC 9162) are below.
"""

import hashlib
import json
import sys
import zipfile

P = 2**256 - 2**224 + 2**192 + 2**96 - 1
N = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
G = (
    0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
    0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5,
)


def sha256(data):
    return hashlib.sha256(data).digest()


def add(a, b):
    if a is None or b is None:
        return a or b
    if a[0] == b[0] and (a[1] + b[1]) % P == 0:
        return None
    if a == b:
        slope = (3 * a[0] * a[0] - 3) * pow(2 * a[1], -1, P)
    else:
        slope = (b[1] - a[1]) * pow(b[0] - a[0], -1, P)
    x = (slope * slope - a[0] - b[0]) % P
    return x, (slope * (a[0] - x) - a[1]) % P


def times(k, point):
    total = None
    while k:
        if k & 1:
            total = add(total, point)
        point, k = add(point, point), k >> 1
    return total


def signed(message, signature, key):
    r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
    assert len(signature) == 64 and 0 < r < N and 0 < s <= N // 2
    w, e = pow(s, -1, N), int.from_bytes(sha256(message), "big")
    point = add(times(e * w % N, G), times(r * w % N, key))
    return point is not None and point[0] % N == r


def item(data, at):
    """The data item at a place, and where it ends; a byte string as bytes, a text as str, a tag as its content."""
    major, info, at = data[at] >> 5, data[at] & 31, at + 1
    if info >= 24:
        size = 1 << (info - 24)
        info, at = int.from_bytes(data[at : at + size], "big"), at + size
    if major == 0:
        return info, at
    if major == 1:
        return -1 - info, at
    if major == 2:
        return data[at : at + info], at + info
    if major == 3:
        return data[at : at + info].decode(), at + info
    if major == 6:
        return item(data, at)
    items = []
    for _ in range(info * (2 if major == 5 else 1)):
        value, at = item(data, at)
        items.append(value)
    return (items if major == 4 else dict(zip(items[::2], items[1::2]))), at


def head(major, length):
    for info, size in ((24, 1), (25, 2), (26, 4)):
        if length < 24:
            return bytes([major << 5 | length])
        if length < 1 << 8 * size:
            return bytes([major << 5 | info]) + length.to_bytes(size, "big")
    raise ValueError("too long")


def structure(protected, payload):
    """Sig_structure of RFC 9052 section 4.4, in CBOR."""
    parts = [head(3, 10) + b"Signature1"] + [head(2, len(part)) + part for part in (protected, b"", payload)]
    return head(4, 4) + b"".join(parts)


def statement(data, key, content_type):
    (protected, _, payload, signature), end = item(data, 0)
    assert end == len(data) and item(protected, 0)[0][3] == content_type
    assert signed(structure(protected, payload), signature, key), "a signature does not fit"
    return protected, payload


def included(leaf, index, size, path, root):
    """Section 2.1.3.2 of RFC 9162, word for word."""
    fn, sn, r = index, size - 1, sha256(b"\0" + leaf)
    for p in path:
        assert sn != 0
        if fn & 1 or fn == sn:
            r = sha256(b"\1" + p + r)
            while not fn & 1 and fn != 0:
                fn, sn = fn >> 1, sn >> 1
        else:
            r = sha256(b"\1" + r + p)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and r == root


def main(path, key):
    key = bytes.fromhex(key)
    key = int.from_bytes(key[1:33], "big"), int.from_bytes(key[33:], "big")
    archive = zipfile.ZipFile(path)
    manifest = archive.read("manifest.json")
    kind = "application/vnd.hengzhun."
    assert statement(archive.read("signature.cbor"), key, kind + "case-file-manifest+sha256")[1] == sha256(manifest)
    listed = {one["name"]: one for one in json.loads(manifest)["members"]}
    assert set(listed) | {"manifest.json", "signature.cbor"} == set(archive.namelist())
    for name, one in listed.items():
        data = archive.read(name)
        assert len(data) == one["size"] and hashlib.sha256(data).hexdigest() == one["sha256"], name
    checkpoint = item(statement(archive.read("ledger/checkpoint.cbor"), key, kind + "ledger-checkpoint+cbor")[1], 0)[0]
    proofs = json.loads(archive.read("ledger/proofs.json"))
    entries, at = archive.read("ledger/entries.cbor"), 0
    while at < len(entries):
        start, at = at, item(entries, at)[1]
        protected, payload = statement(entries[start:at], key, kind + "ledger-entry+cbor")
        entry = item(payload, 0)[0]
        path_ = [bytes.fromhex(one) for one in proofs[str(entry[1])]]
        assert included(sha256(structure(protected, payload)), entry[1] - 1, checkpoint[1], path_, checkpoint[3])
        print(entry[1], entry[3], entry[4], hashlib.sha256(entry[9].encode()).hexdigest())
    print("root", checkpoint[3].hex())


main(*sys.argv[1:])
