"""What each move tells whom: letters made of rows and rules, queued with the fact."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import select

from kit.clock import wita_date
from models.agreements import Agreement, Clause, current_agreement
from models.assignments import current_assignment, supports_of
from models.cases import Case
from models.letters.answerable import as_lead, as_support
from models.letters.base import CaseLetter, ClauseLine, Labels, Language, Letter, Phone
from models.letters.mediations import (
    AgreementSigned,
)
from models.letters.oversight import ClosureAsked, ReviewAsked, ReviewLine
from models.letters.reports import CaseClosed, ReportNextStep
from models.notices import Notice
from models.regency import Agency, Regency, Role
from models.reports import reporters_of
from models.talks import Party, mediators_of, parties_of
from models.views import Colour
from policies.audience import kept_from
from policies.deadlines import due_at
from tasks.turn import Turn

OBJECTION = timedelta(days=30)
INDONESIAN: Language = "id"
SEALED_TASK = {"id": "Pelaksana tugas tertutup", "en": "Whoever has the sealed task"}

Addressed = tuple[Letter, str, str | None, Language]


def ask_review(mine: Turn, case: Case, *, unsure: tuple[str, ...]) -> None:
    """Ask the coordinators to decide; their mails are gathered into one digest per delivery."""
    line = ReviewLine(
        number=case.number,
        reasons=unsure,
        village=None if case.sealed else mine.rules.village(case.village).name,
        colour=None if case.sealed else Colour(case.colour or Colour.GREEN),
    )
    letter = ReviewAsked(lines=(line,), review_by=limit(mine, case, "review"))
    queue(mine, case, [(letter, *to) for to in coordinators(mine.rules)])


async def tell_signed(
    mine: Turn,
    case: Case,
    *,
    agreement: Agreement,
    clauses: Sequence[Clause],
    checks: tuple[date, ...],
    untold: Sequence[Clause] = (),
    corrected: Sequence[Clause] = (),
    first: bool = True,
) -> None:
    """Tell each owner of a clause that the agreement counts; ``first`` the lead and all sides, too.

    Owners of the ``untold`` clauses are not written to; those of the ``corrected`` ones, which
    it takes the place of, are.
    """
    owners = {clause.owner: await owner_of(mine, case, clause) for clause in clauses}
    letter = AgreementSigned(
        number=case.number,
        signed_on=agreement.signed_on,
        clauses=tuple(
            ClauseLine(clause=one.number, owner=owners[one.owner][0], due_on=one.due_on)
            for one in clauses
        ),
        checks_on=checks,
        corrected=bool(corrected),
    )
    lead = lead_of(mine, case)
    silent = {one.owner for one in untold}
    owners |= {clause.owner: await owner_of(mine, case, clause) for clause in corrected}
    to = {who: mail for who, (_, mail) in owners.items() if who not in silent}
    if first:
        to[lead.code] = lead.email
        for side in await parties_of(mine.db, case.number):
            if str(side.id) not in silent:
                to.setdefault(str(side.id), side.email or lead.email)
    queue(mine, case, [(letter, who, mail, INDONESIAN) for who, mail in to.items()])


async def ask_approval(mine: Turn, case: Case, *, outcome: str) -> None:
    """Ask for a second person's approval: the coordinators, of a sealed case its other body."""
    if case.sealed:
        queue(mine, case, await _ask_other_body(mine, case))
        return
    letter = ClosureAsked(
        number=case.number,
        outcome=mine.rules.endings.outcomes.get(outcome),
        outcome_code=outcome,
        asked_by=lead_of(mine, case).name,
        asked_at=mine.at,
        labels=labels(case, rules=mine.rules),
    )
    queue(mine, case, [(letter, *to) for to in coordinators(mine.rules)])


async def _ask_other_body(mine: Turn, case: Case) -> list[Addressed]:
    """An only body is asked itself, for another of its officers; coordinators, if none has it."""
    letter = ClosureAsked(number=case.number, asked_by=SEALED_TASK, asked_at=mine.at)
    current = await current_assignment(mine.db, case.number)
    if current is None:
        return [(letter, *to) for to in coordinators(mine.rules)]
    until = mine.at + OBJECTION
    others = [one.agency for one in await supports_of(mine.db, current)]
    may = {one: as_support(current.id, one, until=until) for one in others}
    may = may or {current.agency: as_lead(current.id, until=until)}
    return [
        (
            letter.model_copy(update={"answerable": answerable}),
            code,
            mine.rules.agency(code).email,
            INDONESIAN,
        )
        for code, answerable in may.items()
    ]


async def tell_next_step(
    mine: Turn, case: Case, *, reopened: bool = False, broken: bool = False
) -> None:
    """Tell each reporter who left an address where the case stands, or that it is open again.

    ``broken``: because a promise was not kept, in neutral words.
    """
    agency = None if case.sealed or case.lead is None else mine.rules.agency(case.lead).name
    letter = ReportNextStep(
        number=case.number,
        status=case.stands,
        agency=agency,
        reopened=reopened,
        broken=broken and not case.sealed,
    )
    await _to_reporters(mine, case, letter)


async def tell_closed(mine: Turn, case: Case) -> None:
    """Tell each reporter that the case ended and until when they may object, and all who took part.

    Sides and figures without an address get it through the lead, who brings it. The officers of a
    sealed task hear that it ended, and nothing else.
    """
    letter = CaseClosed(
        number=case.number,
        outcome=None if case.sealed else mine.rules.endings.outcomes.get(case.outcome or ""),
        closed_on=wita_date(mine.at),
        object_until=wita_date(mine.at + OBJECTION),
        agreed=not case.sealed and await current_agreement(mine.db, case.number) is not None,
    )
    await _to_reporters(mine, case, letter)
    worked = await workers_of(mine, case.number)
    to = [(one, mine.rules.mail_of(one, sealed=case.sealed)) for one in worked]
    if not case.sealed:
        to += await _took_part(mine, case)
    own = letter.model_copy(update={"object_until": None})
    queue(mine, case, [(own, who, mail, INDONESIAN) for who, mail in to])


async def _took_part(mine: Turn, case: Case) -> list[tuple[str, str]]:
    """Name the sides, none that the reporter fears, and the figures who sat in the talks."""
    with mine.db.no_autoflush:
        sides = await parties_of(mine.db, case.number)
        figures = await mediators_of(mine.db, case.number)
    lead = lead_of(mine, case)
    told = [
        (str(one.id), one.email or lead.email)
        for one in sides
        if not (one.office and kept_from(one.office, case.not_to_tell))
    ]
    known = {one.id: one for one in mine.rules.figures}
    return told + [(one, known[one].email or lead.email) for one in figures if one in known]


async def workers_of(mine: Turn, number: str) -> list[str]:
    """Name the lead and the supporters as the case is assigned now."""
    with mine.db.no_autoflush:
        current = await current_assignment(mine.db, number)
        helpers = await supports_of(mine.db, current) if current else ()
    return [current.agency, *(one.agency for one in helpers)] if current else []


def labels(case: Case, *, rules: Regency) -> Labels:
    """Name a case as those who work on it may: category, village and colour."""
    return Labels(
        category=rules.category(case.category or "LNY").name,
        village=rules.village(case.village).name,
        kecamatan=rules.kecamatan_of(case.village).name,
        colour=Colour(case.colour or Colour.GREEN),
    )


def coordinators(rules: Regency) -> list[tuple[str, str, Language]]:
    """List the coordinators as recipients: id, address, language."""
    return [(one.id, one.email, one.language) for one in rules.actors_of(role=Role.COORDINATOR)]


def phones(rules: Regency) -> tuple[Phone, ...]:
    """Name whom to ring: the secretariat."""
    office = rules.agency(rules.secretariat[0])
    return (Phone(office=office.name, phone=office.phone),)


def limit(mine: Turn, case: Case, kind: str) -> datetime:
    """Say until when a step is due that starts now."""
    return due_at(
        mine.rules.deadline(kind),
        mine.at,
        colour=Colour(case.colour or Colour.GREEN),
        calendar=mine.rules.calendar,
    )


def queue(mine: Turn, case: Case, letters: Iterable[Addressed], *, about: str = "") -> None:
    """Queue letters with the case's newest fact; ``about`` tells two of one kind apart.

    Of a sealed case what an agency's common mailbox would get goes to its officer for such cases.
    """
    mine.notices += [
        Notice.of(
            letter,
            case=case.number,
            seq=case.seq,
            recipient=recipient,
            address=_within(mine, recipient, address) if case.sealed else address,
            language=language,
            about=about,
        )
        for letter, recipient, address, language in letters
    ]


def _within(mine: Turn, recipient: str, address: str | None) -> str | None:
    agencies = {one.code for one in mine.rules.agencies}
    return mine.rules.mail_of(recipient, sealed=True) if recipient in agencies else address


async def _to_reporters(mine: Turn, case: Case, letter: CaseLetter) -> None:
    """Reporters of joined reports go on hearing by the number that they know."""
    with mine.db.no_autoflush:
        reporters = await reporters_of(mine.db, case.number)
    for one in reporters:
        language: Language = "en" if one.language == "en" else INDONESIAN
        own = letter.model_copy(update={"number": one.case})
        recipient = "reporter" if one.case == case.number else f"reporter:{one.case}"
        queue(mine, case, [(own, recipient, None, language)])


def lead_of(mine: Turn, case: Case) -> Agency:
    """Who leads a case: the secretariat, while nobody does."""
    return mine.rules.agency(case.lead or mine.rules.secretariat[0])


async def owner_of(mine: Turn, case: Case, clause: Clause) -> tuple[dict[str, str], str]:
    """Name a clause's owner, and where to write; a side without mail through the lead agency."""
    if clause.owner_kind == "agency":
        agency = mine.rules.agency(clause.owner)
        return agency.name, agency.email
    party = await mine.db.scalar(
        select(Party).where(Party.case == case.number, Party.id == uuid.UUID(clause.owner))
    )
    label = party.label if party else clause.owner
    mail = party.email if party and party.email else lead_of(mine, case).email
    return {"id": label, "en": label}, mail
