"""What a stuck cause leaves behind once it is put aside: what it said may be said again."""

import uuid
from collections.abc import Awaitable, Callable

from desk.acting import Act
from models.agreements import Agreement, Clause, Closure, current_agreement
from models.causes import Cause
from models.chain import facts_at
from models.facts.base import Fact
from models.facts.ending import (
    AgreementSigned,
    CaseReferred,
    ClauseChecked,
    ClosureApproved,
    ReferralAnswered,
)
from models.facts.grammar import parsed
from models.facts.talks import FigureAnswered, PartyAnswered
from models.remains import last_referral, open_referral
from models.talks import Consent, Panelist

RETURNED = "returned"


async def open_again(act: Act, cause: Cause) -> None:
    """Take back the row by which the desk refuses a second word; the fact itself stays sealed."""
    rows = await facts_at(act.db, [(cause.case, cause.seq)])
    row = rows[cause.case, cause.seq]
    fact = parsed(row.name, row.body)
    opens = OPENS.get(type(fact))
    if opens is not None:
        await opens(act, fact)


async def _closure(act: Act, _fact: Fact) -> None:
    """Another second person approves it."""
    closure = await act.db.get(Closure, (act.case.number, act.case.episode))
    if closure is not None:
        closure.approved_by = closure.approved_at = None


async def _agreement(act: Act, fact: AgreementSigned) -> None:
    """The agreement that no flow counted ends, to be signed anew; what it corrected counts."""
    agreement = await current_agreement(act.db, act.case.number)
    if agreement is not None:
        agreement.ended_at = act.at
    if fact.corrects is not None:
        await act.db.flush()
        corrected = await act.db.get(Agreement, uuid.UUID(fact.corrects))
        if corrected is not None:
            corrected.ended_at = None


async def _clause(act: Act, fact: ClauseChecked) -> None:
    clause = await act.db.get(Clause, uuid.UUID(fact.clause))
    if clause is not None:
        clause.state = "open"


async def _figure(act: Act, fact: FigureAnswered) -> None:
    seat = await act.db.get(Panelist, (uuid.UUID(fact.mediation), fact.figure))
    if seat is not None and not seat.replaced:
        seat.answer = seat.answered_at = None


async def _party(act: Act, fact: PartyAnswered) -> None:
    """The side has accepted nobody, and objects to nobody new."""
    mediation, party = uuid.UUID(fact.mediation), uuid.UUID(fact.party)
    consent = await act.db.get(Consent, (mediation, party))
    if consent is not None:
        consent.figures = []
    if fact.figure is not None:
        seat = await act.db.get(Panelist, (mediation, fact.figure))
        if seat is not None and not seat.replaced:
            seat.refused_by = None


async def _referral(act: Act, _fact: Fact) -> None:
    """It was never opened: the case stays where it was, and may be referred again."""
    act.case.halted = False
    row = await open_referral(act.db, act.case.number)
    if row is not None:
        row.answered_at, row.result = act.at, RETURNED


async def _answer(act: Act, _fact: Fact) -> None:
    """The other body is asked for word again."""
    row = await last_referral(act.db, act.case.number)
    if row is not None:
        row.answered_at = row.result = None


OPENS: dict[type[Fact], Callable[..., Awaitable[None]]] = {
    ClosureApproved: _closure,
    AgreementSigned: _agreement,
    ClauseChecked: _clause,
    FigureAnswered: _figure,
    PartyAnswered: _party,
    CaseReferred: _referral,
    ReferralAnswered: _answer,
}
