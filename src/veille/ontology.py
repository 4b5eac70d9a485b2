"""The kinds of mention: one TOML file each in `kinds/`, loaded and checked.

A frame says which words of a language trigger the kind and which roles of the predication fill its slots:

    [[frame]]
    lang = "en"
    verb = ["shell", "bomb"]                      # or noun = [...]; "carry out" is a verb with its particle
    roles = {actor = "subject", recipient = "object|on"}   # first role that fills wins; "a+b" takes both
    only = {object = "actor|military_target"}     # what the role's word must be: a class of the lexicon, or
                                                  # actor, country, person_name, place, money, number, clause, name
    never = {object = "person"}
    need = ["actor|recipient"]                    # slots, one of each row must be filled
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from importlib import resources
from typing import Any

from veille.errors import KindError
from veille.lang.pack import PACK_FILES, languages

#: slot -> type of its values
SLOT_TYPES: Mapping[str, str] = {
    "actor": "entity",
    "recipient": "entity",
    "time": "period",
    "place": "place",
    "deadline": "period",
    "amount": "money",
    "count": "count",
    "killed": "count",
    "wounded": "count",
    "displaced": "count",
    "rate": "count",
    "demand": "text",
    "consequence": "text",
    "condition": "text",
    "content": "text",
    "items": "text",
    "weapon": "text",
    "programme": "text",
    "purpose": "text",
    "host": "entity",
}
#: slots that every kind has
COMMON_SLOTS = ("actor", "recipient", "time", "place")
PLOVER_TYPES = frozenset(
    [
        "AGREE",
        "CONSULT",
        "SUPPORT",
        "CONCEDE",
        "COOPERATE",
        "AID",
        "RETREAT",
        "REQUEST",
        "ACCUSE",
        "REJECT",
        "THREATEN",
        "PROTEST",
        "SANCTION",
        "MOBILIZE",
        "COERCE",
        "ASSAULT",
    ]
)
_FRAME_KEYS = frozenset(
    {
        "lang",
        "verb",
        "noun",
        "adjective",
        "roles",
        "only",
        "never",
        "need",
        "mode",
        "contexts",
        "status",
        "via",
        "bare",
        "attributed",
        "embedded",
    }
)

Alternatives = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """One row of a kind: trigger words and what their roles mean. `roles[slot]` lists alternatives, each a set of roles taken together."""

    id: str
    lang: str
    pos: str
    words: tuple[str, ...]
    roles: Mapping[str, Alternatives]
    only: Mapping[str, frozenset[str]]
    never: Mapping[str, frozenset[str]]
    need: tuple[frozenset[str], ...]
    via: frozenset[str]
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    status: str | None = None
    bare: bool = True
    embedded: bool = False


@dataclass(frozen=True, slots=True)
class Identity:
    """What makes two mentions of a kind one event.

    `family`: kinds compared with one another; `like`: other kinds that may tell the same event ("a strike", "three killed").
    `lasting_days`: how long the press tells one event of this kind as news. `mutual`: who acts and who suffers is all one.
    `anew`, by language: beginnings of words that make a like event another one ("a second package").
    `decisive`: of "actor", "recipient", "day", "place" and "amount" those that outlets do not dispute: another one is another event.
    """

    family: str
    like: frozenset[str] = frozenset()
    lasting_days: int = 3
    mutual: bool = False
    anew: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    decisive: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Move:
    """A row of a lifecycle: a mention of one of `kinds` leads to `state`.

    `by` is who must act: the event's "actor" or "recipient", "any", or "own": only the event's own mentions count. `words`, by language,
    are beginnings of words, without accents, of which the sentence must hold one; `statuses` those the mention may have; `tests` name
    comparisons of `reconcile/lifecycle.py` ("earlier", "on_demand"); `after` lists the states from which the move leads.
    """

    state: str
    kinds: tuple[str, ...]
    by: str = "any"
    statuses: tuple[str, ...] = ("happened", "ongoing")
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    tests: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """The states of a kind in their order, the first one, the moves between them, and where time alone leads when a slot's day is past."""

    states: tuple[str, ...]
    first: str
    moves: tuple[Move, ...]
    due_slot: str | None = None
    due_state: str | None = None
    open_states: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of mention. `plover` is a PLOVER 2021 type or `None`; `own` are its slots beyond the common ones."""

    name: str
    label: Mapping[str, str]
    definition: Mapping[str, str]
    plover: str | None
    own: tuple[str, ...]
    frames: tuple[Frame, ...]
    identity: Identity
    lifecycle: Lifecycle | None = None

    @property
    def slots(self) -> tuple[str, ...]:
        """All slots of the kind, common ones first."""
        return (*COMMON_SLOTS, *self.own)


@lru_cache(maxsize=1)
def load_kinds() -> Mapping[str, Kind]:
    """Every kind by name, in the order of their files' `order`. Raises KindError naming file and remedy."""
    rows = []
    for path in sorted(resources.files("veille.kinds").iterdir(), key=lambda item: item.name):
        if path.name.endswith(".toml"):
            try:
                data = tomllib.loads(path.read_text("utf-8"))
            except tomllib.TOMLDecodeError as error:
                raise KindError(f"kinds/{path.name}", str(error), "mend the TOML") from error
            rows.append((data.get("order", 99), path.name, data))
    return {kind.name: kind for kind in (_kind(name, data) for _, name, data in sorted(rows, key=lambda row: row[:2]))}


def _kind(file: str, data: Mapping[str, Any]) -> Kind:
    where = f"kinds/{file}"
    name = data.get("kind", "")
    if f"{name}.toml" != file:
        raise KindError(where, f"kind is {name!r}", "give the file its kind's name")
    plover = data.get("plover") or None
    if plover is not None and plover not in PLOVER_TYPES:
        raise KindError(where, f"{plover} is no PLOVER 2021 type", f"one of {', '.join(sorted(PLOVER_TYPES))}")
    own = tuple(data.get("slots", ()))
    for slot in own:
        if slot not in SLOT_TYPES:
            raise KindError(where, f"unknown slot {slot!r}", f"one of {', '.join(SLOT_TYPES)}")
    need = data.get("need", ["actor"])
    frames = tuple(
        _frame(where, number, row, (*COMMON_SLOTS, *own), need, name)
        for number, row in enumerate(data.get("frame", ()), 1)
    )
    identity = _identity(where, name, data.get("identity", {}))
    lifecycle = _lifecycle(where, data["lifecycle"]) if "lifecycle" in data else None
    return Kind(name, data["label"], data["definition"], plover, own, frames, identity, lifecycle)


_IDENTITY_KEYS = frozenset({"family", "like", "lasting_days", "mutual", "anew", "decisive"})
_MOVE_KEYS = frozenset({"state", "kinds", "by", "statuses", "words", "tests", "after"})


def _identity(where: str, kind: str, row: Mapping[str, Any]) -> Identity:
    _known(f"{where}: identity", row, _IDENTITY_KEYS)
    return Identity(
        row.get("family", kind),
        frozenset(row.get("like", ())),
        row.get("lasting_days", 3),
        row.get("mutual", False),
        {lang: tuple(words) for lang, words in row.get("anew", {}).items()},
        _decisive(where, row.get("decisive", ())),
    )


def _decisive(where: str, names: Sequence[str]) -> frozenset[str]:
    known = ("actor", "recipient", "day", "place", "amount")
    for name in names:
        if name not in known:
            raise KindError(f"{where}: identity", f"unknown decisive {name!r}", f"one of {', '.join(known)}")
    return frozenset(names)


def _lifecycle(where: str, row: Mapping[str, Any]) -> Lifecycle:
    where, states = f"{where}: lifecycle", tuple(row.get("states", ()))
    _known(where, row, frozenset({"states", "first", "move", "due_slot", "due_state", "open"}))
    moves = tuple(_move(where, move) for move in row.get("move", ()))
    named = {row.get("first"), row.get("due_state", row.get("first")), *row.get("open", ())}
    for state in (*sorted(map(str, named)), *(m.state for m in moves), *(s for m in moves for s in m.after)):
        if state not in states:
            raise KindError(where, f"unknown state {state!r}", f"one of {', '.join(states)}")
    return Lifecycle(states, row["first"], moves, row.get("due_slot"), row.get("due_state"), tuple(row.get("open", ())))


def _move(where: str, row: Mapping[str, Any]) -> Move:
    _known(where, row, _MOVE_KEYS)
    return Move(
        row.get("state", ""),
        tuple(row.get("kinds", ())),
        row.get("by", "any"),
        tuple(row.get("statuses", ("happened", "ongoing"))),
        {lang: tuple(words) for lang, words in row.get("words", {}).items()},
        tuple(row.get("tests", ())),
        tuple(row.get("after", ())),
    )


def _known(where: str, row: Mapping[str, Any], keys: frozenset[str]) -> None:
    unknown = sorted(set(row) - keys)
    if unknown:
        raise KindError(where, f"unknown key {unknown[0]!r}", f"one of {', '.join(sorted(keys))}")


def _frame(
    where: str, number: int, row: Mapping[str, Any], slots: Sequence[str], need: Sequence[str], kind: str
) -> Frame:
    where = f"{where}: frame {number}"
    unknown = set(row) - _FRAME_KEYS
    if unknown:
        raise KindError(where, f"unknown key {sorted(unknown)[0]!r}", f"one of {', '.join(sorted(_FRAME_KEYS))}")
    pos = next((p for p in ("verb", "noun", "adjective") if p in row), None)
    if pos is None or row.get("lang") not in languages():
        raise KindError(
            where, "no verb, noun or adjective, or no known lang", f"lang is one of {', '.join(languages())}"
        )
    roles = row.get("roles", {})
    for slot in roles:
        if slot not in slots:
            raise KindError(where, f"the kind has no slot {slot!r}", f"one of {', '.join(slots)}")
    words = tuple(row[pos])
    return Frame(
        f"{kind}/{row['lang']}/{words[0].replace(' ', '_')}/{number}",
        row["lang"],
        pos,
        words,
        {slot: _alternatives(said) for slot, said in roles.items()},
        {role: frozenset(said.split("|")) for role, said in row.get("only", {}).items()},
        {role: frozenset(said.split("|")) for role, said in row.get("never", {}).items()},
        tuple(frozenset(said.split("|")) for said in row.get("need", need)),
        frozenset(row.get("via", ["light"])),
        row.get("mode"),
        tuple(row.get("contexts", ())),
        row.get("status"),
        row.get("bare", True),
        row.get("embedded", False),
    )


def _alternatives(said: str) -> Alternatives:
    return tuple(tuple(part.split("+")) for part in said.split("|"))


@lru_cache(maxsize=8)
def trigger_index(lang: str) -> Mapping[tuple[str, str], tuple[tuple[Kind, Frame, str], ...]]:
    """For a language: (part of speech, first word's lemma) -> the frames it may trigger, each with the whole trigger."""
    index: dict[tuple[str, str], list[tuple[Kind, Frame, str]]] = {}
    for kind in load_kinds().values():
        for frame in kind.frames:
            if frame.lang == lang:
                for word in frame.words:
                    index.setdefault((frame.pos, word.split()[0]), []).append((kind, frame, word))
    return {key: tuple(sorted(rows, key=lambda row: -len(row[2]))) for key, rows in index.items()}


@lru_cache(maxsize=1)
def rules_version() -> str:
    """Twelve hexadecimal digits that change whenever a kind, a pack or the gazetteer changes."""
    digest = sha256()
    for data in _rule_files():
        digest.update(data)
    return digest.hexdigest()[:12]


def _rule_files() -> Iterator[bytes]:
    root = resources.files("veille")
    for path in sorted((root / "kinds").iterdir(), key=lambda item: item.name):
        if path.name.endswith(".toml"):
            yield path.read_bytes()
    for code in languages():
        for name in PACK_FILES:
            yield (root / "lang" / code / f"{name}.toml").read_bytes()
    for name in ("people", "organisations", "peoples", "state_bodies"):
        yield (root / "world" / f"{name}.toml").read_bytes()
