"""Attribution on whole articles with gold spans, ours beside textacy: `python -m benchmarks.who.prose FOLDER [--errors]`.

Each article is NAME.txt with NAME.json beside it: {"attributions": [{"offsets": {"source", "cue", "content": [..]}}]}, offsets in
code points of the text, half-open. Scored as the cases are.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.who import ours
from benchmarks.who.__main__ import PEERS, run_peer
from benchmarks.who.cases import Case, Mark
from benchmarks.who.score import Tally, score_attribution


def load(folder: Path) -> list[Case]:
    """The articles of a folder, gold as marks."""
    return [
        _case(path, json.loads(path.with_suffix(".json").read_text("utf-8"))) for path in sorted(folder.glob("*.txt"))
    ]


def _case(path: Path, gold: dict[str, list[dict[str, object]]]) -> Case:
    marks = []
    for number, row in enumerate(gold["attributions"]):
        offsets: dict[str, object] = row["offsets"]  # type: ignore[assignment]
        for letter, name in (("S", "source"), ("C", "cue"), ("T", "content")):
            said = offsets.get(name) or []
            for span in said if isinstance(said, list) else [said]:
                marks.append(Mark(f"{letter}{number}", span["start"], span["end"]))
    return Case(path.read_text("utf-8"), tuple(marks), aside=False)


def report(system: str, cases: Sequence[Case], rows: Sequence[object], seconds: float) -> dict[str, Tally]:
    """Print one line a measure; the tallies."""
    tallies = score_attribution(cases, rows)
    for measure, tally in tallies.items():
        figures = f"P {tally.precision:.2f} R {tally.recall:.2f} F1 {tally.f1:.2f}"
        print(f"{system:16} {measure:20} {figures}  {seconds / len(cases):.2f} s an article")
    return tallies


def main() -> None:
    """Score a folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--no-peers", action="store_true")
    asked = parser.parse_args()
    cases = load(asked.folder)
    ours.annotations_of("He sleeps.", "en")
    begun = time.perf_counter()
    rows = [ours.attribution(case, "en") for case in cases]
    tallies = report("veille", cases, rows, time.perf_counter() - begun)
    if asked.errors:
        for measure, tally in tallies.items():
            print(
                f"--- {measure}",
                *(e.split(" in ")[0] if len(e) > 400 else e for e in tally.errors),
                sep="\n",
                file=sys.stderr,
            )
    if not asked.no_peers:
        report(PEERS["attribution"], cases, *run_peer("attribution", "en", cases))


if __name__ == "__main__":
    main()
