"""Train the coder's models and measure them: `make model DATA=FILE.tsv`, or

    python benchmarks/coder.py FILE.tsv [--write] [--aside]

The public data stays outside the project: lines of sentence id, marked sentence (<s>..</s>, <t>..</t>), source, target, root. The
project's own cases stand beside this file: benchmarks/cases/pairs.en.tsv and pairs.fr.jsonl, of which pairs.fr.aside.jsonl is the
half set aside. English: ten folds of the public data, the own cases joining every training part, so that figures are of public
sentences that the model has not seen. French: ten folds of the own cases, all English data joining every training part as families.
Families, features and settings are frozen while folds run, seeds are fixed. Prints macro-F1 over the roots, each root's precision,
recall and F1, the confusion matrix, calibration, and pairs a second. `--aside` scores the set-aside French half. `--write` trains on
all but that half and writes src/veille/coding/models/{en,fr,any}.npz.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_matrix
from sklearn.metrics import classification_report, confusion_matrix, f1_score
from sklearn.model_selection import StratifiedKFold
from sklearn.svm import LinearSVC

from veille.annotate.syntax import load_parser
from veille.coding.features import Block
from veille.coding.model import Model, key_of, write_model
from veille.coding.sight import Observer
from veille.lang.pack import load_pack
from veille.values import Span

MODELS = Path(__file__).parents[1] / "src/veille/coding/models"
CASES = Path(__file__).parent / "cases"
NEUTRAL = {"frames": 1.0, "families": 0.8}
#: how much each block counts, by model; "any" is for a language without cases of its own
BLOCKS = {name: {**NEUTRAL, "words": 0.8} for name in ("en", "fr")} | {"any": NEUTRAL}
#: the merged roots of the public data
YIELDED = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
SEEDS = (1, 2, 3)
Features = Mapping[str, Block]
Row = tuple[str, Span, Span, str]


@dataclass(frozen=True, slots=True)
class Cases:
    """Pairs as the models see them, with the root of each."""

    features: Sequence[Features]
    roots: Sequence[str]


def joined(one: Cases, other: Cases) -> Cases:
    """The cases of both."""
    return Cases([*one.features, *other.features], [*one.roots, *other.roots])


def read_tsv(path: Path) -> list[Row]:
    """Text, source span, target span and root of each line."""
    with path.open(encoding="utf-8") as lines:
        return [_row(line) for line in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)]


def _row(line: Mapping[str, str]) -> Row:
    text, spans, opened = "", {}, {}
    for part in re.split(r"(</?[st]>)", line["marked_sentence"].strip()):
        if re.fullmatch(r"<[st]>", part):
            opened[part[1]] = len(text)
        elif re.fullmatch(r"</[st]>", part):
            if part[2] in opened:
                spans.setdefault(part[2], (opened.pop(part[2]), len(text)))
        else:
            text += part
    found = [spans.get(mark) or _stands(text, line[name]) for mark, name in (("s", "source"), ("t", "target"))]
    return text, Span.of(text, *found[0]), Span.of(text, *found[1]), line["gold_root"].strip()


def read_own(path: Path) -> list[Row]:
    """The project's own cases: root and a sentence with [the source] and {the target} marked."""
    return [_own(line) for line in path.read_text("utf-8").splitlines() if line]


def _own(line: str) -> Row:
    root, marked = line.split("\t")
    source, target = marked.index("["), marked.index("{")
    ends = marked.index("]"), marked.index("}")
    text = re.sub(r"[\[\]{}]", "", marked)

    def moved(at: int) -> int:
        return at - sum(mark < at for mark in (source, target, *ends))

    return text, Span.of(text, moved(source), moved(ends[0])), Span.of(text, moved(target), moved(ends[1])), root


def _stands(text: str, said: str) -> tuple[int, int]:
    at = text.find(said) if said else -1
    return (at, at + len(said)) if at >= 0 else (0, 0)


def read_jsonl(path: Path) -> list[Row]:
    """The rows of JSON lines of text, source, target and PLOVER type, CONCEDE and RETREAT merged."""
    rows = []
    for line in path.read_text("utf-8").splitlines():
        one = json.loads(line)
        source, target = (Span.of(one["text"], *_stands(one["text"], one[name])) for name in ("source", "target"))
        rows.append((one["text"], source, target, YIELDED.get(one["plover"], one["plover"])))
    return rows


def read_features(rows: Sequence[Row], language: str, *, lemmas: bool = False) -> Cases:
    """Features and root of each row."""
    pack = load_pack(language)
    sentences = load_parser(pack).parse([(Span.of(text, 0, len(text)), "paragraph") for text, *_ in rows])
    observer = Observer(pack, lemmas=lemmas)
    began = time.perf_counter()
    seen = [observer.see(s, source, target).blocks for s, (_, source, target, _) in zip(sentences, rows, strict=True)]
    rate = len(rows) / (time.perf_counter() - began)
    print(f"{len(rows)} {language} pairs seen, {rate:,.0f} a second after parsing")
    return Cases(seen, [root for *_, root in rows])


def train(features: Sequence[Features], roots: Sequence[str], blocks: Mapping[str, float], temperature: float = 1.0) -> Model:
    """A model of the features: one linear support vector machine a type over idf-weighted blocks of length 1."""
    document: dict[int, int] = {}
    for one in features:
        for block in blocks:
            for name in one.get(block, {}):
                key = key_of(block, name)
                document[key] = document.get(key, 0) + 1
    keys = np.array(sorted(document), np.uint64)
    idf = np.log((1 + len(features)) / (1 + np.array([document[int(k)] for k in keys]))) + 1
    types = tuple(sorted(set(roots)))
    nothing = np.zeros((len(keys), len(types)), np.float32)
    empty = Model(types, blocks, keys, idf.astype(np.float32), nothing, np.zeros(len(types), np.float32), temperature)
    fitted = LinearSVC(C=1.0, class_weight="balanced").fit(matrix(empty, features), roots)
    weights, bias = fitted.coef_.T.astype(np.float32), fitted.intercept_.astype(np.float32)
    return replace(empty, weights=weights, bias=bias)


def matrix(model: Model, features: Sequence[Features]) -> csr_matrix:
    """One row a pair, one column a feature that the model knows."""
    looks = [model.look(one) for one in features]
    ends = np.cumsum([0] + [len(look.rows) for look in looks])
    values, rows = np.concatenate([look.values for look in looks]), np.concatenate([look.rows for look in looks])
    return csr_matrix((values, rows, ends), shape=(len(features), len(model.keys)))


def cross_validate(cases: Cases, beside: Cases, blocks: Mapping[str, float], seed: int) -> tuple[np.ndarray, tuple[str, ...]]:
    """The margins of each case by a model of the other nine folds and the cases beside, and the order of the types."""
    types = tuple(sorted(set(cases.roots)))
    margins = np.zeros((len(cases.roots), len(types)))
    for rest, fold in StratifiedKFold(10, shuffle=True, random_state=seed).split(cases.roots, cases.roots):
        features = [*(cases.features[i] for i in rest), *beside.features]
        model = train(features, [*(cases.roots[i] for i in rest), *beside.roots], blocks)
        for i in fold:
            margins[i] = model.margins(model.look(cases.features[i]))
    return margins, types


def temperature_of(margins: np.ndarray, right: np.ndarray) -> float:
    """The temperature with the least log loss on rows that the model had not seen."""

    def loss(t: float) -> float:
        scores = margins / t
        scores = scores - scores.max(axis=1, keepdims=True)
        logs = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
        return float(-logs[np.arange(len(right)), right].mean())

    return float(minimize_scalar(loss, bounds=(0.02, 2.0), method="bounded").x)


def show_calibration(margins: np.ndarray, right: np.ndarray, temperature: float) -> None:
    """Print, by band of confidence, how sure the model was and how often right, and the mean gap."""
    raised = np.exp((margins - margins.max(axis=1, keepdims=True)) / temperature)
    shares = raised / raised.sum(axis=1, keepdims=True)
    sure, hit = shares.max(axis=1), shares.argmax(axis=1) == right
    gap = 0.0
    for low in (0.0, 0.5, 0.7, 0.8, 0.9, 0.95):
        high = {0.0: 0.5, 0.5: 0.7, 0.7: 0.8, 0.8: 0.9, 0.9: 0.95, 0.95: 1.01}[low]
        band = (sure >= low) & (sure < high)
        if band.any():
            gap += abs(sure[band].mean() - hit[band].mean()) * band.mean()
            print(f"  confidence {low:.2f}-{min(high, 1):.2f}: {band.sum():4} pairs, said {sure[band].mean():.2f}, right {hit[band].mean():.2f}")
    print(f"  expected calibration error {gap:.3f}")


def measure(name: str, cases: Cases, beside: Cases) -> float:
    """Cross-validate one model, print what comes out, and give its temperature."""
    scores = []
    for seed in SEEDS:
        margins, types = cross_validate(cases, beside, BLOCKS[name], seed)
        found = [types[k] for k in margins.argmax(axis=1)]
        scores.append(f1_score(cases.roots, found, average="macro"))
    right = np.array([types.index(root) for root in cases.roots])
    print(f"{name}: macro-F1 {np.mean(scores):.3f} (10 folds, seeds {', '.join(f'{s:.3f}' for s in scores)})")
    temperature = temperature_of(margins, right)
    show_scores(cases.roots, found, types)
    show_calibration(margins, right, temperature)
    return temperature


def show_scores(roots: Sequence[str], found: Sequence[str], types: Sequence[str]) -> None:
    """Print each root's scores and the confusion matrix."""
    print(classification_report(roots, found, digits=2, zero_division=0))
    print("rows: gold; columns: found;", " ".join(types))
    for root, line in zip(types, confusion_matrix(roots, found, labels=list(types)), strict=True):
        print(f"{root:10}", " ".join(f"{n:4}" for n in line))


def score_aside(model: Model) -> None:
    """Score the French half that no model has seen."""
    cases = read_features(read_jsonl(CASES / "pairs.fr.aside.jsonl"), "fr", lemmas=True)
    found = [model.types[int(model.margins(model.look(one)).argmax())] for one in cases.features]
    print(f"French, set aside: macro-F1 {f1_score(cases.roots, found, average='macro'):.3f}")
    show_scores(cases.roots, found, model.types)


def keep(name: str, model: Model) -> None:
    """Write a model and tell its size."""
    MODELS.mkdir(exist_ok=True)
    path = MODELS / f"{name}.npz"
    write_model(path, model)
    print(f"wrote {path.name}, {path.stat().st_size / 1e6:.2f} MB, {len(model.keys):,} features")


def main() -> None:
    """Measure, and write when asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--write", action="store_true", help="write the models")
    parser.add_argument("--aside", action="store_true", help="score the French half that was set aside")
    given = parser.parse_args()
    public, own = read_tsv(given.data), read_own(CASES / "pairs.en.tsv")
    french = read_features(read_jsonl(CASES / "pairs.fr.jsonl"), "fr", lemmas=True)
    wordy, neutral = (
        (read_features(public, "en", lemmas=lemmas), read_features(own, "en", lemmas=lemmas)) for lemmas in (True, False)
    )
    english = joined(*neutral)
    plans = {"en": wordy, "fr": (french, english), "any": (neutral[0], joined(neutral[1], french))}
    for name, (cases, beside) in plans.items():
        temperature = measure(name, cases, beside)
        model = train([*cases.features, *beside.features], [*cases.roots, *beside.roots], BLOCKS[name], temperature)
        if given.write:
            keep(name, model)
        if name == "fr" and given.aside:
            score_aside(model)


if __name__ == "__main__":
    main()
