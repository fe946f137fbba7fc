"""Distils the teacher into one vector a word piece: `distil.py SHARDS OUT.npy [SETS...]`; see README.md for the method."""

import os
import sys
import time
from pathlib import Path

import numpy as np
import scipy.sparse as sp
import torch

from evaluate import measure
from static_model import StaticModel
from teacher import DIMENSIONS, Teacher, load_tokenizer

torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "1")))
SIZE = 256
# Arora et al., 2017: weight a / (a + p), which leaves little of words that are everywhere.
SIF = 3e-4
# How strongly a piece's vector holds to the plain one: as if that many texts of one piece said so.
HOLD = float(os.environ.get("HOLD", "1"))
ROUNDS, STEPS = 2, 12
HELD_OUT = 5_000
# The pieces before this one are special, or were never used by the original.
FIRST = 999


def load_shards(folder: Path) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    parts = [np.load(file) for file in sorted(folder.glob("*.npz"))]
    ids, lengths, vectors = (np.concatenate([part[name] for part in parts]) for name in ("ids", "lengths", "vectors"))
    return ids, lengths, vectors


def principal_axes(vectors: np.ndarray) -> np.ndarray:
    """The axes along which sentences differ most; around zero, because cosines are, too."""
    second = vectors.astype(np.float32).T @ vectors.astype(np.float32)
    return np.linalg.eigh(second)[1][:, ::-1][:, :SIZE].astype(np.float32)


def plain_rows(axes: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """The teacher's vector of each piece alone, less of it the more frequent the piece is."""
    size = load_tokenizer().get_vocab_size()
    pieces = Teacher(half=False).embed_ids([[piece] for piece in range(size)])
    share = counts / counts.sum()
    rows = pieces @ axes * (SIF / (SIF + share))[:, None]
    rows[:FIRST] = 0
    return rows.astype(np.float32)


def counts_of(ids: np.ndarray, lengths: np.ndarray, size: int) -> sp.csr_matrix:
    """How often each piece stands in each text; a row a text."""
    ends = np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)])
    counts = sp.csr_matrix((np.ones(len(ids), dtype=np.float32), ids, ends), shape=(len(lengths), size))
    counts.sum_duplicates()
    return counts


def directions(counts: sp.csr_matrix, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    sums = counts @ rows
    lengths = np.maximum(np.linalg.norm(sums, axis=1), 1e-3)
    return sums / lengths[:, None], lengths


def fit(plain: np.ndarray, counts: sp.csr_matrix, target: np.ndarray, told) -> np.ndarray:
    """Rows whose sums point where the teacher's vectors of the texts do: least squares, held to the plain rows.

    The sum of a text is divided by its length under the rows of the round before, which makes the problem linear; it is
    solved by conjugate gradients, each dimension for itself, scaled by the diagonal.
    """
    rows = plain.copy()
    for number in range(ROUNDS):
        began = time.time()
        weighted = (sp.diags(1 / directions(counts, rows)[1]).astype(np.float32) @ counts).tocsr()
        back = weighted.T.tocsr()
        scale = 1 / (np.asarray(weighted.multiply(weighted).sum(0)).ravel() + HOLD)[:, None].astype(np.float32)
        rest = back @ (target - weighted @ rows) - HOLD * (rows - plain)
        step = scale * rest
        size = (rest * step).sum(0)
        for _ in range(STEPS):
            along = back @ (weighted @ step) + HOLD * step
            share = size / np.maximum((step * along).sum(0), 1e-12)
            rows += share * step
            rest -= share * along
            scaled = scale * rest
            size, before = (rest * scaled).sum(0), size
            step = scaled + (size / np.maximum(before, 1e-12)) * step
        rows[:FIRST] = 0
        told(f"round {number} {time.time() - began:.0f} s", rows)
    return rows


def main() -> None:
    ids, lengths, vectors = load_shards(Path(sys.argv[1]))
    out, sets = Path(sys.argv[2]), [Path(own) for own in sys.argv[3:]]
    size = load_tokenizer().get_vocab_size()
    axes = principal_axes(vectors)
    target = vectors.astype(np.float32) @ axes
    target /= np.linalg.norm(target, axis=1, keepdims=True)
    counts = counts_of(ids, lengths, size)
    print(len(lengths), "texts", len(ids), "pieces", flush=True)

    def told(stage: str, rows: np.ndarray) -> None:
        cosine = (directions(counts[-HELD_OUT:], rows)[0] * target[-HELD_OUT:]).sum(1).mean()
        measured = {own.stem: [round(value, 4) for value in measure(StaticModel(rows).embed, own).values()] for own in sets}
        print(stage, f"held out {cosine:.4f}", measured, flush=True)

    plain = plain_rows(axes, np.bincount(ids, minlength=size))
    told("plain", plain)
    np.save(out, fit(plain, counts[:-HELD_OUT], target[:-HELD_OUT], told))


if __name__ == "__main__":
    assert DIMENSIONS > SIZE
    main()
