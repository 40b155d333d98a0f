"""Dates and instants as people read them, in WITA and in their own language."""

from datetime import date, datetime

from kit.clock import WITA, wita_date

WEEKDAYS = {
    "id": ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
MONTHS = {
    "id": (
        *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
        *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}
SHORT_MONTHS = {
    "id": ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}
AT = {"id": "pukul", "en": "at"}


def day_in(language: str, day: date) -> str:
    """``Senin, 23 November 2026``. An instant is read as its day in WITA."""
    if isinstance(day, datetime):
        day = wita_date(day)
    weekday = WEEKDAYS[language][day.weekday()]
    return f"{weekday}, {day.day} {MONTHS[language][day.month - 1]} {day.year}"


def moment_in(language: str, at: datetime) -> str:
    """``Senin, 23 November 2026 pukul 14.00 WITA``."""
    return f"{day_in(language, at)} {AT[language]} {hour_in(language, at)}"


def hour_in(language: str, at: datetime) -> str:
    """``14.00 WITA`` in Indonesian, ``14:00 WITA`` in English."""
    dot = "." if language == "id" else ":"
    return f"{at.astimezone(WITA):%H{dot}%M} WITA"


def brief_in(language: str, at: datetime) -> str:
    """``Sen 23 Nov 2026 14.00 WITA``, for subjects."""
    here = at.astimezone(WITA)
    weekday = WEEKDAYS[language][here.weekday()][:3]
    month = SHORT_MONTHS[language][here.month - 1]
    return f"{weekday} {here.day} {month} {here.year} {hour_in(language, at)}"
