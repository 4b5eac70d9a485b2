"""The demonstration crises: dispatches of invented outlets, written for this project and labelled as such."""

from __future__ import annotations

from pathlib import Path

#: a folder of pages for each crisis
CRISES = Path(__file__).parent / "crises"


def demo_pages() -> list[Path]:
    """The pages of the demonstration crises, each crisis in the order of publication."""
    return sorted(CRISES.glob("*/*.html"))
