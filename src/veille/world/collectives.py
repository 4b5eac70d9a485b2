"""Groups of states named by one word ("the Scandinavians"), and whom they are made of."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources

from veille.world.gazetteer import key_of


@lru_cache(maxsize=1)
def _members() -> Mapping[tuple[str, ...], tuple[str, ...]]:
    rows = tomllib.loads(resources.files("veille.world").joinpath("collectives.toml").read_text("utf-8"))["collective"]
    return {key_of(name): tuple(sorted(row["members"])) for row in rows for name in row["names"]}


def members_of(name: str) -> tuple[str, ...]:
    """The alpha-3 codes of the states that a name names together; none for a name of something else.

    >>> members_of("Scandinavians"), members_of("Pays baltes"), members_of("France")
    (('DNK', 'NOR', 'SWE'), ('EST', 'LTU', 'LVA'), ())
    """
    return _members().get(key_of(name.lower()), ())
