"""What can go wrong, as one tree.

    VeilleError
    ├── SourceError            a page that cannot be read: what, where, remedy
    │   ├── MissingSource      no such file, or the address did not answer
    │   │   ├── Unreachable    no connection, no answer in time, or the site's own error
    │   │   ├── Gone           the site says that the page is no longer there
    │   │   ├── RateLimited    the site asks for patience: `retry_after` seconds
    │   │   └── RedirectLoop   the address leads in a circle, or too far
    │   ├── Refused            an address that may not be asked
    │   │   └── RobotsRefused  the site's robots.txt says no, or cannot be had
    │   ├── Truncated          it broke off before its end
    │   ├── NotText            empty, binary, PDF, wrong encoding
    │   ├── NotAnArticle       a login page, a menu, a page with no body
    │   ├── TooLarge           more bytes than the limit
    │   └── UnsupportedLanguage
    ├── PackError              a language pack or its model is incomplete
    │   └── ModelMissing       the parser's model is not installed
    ├── KindError              a kind's TOML breaks a rule of the ontology
    ├── GazetteerError         a gazetteer file breaks a rule
    ├── SourcesError           a list of sources breaks a rule
    ├── HarvestError           archives that cannot be read into Parquet
    ├── GoldError              a gold file cannot be used
    ├── PairError              a line of pairs cannot be coded
    ├── AlertError             a file of alert rules that cannot be used
    │   └── DeliveryError      a target did not take an alert
    └── RecordError            the record's database
        ├── NoRecord           there is none at that place
        ├── RecordTooNew       a newer version of the program made it
        ├── RecordDamaged      what it holds is not what was put in
        ├── RecordBusy         another program holds it, or the server does not answer
        ├── QueryError         a list cannot be asked for like this
        │   └── NotFound       nothing has this id
        ├── JudgementError     a judgement cannot be kept
        └── AccountError       a user, a token or an address to listen on that cannot be

Every message says what is wrong, where, and what to do about it.
"""

from __future__ import annotations


class VeilleError(Exception):
    """The root: catch this to catch everything the project raises on purpose."""

    def __init__(self, where: str, what: str, remedy: str = "") -> None:
        self.where = where
        self.what = what
        self.remedy = remedy
        super().__init__(f"{where}: {what}" + (f"; {remedy}" if remedy else ""))


class SourceError(VeilleError):
    """A source that cannot be turned into an article."""


class MissingSource(SourceError):
    """No such file, or the address did not answer."""


class Unreachable(MissingSource):
    """No connection, no answer in time, or an error of the site's own: another try may succeed."""


class Gone(MissingSource):
    """The site says that the page is no longer there (404, 410)."""


class RateLimited(MissingSource):
    """The site asks for patience: `retry_after` is in seconds."""

    def __init__(self, where: str, what: str, remedy: str = "", *, retry_after: float) -> None:
        self.retry_after = retry_after
        super().__init__(where, what, remedy)


class RedirectLoop(MissingSource):
    """The address leads in a circle, or over more addresses than the limit."""


class Refused(SourceError):
    """An address that may not be asked: not http, private, or a trick."""


class RobotsRefused(Refused):
    """The site's robots.txt says no, or cannot be had."""


class Truncated(SourceError):
    """What was sent or kept breaks off before its end."""


class NotText(SourceError):
    """Empty, binary, or in an encoding that cannot be decoded."""


class NotAnArticle(SourceError):
    """Text without the body of an article: a login page, a menu, a consent wall."""


class TooLarge(SourceError):
    """More bytes than the limit in settings."""


class UnsupportedLanguage(SourceError):
    """A language for which no pack is installed."""


class PackError(VeilleError):
    """A language pack is incomplete or contradicts itself."""


class ModelMissing(PackError):
    """The parser's model named by the pack is not installed."""


class KindError(VeilleError):
    """A kind's TOML file breaks a rule of the ontology."""


class GazetteerError(VeilleError):
    """A gazetteer file breaks a rule."""


class SourcesError(VeilleError):
    """A list of sources (TOML, OPML) breaks a rule."""


class HarvestError(VeilleError):
    """A harvest cannot be made or read."""


class GoldError(VeilleError):
    """A gold file cannot be used."""


class PairError(VeilleError):
    """A line of pairs that cannot be coded."""


class AlertError(VeilleError):
    """A file of alert rules that cannot be used."""


class DeliveryError(AlertError):
    """A target did not take an alert. `wait_seconds` is how long it asks to be left alone, `None` when it does not say."""

    def __init__(self, where: str, what: str, remedy: str = "", wait_seconds: int | None = None) -> None:
        super().__init__(where, what, remedy)
        self.wait_seconds = wait_seconds


class RecordError(VeilleError):
    """The record's database cannot do what it was asked."""


class NoRecord(RecordError):
    """No record at that place, or none that can be made there."""


class RecordTooNew(RecordError):
    """A newer version of the program made the record."""


class RecordDamaged(RecordError):
    """What the record holds is not what was put in."""


class RecordBusy(RecordError):
    """Another program holds the record, or its server does not answer."""


class QueryError(RecordError):
    """A list cannot be asked for like this: a strange cursor, a search without words."""


class NotFound(QueryError):
    """Nothing in the record has this id, or it was not known on the day asked about."""


class JudgementError(RecordError):
    """A judgement cannot be kept."""


class AccountError(RecordError):
    """A user or token that cannot be made, changed or found, or an address that needs users to be listened on."""
