"""Scraped plain text to a page: which lines are the article, and which are the site around it.

The lines become units (a paragraph, a heading, a button); the prose among them is found first, and every other unit is judged by
its words and by where it stands: before the prose (title, byline, date, tags, deck), within it (headings, captions), behind it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from veille.model import BlockKind, Furniture
from veille.reader.cleaning import cleaned, lines_of, same
from veille.reader.furniture import furniture_kind, listed, opens_list, simple
from veille.reader.heads import HeadLine, read_head_line, site_of
from veille.reader.page import Page

_TERMINAL = re.compile(r"[.!?…][)\]\"'”’»«\s]*$|[:;]$")
_FULL_STOP = re.compile(r"[.…!][)\]\"'”’»«\s]*$")
_BULLET = re.compile(r"^(?:[-–—*•▪◦‣·]|\d{1,2}[.)])\s+")
_STAMP = re.compile(
    r"^(?:\d{1,2}\s?[:hH.]\s?\d{2}|\d{1,2}\s?h)(?:\s?(?:[ap]\.?m\.?|gmt|utc|cet|bst|est))*\s*[-–—:|]?$", re.I
)
_WRAP = (50, 100)


@dataclass(slots=True)
class Unit:
    """One line or paragraph of the page.

    `kind`, once it is judged, is a block's kind, "furniture:..." or "told" (all that it says is in the page's metadata).
    """

    text: str
    prose: bool = False
    kind: str = ""
    head: HeadLine = field(default_factory=HeadLine)

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(self.text.split())

    @property
    def open(self) -> bool:
        """Whether nobody has judged it yet."""
        return not self.kind


def read_plain_text(text: str) -> Page:
    """The parts of a scraped page. Never raises: a text without prose gives a page without paragraphs."""
    units = [Unit(line) for line in _units(text)]
    for unit in units:
        unit.prose = is_prose(unit.text)
    page = Page()
    _mark_furniture(units)
    _mark_lists(units)
    title = _mark_title(units, page)
    _mark_head(units, title, page)
    _mark_body(units)
    _mark_tail(units)
    _gather(units, page)
    return page


def is_prose(line: str) -> bool:
    """Whether the line is running text: a long one, or a sentence that ends as sentences do.

    >>> is_prose("Les pourparlers ont repris lundi à Genève."), is_prose("Talks resume in Geneva")
    (True, False)
    """
    if furniture_kind(line):
        return False
    words = len(line.split())
    if len(line) >= 60 and _TERMINAL.search(line):
        return words >= 6
    return len(line) >= 180 or (words >= 4 and bool(_FULL_STOP.search(line)) and not _STAMP.match(line))


# -- lines to units ------------------------------------------------------------


def _units(text: str) -> list[str]:
    """The lines of the page, hard-wrapped paragraphs joined again."""
    out: list[str] = []
    group: list[str] = []
    for line in [*lines_of(text), ""]:
        if line:
            group.append(line)
        else:
            out += _unwrapped(group)
            group = []
    return out


def _unwrapped(group: list[str]) -> list[str]:
    if _is_wrapped(group):
        return [" ".join(group)]
    out: list[str] = []
    for line in group:
        if out and len(out[-1]) >= 40 and not _TERMINAL.search(out[-1]) and line[0].islower():
            out[-1] = f"{out[-1]} {line}"
        else:
            out.append(line)
    return out


def _is_wrapped(group: list[str]) -> bool:
    """Whether lines of nearly one length are one paragraph that was broken to fit a page."""
    if len(group) < 2:
        return False
    body, longest = group[:-1], max(len(line) for line in group)
    if not _WRAP[0] <= longest <= _WRAP[1] or any(_BULLET.match(line) for line in group[1:]):
        return False
    if min(len(line) for line in body) < longest - 22:
        return False
    if any(read_head_line(line).sure for line in group[1:]):  # a date under the title
        return False
    unfinished = sum(not _FULL_STOP.search(line) for line in body)
    return unfinished * 3 >= 2 * len(body) and not any(furniture_kind(line) for line in group)


# -- furniture -----------------------------------------------------------------


def _mark_furniture(units: list[Unit]) -> None:
    for unit in units:
        kind = furniture_kind(unit.text)
        if kind:
            unit.kind, unit.prose = f"furniture:{kind}", False
        elif _STAMP.match(unit.text):
            unit.kind = "furniture:other"


def _mark_lists(units: list[Unit]) -> None:
    """Swallow what stands under "You may also like" (up to the next prose) and under "Comments" (up to the end)."""
    total = sum(len(u.text) for u in units if u.prose)
    before = 0
    for i, unit in enumerate(units):
        before += len(unit.text) if unit.prose else 0
        kind = opens_list(unit.text) if unit.kind.startswith("furniture:") else None
        if kind is None:
            continue
        ends = before > 0 and before >= 0.6 * total
        for other in units[i + 1 :]:
            if other.kind == "furniture:copyright" or (other.prose and not ends):
                break
            if other.open and (ends or kind == "related"):
                other.kind, other.prose = f"furniture:{kind}", False


# -- title ---------------------------------------------------------------------


def _mark_title(units: list[Unit], page: Page) -> int:
    """Mark the title, its doubles and the menu before it; return its index, or -1."""
    first = _first_prose(units)
    lines = [i for i in range(first) if units[i].open or units[i].kind == "furniture:menu"]
    found = _labelled(units, lines, page)
    if found < 0:
        found = _doubled(units, lines, page)
    for words in (4, 2):  # "Qatar quits OPEC" is a headline where nothing longer stands
        if found < 0:
            found = next((i for i in lines if units[i].open and _is_headline(units[i], words)), -1)
    if found >= 0:
        units[found].kind = "title"
        page.title = page.title or units[found].text.lstrip("# ")
        units[found].text = page.title
        _mark_repeats(units, found, page)
    return found


def _first_prose(units: list[Unit]) -> int:
    return next((i for i, u in enumerate(units) if u.prose), len(units))


def _is_headline(unit: Unit, words: int) -> bool:
    return unit.words >= words and not read_head_line(unit.text).sure


def _labelled(units: list[Unit], lines: list[int], page: Page) -> int:
    """A line "Title: ..." or "# ..."."""
    for i in lines:
        label, colon, rest = units[i].text.partition(":")
        if colon and simple(label) in listed("labels", "title") and rest.strip():
            page.title = rest.strip()
            return i
        if units[i].text.startswith("# "):
            return i
    return -1


def _doubled(units: list[Unit], lines: list[int], page: Page) -> int:
    """The headline that stands twice: alone, and again behind a breadcrumb or before the site's name."""
    for j in lines:
        said = same(units[j].text)
        if units[j].words < 4 or not units[j].open:
            continue
        for i in lines:
            other = same(units[i].text)
            if i >= j or said not in other:
                continue
            if other == said or other.endswith(f" {said}") or other.startswith(f"{said} "):
                _split_breadcrumb(units, i, units[j].text, page)
                return j
    return -1


def _split_breadcrumb(units: list[Unit], i: int, title: str, page: Page) -> None:
    """Take the title out of "Home News Title" or "Title - Site": what is left is furniture, and names section or site."""
    line = units[i].text
    at = line.find(title)
    left, right = (line[:at], line[at + len(title) :]) if at >= 0 else ("", "")
    if left.strip():
        section = _last_section(left)
        page.section = page.section or section
        units[i].text, units[i].kind = left.strip(), "furniture:menu"
    elif right.strip():
        site = right.strip(" -–—|·•:»›")
        page.site = page.site or (site if 0 < len(site.split()) <= 5 else None)
        units[i].kind = "furniture:duplicate"
    else:
        units[i].kind = "furniture:duplicate"


def _last_section(crumbs: str) -> str | None:
    """The last step of a breadcrumb that is no "Home": the section."""
    parts = [part.strip() for part in re.split(r"[>»›/|]", crumbs) if part.strip()]
    if len(parts) == 1:
        words = parts[0].split()
        parts = words if furniture_kind(words[0]) == "menu" else parts
        parts = [parts[0], " ".join(parts[1:])] if len(parts) > 1 else parts
    named = [part for part in parts if furniture_kind(part) != "menu"]
    return named[-1] if named else None


def _mark_repeats(units: list[Unit], title: int, page: Page) -> None:
    said = same(units[title].text)
    for i, unit in enumerate(units):
        if i != title and unit.open and not unit.prose and same(unit.text) == said:
            unit.kind = "furniture:duplicate"


# -- the head of the article ---------------------------------------------------


def _mark_head(units: list[Unit], title: int, page: Page) -> None:
    """Read what stands around the title, down to the first paragraph: byline, dates, tags, section, kicker, deck."""
    first = _body_start(units, title)
    for i, unit in enumerate(units):
        if not unit.open or (unit.prose and i >= first):
            continue
        unit.head = read_head_line(unit.text)
        near = i < first or unit.head.sure
        if near and not unit.prose and unit.head.take(page):
            unit.kind = "" if unit.head.is_caption else "told" if unit.head.tells_all(unit.text) else "furniture:other"
    _mark_menus(units, first)
    rest = [i for i in range(first) if units[i].open]
    above = [i for i in rest if i < title]
    below = [i for i in rest if i > title]
    for i in above:
        _mark_above(units[i], page, last=i == above[-1])
    if title < 0:
        return
    kickers = [i for i in below if _is_kicker(units[i]) and not units[i].prose]
    if kickers and page.kicker is None:
        _kick(units[kickers[0]], page)
    below = [i for i in below if units[i].open]
    if below and (units[below[-1]].words >= 5 or units[below[-1]].prose):
        units[below[-1]].kind, page.deck = "deck", units[below[-1]].text
    for i in below:
        if units[i].open:
            units[i].kind = "furniture:other"


def _body_start(units: list[Unit], title: int) -> int:
    """Index of the first paragraph: a sentence between title and byline or date is the deck, not yet the body."""
    first = _first_prose(units)
    if title < 0 or first >= len(units) or first < title:
        return first
    for j in range(first + 1, min(first + 5, len(units))):
        if units[j].prose:
            return first
        if units[j].open and read_head_line(units[j].text).signs:
            return next((k for k in range(j, len(units)) if units[k].prose), len(units))
    return first


def _mark_menus(units: list[Unit], first: int) -> None:
    """Three short lines or more in a row before the article are a menu."""
    run: list[Unit] = []
    for unit in [*units[:first], Unit("", kind="end")]:
        if unit.kind == "furniture:menu" or (unit.open and unit.words <= 3 and not unit.head.sure):
            run.append(unit)
            continue
        if len(run) >= 3:
            for item in run:
                item.kind = "furniture:menu"
        run = []


def _mark_above(unit: Unit, page: Page, *, last: bool) -> None:
    """A line over the title: the section, or the kicker when it stands just above."""
    if simple(unit.text) in listed("sections", "words"):
        page.section = page.section or unit.text
        unit.kind = "furniture:menu"
    elif last and page.kicker is None and unit.words <= 8 and not unit.prose:
        _kick(unit, page)
    else:
        unit.kind = "furniture:other"


def _is_kicker(unit: Unit) -> bool:
    """Whether the line opens with the name of a section and a colon: "World news: ..."."""
    before, colon, rest = unit.text.partition(":")
    words = simple(before).split()
    return bool(colon and rest.strip()) and 0 < len(words) <= 4 and words[0] in listed("sections", "words")


def _kick(unit: Unit, page: Page) -> None:
    unit.kind, page.kicker = "kicker", unit.text


# -- body and tail -------------------------------------------------------------


def _mark_body(units: list[Unit]) -> None:
    """Paragraphs, lists, headings and captions between the first and the last prose."""
    prose = [i for i, u in enumerate(units) if u.prose and u.open]
    if not prose:
        return
    for i in range(prose[0], prose[-1] + 1):
        unit = units[i]
        if not unit.open:
            continue
        if unit.head.is_caption or (not unit.prose and read_head_line(unit.text).is_caption):
            unit.kind = "caption"
        elif _BULLET.match(unit.text) and not unit.text.startswith(("–", "—")):
            unit.kind, unit.text = "list", cleaned(_BULLET.sub("", unit.text))
        elif unit.prose:
            unit.kind = "quote" if unit.text.startswith("> ") else "paragraph"
            unit.text = unit.text.removeprefix("> ")
        elif unit.words <= 16:
            unit.kind, unit.text = "heading", unit.text.lstrip("# ") or unit.text
        else:
            unit.kind = "paragraph"


def _mark_tail(units: list[Unit]) -> None:
    """Behind the last paragraph: captions of pictures, and the rest of the site."""
    prose = [i for i, u in enumerate(units) if u.kind in ("paragraph", "quote", "list")]
    if not prose:
        for unit in units:
            unit.kind = unit.kind or "furniture:other"
        return
    captions = True
    for i in range(prose[-1] + 1, len(units)):
        unit = units[i]
        if unit.kind.startswith("furniture:"):
            captions = captions and unit.kind not in ("furniture:related", "furniture:comments", "furniture:copyright")
        elif unit.open:
            aside = unit.text.startswith(("(", "["))  # "(Reporting by ...)"
            unit.kind = "caption" if captions and unit.words >= 4 and not aside else "furniture:other"
    for unit in units:
        unit.kind = unit.kind or "furniture:other"


def _gather(units: list[Unit], page: Page) -> None:
    for unit in units:
        if unit.kind.startswith("furniture:"):
            page.furniture.append(Furniture(unit.kind.partition(":")[2], unit.text))
        elif unit.kind != "told":
            page.blocks.append((_block(unit.kind), unit.text))
    page.site = page.site or site_of([f.text for f in page.furniture if f.kind == "copyright"])


def _block(kind: str) -> BlockKind:
    kinds: dict[str, BlockKind] = {
        "title": "title", "deck": "deck", "kicker": "kicker", "heading": "heading", "quote": "quote", "list": "list", "caption": "caption",
    }  # fmt: skip
    return kinds.get(kind, "paragraph")
