#!/usr/bin/env python3
"""Learns dictionaries/weights/facts.csv from what `cargo run --example candidates` writes.

    learn.py [--folds N] [--out FILE] [--from FILE] CANDIDATES.jsonl...

A candidate is right if an annotated fact has its type, subject, object, amount and count. Logistic regression with an L2
penalty, by gradient descent with a step of its own for each weight (AdaGrad, Duchi, Hazan and Singer 2011); the same input
gives the same rows. With --from the rows go half the way from those of a file, so that weights of features that few articles
tell of change slowly (averaging of models, Breiman 1996). With --folds it learns N times, each time without one part of the
articles, and prints how well the rest is chosen at several thresholds.
"""
import argparse, csv, json, math, re, sys, unicodedata
from collections import Counter, defaultdict
from decimal import Decimal

SYMMETRIC = {"deal", "partnership"}
SUFFIX = re.compile(r"[,.]?\s+(inc|corp|corporation|ltd|limited|plc|llc|sa|sas|se|nv|bv|ag|gmbh|co|company|group|groupe|holdings?|spa)\.?$")


def fold(name):
    """Names that differ in case, accents, marks or legal form are one."""
    name = unicodedata.normalize("NFKD", name or "").replace("’", "'")
    name = "".join(c for c in name if not unicodedata.combining(c)).casefold().strip()
    name = re.sub(r"^(the|le|la|les|l'|groupe)\s*", "", name) if len(name) > 6 else name
    for _ in range(2):
        name = SUFFIX.sub("", name)
    return re.sub(r"[^a-z0-9&+]", "", name)


def number(x):
    return Decimal(x) if x not in (None, "") else None


def figure(gold, got):
    if not gold:
        return True
    if not got or number(gold.get("low")) != number(got[0]):
        return False
    return gold.get("high") is None or number(gold["high"]) == number(got[1])


def right(gold, c):
    if gold["type"] != c["type"] and {gold["type"], c["type"]} != SYMMETRIC:
        return False
    same = lambda a, b: fold(a) == fold(b)
    there = lambda s, o: same(gold["subject"], s) and (not gold.get("object") or same(gold["object"], o))
    if not (there(c["subject"], c["object"]) or gold["type"] in SYMMETRIC and there(c["object"], c["subject"])):
        return False
    if not figure(gold.get("money"), c["money"]) or not figure(gold.get("count"), c["count"]):
        return False
    if gold.get("money") and gold["money"].get("currency") not in (None, c["money"][2]):
        return False
    if not gold.get("money") and c["money"] and gold["type"] not in ("launch", "spending"):
        return False
    return gold["type"] != "stake" or not gold.get("percent") or number(gold["percent"]) == number(c["percent"])


def slots(gold, c):
    """Which slots of an annotated fact a candidate fills, if it says nothing else; None if it is another fact."""
    got = set()
    if c["object"]:
        got.add("object")
    for slot in ("money", "count"):
        if c[slot]:
            got.add(slot)
    if gold["type"] == "stake" and c["percent"] is not None:
        got.add("percent")
    whole = dict(c)
    for slot in SLOTS - got:
        whole[slot] = TOLD[slot](gold)
    return got if right(gold, whole) else None


def amount(x):
    return x and [x.get("low"), x.get("high"), x.get("currency")]


SLOTS = {"object", "money", "count", "percent"}
TOLD = {
    "object": lambda g: g.get("object"),
    "money": lambda g: amount(g.get("money")),
    "count": lambda g: amount(g.get("count")),
    "percent": lambda g: g.get("percent"),
}


def parts(gold, candidates):
    """The candidates that say a fact together, each a part of it: `raised $5m. The round was led by X`."""
    needed = {slot for slot in SLOTS if TOLD[slot](gold) not in (None, "") and (slot != "percent" or gold["type"] == "stake")}
    alike = defaultdict(list)
    for c in candidates:
        got = slots(gold, c)
        if got:
            alike[c["modality"]].append((got, c))
    return [c for told in alike.values() if set().union(*(got for got, _ in told)) >= needed for _, c in told]


def learn(candidates, penalty, rate=0.25, epochs=40, least=3):
    seen = Counter(f for c in candidates for f in set(c["features"]))
    names = sorted(f for f, n in seen.items() if n >= least)
    index = {f: i for i, f in enumerate(names)}
    rows = [(sorted({index[f] for f in c["features"] if f in index}), c["right"]) for c in candidates]
    w, g = [0.0] * len(names), [1e-6] * len(names)
    decay = penalty / max(1, len(rows))
    for epoch in range(epochs):
        # the order changes from epoch to epoch and is the same in every run
        for k in range(len(rows)):
            row, y = rows[(k * 7919 + epoch * 104729) % len(rows)]
            p = 1 / (1 + math.exp(-max(-30, min(30, sum(w[i] for i in row)))))
            e = p - y
            for i in row:
                d = e + decay * w[i] * len(rows) / seen[names[i]]
                g[i] += d * d
                w[i] -= rate * d / math.sqrt(g[i])
    return {f: w[i] for f, i in index.items()}


def halfway(known, weights):
    """The means of weights and those of a file; a feature that the file does not have keeps its own."""
    rows = csv.reader(line for line in open(known, encoding="utf-8") if not line.startswith("#"))
    old = {row[0]: float(row[1]) for row in rows if row[0] != "feature"}
    return {f: (old.get(f, weights.get(f, 0.0)) + weights.get(f, 0.0)) / 2 for f in old.keys() | weights.keys()}


def probability(weights, c):
    return 1 / (1 + math.exp(-max(-30, min(30, sum(weights.get(f, 0.0) for f in set(c["features"]))))))


def score(docs, least):
    found = given = annotated = 0
    for doc in (d for d in docs if d["gold"] is not None):
        annotated += len(doc["gold"])
        choices = defaultdict(list)
        for c in doc["candidates"]:
            choices[json.dumps([c["choice"], c["money"], c["count"]])].append(c)
        best = [max(group, key=lambda c: c["p"]) for group in choices.values()]
        used, wrong = set(), set()
        best = [b for b in best if b["p"] >= least]
        used.update(i for i, g in enumerate(doc["gold"]) if not any(right(g, b) for b in best) and parts(g, best))
        for c in best:
            fits = [i for i, g in enumerate(doc["gold"]) if right(g, c)]
            if fits:
                used.update([i for i in fits if i not in used][:1])
            elif not c["right"]:
                wrong.add(json.dumps([c["type"], c["subject"], c["object"], c["money"], c["count"]]))
        found += len(used)
        given += len(used) + len(wrong)
    p, r = found / max(1, given), found / max(1, annotated)
    return f"P {p:.3f} R {r:.3f} F1 {2 * p * r / max(1e-9, p + r):.3f}"


def told(docs, least):
    """How well names are told apart that no cue has settled."""
    lone = [c for d in docs for c in d["candidates"] if not c["known"]]
    true = sum(1 for c in lone if c["right"] and c["p"] >= least)
    p = true / max(1, sum(1 for c in lone if c["p"] >= least))
    r = true / max(1, sum(1 for c in lone if c["right"]))
    known = [c for d in docs for c in d["candidates"] if c["known"]]
    bad = [c for c in known if c["p"] < 1 - least]
    return f"P {p:.3f} R {r:.3f} of {sum(1 for c in lone if c['right'])}; of {len(known)} settled ones {len(bad)} less likely than {1 - least:.2f}, {sum(1 for c in bad if c['right'])} of them right"


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("files", nargs="+")
    ap.add_argument("--folds", type=int, default=0)
    ap.add_argument("--out")
    ap.add_argument("--from", dest="known", help="weights to go half the way from")
    ap.add_argument("--names", action="store_true", help="learn weights of names, not of facts")
    a = ap.parse_args()
    docs = [json.loads(line) for f in a.files for line in open(f, encoding="utf-8")]
    if a.names:
        docs = [{"gold": [], "candidates": [c for c in d["names"] if c["right"] is not None]} for d in docs if "names" in d]
    for d in docs:
        for c in d["candidates"]:
            if c["right"] is None and d["gold"] is not None:
                c["right"] = any(right(g, c) for g in d["gold"])
        for c in [c for g in d["gold"] or [] for c in parts(g, d["candidates"])]:
            c["right"] = True
        d["candidates"] = [c for c in d["candidates"] if c["right"] is not None]
        # an example stands for many sentences of its kind
        d["candidates"] *= 1 if d["gold"] is not None else 4
    penalty = 6.0 if a.names else 20.0
    for k in range(a.folds):
        weights = learn([c for i, d in enumerate(docs) if i % a.folds != k for c in d["candidates"]], penalty)
        for d in docs[k :: a.folds]:
            for c in d["candidates"]:
                c["p"] = probability(weights, c)
    if a.folds:
        for least in (0.3, 0.4, 0.5, 0.55, 0.6, 0.7):
            print(least, told(docs, least) if a.names else score(docs, least))
    if a.out:
        weights = learn([c for d in docs for c in d["candidates"]], penalty)
        if a.known:
            weights = halfway(a.known, weights)
        with open(a.out, "w", encoding="utf-8") as f:
            f.write("# learned by tests/weights/learn.py from the annotated articles; not to be edited by hand\n")
            rows = csv.writer(f, lineterminator="\n")
            rows.writerow(["feature", "weight"])
            rows.writerows([name, f"{w:.3f}"] for name, w in sorted(weights.items()) if abs(w) >= 0.01)


if __name__ == "__main__":
    main()
