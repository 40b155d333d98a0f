"""Every act of the secretariat, done once through its page without a script."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from sqlalchemy import select

from kit import clock
from models.session import reading
from models.texts import ErasableText
from portal.acts import barring, clocks, deciding, disclosing, endings, reviewing
from tests.builders import run_flows
from tests.people import accepted, assigned, at_meeting, case_of, facts_of, in_talks, nth
from tests.portal import standing as stand
from tests.portal.conftest import answered
from tests.portal.people import Browser

COORDINATOR = "coordinator:KESBANG-SEKRETARIS"
ROOMS = (reviewing, deciding, barring, disclosing, clocks, endings)
WHY = {"reason": "Menurut rapat sekretariat"}
IDENTITY = {"ask_identity", "consent_identity", "refuse_identity", "open_identity"}


@dataclass(frozen=True, slots=True)
class Done:
    """An act, the case that it finds, what is typed, and the fact that it says."""

    act: str
    finds: Callable[[], Awaitable[str]]
    fact: str
    typed: Mapping[str, object] = field(default_factory=dict)
    needs_text: bool = False
    needs_letter: bool = False


EVERY = (
    Done("triage", stand.under_review, "case.reviewed", {"category": "BTS", "severity": "2"}),
    Done("join", stand.beside_an_older_one, "case.reviewed", {"into": "klk-2026-00001"}),
    Done("dismiss", stand.under_review, "case.reviewed", {"reason_code": "unfounded"}),
    Done("separate", stand.joined, "case.reviewed"),
    Done("close_watched", stand.watched, "case.reviewed", {"reason_code": "no_conflict", **WHY}),
    Done("reassign", assigned, "case.reassigned", {"to": "KESBANG", **WHY}),
    Done("retry", stand.stuck, "cause.retried"),
    Done("settle", stand.stuck, "cause.settled", WHY),
    Done("task_force", stand.met, "forum.decided", {"reason_code": "stuck", "decree": "43/2026"}),
    Done(
        "accept_wording",
        stand.to_sign,
        "wording.accepted",
        {"words": "Warga tidak melapor ke bale banjar.", **WHY},
    ),
    Done("release_clause", stand.with_a_feared_owner, "clause.released", {"clause": "2", **WHY}),
    Done(
        "conflict_state",
        assigned,
        "conflict_state.recorded",
        {
            "kind": "set",
            "number": "43/HK/2026",
            "since": str(clock.today()),
            "until": str(clock.today() + timedelta(days=30)),
        },
    ),
    Done(
        "delivered",
        at_meeting,
        "letter.delivered",
        {"how": "handed", "on": str(clock.today())},
        needs_letter=True,
    ),
    Done("call", stand.red, "call.recorded", {"post": "POLSEK-51.05.01", "answered": "yes"}),
    Done("alarm_taken_by", stand.red, "alert.acknowledged", {"post": "POLSEK-51.05.01"}),
    Done("lift_bar", stand.barred, "bar.lifted", {"bar": "court", **WHY}),
    Done("keep_bar", stand.lifting_asked, "bar.kept", {"bar": "crime", **WHY}),
    Done("ask_to_unseal", stand.sealed, "bar.lift_asked", WHY),
    Done("unseal", stand.sealed_lifting_asked, "bar.lifted", WHY),
    Done("keep_seal", stand.sealed_lifting_asked, "bar.kept", WHY),
    Done("release_text", assigned, "text.released", needs_text=True),
    Done("write_summary", assigned, "summary.written", {"words": "Ada selisih soal tanda lahan."}),
    Done("erase_text", assigned, "text.erased", {"reason_code": "asked_for"}, needs_text=True),
    Done(
        "pause_clock", in_talks, "clock.paused", {"limit": "mediation", "reason_code": "mourning"}
    ),
    Done("resume_clock", stand.paused, "clock.resumed", {"limit": "mediation"}),
    Done(
        "approve_closure",
        stand.finished,
        "closure.approved",
        {
            "outcome": "calm",
            "root_cause": "boundary_unclear",
            "no_prevention": "Sudah dijaga warga",
            "parties_told": "1",
        },
    ),
    Done("refer", accepted, "case.referred", {"to": "GUBERNUR", "reason_code": "two_regencies"}),
    Done("answer_referral", stand.referred, "referral.answered", {"result": "returned"}),
    Done("uphold_objection", stand.objected, "objection.upheld", WHY),
    Done("reject_objection", stand.objected, "objection.rejected", WHY),
    Done("reopen", stand.dismissed, "case.reopened", {"reason_code": "new_facts", **WHY}),
    Done("object", stand.dismissed, "objection.raised", WHY),
)


def test_leaves_no_act_undone() -> None:
    """An act that is added is done here, or in the tests of identities and reprisals."""
    done = {one.act for one in EVERY} | IDENTITY | {"reprisal"}
    assert done >= {act.name for room in ROOMS for act in room.ACTS}


@pytest.mark.parametrize("one", EVERY, ids=lambda one: one.act)
async def test_does_an_act_through_its_page(portal: Browser, one: Done) -> None:
    """It is offered, its form is shown, what was typed becomes a fact, and the page says so."""
    number = await one.finds()
    await portal.sign_in(COORDINATOR)
    home = f"/kasus/{number}"
    assert f'href="{home}/{one.act}"' in answered(await portal.get(home), 200)
    typed = dict(one.typed)
    if one.needs_text:
        typed["text"] = await text_of(number)
    if one.needs_letter:
        typed["letter"] = await stand.letter_of(number)
    sent = await portal.post(f"{home}/{one.act}", typed)
    answered(sent, 303)
    assert one.fact in await facts_of(number)
    answered(await portal.get(sent.headers["location"]), 200)
    await run_flows()


async def test_keeps_a_reprisal_and_shows_its_code_once(portal: Browser) -> None:
    """The reporter's new code is on one page that no cache keeps, and the case says nothing."""
    number = await assigned()
    await portal.sign_in(COORDINATOR)
    before = await facts_of(number)
    sent = await portal.post(f"/kasus/{number}/reprisal", {"words": "Rumah saya dilempari batu."})
    page = answered(sent, 200)
    assert sent.headers["cache-control"] == "no-store"
    assert nth(2) in page
    assert await facts_of(number) == before
    assert (await case_of(nth(2))).sealed


async def text_of(number: str) -> str:
    """The id of the report's text."""
    async with reading() as db:
        found = await db.scalar(
            select(ErasableText.id).where(
                ErasableText.case == number, ErasableText.kind == "report"
            )
        )
    return str(found)


async def test_refuses_an_act_of_which_only_the_clock_is_seen(portal: Browser) -> None:
    """A coordinator who posts to a sealed case is refused in words, whatever was typed."""
    number = await stand.sealed()
    await portal.sign_in(COORDINATOR)
    home = f"/kasus/{number}"
    typed = {"limit": "1", "reason_code": "1"}
    sent = await portal.post(f"{home}/pause_clock", typed, shown_at="/lapor")
    answered(sent, 409)
