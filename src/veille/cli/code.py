"""`veille code`: PLOVER coding of pairs of parties, or of whole articles."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from rich.console import Console

from veille.annotate.annotated import annotate
from veille.cli.read import Language, Published, app, complain, with_progress
from veille.cli.show_codes import show_coded
from veille.coding.articles import Coded, code_article
from veille.coding.coder import Coding, load_coder
from veille.coding.pairs import code_pairs, read_pairs
from veille.errors import MissingSource, VeilleError
from veille.extract.mentions import extract
from veille.lang.pack import load_pack
from veille.model import Article
from veille.reader import read_article
from veille.reader.source import expand, open_source
from veille.values import Entity

Scheme = Literal["plover", "plv", "cameo"]


@app.command()
def code(
    sources: Annotated[
        list[str] | None,
        typer.Argument(metavar="PATH|URL|-...", help="Articles: files, folders, addresses, - .", show_default=False),
    ] = None,
    pairs: Annotated[
        str | None,
        typer.Option("--pairs", metavar="FILE", help='JSON lines of {"text", "source", "target"}; - is standard input.'),
    ] = None,
    scheme: Annotated[
        Scheme,
        typer.Option("--scheme", help="plover: sixteen types; plv: CONCEDE and RETREAT as YIELD; cameo: root codes."),
    ] = "plover",
    as_json: Annotated[bool, typer.Option("--json", help="Articles as JSON lines, one a row.")] = False,
    published: Published = None,
    language: Language = None,
) -> None:
    """Code who did what to whom in PLOVER 2021: pairs of a file, or the mentions of articles."""
    if bool(pairs) == bool(sources):
        raise typer.BadParameter("give articles, or --pairs FILE")
    failed = _pairs(pairs, scheme, language) if pairs else _articles(sources or [], scheme, as_json, published, language)
    if failed:
        raise typer.Exit(1)


def _pairs(path: str, scheme: Scheme, language: str | None) -> bool:
    """Code a file of pairs, a line out for each line in. Whether any failed."""
    failed = False
    try:
        lines = _lines(path)
    except VeilleError as error:
        complain(str(error))
        return True
    for outcome in code_pairs(read_pairs(lines, language), merged=scheme == "plv"):
        if isinstance(outcome, VeilleError):
            failed = True
            line: dict[str, Any] = {"error": str(outcome)}
            complain(str(outcome))
        else:
            line = {**outcome[0].given, **_pair_line(outcome[1], scheme)}
        sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    return failed


def _lines(path: str) -> Iterable[str]:
    if path == "-":
        return sys.stdin
    try:
        return Path(path).read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise MissingSource(path, f"cannot be read: {error}", "give a UTF-8 file of JSON lines") from None


def _pair_line(coding: Coding, scheme: Scheme) -> dict[str, Any]:
    """What a coding adds to its line."""
    return {
        "plover": coding.plover,
        **({"cameo": coding.cameo} if scheme == "cameo" else {}),
        "mode": coding.mode,
        "contexts": list(coding.contexts),
        "status": coding.status,
        "direction": coding.direction,
        "confidence": round(coding.confidence, 4),
        "rule": coding.rule,
        "scores": {name: round(p, 4) for name, p in coding.scores.items()},
    }


def _articles(
    sources: Sequence[str], scheme: Scheme, as_json: bool, published: str | None, language: str | None
) -> bool:
    """Code articles one by one. Whether any failed."""
    failed = False
    console = Console(highlight=False, soft_wrap=False)
    for path in with_progress(_expanded(sources)):
        try:
            article, rows = _coded(path, scheme, published, language)
        except VeilleError as error:
            failed = True
            complain(str(error))
            continue
        if as_json:
            for row in rows:
                sys.stdout.write(json.dumps(_row_line(article, row, scheme), ensure_ascii=False) + "\n")
        else:
            show_coded(console, article, rows, cameo=scheme == "cameo")
    return failed


def _expanded(sources: Sequence[str]) -> list[str]:
    """Folders as their files; what is missing is told when it is opened."""
    paths: list[str] = []
    for source in sources:
        try:
            paths += expand([source])
        except VeilleError:
            paths.append(source)
    return paths


def _coded(path: str, scheme: Scheme, published: str | None, language: str | None) -> tuple[Article, list[Coded]]:
    snapshot = open_source(path)
    article = read_article(
        snapshot.content, source=snapshot.source, url=snapshot.url, published=published, language=language
    )
    pack = load_pack(article.language)
    annotated = annotate(article, pack)
    mentions, _ = extract(annotated)
    return article, list(code_article(annotated, mentions, load_coder(pack), merged=scheme == "plv"))


def _row_line(article: Article, row: Coded, scheme: Scheme) -> dict[str, Any]:
    """One row of an article as JSON: the evidence's offsets are code points of the article's text, half-open."""
    evidence = row.mention.evidence
    return {
        "article": article.id,
        "url": article.url,
        "published": article.published.value if article.published else None,
        "mention": row.mention.id,
        "plover": row.plover,
        **({"cameo": row.cameo} if scheme == "cameo" else {}),
        "mode": row.mode,
        "contexts": list(row.contexts),
        "actor": _party_line(row.actor),
        "recipient": _party_line(row.recipient),
        "status": row.mention.status,
        "historical": row.mention.historical,
        "date": row.day.value if row.day else None,
        "place": row.place.name if row.place else None,
        "country": row.place.country if row.place else None,
        "attributed": row.mention.attribution is not None,
        "confidence": round(row.mention.confidence, 4),
        "agreement": None if row.agreement is None else round(row.agreement, 4),
        "rule": row.mention.rule,
        "evidence": {"start": evidence.start, "end": evidence.end, "text": evidence.said},
    }


def _party_line(entity: Entity | None) -> dict[str, Any] | None:
    if entity is None:
        return None
    return {"id": entity.id, "name": entity.name, "country": entity.country, "role": entity.role}
