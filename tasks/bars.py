"""Apply bars: a case is given elsewhere, narrowed where it is, or released."""

from models.agreements import withdraw_closure
from models.assignments import Support, current_assignment
from models.cases import Case
from models.causes import waits_for
from models.deadlines import running
from models.facts.danger import BarLifted, BarRaised
from models.facts.intake import CaseReviewAsked, CaseTriaged
from models.facts.talks import HandlingOpened
from models.status import Status, may_become
from models.ties import forget_refusals
from models.views import AssignmentChoice, Bar
from policies.assignment import NoAgencyCovers, choose_agency
from policies.bars import IN_HANDS, Effect, effect_of
from tasks.assignment import give
from tasks.retriage import triage_again
from tasks.telling import ask_review, tell_next_step
from tasks.telling_bars import ask_supports, tell_barred
from tasks.turn import Turn, turn
from tasks.wrapping import task

FLOW = "apply-bars"
BARRED = "barred"


@task
async def apply_bars(cases: list[str]) -> list[str]:
    """Let each bar that was raised or lifted at the desk have its effect."""
    async with turn(FLOW, cases) as mine:
        for one in mine:
            one.case.halted = False
            if isinstance(one.fact, BarRaised):
                await _apply(mine, one.case, bar=Bar(one.fact.bar))
            elif isinstance(one.fact, BarLifted):
                await _release(mine, one.case, lifted=one.fact)
            await mine.done(one)
            await mine.db.flush()
    return mine.moved


async def _apply(mine: Turn, case: Case, *, bar: Bar) -> None:
    effect, talked = effect_of(bar, case.stands), case.stands is Status.IN_MEDIATION
    if talked:
        mine.record(case, HandlingOpened(reason_code=BARRED))
    if bar is Bar.SEALED:
        await _stop_clocks(mine, case)
    if effect is Effect.NOTHING or await waits_for(mine.db, case.number, CaseTriaged.name):
        return
    if effect is Effect.TRIAGE:
        triage_again(mine, case)
    elif effect is Effect.REROUTE:
        await _reroute(mine, case)
    else:
        await _narrow(mine, case, bar=bar)
        if talked:
            await tell_next_step(mine, case)


async def _reroute(mine: Turn, case: Case) -> None:
    """Give the case to the bar's own body; a refusal of another task does not count here."""
    await forget_refusals(mine.db, case)
    choice = _choice(mine, case)
    if case.stands is Status.AGREED:
        mine.record(case, HandlingOpened(reason_code=BARRED))
    if choice is None:
        _ask(mine, case)
    elif choice.lead != case.lead:
        await give(mine, case, choice)


async def _stop_clocks(mine: Turn, case: Case) -> None:
    """What others owed is moot, and must remind nobody; the seal starts limits of its own."""
    for row in (await running(mine.db, [case.number])).get(case.number, []):
        row.dropped_at = mine.at
    await mine.db.flush()


async def _narrow(mine: Turn, case: Case, *, bar: Bar) -> None:
    """Close a part of the matter where it is: its lead stays, and is told what is left open."""
    choice = _choice(mine, case)
    if choice is not None and case.stands is not Status.AGREED:
        case.approach = choice.approach
        await _support(mine, case, choice)
    tell_barred(mine, case, bar=bar, raised=True)


async def _release(mine: Turn, case: Case, *, lifted: BarLifted) -> None:
    if case.stands not in IN_HANDS or await waits_for(mine.db, case.number, CaseTriaged.name):
        return
    choice, bar = _choice(mine, case), Bar(lifted.bar)
    if choice is None:
        _ask(mine, case)
    elif choice.lead != case.lead or bar is Bar.SEALED:
        await give(mine, case, choice)
    else:
        case.approach = choice.approach
        tell_barred(mine, case, bar=bar, raised=False)


def _choice(mine: Turn, case: Case) -> AssignmentChoice | None:
    try:
        return choose_agency(case.situation(), regency=mine.rules)
    except NoAgencyCovers:
        return None


def _ask(mine: Turn, case: Case) -> None:
    """Nobody is left who may be given it: a coordinator must find somebody."""
    unsure = ("no_agency",)
    if may_become(case.stands, Status.NEEDS_REVIEW):
        mine.record(case, CaseReviewAsked(unsure=unsure, rule_set=mine.rules.content_hash))
    ask_review(mine, case, unsure=unsure)


async def _support(mine: Turn, case: Case, choice: AssignmentChoice) -> None:
    """Ask those whom the bar adds (the prosecutor beside a court case), once."""
    with mine.db.no_autoflush:
        await withdraw_closure(mine.db, case, at=mine.at)
        current = await current_assignment(mine.db, case.number)
        if current is None:
            return
        fresh = [
            one
            for one in choice.supports
            if one.agency != case.lead
            and await mine.db.get(Support, (current.id, one.agency)) is None
        ]
    mine.db.add_all(
        Support(assignment=current.id, agency=one.agency, duty=one.duty) for one in fresh
    )
    ask_supports(mine, case, fresh)
