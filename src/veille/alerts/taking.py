"""Taking a TOML table apart, so that what is wrong in it is told with its key and what to write instead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NoReturn
from zoneinfo import ZoneInfo

from veille.errors import AlertError


class Table:
    """A table whose keys are taken one by one; `done` complains of those that nobody asked for. All raise AlertError."""

    def __init__(self, where: str, said: Mapping[str, Any]) -> None:
        self.where = where
        self._left = dict(said)
        self._known: list[str] = []

    def __contains__(self, key: str) -> bool:
        return key in self._left

    def called(self, name: str) -> Table:
        """The same table, what is left of it, under a name that people know it by."""
        found = Table(f"{self.where}: {name}", self._left)
        found._known = self._known
        return found

    def wrong(self, key: str, what: str, remedy: str) -> NoReturn:
        """Complain of a key."""
        raise AlertError(f"{self.where}: {key}", what, remedy)

    def _take(self, key: str, default: Any) -> Any:
        self._known.append(key)
        return self._left.pop(key, default)

    def text(self, key: str, default: str | None) -> str | None:
        """A text that is not empty."""
        found = self._take(key, default)
        if found is not default and not (isinstance(found, str) and found.strip()):
            self.wrong(key, f"{found!r} is no text", f'write {key} = "..."')
        return found if found is None else str(found)

    def need(self, key: str) -> str:
        """A text that must be there."""
        found = self.text(key, None)
        if found is None:
            self.wrong(key, "missing", f'write {key} = "..."')
        return found

    def texts(self, key: str) -> tuple[str, ...]:
        """Texts, or one; none when the key is not there."""
        found = self._take(key, [])
        rows = [found] if isinstance(found, str) else found
        if not isinstance(rows, list) or not all(isinstance(row, str) and row for row in rows):
            self.wrong(key, f"{found!r} is no list of texts", f'write {key} = ["..."]')
        return tuple(rows)

    def number(self, key: str, default: int, least: int, most: int) -> int:
        """A whole number within bounds."""
        found = self._take(key, default)
        if isinstance(found, bool) or not isinstance(found, int) or not least <= found <= most:
            self.wrong(
                key, f"{found!r} is no whole number from {least} to {most}", f"write {key} = {max(default, least)}"
            )
        return found

    def flag(self, key: str) -> bool:
        """True or false; false when the key is not there."""
        found = self._take(key, False)
        if not isinstance(found, bool):
            self.wrong(key, f"{found!r} is neither true nor false", f"write {key} = true")
        return found

    def choice(self, key: str, choices: Sequence[str], default: str) -> str:
        """One of some texts."""
        found = self._take(key, default)
        if found not in choices:
            self.wrong(key, f"{found!r} is not known", f"one of {', '.join(choices)}")
        return str(found)

    def zone(self, key: str, default: str) -> str:
        """The name of a time zone."""
        found = self.text(key, default)
        try:
            return ZoneInfo(str(found)).key
        except (KeyError, ValueError, OSError):
            self.wrong(key, f"{found!r} is no time zone", 'write it as "Europe/Paris"')

    def table(self, key: str) -> Table:
        """A table within; empty when the key is not there."""
        found = self._take(key, {})
        if not isinstance(found, dict):
            self.wrong(key, f"{found!r} is no table", f"write {key} = {{...}}")
        return Table(f"{self.where}: {key}", found)

    def tables(self, key: str) -> dict[str, Table]:
        """Tables by name."""
        within = self.table(key)
        return {name: within.table(name) for name in list(within._left)}

    def rows(self, key: str) -> list[Table]:
        """A list of tables."""
        found = self._take(key, [])
        if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
            self.wrong(key, "no list of tables", f"write [[{key}]] above each")
        return [Table(f"{self.where}: {key} {number}", row) for number, row in enumerate(found, 1)]

    def done(self) -> None:
        """Complain of a key that is left."""
        if self._left:
            self.wrong(next(iter(self._left)), "no such key", f"one of {', '.join(dict.fromkeys(self._known))}")
