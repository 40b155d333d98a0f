"""The Balinese pawukon: 210 days of 30 weeks (wuku), and the holy days that it fixes.

Several weeks run through the cycle side by side. The seven-day week (saptawara)
and the five-day one (pancawara) name the holy days: Galungan is Buda Kliwon
Dungulan, Kuningan is Saniscara Kliwon Kuningan. Nyepi follows the moon (saka)
and is not computed here.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import get_args

from models.observances import Saptawara, Wuku

CYCLE = 210
FIRST_DAY = date(2024, 7, 14)  # Redite Paing Sinta: 73 days before Galungan, 25 September 2024
SAPTAWARA: tuple[str, ...] = get_args(Saptawara)
PANCAWARA = ("Umanis", "Paing", "Pon", "Wage", "Kliwon")
WUKU: tuple[str, ...] = get_args(Wuku)


@dataclass(frozen=True, slots=True)
class PawukonDay:
    """A day of the cycle, ``number`` 0..209; its text is how people say it."""

    number: int

    @property
    def saptawara(self) -> str:
        """The day of the seven-day week: Redite is Sunday."""
        return SAPTAWARA[self.number % 7]

    @property
    def pancawara(self) -> str:
        """The day of the five-day market week."""
        return PANCAWARA[(self.number + 1) % 5]

    @property
    def wuku(self) -> str:
        """The week of seven days, one of thirty."""
        return WUKU[self.number // 7]

    def __str__(self) -> str:
        """``Buda Kliwon Dungulan``."""
        return f"{self.saptawara} {self.pancawara} {self.wuku}"


def pawukon(day: date) -> PawukonDay:
    """Place a date in the cycle."""
    return PawukonDay((day - FIRST_DAY).days % CYCLE)


def number_of(saptawara: str, wuku: str) -> int:
    """Number the day of a week (wuku) in the cycle, 0..209."""
    return WUKU.index(wuku) * 7 + SAPTAWARA.index(saptawara)


GALUNGAN = number_of("Buda", "Dungulan")
KUNINGAN = number_of("Saniscara", "Kuningan")


def is_galungan(day: date) -> bool:
    """Buda Kliwon Dungulan."""
    return pawukon(day).number == GALUNGAN


def is_kuningan(day: date) -> bool:
    """Saniscara Kliwon Kuningan, ten days after Galungan."""
    return pawukon(day).number == KUNINGAN


def days_of(number: int, year: int) -> tuple[date, ...]:
    """List the dates of a year on which a day of the cycle falls: one or two."""
    first = date(year, 1, 1)
    day = first + timedelta(days=(number - pawukon(first).number) % CYCLE)
    found = []
    while day.year == year:
        found.append(day)
        day += timedelta(days=CYCLE)
    return tuple(found)
