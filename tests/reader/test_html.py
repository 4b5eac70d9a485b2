"""HTML pages: metadata from where it stands, blocks in order, captions, furniture kept aside. All pages are ours."""

from __future__ import annotations

import pytest

from veille.errors import NotAnArticle, NotText, SourceError, UnsupportedLanguage
from veille.reader import read_article

P1 = "The two governments signed a truce on Tuesday after nine hours of talks in the border town."
P2 = "Under its terms, each army will pull its heavy guns back by twenty kilometres within a week."
P3 = "A spokeswoman for the mediators said that observers would be in place before the month was out."

FULL = f"""<!DOCTYPE html><html lang="en"><head><title>Truce signed at the border | The Border Post</title>
<link rel="canonical" href="https://www.borderpost.example/2016/05/03/truce">
<meta property="og:site_name" content="The Border Post"><meta property="article:tag" content="truce">
<script type="application/ld+json">{{"@graph":[{{"@type":"NewsArticle","headline":"Truce signed at the border",
"description":"Mediators praise both sides.","author":[{{"@type":"Person","name":"Ann Lee"}},{{"@type":"Person","name":"Tom Ray"}}],
"datePublished":"2016-05-03T14:30:00+02:00","dateModified":"2016-05-04","articleSection":"World"}}]}}</script></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav>
<article><h1>Truce signed at the border</h1><p class="deck">Mediators praise both sides.</p>
<p>{P1}</p><figure><img src="a.jpg"><figcaption>Guns on the ridge above the town.</figcaption></figure>
<h2>What was agreed</h2><p>{P2}</p><p>{P3}</p><p>Read more: The last truce</p></article>
<aside><h3>Most read</h3><p>Floods kill six in the hills.</p></aside>
<footer><p>© 2024 The Border Post. All rights reserved.</p></footer></body></html>"""


def test_a_full_page() -> None:
    article = read_article(FULL.encode(), source="page.html")
    assert article.title == "Truce signed at the border"
    assert article.byline == ("Ann Lee", "Tom Ray")
    assert (article.published.value, article.published.source) == ("2016-05-03T14:30+02:00", "json-ld")
    assert article.modified.value == "2016-05-04"
    assert (article.site, article.section, article.tags) == ("The Border Post", "World", ("truce",))
    assert article.url == "https://www.borderpost.example/2016/05/03/truce"
    assert article.deck == "Mediators praise both sides."
    assert [(b.kind, article.text[b.start : b.end]) for b in article.blocks] == [
        ("title", "Truce signed at the border"),
        ("deck", "Mediators praise both sides."),
        ("paragraph", P1),
        ("caption", "Guns on the ridge above the town."),
        ("heading", "What was agreed"),
        ("paragraph", P2),
        ("paragraph", P3),
    ]
    kept = [f.text for f in article.furniture]
    assert "Read more: The last truce" in kept
    assert "Floods kill six in the hills." in kept
    assert "© 2024 The Border Post. All rights reserved." in kept


def page(body: str, head: str = "", lang: str = "en") -> str:
    return f"<!DOCTYPE html><html lang='{lang}'><head>{head}</head><body>{body}</body></html>"


ARTICLE = f"<article><h1>Truce signed at the border</h1><p>{P1}</p><p>{P2}</p><p>{P3}</p></article>"

DATES = [
    ("<meta property='article:published_time' content='2016-05-03'>", "", ("2016-05-03", "meta")),
    ("", "<p><time datetime='2016-05-03T10:00'>3 May</time></p>", ("2016-05-03T10:00", "text")),
    ("", "<p class='pub-date'>Published 3 May 2016</p>", ("2016-05-03", "text")),
    ("<link rel='canonical' href='https://a.example/2016/05/03/x'>", "", ("2016-05-03", "url")),
    # must not
    ("", "<footer><p>Copyright 2024</p></footer>", None),
    ("", "<aside><time datetime='2016-05-03'>3 May</time></aside>", None),
    ("<meta name='date' content='yesterday'>", "", None),
    ("<link rel='canonical' href='https://a.example/2016/13/45/x'>", "", None),
]


@pytest.mark.parametrize(("head", "extra", "expected"), DATES)
def test_dates(head: str, extra: str, expected: tuple[str, str] | None) -> None:
    found = read_article(page(ARTICLE + extra, head), source="p").published
    assert (found and (found.value, found.source)) == expected


def test_an_amp_page() -> None:
    amp = page(
        f"<amp-sidebar><ul><li>Home</li></ul></amp-sidebar><main><h1>Truce signed at the border</h1><amp-ad></amp-ad><p>{P1}</p><p>{P2}</p></main>"
    ).replace("<html", "<html amp")
    article = read_article(amp, source="p")
    assert [b.kind for b in article.blocks] == ["title", "paragraph", "paragraph"]


def test_a_page_without_metadata() -> None:
    article = read_article(page(f"<h1>Truce signed at the border</h1><p>{P1}</p><p>{P2}</p>"), source="p")
    assert article.title == "Truce signed at the border"
    assert (article.published, article.byline, article.site) == (None, (), None)


def test_broken_json_ld_is_passed_over() -> None:
    article = read_article(page(ARTICLE, "<script type='application/ld+json'>{broken</script>"), source="p")
    assert article.title == "Truce signed at the border"


LOGIN = page("<h1>Sign in</h1><form><label>Email address</label><label>Password</label><a>Forgot password?</a></form>")

BAD = [
    (b"", NotText, "empty"),
    (b"  \n ", NotText, "empty"),
    (b"%PDF-1.7 ...", NotText, "PDF"),
    (b"PK\x03\x04rest", NotText, "ZIP"),
    (b"abc\x00\x01\x02", NotText, "binary"),
    ("L'armée a bombardé la ville.".encode("cp1252"), NotText, "utf-8"),
    (b"<html><head><meta charset='klingon'></head><p>\xe9</p>", NotText, "klingon"),
    (LOGIN.encode(), NotAnArticle, "login"),
    (b"Home\nMenu\nContact\n", NotAnArticle, "no body"),
    (b"<html><body><nav>Home</nav></body></html>", NotAnArticle, "no body"),
    (b"Subscribe to continue reading\nAlready a subscriber? Sign in", NotAnArticle, ""),
    ("Il governo ha annunciato martedì la firma di una tregua con i ribelli, dopo nove ore di colloqui nella città di confine. " * 4, UnsupportedLanguage, "'it'"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "error", "said"), BAD)
def test_what_is_no_article_is_refused(content: bytes | str, error: type[SourceError], said: str) -> None:
    with pytest.raises(error) as raised:
        read_article(content if isinstance(content, bytes) else content.encode(), source="some/page")
    assert str(raised.value).startswith("some/page: ")
    assert said in str(raised.value)
    assert raised.value.remedy


def test_a_declared_encoding_is_used() -> None:
    text = page(
        f"<h1>Trêve</h1><p>{'Les deux gouvernements ont signé une trêve à la frontière. ' * 4}</p>",
        "<meta charset='iso-8859-1'>",
        "fr",
    )
    assert "signé une trêve" in read_article(text.encode("latin-1"), source="p").text


def test_marks_and_hidden_signs() -> None:
    text = "\ufeffLe cessez-le-\u00adfeu a \u00ab\u00a0tenu\u00a0\u00bb jusqu\u2019a\u0300 l\u2019aube, selon l\u2019arm\u0065\u0301e\u200b de terre du pays."
    article = read_article(text.encode(), source="p", language="fr")
    assert article.text == "Le cessez-le-feu a « tenu » jusqu’à l’aube, selon l’armée de terre du pays."


@pytest.mark.parametrize(
    ("value", "expected"), [("2025-08-06", ("2025-08-06", "day")), ("2025-08-06T14:30", ("2025-08-06T14:30", "minute"))]
)
def test_a_given_date_goes_first(value: str, expected: tuple[str, str]) -> None:
    found = read_article(FULL, source="p", published=value).published
    assert (found.value, found.precision, found.source) == (*expected, "option")


@pytest.mark.parametrize("value", ["yesterday", "2025-13-01", "06/08/2025", "2025"])
def test_a_given_date_that_is_none(value: str) -> None:
    with pytest.raises(SourceError, match="not a date"):
        read_article(FULL, source="p", published=value)
