"""The teacher's vector of each training text: `embed_texts.py TEXTS OUT`, in shards, continued where it was ended."""

import sys
import time
from pathlib import Path

import numpy as np

from teacher import Teacher, load_tokenizer

SHARD = 20_000


def main() -> None:
    texts = Path(sys.argv[1]).read_text("utf-8").splitlines()
    out = Path(sys.argv[2])
    out.mkdir(parents=True, exist_ok=True)
    teacher, tokenizer = Teacher(), load_tokenizer()
    for start in range(0, len(texts), SHARD):
        shard = out / f"{start // SHARD:04d}.npz"
        if shard.exists():
            continue
        began = time.time()
        ids = [line.ids for line in tokenizer.encode_batch(texts[start : start + SHARD], add_special_tokens=False)]
        vectors = teacher.embed_ids(ids)
        parts = {
            "ids": np.concatenate([np.array(line, dtype=np.int32) for line in ids]),
            "lengths": np.array([len(line) for line in ids], dtype=np.int32),
            "vectors": vectors.astype(np.float16),
        }
        with shard.with_suffix(".part").open("wb") as file:
            np.savez(file, **parts)
        shard.with_suffix(".part").rename(shard)
        print(f"{shard.name} {time.time() - began:.0f} s", flush=True)


if __name__ == "__main__":
    main()
