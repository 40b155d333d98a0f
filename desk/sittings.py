"""A meeting is set by hand, of any kind; or it had no quorum and is postponed."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import Range

from desk.acting import AGENCY, COORDINATOR, Act, Person, acting, only
from desk.keeping import refuse_busy, refuse_distant, refuse_kept, refuse_untimely
from desk.refusals import talks as says
from desk.sides import party_named, talks_of
from desk.telling import tell_planned
from kit.clock import in_wita
from models.facts.talks import MeetingPostponed, MeetingScheduled
from models.regency import UnknownCode
from models.sittings import MeetingRule
from models.talks import (
    Consent,
    Mediation,
    Meeting,
    Party,
    Seat,
    panel_of,
    parties_of,
    scheduled_meeting,
)
from models.ties import ties_of
from models.views import MeetingKind, Slot
from policies.consent import consents
from policies.hosts import host_said
from policies.sittings import may_be_planned

FACILITATOR = "facilitator"
IN_THE_VILLAGE = frozenset({MeetingKind.FIELD_VISIT, MeetingKind.PARUMAN})


@dataclass(frozen=True, slots=True)
class Plan:
    """A meeting to set. ``side`` is a caucus's one side; ``agencies`` sit in a coordination.

    ``short_notice``: all sides agreed in writing to hear of it so late.
    """

    kind: str
    starts_at: datetime
    side: str | None = None
    agencies: tuple[str, ...] = ()
    short_notice: bool = False


async def plan_meeting(number: str, plan: Plan, *, by: Person, seen: int | None = None) -> None:
    """Set a meeting by hand; after the talks' limit only a coordinator does."""
    async with acting(number, by=by, seen=seen) as act:
        only(act, AGENCY, COORDINATOR)
        await set_meeting(act, plan)


async def set_meeting(act: Act, plan: Plan) -> None:
    """Set a meeting in an act, and invite whom it is for."""
    mediation, rule = await talks_of(act), _rule(act, plan.kind)
    await _refuse_second(act)
    sides = await _sides(act, plan, rule=rule)
    sitting = [one.figure for one in await panel_of(act.db, mediation) if one.sits]
    if len(sitting) < rule.figures:
        raise act.refuse(says.NOBODY_SITS)
    if rule.consent:
        await _refuse_unasked(act, mediation, sides=sides, sitting=sitting)
    refuse_distant(act, plan.starts_at)
    hours = Slot(plan.starts_at, plan.starts_at + timedelta(hours=rule.hours))
    await _refuse_hours(act, hours, mediation=mediation, sitting=sitting)
    refuse_untimely(act, hours, short_notice=plan.short_notice)
    meeting = await _write(act, plan, mediation=mediation, hours=hours, sides=sides)
    act.db.add_all(
        Seat(meeting=meeting.id, figure=one, during=Range(hours.starts_at, hours.ends_at))
        for one in sitting
    )
    await act.db.flush()
    act.say(
        MeetingScheduled(
            meeting=str(meeting.id),
            mediation=str(mediation.id),
            kind=rule.kind,
            starts_at=hours.starts_at,
            ends_at=hours.ends_at,
            figures=tuple(sitting),
            parties=tuple(str(one.id) for one in sides),
            agencies=tuple(meeting.agencies),
            short_notice=plan.short_notice,
        )
    )
    await tell_planned(act, meeting)


async def postpone_meeting(
    number: str, *, by: Person, missing: Sequence[str], seen: int | None = None
) -> None:
    """Say that the meeting that was set had no quorum, and who was missing."""
    async with acting(number, by=by, seen=seen) as act:
        only(act, AGENCY, COORDINATOR)
        meeting = await scheduled_meeting(act.db, number)
        if meeting is None:
            raise act.refuse(says.NO_MEETING_SET)
        if act.at < meeting.starts_at:
            raise act.refuse(says.NOT_YET_MISSED, at=f"{in_wita(meeting.starts_at):%Y-%m-%d %H:%M}")
        who = [await _missing(act, one, meeting=meeting) for one in missing]
        if not who:
            raise act.refuse(says.NOBODY_MISSING)
        meeting.state = "postponed"
        await act.db.execute(update(Seat).where(Seat.meeting == meeting.id).values(free=True))
        act.say(MeetingPostponed(meeting=str(meeting.id), missing=tuple(who)))


def _rule(act: Act, kind: str) -> MeetingRule:
    if kind not in set(MeetingKind):
        raise act.refuse(says.UNKNOWN_KIND, kind=kind[:40], kinds=", ".join(MeetingKind))
    rule = act.rules.talks.rule(MeetingKind(kind))
    if not may_be_planned(rule, category=act.case.category):
        raise act.refuse(
            says.NOT_FOR_CATEGORY, kind=rule.name, categories=", ".join(rule.categories)
        )
    return rule


async def _refuse_second(act: Act) -> None:
    set_already = await scheduled_meeting(act.db, act.case.number)
    if set_already is not None:
        at = f"{in_wita(set_already.starts_at):%Y-%m-%d %H:%M}"
        raise act.refuse(says.MEETING_SET, at=at)


async def _sides(act: Act, plan: Plan, *, rule: MeetingRule) -> list[Party]:
    if (rule.sides == "one") != (plan.side is not None):
        raise act.refuse(says.CAUCUS_SIDE)
    if plan.side is not None:
        return [await party_named(act, plan.side)]
    return list(await parties_of(act.db, act.case.number)) if rule.sides == "all" else []


async def _refuse_unasked(
    act: Act, mediation: Mediation, *, sides: Sequence[Party], sitting: Sequence[str]
) -> None:
    """Nobody is made to sit before figures that their side has not accepted."""
    rows = await act.db.scalars(select(Consent).where(Consent.mediation == mediation.id))
    said = {row.party: row.said() for row in rows}
    unasked = [one.label for one in sides if not consents(said.get(one.id), sitting=sitting)]
    if unasked:
        raise act.refuse(says.NO_CONSENT, labels=", ".join(unasked))


async def _refuse_hours(
    act: Act, hours: Slot, *, mediation: Mediation, sitting: Sequence[str]
) -> None:
    if hours.starts_at <= act.at:
        raise act.refuse(says.PLANNED_BACK)
    if hours.ends_at > mediation.due_at and act.person.role != COORDINATOR:
        until = f"{in_wita(mediation.due_at):%Y-%m-%d %H:%M}"
        raise act.refuse(says.AFTER_THE_LIMIT, until=until)
    await refuse_kept(act, hours, figures=sitting)
    await refuse_busy(act, hours, figures=sitting)


async def _write(
    act: Act, plan: Plan, *, mediation: Mediation, hours: Slot, sides: Sequence[Party]
) -> Meeting:
    kind = MeetingKind(plan.kind)
    village = act.rules.village(act.case.village).name
    meeting = Meeting(
        id=uuid.uuid4(),
        case=act.case.number,
        mediation=mediation.id,
        kind=kind,
        place=village if kind in IN_THE_VILLAGE else _kecamatan(act),
        starts_at=hours.starts_at,
        ends_at=hours.ends_at,
        sequence=0,
        host=None if kind in IN_THE_VILLAGE else await _host(act),
        sides=[str(one.id) for one in sides],
        agencies=_agencies(act, plan.agencies),
    )
    act.db.add(meeting)
    await act.db.flush()
    return meeting


async def _host(act: Act) -> str | None:
    ties = await ties_of(act.db, act.case.number)
    return host_said(act.case.situation(), rules=act.rules, ties=ties)


def _kecamatan(act: Act) -> str:
    return act.rules.kecamatan_of(act.case.village).name


def _agencies(act: Act, codes: Sequence[str]) -> list[str]:
    try:
        return [act.rules.agency(code).code for code in dict.fromkeys(codes)]
    except UnknownCode as unknown:
        raise act.refuse_because(unknown.said) from None


async def _missing(act: Act, who: str, *, meeting: Meeting) -> str:
    """Read who was missing: a side by its label, a figure by its id, or the facilitator."""
    if who == FACILITATOR or await act.db.get(Seat, (meeting.id, who)) is not None:
        return who
    return str((await party_named(act, who)).id)
