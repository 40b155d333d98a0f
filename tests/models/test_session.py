"""Leaving a transaction seals what was said and writes its causes, or nothing happened."""

from datetime import UTC, date, datetime

import asyncpg
import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from models.cases import Case
from models.causes import Cause
from models.chain import GENESIS, SealedFact
from models.facts.intake import CaseDismissed
from models.session import reading, transaction
from models.status import Status, TransitionRefused
from tests.builders import a_case
from tests.people import nth

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


async def test_seals_the_fact_and_writes_its_cause_with_the_change(database: str) -> None:
    """Change, fact and cause are one transaction."""
    number = await a_case()
    async with reading() as db:
        fact = (await db.scalars(select(SealedFact))).one()
        cause = (await db.scalars(select(Cause))).one()
        case = (await db.scalars(select(Case))).one()
    assert (fact.case, fact.seq, fact.status) == (number, 1, "reported")
    assert fact.prev_hash == GENESIS
    assert (cause.case, cause.seq, cause.fact) == (number, 1, "case.reported")
    assert (case.seq, case.status) == (1, "reported")


async def test_rolls_everything_back_when_the_body_fails(database: str) -> None:
    """No case, no fact, no cause and no number is left of a transaction that failed."""
    with pytest.raises(ZeroDivisionError):
        await a_case(then=lambda: 1 // 0)
    async with reading() as db:
        for table in (Case, SealedFact, Cause):
            assert (await db.scalars(select(table))).all() == []
    assert await a_case() == nth(1)


async def test_refuses_a_move_that_the_table_does_not_have(database: str) -> None:
    """A reported case cannot be dismissed: only a person's review leads there."""
    number = await a_case()
    with pytest.raises(TransitionRefused, match="a reported case cannot become dismissed"):
        async with transaction() as db:
            case = (await db.scalars(select(Case))).one()
            case.record(CaseDismissed(reason_code="unfounded"), actor="test", at=AT)
    async with reading() as db:
        assert (await db.get_one(Case, number)).status == Status.REPORTED


async def test_refuses_a_status_without_its_fact(database: str) -> None:
    """A bare change of a status by any path cannot commit."""
    number = await a_case()
    with pytest.raises(IntegrityError, match="fk_case_status_has_its_fact"):
        async with transaction() as db:
            await db.execute(
                text("UPDATE \"case\" SET status = 'dismissed' WHERE number = :number"),
                {"number": number},
            )


async def test_refuses_a_bare_status_even_from_the_superuser(
    owner: asyncpg.Connection, database: str
) -> None:
    """The guarantee is the table's, not the application's."""
    await a_case()
    with pytest.raises(asyncpg.ForeignKeyViolationError):
        await owner.execute("UPDATE \"case\" SET status = 'needs_review'")


@pytest.mark.parametrize("table", ["fact", "assignment_answer", "rule_set", "checkpoint_leaf"])
@pytest.mark.parametrize(
    "change", ['UPDATE {0} SET "{1}" = "{1}"', "DELETE FROM {0}", "TRUNCATE {0} CASCADE"]
)
async def test_refuses_to_change_what_is_sealed(
    owner: asyncpg.Connection, table: str, change: str
) -> None:
    """Even the superuser meets the trigger; the application lacks the right as well."""
    columns = {
        "fact": "actor",
        "assignment_answer": "office",
        "rule_set": "content",
        "checkpoint_leaf": "seq",
    }
    with pytest.raises(asyncpg.RestrictViolationError, match="insert only"):
        await owner.execute(change.format(table, columns[table]))


async def test_refuses_the_application_any_right_to_change_a_fact(database: str) -> None:
    """The role that Rukun connects as may insert and read facts, and nothing else."""
    await a_case()
    for statement in ("UPDATE fact SET actor = 'x'", "DELETE FROM fact", "TRUNCATE fact"):
        with pytest.raises(DBAPIError, match="permission denied"):
            async with transaction() as db:
                await db.execute(text(statement))


async def test_writes_the_day_that_it_was_told(database: str) -> None:
    """A date in a fact's body is the date that was reported, not the day of writing."""
    await a_case(happened_on=date(2026, 10, 1))
    async with reading() as db:
        body = await db.scalar(select(SealedFact.body))
    assert body is not None
    assert body["happened_on"] == "2026-10-01"
