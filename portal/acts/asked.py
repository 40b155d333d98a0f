"""What an act asks for: said once, and read by its form, by the API and by its help.

An act's fields are a Pydantic model, each annotated with ``Asks``. Words are marked for the
catalogues. What a field may hold is checked by the desk, which says it in both languages; the
model only gives it a shape.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args, get_origin

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator
from pydantic.fields import FieldInfo

from models.reading_case import CasePage
from models.regency import Regency
from portal.forms import UNSEEN
from portal.languages import N_

Kind = Literal["line", "words", "choice", "several", "day", "moment", "yes", "number", "rows"]
Choices = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Looking:
    """What choices depend on: the case as the person sees it, the regency, the language."""

    page: CasePage
    rules: Regency
    language: str


@dataclass(frozen=True, slots=True)
class Asks:
    """How a field asks. ``choices`` gives codes with what people read in their language.

    ``rows`` is how many empty rows a form shows at first; a script adds more.
    """

    label: str
    kind: Kind = "line"
    hint: str = ""
    choices: Callable[[Looking], Choices] | None = None
    rows: int = 2
    autocomplete: str = "off"


class Asked(BaseModel):
    """What an act asks for; a model of its own for each act. Unknown names are refused."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, frozen=True)

    @field_validator("*")
    @classmethod
    def _can_be_seen(cls, value: object) -> object:
        """A form drops what cannot be seen; to a program it is said."""
        if isinstance(value, str) and UNSEEN.keys() & {ord(sign) for sign in value}:
            raise ValueError("control characters")
        return value


class Nothing(Asked):
    """An act that asks for nothing but to be done."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form: its name, how it asks, whether it must be filled in."""

    name: str
    asks: Asks
    required: bool
    inner: tuple["Field", ...] = ()


@cache
def fields_of(form: type[BaseModel]) -> tuple[Field, ...]:
    """Read the fields of a form; rows have fields of their own."""
    return tuple(_field(name, info) for name, info in form.model_fields.items())


def _field(name: str, info: FieldInfo) -> Field:
    asks = next(one for one in info.metadata if isinstance(one, Asks))
    inner = fields_of(_row_of(info.annotation)) if asks.kind == "rows" else ()
    return Field(name, asks, info.is_required() and asks.kind != "yes", inner)


def _row_of(annotation: object) -> type[BaseModel]:
    """The model of a row, out of ``list[Row]`` or ``tuple[Row, ...]``."""
    for one in get_args(annotation):
        if isinstance(one, type) and issubclass(one, BaseModel):
            return one
    raise TypeError(f"{get_origin(annotation)} has no rows")


MISSING = N_("Isi bagian ini.")
NOT_FIT = N_("Isian ini tidak terbaca; periksa lagi.")
UNKNOWN = N_("Bagian ini tidak dikenal.")


def wrongs_of(error: ValidationError) -> Mapping[str, str]:
    """What is wrong by the field's name, as marked words; never what was typed."""
    kinds = {"missing": MISSING, "extra_forbidden": UNKNOWN}
    return {
        ".".join(str(part) for part in one["loc"]): kinds.get(one["type"], NOT_FIT)
        for one in error.errors(include_input=False, include_url=False, include_context=False)
    }
