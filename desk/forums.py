"""A body decided the matter before; or a coordinator takes it to the task force, by decree."""

from dataclasses import dataclass

from desk.acting import AGENCY, COORDINATOR, Act, Person, acting, only
from desk.codes import known_code
from desk.refusals import forums as says
from desk.ties import refuse_tied
from desk.words import fit_day, fit_text
from kit.clock import wita_date
from models.facts.talks import DecisionRecorded, ForumDecided
from models.status import ENDED, Status
from models.talks import parties_of
from models.views import Approach, Bar, Forum
from policies.forum import ARTICLE_42, known_bodies
from policies.path import Path, path_after_contact

BEFORE_TALKS = frozenset({Status.ACCEPTED, Status.IN_HANDLING})


@dataclass(frozen=True, slots=True)
class Decree:
    """What sets up a task force: a reason of UU 7/2012 Ps 42 (2), and the decree's number."""

    reason_code: str
    number: str


async def record_decision(
    number: str, body: str, *, by: Person, decided_on: str, seen: int | None = None
) -> None:
    """Say that a body decided the matter itself: it is no forum for it, its members no figures."""
    async with acting(number, by=by, seen=seen) as act:
        only(act, AGENCY, COORDINATOR)
        if act.case.stands in ENDED:
            raise act.refuse(says.ENDED)
        bodies = known_bodies(act.rules.figures)
        if body not in bodies:
            raise act.refuse(says.UNKNOWN_BODY, body=body[:60], bodies=", ".join(bodies))
        day = fit_day(decided_on, what="decided on", today=wita_date(act.at))
        act.say(DecisionRecorded(body=body, decided_on=day))


async def convene_task_force(
    number: str, decree: Decree, *, by: Person, seen: int | None = None
) -> None:
    """Take a dispute to the task force; its figures are asked like any others."""
    async with acting(number, by=by, seen=seen) as act:
        only(act, COORDINATOR)
        await refuse_tied(act)
        if act.case.stands not in BEFORE_TALKS:
            raise act.refuse(says.NOT_NOW, status=act.status)
        await _refuse_closed(act)
        code = known_code(act, decree.reason_code, known=ARTICLE_42, what="reason")
        act.say(
            ForumDecided(
                forum=Forum.TASK_FORCE,
                reason_code=code,
                decree=act.keep(fit_text(decree.number, what="decree"), kind="decree"),
            )
        )


async def _refuse_closed(act: Act) -> None:
    """What may not be talked over at any rung is not talked over at this one."""
    parties = await parties_of(act.db, act.case.number)
    path = path_after_contact(
        approach=Approach.MEDIATION,
        bars=tuple(Bar(one) for one in act.case.bars),
        complete=True,
        willing=tuple(party.willing for party in parties),
    )
    if path.path is not Path.TALKS:
        raise act.refuse(says.NO_TALKS_AT_ALL, why=path.reason_code)
