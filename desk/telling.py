"""What an act at the desk tells people at once: a receipt, a meeting's other date, an objection."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from desk.acting import REPORTER, Act
from models.calling_off import invited
from models.cases import Case
from models.letters.alarms import AlarmSent, AlarmSentSealed
from models.letters.base import CaseLetter, Language, Phone
from models.letters.mediations import MeetingChanged, MeetingInvited, MeetingLetter
from models.letters.oversight import ObjectionRaised, TextErased
from models.letters.reports import ObjectionDecided, ReportReceived
from models.notices import Notice, queue_all
from models.regency import Agency, Regency, Role
from models.reports import reporters_of
from models.talks import Meeting
from models.views import Colour
from models.violence import guards_of, has_offence
from policies.deadlines import due_at


async def tell_received(
    db: AsyncSession, case: Case, *, language: Language, at: datetime, rules: Regency
) -> None:
    """Owe the reporter the number and what happens next; the address is opened only at sending.

    What woke somebody is promised what its colour is: that it did, and the wall clock's limit.
    """
    rule, urgent = rules.deadline("verification"), await _woke(db, case)
    letter = ReportReceived(
        number=case.number,
        received_at=at,
        checked_by=due_at(
            rule, at, colour=Colour.RED if urgent else Colour.GREEN, calendar=rules.calendar
        ),
        urgent=urgent,
        phones=(_phone(rules.agency(rules.secretariat[0])),),
    )
    notice = Notice.of(
        letter, case=case.number, seq=case.seq, recipient="reporter", language=language
    )
    await queue_all(db, [notice])


async def _woke(db: AsyncSession, case: Case) -> bool:
    """Whether an alarm went out as the report was kept; if those who may are all feared, none."""
    alarms = select(Notice.id).where(
        Notice.case == case.number, Notice.kind.in_((AlarmSent.kind, AlarmSentSealed.kind))
    )
    return await db.scalar(alarms.limit(1)) is not None


async def tell_planned(act: Act, meeting: Meeting) -> None:
    """Invite whom a meeting is for, with the calendar's entry; the mail says of no kind why."""
    lead = _lead(act)
    most = act.rules.talks.companions.most if meeting.sides else 0
    letter = MeetingInvited(
        **_sitting(act, meeting),
        host=lead.name,
        companions=most,
        offence=await has_offence(act.db, act.case),
        phones=(_phone(lead),),
    )
    await _tell_invited(act, meeting, letter)
    guards = [act.rules.agency(one) for one in await guards_of(act.db, act.case, rules=act.rules)]
    guarding = letter.model_copy(update={"guards": True})
    to: list[tuple[str, str | None, Language]] = [
        (one.code, one.email, "id") for one in guards if one.code not in meeting.agencies
    ]
    await _tell(act, guarding, to=to)


async def tell_moved(act: Act, meeting: Meeting, *, before: datetime) -> None:
    """Tell everybody who was invited the meeting's other time, with the calendar's update."""
    lead = _lead(act)
    letter = MeetingChanged(
        **_sitting(act, meeting), host=lead.name, before=before, phones=(_phone(lead),)
    )
    await _tell_invited(act, meeting, letter)


async def tell_objection(act: Act, bodies: Iterable[str]) -> None:
    """Call those who decide an objection: ``bodies`` of a sealed case, else the coordinators."""
    letter = ObjectionRaised(number=act.case.number)
    to: list[tuple[str, str, Language]] = [
        (one.id, one.email, one.language) for one in act.rules.actors_of(role=Role.COORDINATOR)
    ]
    if act.case.sealed:
        to = [(one, act.rules.mail_of(one, sealed=True), "id") for one in sorted(bodies)] or to
    await _tell(act, letter, to=to)


async def tell_erased(act: Act, bodies: Iterable[str]) -> None:
    """Tell those who decide the case that words of it are gone: ``bodies`` of a sealed case.

    A text does not come back: whoever erased one is not the only one who knows.
    """
    letter = TextErased(number=act.case.number)
    lead = () if act.case.lead is None else (act.case.lead,)
    agencies = sorted(bodies) if act.case.sealed else lead
    sealed = act.case.sealed
    to: list[tuple[str, str, Language]] = [
        (one, act.rules.mail_of(one, sealed=sealed), "id")
        for one in agencies
        if one != act.person.agency
    ]
    if not sealed:
        others = act.rules.actors_of(role=Role.COORDINATOR)
        to += [(one.id, one.email, one.language) for one in others if one.id != act.person.id]
    await _tell(act, letter, to=to)


async def tell_decided(act: Act, *, upheld: bool) -> None:
    """Tell each reporter who left an address how the objection was decided."""
    for one in await reporters_of(act.db, act.case.number):
        letter = ObjectionDecided(number=one.case, upheld=upheld)
        recipient = REPORTER if one.case == act.case.number else f"{REPORTER}:{one.case}"
        language: Language = "en" if one.language == "en" else "id"
        await _tell(act, letter, to=[(recipient, None, language)])


def _sitting(act: Act, meeting: Meeting) -> dict[str, object]:
    return {
        "number": act.case.number,
        "meeting": str(meeting.id),
        "sequence": meeting.sequence,
        "starts_at": meeting.starts_at,
        "ends_at": meeting.ends_at,
        "place": meeting.where,
    }


async def _tell_invited(act: Act, meeting: Meeting, letter: MeetingLetter) -> None:
    to = await invited(act.db, meeting, lead=_lead(act), rules=act.rules)
    await _tell(act, letter, to=[(who, mail, "id") for who, mail in to])


async def _tell(
    act: Act, letter: CaseLetter, *, to: Iterable[tuple[str, str | None, Language]]
) -> None:
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


def _lead(act: Act) -> Agency:
    return act.rules.agency(act.case.lead or act.rules.secretariat[0])


def _phone(agency: Agency) -> Phone:
    return Phone(office=agency.name, phone=agency.phone)
