"""What every part of a regency's data is made of: frozen shapes, codes, texts in both languages.

Pure: imports neither SQLAlchemy nor files.
"""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints

from kit.sentences import Sentence, Unfit

LANGUAGES = ("id", "en")
BOTH_LANGUAGES = Sentence(
    "tulis dalam kedua bahasa, seperti {{id: ..., en: ...}}",
    "write it in both languages, as {{id: ..., en: ...}}",
)


def _in_both_languages(text: dict[str, str]) -> dict[str, str]:
    if set(text) != set(LANGUAGES) or not all(words.strip() for words in text.values()):
        raise Unfit(BOTH_LANGUAGES)
    return text


_FORMS = {
    "Code": (
        r"^[A-Z][A-Z0-9]*(-[A-Z0-9.]+)*$",
        Sentence(
            "kode seperti POLRES atau CAMAT-51.05.01", "a code such as POLRES or CAMAT-51.05.01"
        ),
    ),
    "Word": (
        r"^[a-z][a-z0-9_]*$",
        Sentence("kata berhuruf kecil seperti land_title", "a lower-case word such as land_title"),
    ),
    "Category": (
        r"^[A-Z]{3}$",
        Sentence("tiga huruf besar seperti BTS", "three capital letters such as BTS"),
    ),
    "Kecamatan": (
        r"^\d\d\.\d\d\.\d\d$",
        Sentence("kode kecamatan seperti 51.05.01", "a kecamatan's code such as 51.05.01"),
    ),
    "Village": (
        r"^\d\d\.\d\d\.\d\d\.\d{4}$",
        Sentence("kode desa seperti 51.05.03.2004", "a village's code such as 51.05.03.2004"),
    ),
    "Address": (
        r"^[^@\s,;<>]+@[^@\s,;<>]+\.[a-z]+$",
        Sentence(
            "alamat seperti kantor@kabupaten.example", "an address such as office@regency.example"
        ),
    ),
    "FactName": (
        r"^[a-z_]+\.[a-z_]+$",
        Sentence("nama fakta seperti case.reported", "a fact's name such as case.reported"),
    ),
}
FORMS = dict(_FORMS.values())
"""What each pattern means, for whoever wrote something else."""


def _form(name: str) -> StringConstraints:
    return StringConstraints(pattern=_FORMS[name][0])


Text = Annotated[dict[str, str], AfterValidator(_in_both_languages)]
Code = Annotated[str, _form("Code")]
Word = Annotated[str, _form("Word")]
CategoryCode = Annotated[str, _form("Category")]
KecamatanCode = Annotated[str, _form("Kecamatan")]
VillageCode = Annotated[str, _form("Village")]
Address = Annotated[str, _form("Address")]
FactName = Annotated[str, _form("FactName")]


class Shape(BaseModel):
    """A frozen part of a regency; a field that it doesn't know is an error."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", str_strip_whitespace=True, defer_build=True
    )
