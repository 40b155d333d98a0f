"""Watch agreements: count the signed one, and act on each checked clause."""

from collections.abc import Sequence
from uuid import UUID

from kit.clock import wita_date
from models.agreements import Agreement, Clause, clauses_of, current_agreement, withdraw_closure
from models.cases import Case
from models.facts.ending import (
    AgreementSigned,
    AgreementWatched,
    ClauseChecked,
    ClauseReleased,
)
from models.facts.intake import CaseReopened
from models.facts.talks import HandlingOpened
from models.status import Status
from models.talks import open_mediation, parties_of
from policies.deadlines import checks_on
from tasks.closure import ask_closure
from tasks.panels import open_forum
from tasks.telling import tell_next_step, tell_signed
from tasks.telling_broken import tell_broken
from tasks.turn import Turn, turn
from tasks.withheld import ask_release, withheld
from tasks.wrapping import task

FLOW = "watch-agreements"


@task
async def watch_agreements(cases: list[str]) -> list[str]:
    """Set the checks of a new agreement, or follow a clause that was checked."""
    async with turn(FLOW, cases) as mine:
        for one in mine:
            agreement = await current_agreement(mine.db, one.case.number)
            if agreement is None:
                await mine.overtaken(one)
                continue
            if isinstance(one.fact, AgreementSigned) and _counts(one.fact, one.case):
                await _watch(mine, one.case, agreement=agreement, signed=one.fact)
            elif isinstance(one.fact, ClauseChecked) and one.case.stands is Status.AGREED:
                await _follow_check(mine, one.case, agreement=agreement, checked=one.fact)
            elif isinstance(one.fact, ClauseChecked) and one.case.stands is Status.CLOSED:
                await _look_back(mine, one.case, agreement=agreement, checked=one.fact)
            elif isinstance(one.fact, ClauseReleased):
                await _tell_owner(mine, one.case, agreement=agreement, released=one.fact)
            else:
                await mine.overtaken(one)
                continue
            await mine.done(one)
            await mine.db.flush()
    return mine.moved


def _counts(signed: AgreementSigned, case: Case) -> bool:
    """Whether it begins to count now: out of talks, or in the place of one written down wrongly."""
    return case.stands is (Status.AGREED if signed.corrects else Status.IN_MEDIATION)


async def _watch(mine: Turn, case: Case, *, agreement: Agreement, signed: AgreementSigned) -> None:
    mediation = await open_mediation(mine.db, case.number)
    if mediation is not None:
        mediation.ended_at, mediation.ending = mine.at, "agreed"
    clauses = await clauses_of(mine.db, agreement)
    checks = checks_on(
        agreement.signed_on,
        said_on=wita_date(mine.at),
        dues=[clause.due_on for clause in clauses],
        deadlines=mine.rules.deadlines,
        calendar=mine.rules.calendar,
    )
    mine.record(case, AgreementWatched(agreement=str(agreement.id), checks_on=checks))
    corrected = await _corrected(mine, signed)
    held_back = await withheld(mine, case, [*clauses, *corrected])
    await tell_signed(
        mine,
        case,
        agreement=agreement,
        clauses=clauses,
        checks=checks,
        untold=held_back,
        corrected=corrected,
    )
    ask_release(mine, case, clauses=held_back)
    if not corrected:
        await tell_next_step(mine, case)


async def _corrected(mine: Turn, signed: AgreementSigned) -> Sequence[Clause]:
    """The clauses that were written down wrongly: whoever was told of them is told again."""
    if signed.corrects is None:
        return ()
    before = await mine.db.get_one(Agreement, UUID(signed.corrects))
    return await clauses_of(mine.db, before)


async def _tell_owner(
    mine: Turn, case: Case, *, agreement: Agreement, released: ClauseReleased
) -> None:
    """Write to the owner of a clause that was held back, of its own clause alone."""
    clauses = await clauses_of(mine.db, agreement)
    mine_alone = [one for one in clauses if str(one.id) == released.clause]
    await tell_signed(mine, case, agreement=agreement, clauses=mine_alone, checks=(), first=False)


async def _follow_check(
    mine: Turn, case: Case, *, agreement: Agreement, checked: ClauseChecked
) -> None:
    clauses = await clauses_of(mine.db, agreement)
    clause = next(one for one in clauses if str(one.id) == checked.clause)
    if checked.result == "broken":
        await _broken(mine, case, agreement=agreement, clause=clause)
    elif all(one.state in {"kept", "late"} for one in clauses):
        await ask_closure(mine, case, outcome="agreement_kept")


async def _broken(mine: Turn, case: Case, *, agreement: Agreement, clause: Clause) -> None:
    """A party's broken word goes back to talks, an agency's to handling and its superior."""
    agreement.ended_at = mine.at
    await withdraw_closure(mine.db, case, at=mine.at)
    await mine.db.flush()
    opened = False
    if clause.owner_kind == "party":
        parties = list(await parties_of(mine.db, case.number))
        opened = await open_forum(mine, case, parties=parties, round_=1) is None
    if not opened:
        mine.record(case, HandlingOpened(reason_code=f"broken_by_{clause.owner_kind}"))
    silent = bool(await withheld(mine, case, [clause]))
    await tell_broken(mine, case, clause=clause, silent=silent)


async def _look_back(
    mine: Turn, case: Case, *, agreement: Agreement, checked: ClauseChecked
) -> None:
    """A closed case whose agreement is broken begins a new episode; kept clauses change nothing."""
    if checked.result != "broken":
        return
    clauses = await clauses_of(mine.db, agreement)
    agreement.ended_at = mine.at
    mine.record(case, CaseReopened(episode=case.episode + 1, reason_code="agreement_broken"))
    clause = next(one for one in clauses if str(one.id) == checked.clause)
    silent = bool(await withheld(mine, case, [clause]))
    await tell_broken(mine, case, clause=clause, silent=silent)
