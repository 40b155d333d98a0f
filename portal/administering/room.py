"""The administrators' room: who enters, and what they are told of offices in words."""

from typing import Annotated

from fastapi import Depends, Request

from desk.accounts import ROLES
from desk.acting import ADMINISTRATOR, AGENCY, AUDITOR, COORDINATOR, Person, Refused, person
from models.regency_folder import regency
from portal.coordinating.naming import named
from portal.languages import N_, in_language, translated
from portal.visitors import Roles, visitor

ENTER = Roles(ADMINISTRATOR)
Administrator = Annotated[Person, Depends(ENTER)]
ROLE_WORDS = {
    COORDINATOR: N_("koordinator"),
    AGENCY: N_("instansi"),
    AUDITOR: N_("auditor"),
    ADMINISTRATOR: N_("administrator"),
}
GONE = N_("jabatan ini tidak lagi ada di data kabupaten")


async def offices(request: Request) -> list[tuple[str, str]]:
    """The offices that may sign in, as choices: ``role:id`` and what people call it."""
    language = (await visitor(request)).language
    known = [one for one in regency().actors if one.role in ROLES]
    told = [(f"{one.role}:{one.id}", one) for one in known]
    rows = [
        (code, f"{in_language(one.office, language)} ({_role(one.role, language)})")
        for code, one in told
    ]
    return sorted(rows, key=lambda row: row[1].casefold())


async def office_names(request: Request, actors: list[str]) -> dict[str, str]:
    """What people call the offices of ``role:id``, in the visitor's language."""
    language = (await visitor(request)).language
    return {one: _office(one, language) for one in actors}


def _office(actor: str, language: str) -> str:
    try:
        office = person(actor, rules=regency())
    except Refused:
        return translated(GONE, language)
    said = named(office.id, regency())
    return translated(said, language) if isinstance(said, str) else in_language(said, language)


def _role(role: str, language: str) -> str:
    return translated(ROLE_WORDS.get(role, ""), language)
