"""`veille read`, `veille kinds`, `veille coverage` and `veille evaluate`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from veille import __version__
from veille.acquire.fetch import Fetcher
from veille.acquire.fetched import Settings
from veille.acquire.items import Fault
from veille.cli.show import show_coverage, show_kinds, show_reading, show_score
from veille.errors import VeilleError
from veille.evaluate import evaluate, load_gold
from veille.model import Reading
from veille.ontology import load_kinds
from veille.output import to_json
from veille.pipeline import read_snapshot
from veille.reader.dates import given_date
from veille.reader.language import checked_language
from veille.reader.source import Document, documents, expand, open_source

app = typer.Typer(
    name="veille",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Reads the news on a crisis and keeps an auditable record: who did, said, promised or threatened what, and which sentence says so.",
)


def _date(value: str | None) -> str | None:
    """The date option as given. Raises typer.BadParameter when it is no date."""
    try:
        if value:
            given_date(value)
    except VeilleError as error:
        raise typer.BadParameter(f"{error.what}: {value!r}; {error.remedy}") from None
    return value


def _code(value: str | None) -> str | None:
    """The language option as given. Raises typer.BadParameter when no pack has it."""
    try:
        return checked_language(value) if value else None
    except VeilleError as error:
        raise typer.BadParameter(f"{error.what} ({value!r}); {error.remedy}") from None


Sources = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH|URL|-...",
        help="Pages, folders, archives (WARC, WACZ), mailboxes (mbox, EML), addresses of pages, feeds or sitemaps, or - for standard input.",
        show_default=False,
    ),
]
SomeSources = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[PATH|URL|-...]", help="Files, folders, addresses, or - for standard input.", show_default=False
    ),
]
Published = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="Publication date (2025-08-06), over what the page says.", callback=_date),
]
Language = Annotated[
    str | None, typer.Option(metavar="CODE", help="Language (fr, en), over what is recognised.", callback=_code)
]
Allow = Annotated[
    list[str] | None,
    typer.Option(
        "--allow",
        metavar="HOST",
        envvar="VEILLE_ALLOW",
        help="A host of a private network that may be asked; may be repeated.",
    ),
]
Kinds = Annotated[
    list[str] | None, typer.Option("--kind", metavar="KIND", help="Only mentions of this kind; may be repeated.")
]


def _version(value: bool) -> None:
    if value:
        typer.echo(f"veille {__version__}")
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Options of every command."""


@app.command()
def read(
    sources: Sources,
    json: Annotated[bool, typer.Option("--json", help="One JSON object a line and article.")] = False,
    annotations: Annotated[
        bool, typer.Option("--annotations", help="With --json: times, sums, counts, places, actors, attributions too.")
    ] = False,
    published: Published = None,
    language: Language = None,
    kind: Kinds = None,
    allow: Allow = None,
) -> None:
    """Read articles: print each one's head and its mentions with their evidence."""
    check_kinds(kind)
    if annotations and not json:
        raise typer.BadParameter("--annotations goes with --json")
    console = Console(highlight=False, soft_wrap=False)
    first = True

    def show(reading: Reading) -> None:
        nonlocal first
        chosen = (
            reading if not kind else replace(reading, mentions=tuple(m for m in reading.mentions if m.kind in kind))
        )
        if json:
            sys.stdout.write(to_json(chosen, annotations=annotations) + "\n")
            sys.stdout.flush()
            return
        if not first:
            console.print()
        first = False
        show_reading(console, chosen)

    _each(sources, show, published, language, allow)


@app.command()
def kinds() -> None:
    """List the kinds of mention: what each means, its PLOVER type and its slots."""
    show_kinds(Console(highlight=False), tuple(load_kinds().values()))


@app.command()
def coverage(
    sources: Sources,
    published: Published = None,
    language: Language = None,
    kind: Kinds = None,
    allow: Allow = None,
) -> None:
    """List the sentences whose trigger fired and that no rule could fill, with the reason."""
    check_kinds(kind)
    console = Console(highlight=False)
    _each(sources, lambda reading: show_coverage(console, reading, tuple(kind or ())), published, language, allow)


@app.command(name="evaluate")
def evaluate_command(
    gold: Annotated[
        list[Path],
        typer.Argument(metavar="GOLD...", help="Gold files or folders of them (docs/gold.md).", show_default=False),
    ],
    errors: Annotated[bool, typer.Option(help="List the errors one by one.")] = True,
    page: Annotated[
        Path | None, typer.Option(metavar="PATH", help="The page, where it does not stand beside its gold file.")
    ] = None,
) -> None:
    """Compare what is read with gold: precision, recall and F1 by kind and slot, and the errors."""
    files = [f for path in gold for f in (sorted(path.rglob("*.json")) if path.is_dir() else [path])]
    items, failed = [], not files
    if not files:
        complain("no gold files there")
    for file in files:
        try:
            data, found = load_gold(file, page_at=page)
            article = data.get("article", {})
            reading = read_snapshot(
                open_source(str(found)), published=article.get("published"), language=article.get("language")
            )
            items.append((file.stem, data, reading))
        except VeilleError as error:
            failed = True
            complain(str(error))
    if items:
        show_score(Console(highlight=False), evaluate(items), errors)
    if failed:
        raise typer.Exit(1)


def check_kinds(chosen: Sequence[str] | None) -> None:
    """Raise typer.BadParameter for a kind that there is not."""
    for name in chosen or ():
        if name not in load_kinds():
            raise typer.BadParameter(f"no kind {name!r}; one of {', '.join(load_kinds())}")


def complain(message: str) -> None:
    """Tell on stderr what is wrong, behind all that was printed so far."""
    sys.stdout.flush()
    sys.stderr.write(f"veille: {message}\n")


def _each(
    sources: Sequence[str],
    show: Callable[[Reading], None],
    published: str | None,
    language: str | None,
    allow: Sequence[str] | None,
) -> None:
    """Read every page of every source in turn; a failure is told on stderr and the others go on. Exits with 1 when any failed."""
    failed = False
    for found in opened_sources(sources, allow):
        try:
            if isinstance(found, Document):
                show(read_snapshot(found.open(), published=published or found.published, language=language))
                continue
        except VeilleError as error:
            found = error
        failed = True
        complain(str(found))
    if failed:
        raise typer.Exit(1)


def opened_sources(sources: Sequence[str], allow: Sequence[str] | None) -> Iterator[Document | Fault | VeilleError]:
    """The pages of all sources one by one, with what cannot be had; `allow` names hosts of private networks that may be asked."""
    paths: list[str] = []
    for source in sources:
        try:
            paths += expand([source])
        except VeilleError as error:
            yield error
    with Fetcher(Settings(allow=frozenset(host.lower() for host in allow or ()))) as fetcher:
        for path in with_progress(paths):
            try:
                yield from documents(path, fetcher)
            except VeilleError as error:
                yield error


def with_progress(paths: Sequence[str]) -> Iterator[str]:
    """The paths one by one, with a bar on stderr when there are several and somebody watches."""
    console = Console(stderr=True)
    if len(paths) < 2 or not console.is_terminal or sys.stdout.isatty():
        yield from paths
        return
    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[name]}"))
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("", total=len(paths), name="")
        for path in paths:
            progress.update(task, name=Path(path).name[:40])
            yield path
            progress.advance(task)
