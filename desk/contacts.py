"""The lead agency met the sides, each apart, and records what is confirmed."""

import uuid
from collections import Counter
from dataclasses import dataclass

from sqlalchemy import select

from desk.acting import AGENCY, Act, Person, acting, only
from desk.codes import known_code
from desk.refusals import assigning as says
from desk.ties import agency_named, pass_over
from desk.words import fit_count, fit_email, fit_text, fit_village
from models.assignments import answer_to, current_assignment
from models.facts.talks import ContactRecorded, PartyNamed
from models.observances import Faith
from models.status import ENDED, Status
from models.talks import Party
from models.ties import PARTY

KINDS = ("village", "customary_village", "banjar", "group", "business", "office")
LABEL = 120  # characters
MET = frozenset({Status.ASSIGNED, Status.ACCEPTED, Status.IN_HANDLING})


@dataclass(frozen=True, slots=True)
class Side:
    """A side of the dispute as the agency met it. ``label`` is no person's name.

    ``willing`` is None while the side has not said whether it will talk.
    """

    label: str
    kind: str
    village: str
    willing: bool | None = None
    banjar: str | None = None
    faith: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True)
class Met:
    """What the agency found out. ``complete`` is False when a side is still to be met.

    ``only_safety``: the sides will talk about safety and return alone, beside a court case
    (UU 7/2012 Ps 46 (4)-(5)).
    """

    sides: tuple[Side, ...]
    confirmed: bool = True
    injured: int = 0
    danger: bool = False
    root_cause: str | None = None
    complete: bool = True
    only_safety: bool = False
    note: str | None = None


async def record_contact(number: str, met: Met, *, by: Person, seen: int | None = None) -> None:
    """Record a contact; a side with a known label is the same side, met again.

    Of a sealed task no side is kept: it says only that who was harmed was met.
    """
    async with acting(number, by=by, seen=seen) as act:
        only(act, AGENCY)
        await _refuse_unmet(act)
        if act.case.sealed and met.sides:
            raise act.refuse(says.NO_SIDES_HERE)
        if not act.case.sealed and not met.sides:
            raise act.refuse(says.NOBODY_MET)
        _refuse_twice(act, met)
        parties = [await _party(act, side) for side in met.sides]
        act.case.verified = act.case.verified or met.confirmed
        act.say(
            ContactRecorded(
                confirmed=met.confirmed,
                parties=tuple(_named(party) for party in parties),
                injured=fit_count(met.injured, what="injured"),
                danger=met.danger,
                root_cause=_root_cause(act, met.root_cause),
                complete=met.complete,
                only_safety=met.only_safety,
                note=act.keep_if_any(met.note, kind="contact_note"),
            )
        )
        await _pass_over_sides(act, met)


async def _pass_over_sides(act: Act, met: Met) -> None:
    """An agency that is itself a side neither leads nor supports."""
    for office in [_office(act, side) for side in met.sides]:
        if office is not None:
            await pass_over(act, office, kind=PARTY)


def _office(act: Act, side: Side) -> str | None:
    """The agency that a side is: a village's own, unless the category passes it over anyway."""
    if side.kind == "office":
        return agency_named(act, side.label)
    if side.kind != "village":
        return None
    category = act.rules.category(act.case.category or act.rules.vocabulary.unclear)
    offices = (one for one in act.rules.agencies if one.village == side.village)
    return next((one.code for one in offices if one.kind not in category.sides), None)


async def _refuse_unmet(act: Act) -> None:
    if act.case.stands in ENDED or act.case.stands not in MET:
        raise act.refuse(says.NO_CONTACT_NOW, status=act.status)
    current = await current_assignment(act.db, act.case.number)
    answer = await answer_to(act.db, current) if current else None
    if answer is None or answer.answer != "accepted":
        raise act.refuse(says.ACCEPT_FIRST)


def _refuse_twice(act: Act, met: Met) -> None:
    """One side that is named twice would look like two that met."""
    named = Counter(side.label.strip() for side in met.sides)
    twice = [label for label, times in named.items() if times > 1]
    if twice:
        raise act.refuse(says.SIDE_TWICE, labels=", ".join(twice))


async def _party(act: Act, side: Side) -> Party:
    label = fit_text(side.label, what="party")[:LABEL]
    if side.kind not in KINDS:
        raise act.refuse(says.UNKNOWN_PARTY_KIND, kind=side.kind, kinds=", ".join(KINDS))
    party = await act.db.scalar(
        select(Party).where(Party.case == act.case.number, Party.label == label)
    )
    if party is None:
        party = Party(
            id=uuid.uuid4(),
            case=act.case.number,
            label=label,
            kind=side.kind,
            village=fit_village(side.village, rules=act.rules),
            office=agency_named(act, label),
        )
        act.db.add(party)
    party.willing = side.willing if side.willing is not None else party.willing
    party.banjar = _fit(side.banjar, what="banjar") or party.banjar
    party.faith = _faith(act, side.faith) or party.faith
    party.email = fit_email(side.email) or party.email
    return party


def _fit(words: str | None, *, what: str) -> str | None:
    return fit_text(words, what=what)[:LABEL] if words else None


def _faith(act: Act, code: str | None) -> str | None:
    return known_code(act, code, known=Faith, what="faith") if code else None


def _named(party: Party) -> PartyNamed:
    return PartyNamed(
        party=str(party.id), kind=party.kind, village=party.village, willing=party.willing
    )


def _root_cause(act: Act, code: str | None) -> str | None:
    if not code:
        return None
    return known_code(act, code, known=act.rules.endings.root_causes, what="root cause")
