"""What the tests of this room ask about: a calendar, and builders with defaults."""

from datetime import date, datetime, time

from kit.clock import WITA
from models.regency import Calendar, Deadline, OfficeHours, Pace, Span, Unit
from models.views import Colour

CALENDAR = Calendar(
    country="ID",
    weekend=(5, 6),
    office_hours=OfficeHours(opens=time(8), closes=time(16)),
    national_holidays=True,
    holy_days={"nyepi": True, "ngembak_geni": True, "galungan": True, "kuningan": True},
)


def wita(day: str, hour: int = 0, minute: int = 0) -> datetime:
    """An instant given as a day and an hour in WITA."""
    return datetime.combine(date.fromisoformat(day), time(hour, minute), WITA)


def hours(length: int) -> Span:
    """A span of wall-clock hours."""
    return Span(length=length, unit=Unit.HOURS)


def working_days(length: int) -> Span:
    """A span of working days."""
    return Span(length=length, unit=Unit.WORKING_DAYS)


def a_rule(kind: str = "assignment_answer", **changed: object) -> Deadline:
    """A deadline of two working days, reminded a day before, with an hour for red."""
    fields: dict[str, object] = {
        "kind": kind,
        "name": {"id": "Jawaban instansi", "en": "Agency's answer"},
        "starts_at": "notices.delivered",
        "ends_at": ("assignment.accepted",),
        "owner": "lead",
        "length": 2,
        "unit": Unit.WORKING_DAYS,
        "remind_before": working_days(1),
        "climb_every": working_days(1),
        "colours": {
            Colour.RED: Pace(length=1, unit=Unit.HOURS, climb_every=hours(1)),
            Colour.ORANGE: Pace(length=4, unit=Unit.HOURS, remind_before=hours(2)),
        },
        "pausable": True,
        "standing": "choice",
        "source": {"id": "Contoh", "en": "Example"},
    }
    return Deadline.model_validate(fields | changed)
