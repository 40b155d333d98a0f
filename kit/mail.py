"""One letter as a MIME message, ready for a mail server."""

from dataclasses import dataclass
from datetime import datetime
from email.charset import QP, Charset
from email.mime.multipart import MIMEMultipart
from email.mime.nonmultipart import MIMENonMultipart
from email.mime.text import MIMEText
from email.policy import compat32
from email.utils import format_datetime, formataddr, parseaddr
from uuid import UUID

from kit.clock import WITA
from kit.invitation import Invitation, calendar_file

# The older half of the email package writes a mail four times as fast as EmailMessage does.
CRLF = compat32.clone(linesep="\r\n")
READABLE = Charset("utf-8")
READABLE.body_encoding = QP


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
    """Write the letter as 7-bit bytes with CRLF line ends.

    ``Auto-Submitted`` keeps mail robots from answering (RFC 3834). ``at`` is the ``Date``, shown
    in WITA. A line break in the subject or an address raises ``ValueError``.
    """
    mail = MIMEMultipart("alternative")
    for name, value in _headers(written, envelope, at=at).items():
        mail[name] = _one_line(value)
    mail.attach(_part(written.text, "plain"))
    mail.attach(_part(written.html, "html"))
    if written.invitation:
        mail.attach(_calendar(written.invitation, envelope, at=at))
    return mail.as_bytes(policy=CRLF)


def _headers(written: Written, envelope: Envelope, *, at: datetime) -> dict[str, str]:
    return {
        "From": formataddr(parseaddr(_one_line(envelope.sender))),
        "To": envelope.recipient,
        "Subject": written.subject,
        "Date": format_datetime(at.astimezone(WITA)),
        "Message-ID": envelope.message_id,
        "Content-Language": envelope.language,
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
    }


def _one_line(value: str) -> str:
    if "\r" in value or "\n" in value:
        raise ValueError("a header of a mail must be one line")
    return value


def _part(words: str, subtype: str) -> MIMENonMultipart:
    """Quoted-printable for the text, which people may read raw; base64, far faster, for HTML."""
    part = MIMENonMultipart("text", subtype)
    part.set_payload(words, READABLE if subtype == "plain" else Charset("utf-8"))
    return part


def _calendar(invitation: Invitation, envelope: Envelope, *, at: datetime) -> MIMEText:
    """Write the calendar part, the form that mail programs offer as a button."""
    calendar = calendar_file(
        invitation,
        sender=parseaddr(envelope.sender)[1],
        recipient=envelope.recipient,
        at=at,
    )
    part = MIMEText(calendar.decode(), "calendar", "utf-8")
    part.set_param("method", invitation.method)
    return part
