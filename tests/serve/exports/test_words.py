"""Every state of every lifecycle has words, in exports, alerts and pages."""

from __future__ import annotations

import pytest

from veille.ontology import load_kinds
from veille.serve.exports.words import words
from veille.serve.web.words import STATES

ALL = sorted({state for kind in load_kinds().values() if kind.lifecycle for state in kind.lifecycle.states})


@pytest.mark.parametrize("state", ALL)
def test_each_state_has_words(state: str) -> None:
    assert all(f"state_{state}" in words(language) for language in ("en", "fr"))
    assert state in STATES
