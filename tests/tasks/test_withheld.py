"""A feared office that owes a clause: nobody writes to it before a coordinator says so."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update

from desk.acting import Refused
from desk.agreements import sign_agreement
from desk.clauses import Promise, Signed
from desk.endings import check_clause
from desk.releasing import release_clause
from desk.talks import Sitting, record_meeting
from kit import clock
from kit.clock import WITA
from models.cases import Case
from models.notices import Notice
from models.regency_folder import regency
from models.session import reading, transaction
from tasks.deadlines import overdue_cases, say_rungs
from tests.builders import run_flows
from tests.people import (
    HERE,
    THERE,
    at_meeting,
    coordinator,
    facts_of,
    figures_of,
    let_it_begin,
    officer_of,
)

FEARED = "PMD"
DUE = 40  # days


async def _signed_with_a_feared_owner() -> str:
    number = await at_meeting()
    async with transaction() as db:
        await db.execute(update(Case).where(Case.number == number).values(not_to_tell=[FEARED]))
    await let_it_begin(number)
    by = await officer_of(number)
    sitting = Sitting("agreed", (HERE, THERE), tuple(await figures_of(number)))
    await record_meeting(number, sitting, by=by)
    await run_flows()
    due = str(clock.today() + timedelta(days=DUE))
    promises = (Promise("Patok dipasang", HERE, due), Promise("Peta dibuat", FEARED, due))
    signed = Signed("Surat kesepakatan", promises, str(clock.today()))
    await sign_agreement(number, signed, by=by)
    await run_flows()
    return number


async def _letters(kind: str) -> list[Notice]:
    async with reading() as db:
        return list(await db.scalars(select(Notice).where(Notice.kind == kind)))


async def _written_to() -> set[str]:
    """Every recipient and every address of all letters."""
    async with reading() as db:
        rows = list(await db.scalars(select(Notice)))
    return {one.recipient for one in rows} | {one.address or "" for one in rows}


async def test_does_not_write_to_a_feared_owner(database: str) -> None:
    """The others are told, the coordinators are asked, and their mail names no office."""
    number = await _signed_with_a_feared_owner()
    office = regency().agency(FEARED)
    assert not {FEARED, office.email} & await _written_to()
    asked = await _letters("clause_withheld")
    assert {one.recipient for one in asked} >= {"KESBANG-SEKRETARIS"}
    assert all(one.props == {"number": number, "clauses": [2]} for one in asked)


async def test_reminds_the_coordinators_in_its_place(database: str) -> None:
    """Nothing falls due unseen."""
    await _signed_with_a_feared_owner()
    noon = datetime.combine(clock.today() + timedelta(days=DUE), datetime.min.time(), WITA)
    clock.shift_by(noon - timedelta(days=14) + timedelta(hours=13) - clock.machine_now())
    await say_rungs.fn(await overdue_cases())
    due = [one for one in await _letters("clause_due") if one.props["clause"] == 2]
    assert "KESBANG-SEKRETARIS" in {one.recipient for one in due}
    assert FEARED not in await _written_to()


async def test_keeps_its_superior_out_of_a_broken_clause(database: str) -> None:
    """Whoever the office answers to would ask it."""
    number = await _signed_with_a_feared_owner()
    await check_clause(number, by=await officer_of(number), clause=2, result="broken")
    await run_flows()
    rung = regency().agency(FEARED).rungs[0]
    assert FEARED not in await _written_to()
    broken = {one.recipient for one in await _letters("clause_broken")}
    assert "KESBANG-SEKRETARIS" in broken
    assert rung not in broken


async def test_writes_once_a_coordinator_decided(database: str) -> None:
    """Of its own clause alone, for a sealed reason, by a coordinator, once."""
    number = await _signed_with_a_feared_owner()
    with pytest.raises(Refused, match="only coordinator"):
        await release_clause(number, 2, by=await officer_of(number), reason="Perlu")
    with pytest.raises(Refused, match="not held back"):
        await release_clause(number, 1, by=coordinator(), reason="Perlu")
    await release_clause(number, 2, by=coordinator(), reason="Pelapor setuju")
    await run_flows()
    told = [one for one in await _letters("agreement_signed") if one.recipient == FEARED]
    assert [[line["clause"] for line in one.props["clauses"]] for one in told] == [[2]]
    with pytest.raises(Refused, match="not held back"):
        await release_clause(number, 2, by=coordinator(), reason="Lagi")
    assert "clause.released" in await facts_of(number)
