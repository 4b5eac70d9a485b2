"""How readings look in a terminal: 80 columns are enough, colour is not needed.

Without colour, a slot stands in [brackets] and the trigger between *stars* in the evidence sentence.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from veille.evaluate import Score, Tally
from veille.model import Attribution, Mention, Reading, Value
from veille.ontology import Kind
from veille.values import Count, Entity, Money, Period, Place, Span

#: the order in which a mention's slots are told, with the words before them
_TOLD = (
    ("demand", ""),
    ("consequence", "threatens: "),
    ("content", ""),
    ("items", ""),
    ("weapon", "with "),
    ("count", ""),
    ("amount", ""),
    ("rate", ""),
    ("programme", "under "),
    ("killed", "killed: "),
    ("wounded", "wounded: "),
    ("displaced", "displaced: "),
    ("purpose", "for: "),
    ("condition", "if: "),
    ("time", "when: "),
    ("place", "where: "),
    ("deadline", "by when: "),
)
_STYLES = {
    "actor": "bold green",
    "recipient": "bold magenta",
    "time": "cyan",
    "deadline": "bold cyan",
    "place": "blue",
    "amount": "yellow",
    "count": "yellow",
    "killed": "red",
    "wounded": "red",
    "displaced": "red",
    "weapon": "red",
}
_STATUS = {"happened": "green", "ongoing": "green", "future": "cyan", "hypothetical": "yellow", "negated": "red"}
_KIND_WIDTH = 13


def show_reading(console: Console, reading: Reading) -> None:
    """Print an article's head, then each mention with its evidence."""
    article = reading.article
    console.print(Text(article.title or "(no title)", style="bold"))
    published = f"published {article.published.value} ({article.published.source})" if article.published else "undated"
    by = f"by {', '.join(article.byline)}" if article.byline else None
    facts = [article.site, article.language, published, article.section, by, article.url]
    console.print(Text(" · ".join(f for f in facts if f), style="dim"))
    many = len(reading.mentions)
    console.print(Text(f"{many} mention{'' if many == 1 else 's'}", style="dim"))
    for mention in reading.mentions:
        console.print()
        _show_mention(console, mention)


def _show_mention(console: Console, mention: Mention) -> None:
    table = Table.grid(padding=(0, 1), expand=False)
    table.add_column(width=_KIND_WIDTH, no_wrap=True)
    table.add_column(ratio=1)
    table.add_row(Text(mention.kind, style="bold reverse" if console.color_system else "bold"), _headline(mention))
    console.print(table)
    console.print(Padding(_evidence(console, mention), (0, 0, 0, _KIND_WIDTH + 1)))


def _headline(mention: Mention) -> Text:
    """Who, whom, what, when, where, by when, how much, status, according to whom: one line, wrapped."""
    line = Text()
    who = [told(v) for v in mention.slots.get("actor", ())]
    whom = [told(v) for v in mention.slots.get("recipient", ())]
    if mention.kind in ("meeting", "call", "agreement", "cooperation") and len(who) > 1:
        line.append(" + ".join(who), style=_STYLES["actor"])
    else:
        line.append(", ".join(who) or "(not said)", style=_STYLES["actor"] if who else "dim")
    if whom:
        line.append(" → ")
        line.append(", ".join(whom), style=_STYLES["recipient"])
    for slot, words in _TOLD:
        values = mention.slots.get(slot, ())
        if values:
            line.append(" · ", style="dim")
            line.append(words, style="dim")
            line.append("; ".join(told(v) for v in values), style=_STYLES.get(slot, ""))
    line.append(" · ", style="dim")
    line.append(mention.status, style=_STATUS[mention.status])
    if mention.historical:
        line.append(" (background)", style="dim")
    if mention.attribution:
        line.append(" · ", style="dim")
        line.append(according(mention.attribution), style="italic")
    return line


def told(value: Value) -> str:
    """A slot's value as a reader wants it: names with country, dates resolved beside their words."""
    if isinstance(value, Span):
        return " ".join(value.said.split())
    if isinstance(value, Entity):
        name = value.name if value.kind in ("state", "person", "organisation") else value.span.said
        return f"{name} ({value.country})" if value.country and value.kind != "state" else name
    said = " ".join(value.span.said.split())
    if isinstance(value, Period):
        if value.type == "DURATION" and value.value is None:
            return said
        return f"{said} = {value.value}" if value.value else f"{said} (unresolved)"
    if isinstance(value, Money):
        high = f" to {value.high:,f}" if value.high is not None else ""
        return f"{said} = {value.value:,f}{high} {value.currency}"
    if isinstance(value, Place):
        return value.name
    assert isinstance(value, Count)
    return said


def according(attribution: Attribution) -> str:
    """ "according to X (claims)"; the source as the text names it where nobody is known."""
    source = attribution.source
    who = told(source) if source else attribution.source_span.said if attribution.source_span else "sources not named"
    return f"according to {who} [{attribution.stance}: {attribution.cue.said}]"


def _evidence(console: Console, mention: Mention) -> Text:
    """The evidence sentence with the slots highlighted."""
    start = mention.evidence.start
    marks: list[tuple[int, int, str]] = [(mention.trigger.start, mention.trigger.end, "trigger")]
    for slot, values in mention.slots.items():
        for value in values:
            span = value if isinstance(value, Span) else value.span
            if mention.evidence.contains(span):
                marks.append((span.start, span.end, slot))
    if mention.attribution and mention.evidence.contains(mention.attribution.cue):
        marks.append((mention.attribution.cue.start, mention.attribution.cue.end, "cue"))
    if console.color_system:
        text = Text(mention.evidence.said, style="dim")
        for left, right, slot in sorted(marks, key=lambda m: m[0] - m[1]):
            text.stylize(_mark_style(slot), left - start, right - start)
        return text
    return Text(" ".join(_bracketed(mention.evidence.said, [(a - start, b - start, s) for a, b, s in marks]).split()))


def _mark_style(slot: str) -> str:
    return {"trigger": "not dim bold underline", "cue": "not dim italic"}.get(
        slot, f"not dim {_STYLES.get(slot, 'underline')}"
    )


def _bracketed(said: str, marks: Sequence[tuple[int, int, str]]) -> str:
    """The sentence with [slots] and *trigger* marked; inside a longer slot, shorter ones are not marked again."""
    opening: dict[int, str] = {}
    closing: dict[int, str] = {}
    taken: list[tuple[int, int]] = []
    for left, right, slot in sorted(set(marks), key=lambda m: (m[2] != "trigger", m[1] - m[0])):
        if any(left < b and a < right for a, b in taken):
            continue
        taken.append((left, right))
        opening[left], closing[right] = ("*", "*") if slot == "trigger" else ("[", "]")
    out = []
    for i, char in enumerate(said):
        out += [closing.get(i, ""), opening.get(i, ""), char]
    return "".join(out) + closing.get(len(said), "")


def show_kinds(console: Console, kinds: Sequence[Kind]) -> None:
    """Print the kinds as a table."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=False)
    for name in ("kind", "PLOVER", "what", "own slots"):
        table.add_column(name, no_wrap=name in ("kind", "PLOVER"))
    for kind in kinds:
        table.add_row(kind.name, kind.plover or "-", kind.definition["en"], ", ".join(kind.own))
    console.print(table)


def show_coverage(console: Console, reading: Reading, chosen: Sequence[str]) -> None:
    """Print the sentences whose trigger fired and that no rule could fill."""
    told_of = {(m.kind, m.trigger.start) for m in reading.mentions}
    rows = [
        u for u in reading.unfilled if (u.kind, u.trigger.start) not in told_of and (not chosen or u.kind in chosen)
    ]
    console.print(Text(reading.article.title or "(no title)", style="bold"))
    console.print(Text(f"{len(rows)} unfilled trigger{'' if len(rows) == 1 else 's'}", style="dim"))
    for row in rows:
        console.print(Text.assemble("\n", (row.kind, "bold"), f" on “{row.trigger.said}”: {row.why}"))
        console.print(Padding(Text(" ".join(row.sentence.said.split()), style="dim"), (0, 0, 0, 2)))


def show_score(console: Console, score: Score, errors: bool) -> None:
    """Print precision, recall and F1 by kind and slot, then the errors."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in ("kind", "right", "wrong", "missed", "P", "R", "F1", "F1 kind only"):
        table.add_column(name, justify="left" if name == "kind" else "right")
    for kind in sorted(score.located):
        _row(table, kind, score.strict.get(kind, Tally()), score.located[kind])
    table.add_section()
    _row(table, "all", score.total("strict"), score.total("located"))
    console.print("Kind with actor and recipient")
    console.print(table)
    slots = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in ("slot", "right", "wrong", "missed", "P", "R", "F1"):
        slots.add_column(name, justify="left" if name == "slot" else "right")
    for slot in sorted(score.slots):
        tally = score.slots[slot]
        slots.add_row(
            slot,
            str(tally.right),
            str(tally.wrong),
            str(tally.missed),
            *(_rate(r) for r in (tally.precision, tally.recall, tally.f1)),
        )
    console.print("Slots of mentions found")
    console.print(slots)
    if errors:
        for error in score.errors:
            console.print(Text.assemble((f"{error.file}: {error.what} {error.kind}", "bold")))
            for label, said in (("gold", error.gold), ("read", error.read)):
                if said:
                    console.print(Padding(Text(f"{label}: {' '.join(said.split())}"), (0, 0, 0, 2)))


def _row(table: Table, name: str, strict: Tally, located: Tally) -> None:
    table.add_row(
        name,
        str(strict.right),
        str(strict.wrong),
        str(strict.missed),
        _rate(strict.precision),
        _rate(strict.recall),
        _rate(strict.f1),
        _rate(located.f1),
    )


def _rate(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"
