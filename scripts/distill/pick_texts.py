"""Short texts with rarer pieces, of those after the first 120,000: `pick_texts.py TEXTS OUT`."""

import random
import sys
from pathlib import Path

import numpy as np

from teacher import load_tokenizer

DONE, PIECES_MAX, KEPT = 120_000, 26, 0.55


def main() -> None:
    texts = Path(sys.argv[1]).read_text("utf-8").splitlines()
    tokenizer = load_tokenizer()
    ids = [line.ids for line in tokenizer.encode_batch(texts, add_special_tokens=False)]
    seen = np.bincount(np.concatenate([np.array(own, dtype=int) for own in ids[:DONE]]), minlength=tokenizer.get_vocab_size())
    rarity = 1 / np.sqrt(1 + seen)
    short = [at for at in range(DONE, len(texts)) if 1 < len(ids[at]) <= PIECES_MAX]
    short.sort(key=lambda at: -rarity[ids[at]].sum() / np.sqrt(len(ids[at])))
    kept = [texts[at] for at in short[: int(len(short) * KEPT)]]
    random.Random(3).shuffle(kept)
    Path(sys.argv[2]).write_text("\n".join(kept) + "\n", "utf-8")


if __name__ == "__main__":
    main()
