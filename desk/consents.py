"""A side answers for its mediators, and names who comes with it."""

import uuid

from sqlalchemy import select

from desk.acting import AGENCY, COORDINATOR, Act, Person, acting, only
from desk.refusals import talks as says
from desk.sides import party_named, refuse_agreed, talks_of
from desk.stopping import call_off
from models.companions import Companion, companions_of
from models.facts.talks import CompanionNamed, PartyAnswered
from models.status import ENDED
from models.talks import Consent, Mediation, Panelist, Party, panel_of
from models.views import Consented
from policies.consent import consents, is_free

ACCEPT, REFUSE, OBJECTION = "accept", "refuse", "objection"


async def answer_as_party(
    number: str,
    *,
    by: Person,
    label: str,
    accepts: bool,
    figure: str | None = None,
    reason: str | None = None,
    seen: int | None = None,
) -> None:
    """A side accepts the panel, or objects to a figure: once freely, then with reasons.

    Another objection is a coordinator's to record, who heard the reasons.
    """
    async with acting(number, by=by, seen=seen) as act:
        only(act, AGENCY, COORDINATOR)
        mediation = await talks_of(act)
        party = await party_named(act, label)
        if accepts == (figure is not None):
            raise act.refuse(says.ACCEPT_OR_OBJECT)
        if figure is None:
            accepted = await _accept(act, mediation, party=party)
            act.say(_said(mediation, party, answer=ACCEPT, figures=accepted))
            return
        await refuse_agreed(act, mediation)
        words = await _object(act, mediation, party=party, figure=figure, reason=reason)
        sealed = act.keep_if_any(words, kind=OBJECTION)
        said = _said(mediation, party, answer=REFUSE)
        act.say(said.model_copy(update={"figure": figure, "reason": sealed}))
        await call_off(act, figure, reason_code=OBJECTION)


async def name_companion(
    number: str, *, by: Person, label: str, kind: str, leaves: bool = False
) -> None:
    """Say who comes with a side, by what they are; or that one comes no longer."""
    async with acting(number, by=by) as act:
        only(act, AGENCY, COORDINATOR)
        if act.case.stands in ENDED:
            raise act.refuse(says.NO_TALKS, status=act.status)
        party, rule = await party_named(act, label), act.rules.talks.companions
        if kind not in rule.codes:
            raise act.refuse(says.UNKNOWN_COMPANION, kind=kind[:40], kinds=", ".join(rule.codes))
        here = [one for one in await companions_of(act.db, number) if one.party == party.id]
        if leaves:
            await _leave(act, here, party=party, kind=kind)
        elif len(here) >= rule.most:
            raise act.refuse(says.ENOUGH_COMPANIONS, label=party.label, most=rule.most)
        else:
            act.db.add(
                Companion(id=uuid.uuid4(), case=number, party=party.id, kind=kind, named_at=act.at)
            )
        act.say(CompanionNamed(party=str(party.id), kind=kind, leaves=leaves))


async def _leave(act: Act, here: list[Companion], *, party: Party, kind: str) -> None:
    leaving = next((one for one in here if one.kind == kind), None)
    if leaving is None:
        raise act.refuse(says.NO_SUCH_COMPANION, label=party.label, kind=kind)
    leaving.left_at = act.at


async def _accept(act: Act, mediation: Mediation, *, party: Party) -> tuple[str, ...]:
    """Write that the side accepts everybody who sits or is still asked; returns them."""
    panel = await panel_of(act.db, mediation)
    before = await act.db.get(Consent, (mediation.id, party.id))
    sitting = [one.figure for one in panel if one.sits]
    if consents(_read(before), sitting=sitting):
        raise act.refuse(says.SIDE_ANSWERED, label=party.label, answer=ACCEPT)
    accepted = [one.figure for one in panel if one.sits or one.open]
    _write(act, before, mediation=mediation, party=party, answer=ACCEPT, figures=accepted)
    return tuple(accepted)


async def _object(
    act: Act, mediation: Mediation, *, party: Party, figure: str, reason: str | None
) -> str | None:
    """Write the objection; a free one is asked for no reason, and none given is kept."""
    seat = await act.db.get(Panelist, (mediation.id, figure))
    if seat is None or seat.replaced or seat.refused_by is not None:
        raise act.refuse(says.NOT_A_PANELIST, figure=figure)
    objections = await act.db.scalars(
        select(Panelist.figure).where(
            Panelist.mediation == mediation.id, Panelist.refused_by == party.id
        )
    )
    before = await act.db.get(Consent, (mediation.id, party.id))
    accepted = consents(_read(before), sitting=[figure])
    free = is_free(objections.all()) and not accepted
    if not free and (act.person.role != COORDINATOR or not reason):
        raise act.refuse(says.OBJECTED_ONCE, label=party.label)
    seat.refused_by = party.id
    _write(act, before, mediation=mediation, party=party, answer=REFUSE, figures=None, at=figure)
    return reason


def _write(
    act: Act,
    before: Consent | None,
    *,
    mediation: Mediation,
    party: Party,
    answer: str,
    figures: list[str] | None,
    at: str | None = None,
) -> None:
    row = before
    if row is None:
        row = Consent(mediation=mediation.id, party=party.id, answer=answer, at=act.at)
        act.db.add(row)
    row.answer, row.figures, row.at = answer, figures, act.at
    row.figure = at or row.figure


def _read(consent: Consent | None) -> Consented | None:
    return consent.said() if consent else None


def _said(
    mediation: Mediation, party: Party, *, answer: str, figures: tuple[str, ...] = ()
) -> PartyAnswered:
    return PartyAnswered(
        mediation=str(mediation.id), party=str(party.id), answer=answer, figures=figures
    )
