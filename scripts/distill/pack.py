"""Packs rows into the one file that the product reads: `pack.py ROWS.npy OUT.bin`; the layout is in README.md."""

import hashlib
import json
import struct
import sys
from pathlib import Path

import numpy as np

from teacher import MODEL_DIR, load_tokenizer

MODEL = "builtin-minilm-static-v1"
MAGIC = b"ORCHVEC1"
IN_WORD, DROPPED, BLANK, ALONE = range(4)


def kind_runs() -> np.ndarray:
    """What the reference splitter does with every code point, as (first code point << 2 | kind)."""
    tokenizer = load_tokenizer()
    runs: list[int] = []
    for point in range(0x110000):
        kind = DROPPED
        if not 0xD800 <= point <= 0xDFFF:
            normal = tokenizer.normalizer.normalize_str(f"a{chr(point)}b")
            parts = [part for part, _ in tokenizer.pre_tokenizer.pre_tokenize_str(normal)]
            kind = {1: DROPPED if parts[0] == "ab" else IN_WORD, 2: BLANK}.get(len(parts), ALONE)
        if not runs or runs[-1] & 3 != kind:
            runs.append(point << 2 | kind)
    return np.array(runs, dtype="<u4")


def quantise(rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    scales = np.abs(rows).max(axis=1) / 127
    whole = np.round(rows / np.where(scales == 0, 1, scales)[:, None]).astype(np.int8)
    return scales.astype("<f4"), whole


def read_rows(file: Path) -> np.ndarray:
    """The rows of a packed file, as the product sees them."""
    body = file.read_bytes()
    (length,) = struct.unpack_from("<I", body, 8)
    header = json.loads(body[12 : 12 + length])
    at = {part["name"]: part for part in header["parts"]}
    scales = np.frombuffer(body, "<f4", header["pieces"], at["scales"]["offset"])
    rows = np.frombuffer(body, np.int8, header["pieces"] * header["dimensions"], at["rows"]["offset"])
    return rows.reshape(header["pieces"], -1).astype(np.float32) * scales[:, None]


def pack(rows: np.ndarray, out: Path) -> None:
    scales, whole = quantise(rows)
    vocabulary = (MODEL_DIR / "vocab.txt").read_text("utf-8").split("\n")[: len(rows)]
    assert "\n" not in "".join(vocabulary) and len(vocabulary) == len(rows)
    parts = {
        "vocabulary": "\n".join(vocabulary).encode(),
        "kinds": kind_runs().tobytes(),
        "scales": scales.tobytes(),
        "rows": whole.tobytes(),
    }
    header = {
        "model": MODEL,
        "pieces": len(rows),
        "dimensions": rows.shape[1],
        "licence": "Apache-2.0",
        "provenance": "Distilled from sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0); see models/README.md",
    }
    # Offsets count from the file's beginning, so the header's own length must not depend on them.
    header_bytes = 1024 - 12
    listed, body = [], b""
    for name, content in parts.items():
        listed.append({"name": name, "offset": 1024 + len(body), "bytes": len(content)})
        body += content + b"\0" * (-len(content) % 8)
    text = json.dumps({**header, "sha256": hashlib.sha256(body).hexdigest(), "parts": listed}).encode()
    assert len(text) <= header_bytes
    out.write_bytes(MAGIC + struct.pack("<I", header_bytes) + text.ljust(header_bytes) + body)
    print(out, out.stat().st_size, "bytes")


if __name__ == "__main__":
    pack(np.load(sys.argv[1]), Path(sys.argv[2]))
