"""A letter as a mail program gets it."""

from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from uuid import UUID

import pytest
from icalendar import Calendar

from kit.dates import brief_in, day_in, moment_in
from kit.invitation import Invitation, Method
from kit.mail import Envelope, Written, message, message_id

AT = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
SENDER = "Rukun <rukun@klungkung.example>"
NOTICE = UUID("5d3f2c1e-8f0b-4f57-9f4e-0d0b2f8f3a10")
ENVELOPE = Envelope(message_id(NOTICE, sender=SENDER), SENDER, "camat@klungkung.example", "id")


def _mail(written: Written, envelope: Envelope = ENVELOPE) -> EmailMessage:
    mail = message_from_bytes(message(written, envelope, at=AT), policy=policy.default)
    assert isinstance(mail, EmailMessage)
    return mail


def _invitation(method: Method, sequence: int) -> Invitation:
    return Invitation(
        method=method,
        uid="m1@klungkung.example",
        sequence=sequence,
        starts_at=AT,
        ends_at=AT.replace(hour=8),
        summary="Undangan musyawarah",
        place="Aula",
    )


def test_a_mail_says_what_it_is() -> None:
    """It carries its own Message-ID, its language, its date in WITA, and asks for no robots."""
    mail = _mail(Written("Undangan — musyawarah", "Teks é\n", "<p>Teks é</p>"))
    assert mail["Message-ID"] == f"<{NOTICE}@klungkung.example>"
    assert mail["Content-Language"] == "id"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Subject"] == "Undangan — musyawarah"
    assert mail["Date"].endswith("14:00:00 +0800")


def test_a_mail_has_a_text_that_stands_alone_before_the_html() -> None:
    """It offers text, then HTML, and no byte that an old server could spoil."""
    raw = message(Written("s", "Teks é\n" * 50, "<p>é</p>"), ENVELOPE, at=AT)
    assert raw.isascii()
    assert max(len(line) for line in raw.splitlines()) < 200
    parts = [part.get_content_type() for part in _mail(Written("s", "t", "<p>t</p>")).iter_parts()]
    assert parts == ["text/plain", "text/html"]


@pytest.mark.parametrize(("method", "sequence"), [("REQUEST", 0), ("REQUEST", 1), ("CANCEL", 2)])
def test_an_invitation_is_a_calendar_part(method: Method, sequence: int) -> None:
    """It adds a part that calendars read, with the same UID and a rising sequence."""
    mail = _mail(Written("s", "t", "<p>t</p>", _invitation(method, sequence)))
    part = next(one for one in mail.walk() if one.get_content_type() == "text/calendar")
    assert part.get_param("method") == method
    calendar = Calendar.from_ical(part.get_content())
    event = calendar.walk("VEVENT")[0]
    assert calendar["METHOD"] == method
    assert (event["UID"], event["SEQUENCE"]) == ("m1@klungkung.example", sequence)
    assert event.decoded("DTSTART") == AT
    assert "camat@klungkung.example" in str(event["ATTENDEE"])


@pytest.mark.parametrize("broken", ["a@x.example\nBcc: b@x.example", "a@x.example\r\nX: y"])
def test_refuses_a_header_with_a_line_break(broken: str) -> None:
    """It lets nobody add headers through an address or a subject."""
    with pytest.raises(ValueError, match=r"."):
        _mail(Written("s", "t", "h"), Envelope("<m@x>", SENDER, broken, "id"))
    with pytest.raises(ValueError, match=r"."):
        _mail(Written(broken, "t", "h"))


def test_dates_are_read_in_wita_and_in_the_readers_language() -> None:
    """It writes weekday and month in Indonesian or English, at the hour of Bali."""
    late = datetime(2026, 11, 22, 17, 30, tzinfo=UTC)
    assert moment_in("id", AT) == "Senin, 23 November 2026 pukul 14.00 WITA"
    assert moment_in("en", AT) == "Monday, 23 November 2026 at 14:00 WITA"
    assert day_in("id", late) == "Senin, 23 November 2026"
    assert brief_in("en", late) == "Mon 23 Nov 2026 01:30 WITA"
