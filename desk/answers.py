"""An agency answers its assignment: it accepts, declines, or hands it over."""

import uuid
from dataclasses import dataclass

from desk.acting import AGENCY, Act, Person, Refused, acting, only, refuse_feared
from desk.refusals import assigning as says
from desk.refusals import protection
from desk.words import fit_text
from kit.clock import in_wita, now
from kit.keys import secret
from kit.tokens import TokenExpired, TokenForged, read_answer
from models.assignments import Assignment, AssignmentAnswer, answer_to, current_assignment
from models.cases import Case
from models.facts.assignment import AssignmentAccepted, AssignmentDeclined, AssignmentHandedOver
from models.letters.answerable import SUPPORT, is_for
from models.regency import UnknownCode
from models.regency_folder import regency
from models.session import reading
from models.status import Status
from policies.audience import kept_from

DECLINE_REASONS = ("not_our_mandate", "conflict_of_interest", "no_capacity", "already_handled")


@dataclass(frozen=True, slots=True)
class Answer:
    """What the agency answers, and who answers for it. ``officer`` is kept erasably."""

    accepted: bool
    office: str
    officer: str
    reason_code: str | None = None
    reason: str | None = None


async def answer_by_token(token: str, answer: Answer, *, seen: int | None = None) -> str:
    """Answer with the mail's token; returns the case's number."""
    try:
        opened = read_answer(token, key=secret("answers"), at=now())
        if is_for(SUPPORT, opened.subject):
            raise Refused(says.SUPPORTERS_LINK)
        assignment_id = uuid.UUID(opened.subject)
    except (TokenForged, TokenExpired) as bad:
        raise Refused.because(bad.said) from None
    except ValueError:
        raise Refused.because(TokenForged().said) from None
    async with reading() as db:
        assignment = await db.get(Assignment, assignment_id)
        case = await db.get(Case, assignment.case) if assignment else None
    if assignment is None or case is None:
        raise Refused(says.NO_SUCH_ASSIGNMENT)
    by = holder_of_token(assignment.agency, sealed=case.sealed)
    await _answer(assignment.case, answer, by=by, seen=seen, assignment=assignment_id)
    return assignment.case


def holder_of_token(agency: str, *, sealed: bool) -> Person:
    """Who answers with a mail's token: the agency's liaison, in a sealed case its special one."""
    officer = regency().liaison(agency, sealed=sealed)
    return Person(AGENCY, officer.id if officer else agency, agency)


async def answer_as(number: str, answer: Answer, *, by: Person, seen: int | None = None) -> None:
    """Answer with an account of the agency that was asked."""
    await _answer(number, answer, by=by, seen=seen)


async def hand_over(
    number: str, *, by: Person, to: str, reason: str | None = None, seen: int | None = None
) -> None:
    """Hand an accepted case over to another agency, which must accept anew."""
    async with acting(number, by=by, seen=seen) as act:
        only(act, AGENCY)
        current = await current_assignment(act.db, act.case.number)
        if current is None or act.case.stands not in {Status.ACCEPTED, Status.IN_HANDLING}:
            raise act.refuse(says.NOT_IN_YOUR_HANDS, status=act.status)
        if act.case.sealed:
            raise act.refuse(says.STAYS_SEALED)
        try:
            receiver = act.rules.agency(to).code
        except UnknownCode as unknown:
            raise act.refuse_because(unknown.said) from None
        if kept_from(receiver, act.case.not_to_tell):
            raise act.refuse(protection.CANNOT_TAKE, agency=receiver)
        act.say(
            AssignmentHandedOver(
                assignment=str(current.id),
                to=receiver,
                reason=act.keep_if_any(reason, kind="hand_over"),
            )
        )


async def _answer(
    number: str,
    answer: Answer,
    *,
    by: Person,
    assignment: uuid.UUID | None = None,
    seen: int | None = None,
) -> None:
    proved = assignment is not None
    async with acting(number, by=by, seen=seen, strangers=proved) as act:
        current = await _answerable(act, assignment)
        office = fit_text(answer.office, what="office")
        officer = act.keep(fit_text(answer.officer, what="officer"), kind="officer")
        said = "accepted" if answer.accepted else "declined"
        act.db.add(AssignmentAnswer(assignment=current.id, answer=said, office=office, at=act.at))
        shared = {
            "assignment": str(current.id),
            "agency": current.agency,
            "office": office,
            "officer": officer,
        }
        if answer.accepted:
            act.say(AssignmentAccepted.model_validate(shared))
        else:
            act.say(
                AssignmentDeclined.model_validate(
                    {
                        **shared,
                        "reason_code": _decline_reason(act, answer.reason_code),
                        "reason": act.keep_if_any(answer.reason, kind="decline_reason"),
                    }
                )
            )


async def _answerable(act: Act, assignment: uuid.UUID | None) -> Assignment:
    refuse_feared(act)
    current = await current_assignment(act.db, act.case.number)
    if current is None:
        raise act.refuse(says.NOTHING_TO_ANSWER)
    if assignment is not None and current.id != assignment:
        raise act.refuse(says.SUPERSEDED)
    if act.person.agency != current.agency:
        raise act.refuse(says.NOT_THE_ONE_ASKED, who=act.person, agency=act.person.agency)
    before = await answer_to(act.db, current)
    if before is not None:
        answer = says.ACCEPTED if before.answer == "accepted" else says.DECLINED
        raise act.refuse(
            says.ANSWERED_ALREADY,
            answer=answer.filled(),
            office=before.office,
            at=f"{in_wita(before.at):%Y-%m-%d %H:%M}",
        )
    if act.case.stands is not Status.ASSIGNED:
        raise act.refuse(says.NOT_ASSIGNED, status=act.status)
    return current


def _decline_reason(act: Act, code: str | None) -> str:
    known = ", ".join(DECLINE_REASONS)
    if code is None:
        raise act.refuse(says.NO_DECLINE_REASON, codes=known)
    if code not in DECLINE_REASONS:
        raise act.refuse(says.UNKNOWN_DECLINE_REASON, code=code[:40], codes=known)
    return code
