"""What people may do at the desk, right or wrong; ``pick`` chooses, the likeliest comes first."""

from collections.abc import Callable, Coroutine, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from desk.acting import Person
from desk.agreements import correct_agreement, sign_agreement
from desk.answers import Answer, answer_as, hand_over
from desk.bars import Barring, raise_bar
from desk.clauses import Promise, Signed
from desk.consents import answer_as_party
from desk.contacts import Met, Side, record_contact
from desk.endings import Ending, approve_closure, check_clause, finish_handling
from desk.incidents import Happened, record_incident
from desk.lifting import keep_bar, lift_bar
from desk.reviews import reassign, retry_cause, review, settle_cause
from desk.sittings import Plan, plan_meeting, postpone_meeting
from desk.talks import (
    Sitting,
    answer_as_figure,
    cancel_meeting,
    move_meeting,
    record_meeting,
)
from kit import clock
from models.agreements import Closure
from models.cases import Case
from models.session import reading
from models.talks import Mediation, Meeting, Panelist, scheduled_meeting
from models.views import MeetingKind
from tests.people import HERE, OTHER, THERE, VILLAGE, coordinator, nth, officer

AGENCIES = ("KESBANG", "POLPP", "CAMAT-51.05.02", "POLRES", "PMD")
OFFICES = ("KESBANG-SEKRETARIS", "KESBANG-KEPALA")
INCIDENTS = (
    "Warga kedua desa kembali beradu mulut di batas sawah.",
    "Puluhan warga membawa parang dan melempari rumah, dua orang luka.",
    "Seorang anak dipukuli ayahnya di rumah.",
    "Ternyata ada transaksi sabu di antara mereka.",
)

Pick = Callable[[Sequence[Any]], Any]
Act = Callable[[str, Pick], Coroutine[Any, Any, None]]


async def _lead(case: str, pick: Pick) -> Person:
    """Mostly the case's own agency, sometimes another."""
    async with reading() as db:
        lead = (await db.get_one(Case, case)).lead
    return officer(pick([lead or "POLPP"] * 4 + ["POLPP"]))


def _secretary(pick: Pick) -> Person:
    return coordinator(pick(OFFICES))


async def answers(case: str, pick: Pick) -> None:
    """The agency accepts or declines."""
    yes = pick((True, True, True, False))
    answer = Answer(yes, office="Kantor", officer="Petugas", reason_code="no_capacity")
    await answer_as(case, answer, by=await _lead(case, pick))


async def hands_over(case: str, pick: Pick) -> None:
    """The lead hands the case to another agency."""
    await hand_over(case, by=await _lead(case, pick), to=pick(AGENCIES))


async def reviews(case: str, pick: Pick) -> None:
    """A coordinator triages, dismisses or joins."""
    decision = pick(("triage", "triage", "dismiss", "join"))
    category = pick(("BTS", None, "EKO", "NRK", "PPA", "LNY"))
    await review(
        case,
        by=_secretary(pick),
        decision=decision,
        category=category if decision == "triage" else None,
        reason_code="unfounded" if decision == "dismiss" else None,
        into=nth(1) if decision == "join" else None,
    )


async def reassigns(case: str, pick: Pick) -> None:
    """A coordinator gives the case elsewhere."""
    to = pick(AGENCIES)
    await reassign(case, by=_secretary(pick), to=to, reason="Lintas desa")


async def contacts(case: str, pick: Pick) -> None:
    """The agency met one side or both, willing or not."""
    willing = pick((True, True, True, False, None))
    sides = (
        Side(HERE, "village", VILLAGE, willing=True),
        Side(THERE, "village", OTHER, willing=willing),
    )
    async with reading() as db:
        sealed = (await db.get_one(Case, case)).sealed
    met = Met(sides=() if sealed else sides[: pick((2, 2, 2, 1))])
    await record_contact(case, met, by=await _lead(case, pick))


async def _panel(case: str) -> list[Panelist]:
    async with reading() as db:
        rows = await db.scalars(
            select(Panelist)
            .join(Mediation, Mediation.id == Panelist.mediation)
            .where(Mediation.case == case, Mediation.ended_at.is_(None))
            .order_by(Panelist.rank)
        )
        return list(rows)


async def figure_answers(case: str, pick: Pick) -> None:
    """One figure answers, perhaps not for the first time."""
    figures = [one.figure for one in await _panel(case)] or ["nobody"]
    answer = pick(("accept", "accept", "cannot", "tie"))
    figure = pick(figures)
    await answer_as_figure(case, by=await _lead(case, pick), figure=figure, answer=answer)


async def waiting_figures_accept(case: str, pick: Pick) -> None:
    """All who were asked and have not answered accept."""
    by = await _lead(case, pick)
    for one in await _panel(case):
        if one.open:
            await answer_as_figure(case, by=by, figure=one.figure, answer="accept")


async def party_answers(case: str, pick: Pick) -> None:
    """A side accepts the panel, or objects to somebody."""
    figures = [one.figure for one in await _panel(case)] or ["nobody"]
    objects = pick((False, False, False, True))
    await answer_as_party(
        case,
        by=await _lead(case, pick),
        label=pick((HERE, THERE)),
        accepts=not objects,
        figure=pick(figures) if objects else None,
    )


async def meets(case: str, pick: Pick) -> None:
    """A meeting was held, perhaps before its hour."""
    outcome = pick(("agreed", "agreed", "adjourned", "deadlock", "withdrawn"))
    async with reading() as db:
        meeting = await scheduled_meeting(db, case)
    if meeting is not None and pick((True, True, False)):
        clock.shift_by(max(meeting.ends_at, clock.now()) - clock.machine_now())
    sitting = Sitting(
        outcome,
        parties=(HERE, THERE)[: pick((2, 2, 2, 1))],
        figures=tuple(one.figure for one in await _panel(case) if one.sits),
        withdrawn=THERE if outcome == "withdrawn" else None,
    )
    await record_meeting(case, sitting, by=await _lead(case, pick))


def _at_ten(at: datetime) -> datetime:
    """The day's ten o'clock: a meeting by night is refused."""
    return clock.in_wita(at).replace(hour=10, minute=0, second=0, microsecond=0)


async def moves_meeting(case: str, pick: Pick) -> None:
    """The meeting gets another date, perhaps one that is over."""
    days = pick((1, 2, 5, 20, -1))
    at = _at_ten(clock.now() + timedelta(days=days))
    await move_meeting(case, by=_secretary(pick), starts_at=at)


async def plans_meeting(case: str, pick: Pick) -> None:
    """Somebody sets a meeting by hand, of any kind."""
    kind = pick(tuple(MeetingKind))
    at = _at_ten(clock.now() + timedelta(days=pick((1, 2, 5, 20, -1))))
    side = HERE if kind is MeetingKind.CAUCUS else None
    await plan_meeting(case, Plan(kind, at, side=side), by=_secretary(pick))


async def postpones_meeting(case: str, pick: Pick) -> None:
    """A meeting had no quorum, perhaps before its hour."""
    async with reading() as db:
        meeting = await scheduled_meeting(db, case)
    if meeting is not None and pick((True, True, False)):
        clock.shift_by(max(meeting.ends_at, clock.now()) - clock.machine_now())
    await postpone_meeting(case, by=_secretary(pick), missing=(pick((HERE, THERE)),))


async def cancels_meeting(case: str, pick: Pick) -> None:
    """The meeting is off."""
    await cancel_meeting(case, by=_secretary(pick), reason_code="flood")


async def signs(case: str, pick: Pick) -> None:
    """An agreement with two promises."""
    await sign_agreement(case, _signed(pick), by=await _lead(case, pick))


async def corrects(case: str, pick: Pick) -> None:
    """It was written down wrongly."""
    by = await _lead(case, pick)
    await correct_agreement(case, _signed(pick), by=by, reason="Salah ketik")


def _signed(pick: Pick) -> Signed:
    owner = pick((HERE, THERE, "PMD", "nobody"))
    due = str(clock.today() + timedelta(days=pick((20, 1, 0, -1))))
    promises = (Promise("Patok dipasang", HERE, due), Promise("Jalan dibuka", owner))
    return Signed("Surat kesepakatan", promises, signed_on=str(clock.today()))


async def checks_clause(case: str, pick: Pick) -> None:
    """A promise was kept or broken."""
    result = pick(("kept", "kept", "kept", "late", "broken"))
    clause = pick((1, 2, 1, 2, 3))
    await check_clause(case, by=await _lead(case, pick), clause=clause, result=result)


async def finishes(case: str, pick: Pick) -> None:
    """The agency is done."""
    await finish_handling(case, by=await _lead(case, pick), result_code="calm", done="Selesai")


async def approves(case: str, pick: Pick) -> None:
    """A coordinator approves the closure, or a body of a sealed case."""
    ending = Ending("calm", "boundary_unclear", no_prevention="Sudah dijaga warga")
    by = pick((_secretary(pick), officer("POLRES"), officer("DSOSPPPA")))
    await approve_closure(case, ending, by=by)


async def raises_bar(case: str, pick: Pick) -> None:
    """Somebody at the desk raises a bar, perhaps for one person alone."""
    by = pick((await _lead(case, pick), _secretary(pick)))
    bar, scope = pick(
        (
            ("sealed", None),
            ("sealed", "person"),
            ("court", None),
            ("crime", None),
            ("election", None),
        )
    )
    words = "Seorang anak dipukul ketika ribut" if scope else None
    await raise_bar(case, Barring(bar, scope=scope, reason="Ada tanda", words=words), by=by)


async def lifts_bar(case: str, pick: Pick) -> None:
    """A coordinator lifts a bar, or asks for it."""
    bar = pick(("sealed", "sealed", "court", "crime", "election"))
    category = pick((None, "BTS"))
    by = pick((_secretary(pick), officer("POLRES"), officer("DSOSPPPA")))
    await lift_bar(case, bar, by=by, reason="Ditelaah", category=category)


async def keeps_bar(case: str, pick: Pick) -> None:
    """A bar stands on, although somebody asked to lift it."""
    bar = pick(("sealed", "crime", "election"))
    by = pick((_secretary(pick), officer("POLRES")))
    await keep_bar(case, bar, by=by, reason="Belum waktunya")


async def court_bars(case: str, pick: Pick) -> None:
    """A court took the matter."""
    by = pick((_secretary(pick), await _lead(case, pick)))
    await raise_bar(case, Barring("court", reason="Digugat"), by=by)


async def court_bar_falls(case: str, pick: Pick) -> None:
    """The court is done with it."""
    await lift_bar(case, "court", by=_secretary(pick), reason="Gugatan dicabut")


async def records_incident(case: str, pick: Pick) -> None:
    """Something new happened: a quarrel, a fight, drugs, or what must be sealed."""
    happened = Happened(pick(INCIDENTS), clock.today())
    await record_incident(case, happened, by=_secretary(pick))


async def retries(case: str, pick: Pick) -> None:
    """A coordinator retries what is stuck."""
    await retry_cause(case, by=_secretary(pick))


async def settles(case: str, pick: Pick) -> None:
    """A coordinator settles what is stuck."""
    await settle_cause(case, by=_secretary(pick), reason="Uji coba")


async def parties_accept(case: str, pick: Pick) -> None:
    """Both sides accept the panel."""
    by = await _lead(case, pick)
    for label in (HERE, THERE):
        await answer_as_party(case, by=by, label=label, accepts=True)


async def keeps_all(case: str, pick: Pick) -> None:
    """Both promises were kept."""
    by = await _lead(case, pick)
    for clause in (1, 2):
        await check_clause(case, by=by, clause=clause, result="kept")


async def due_of(case: str) -> tuple[Act, ...]:
    """What the case waits for a person to do."""
    async with reading() as db:
        status = (await db.get_one(Case, case)).status
        asked = await db.get(Closure, (case, 1))
    if asked is not None and asked.withdrawn_at is None:
        return (approves,)
    return await _due_of_talks(case) if status == "in_mediation" else DUE.get(status, ())


async def _due_of_talks(case: str) -> tuple[Act, ...]:
    async with reading() as db:
        meeting = await scheduled_meeting(db, case)
        agreed = await db.scalar(
            select(Meeting.id).where(Meeting.case == case, Meeting.outcome == "agreed").limit(1)
        )
    if meeting is not None:
        return (meets,)
    if any(one.open for one in await _panel(case)):
        return (waiting_figures_accept, figure_answers)
    return (signs,) if agreed else (parties_accept, party_answers)


DUE: dict[str, tuple[Act, ...]] = {
    "needs_review": (reviews,),
    "assigned": (answers,),
    "accepted": (contacts,),
    "in_handling": (finishes,),
    "agreed": (keeps_all, checks_clause, corrects),
}
ACTS: tuple[Act, ...] = (
    answers,
    hands_over,
    reviews,
    reassigns,
    contacts,
    figure_answers,
    party_answers,
    meets,
    moves_meeting,
    plans_meeting,
    postpones_meeting,
    cancels_meeting,
    signs,
    corrects,
    checks_clause,
    finishes,
    approves,
    raises_bar,
    lifts_bar,
    keeps_bar,
    records_incident,
    retries,
    settles,
)
