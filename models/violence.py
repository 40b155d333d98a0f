"""What of a case is for the police: an offence that no talks settle, and violence to guard against.

Nothing is read from a sealed case, nor from the time in which this one was sealed.
"""

from sqlalchemy import Integer, cast, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.assignments import current_assignment, supports_of
from models.cases import Case
from models.chain import SealedFact
from models.facts.danger import BarLifted, CaseLinked, ColourRaised
from models.facts.intake import CaseTriaged
from models.regency import Regency
from models.views import ASSAULT, STAGE_OF_VIOLENCE, Bar

POLICE = "POLRES"  # the kind of agency


async def has_offence(db: AsyncSession, case: Case) -> bool:
    """Tell whether an offence of the case, or of one beside it, is for investigators alone.

    Beside it are reports that were joined to it and cases parted from it, but for sealed ones.
    """
    if ASSAULT in case.objects or Bar.CRIME in case.bars or await was_violent(db, case):
        return True
    parted = select(SealedFact.body["to"].astext).where(
        SealedFact.case == case.number, SealedFact.name == CaseLinked.name
    )
    beside = select(Case.number).where(
        or_(Case.joined_into == case.number, Case.number.in_(parted)),
        or_(
            Case.objects.contains([ASSAULT]),
            Case.bars.contains([Bar.CRIME]),
            Case.stage >= STAGE_OF_VIOLENCE,
        ),
        ~Case.bars.contains([Bar.SEALED]),
    )
    with db.no_autoflush:
        return await db.scalar(beside.limit(1)) is not None


async def was_violent(db: AsyncSession, case: Case) -> bool:
    """Tell whether a case is, or once was, at the stage of violence; calm does not undo it."""
    if (case.stage or 0) >= STAGE_OF_VIOLENCE:
        return True
    unsealed = (
        select(func.coalesce(func.max(SealedFact.seq), 0))
        .where(
            SealedFact.case == case.number,
            SealedFact.name == BarLifted.name,
            SealedFact.body["bar"].astext == Bar.SEALED,
        )
        .scalar_subquery()
    )
    stage = func.coalesce(
        SealedFact.body["stage"].astext, SealedFact.body["reading"]["stage"].astext
    )
    read = select(SealedFact.seq).where(
        SealedFact.case == case.number,
        SealedFact.name.in_((CaseTriaged.name, ColourRaised.name)),
        cast(stage, Integer) >= STAGE_OF_VIOLENCE,
        SealedFact.seq > unsealed,
    )
    with db.no_autoflush:
        return await db.scalar(read.limit(1)) is not None


async def guards_of(db: AsyncSession, case: Case, *, rules: Regency) -> list[str]:
    """Name the police who support a case in which there was violence: they guard its meetings."""
    if case.sealed or not await was_violent(db, case):
        return []
    police = {one.code for one in rules.agencies_of_kind(POLICE)}
    with db.no_autoflush:
        current = await current_assignment(db, case.number)
        supports = await supports_of(db, current) if current else ()
    return [one.agency for one in supports if one.agency in police and one.agency != case.lead]
