"""The static model as Python sees it: token rows summed and normalised. The product's own is lib/engines/embeddings/static."""

import numpy as np

from teacher import load_tokenizer


class StaticModel:
    def __init__(self, rows: np.ndarray):
        self.rows = rows.astype(np.float32)
        self.tokenizer = load_tokenizer()

    def embed(self, texts: list[str]) -> np.ndarray:
        out = np.zeros((len(texts), self.rows.shape[1]), dtype=np.float32)
        for at, line in enumerate(self.tokenizer.encode_batch(texts, add_special_tokens=False)):
            if line.ids:
                out[at] = self.rows[line.ids].sum(0)
        lengths = np.linalg.norm(out, axis=1, keepdims=True)
        return out / np.maximum(lengths, 1e-9)
