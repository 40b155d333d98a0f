"""Who may answer, and until when: the mail's token, the agency's own account, nobody else."""

import uuid
from datetime import timedelta

import pytest
from sqlalchemy import select

from desk.acting import Person, Refused, Stale, person
from desk.answers import Answer, answer_as, answer_by_token, hand_over
from desk.consents import answer_as_party
from desk.contacts import Met, record_contact
from desk.endings import Ending, approve_closure, finish_handling
from desk.reviews import reassign, review
from desk.talks import (
    Sitting,
    answer_as_figure,
    answer_figure_by_token,
    record_meeting,
)
from kit import clock
from kit.keys import secret
from kit.tokens import sign_answer
from models.agreements import ask_for_closure
from models.cases import lock_cases
from models.chain import SealedFact
from models.facts.assignment import CasePrepared
from models.facts.talks import HandlingOpened
from models.regency_folder import regency
from models.session import reading, transaction
from models.talks import open_mediation
from models.texts import ErasableText
from tests.builders import a_case, run_flows
from tests.people import (
    HERE,
    SIDES,
    THERE,
    YES,
    assigned,
    assignment_of,
    at_meeting,
    case_of,
    coordinator,
    facts_of,
    figures_of,
    in_handling,
    in_talks,
    let_it_begin,
    officer,
    officer_of,
)

NO = Answer(accepted=False, office="Kantor Camat", officer="Kasi", reason_code="no_capacity")


async def _token(number: str, *, days: int = 60) -> str:
    assignment = await assignment_of(number)
    until = clock.now() + timedelta(days=days)
    return sign_answer(str(assignment.id), expires_at=until, key=secret("answers"))


async def test_answers_with_the_mails_token(database: str) -> None:
    """The token alone says which case; the office is sealed, the officer's name is erasable."""
    number = await assigned()
    assert await answer_by_token(await _token(number), YES) == number
    await run_flows()
    assert (await case_of(number)).status == "accepted"
    async with reading() as db:
        fact = await db.scalar(select(SealedFact).where(SealedFact.name == "assignment.accepted"))
        name = await db.scalar(select(ErasableText.text).where(ErasableText.kind == "officer"))
    assert fact is not None
    assert fact.actor == "agency:" + (await officer_of(number)).id
    assert (name, "Petugas Piket" in fact.record) == ("Petugas Piket", False)


async def test_holds_whoever_answers_by_token_to_what_they_saw(database: str) -> None:
    """A case that went on meanwhile is told of, and not answered."""
    number = await assigned()
    with pytest.raises(Stale):
        await answer_by_token(await _token(number), NO, seen=1)
    assert (await facts_of(number))[-1] == "case.assigned"


async def test_refuses_a_forged_token(database: str) -> None:
    """One changed sign, another key, another purpose, or no token at all."""
    number = await assigned()
    token = await _token(number)
    key = (await assignment_of(number)).id
    until = clock.now() + timedelta(days=1)
    forged = sign_answer(str(key), expires_at=until, key=b"x" * 32)
    swapped = token[:-2] + ("A" if token[-2] != "A" else "B") + token[-1]
    figure = sign_answer("figure:a:b", expires_at=until, key=secret("answers"))
    for bad in (forged, swapped, token[:20], "", "x" * 100_000, figure):
        with pytest.raises(Refused, match="not one of ours or was cut off"):
            await answer_by_token(bad, YES)
    assert (await facts_of(number))[-1] == "case.assigned"


async def test_refuses_an_expired_token(database: str) -> None:
    """It says since when, and whom to ask."""
    number = await assigned()
    token = await _token(number)
    clock.shift_by(timedelta(days=61))
    with pytest.raises(Refused, match=r"expired on .*ask the secretariat for a new one"):
        await answer_by_token(token, YES)


async def test_refuses_a_superseded_token(database: str) -> None:
    """The case was given to another office since: the first mail's link is worth nothing."""
    number = await assigned()
    token = await _token(number)
    await reassign(number, by=coordinator(), to="KESBANG", reason="Lintas desa")
    await run_flows()
    with pytest.raises(Refused, match="superseded: the case was given to another office"):
        await answer_by_token(token, YES)


async def test_refuses_a_token_of_an_assignment_that_is_not_here(database: str) -> None:
    """A genuine token of another home is no way in."""
    until = clock.now() + timedelta(days=1)
    token = sign_answer(str(uuid.uuid4()), expires_at=until, key=secret("answers"))
    with pytest.raises(Refused, match="does not exist here"):
        await answer_by_token(token, YES)


async def test_refuses_a_second_answer_by_whatever_way(database: str) -> None:
    """Once by mail, then by account, then by mail again: the first one stands."""
    number = await assigned()
    token, by = await _token(number), await officer_of(number)
    await answer_by_token(token, YES)
    with pytest.raises(Refused, match="it was accepted already, by Kantor Camat on 20"):
        await answer_as(number, NO, by=by)
    await run_flows()
    with pytest.raises(Refused, match="it was accepted already"):
        await answer_by_token(token, NO)


async def test_refuses_an_answer_to_somebody_elses_assignment(database: str) -> None:
    """Another agency, a coordinator and an auditor cannot speak for the one that was asked."""
    number = await assigned()
    for by, why in (
        (officer("POLPP"), "there is no such case"),
        (coordinator(), "not for the one asked"),
    ):
        with pytest.raises(Refused, match=why):
            await answer_as(number, YES, by=by)
    assert (await facts_of(number))[-1] == "case.assigned"


async def test_refuses_an_answer_where_nothing_was_asked(database: str) -> None:
    """A case in review is in nobody's hands."""
    number = await a_case("Ada ribut-ribut kecil.")
    await run_flows()
    with pytest.raises(Refused, match="in no agency's hands now"):
        await answer_as(number, YES, by=coordinator())


@pytest.mark.parametrize("bad", ["", "Pak Kasi menolak", "busy"])
async def test_declines_only_with_a_reason_of_the_list(database: str, bad: str) -> None:
    """Why it was declined is counted, so it is a code of the list; words beside it are erasable."""
    number = await assigned()
    answer = Answer(accepted=False, office="Camat", officer="Kasi", reason_code=bad or None)
    with pytest.raises(Refused, match="one of: not_our_mandate, conflict_of_interest"):
        await answer_as(number, answer, by=await officer_of(number))


async def test_knows_nobody_who_is_not_in_the_regencys_list() -> None:
    """A role that the office does not have is refused with the one it has."""
    for words in ("coordinator:NOBODY", "KESBANG-SEKRETARIS", "", "figure:nobody"):
        with pytest.raises(Refused, match=r"ROLE:ID"):
            person(words, rules=regency())
    with pytest.raises(Refused, match="write coordinator:KESBANG-SEKRETARIS"):
        person("agency:KESBANG-SEKRETARIS", rules=regency())


async def test_lets_an_agency_act_only_on_the_case_it_leads(database: str) -> None:
    """Contact, handling and hand-over belong to the lead."""
    number = await in_handling()
    stranger = officer("POLPP")
    acts = (
        record_contact(number, Met(sides=SIDES), by=stranger),
        finish_handling(number, by=stranger, result_code="calm", done="Selesai"),
        hand_over(number, by=stranger, to="KESBANG"),
    )
    for act in acts:
        with pytest.raises(Refused, match="there is no such case"):
            await act
    with pytest.raises(Refused, match="only coordinator"):
        await review(number, by=await officer_of(number), decision="triage")


async def test_refuses_contact_before_the_assignment_was_accepted(database: str) -> None:
    """Whoever did not take the case has not met its sides for us."""
    number = await assigned()
    with pytest.raises(Refused, match="accept the assignment first"):
        await record_contact(number, Met(sides=SIDES), by=await officer_of(number))


async def test_lets_a_figure_answer_only_for_itself_and_once(database: str) -> None:
    """By token or account; who was not asked has nothing to answer."""
    number = await in_talks()
    first, second = (await figures_of(number))[:2]
    me = person(f"figure:{first}", rules=regency())
    with pytest.raises(Refused, match="can only answer for itself"):
        await answer_as_figure(number, by=me, figure=second, answer="accept")
    async with reading() as db:
        mediation = await open_mediation(db, number)
    assert mediation is not None
    until = clock.now() + timedelta(days=1)
    token = sign_answer(f"figure:{mediation.id}:{first}", expires_at=until, key=secret("answers"))
    assert await answer_figure_by_token(token, "accept") == number
    with pytest.raises(Refused, match="answered already: accept"):
        await answer_figure_by_token(token, "accept")
    asked = await figures_of(number)
    stranger = next(one.id for one in regency().figures if one.id not in asked)
    with pytest.raises(Refused, match="was not asked to mediate"):
        await answer_as_figure(number, by=coordinator(), figure=stranger, answer="accept")


async def test_lets_a_replaced_figure_rest(database: str) -> None:
    """Who was objected to and replaced before answering is not asked any more."""
    number = await in_talks()
    first = (await figures_of(number))[0]
    by = await officer_of(number)
    await answer_as_party(number, by=by, label=HERE, accepts=False, figure=first)
    await run_flows()
    with pytest.raises(Refused, match="need not answer any more"):
        await answer_as_figure(number, by=by, figure=first, answer="accept")


async def test_lets_only_who_sat_speak_of_a_meeting(database: str) -> None:
    """A figure of another place records nothing, and no stranger's name gets into the chain."""
    number = await at_meeting()
    await let_it_begin(number)
    figures = tuple(await figures_of(number))
    stranger = next(one.id for one in regency().figures if one.id not in figures)
    held = Sitting("adjourned", parties=(HERE, THERE), figures=figures)
    with pytest.raises(Refused, match="there is no such case"):
        await record_meeting(number, held, by=person(f"figure:{stranger}", rules=regency()))
    named = Sitting("adjourned", parties=(HERE, THERE), figures=("Pak Badu",))
    by = person(f"figure:{figures[0]}", rules=regency())
    with pytest.raises(Refused, match="Pak Badu: not on the panel"):
        await record_meeting(number, named, by=by)
    await record_meeting(number, held, by=by)


async def test_refuses_a_meeting_that_could_not_have_been_so(database: str) -> None:
    """Before its hour, without a side, agreed with one side only, left by nobody."""
    number = await at_meeting()
    by, figures = await officer_of(number), tuple(await figures_of(number))
    held = Sitting("agreed", parties=(HERE, THERE), figures=figures)
    with pytest.raises(Refused, match="its meeting is only on 20"):
        await record_meeting(number, held, by=by)
    await let_it_begin(number)
    odd = {
        "a meeting has at least one side and one figure": Sitting("adjourned", (), figures),
        "one side alone agrees to nothing": Sitting("agreed", (HERE,), figures),
        "a withdrawal names the side": Sitting("withdrawn", (HERE, THERE), figures),
        "outcome 'peace': one of agreed": Sitting("peace", (HERE, THERE), figures),
        "no side is called 'Desa Lain'": Sitting("adjourned", ("Desa Lain",), figures),
    }
    for why, sitting in odd.items():
        with pytest.raises(Refused, match=why):
            await record_meeting(number, sitting, by=by)


async def test_refuses_the_approval_of_the_only_one_who_worked_on_it(database: str) -> None:
    """A review and a reassignment by one person, the rest by flows: a second must approve."""
    number = await a_case("Ada ribut-ribut kecil.")
    await run_flows()
    me = coordinator()
    await review(number, by=me, decision="triage", category="BTS", severity=2, stage=1)
    await run_flows()
    async with transaction() as db:
        case = (await lock_cases(db, [number]))[number]
        for fact in (
            CasePrepared(questions=(), candidates=(), rule_set="-"),
            HandlingOpened(reason_code="calm"),
        ):
            case.record(fact, actor="flow:test/1", at=clock.now())
        await ask_for_closure(db, case, outcome="calm", at=clock.now())
    ending = Ending("calm", "boundary_unclear", no_prevention="Sudah dijaga warga")
    with pytest.raises(Refused, match="Only you have worked on it; a second person must approve"):
        await approve_closure(number, ending, by=me)
    await _approve(number, ending, by=coordinator("KESBANG-KEPALA"))


async def _approve(number: str, ending: Ending, *, by: Person) -> None:
    """Approve, but for the document that these crafted facts left out."""
    try:
        await approve_closure(number, ending, by=by)
    except Refused as refused:
        assert "Only you" not in str(refused)  # noqa: PT017 - other refusals are welcome here
