"""What of a case decides who may see it, gathered from its rows for ``policies.audience``."""

from collections.abc import Iterable

from sqlalchemy.ext.asyncio import AsyncSession

from models.cases import Case
from models.reading import parts_of
from models.status import Status
from policies.audience import CaseAudience


async def audiences(db: AsyncSession, cases: Iterable[Case]) -> dict[str, CaseAudience]:
    """Gather for each case what decides who may see it."""
    return {
        number: CaseAudience(
            number=number,
            status=Status(parts.status),
            sealed=parts.sealed,
            lead=parts.lead,
            supports=parts.supports,
            figures=parts.figures,
            not_to_tell=parts.not_to_tell,
            text_released=parts.text_released,
            identity_opened_by=parts.identity_opened_by,
            reprisal=parts.reprisal,
        )
        for number, parts in (await parts_of(db, cases)).items()
    }
