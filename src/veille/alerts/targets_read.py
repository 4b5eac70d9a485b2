"""Targets as a file of rules describes them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import get_args

from veille.acquire.address import parsed_url
from veille.alerts.taking import Table
from veille.alerts.targets import Feed, Hook, Lines, Mail, Secret, Security, Target
from veille.errors import Refused


def read_target(name: str, table: Table, folder: Path) -> Target:
    """The target of a table. Raises AlertError with the key that is wrong."""
    made = _SORTS[table.choice("type", tuple(_SORTS), "")](name, table, folder)
    table.done()
    return made


def _mail(name: str, table: Table, _: Path) -> Mail:
    security: Security = table.choice("security", get_args(Security), "starttls")  # type: ignore[assignment]
    user = table.text("user", None) or ""
    to = table.texts("to")
    if not to:
        table.wrong("to", "nobody to write to", 'write to = ["desk@newsroom.example"]')
    return Mail(
        name=name,
        host=table.need("host"),
        sender=table.need("from"),
        to=to,
        port=table.number("port", 465 if security == "tls" else 587, 1, 65535),
        security=security,
        user=user,
        password=_secret(table, "password", needed=bool(user)),
    )


def _hook(name: str, table: Table, _: Path) -> Hook:
    url, private = table.need("url"), table.flag("private")
    try:
        scheme = parsed_url(url).scheme
    except Refused as error:
        table.wrong(
            "url", error.what, "write it as https://hooks.example/veille; secrets go into secret_env or secret_file"
        )
    if scheme == "http" and not private:
        table.wrong(
            "url", f"{url!r} is not https", "alerts leave this network over https only; private = true is for within"
        )
    secret = _secret(table, "secret", needed=True)
    assert secret is not None
    return Hook(name, url, secret, private)


def _feed(name: str, table: Table, folder: Path) -> Feed:
    return Feed(name, folder / table.need("path"), table.text("title", "Veille") or "Veille")


def _lines(name: str, table: Table, folder: Path) -> Lines:
    return Lines(name, folder / table.need("path"))


def _secret(table: Table, key: str, *, needed: bool) -> Secret | None:
    if key in table:
        table.wrong(key, "a secret in the rules", f"write {key}_env (a variable's name) or {key}_file (a path) instead")
    variable, file = table.text(f"{key}_env", None), table.text(f"{key}_file", None)
    if needed and bool(variable) == bool(file):
        table.wrong(f"{key}_env", "missing, or there twice", f"write either {key}_env or {key}_file")
    return Secret(variable or "", file or "") if variable or file else None


_SORTS: dict[str, Callable[[str, Table, Path], Target]] = {
    "mail": _mail,
    "webhook": _hook,
    "atom": _feed,
    "file": _lines,
}
