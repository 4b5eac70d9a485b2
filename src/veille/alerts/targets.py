"""Where alerts go: the values of a `[targets.NAME]` table. Secrets stand in the environment or in files, never in the rules."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from veille.errors import DeliveryError

Security = Literal["starttls", "tls", "none"]


@dataclass(frozen=True, slots=True)
class Secret:
    """Where a secret is: the name of a variable of the environment, or the path of a file whose first line it is."""

    variable: str = ""
    file: str = ""

    def value(self, where: str) -> str:
        """The secret. Raises DeliveryError when there is none there."""
        try:
            said = os.environ.get(self.variable, "") if self.variable else Path(self.file).read_text("utf-8")
        except OSError as error:
            raise DeliveryError(where, f"cannot read {self.file} ({error.strerror})", "check the file") from None
        found = said.partition("\n")[0].strip()
        if not found:
            raise DeliveryError(where, f"no secret in {self.variable or self.file}", "set it, for whoever runs alerts")
        return found


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail server. `security` "none" is for a server of this machine; `password` is asked for when a `user` signs in."""

    name: str
    host: str
    sender: str
    to: tuple[str, ...]
    port: int = 587
    security: Security = "starttls"
    user: str = ""
    password: Secret | None = None
    timeout_seconds: float = 30.0


@dataclass(frozen=True, slots=True)
class Hook:
    """An address that is posted to, signed with a secret. `private` allows an address of an inner network or of this machine."""

    name: str
    url: str
    secret: Secret
    private: bool = False
    timeout_seconds: float = 15.0


@dataclass(frozen=True, slots=True)
class Feed:
    """An Atom file, written anew with the last alerts."""

    name: str
    path: Path
    title: str = "Veille"


@dataclass(frozen=True, slots=True)
class Lines:
    """A file to which each alert is appended as one line of JSON."""

    name: str
    path: Path


Target = Mail | Hook | Feed | Lines
