"""One letter as a MIME message, ready for a mail server."""

from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from uuid import UUID

from kit.clock import WITA
from kit.invitation import Invitation, calendar_file

SEVEN_BIT = SMTP.clone(cte_type="7bit")  # every mail server takes it


@dataclass(frozen=True, slots=True)
class Written:
    """A letter in one language: a one-line subject, a text that is complete alone, and HTML."""

    subject: str
    text: str
    html: str
    invitation: Invitation | None = None


def message_id(notice: UUID, *, sender: str) -> str:
    """The Message-ID of a notice: the same each time that it is sent."""
    return f"<{notice}@{address_domain(sender)}>"


def address_domain(address: str) -> str:
    """The part after the at sign of ``Name <user@domain>`` or ``user@domain``."""
    return parseaddr(address)[1].rpartition("@")[2] or "localhost"


@dataclass(frozen=True, slots=True)
class Envelope:
    """Whose mail it is: its Message-ID, from and to whom, in which language."""

    message_id: str
    sender: str
    recipient: str
    language: str


def message(written: Written, envelope: Envelope, *, at: datetime) -> bytes:
    """Write the letter as bytes with CRLF line ends.

    ``Auto-Submitted`` keeps mail robots from answering (RFC 3834). ``at`` is the ``Date``, shown
    in WITA. A line break in the subject or an address raises ``ValueError``.
    """
    mail = EmailMessage(policy=SEVEN_BIT)
    mail["From"] = envelope.sender
    mail["To"] = envelope.recipient
    mail["Subject"] = written.subject
    mail["Date"] = format_datetime(at.astimezone(WITA))
    mail["Message-ID"] = envelope.message_id
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Auto-Response-Suppress"] = "All"
    mail.set_content(written.text)
    mail.add_alternative(written.html, subtype="html")
    if written.invitation:
        _invite(mail, written.invitation, at=at)
    mail["Content-Language"] = envelope.language
    return mail.as_bytes()


def _invite(mail: EmailMessage, invitation: Invitation, *, at: datetime) -> None:
    """Add the calendar part as an alternative, the form that mail programs offer as a button."""
    calendar = calendar_file(
        invitation,
        sender=parseaddr(str(mail["From"]))[1],
        recipient=parseaddr(str(mail["To"]))[1],
        at=at,
    )
    mail.add_alternative(
        calendar,
        maintype="text",
        subtype="calendar",
        cte="base64",
        params={"method": invitation.method, "charset": "utf-8"},
    )
