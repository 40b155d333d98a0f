"""An agency answers its assignment: it accepts, declines, or hands it over."""

import uuid
from dataclasses import dataclass

from desk.acting import AGENCY, Act, Person, Refused, acting, only
from desk.words import fit_code, fit_text
from kit.clock import now
from kit.keys import secret
from kit.tokens import TokenExpired, TokenForged, read_answer
from models.assignments import Assignment, AssignmentAnswer, answer_to, current_assignment
from models.facts.assignment import AssignmentAccepted, AssignmentDeclined, AssignmentHandedOver
from models.letters.answerable import SUPPORT, is_for
from models.regency import Role, UnknownCode
from models.regency_folder import regency
from models.session import reading
from models.status import Status

DECLINE_REASONS = ("not_our_mandate", "conflict_of_interest", "no_capacity", "already_handled")


@dataclass(frozen=True, slots=True)
class Answer:
    """What the agency answers, and who answers for it. ``officer`` is kept erasably."""

    accepted: bool
    office: str
    officer: str
    reason_code: str | None = None
    reason: str | None = None


async def answer_by_token(token: str, answer: Answer) -> str:
    """Answer with the mail's token; returns the case's number."""
    try:
        opened = read_answer(token, key=secret("answers"), at=now())
        if is_for(SUPPORT, opened.subject):
            raise Refused("this link is a supporting agency's; it never answers for the lead")
        assignment_id = uuid.UUID(opened.subject)
    except (TokenForged, TokenExpired) as bad:
        raise Refused(str(bad)) from None
    except ValueError:
        raise Refused(str(TokenForged())) from None
    async with reading() as db:
        assignment = await db.get(Assignment, assignment_id)
    if assignment is None:
        raise Refused("this link is for an assignment that does not exist here")
    by = holder_of_token(assignment.agency)
    await _answer(assignment.case, answer, by=by, assignment=assignment_id)
    return assignment.case


def holder_of_token(agency: str) -> Person:
    """Who answers with a mail's token: the agency's own account."""
    officers = regency().actors_of(role=Role.AGENCY, agency=agency)
    return Person(AGENCY, officers[0].id if officers else agency, agency)


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
            raise act.refuse(f"it is {act.case.status}; only a case in your hands is handed over")
        if act.case.sealed:
            raise act.refuse("it is sealed and stays with the two bodies of the sealed path")
        try:
            receiver = act.rules.agency(to).code
        except UnknownCode as unknown:
            raise act.refuse(str(unknown)) from None
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
    async with acting(number, by=by, seen=seen) as act:
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
    current = await current_assignment(act.db, act.case.number)
    if current is None:
        raise act.refuse("it is in no agency's hands now, so there is nothing to answer")
    if assignment is not None and current.id != assignment:
        raise act.refuse("this link was superseded: the case was given to another office since")
    if act.person.agency != current.agency:
        raise act.refuse(f"{act.person} speaks for {act.person.agency}, not for the one asked")
    before = await answer_to(act.db, current)
    if before is not None:
        raise act.refuse(
            f"it was {before.answer} already, by {before.office} on {before.at:%Y-%m-%d %H:%M} UTC"
        )
    if act.case.stands is not Status.ASSIGNED:
        raise act.refuse(f"it is {act.case.status}; only an assigned case is answered")
    return current


def _decline_reason(act: Act, code: str | None) -> str:
    if code is None:
        raise act.refuse(f"declining needs a reason code: one of {', '.join(DECLINE_REASONS)}")
    return fit_code(code, what="reason")
