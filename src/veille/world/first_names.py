"""First names that only men or only women bear, from the lists that the coreferee package ships (public registers of four countries)."""

from __future__ import annotations

from functools import lru_cache
from importlib.metadata import distribution
from pathlib import Path
from typing import Literal

from veille.world.spelling import unaccented

Sex = Literal["m", "f"]
_FOLDER = "coreferee/lang/common/data"
#: names of both lists, or that are surnames put first
_UNSURE = frozenset({"Kim", "Lee", "Chen", "Yang", "Jean", "Andrea", "Sasha", "Nicola", "Kerry", "Dominique", "Claude"})


@lru_cache(maxsize=1)
def load_first_names() -> dict[str, Sex]:
    """Each first name, without accents, with the sex of those who bear it; names of both are left out."""
    women, men = _listed("female_names.dat"), _listed("male_names.dat")
    names: dict[str, Sex] = dict.fromkeys(women - men - _UNSURE, "f")
    names.update(dict.fromkeys(men - women - _UNSURE, "m"))
    return names


def _listed(file: str) -> frozenset[str]:
    path = Path(str(distribution("coreferee").locate_file(f"{_FOLDER}/{file}")))
    return frozenset(unaccented(name) for name in path.read_text("utf-8").split())


def sex_of(name: str) -> Sex | None:
    """The sex that a full name's first word tells, or `None`.

    >>> sex_of("Sergei Lavrov"), sex_of("Élena Ruiz"), sex_of("Xi Jinping")
    ('m', 'f', None)
    """
    words = unaccented(name).split()
    return load_first_names().get(words[0]) if len(words) > 1 else None
