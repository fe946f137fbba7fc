"""Writes the retrieval sets of `npm run bench:memory` from their sources: `make_sets.py SOURCES COMMITTED LOCAL`.

Sets whose licence allows no passing on (or says nothing) go to LOCAL, which is not committed.
"""

import csv
import json
import random
import re
import sys
from pathlib import Path

Set = dict


def xquad(root: Path) -> Set:
    """Questions on Wikipedia; what fits is the sentence that the answer's span was marked in."""
    documents: list[str] = []
    queries: list[dict] = []
    for article in json.loads((root / "xquad/xquad.en.json").read_text("utf-8"))["data"]:
        for paragraph in article["paragraphs"]:
            text = paragraph["context"]
            ends = [m.end() for m in re.finditer(r'[.!?]["\')\]]*\s+(?=[A-Z0-9"\'(])', text)] + [len(text)]
            starts = [0, *ends[:-1]]
            first = len(documents)
            documents += [text[start:end].strip() for start, end in zip(starts, ends)]
            for question in paragraph["qas"]:
                at = question["answers"][0]["answer_start"]
                place = next(i for i, end in enumerate(ends) if at < end)
                queries.append({"text": question["question"], "relevant": {str(first + place): 1}})
    return {
        "name": "xquad-sentences",
        "about": "Questions on 240 paragraphs of Wikipedia by people; fits: the sentence with the marked answer.",
        "source": "github.com/google-deepmind/xquad, xquad.en.json, at 7d30520c717524000f0d9d2f9c10a069acd9d285",
        "licence": "CC-BY-SA-4.0",
        "documents": documents,
        "queries": queries,
    }


def clinc(root: Path) -> Set:
    """What people say to an assistant; what fits was written for the same of 150 intents."""
    data = json.loads((root / "clinc/data/data_full.json").read_text("utf-8"))
    chance = random.Random(1)
    by_intent = lambda part: {  # noqa: E731
        intent: [text for text, own in data[part] if own == intent] for intent in sorted({own for _, own in data[part]})
    }
    known, asked = by_intent("train"), by_intent("test")
    documents: list[str] = []
    queries: list[dict] = []
    for intent, texts in known.items():
        places = range(len(documents), len(documents) + 8)
        documents += chance.sample(texts, 8)
        for text in chance.sample(asked[intent], 3):
            queries.append({"text": text, "relevant": {str(place): 1 for place in places}})
    return {
        "name": "clinc-intents",
        "about": "Requests to an assistant by people; fits: requests that other people wrote for the same of 150 intents.",
        "source": "github.com/clinc/oos-eval, data/data_full.json, at 828f8093932c8fe6ca7936c3d2e52903b1c523de",
        "licence": "CC-BY-3.0",
        "documents": documents,
        "queries": queries,
    }


def locomo(root: Path) -> list[Set]:
    """One set for each long conversation: its turns, and questions with the turns that answer them."""
    sets: list[Set] = []
    for sample in json.loads((root / "locomo/data/locomo10.json").read_text("utf-8")):
        ids: dict[str, int] = {}
        documents: list[str] = []
        talk = sample["conversation"]
        for key in sorted((key for key in talk if re.fullmatch(r"session_\d+", key)), key=lambda key: int(key[8:])):
            for turn in talk[key]:
                ids[turn["dia_id"]] = len(documents)
                documents.append(f"{turn['speaker']}: {turn['text']}")
        queries = []
        for question in sample["qa"]:
            evidence = [ids[own] for own in re.findall(r"D\d+:\d+", " ".join(question["evidence"])) if own in ids]
            if question["category"] != 5 and evidence:
                queries.append({"text": question["question"], "relevant": {str(own): 1 for own in evidence}})
        sets.append({"documents": documents, "queries": queries})
    return sets


def joined(name: str, about: str, source: str, licence: str, sets: list[Set]) -> Set:
    """Several sets as one whose queries search in their own group alone."""
    documents: list[str] = []
    queries: list[dict] = []
    groups: list[int] = []
    for group, own in enumerate(sets):
        first = len(documents)
        documents += own["documents"]
        groups += [group] * len(own["documents"])
        for query in own["queries"]:
            relevant = {str(int(place) + first): grade for place, grade in query["relevant"].items()}
            queries.append({"text": query["text"], "relevant": relevant, "group": group})
    return {"name": name, "about": about, "source": source, "licence": licence, "documents": documents, "groups": groups, "queries": queries}


def cranfield(root: Path) -> Set:
    """Abstracts on aerodynamics and graded judgements (1 is best there, 4 here; 5 and -1 are none)."""
    entries = lambda file: re.split(r"^\.I ", (root / "cranfield" / file).read_text("utf-8"), flags=re.M)[1:]  # noqa: E731
    documents = []
    for entry in entries("cran.all.1400"):
        title = re.search(r"\.T\n(.*?)\.A\n", entry, re.S)
        body = entry.split("\n.W\n", 1)[1]
        documents.append(" ".join((body or title[1]).split()))
    questions = [" ".join(entry.split("\n.W\n", 1)[1].split()) for entry in entries("cran.qry")]
    queries = [{"text": text, "relevant": {}} for text in questions]
    for line in (root / "cranfield/cranqrel").read_text("utf-8").splitlines():
        query, document, grade = (int(part) for part in line.split()[:3])
        if 1 <= grade <= 4:
            queries[query - 1]["relevant"][str(document - 1)] = 5 - grade
    return {
        "name": "cranfield",
        "about": "1,400 abstracts on aerodynamics, 225 questions by engineers, graded judgements.",
        "source": "github.com/xyxxyyxy/cranvectors",
        "licence": "not stated",
        "documents": documents,
        "queries": [query for query in queries if query["relevant"]],
    }


def stsb(root: Path) -> Set:
    with (root / "stsb/sts-test.csv").open(encoding="utf-8") as lines:
        rows = [row for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)]
    return {
        "name": "sts-b",
        "about": "1,379 pairs of sentences with similarities given by people (STS Benchmark, test).",
        "source": "github.com/thisisclement/STS-Benchmark-SentEval, data/sts-test.csv",
        "licence": "several, by source of the sentences",
        "pairs": [[row[5], row[6], float(row[4])] for row in rows],
    }


def main() -> None:
    root, committed, local = (Path(own) for own in sys.argv[1:4])
    turns = joined(
        "locomo",
        "Questions on ten long conversations (LoCoMo); fits: the turns that answer.",
        "github.com/snap-research/locomo, data/locomo10.json",
        "CC-BY-NC-4.0",
        locomo(root),
    )
    for folder, sets in ((committed, [xquad(root), clinc(root)]), (local, [turns, cranfield(root), stsb(root)])):
        folder.mkdir(parents=True, exist_ok=True)
        for own in sets:
            (folder / f"{own['name']}.json").write_text(json.dumps(own, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")
            print(own["name"], {key: len(own[key]) for key in ("documents", "queries", "pairs") if key in own})


if __name__ == "__main__":
    main()
