"""Rules of alerts: what to tell whom, as a TOML file says it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal, get_args

from veille.alerts.taking import Table
from veille.alerts.targets import Target
from veille.alerts.targets_read import read_target
from veille.errors import AlertError, QueryError
from veille.lang.pack import languages
from veille.ontology import load_kinds
from veille.serve.rates import known

On = Literal["new", "deadline", "passed", "conflict", "denied", "changed"]
OCCASIONS: tuple[str, ...] = get_args(On)
Mode = Literal["at-once", "digest"]


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of money from `least` on, in major units; other currencies at the ECB's rate of the day."""

    least: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class When:
    """What a rule waits for: occasions, and what their events must be. Empty fields ask for nothing.

    `hours` is how near a deadline is; `fresh_days` how old the news may be that counts as new.
    """

    on: tuple[On, ...] = ("new",)
    kinds: tuple[str, ...] = ()
    actor: str | None = None
    place: str | None = None
    source: str | None = None
    amount: Amount | None = None
    hours: int = 48
    fresh_days: int = 2


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: when, to which targets, and at once or in a digest at an `hour` of a `zone`."""

    name: str
    when: When
    to: tuple[str, ...]
    mode: Mode = "at-once"
    hour: int = 7
    zone: str = "UTC"
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Rules:
    """A file of rules. `base` is where the record's pages are served, `None` when they are not."""

    rules: tuple[Rule, ...]
    targets: Mapping[str, Target]
    base: str | None = None

    def named(self, name: str | None) -> Rules:
        """Only the rule of a name. Raises AlertError when there is none."""
        found = tuple(rule for rule in self.rules if name in (None, rule.name))
        if not found:
            raise AlertError(f"rule {name!r}", "no such rule", f"one of {', '.join(r.name for r in self.rules)}")
        return Rules(found, self.targets, self.base)


def load_rules(path: Path) -> Rules:
    """The rules of a file. Paths in it are from its folder. Raises AlertError with the key that is wrong, and what to write."""
    try:
        said = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise AlertError(str(path), f"cannot be read ({error.strerror})", "docs/alerts.md shows one") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise AlertError(str(path), f"not TOML ({error})", "mend that line") from None
    return rules_of(said, str(path), path.parent)


def rules_of(said: Mapping[str, Any], where: str, folder: Path) -> Rules:
    """The rules of a table as TOML gives it; errors begin with `where`."""
    table = Table(where, said)
    base, language = table.text("base", None), table.choice("language", tuple(languages()), "en")
    targets = {name: read_target(name, one, folder) for name, one in table.tables("targets").items()}
    rules = tuple(_rule(one, targets, str(language)) for one in table.rows("rule"))
    table.done()
    names = [rule.name for rule in rules]
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise AlertError(f"{where}: rule", f"two rules are called {twice!r}", "give each its own name")
    return Rules(rules, targets, base)


def _rule(table: Table, targets: Mapping[str, Target], language: str) -> Rule:
    name = table.need("name")
    own = table.called(f"rule {name!r}")
    to = own.texts("to")
    for target in to:
        if target not in targets:
            own.wrong(
                "to", f"no target {target!r}", f"one of {', '.join(targets) or 'those you add as [targets.NAME]'}"
            )
    if not to:
        own.wrong("to", "nobody to tell", 'write to = ["NAME"]')
    rule = Rule(
        name=name,
        when=_when(own.table("when")),
        to=to,
        mode=own.choice("mode", get_args(Mode), "at-once"),  # type: ignore[arg-type]
        hour=own.number("hour", 7, 0, 23),
        zone=own.zone("zone", "UTC"),
        language=str(own.choice("language", tuple(languages()), language)),
    )
    own.done()
    return rule


def _when(table: Table) -> When:
    on = table.texts("on") or ("new",)
    for one in on:
        if one not in OCCASIONS:
            table.wrong("on", f"no occasion {one!r}", f"one of {', '.join(OCCASIONS)}")
    kinds = table.texts("kind")
    for one in kinds:
        if one not in load_kinds():
            table.wrong("kind", f"no kind {one!r}", "`veille kinds` lists them")
    found = When(
        on=on,  # type: ignore[arg-type]
        kinds=kinds,
        actor=table.text("actor", None),
        place=table.text("place", None),
        source=table.text("source", None),
        amount=_amount(table.table("amount")) if "amount" in table else None,
        hours=table.number("hours", 48, 1, 24 * 365),
        fresh_days=table.number("fresh_days", 2, 0, 366),
    )
    table.done()
    return found


def _amount(table: Table) -> Amount:
    least, currency = table.number("least", 0, 0, 10**15), table.need("currency")
    table.done()
    try:
        return Amount(Decimal(least), known(currency))
    except QueryError as error:
        raise AlertError(table.where, f"{error.where}: {error.what}", error.remedy) from None
