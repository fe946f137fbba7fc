"""Writes what the product's tests compare with: `make_fixture.py SOURCES MODEL.bin FIXTURE.json`.

Lines of text with the reference tokenizer's numbers, and the vectors of a few of them by the packed rows.
"""

import base64
import json
import random
import sys
from pathlib import Path

import numpy as np

from collect_texts import wikisplit, wordnet
from pack import read_rows
from static_model import StaticModel
from teacher import load_tokenizer

LINES = 2_000


def odd_lines(chance: random.Random) -> list[str]:
    """Made lines with what real ones seldom hold."""
    scraps = [
        "Ünïcödé façade naïve Ångström", "ÀÉÎÕÜ àéîõü ÿ Ÿ", "e\u0301tude re\u0301sume\u0301", "İstanbul ıI", "ΟΔΟΣ Σίσυφος ΣΑΣ",
        "straße STRASSE ẞ", "漢字とかな交じり文", "你好，世界！", "한국어 텍스트", "مرحبا بالعالم", "שלום עולם", "हिन्दी में", "ภาษาไทย",
        "Привет, Ёжик", "🦊 fox 👩‍👩‍👧‍👦 🇩🇪 ❤️", "a\u200bb\u200dc\ufeffd", "tab\tnew\nline\rback\x00nul\x07bell\x1besc\x7f", "soft\u00adhyphen",
        "no\u00a0break\u2003em\u3000wide\u2028line", "\ufffdreplaced", "x" * 99, "x" * 100, "x" * 101, "é" * 100, "é" * 101,
        "𝒳" * 60, "𝒳" * 101, "antidisestablishmentarianism" * 4, "http://example.com/a_b?c=d&e=f#g", "user@example.com", "C:\\Users\\me",
        "don't can't it's l'été", "1,234.56 $5 €7 £9 50%", "a+b=c <x> [y] {z} ^~`|", "…—–‘’“”«»¿¡", "①②③ ㎏ ﬁ ﬂ", "\ue000private",
        "[UNK] [CLS] [MASK] ##ing", "", " ", "\u0301", "ａｂｃＡＢＣ１２３", "\U00020000\U0002a6d6\U0002f800", "㈱ 々 〆 ー", "ὈΔΥΣΣΕΎΣ ὀδυσσεύς",
    ]
    lines = list(scraps)
    lines += [" ".join(chance.sample(scraps, 3)) for _ in range(150)]
    pool = [chr(point) for point in (*range(1, 0x600), *range(0x1E00, 0x2200), *range(0x3000, 0x3100), *range(0x1F300, 0x1F650))]
    lines += ["".join(chance.choices(pool, k=24)) for _ in range(150)]
    return lines


def main() -> None:
    sources, model, out = Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3])
    chance = random.Random(2)
    real = chance.sample(list(wordnet(sources / "wordnet")), LINES // 2) + chance.sample(list(wikisplit(sources / "wikisplit")), LINES // 4)
    # Articles in other scripts, of the same collection as the English one that the bench uses.
    for language in ("el", "ru", "th", "hi", "ar", "vi", "zh", "tr", "es", "de", "ro"):
        file = sources / f"xquad/xquad.{language}.json"
        texts = [part["context"] for article in json.loads(file.read_text("utf-8"))["data"] for part in article["paragraphs"]]
        real += [text[:120] for text in chance.sample(texts, 30)]
    tokenizer = load_tokenizer()
    lines = real + odd_lines(chance)
    # Text that writes a special piece out is split by the reference as that piece; here it is text like any other.
    lines = [line for line in lines if not any(own in line for own in ("[UNK]", "[CLS]", "[SEP]", "[PAD]", "[MASK]"))]
    ids = [line.ids for line in tokenizer.encode_batch(lines, add_special_tokens=False)]
    chosen = chance.sample([line for line in real if 20 < len(line) < 120], 24)
    vectors = StaticModel(read_rows(model)).embed(chosen)
    pack = lambda values: base64.b64encode(values.tobytes()).decode()  # noqa: E731
    fixture = {
        "lines": lines,
        "lengths": pack(np.array([len(own) for own in ids], dtype="<u2")),
        "pieces": pack(np.concatenate([np.array(own, dtype="<u2") for own in ids])),
        "sentences": chosen,
        "vectors": pack(vectors.astype("<f4")),
    }
    out.write_text(json.dumps(fixture, ensure_ascii=False, indent=0) + "\n", "utf-8")
    print(len(lines), "lines", sum(len(own) for own in ids), "pieces", out.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
