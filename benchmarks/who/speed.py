"""What the annotators cost beside the bare parse, on the same articles in one run: `python -m benchmarks.who.speed FOLDER`."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from veille.annotate.annotated import annotate
from veille.annotate.sentences import find_sentences
from veille.annotate.syntax import load_parser, plain
from veille.lang.pack import load_pack
from veille.reader import read_article


def main() -> None:
    """Print seconds for the bare spaCy model and for everything, by language."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    articles = [
        read_article(p.read_text("utf-8"), source=str(p)) for p in sorted(parser.parse_args().folder.glob("*.txt"))
    ]
    for language in ("en", "fr"):
        own = [a for a in articles if a.language == language]
        if not own:
            continue
        pack = load_pack(language)
        model = load_parser(pack).nlp
        said = [[plain(span.said) for span, _ in find_sentences(a, pack)] for a in own]
        annotate(own[0], pack)
        begun = time.process_time()
        for sentences in said:
            list(model.pipe(sentences, batch_size=32))
        parsed = time.process_time()
        for article in own:
            annotate(article, pack).annotations()
        done = time.process_time()
        bare, whole = parsed - begun, done - parsed
        print(
            f"{language}: {len(own)} articles, parse {bare:.2f} s, all {whole:.2f} s: {100 * (whole / bare - 1):.0f} % on top"
        )


if __name__ == "__main__":
    main()
