"""Alerts by e-mail."""

from __future__ import annotations

import smtplib
import ssl
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from veille.alerts.message import Message
from veille.alerts.moments import moment_of
from veille.alerts.targets import Mail
from veille.errors import DeliveryError


def send_mail(target: Mail, message: Message) -> str:
    """Hand a message to the mail server; what it said of addresses that it does not take, or "". Raises DeliveryError."""
    where = f"target {target.name!r}"
    try:
        letter = mail_of(target, message)
    except ValueError as error:
        raise DeliveryError(where, f"no mail can be made ({error})", "check from and to") from None
    try:
        with _server(target) as server:
            if target.password:
                server.login(target.user, target.password.value(where))
            refused = server.send_message(letter)
    except smtplib.SMTPAuthenticationError as error:
        raise DeliveryError(where, f"{target.host} refuses the password ({error.smtp_code})", "check it") from None
    except (OSError, smtplib.SMTPException) as error:
        said = " ".join(str(error).split())[:200]
        raise DeliveryError(where, f"{target.host}:{target.port}: {said}", "it is tried again") from error
    return "; ".join(f"{address} not taken" for address in refused)


def mail_of(target: Mail, message: Message) -> EmailMessage:
    """The letter: the same bytes at every try, Message-ID included. Raises ValueError for addresses that are none."""
    sender = parseaddr(target.sender)[1]
    if "@" not in sender:
        raise ValueError(f"{target.sender!r} is no address")
    letter = EmailMessage(policy=SMTP)
    letter["Subject"] = message.subject
    letter["From"] = target.sender
    letter["To"] = ", ".join(target.to)
    letter["Date"] = format_datetime(moment_of(message.at))
    letter["Message-ID"] = f"<{message.id}@{sender.rpartition('@')[2]}>"
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(message.text, cte="base64")
    return letter


def _server(target: Mail) -> smtplib.SMTP:
    if target.security == "tls":
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(target.host, target.port, timeout=target.timeout_seconds, context=context)
    server = smtplib.SMTP(target.host, target.port, timeout=target.timeout_seconds)
    if target.security == "starttls":
        try:
            server.starttls(context=ssl.create_default_context())
        except BaseException:
            server.close()
            raise
    return server
