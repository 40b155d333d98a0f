"""Agreements: refused where the law says so, looked at around each date, broken and reopened."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select, update

from desk.acting import Refused
from desk.agreements import sign_agreement
from desk.clauses import Promise, Signed
from desk.deliveries import record_delivery
from desk.endings import Ending, approve_closure, check_clause
from desk.talks import Sitting, record_meeting
from desk.wordings import accept_wording
from kit import clock
from kit.clock import WITA, wita_date
from models.by_hand import letters_to_bring
from models.cases import Case
from models.deadlines import Deadline
from models.notices import Notice
from models.session import reading, transaction
from models.talks import mediators_of
from tasks.deadlines import overdue_cases, say_rungs
from tests.builders import run_flows
from tests.people import (
    HERE,
    THERE,
    at_meeting,
    case_of,
    coordinator,
    facts_of,
    figures_of,
    let_it_begin,
    officer_of,
)

DUE = 40  # days


async def _agreed() -> str:
    number = await at_meeting()
    await let_it_begin(number)
    figures = tuple(await figures_of(number))
    await record_meeting(
        number, Sitting("agreed", (HERE, THERE), figures), by=await officer_of(number)
    )
    await run_flows()
    return number


def _signed(*promises: Promise, signed_by: tuple[str, ...] = ()) -> Signed:
    return Signed("Surat kesepakatan", promises, str(clock.today()), signed_by)


async def in_force(owner: str = HERE) -> str:
    """A case whose agreement of two clauses counts, the first its owner's."""
    number = await _agreed()
    due = str(clock.today() + timedelta(days=DUE))
    first = Promise("Patok dipasang", owner, due, evidence="Foto patok")
    promises = (first, Promise("Jalan dibuka", THERE, due))
    await sign_agreement(number, _signed(*promises), by=await officer_of(number))
    await run_flows()
    return number


async def _closed() -> str:
    number = await in_force()
    by = await officer_of(number)
    for clause in (1, 2):
        await check_clause(number, by=by, clause=clause, result="kept")
    await run_flows()
    ending = Ending("agreed", "boundary_unclear", no_prevention="Sudah dijaga warga")
    await approve_closure(number, ending, by=coordinator("KESBANG-KEPALA"))
    await run_flows()
    return number


async def test_whoever_mediated_learns_that_it_is_closed(database: str) -> None:
    """By mail, or brought by the lead where a figure has none."""
    number = await _closed()
    async with reading() as db:
        rows = await db.scalars(
            select(Notice).where(Notice.case == number, Notice.kind == "case_closed")
        )
        letters = {one.recipient: one.props for one in rows}
        told = set(letters)
        assert all(props["agreed"] for props in letters.values())
        assert set(await mediators_of(db, number)) <= told
        assert len(await mediators_of(db, number)) >= 2


async def _running(number: str) -> dict[str, list[str]]:
    async with reading() as db:
        rows = await db.scalars(
            select(Deadline).where(
                Deadline.case == number, Deadline.met_at.is_(None), Deadline.dropped_at.is_(None)
            )
        )
        found: dict[str, list[str]] = {}
        for row in rows:
            found.setdefault(row.kind, []).append(row.subject)
        return found


@pytest.mark.parametrize("due", ["9999-12-31", "0001-01-01", "2026-02-30", "besok"])
async def test_refuses_a_clause_due_on_a_day_that_is_a_slip(database: str, due: str) -> None:
    """A far day would stop the case for good: no clock can count beyond it."""
    number = await _agreed()
    with pytest.raises(Refused, match=r"due on: .*(2199|is no date)"):
        await sign_agreement(
            number, _signed(Promise("Patok", HERE, due)), by=await officer_of(number)
        )


async def test_refuses_a_signature_from_before_the_meeting(database: str) -> None:
    """What is looked at after it would be looked at years ago."""
    number = await _agreed()
    day = str(clock.today() - timedelta(days=400))
    signed = Signed("Surat", (Promise("Patok", HERE),), day)
    with pytest.raises(Refused, match=r"not signed .* before its meeting"):
        await sign_agreement(number, signed, by=await officer_of(number))


async def test_ends_only_as_the_record_has_it(database: str) -> None:
    """No court decided what never was before one; an agreement is one that was signed."""
    number = await in_force()
    by = await officer_of(number)
    for clause in (1, 2):
        await check_clause(number, by=by, clause=clause, result="kept")
    await run_flows()
    second = coordinator("KESBANG-KEPALA")
    decided = Ending("court_decided", "boundary_unclear", no_prevention="Sudah dijaga warga")
    with pytest.raises(Refused, match="holds no court case"):
        await approve_closure(number, decided, by=second)
    await approve_closure(number, replace(decided, outcome="agreement_kept"), by=second)


async def test_counts_to_the_last_day_that_is_taken(database: str) -> None:
    """The clocks of a clause that is due in 2199 are set like any other's."""
    number = await _agreed()
    promise = Promise("Patok dipasang", HERE, "2199-12-31")
    await sign_agreement(number, _signed(promise), by=await officer_of(number))
    await run_flows()
    assert "clause_after" in await _running(number)


@pytest.mark.parametrize(
    ("code", "article"),
    [
        ("closes_barred", "Law 12/2022 Article 23"),
        ("waives_victim", "Law 31/2014"),
        ("binds_absent", "Civil Code Article 1340"),
        ("blocks_rights", "Law 6/2014 Article 103"),
    ],
)
async def test_refuses_a_clause_that_the_law_forbids(
    database: str, code: str, article: str
) -> None:
    """The clause and the article are named, and nothing was recorded."""
    number = await _agreed()
    promise = Promise("Kata-kata", HERE, crosses=(code,))
    with pytest.raises(Refused, match=rf"clause 1 \({code}\): .*{article}"):
        await sign_agreement(number, _signed(promise), by=await officer_of(number))
    assert "agreement.signed" not in await facts_of(number)


async def test_lets_a_second_person_accept_words_that_only_look_forbidden(database: str) -> None:
    """A coordinator, for a reason; those very words, and not against what the officer answered."""
    number = await _agreed()
    by, words = await officer_of(number), "Warga tidak melapor ke bale banjar."
    with pytest.raises(Refused, match="a coordinator may accept them"):
        await sign_agreement(number, _signed(Promise(words, HERE)), by=by)
    with pytest.raises(Refused, match="coordinator"):
        await accept_wording(number, words, by=by, reason="Saya yang menulis")
    with pytest.raises(Refused, match="touch no line"):
        await accept_wording(number, "Patok dipasang", by=coordinator(), reason="Perlu")
    await accept_wording(number, words, by=coordinator(), reason="Artinya singgah")
    with pytest.raises(Refused, match="touch no line, or were accepted"):
        await accept_wording(number, words.upper(), by=coordinator(), reason="Lagi")
    for promise in (
        Promise("Korban tidak melapor.", HERE),
        Promise(words, HERE, crosses=("waives_victim",)),
    ):
        with pytest.raises(Refused, match="waives_victim"):
            await sign_agreement(number, _signed(promise), by=by)
    await sign_agreement(number, _signed(Promise(words, HERE)), by=by)
    assert (await facts_of(number))[-2:] == ["wording.accepted", "agreement.signed"]


async def test_refuses_an_agreement_that_a_side_did_not_sign(database: str) -> None:
    """A side, a mediator and a witness: who lacks is named."""
    number = await _agreed()
    by, figures = await officer_of(number), await figures_of(number)
    promise = Promise("Patok dipasang", HERE)
    lead = (await case_of(number)).lead or ""
    for names, lacking in (
        ((HERE, figures[0], lead), THERE),
        ((HERE, THERE, lead), "a mediator"),
        ((HERE, THERE, figures[0]), "a witness"),
    ):
        with pytest.raises(Refused, match=f"not signed by {lacking}"):
            await sign_agreement(number, _signed(promise, signed_by=names), by=by)
    whole = (HERE, THERE, figures[0], lead)
    await sign_agreement(number, _signed(promise, signed_by=whole), by=by)


async def test_keeps_the_limits_of_one_clause_when_another_was_checked(database: str) -> None:
    """A clause kept early is not asked about again; the other one still is, at H+90 both are."""
    number = await in_force()
    before = await _running(number)
    assert {len(before[kind]) for kind in ("clause_before", "clause_eve", "clause_after")} == {2}
    await check_clause(number, by=await officer_of(number), clause=1, result="kept")
    await run_flows()
    after = await _running(number)
    assert {len(after[kind]) for kind in ("clause_before", "clause_eve", "clause_after")} == {1}
    assert {"monitoring_7", "monitoring_30", "monitoring_90"} <= set(after)


async def test_reminds_the_owner_of_a_clause_before_its_date(database: str) -> None:
    """At H-14 and H-3 the mail goes to whoever owes it; no superior hears of a date to come."""
    await in_force()
    noon = datetime.combine(clock.today() + timedelta(days=DUE), datetime.min.time(), WITA)
    for days in (14, 3):
        at = noon - timedelta(days=days) + timedelta(hours=13)
        clock.shift_by(at - clock.machine_now())
        await say_rungs.fn(await overdue_cases())
    async with reading() as db:
        rows = await db.scalars(select(Notice).where(Notice.kind == "clause_due"))
        left = sorted((one.props["clause"], one.props["days_left"]) for one in rows)
    assert left == [(1, 3), (1, 14), (2, 3), (2, 14)]


async def test_counts_from_the_signing_and_reminds_ahead_of_nothing_near(database: str) -> None:
    """Written down three days later: H+7 is four days away, and a clause due soon has no H-14."""
    number = await _agreed()
    signed_on = clock.today()
    clock.shift_by(clock.now() - clock.machine_now() + timedelta(days=3))
    due = str(signed_on + timedelta(days=13))
    signed = Signed("Surat kesepakatan", (Promise("Patok dipasang", HERE, due),), str(signed_on))
    await sign_agreement(number, signed, by=await officer_of(number))
    await run_flows()
    running = await _running(number)
    assert "clause_before" not in running
    async with reading() as db:
        looks = await db.scalars(select(Deadline.due_at).where(Deadline.case == number))
        dues = {wita_date(at) for at in looks}
        told = await db.scalar(select(Notice).where(Notice.kind == "agreement_signed").limit(1))
    assert told is not None
    assert {date.fromisoformat(day) for day in told.props["checks_on"]} <= dues
    assert signed_on + timedelta(days=7) in dues


async def test_calls_nothing_late_before_its_date(database: str) -> None:
    """A word that is kept late would count as kept, and ask for the closure."""
    number = await in_force()
    by = await officer_of(number)
    with pytest.raises(Refused, match="until then it is kept or broken, not late"):
        await check_clause(number, by=by, clause=1, result="late")
    clock.shift_by(clock.now() - clock.machine_now() + timedelta(days=DUE + 1))
    await check_clause(number, by=by, clause=1, result="late")
    assert "clause.checked" in await facts_of(number)


async def test_lets_a_broken_clause_follow_one_that_was_kept(database: str) -> None:
    """Looked at again at H+30, a kept word may turn out broken; a broken one stays so."""
    number = await in_force()
    by = await officer_of(number)
    await check_clause(number, by=by, clause=1, result="kept")
    await check_clause(number, by=by, clause=1, result="broken")
    with pytest.raises(Refused, match="checked already: broken"):
        await check_clause(number, by=by, clause=1, result="kept")
    await run_flows()
    assert (await case_of(number)).status == "in_mediation"
    assert not [kind for kind in await _running(number) if kind.startswith(("monit", "clause_"))]


async def test_takes_an_agencys_broken_word_to_handling_and_its_superior(database: str) -> None:
    """The agency's own rung is told."""
    number = await in_force(owner="PMD")
    await check_clause(number, by=await officer_of(number), clause=1, result="broken")
    await run_flows()
    assert (await case_of(number)).status == "in_handling"
    async with reading() as db:
        told = set(await db.scalars(select(Notice.recipient).where(Notice.kind == "clause_broken")))
    assert any(one.startswith(("PMD", "SETDA")) for one in told), told


async def test_reopens_a_closed_case_whose_agreement_is_broken(database: str) -> None:
    """The same number, a new episode, rated as it was, and given anew, not to who declined it."""
    number = await _closed()
    async with transaction() as db:
        await db.execute(update(Case).where(Case.number == number).values(passed_over=["TAPEM"]))
    before = await case_of(number)
    assert (before.status, before.episode) == ("closed", 1)
    await check_clause(number, by=await officer_of(number), clause=1, result="broken")
    await run_flows()
    case = await case_of(number)
    assert (case.status, case.episode, case.outcome) == ("assigned", 2, None)
    assert (case.category, case.severity) == (before.category, before.severity)
    assert case.passed_over == ["TAPEM"]
    facts = await facts_of(number)
    assert facts[-4:] == ["clause.checked", "case.reopened", "case.triaged", "case.assigned"]


async def test_a_letter_of_an_agreement_is_brought_even_after_the_closure(database: str) -> None:
    """Whoever promised something has it in hand, however soon the case was closed."""
    number = await _closed()
    async with reading() as db:
        waiting = await letters_to_bring(db, without_mail=())
    kinds = {one.kind for one in waiting if one.to == HERE}
    assert "agreement_signed" in kinds
    assert "meeting_invited" not in kinds
    [letter] = [one for one in waiting if (one.to, one.kind) == (HERE, "agreement_signed")]
    today = str(clock.today())
    await record_delivery(number, letter.short, by=await officer_of(number), how="handed", on=today)
    assert (await facts_of(number))[-1] == "letter.delivered"
