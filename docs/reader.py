#!/usr/bin/env python3
"""Lists the updates of an Ownpace library and reports every hash that does not match: python3 reader.py FOLDER

A second reader of format.md, in another language, with nothing but Python 3. It writes nothing and follows no link.
Standard output has a line for each update: day, author, thread, title. Standard error names what is on its way and what
is wrong. It ends with 1 where a hash or a signature is wrong, and with 2 where the folder is no library of format 1.
Left out, since no list of updates shows it: closed devices, withdrawals by owners, and sets.
"""
import base64, collections, hashlib, json, os, re, sys, time

# Ed25519 (RFC 8032), slow and short.
P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P

def add(p, q):
    k = D * p[0] * q[0] * p[1] * q[1] % P
    return (p[0] * q[1] + q[0] * p[1]) * pow(1 + k, -1, P) % P, (p[1] * q[1] + p[0] * q[0]) * pow(1 - k, -1, P) % P

def times(number, p):
    total = (0, 1)
    while number:
        if number & 1: total = add(total, p)
        p, number = add(p, p), number >> 1
    return total

def point(data):
    y = int.from_bytes(data, "little") % 2**255
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if x * x % P != square: x = x * pow(2, (P - 1) // 4, P) % P
    if x * x % P != square or y >= P: raise ValueError("no point of the curve")
    return x if x % 2 == data[31] >> 7 else P - x, y

BASE = point((4 * pow(5, -1, P) % P).to_bytes(32, "little"))

def is_signed(key, signature, data):
    if len(key) != 32 or len(signature) != 64: return False
    s, h = int.from_bytes(signature[32:], "little"), hashlib.sha512(signature[:32] + key + data).digest()
    try: a, r = point(key), point(signature[:32])
    except ValueError: return False
    return s < L and times(s, BASE) == add(r, times(int.from_bytes(h, "little") % L, a))

# Files: paths are listed or computed, and sizes are capped.
def hash_of(data):
    digest = hashlib.sha256(data.encode() if isinstance(data, str) else data).digest()
    return base64.b32encode(digest).decode().lower().rstrip("=")

def whole(path, cap=2**40):
    """The file's place on this disk; None where it is absent, too large, or a link stands anywhere on the way."""
    steps = [os.path.join(root, *path.split("/")[:count + 1]) for count in range(path.count("/") + 1)]
    is_file = not any(map(os.path.islink, steps)) and os.path.isfile(steps[-1])
    return steps[-1] if is_file and os.path.getsize(steps[-1]) <= cap else None

def sha256_of(place):
    digest = hashlib.sha256()
    with open(place, "rb") as file:
        for piece in iter(lambda: file.read(2**20), b""): digest.update(piece)
    return digest.hexdigest()

def digests_in(body):
    if isinstance(body, dict) and isinstance(body.get("words"), str): return [body["words"]]
    members = body.values() if isinstance(body, dict) else body if isinstance(body, list) else []
    return [digest for member in members for digest in digests_in(member)]

def batch_of(path, lines):
    """A batch from its three lines; None where they are none of this library."""
    try:
        head, proof, words = (json.loads(line.decode()) for line in lines)
        if head["v"] != 1 or head["library"] != marker["library"]: return None
        key, signature = (base64.urlsafe_b64decode(proof[part] + "==") for part in ("key", "signature"))
        for digest, entry in words.items():
            if hash_of(entry["salt"] + "\n" + entry["text"]) != digest: wrong.append(f"{path}: not the words of {digest}")
            elif digest in digests_in([op["body"] for op in head["ops"]]): texts[digest] = entry["text"]
        return dict(head, hash=hash_of(lines[0]), line=lines[0], key=key, signature=signature, path=path)
    except (ValueError, KeyError, TypeError, AttributeError): return None

def read_batches():
    """Those that count: signed by their writer, or named in `prev` by one that counts. The newest are judged first."""
    found, counting = [], {}
    for place, _, names in os.walk(os.path.join(root, "ops")):
        for name in sorted(names):
            path = os.path.relpath(os.path.join(place, name), root).replace(os.sep, "/")
            if name.startswith(".") or not whole(path, 2**26): continue
            with open(whole(path), "rb") as file: lines = file.read().split(b"\n")[:-1]
            batches = [batch_of(path, lines[at:at + 3]) for at in range(0, len(lines) or 1, 3)]
            if None in batches: waiting.append(f"{path}: not a whole batch of this library")
            named = re.search(r"-([a-z2-7]{26})\.json(l?)$", name)
            heads = b"".join(line + b"\n" for line in lines[::3]) if named and named[2] else b"".join(lines[:1])
            if named and lines and hash_of(heads)[:26] != named[1]: wrong.append(f"{path}: not what its name says")
            found += [batch for batch in batches if batch]
    vouched = set()
    for batch in sorted(found, key=lambda batch: -batch["seq"]):
        is_known = batch["hash"] in counting or (batch["writer"], batch["hash"]) in vouched
        is_own = is_known or hash_of(batch["key"])[:26] == batch["writer"]
        if is_known or is_own and is_signed(batch["key"], batch["signature"], batch["line"]):
            counting[batch["hash"]] = batch
            vouched.add((batch["writer"], batch["prev"]))
        else: wrong.append(f"{batch['path']}: not signed by its writer")
    return counting.values()

# Meaning: who speaks for whom, which operations count, and which of a field is shown.
def fold(batches):
    ops = [{**op, "writer": batch["writer"], "time": batch["hlc"], "id": f"{batch['hash'][:26]}.{at}"}
           for batch in batches for at, op in enumerate(batch["ops"])]
    ops.sort(key=lambda op: (op["time"], op["writer"], op["id"]))
    claims = {op["writer"]: op["body"]["person"] for op in ops if op["kind"] == "writer.claim"}
    people, fields = {}, collections.defaultdict(list)
    for op in ops:
        if op["kind"] == "writer.endorse" and people.get(op["writer"], op["writer"]) == op["body"]["person"] == claims.get(op["subject"]):
            people[op["subject"]] = op["body"]["person"]
    for op in ops: op["person"] = people.get(op["writer"], op["writer"])
    makers = {op["subject"]: op for op in reversed(ops)
              if hash_of(f"ownpace record\n{op['writer']}\n{op.get('nonce')}")[:16] == op["subject"]}
    for op in ops:
        maker = op if op["kind"].startswith("person.") else makers.get(op["subject"])
        owner = maker and (op["subject"] if maker is op and op["kind"].startswith("person.") else maker["person"])
        is_open = op["kind"].startswith(("thread.", "path.", "document.")) and not op["kind"].endswith(".withdrawn")
        is_added = ".captions:" in op["kind"] and op["kind"].endswith("-" + op["writer"][:8])
        if maker and (is_open or is_added or op["person"] == owner): fields[op["subject"], op["kind"]].append(op)
    return fields, makers

def shown(subject, kind):
    ops = fields.get((subject, kind), [])
    past = {id for op in ops for id in op.get("supersedes", [])}
    return next((op["body"] for op in reversed(ops) if op["id"] not in past), {})

def check_files(item, ops):
    canonical = lambda body: json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    bodies = {hash_of("ownpace version\n" + canonical(op["body"]))[:10]: op["body"] for op in ops}
    for version, asset in [(version, asset) for version, body in bodies.items() for asset in body.get("assets", [])]:
        stands = asset.get("from", version)
        body = bodies.get(stands, {"month": "", "slug": ""})
        path = f"media/{body['month']}/{body['slug']}-{item}-{stands}/{asset['name']}"
        if not re.fullmatch(r"media/[0-9]{4}/[0-9]{2}/[a-z0-9-]+/[a-z0-9-]+\.[a-z0-9]+", path): continue
        if not whole(path): waiting.append(f"{path}: not here")
        elif sha256_of(whole(path)) != asset["sha256"]: wrong.append(f"{path}: not the bytes that its author signed")

root, waiting, wrong, texts = sys.argv[1], [], [], {}
try:
    marker = json.load(open(whole("ownpace.json", 2**16)))
    proof = hash_of(f"ownpace library\n{marker['founder']}\n{marker['nonce']}")[:26]
    if (marker["app"], marker["format"], marker["library"]) != ("ownpace", 1, proof): raise ValueError("not proven")
except (TypeError, ValueError, KeyError): print("This folder is no library of format 1.", file=sys.stderr) or sys.exit(2)
fields, makers = fold(read_batches())
plain = lambda text: "".join(letter if letter.isprintable() else f"\\u{ord(letter):04x}" for letter in text)
word = lambda body, member: texts.get(body.get(member, {}).get("words"), "(not here)")
for item, maker in sorted(makers.items(), key=lambda made: made[1]["time"]):
    if (item, f"{maker['kind'].split('.')[0]}.withdrawn") in fields: continue
    check_files(item, [op for op in fields[item, maker["kind"]] if maker["kind"].endswith(".version")])
    update, thread = shown(item, "update.version"), shown(shown(item, "update.place").get("thread"), "thread.about")
    if maker["kind"] != "update.version" or not thread or shown(item, "update.deleted").get("deleted"): continue
    name = shown(maker["person"], "person.profile").get("name", maker["person"])
    day = time.strftime("%Y-%m-%d", time.gmtime(maker["time"][0] / 1000))
    print(*map(plain, [day, name, word(thread, "name"), word(update, "title")]), sep="\t")
for line in waiting: print("waiting:", plain(line), file=sys.stderr)
for line in wrong: print("wrong:", plain(line), file=sys.stderr)
sys.exit(1 if wrong else 0)
