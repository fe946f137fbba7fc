"""Gathers the training texts from the sources named in README.md: `collect_texts.py SOURCES OUT`, one text a line."""

import csv
import html
import json
import random
import re
import sys
from collections.abc import Iterator
from pathlib import Path

# How many texts a source gives at most, so that none of them makes the language its own.
MOST = {"sgd": 90_000, "taskmaster": 110_000}
WORDS_MIN, WORDS_MAX = 2, 90


def wordnet(at: Path) -> Iterator[str]:
    """Each synset's words, its gloss alone and after its first word, and its examples."""
    for part in ("noun", "verb", "adj", "adv"):
        for line in (at / f"package/dict/data.{part}").read_text("utf-8").splitlines():
            if line.startswith("  ") or " | " not in line:
                continue
            fields, gloss = line.split(" | ", 1)
            fields = fields.split()
            words = [re.sub(r"\(.*?\)", "", word).replace("_", " ") for word in fields[4 : 4 + 2 * int(fields[3], 16) : 2]]
            examples = re.findall(r'"([^"]+)"', gloss)
            meaning = re.sub(r'[;,]?\s*"[^"]*"', "", gloss).strip(" ;")
            yield from words
            yield meaning
            yield f"{', '.join(words[:3])}: {meaning}"
            yield from examples


def persona(at: Path) -> Iterator[str]:
    for file in sorted(at.glob("data/*.csv")):
        with file.open(newline="", encoding="utf-8") as lines:
            for row in csv.DictReader(lines):
                yield from row["user 1 personas"].splitlines()
                yield from row["user 2 personas"].splitlines()
                turns = [re.sub(r"^User \d:\s*", "", turn) for turn in row["Best Generated Conversation"].splitlines()]
                yield from turns
                # Memories are often a few sentences about one thing.
                yield from (" ".join(turns[i : i + 3]) for i in range(0, len(turns) - 2, 3))


def taskmaster(at: Path) -> Iterator[str]:
    for file in sorted(at.glob("TM-*/**/*.json")):
        if not re.search(r"dialogs|/data/", str(file)):
            continue
        for talk in json.loads(file.read_text("utf-8")):
            yield from (turn["text"] for turn in talk.get("utterances", []))


def sgd(at: Path) -> Iterator[str]:
    for file in sorted(at.glob("*/dialogues_*.json")):
        for talk in json.loads(file.read_text("utf-8")):
            yield from (turn["utterance"] for turn in talk["turns"])


def clinc(at: Path) -> Iterator[str]:
    """Wikipedia's sentences alone: its questions are kept for measuring."""
    for rows in json.loads((at / "data/binary_wiki_aug.json").read_text("utf-8")).values():
        yield from (text for text, label in rows if label == "oos" and len(text.split()) > 12)


def polyai(at: Path) -> Iterator[str]:
    with (at / "banking_data/train.csv").open(newline="", encoding="utf-8") as lines:
        yield from (row["text"] for row in csv.DictReader(lines))
    for file in sorted(at.glob("span_extraction/restaurant8k/train_0.json")):
        yield from (row["userInput"]["text"] for row in json.loads(file.read_text("utf-8")))


def wikisplit(at: Path) -> Iterator[str]:
    for file in sorted(at.glob("*.tsv")):
        for line in file.read_text("utf-8").splitlines():
            for text in re.split(r"\t|<::::>", line):
                yield re.sub(r"\s+([.,;:!?)'])", r"\1", text.replace("``", '"').replace("''", '"')).strip()


def markdown(at: Path) -> Iterator[str]:
    for file in sorted(at.glob("**/*.md")):
        text = re.sub(r"```.*?```", "\n\n", file.read_text("utf-8", errors="replace"), flags=re.S)
        text = re.sub(r"\{\{.*?\}\}|\{%.*?%\}|<[^>]+>", " ", text)
        text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
        text = re.sub(r"^[#>*\-+|\s\d.]+|[*`_|]", " ", text, flags=re.M)
        yield from sentences(text)


def pages(pattern: str):
    def read(at: Path) -> Iterator[str]:
        for file in sorted(at.glob(pattern)):
            text = file.read_text("utf-8", errors="replace")
            text = re.sub(r"<(script|style|pre)\b.*?</\1>", " ", text, flags=re.S)
            text = re.sub(r"</(p|h\d|li|dt|dd|td|div)>", "\n\n", text)
            yield from sentences(html.unescape(re.sub(r"<[^>]+>", "", text)))

    return read


def sentences(text: str) -> Iterator[str]:
    """Sentences of running text, and each paragraph of a few of them as a whole."""
    for paragraph in re.split(r"\n\s*\n", text):
        paragraph = " ".join(paragraph.split())
        parts = [part for part in re.split(r"(?<=[.!?])\s+(?=[A-Z])", paragraph) if len(part.split()) > 3]
        yield from parts
        if 1 < len(parts) < 5:
            yield " ".join(parts)


SOURCES = {
    "wordnet": wordnet,
    "persona": persona,
    "taskmaster": taskmaster,
    "sgd": sgd,
    "clinc": clinc,
    "polyai": polyai,
    "wikisplit": wikisplit,
    "tldr": markdown,
    "owasp": markdown,
    "handbook": markdown,
    "deb-postgresql-doc": pages("**/html/*.html"),
    "deb-python3.11-doc": pages("**/html/**/*.html"),
    "deb-debian-handbook": pages("**/en-US/*.html"),
}


def main() -> None:
    root, out = Path(sys.argv[1]), Path(sys.argv[2])
    chance = random.Random(1)
    seen: set[str] = set()
    kept: list[str] = []
    for name, read in SOURCES.items():
        own: list[str] = []
        for text in read(root / name):
            text = " ".join(text.split())
            words = len(text.split())
            if text.lower() in seen or words > WORDS_MAX or (words < WORDS_MIN and name != "wordnet"):
                continue
            seen.add(text.lower())
            own.append(text)
        if len(own) > MOST.get(name, len(own)):
            own = chance.sample(own, MOST[name])
        print(f"{name}\t{len(own)}")
        kept += own
    chance.shuffle(kept)
    out.write_text("\n".join(kept) + "\n", "utf-8")
    print(f"all\t{len(kept)}")


if __name__ == "__main__":
    main()
