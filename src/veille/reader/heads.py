"""The lines around a title: byline, dates, tags, section, credit."""

from __future__ import annotations

import re
from dataclasses import dataclass

from veille.model import Dated
from veille.reader.dates import date_of_text
from veille.reader.furniture import listed, simple
from veille.reader.page import Page

_NAME = re.compile(r"^[\w’'.-]+(?: [\w’'.-]+){0,4}$")
_SITE = re.compile(
    r"\b((?:[a-z0-9-]+\.)+(?:com|org|net|fr|info|eu|be|ch|ca|uk|io|news|int|co\.uk|africa|africa\.com|[a-z]{2}))\b",
    re.I,
)
_MARK = re.compile(r"\s*[|•·–—]\s*|\s-\s|\s*\(\s*|\s*\)\s*")
_DIGIT = re.compile(r"\d")
#: a paper's or a dateline's name before the date: "The Daily Echo, 2 May 2003", "KYIV, May 2, 2022 (Agency) -"
_IMPRINT = re.compile(r"^(?:The [A-Z][\w ]{2,30}|[A-Z][A-Z/ .'-]{2,40}), [^,]{3,20}(?:, )?\d{4}\b[^.]{0,20}$")
#: "Port-au-Prince, le 12 mars 2024", "New York, May 2, 2022": a place, a full date and nothing else
_PLACED = re.compile(
    r"^[A-ZÀ-Ý][\w'’ .-]{1,40}, (?:le |on )?(?:[^\W\d]{3,9},? )?(?:\d{1,2}(?:er)? [^\W\d]{3,9}|[A-Z][a-z]{2,8}\.? \d{1,2},?) \d{4}\.?$"
)
_CREDIT_TAIL = re.compile(
    r"[(\[/|–—-]\s*(?:photo|image|crédit|credit|©|file|archives?)?[^()\[\]/|]{0,40}[)\]]?$|©.{2,50}$", re.I
)


@dataclass(slots=True)
class HeadLine:
    """What one line of an article's head says."""

    byline: tuple[str, ...] = ()
    published: Dated | None = None
    modified: Dated | None = None
    tags: tuple[str, ...] = ()
    credit: str | None = None
    is_caption: bool = False

    @property
    def signs(self) -> bool:
        """Whether it is a byline or a date."""
        return bool(self.byline or self.published or self.modified)

    @property
    def sure(self) -> bool:
        """Whether it is anything at all."""
        return self.signs or bool(self.tags) or self.is_caption

    def tells_all(self, line: str) -> bool:
        """Whether the line says nothing beyond its names or tags: it need not be kept beside them."""
        told = {word for said in (*self.byline, *self.tags) for word in said.lower().split()}
        labels = {word for table in ("byline", "tags") for start in listed(table, "starts") for word in start.split()}
        words = set(re.findall(r"[\w’'.-]+", line.lower()))
        return bool(told) and not words - told - labels - {"and", "et"}

    def take(self, page: Page) -> bool:
        """Put what it says into the page, where nothing stands yet; whether it said anything."""
        page.byline = page.byline or list(self.byline)
        page.published = page.published or self.published
        page.modified = page.modified or self.modified
        page.tags = page.tags or list(self.tags)
        page.credit = page.credit or self.credit
        return self.sure


def read_head_line(line: str) -> HeadLine:
    """Read a line of an article's head; an empty `HeadLine` when it is none of these."""
    credit = _credit(line)
    if credit is not None:
        return credit
    tags = _tags(line)
    if tags:
        return HeadLine(tags=tags)
    byline = _byline(line)
    published, modified = _dates(line, bool(byline))
    return HeadLine(byline=byline, published=published, modified=modified)


def _byline(line: str) -> tuple[str, ...]:
    """Names behind "By" or "Par": "By Ann Lee and Tom Ray in Kyiv | 3 May 2022"."""
    start = next((s for s in listed("byline", "starts") if _begins(line, s)), None)
    if start is None or len(line) > 140 or (line.rstrip().endswith((".", "!", "?")) and len(line.split()) > 9):
        return ()
    said = _MARK.split(line[len(start) :].strip(" :"))[0]
    said = re.split(r",? (?:with|avec) ", said)[0]
    for join in (*listed("byline", "joins"),):
        said = said.replace(join, "\n")
    names = [n for n in (_name(part) for part in said.split("\n")) if n]
    return tuple(names[:6]) if names and _is_name(said.split("\n")[0]) else ()


def _begins(line: str, start: str) -> bool:
    low = simple(line)
    return low.startswith(start) and (start.endswith(":") or low[len(start) : len(start) + 1] in (" ", ":"))


def _name(part: str) -> str | None:
    """The name in a part of a byline, without what follows it ("in Kyiv", "Diplomatic correspondent")."""
    words = part.strip(" .:*").split()
    stops = {word for word in listed("byline", "with") if word.isalpha()}
    kept: list[str] = []
    for word in words:
        if kept and (word.lower() in stops or _DIGIT.search(word)):
            break
        kept.append(word)
    name = " ".join(kept)
    roles = ("correspondent", "editor", "reporter", "writer", "correspondant", "envoyé", "journaliste", "editorial")
    if not name or _DIGIT.search(name) or any(role in name.lower() for role in roles):
        return None
    return name if _NAME.match(name) and len(name) > 1 else None


def _is_name(part: str) -> bool:
    """A first byline is a name: capitalised, or a single user name ("by charles")."""
    words = part.split()
    if not words or _name(part) is None:
        return False
    return words[0][:1].isupper() or len(words) == 1 or simple(part) in listed("byline", "agencies")


def _dates(line: str, signed: bool) -> tuple[Dated | None, Dated | None]:
    """Publication and change that the line tells; a headline that holds a date tells none."""
    if len(line) > 160 or not _DIGIT.search(line):
        return None, None
    low = simple(line)
    changed = next((low.find(word) for word in listed("dates", "modified") if _at_word(low, word)), -1)
    parts = (line[:changed], line[changed:]) if changed > 0 else ("", line) if changed == 0 else (line, "")
    published = date_of_text(parts[0]) if _is_date_line(parts[0], signed) else None
    modified = date_of_text(parts[1], "text") if parts[1] and _is_date_line(parts[1], signed) else None
    return published, modified


def _at_word(low: str, word: str) -> bool:
    return re.search(rf"(?:^|[\s|(•·,–—-]){re.escape(word)}\b", low) is not None


def _is_date_line(line: str, signed: bool) -> bool:
    """Whether little but the date stands there, or the line says that it is the date."""
    low = simple(line)
    if not low:
        return False
    if signed or any(low.startswith(word) for word in (*listed("dates", "published"), *listed("dates", "modified"))):
        return len(low.split()) <= 22
    if "copyright" in low or "©" in low:
        return False
    words = [w for w in re.findall(r"[^\W\d_]+", low) if w not in _calendar() and w not in listed("dates", "filler")]
    if _PLACED.match(line.strip()):
        return True
    if _IMPRINT.match(line) and len(words) <= 6 and len(low.split()) <= 10:
        return True
    return len(words) <= 2 and len(low.split()) <= 12


def _calendar() -> frozenset[str]:
    from veille.lang.pack import languages, load_pack

    tables = [load_pack(code)["times"] for code in languages()]
    return frozenset(word for table in tables for name in ("months", "weekdays") for word in table[name])


def _tags(line: str) -> tuple[str, ...]:
    """Tags behind their label, or a list of short names: "Russia, Ukraine, sanctions"."""
    label = next((s for s in listed("tags", "starts") if re.match(rf"{re.escape(s)}\s*:", simple(line))), None)
    said = line.partition(":")[2] if label else line
    parts = [part.strip(" #.") for part in re.split(r"[,;|]| #", said)]
    parts = [part for part in parts if part]
    if label:
        return tuple(parts)
    short = all(len(part.split()) <= 4 for part in parts)
    plain = not re.search(r"[.!?:«»\"“”]", line)
    named = sum(part[0].isupper() for part in parts) * 2 >= len(parts)
    several = len(parts) >= 3 and "," in line and parts[0][0].isupper()
    joined = re.search(r"\s(?:et|and|ou|or)\s", line) is not None
    return tuple(parts) if several and short and plain and named and not joined and not _DIGIT.search(line) else ()


def _credit(line: str) -> HeadLine | None:
    """A picture's credit, with or without its caption."""
    low = simple(line)
    start = next((s for s in listed("credit", "starts") if re.match(rf"{re.escape(s)}s?\s*[:©/|-]", low)), None)
    holds = any(word in low for word in listed("credit", "contains"))
    tail = _CREDIT_TAIL.search(line)
    if len(line) > 320 or not (
        start or (holds and tail and any(w in tail.group().lower() for w in listed("credit", "contains")))
    ):
        return None
    if re.match(r"(?:by|par)\s", low) or _dates_only(line):
        return None
    return HeadLine(credit=line if len(line) <= 60 else (tail.group() if tail else line), is_caption=True)


def _dates_only(line: str) -> bool:
    """A dateline "(Reuters) - ..." opens a sentence of news and is no credit."""
    return bool(re.match(r"^[A-ZÉÈÀ' ,-]{3,40}[,(].{0,30}\)\s*[-–—]", line))


def site_of(lines: list[str]) -> str | None:
    """The site's domain in its copyright line."""
    for line in lines:
        found = _SITE.search(line)
        if found:
            return found[1].lower()
    return None
