"""What happened, one line each, for people or as JSON lines."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from veille.store.days import utc_now

Form = Literal["plain", "json"]


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that happened: `what` it was, at which time, and its details."""

    at: str
    what: str
    details: Mapping[str, object]

    def as_json(self) -> str:
        """One JSON object."""
        return json.dumps({"at": self.at, "event": self.what, **self.details}, ensure_ascii=False)

    def as_plain(self) -> str:
        """For people: time, what, details.

        >>> Line("2025-08-06T09:30:00Z", "filed", {"source": "a", "n": 2}).as_plain()
        '2025-08-06T09:30:00Z filed source=a n=2'
        """
        said = (f"{name}={_one_line(value)}" for name, value in self.details.items() if value is not None)
        return " ".join([self.at, self.what, *said])


def _one_line(value: object) -> str:
    words = " ".join(str(value).split())
    return json.dumps(words, ensure_ascii=False) if " " in words else words


@dataclass(frozen=True, slots=True)
class Journal:
    """Where lines go: each is given to every listener, one line at a time whatever thread it comes from."""

    listeners: tuple[Callable[[Line], None], ...] = ()
    now: Callable[[], str] = utc_now
    _turn: threading.Lock = field(default_factory=threading.Lock)

    def tell(self, what: str, **details: object) -> None:
        """Something happened."""
        line = Line(self.now(), what, details)
        with self._turn:
            for listener in self.listeners:
                listener(line)


def writer(write: Callable[[str], object], form: Form) -> Callable[[Line], None]:
    """A listener that writes lines in a form."""
    return lambda line: _ignored(write((line.as_json() if form == "json" else line.as_plain()) + "\n"))


def _ignored(_written: object) -> None:
    return None
