"""An agreement that was written down wrongly is recorded anew, and all who were told hear of it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from desk.acting import Refused
from desk.agreements import correct_agreement, sign_agreement
from desk.audit import verify_all
from desk.clauses import Promise, Signed
from desk.endings import check_clause
from kit import clock
from models.agreements import Agreement, clauses_of, current_agreement
from models.by_hand import letters_to_bring
from models.deadlines import running
from models.notices import Notice
from models.session import reading
from tests.builders import run_flows
from tests.people import HERE, THERE, case_of, coordinator, facts_of, officer_of
from tests.tasks.test_agreements import in_force

WRONG, RIGHT = 40, 60  # days
WHY = "Tanggal salah ketik"


def _signed(*owners: str, days: int = RIGHT) -> Signed:
    due = str(clock.today() + timedelta(days=days))
    promises = tuple(Promise("Patok dipasang", owner, due) for owner in owners)
    return Signed("Surat kesepakatan", promises, str(clock.today()))


async def _dues(number: str) -> set[int]:
    """In how many days the limits of clauses begin."""
    async with reading() as db:
        rows = [one for one in (await running(db, [number]))[number] if one.subject]
    return {(one.starts_at.date() - clock.today()).days for one in rows}


@pytest.mark.usefixtures("database")
async def test_takes_the_place_of_what_was_written_down_wrongly() -> None:
    """Its clauses and their limits count, once; the first record stays in a sound chain."""
    number = await in_force()
    by, begun = await officer_of(number), await _dues(number)
    await correct_agreement(number, _signed(HERE, "POLRES"), by=by, reason=WHY)
    await run_flows()
    assert (await case_of(number)).status == "agreed"
    assert (await facts_of(number))[-2:] == ["agreement.signed", "agreement.watched"]
    async with reading() as db:
        counts = await current_agreement(db, number)
        assert counts is not None
        assert [one.owner_kind for one in await clauses_of(db, counts)] == ["party", "agency"]
        known = (await db.scalars(select(Agreement).where(Agreement.case == number))).all()
    assert [one.ended_at is None for one in known].count(True) == 1
    assert await _dues(number) == {one + RIGHT - WRONG for one in begun}
    assert (await verify_all()).sound


@pytest.mark.usefixtures("database")
async def test_writes_again_to_all_who_were_told() -> None:
    """Whoever lost a clause by it is told as well as who has one now."""
    number = await in_force("POLRES")
    await correct_agreement(number, _signed(HERE), by=await officer_of(number), reason=WHY)
    await run_flows()
    async with reading() as db:
        kind = Notice.kind == "agreement_signed"
        rows = (await db.scalars(select(Notice).where(Notice.case == number, kind))).all()
    told = {
        corrected: {one.recipient for one in rows if one.props["corrected"] is corrected}
        for corrected in (False, True)
    }
    assert "POLRES" in told[True]
    assert told[True] == told[False]


@pytest.mark.usefixtures("database")
async def test_lets_one_letter_be_brought_and_not_the_wrong_one() -> None:
    """Whoever has no mail gets the clauses that count."""
    number = await in_force()
    await correct_agreement(number, _signed(HERE, THERE), by=await officer_of(number), reason=WHY)
    await run_flows()
    async with reading() as db:
        brought = await letters_to_bring(db, without_mail=(), number=number)
        rows = {str(one.id): one for one in await db.scalars(select(Notice))}
    signed = [rows[one.id] for one in brought if one.kind == "agreement_signed"]
    assert len(signed) == len({one.recipient for one in signed}) == len((HERE, THERE))
    assert all(one.props["corrected"] for one in signed)


@pytest.mark.usefixtures("database")
async def test_is_refused_once_a_clause_was_looked_at_and_to_others() -> None:
    """A promise is not changed after it was kept, nor by who did not lead, nor without a reason."""
    number = await in_force()
    by = await officer_of(number)
    with pytest.raises(Refused):
        await correct_agreement(number, _signed(HERE), by=coordinator(), reason=WHY)
    with pytest.raises(Refused):
        await correct_agreement(number, _signed(HERE), by=by, reason=" ")
    with pytest.raises(Refused, match="only what was mediated"):
        await sign_agreement(number, _signed(HERE), by=by)
    await check_clause(number, by=by, clause=1, result="kept")
    with pytest.raises(Refused, match="looked at already"):
        await correct_agreement(number, _signed(HERE), by=by, reason=WHY)
