"""The chain of an event in a terminal, from what the record says down to the bytes of the page."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from veille.cli.tables import full_day, plural, short, state_text
from veille.record import Join
from veille.serve.queries import Chain, Link, Ruling

#: what of a score's reasons is worth a line
_LEAST = 0.005


def show_chain(out: Console, chain: Chain) -> None:
    """What the record says; each sentence that says it; why they are one event; what analysts say."""
    row, event = chain.row, chain.event
    out.print(Text.assemble((row.kind, "bold"), " · ", (row.what, "bold")))
    facts = [
        f"event {event.id}",
        full_day(event.day) if event.day else "day not said",
        event.status,
        f"{plural(row.origins, 'independent report')} in {plural(row.articles, 'article')}",
        f"confidence {event.confidence:.2f}",
        *([event.judged] if event.judged else []),
        *(f"review: {why}" for why in event.review),
    ]
    out.print(Text(" · ".join(facts), style="dim"))
    _show_steps(out, chain)
    _section(out, "Sentences")
    for link in chain.links:
        _show_link(out, link)
    if chain.followers:
        _section(out, "Sentences of other events that bear on it")
        for link in chain.followers:
            _show_link(out, link)
    if chain.joins:
        _section(out, "Why they are one event")
        for join in chain.joins:
            _show_join(out, join)
    for conflict in event.conflicts:
        _section(out, f"Disputed: {conflict.slot}")
        for figure in conflict.figures:
            _line(
                out,
                f"“{figure.said}” in {plural(len(figure.origins), 'report')}: {', '.join(map(short, figure.mentions))}",
            )
    if chain.rulings:
        _section(out, "Judgements")
        for ruling in chain.rulings:
            _show_ruling(out, ruling)


def _section(out: Console, title: str) -> None:
    out.print()
    out.print(Text(title, style="bold"))


def _line(out: Console, text: str | Text, indent: int = 2) -> None:
    out.print(Padding(text if isinstance(text, Text) else Text(text), (0, 0, 0, indent)))


def _show_steps(out: Console, chain: Chain) -> None:
    if not chain.steps:
        return
    _section(out, "Where it stands")
    for step in chain.steps:
        cause = f" by mention {short(step.mention)}" if step.mention else f" by time alone (deadline “{step.said}”)"
        _line(out, Text.assemble(f"{full_day(step.day)}  ", state_text(step.state), (cause, "dim")))


def _show_link(out: Console, link: Link) -> None:
    mention, filed, article = link.mention, link.filed, link.filed.article
    start = mention.evidence.start
    said = Text(mention.evidence.said.replace("\n", " "))
    said.stylize("bold underline", mention.trigger.start - start, mention.trigger.end - start)
    sentence = Table.grid(padding=(0, 2))
    sentence.add_row(Text(short(mention.id), style="dim"), Text.assemble("“", said, "”"))
    out.print(Padding(sentence, (0, 0, 0, 2)))
    attribution = mention.attribution
    whose = "the outlet's own word"
    if attribution:
        who = attribution.source.name if attribution.source else "somebody not named"
        whose = f"according to {who} ({attribution.stance}: “{attribution.cue.said}”)"
    published = article.published.value if article.published else "undated"
    where = f"{article.site or filed.source}, “{article.title}”, published {published}"
    if filed.version > 1 or filed.superseded or filed.withdrawn_at:
        state = "withdrawn" if filed.withdrawn_at else "superseded" if filed.superseded else "current"
        where += f", version {filed.version} ({state})"
    copies = (
        f", {plural(len(link.copies), 'other copy' if len(link.copies) == 1 else 'other copie')}" if link.copies else ""
    )
    told = (
        f"{whose} · {mention.status}{' · background' if mention.historical else ''}",
        where,
        f"rule {mention.rule}, rules {filed.rules[:12]}, confidence {mention.confidence:.2f}",
        f"origin {short(link.origin)}{copies} · read {filed.read_at} · bytes {filed.snapshot[:12]}",
    )
    for line in told:
        _line(out, Text(line, style="dim"), 11)


def _show_join(out: Console, join: Join) -> None:
    by = "" if join.by == "rule" else f", by judgement {join.by}"
    _line(out, f"{short(join.left)} + {short(join.right)}: score {join.score:.2f}{by}")
    reasons = sorted(
        (f for f in join.features if abs(f.value * f.weight) >= _LEAST), key=lambda f: -abs(f.value * f.weight)
    )
    for feature in reasons:
        said = f" ({feature.said})" if feature.said else ""
        _line(out, Text(f"{feature.value * feature.weight:+.2f}  {feature.name}{said}", style="dim"), 4)


def _show_ruling(out: Console, ruling: Ruling) -> None:
    one = ruling.judgement
    undone = "" if ruling.in_force else " (undone)"
    _line(out, Text.assemble((f"{one.id}  ", "dim"), (f"{one.action}{undone}", "bold"), f" by {one.by}, {one.at}"))
    told: Sequence[str] = [
        *(f"{name} = {value}" for name, value in one.correction.items()),
        *([f"undoes {one.undoes}"] if one.undoes else []),
        *([one.note] if one.note else []),
    ]
    for line in told:
        _line(out, Text(line, style="dim"), 4)
