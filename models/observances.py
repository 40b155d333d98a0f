"""Days and hours that people keep for their faith and their temples, as a regency's data.

Pure: imports neither SQLAlchemy nor files.
"""

from datetime import date, time
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from kit.sentences import Sentence, Unfit
from models.shapes import Shape, Text, VillageCode, Word

NO_DAY = Sentence(
    "tulis hari dan wukunya (Buda, Kelawu), atau tanggalnya",
    "write its day and wuku (Buda, Kelawu), or its dates",
)

Saptawara = Literal["Redite", "Soma", "Anggara", "Buda", "Wraspati", "Sukra", "Saniscara"]
Wuku = Literal[
    "Sinta", "Landep", "Ukir", "Kulantir", "Tolu", "Gumbreg", "Wariga", "Warigadean",
    "Julungwangi", "Sungsang", "Dungulan", "Kuningan", "Langkir", "Medangsia", "Pujut",
    "Pahang", "Krulut", "Merakih", "Tambir", "Medangkungan", "Matal", "Uye", "Menail",
    "Prangbakat", "Bala", "Ugu", "Wayang", "Kelawu", "Dukut", "Watugunung",
]  # fmt: skip


class Faith(StrEnum):
    """The religions that Indonesia's law names (UU 1/PNPS/1965)."""

    HINDU = "hindu"
    ISLAM = "islam"
    PROTESTANT = "protestant"
    CATHOLIC = "catholic"
    BUDDHIST = "buddhist"
    CONFUCIAN = "confucian"


class Piodalan(Shape):
    """A temple's anniversary that its villages keep.

    By the pawukon (``day`` and ``wuku``, every 210 days), or on ``dates`` where it follows the
    moon. It takes ``days`` days from there.
    """

    villages: tuple[VillageCode, ...] = Field(min_length=1)
    name: Text
    day: Saptawara | None = None
    wuku: Wuku | None = None
    dates: tuple[date, ...] = ()
    days: Annotated[int, Field(ge=1, le=15)] = 1

    @model_validator(mode="after")
    def _falls_on_some_day(self) -> Self:
        if (self.day is None) != (self.wuku is None) or not (self.day or self.dates):
            raise Unfit(NO_DAY)
        return self


class QuietHours(Shape):
    """Hours of a weekday (Monday is 0; none is every day) in which nobody is asked to meet.

    Only where somebody of ``faiths`` is to come; without faiths always. ``season`` limits them.
    """

    code: Word
    name: Text
    weekday: Annotated[int, Field(ge=0, le=6)] | None = None
    begins: time
    ends: time
    faiths: tuple[Faith, ...] = ()
    season: Literal["ramadan"] | None = None


class DatedDay(Shape):
    """A holiday of the regency's own."""

    day: date
    name: Text


class SensitiveDay(Shape):
    """A recurring day or season that needs care, and why (domain: momen rawan)."""

    code: Word
    name: Text
    care: Text


class OfficeHours(Shape):
    """When meetings may start and must have ended, in the regency's own time."""

    opens: time
    closes: time


class Calendar(Shape):
    """Which days are worked. ``weekend`` counts Monday as 0; holy days are switches by name."""

    country: Literal["ID"]
    weekend: tuple[Annotated[int, Field(ge=0, le=6)], ...]
    office_hours: OfficeHours
    national_holidays: bool
    holy_days: dict[Word, bool]
    regional_holidays: tuple[DatedDay, ...] = ()
    sensitive_days: tuple[SensitiveDay, ...] = ()
    piodalan: tuple[Piodalan, ...] = ()
    quiet_hours: tuple[QuietHours, ...] = ()
