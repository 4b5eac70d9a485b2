"""Articles beside their mentions: marks in place, versions compared word by word."""

from __future__ import annotations

from dataclasses import replace

import pytest

from serve.saying import CRISIS, corrected_night, fill, world
from veille.errors import NotFound
from veille.serve import queries
from veille.serve.comparing import compared
from veille.serve.highlighting import stretches
from veille.serve.queries import ArticleView, Asked
from veille.store import Store
from veille.values import Span

TODAY = Asked("2025-08-20")


def view(store: Store, title: str = "Night in Kyiv", asked: Asked = TODAY, against: str | None = None) -> ArticleView:
    ident = next(f.article.id for f in store.filed() if f.article.title == title)
    return queries.article_view(store, ident, asked, against)


def test_pieces_put_together_are_the_text(record: Store) -> None:
    for filed in record.filed():
        for block in filed.article.blocks:
            pieces = stretches(filed.article, block, filed.mentions)
            assert "".join(p.text for p in pieces) == filed.article.text[block.start : block.end]
            assert all(p.text and filed.article.text[p.start :].startswith(p.text) for p in pieces)


@pytest.mark.parametrize(
    ("words", "sort", "slots"),
    [
        ("Russia", "slot", ["actor"]),
        ("attacked", "trigger", []),
        ("Kyiv", "slot", ["place"]),
        ("July 31", "slot", ["time"]),
        ("13 people", "slot", ["killed"]),
        (", killing ", "evidence", []),
    ],
)
def test_every_slot_is_marked_where_it_stands(record: Store, words: str, sort: str, slots: list[str]) -> None:
    found = view(record)
    block = found.article.blocks[1]
    (piece,) = [p for p in stretches(found.article, block, found.mentions) if p.text == words]
    assert piece.sort == sort
    assert [mark.slot for mark in piece.marks if mark.sort == "slot"] == slots
    assert bool(piece.begins) == (sort == "trigger")


def test_a_title_has_no_marks_and_overlaps_go_to_the_strongest(record: Store) -> None:
    found = view(record)
    (title,) = stretches(found.article, found.article.blocks[0], found.mentions)
    assert (title.sort, title.marks) == ("", ())
    (mention,) = found.mentions
    over = replace(mention, trigger=mention.slots["place"][0].span)  # type: ignore[union-attr]
    pieces = stretches(found.article, found.article.blocks[1], [over])
    assert [p.sort for p in pieces if p.text == "Kyiv"] == ["trigger"]


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        ("a\n\nb", "a\n\nb", ["same", "same"]),
        ("six died here today", "seven died here today", ["edited"]),
        ("a\n\ngone for good\n\nb", "a\n\nb", ["same", "gone", "same"]),
        ("a\n\nb", "a\n\nquite new words\n\nb", ["same", "new", "same"]),
        ("the first version said six dead", "nothing of it remains anywhere", ["gone", "new"]),
        (
            "one two three four\n\nx y z w",
            "fresh words entirely\n\none two five four\n\nx y z v",
            ["new", "edited", "edited"],
        ),
    ],
)
def test_versions_are_compared(old: str, new: str, changes: list[str]) -> None:
    found = compared(old, new)
    assert [p.change for p in found] == changes
    left = [[piece.text for piece in p.pieces if piece.change != "new"] for p in found if p.change != "new"]
    right = [[piece.text for piece in p.pieces if piece.change != "gone"] for p in found if p.change != "gone"]
    assert "\n\n".join("".join(p) for p in left) == old
    assert "\n\n".join("".join(p) for p in right) == new


def test_only_words_that_differ_are_told_as_changed() -> None:
    (found,) = compared("At least 6 people died in Kyiv.", "At least 31 people died in Kyiv.")
    assert [(p.change, p.text) for p in found.pieces] == [
        ("same", "At least"),
        ("gone", " 6"),
        ("new", " 31"),
        ("same", " people died in Kyiv."),
    ]


def test_versions_of_a_page_and_days_on_which_they_were_not_there(record: Store) -> None:
    first = view(record)
    fill(record, [corrected_night()], world([corrected_night()]))
    second = next(f for f in record.versions(first.filed.page) if f.version == 2).article.id
    found = queries.article_view(record, second, TODAY, first.article.id)
    assert [v.version for v in found.versions] == [1, 2]
    assert {p.change for p in found.changes} >= {"same", "gone"}
    turned = queries.article_view(record, first.article.id, TODAY, second)
    assert turned.changes == found.changes  # always from the older to the newer
    early = replace(TODAY, as_of="2025-08-01")
    assert len(queries.article_view(record, first.article.id, early).versions) == 1
    for ident, asked, against in (
        (second, early, None),
        (first.article.id, early, second),
        (first.article.id, TODAY, first.article.id),
        (first.article.id, TODAY, "zzz"),
        ("zzz", TODAY, None),
    ):
        with pytest.raises(NotFound):
            queries.article_view(record, ident, asked, against)


def test_a_mention_without_words_of_its_own_marks_its_sentence_alone(record: Store) -> None:
    (mention,) = view(record).mentions
    bare = replace(
        mention, slots={"content": (Span(mention.evidence.start, mention.evidence.end, mention.evidence.said),)}
    )
    block = view(record).article.blocks[1]
    assert {p.sort for p in stretches(view(record).article, block, [bare])} == {"evidence", "trigger"}


def test_the_crisis_is_the_one_that_these_tests_speak_of() -> None:
    assert CRISIS[2].title == "Night in Kyiv"
