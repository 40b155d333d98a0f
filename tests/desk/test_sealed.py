"""A sealed task from its first contact to its end: without sides, and by those who read it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from desk.acting import Person, Refused
from desk.answers import answer_as
from desk.audit import erase_text
from desk.bars import Barring, raise_bar
from desk.contacts import Met, record_contact
from desk.endings import Ending, approve_closure, finish_handling
from desk.identities import ask_identity, consent_identity, read_identity
from desk.reopening import decide_objection, object_to, reopen
from desk.reports import Contact, Told, report
from desk.reviews import review
from desk.sealed import record_police_report, record_protection
from desk.seeing import seen_page
from kit import clock
from models.deadlines import running
from models.notices import Notice
from models.regency_folder import regency
from models.session import reading
from models.texts import ErasableText
from portal.acting import offers
from tests.builders import a_case, run_flows
from tests.people import SIDES, VILLAGE, YES, case_of, coordinator, facts_of, officer_of
from tests.portal.standing import watched

pytestmark = pytest.mark.usefixtures("database")
AT_HOME = "Suaminya sering memukul istrinya dan anaknya di rumah."
ENDING = Ending("victim_safe", "violence_at_home", no_prevention="Didampingi UPTD PPA")
DONE = "Korban didampingi dan tinggal di rumah aman."


def _officer(office: str) -> Person:
    return Person("agency", office, regency().actor(office).agency)


async def _accepted() -> str:
    number = await a_case(AT_HOME)
    await run_flows()
    await answer_as(number, YES, by=await officer_of(number))
    await run_flows()
    return number


async def finished(*, protected: bool = True) -> str:
    """A sealed case whose lead says that it is done."""
    number = await _accepted()
    by = await officer_of(number)
    await record_contact(number, Met(sides=()), by=by)
    await run_flows()
    if protected:
        await record_protection(number, by=by, note="Di rumah aman")
        await record_police_report(number, by=by)
    await finish_handling(number, by=by, result_code="victim_safe", done=DONE)
    await run_flows()
    return number


async def _reopen(number: str, *, by: Person) -> None:
    await reopen(number, by=by, reason_code="new_facts", reason="Ada keterangan baru")


async def _offered(number: str, by: Person) -> set[str]:
    page = await seen_page(number, by=by, words=True)
    return {act.name for act in await offers(page, by=by, in_person=True)}


async def test_writes_to_its_officers_and_to_no_common_mailbox() -> None:
    """Of a case that is not sealed an agency's own mailbox is written to."""
    number, common = await finished(), {one.email for one in regency().agencies}
    async with reading() as db:
        rows = (await db.scalars(select(Notice).where(Notice.case == number))).all()
    sent = {one.kind: one.address for one in rows if one.recipient in {"DSOSPPPA", "POLRES"}}
    assert sent["case_assigned_sealed"] == regency().actor("DSOSPPPA-UPTD-PPA").email
    assert sent["support_asked_sealed"] == regency().actor("POLRES-UNIT-PPA").email
    assert common.isdisjoint(sent.values())
    assert regency().mail_of("POLRES", sealed=False) == regency().agency("POLRES").email
    assert regency().mail_of("DISPAR", sealed=True) == regency().agency("DISPAR").email


async def test_only_its_lead_erases_its_words_or_asks_who_told_them() -> None:
    """No coordinator who may not read it; another person still consents to the opening."""
    told = Told(AT_HOME, VILLAGE, "2026-11-01", contact=Contact(name="Sari", phone="081234567"))
    number = (await report(told, by="reporter:-", rules=regency())).number
    await run_flows()
    lead = await officer_of(number)
    async with reading() as db:
        text = str(await db.scalar(select(ErasableText.id).where(ErasableText.case == number)))
    with pytest.raises(Refused, match="sealed task"):
        await erase_text(number, text, by=coordinator(), reason_code="asked_for")
    with pytest.raises(Refused, match="sealed task"):
        await ask_identity(number, "Klarifikasi", by=coordinator())
    await ask_identity(number, "Korban harus dijemput", by=lead)
    await consent_identity(number, by=coordinator())
    assert (await read_identity(number, by=lead))["name"] == "Sari"
    await erase_text(number, text, by=lead, reason_code="asked_for")
    assert (await facts_of(number))[-1] == "text.erased"
    async with reading() as db:
        rows = await db.execute(
            select(Notice.recipient, Notice.address).where(Notice.kind == "text_erased")
        )
        assert rows.tuples().all() == [("POLRES", regency().actor("POLRES-UNIT-PPA").email)]


async def test_only_who_reads_it_raises_another_bar_in_it() -> None:
    """Not the secretariat, in an open case or an ended one; its body that leads may."""
    number = await _accepted()
    with pytest.raises(Refused, match="sealed to you"):
        await raise_bar(number, Barring("crime", reason="Ada laporan"), by=coordinator())
    await raise_bar(number, Barring("crime", reason="Ada laporan"), by=await officer_of(number))
    assert (await case_of(number)).bars == ["crime", "sealed"]


async def test_is_read_by_the_officers_who_are_marked_for_it_alone() -> None:
    """Others of the same agency have an account, and to them there is no such case."""
    number = await _accepted()
    for other in ("POLRES-PETUGAS", "DSOSPPPA-PETUGAS"):
        with pytest.raises(Refused, match="no such case"):
            await seen_page(number, by=_officer(other), words=True)
        with pytest.raises(Refused, match="no such case"):
            await record_protection(number, by=_officer(other))
    for known in ("POLRES-UNIT-PPA", "POLRES-KASAT-RESKRIM", "DSOSPPPA-KABID-PPPA"):
        assert (await seen_page(number, by=_officer(known), words=True)).words


async def test_asks_for_no_sides() -> None:
    """Who hurt whom is no dispute of two sides: it records only that the victim was met."""
    number = await _accepted()
    by = await officer_of(number)
    offered = await _offered(number, by)
    assert {"victim_met"} == offered & {"victim_met", "contact", "contact_again", "companion"}
    with pytest.raises(Refused, match="keeps no sides"):
        await record_contact(number, Met(sides=SIDES), by=by)
    await record_contact(number, Met(sides=()), by=by)
    await run_flows()
    assert (await case_of(number)).status == "in_handling"


async def test_is_closed_by_the_body_that_did_not_finish_it() -> None:
    """It reads what was done; no coordinator who sees a number and a clock approves."""
    number = await finished()
    other, finisher = _officer("POLRES-UNIT-PPA"), await officer_of(number)
    page = await seen_page(number, by=other, words=True)
    assert page.work is not None
    assert page.work.handled == DONE
    assert "approve_closure" in await _offered(number, other)
    assert "approve_closure" not in await _offered(number, coordinator())
    with pytest.raises(Refused, match="may not do this: a sealed task"):
        await approve_closure(number, ENDING, by=coordinator())
    with pytest.raises(Refused, match="You said yourself"):
        await approve_closure(number, ENDING, by=finisher)
    for settled in ("agreed", "settled", "agreement_kept"):
        with pytest.raises(Refused, match="never settled between sides"):
            await approve_closure(number, replace(ENDING, outcome=settled), by=other)
    await approve_closure(number, ENDING, by=other)
    await run_flows()
    assert (await case_of(number)).status == "closed"


async def test_tells_its_officers_that_it_ended_and_nothing_else() -> None:
    """Who finished it hears that the other body closed it."""
    number = await finished()
    await approve_closure(number, ENDING, by=_officer("POLRES-UNIT-PPA"))
    await run_flows()
    async with reading() as db:
        rows = await db.scalars(select(Notice).where(Notice.case == number))
        told = {
            one.recipient: (one.address, one.props) for one in rows if one.kind == "case_closed"
        }
    assert set(told) == {"POLRES", "DSOSPPPA"}
    assert {address for address, _ in told.values()} == {
        "unit.ppa.polres@klungkung.example",
        "uptd.ppa.dsospppa@klungkung.example",
    }
    assert not any(props["outcome"] or props["agreed"] for _, props in told.values())


async def test_is_not_closed_before_the_victim_is_protected_and_the_police_know() -> None:
    """Their clocks run on, too: that it is handled protects nobody (UU 23/2004; UU 12/2022)."""
    number = await finished(protected=False)
    by, other = await officer_of(number), _officer("POLRES-UNIT-PPA")
    opened = (await case_of(number)).opened_at
    async with reading() as db:
        owed = {row.kind: row for row in (await running(db, [number]))[number]}
    assert owed["protection"].due_at == opened + timedelta(hours=24)
    assert owed["police_report"].due_at == opened + timedelta(hours=72)
    with pytest.raises(Refused, match=r"No protection of the victim.*No report to the police"):
        await approve_closure(number, ENDING, by=other)
    await record_protection(number, by=by)
    with pytest.raises(Refused, match="No report to the police"):
        await approve_closure(number, ENDING, by=other)
    await record_police_report(number, by=by, note="Korban dewasa, menolak melapor")
    await approve_closure(number, ENDING, by=other)
    await run_flows()
    assert (await case_of(number)).status == "closed"


async def test_is_reopened_by_somebody_else_who_reads_it() -> None:
    """Neither by who finished it nor by who approved its end."""
    number = await finished()
    other, finisher = _officer("POLRES-UNIT-PPA"), await officer_of(number)
    await approve_closure(number, ENDING, by=other)
    await run_flows()
    for by in (other, finisher):
        with pytest.raises(Refused, match="ended it yourself"):
            await _reopen(number, by=by)
    with pytest.raises(Refused, match="may not do this: a sealed task"):
        await _reopen(number, by=coordinator())
    third = _officer("POLRES-KASAT-RESKRIM")
    assert "reopen" in await _offered(number, third)
    clock.shift_by(timedelta(days=5))
    await _reopen(number, by=third)
    await run_flows()
    assert "case.reopened" in await facts_of(number)
    async with reading() as db:
        rows = (await running(db, [number]))[number]
    owed = {row.kind: row.due_at for row in rows}
    assert {"protection", "police_report"} <= set(owed)
    assert min(owed.values()) > clock.now()


async def test_an_objection_is_decided_by_those_who_read_it() -> None:
    """But not by who ended it."""
    number = await finished()
    other = _officer("POLRES-UNIT-PPA")
    await approve_closure(number, ENDING, by=other)
    await run_flows()
    await object_to(number, by=coordinator(), reason="Pelapor menelepon")
    async with reading() as db:
        called = select(Notice.recipient).where(Notice.kind == "objection_raised")
        assert set(await db.scalars(called)) == {"DSOSPPPA", "POLRES"}
    with pytest.raises(Refused, match="may not do this: a sealed task"):
        await decide_objection(number, by=coordinator(), upheld=True, reason="Benar")
    with pytest.raises(Refused, match="ended it yourself"):
        await decide_objection(number, by=other, upheld=True, reason="Benar")
    third = _officer("POLRES-KASAT-RESKRIM")
    assert "uphold_objection" in await _offered(number, third)
    await decide_objection(number, by=third, upheld=True, reason="Benar")


async def test_coordinators_are_asked_to_close_what_no_body_has() -> None:
    """A watched case that was sealed while its closure was on its way."""
    number = await watched()
    ending = {"decision": "close", "reason_code": "no_conflict", "reason": "Tetap tenang."}
    await review(number, by=coordinator(), **ending)  # type: ignore[arg-type] # its own arguments
    await raise_bar(number, Barring("sealed", reason="Ada tanda"), by=coordinator())
    await run_flows()
    async with reading() as db:
        asked = await db.scalars(
            select(Notice.recipient).where(Notice.case == number, Notice.kind == "closure_asked")
        )
        assert set(asked) >= {"KESBANG-SEKRETARIS"}
