"""Source files as people write them, and the lists of feed readers."""

from __future__ import annotations

from pathlib import Path

import pytest

from veille.acquire.opml import opml_bytes, read_opml
from veille.acquire.source import Politeness, Source, load_sources, parse_sources
from veille.errors import SourcesError

WHOLE = """
[[source]]
name = "The Harbour Post"
url = "https://post.example/rss"
kind = "feed"
language = "en"
licence = "CC BY 4.0"
per_day = 40
politeness = {delay_seconds = 2.5}

# a folder
[[source]]
name = "Saved"
url = "saved/"
"""


def test_sources(tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_text(WHOLE, "utf-8")
    assert load_sources(tmp_path / "sources.toml") == (
        Source("The Harbour Post", "https://post.example/rss", "feed", "en", "CC BY 4.0", 40.0, Politeness(2.5)),
        Source("Saved", "saved/"),
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no sources"),
        ("[[source]\n", "line 1"),
        ("source = 7", "no sources"),
        ("[sources]\nname = 'x'", "unknown key 'sources'"),
        ("\n[[source]]\nname = 'x'", "line 2, source 'x': url is missing"),
        ("[[source]]\nurl = 'x'", "line 1: name is missing"),
        ("[[source]]\nname = 'x'\nurl = 7", "url = 7 is no text"),
        ("[[source]]\nname = ' '\nurl = 'x'", "name = ' ' is no text"),
        ("[[source]]\nname = 'x'\nurl = 'x'\nkind = 'rss'", "kind = 'rss' is none; one of auto, feed"),
        ("[[source]]\nname = 'x'\nurl = 'x'\nlang = 'fr'", "unknown key 'lang'; one of name, url"),
        ("[[source]]\nname = 'x'\nurl = 'x'\nlanguage = 'French'", "no code; write two letters"),
        ("[[source]]\nname = 'x'\nurl = 'x'\nper_day = 'many'", "per_day = 'many' is no number"),
        ("[[source]]\nname = 'x'\nurl = 'x'\nper_day = -1", "no number from 0 up"),
        ("[[source]]\nname = 'x'\nurl = 'x'\nper_day = true", "no number"),
        ("[[source]]\nname = 'x'\nurl = 'x'\nper_day = nan", "no number"),
        ("[[source]]\nname = 'x'\nurl = 'x'\npoliteness = {pause = 1}", "politeness is not understood"),
        ("[[source]]\nname = 'x'\nurl = 'x'\npoliteness = 1", "politeness is not understood"),
        (
            "[[source]]\nname = 'x'\nurl = 'y'\n\n[[source]]\nname = 'x'\nurl = 'z'",
            "line 5: name 'x' stands there twice",
        ),
        ("[[source]]\nname = 'x'\nurl = 'y'\n[[source]]\nname = 'z'\nurl = 'y'", "url 'y' stands there twice"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(text: str, said: str) -> None:
    with pytest.raises(SourcesError) as told:
        parse_sources(text, where="sources.toml")
    assert said in str(told.value)
    assert str(told.value).startswith("sources.toml: ")


def test_a_file_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "latin.toml").write_bytes(b"# \xe9")
    for name, said in (("none.toml", "cannot be read"), ("latin.toml", "not UTF-8")):
        with pytest.raises(SourcesError, match=said):
            load_sources(tmp_path / name)


def test_opml_goes_out_and_comes_back() -> None:
    sources = (
        Source("Été & <co>", "https://a.example/rss", "feed", "fr"),
        Source("B", "https://b.example/atom", "feed"),
    )
    assert read_opml(opml_bytes((*sources, Source("Saved", "saved/"))), where="x") == sources


def test_opml_of_other_programs() -> None:
    content = b"""<opml version="1.0"><body><outline text="News"><outline text=" A
      paper " xmlUrl="https://a.example/rss" language="fr-FR"/><outline text="A paper" xmlUrl="https://a.example/2"/>
      <outline text="again" xmlUrl="https://a.example/rss"/></outline><outline text="x" xmlUrl="javascript:x"/></body></opml>"""
    assert read_opml(content, where="x") == (
        Source("A paper", "https://a.example/rss", "feed", "fr"),
        Source("A paper (https://a.example/2)", "https://a.example/2", "feed"),
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "not XML"),
        (b"<opml><body>", "not XML"),
        (b"<html/>", "not OPML"),
        (b"<opml><body><outline text='x'/></body></opml>", "no feeds"),
        (
            b"<!DOCTYPE o [<!ENTITY f SYSTEM 'file:///etc/passwd'>]><opml><outline xmlUrl='&f;'/></opml>",
            "no feeds|not XML",
        ),
    ],
)
def test_opml_that_is_none(content: bytes, said: str) -> None:
    with pytest.raises(SourcesError, match=said):
        read_opml(content, where="x")
