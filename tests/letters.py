"""Every letter that a test leaves in its database can be written, in both languages."""

import json
import re
from contextlib import suppress
from typing import Any

import asyncpg
from pydantic import ValidationError

from models.letters.base import Language
from models.letters.catalogue import letter_of
from models.letters.writing import write

LANGUAGES: tuple[Language, ...] = ("id", "en")
WRITTEN: set[tuple[object, ...]] = set()
CODE = re.compile(r"[a-z][a-z_]*")


async def all_can_be_written(connection: asyncpg.Connection) -> None:
    """Write one letter of each kind and choice of codes; what was written before is not again."""
    rows = await connection.fetch("SELECT DISTINCT kind, props FROM notice")
    for kind, props in ((row["kind"], json.loads(row["props"])) for row in rows):
        shape = (kind, *_codes(props))
        if shape in WRITTEN:
            continue
        WRITTEN.add(shape)
        with suppress(ValidationError):  # a test's own row that is no letter
            letter = letter_of(kind, props)
            for language in LANGUAGES:
                write(letter, language, portal_url="http://x.example", sender="r@x.example")


def _codes(props: dict[str, Any]) -> tuple[str, ...]:
    """What a template may branch on: which fields are there, and the codes in them."""
    return tuple(
        f"{name}={value if isinstance(value, str) and CODE.fullmatch(value) else bool(value)}"
        for name, value in sorted(props.items())
    )
