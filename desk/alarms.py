"""The red path at the desk: an alarm is taken, its calls are recorded, its case reported on."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from desk.acting import (
    AGENCY,
    COORDINATOR,
    DUTY,
    Act,
    Person,
    Refused,
    acting,
    refuse_stranger,
)
from desk.refusals import alarms as says
from desk.words import fit_count
from kit.clock import in_wita, now
from kit.incidents import write_incident
from kit.keys import secret
from kit.settings import settings
from kit.tokens import TokenExpired, TokenForged, read_answer
from models.alarming import sound_alarm
from models.alerts import Alert, Danger, alarm_of, end_alert, open_alert, resume_alert, told_posts
from models.all_clear import all_clear
from models.cases import Case
from models.duty import Alarm, Post
from models.facts.danger import AlertAcknowledged, CallRecorded, SituationReported
from models.letters.answerable import ALARM, read_subject
from models.notices import queue_all
from models.regency import Regency
from models.regency_folder import regency
from models.session import apart, reading
from models.views import TriageChoice
from policies.duty import first_rung, ladder_at, left_out_at, may_answer


@dataclass(frozen=True, slots=True)
class Call:
    """A telephone call: which post was rung, whether it answered, who spoke (kept erasably)."""

    post: str
    answered: bool
    officer: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Situation:
    """How a red case stands."""

    calm: bool
    injured: int = 0
    words: str | None = None


async def wake(
    db: AsyncSession, case: Case, read: TriageChoice, *, by: str, at: datetime, rules: Regency
) -> None:
    """Sound the alarm if words read red, in the transaction that keeps them.

    An alarm that breaks takes nothing with it: the words are kept, and the watch sounds it later.
    """
    danger = Danger.of(read)
    if danger is None:
        return
    danger = replace(danger, sealed=danger.sealed or case.sealed)
    try:
        async with apart(db):
            first = first_rung(alarm_of(case, sealed=danger.sealed, at=at), rules=rules)
            await sound_alarm(db, case, danger, first=first, actor=by, at=at, rules=rules)
    except Exception as error:  # noqa: BLE001 - whatever it is, no report is lost for it
        await db.refresh(case)
        write_incident(error, folder=settings().home / "logs")


async def acknowledge(number: str, *, by: Person, taken_by: str | None = None) -> None:
    """Take an alarm: it climbs no more. ``taken_by`` is the post, when somebody else records it."""
    async with acting(number, by=by, strangers=True) as act:
        alert = await _alert(act)
        if alert.acknowledged_at is not None:
            raise act.refuse(
                says.TAKEN_ALREADY,
                number=number,
                by=alert.acknowledged_by,
                at=f"{in_wita(alert.acknowledged_at):%Y-%m-%d %H:%M}",
            )
        post = _post_of_alarm(act, alert, taken_by) if taken_by else by.id
        alert.acknowledged_at, alert.acknowledged_by, alert.next_at = act.at, post, None
        act.say(AlertAcknowledged(by=post))


async def resume(number: str, *, by: Person) -> None:
    """Say that an alarm was taken by mistake: it sounds again, as if nobody had taken it."""
    async with acting(number, by=by, strangers=True) as act:
        alert = await _alert(act)
        if alert.waits:
            raise act.refuse(says.NOT_TAKEN)
        resume_alert(act.case, alert, actor=str(by), at=act.at)


async def acknowledge_by_token(token: str) -> str:
    """Take an alarm with its mail's token; returns the case's number."""
    try:
        opened = read_answer(token, key=secret("answers"), at=now())
        known, post = read_subject(ALARM, opened.subject)
    except (TokenForged, TokenExpired) as bad:
        raise Refused.because(bad.said) from None
    except ValueError:
        raise Refused.because(TokenForged().said) from None
    async with reading() as db:
        alert = await db.get(Alert, known)
    if alert is None:
        raise Refused(says.NO_SUCH_ALARM)
    found = regency().duty.post(post)
    await acknowledge(alert.case, by=Person(DUTY, post, found.agency if found else None))
    return alert.case


async def whom_to_ring(number: str, *, by: Person) -> tuple[tuple[Post, ...], ...]:
    """List the posts of a case's alarm by rung, as the roster stands now, for whoever may know."""
    async with acting(number, by=by, strangers=True) as act:
        alert = await _alert(act)
        return ladder_at(act.at, alert.seen(act.case), rules=act.rules)


async def who_sleeps_on(number: str, *, by: Person) -> tuple[Post, ...]:
    """List, to coordinators alone, the posts that are not woken because the reporter fears them."""
    async with acting(number, by=by, strangers=True) as act:
        alert = await _alert(act)
        return _left_out(act, alert) if act.person.role == COORDINATOR else ()


async def record_call(number: str, call: Call, *, by: Person) -> None:
    """Record that a post was rung, and who answered.

    Whom the reporter fears is rung by a coordinator alone, who says why.
    """
    async with acting(number, by=by, strangers=True) as act:
        alert = await _alert(act)
        feared = {post.code for post in _left_out(act, alert)}
        if call.post in feared and by.role != COORDINATOR:
            raise act.refuse(says.NO_SUCH_POST, code=call.post, number=number)
        if call.post in feared and not (call.note or "").strip():
            raise act.refuse(says.FEARED_NEEDS_REASON)
        act.say(
            CallRecorded(
                called=_known_post(act, call.post),
                answered=call.answered,
                officer=act.keep_if_any(call.officer, kind="officer"),
                note=act.keep_if_any(call.note, kind="call_note"),
            )
        )


async def report_situation(number: str, told: Situation, *, by: Person) -> None:
    """Report how a red case stands; it is asked again later, until a report says calm.

    Then whoever the alarm woke, and who has the case, hear of it.
    """
    async with acting(number, by=by, strangers=True) as act:
        alert = await _alert(act)
        fit_count(told.injured, what="injured")
        if told.calm and alert.waits:
            raise act.refuse(says.TAKE_IT_FIRST)
        act.say(
            SituationReported(
                calm=told.calm,
                injured=told.injured,
                report=act.keep_if_any(told.words, kind="situation"),
            )
        )
        alert.asks, alert.report_at = 0, act.at + act.rules.duty.situation.every.length
        if told.calm:
            end_alert(act.case, alert, reason_code="calm", actor=str(by), at=act.at)
            clear = await all_clear(act.db, act.case, alert, at=act.at, rules=act.rules)
            await queue_all(act.db, clear)


async def _alert(act: Act) -> Alert:
    """Find the open alert, and refuse whoever may not speak for it; to strangers there is none."""
    alert = await open_alert(act.db, act.case.number)
    if not await _may_speak(act, alert):
        await refuse_stranger(act)
        raise act.refuse(says.NOT_WOKEN, who=act.person)
    if alert is None:
        if act.person.role != DUTY:  # a post was woken before, or it would not have come so far
            await refuse_stranger(act)
        raise act.refuse(says.NO_ALARM)
    return alert


async def _may_speak(act: Act, alert: Alert | None) -> bool:
    """A coordinator, the lead's officer, or a post that this alarm woke."""
    who = act.person
    told = await told_posts(act.db, act.case.number, since=alert.raised_at if alert else None)
    if alert is None:
        return who.id in told or who.role != DUTY
    seen = alert.seen(act.case)
    coordinates = who.role == COORDINATOR and _theirs_to_decide(act, seen)
    leads = who.role == AGENCY and who.agency is not None and who.agency == act.case.lead
    on_duty = who.role == DUTY and may_answer(seen, post=who.id, told=told, rules=act.rules)
    return coordinates or leads or on_duty


def _theirs_to_decide(act: Act, seen: Alarm) -> bool:
    """Whether coordinators speak for an alarm: of a sealed case only if it can wake nobody.

    A reprisal is theirs and the police's.
    """
    mine = seen.reprisal or not seen.sealed
    return mine or not any(ladder_at(act.at, seen, rules=act.rules))


def _left_out(act: Act, alert: Alert) -> tuple[Post, ...]:
    return left_out_at(act.at, alert.seen(act.case), rules=act.rules)


def _known_post(act: Act, code: str) -> str:
    post = act.rules.duty.post(code)
    if post is None:
        raise act.refuse(says.NO_SUCH_POST, code=code, number=act.case.number)
    return post.code


def _post_of_alarm(act: Act, alert: Alert, code: str) -> str:
    """A post that this alarm wakes on some rung: whoever is said to have taken it must know it."""
    ladder = ladder_at(act.at, alert.seen(act.case), rules=act.rules)
    if code not in {post.code for row in ladder for post in row}:
        raise act.refuse(says.NO_SUCH_POST, code=code, number=act.case.number)
    return code
