"""What people do more rarely: courts, forums, decrees, receipts, alarms, letters by hand."""

from datetime import timedelta

from desk.alarms import Call, Situation, acknowledge, record_call, report_situation, resume
from desk.clocks import resume_clock
from desk.consents import name_companion
from desk.courts import record_lawsuit, register_agreement
from desk.deliveries import record_delivery
from desk.forums import Decree, convene_task_force, record_decision
from desk.offices import change_officer
from desk.releasing import release_clause
from desk.remains import finish_prevention
from desk.reviews import review
from desk.states import StateDecree, record_conflict_state
from kit import clock
from models.by_hand import letters_unbrought
from models.cases import Case
from models.duty import Post
from models.regency_folder import regency
from models.session import reading
from tests.people import HERE, THERE, coordinator, officer
from tests.tasks.acts import OFFICES, Act, Pick


async def _of_the_case(case: str) -> Case:
    async with reading() as db:
        return await db.get_one(Case, case)


async def goes_to_court(case: str, pick: Pick) -> None:
    """A suit begins or ends."""
    state = pick(("filed", "decided", "settled", "withdrawn"))
    await record_lawsuit(case, by=coordinator(pick(OFFICES)), court="PN-SEMARAPURA", state=state)


async def registers(case: str, pick: Pick) -> None:
    """The sides registered their agreement."""
    await register_agreement(case, by=coordinator(pick(OFFICES)))


async def tells_of_a_decision(case: str, pick: Pick) -> None:
    """A body decided the matter before."""
    body = pick(("kecamatan", "village", "kertha_desa"))
    await record_decision(case, body, by=coordinator(pick(OFFICES)), decided_on=str(clock.today()))


async def convenes(case: str, pick: Pick) -> None:
    """A task force takes it over."""
    await convene_task_force(case, Decree("stuck", "1/HK/2026"), by=coordinator(pick(OFFICES)))


async def decrees(case: str, pick: Pick) -> None:
    """The bupati sets, extends or revokes a state."""
    kind, days = pick((("set", 30), ("extended", 20), ("revoked", 0)))
    today = clock.today()
    decree = StateDecree(kind, "300/45", str(today), str(today + timedelta(days=days)))
    await record_conflict_state(case, decree, by=coordinator(pick(OFFICES)))


async def brings_companion(case: str, pick: Pick) -> None:
    """Somebody comes with a side, or no longer does."""
    by, label = coordinator(pick(OFFICES)), pick((HERE, THERE))
    await name_companion(case, by=by, label=label, kind="family", leaves=pick((False, False, True)))


async def brings_letter(case: str, pick: Pick) -> None:
    """A letter was brought to a side."""
    async with reading() as db:
        letters = await letters_unbrought(db, without_mail=(), number=case)
    letter = pick([one.short for one in letters] or [HERE])
    by = coordinator(pick(OFFICES))
    await record_delivery(case, letter, by=by, how="handed", on=str(clock.today()))


async def resumes(case: str, pick: Pick) -> None:
    """A paused limit runs again."""
    limit = pick(("mediation", "first_contact", "handling"))
    await resume_clock(case, limit, by=coordinator(pick(OFFICES)))


async def releases_clause(case: str, pick: Pick) -> None:
    """A feared owner may be written to."""
    by, clause = coordinator(pick(OFFICES)), pick((1, 2))
    await release_clause(case, clause, by=by, reason="Pelapor setuju")


async def finishes_prevention(case: str, pick: Pick) -> None:
    """The step against the next time is done."""
    await finish_prevention(case, by=coordinator(pick(OFFICES)), evidence="Foto")


async def separates(case: str, pick: Pick) -> None:
    """A joined report goes on alone."""
    await review(case, by=coordinator(pick(OFFICES)), decision="separate", reason="Hal lain")


async def acknowledges(case: str, pick: Pick) -> None:
    """Somebody takes the alarm."""
    await acknowledge(case, by=coordinator(pick(("KESBANG-PIKET", *OFFICES))))


async def sounds_again(case: str, pick: Pick) -> None:
    """The alarm was taken by mistake."""
    await resume(case, by=coordinator(pick(OFFICES)))


async def tells_situation(case: str, pick: Pick) -> None:
    """It is calm, or it is not."""
    by = coordinator(pick(("KESBANG-PIKET", *OFFICES)))
    await report_situation(case, Situation(calm=pick((True, False))), by=by)


async def rings(case: str, pick: Pick) -> None:
    """A post is rung up."""
    posts: list[Post] = list(regency().duty.posts)
    call = Call(pick(posts).code, answered=pick((True, False)))
    await record_call(case, call, by=coordinator(pick(OFFICES)))


async def another_officer(case: str, _pick: Pick) -> None:
    """The lead's officer changes."""
    lead = (await _of_the_case(case)).lead or "POLPP"
    await change_officer(case, by=officer(lead), office="Kantor", officer="Petugas Lain")


RARE: tuple[Act, ...] = (
    goes_to_court,
    registers,
    tells_of_a_decision,
    convenes,
    decrees,
    brings_companion,
    brings_letter,
    resumes,
    releases_clause,
    finishes_prevention,
    separates,
    acknowledges,
    sounds_again,
    tells_situation,
    rings,
    another_officer,
)
