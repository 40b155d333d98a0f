"""A supporting agency answers: its task arrived, and what it did."""

import uuid

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from desk.acting import Act, Person, Refused, acting
from desk.answers import DECLINE_REASONS, holder_of_token
from desk.refusals import assigning as says
from desk.standing import allowed
from desk.words import fit_text
from kit.clock import now
from kit.keys import secret
from kit.tokens import TokenExpired, TokenForged, read_answer
from models.assignments import Assignment, Support, current_assignment
from models.cases import Case
from models.chain import SealedFact
from models.facts.assignment import SupportAnswered
from models.letters import agencies as letters
from models.letters.answerable import SUPPORT, read_subject
from models.letters.base import Language
from models.notices import Notice, queue_all
from models.regency import Role
from models.session import reading
from policies.audience import Acts

RECEIVED, DONE, CANNOT = "received", "done", "cannot"


async def answer_support_by_token(
    token: str, *, did: str | None = None, cannot: str | None = None, reason: str | None = None
) -> str:
    """Answer with the token of a supporter's mail; returns the case's number."""
    try:
        opened = read_answer(token, key=secret("answers"), at=now())
        assignment_id, agency = read_subject(SUPPORT, opened.subject)
    except (TokenForged, TokenExpired) as bad:
        raise Refused.because(bad.said) from None
    except ValueError:
        raise Refused(says.LEADS_LINK) from None
    async with reading() as db:
        assignment = await db.get(Assignment, assignment_id)
        case = await db.get(Case, assignment.case) if assignment else None
    if assignment is None or case is None:
        raise Refused(says.NO_SUCH_ASSIGNMENT)
    by = holder_of_token(agency, sealed=case.sealed)
    await answer_as_support(
        assignment.case, by=by, did=did, cannot=cannot, reason=reason, assignment=assignment_id
    )
    return assignment.case


async def answer_as_support(
    number: str,
    *,
    by: Person,
    did: str | None = None,
    cannot: str | None = None,
    reason: str | None = None,
    assignment: uuid.UUID | None = None,
    seen: int | None = None,
) -> None:
    """Say that the task was received, what was done, or with a reason code that it can't be.

    News of what was done may come as often as there is some, and after a ``cannot`` too. It
    answers for the supporting agency alone and never for the lead.
    """
    async with acting(number, by=by, seen=seen) as act:
        await allowed(act, Acts.SUPPORT)
        current = await _supported(act, assignment)
        if cannot:
            await _decline(act, current, code=cannot, reason=reason)
            return
        answer = DONE if did else RECEIVED
        if answer == RECEIVED and await _answered(act.db, current, agency=str(by.agency)):
            raise act.refuse(says.SUPPORT_ANSWERED, agency=by.agency)
        report = act.keep(fit_text(did, what="what was done"), kind="support") if did else None
        act.say(SupportAnswered(agency=str(by.agency), answer=answer, report=report))
        if did and not act.case.sealed:
            await _tell_lead(act)


async def supports(act: Act) -> bool:
    """Tell whether the person's agency supports the case as it is assigned now."""
    current = await current_assignment(act.db, act.case.number)
    if current is None or act.person.agency is None:
        return False
    return await act.db.get(Support, (current.id, act.person.agency)) is not None


async def _decline(act: Act, current: Assignment, *, code: str, reason: str | None) -> None:
    """A duty that nobody does is the lead's and the coordinators' to know at once."""
    if act.case.sealed:
        raise act.refuse(says.SEALED_SUPPORT)
    if code not in DECLINE_REASONS:
        known = ", ".join(DECLINE_REASONS)
        raise act.refuse(says.UNKNOWN_DECLINE_REASON, code=code[:40], codes=known)
    agency = str(act.person.agency)
    said = [await _answered(act.db, current, agency=agency, only=one) for one in (CANNOT, DONE)]
    if any(said):
        raise act.refuse(says.SUPPORT_ANSWERED, agency=agency)
    words = act.keep_if_any(reason, kind="support")
    act.say(SupportAnswered(agency=agency, answer=CANNOT, report=words, reason_code=code))
    await _tell_lead(act, cannot=True)


async def _tell_lead(act: Act, *, cannot: bool = False) -> None:
    """The lead reads with the case what was done; its mail says only that there is news."""
    lead = act.rules.agency(act.case.lead or act.rules.secretariat[0])
    agency = act.rules.agency(act.person.agency or "")
    letter = letters.SupportAnswered(number=act.case.number, agency=agency.name, cannot=cannot)
    to: list[tuple[str, str, Language]] = [
        (lead.code, act.rules.mail_of(lead.code, sealed=act.case.sealed), "id")
    ]
    if cannot:
        known = act.rules.actors_of(role=Role.COORDINATOR)
        to += [(one.id, one.email, one.language) for one in known]
    notices = [
        Notice.of(
            letter,
            case=act.case.number,
            seq=act.case.seq,
            recipient=who,
            address=mail,
            language=language,
        )
        for who, mail, language in to
    ]
    await queue_all(act.db, notices)


async def _supported(act: Act, assignment: uuid.UUID | None) -> Assignment:
    current = await current_assignment(act.db, act.case.number)
    if current is not None and assignment is not None and current.id != assignment:
        raise act.refuse(says.SUPERSEDED)
    if current is None or await act.db.get(Support, (current.id, act.person.agency)) is None:
        raise act.refuse(says.NOT_A_SUPPORTER, who=act.person)
    return current


async def _answered(
    db: AsyncSession, assignment: Assignment, *, agency: str, only: str | None = None
) -> bool:
    """Whether the agency said anything since it was asked; the case's lock keeps this true."""
    said = select(SealedFact.seq).where(
        SealedFact.case == assignment.case,
        SealedFact.seq > assignment.seq,
        SealedFact.name == SupportAnswered.name,
        SealedFact.body["agency"].astext == agency,
    )
    if only is not None:
        said = said.where(SealedFact.body["answer"].astext == only)
    return await db.scalar(said.limit(1)) is not None
