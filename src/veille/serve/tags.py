"""Tags of answers (ETag), and whether whoever asks has the answer already."""

from __future__ import annotations


def is_known(said: str | None, tag: str) -> bool:
    """Whether a header If-None-Match has the tag; weak tags are compared as strong ones (RFC 9110, 13.1.2).

    >>> is_known('W/"a", "b"', '"a"'), is_known("*", '"a"'), is_known('"b"', '"a"'), is_known(None, '"a"')
    (True, True, False, False)
    """
    tags = [one.strip().removeprefix("W/") for one in (said or "").split(",")]
    return tag in tags or tags == ["*"]
