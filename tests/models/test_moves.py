"""Every pair of statuses in a real database: an arrow is kept with its fact, all else is not."""

from datetime import UTC, datetime
from itertools import product

import asyncpg
import pytest

from models.cases import NO_STATUS, Case, lock_cases
from models.chain import SealedFact
from models.facts.base import Fact
from models.facts.grammar import FACTS
from models.session import reading, transaction
from models.status import Status, TransitionRefused, may_become
from tests.builders import a_case
from tests.people import nth

BARE = """
UPDATE "case" SET status = $1::text, outcome = 'settled',
    joined_into = CASE WHEN $1::text = 'joined' THEN $3::text END
WHERE number = $2
"""
AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def _fact_to(after: Status) -> Fact:
    kind = next(kind for kind in FACTS.values() if kind.leads_to is after)
    return kind.model_construct()


async def _stand(number: str, status: Status) -> None:
    """Bring a case anywhere at once: a case without a status may begin with any fact."""
    await _move(number, status, anyhow=True)


async def _move(number: str, after: Status, *, anyhow: bool = False) -> None:
    async with transaction() as db:
        case = (await lock_cases(db, [number]))[number]
        if anyhow:
            case.status = NO_STATUS
        case.record(_fact_to(after), actor="test", at=AT)
        case.joined_into = nth(1) if after is Status.JOINED else None
        case.outcome = "settled"


async def _standing(number: str) -> tuple[str, int, str | None]:
    """Read where a case stands, and what the fact at its head says of that."""
    async with reading() as db:
        case = await db.get_one(Case, number)
        return case.status, case.seq, (await db.get_one(SealedFact, (number, case.seq))).status


async def test_keeps_exactly_the_moves_of_the_table(database: str) -> None:
    """From each status to each: the move and its fact are there together, or nothing changed."""
    assert await a_case() == nth(1)
    number = await a_case()
    for before, after in product(Status, Status):
        await _stand(number, before)
        _, seq, _ = await _standing(number)
        if may_become(before, after):
            await _move(number, after)
            assert await _standing(number) == (after, seq + 1, after)
        else:
            with pytest.raises(TransitionRefused):
                await _move(number, after)
            assert await _standing(number) == (before, seq, before)


async def test_keeps_no_bare_move_even_of_the_superuser(
    database: str, owner: asyncpg.Connection
) -> None:
    """From each status to each other, an arrow of the table or not: no fact, no move."""
    assert await a_case() == nth(1)
    number = await a_case()
    for before in Status:
        await _stand(number, before)
        stood = await _standing(number)
        for after in set(Status) - {before}:
            with pytest.raises(asyncpg.ForeignKeyViolationError):
                await owner.execute(BARE, after, number, nth(1))
        assert await _standing(number) == stood
