"""Measures the teacher's own vectors on the bench's sets: `teacher_numbers.py DATE OUT.json FOLDER...`."""

import json
import sys
from pathlib import Path

from evaluate import measure
from teacher import Teacher


def main() -> None:
    date, out, folders = sys.argv[1], Path(sys.argv[2]), [Path(own) for own in sys.argv[3:]]
    teacher = Teacher()
    sets = {
        file.stem: {name: round(value, 4) for name, value in measure(teacher.embed, file).items()}
        for folder in folders
        for file in sorted(folder.glob("*.json"))
    }
    out.write_text(json.dumps({"model": "all-MiniLM-L6-v2", "measured": date, "sets": sets}, indent=2) + "\n", "utf-8")
    print(out.read_text("utf-8"))


if __name__ == "__main__":
    main()
