"""What every part of a regency's data is made of: frozen shapes, codes, texts in both languages.

Pure: imports neither SQLAlchemy nor files.
"""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints

LANGUAGES = ("id", "en")


def _in_both_languages(text: dict[str, str]) -> dict[str, str]:
    if set(text) != set(LANGUAGES) or not all(words.strip() for words in text.values()):
        message = "write it in both languages, as {id: ..., en: ...}"
        raise ValueError(message)
    return text


Text = Annotated[dict[str, str], AfterValidator(_in_both_languages)]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9]*(-[A-Z0-9.]+)*$")]
Word = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
CategoryCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
KecamatanCode = Annotated[str, StringConstraints(pattern=r"^\d\d\.\d\d\.\d\d$")]
VillageCode = Annotated[str, StringConstraints(pattern=r"^\d\d\.\d\d\.\d\d\.\d{4}$")]
Address = Annotated[str, StringConstraints(pattern=r"^[^@\s,;<>]+@[^@\s,;<>]+\.[a-z]+$")]
FactName = Annotated[str, StringConstraints(pattern=r"^[a-z_]+\.[a-z_]+$")]


class Shape(BaseModel):
    """A frozen part of a regency; a field that it doesn't know is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)
