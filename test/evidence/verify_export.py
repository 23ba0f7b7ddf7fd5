"""Verifies an export of the audit from docs/audit.md alone: nothing of Switchboard's own code, no library beyond Python's.

python3 verify_export.py <file>: prints what is wrong first, or that nothing is. Exit code 0 or 1.
"""
import base64
import hashlib
import json
import sys

# Ed25519, RFC 8032, 5.1: to verify only.
P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)


def x_of(y, sign):
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    return P - x if x & 1 != sign else x


def point(data):
    number = int.from_bytes(data, "little")
    y = number & (2**255 - 1)
    if y >= P:
        return None
    x = x_of(y, number >> 255)
    return None if x is None else (x, y, 1, x * y % P)


def add(a, b):
    e = (a[1] - a[0]) * (b[1] - b[0]) % P
    f = (a[1] + a[0]) * (b[1] + b[0]) % P
    g = 2 * a[3] * b[3] * D % P
    h = 2 * a[2] * b[2] % P
    return ((f - e) * (h - g) % P, (h + g) * (f + e) % P, (h - g) * (h + g) % P, (f - e) * (f + e) % P)


def times(number, a):
    result = (0, 1, 1, 0)
    while number:
        if number & 1:
            result = add(result, a)
        a = add(a, a)
        number >>= 1
    return result


BASE_Y = 4 * pow(5, P - 2, P) % P
BASE = (x_of(BASE_Y, 0), BASE_Y, 1, x_of(BASE_Y, 0) * BASE_Y % P)


def signed(public, message, signature):
    if len(public) != 32 or len(signature) != 64:
        return False
    a, r = point(public), point(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= L:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % L
    one, other = times(s, BASE), add(r, times(h, a))
    return (one[0] * other[2] - other[0] * one[2]) % P == 0 and (one[1] * other[2] - other[1] * one[2]) % P == 0


def sha256(fields):
    return hashlib.sha256(json.dumps(fields, separators=(",", ":"), ensure_ascii=False).encode()).hexdigest()


def wrong_signature(keys, name, message, signature):
    """None when it is good, or its key was lost."""
    if name not in keys:
        return "its key is not listed"
    if keys[name] is None:
        return None
    public = base64.urlsafe_b64decode(keys[name] + "=")
    return None if signed(public, message.encode(), base64.b64decode(signature)) else "bad signature"


def first_wrong(lines):
    start = json.loads(next(lines))
    if start["format"] != "switchboard-audit-1":
        return "unknown format"
    keys = {one["key"]: one["publicKey"] for one in start["keys"]}
    signed_from = start["signedFrom"]
    seq, previous = start["after"]["seq"], start["after"]["hash"]
    emptied, told = [], []
    for text in lines:
        row = json.loads(text)
        if "end" in row:
            return at_the_end(row["end"], keys, seq, previous, emptied, told) or (
                "lines after the end" if next(lines, None) else None
            )
        if row["seq"] != seq + 1:
            return f"entry {seq + 1} is missing"
        seq = row["seq"]
        if row["body"] is None and row["salt"] is None and row["actor"] is None:
            emptied.append(seq)
        elif sha256([row["salt"], row["actor"], row["body"]]) != row["body_hash"]:
            return f"entry {seq}: body altered"
        if sha256([row[name] for name in ("seq", "at", "kind", "change_id", "body_hash", "previous")]) != row["hash"]:
            return f"entry {seq}: header altered"
        if row["previous"] != previous:
            return f"entry {seq}: does not follow the one before"
        if row["signature"] is None:
            if signed_from is not None and seq >= signed_from:
                return f"entry {seq}: no signature"
        else:
            problem = wrong_signature(keys, row["signed_by"], "switchboard audit entry\n" + row["hash"], row["signature"])
            if problem:
                return f"entry {seq}: {problem}"
        if row["kind"] == "retention.erased":
            told += json.loads(row["body"])["entries"]
        previous = row["hash"]
    return "the end is missing"


def at_the_end(end, keys, seq, previous, emptied, told):
    if end["seq"] != seq or end["hash"] != previous:
        return "entries are missing at the end"
    message = "\n".join(["switchboard audit checkpoint", str(end["seq"]), end["hash"], end["at"]])
    problem = wrong_signature(keys, end["key"], message, end["signature"])
    if problem:
        return f"the end: {problem}"
    for one in emptied:
        if not any(first <= one <= last for first, last in told):
            return f"entry {one}: emptied, and no entry tells of it"
    return None


def main():
    with open(sys.argv[1], encoding="utf-8", newline="\n") as lines:
        try:
            wrong = first_wrong(lines)
        except (KeyError, TypeError, ValueError, StopIteration) as error:
            wrong = f"not as the format says: {error!r}"
    print(wrong or "whole")
    sys.exit(1 if wrong else 0)


main()
