"""CAMEO root codes beside PLOVER, for users who come from older data (KEDS, TABARI, PETRARCH, ICEWS, GDELT).

PLOVER 2021 merged some of CAMEO's twenty roots and split others; the codes here are those of its own crosswalk by root and mode.
"""

from __future__ import annotations

#: PLOVER type, and mode where it decides -> CAMEO root
_ROOTS = {
    ("AGREE", None): "05",
    ("CONSULT", None): "04",
    ("SUPPORT", None): "05",
    ("CONCEDE", None): "08",
    ("COOPERATE", None): "06",
    ("AID", None): "07",
    ("RETREAT", None): "08",
    ("REQUEST", None): "10",
    ("ACCUSE", None): "11",
    ("ACCUSE", "investigate"): "09",
    ("REJECT", None): "12",
    ("THREATEN", None): "13",
    ("PROTEST", None): "14",
    ("SANCTION", None): "16",
    ("MOBILIZE", None): "15",
    ("COERCE", None): "17",
    ("ASSAULT", None): "19",
    ("ASSAULT", "explosives"): "18",
    ("ASSAULT", "suicide-attack"): "18",
    ("ASSAULT", "abduct"): "18",
    ("ASSAULT", "torture"): "18",
    ("ASSAULT", "assassinate"): "18",
}


def root_of(plover: str, mode: str | None, status: str) -> str:
    """The CAMEO root, two digits: a promise not yet kept is "03" (express intent to cooperate)."""
    if plover == "AGREE" and status == "future":
        return "03"
    return _ROOTS.get((plover, mode)) or _ROOTS[(plover, None)]
