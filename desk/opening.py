"""What of a case is open, shown to those who may settle it.

A seal hides what a case is, not that two people must lift it: of a case of which somebody sees the
clock alone, the secretariat still learns what only it decides. Its ending its own bodies decide.
"""

from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncSession

from desk.acting import ADMINISTRATOR, AGENCY, COORDINATOR, Person
from desk.sealed import finished
from kit.clock import now
from models.cases import Case
from models.reading_case import CasePage
from models.reading_open import IdentityAsked, Open, identity_asked, open_things, texts_kept
from models.regency_folder import regency

UNSEEN = frozenset({Open.STUCK, Open.IDENTITY, Open.SEAL_LIFTING})
BY_ROLE = {
    COORDINATOR: frozenset(Open),
    ADMINISTRATOR: frozenset({Open.STUCK}),
    AGENCY: frozenset(
        {
            *(Open.IDENTITY, Open.ALARM, Open.DANGER, Open.SEAL_LIFTING),
            *(Open.CLOSURE, Open.OBJECTION),
        }
    ),
}


async def with_open(db: AsyncSession, case: Case, page: CasePage, *, by: Person | None) -> CasePage:
    """Add to a page what is open of it to this person, who asks for the identity, what may go."""
    may = BY_ROLE.get(by.role, frozenset()) if by else frozenset()
    if by is None or not may:
        return page
    whole = bool(page.timeline)
    found = await open_things(db, case, at=now()) - await _ones_own(db, case, by=by)
    erases = by.role in ({COORDINATOR, AGENCY} if case.sealed else {COORDINATOR, ADMINISTRATOR})
    return replace(
        page,
        open=found & may if whole else found & may & UNSEEN,
        identity=await _identity(db, case.number, by=by) if Open.IDENTITY in may else None,
        texts=await texts_kept(db, case.number) if erases and (whole or not case.sealed) else (),
    )


async def _ones_own(db: AsyncSession, case: Case, *, by: Person) -> frozenset[Open]:
    """What an officer leaves to another body of a sealed case: to judge what their own one did."""
    if not case.sealed or by.role != AGENCY:
        return frozenset()
    ending = await finished(db, case, rules=regency())
    own = ending.is_own_work(str(by), by.agency)
    return frozenset({Open.CLOSURE} if own else ())


async def _identity(db: AsyncSession, number: str, *, by: Person) -> IdentityAsked | None:
    """An agency sees its own request, coordinators all of them."""
    asked = await identity_asked(db, number, by=str(by), at=now())
    return asked if asked and (asked.yours or by.role == COORDINATOR) else None
