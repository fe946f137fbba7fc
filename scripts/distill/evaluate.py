"""Measures vectors without the product: rank correlation on pairs, nDCG@10 and recall@10 on retrieval sets."""

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
from scipy.stats import spearmanr

Embed = Callable[[list[str]], np.ndarray]


def measure(embed: Embed, file: Path) -> dict[str, float]:
    own = json.loads(file.read_text("utf-8"))
    if "pairs" in own:
        left, right = (embed([pair[side] for pair in own["pairs"]]) for side in (0, 1))
        return {"spearman": float(spearmanr((left * right).sum(1), [pair[2] for pair in own["pairs"]])[0])}
    documents = embed(own["documents"])
    queries = embed([query["text"] for query in own["queries"]])
    groups = np.array(own.get("groups", [0] * len(documents)))
    recalls, gains = [], []
    for query, vector in zip(own["queries"], queries):
        scores = np.where(groups == query.get("group", 0), documents @ vector, -2)
        best = np.argsort(-scores, kind="stable")[:10]
        grades = {int(place): grade for place, grade in query["relevant"].items()}
        ideal = sorted(grades.values(), reverse=True)[:10]
        dcg = sum((2 ** grades.get(int(place), 0) - 1) / np.log2(at + 2) for at, place in enumerate(best))
        gains.append(dcg / sum((2**grade - 1) / np.log2(at + 2) for at, grade in enumerate(ideal)))
        recalls.append(sum(int(place) in grades for place in best) / len(grades))
    return {"ndcg10": float(np.mean(gains)), "recall10": float(np.mean(recalls))}
