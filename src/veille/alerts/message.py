"""Messages: one alert at once, or those of a digest together. A further try of a message has the same id and says the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from veille.alerts.wording import Alert, hashed, subject_of, text_of
from veille.store.codec import decode
from veille.store.letters import Letter


@dataclass(frozen=True, slots=True)
class Message:
    """What goes to a target in one piece. `at` is when it was due, the same at every try; `tries` counts those before."""

    id: str
    target: str
    at: str
    letters: tuple[str, ...]
    alerts: tuple[Alert, ...]
    tries: int

    @property
    def subject(self) -> str:
        """One line."""
        return " ".join(subject_of(self.alerts).split())

    @property
    def text(self) -> str:
        """All of it in plain words."""
        return f"\n\n{'-' * 40}\n\n".join(map(text_of, self.alerts)) + "\n"


def messages_of(letters: Iterable[Letter]) -> list[Message]:
    """The messages of letters that wait: one for each that goes at once, one for each digest of a rule and target."""
    ordered = sorted(letters, key=lambda one: (_bundle(one), one.made_at, one.id))
    made = [_message(list(group)) for _, group in groupby(ordered, key=_bundle)]
    return sorted(made, key=lambda message: (message.at, message.id))


def _bundle(letter: Letter) -> tuple[str, ...]:
    return (letter.target, letter.due_at, letter.rule if letter.digest else letter.id)


def _message(letters: Sequence[Letter]) -> Message:
    first, ids = letters[0], tuple(letter.id for letter in letters)
    return Message(
        id=hashed(*ids) if first.digest else first.id,
        target=first.target,
        at=first.due_at,
        letters=ids,
        alerts=tuple(decode(Alert, letter.doc) for letter in letters),
        tries=max(letter.tries for letter in letters),
    )
