"""A cause that failed too often is told to the coordinators: no rule can help it any more."""

from sqlalchemy.ext.asyncio import AsyncSession

from models.causes import Cause
from models.letters.oversight import CausesStuck, StuckLine
from models.notices import Notice, queue_all
from models.regency import Role
from models.regency_folder import regency


async def tell_stuck(db: AsyncSession, cause: Cause) -> None:
    """Owe each coordinator a word of it: the fact, how often, and the kind of the last error."""
    line = StuckLine(
        number=cause.case,
        fact=cause.fact,
        failures=cause.failures,
        failure_kind=cause.failure_kind,
    )
    await queue_all(
        db,
        [
            Notice.of(
                CausesStuck(lines=(line,)),
                case=cause.case,
                seq=cause.seq,
                recipient=one.id,
                address=one.email,
                language=one.language,
            )
            for one in regency().actors_of(role=Role.COORDINATOR)
        ],
    )
