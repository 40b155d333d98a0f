"""Invitations that a calendar understands (RFC 5545, RFC 5546)."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from icalendar import Calendar, Event, vCalAddress, vText

Method = Literal["REQUEST", "CANCEL"]


@dataclass(frozen=True, slots=True)
class Invitation:
    """One sitting. The same ``uid`` with a higher ``sequence`` replaces what was sent before."""

    method: Method
    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    summary: str
    place: str


def calendar_file(invitation: Invitation, *, sender: str, recipient: str, at: datetime) -> bytes:
    """Write the ``text/calendar`` part. Times are written in UTC, so that no zone is guessed."""
    calendar = Calendar()
    calendar.add("prodid", "-//Rukun//rukun//ID")
    calendar.add("version", "2.0")
    calendar.add("method", invitation.method)
    calendar.add_component(_event(invitation, sender=sender, recipient=recipient, at=at))
    return bytes(calendar.to_ical())


def _event(invitation: Invitation, *, sender: str, recipient: str, at: datetime) -> Event:
    event = Event()
    event.add("uid", invitation.uid)
    event.add("sequence", invitation.sequence)
    event.add("dtstamp", at.astimezone(UTC))
    event.add("dtstart", invitation.starts_at.astimezone(UTC))
    event.add("dtend", invitation.ends_at.astimezone(UTC))
    event.add("summary", invitation.summary)
    event.add("location", invitation.place)
    event.add("class", "PRIVATE")
    event.add("status", "CANCELLED" if invitation.method == "CANCEL" else "CONFIRMED")
    event.add("organizer", vCalAddress(f"mailto:{sender}"))
    event.add("attendee", _attendee(recipient))
    return event


def _attendee(recipient: str) -> vCalAddress:
    attendee = vCalAddress(f"mailto:{recipient}")
    attendee.params["PARTSTAT"] = vText("NEEDS-ACTION")
    attendee.params["RSVP"] = vText("TRUE")
    return attendee
