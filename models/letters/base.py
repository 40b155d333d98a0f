"""What a letter is made of: typed, frozen props of ids, codes, dates and labels in two languages.

A letter never holds a sentence of a report, nor anything of the reporter. Pure:
imports neither SQLAlchemy nor files.
"""

from datetime import date
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict

from models.shapes import Text
from models.views import Colour

Language = Literal["id", "en"]
Relation = Literal["perangkat", "vertikal", "adat"]


class Props(BaseModel):
    """Frozen; a field that it doesn't know is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Letter(Props):
    """What one kind of notice says; ``kind`` names the folder of its templates."""

    kind: ClassVar[str]


class CaseLetter(Letter):
    """A letter about one case, by its number."""

    number: str


class Labels(Props):
    """What a case may be called in a letter to those who work on it; village at the finest."""

    category: Text
    village: str
    kecamatan: str
    colour: Colour


class Phone(Props):
    """Whom to ring: an office and its number."""

    office: Text
    phone: str


class Helper(Props):
    """A supporting agency and its one sentence of duty."""

    agency: Text
    duty: Text


class Earlier(Props):
    """Counts of earlier cases in the village over the last ``months``, never what they say."""

    total: int
    open: int
    agreed: int = 0
    months: int = 36


class ClauseLine(Props):
    """A clause of an agreement without its words: who owes it, until when."""

    clause: int
    owner: Text
    due_on: date | None


class Brought(Props):
    """A letter of somebody without mail, as the lead gets it: whom it is for, who brings it.

    ``letter`` is how its receipt names it; ``name`` the side or figure in words; ``lead`` whoever
    leads, in a mail its officer. Without ``lead`` it is brought, and nobody records a receipt.
    """

    letter: str
    name: Text
    lead: str | None
