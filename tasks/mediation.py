"""Open mediations once every side was met and is willing; otherwise handle, or ask for more."""

from models.cases import Case
from models.causes import waits_for
from models.facts.assignment import AssignmentHandedOver
from models.facts.talks import ContactAsked, ContactRecorded, ForumDecided, HandlingOpened
from models.reviews import asked_for
from models.status import Status
from models.talks import Party, parties_of, rounds_of
from models.views import Approach, Bar, Forum
from policies.path import Path, path_after_contact
from tasks.asking import review
from tasks.panels import NO_FIGURE, open_forum
from tasks.telling import tell_next_step
from tasks.turn import Turn, turn
from tasks.wrapping import task

FLOW = "open-mediations"
BEFORE_TALKS = frozenset({Status.ACCEPTED, Status.IN_HANDLING})


@task
async def choose_path(cases: list[str]) -> list[str]:
    """Open talks or handling for each case whose sides the agency met."""
    async with turn(FLOW, cases) as mine:
        for one in mine:
            if one.case.stands not in BEFORE_TALKS:
                await mine.overtaken(one)
                continue
            if await waits_for(mine.db, one.case.number, AssignmentHandedOver.name):
                await mine.overtaken(one)  # whoever takes over meets the sides anew
                continue
            parties = list(await parties_of(mine.db, one.case.number))
            if isinstance(one.fact, ForumDecided):
                await _by_decree(mine, one.case, decided=one.fact, parties=parties)
            elif isinstance(one.fact, ContactRecorded):
                await _choose(mine, one.case, contact=one.fact, parties=parties)
            await mine.done(one)
    return mine.moved


async def _by_decree(
    mine: Turn, case: Case, *, decided: ForumDecided, parties: list[Party]
) -> None:
    """Open the task force's talks; without a figure for them the case stays as it is."""
    rounds = await rounds_of(mine.db, case.number)
    await open_forum(mine, case, parties=parties, round_=rounds + 1, by_decree=Forum(decided.forum))


async def _choose(
    mine: Turn, case: Case, *, contact: ContactRecorded, parties: list[Party]
) -> None:
    path = path_after_contact(
        approach=Approach(case.approach or Approach.HANDLING),
        bars=tuple(Bar(one) for one in case.bars),
        complete=contact.complete,
        willing=tuple(party.willing for party in parties),
        only_safety=contact.only_safety,
    )
    reason_code = path.reason_code
    if path.path is Path.TALKS:
        why_not = await open_forum(mine, case, parties=parties, round_=1)
        if why_not is None:
            await tell_next_step(mine, case)
            return
        waits = why_not == NO_FIGURE and case.stands is Status.ACCEPTED
        if waits and not await _reviewed(mine, case):
            review(mine, case, unsure=(NO_FIGURE,))
            return
        reason_code = why_not
    if path.path is Path.MORE_CONTACT:
        missing = tuple(str(party.id) for party in parties if party.willing is None)
        mine.record(case, ContactAsked(missing=missing))
    elif case.stands is not Status.IN_HANDLING:
        mine.record(case, HandlingOpened(reason_code=reason_code))
        await tell_next_step(mine, case)


async def _reviewed(mine: Turn, case: Case) -> bool:
    """A coordinator who saw it and let it go on is not asked the same again: the agency handles."""
    return any(NO_FIGURE in unsure for unsure in await asked_for(mine.db, case))
