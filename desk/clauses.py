"""What an agreement is handed in as, and what is refused of it before it counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from desk.acting import Act
from desk.refusals import endings as says
from desk.words import fit_date
from kit.clock import wita_date
from models.agreements import accepted_wordings
from models.regency import Regency
from models.talks import Meeting, Panelist, parties_of
from policies.agreement import (
    ClauseView,
    Crossing,
    crossed,
    crossed_by_words,
    plainly,
    signatures,
    unsigned,
)

WHO = {
    "mediator": {"id": "seorang penengah", "en": "a mediator"},
    "witness": {
        "id": "seorang saksi (instansi, pejabat atau tokoh yang bukan penengah kasus ini)",
        "en": "a witness (an agency, officer or figure who does not mediate this case)",
    },
}


@dataclass(frozen=True, slots=True)
class Promise:
    """A clause as it was signed: who owes it (a party's label or an agency's code), until when.

    ``evidence`` is what will show that it was kept. ``crosses`` are the codes of
    ``policies.agreement.QUESTIONS`` that the officer answers with yes; none is "no" to all.
    """

    words: str
    owner: str
    due_on: str | None = None
    evidence: str | None = None
    crosses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Signed:
    """A signed agreement: its document's text, its clauses, and who signed (labels, ids).

    ``register``: the sides chose UU 30/1999, so it is registered at the court within 30 days.
    Without ``signed_by`` all signed who sat in the agreed meeting, the lead agency as witness.
    """

    document: str
    promises: tuple[Promise, ...]
    signed_on: str
    signed_by: tuple[str, ...] = ()
    register: bool = False


async def refuse_crossing(act: Act, promises: Sequence[Promise], *, meeting: Meeting) -> None:
    """Refuse clauses that cross a line of the law, each named with its article."""
    unknown = {code for promise in promises for code in promise.crosses} - set(Crossing)
    if unknown:
        raise act.refuse(
            says.UNKNOWN_CROSSING, codes=", ".join(sorted(unknown)), known=", ".join(Crossing)
        )
    labels = {party.label: str(party.id) for party in await parties_of(act.db, act.case.number)}
    accepted = await accepted_lines(act)
    clauses = [
        ClauseView(
            number, labels.get(promise.owner.strip()), _lines(act, promise, accepted=accepted)
        )
        for number, promise in enumerate(promises, start=1)
    ]
    found = crossed(clauses, present=meeting.parties_present)
    if found:
        lines = {
            language: "; ".join(
                f"{word} {one.clause} ({one.crossing}): {one.law[language]}" for one in found
            )
            for language, word in (("id", "butir"), ("en", "clause"))
        }
        raise act.refuse(says.CROSSES, lines=lines)


def _lines(
    act: Act, promise: Promise, *, accepted: Mapping[tuple[str, ...], frozenset[str]]
) -> tuple[str, ...]:
    """What the officer answered, and what the clause's words say unless a coordinator took them."""
    said = crossed_by_words(promise.words, crossing_words(act.rules))
    fine = accepted.get(plainly(promise.words), frozenset())
    return (*promise.crosses, *(one for one in said if one not in fine))


async def accepted_lines(act: Act) -> dict[tuple[str, ...], frozenset[str]]:
    """Say which lines a coordinator found not crossed, by the plain words of each clause."""
    rows = await accepted_wordings(act.db, act.case.number)
    return {plainly(words): lines for words, lines in rows}


def crossing_words(rules: Regency) -> dict[str, tuple[str, ...]]:
    """The words that the regency names for each line."""
    return {one.crossing: one.words for one in rules.talks.crossing_words}


async def signers(act: Act, names: Sequence[str], *, meeting: Meeting) -> tuple[str, ...]:
    """Turn labels of sides into their ids, and refuse where a side, mediator or witness lacks."""
    sides = {party.label: str(party.id) for party in await parties_of(act.db, act.case.number)}
    signed = tuple(sides.get(name, name) for name in names)
    if not signed:
        here = [one for one in sides.values() if one in meeting.parties_present]
        signed = (*here, *meeting.figures_present, *([act.case.lead] if act.case.lead else []))
    panel = await act.db.scalars(
        select(Panelist.figure).where(Panelist.mediation == meeting.mediation)
    )
    apart = signatures(signed, sides=sides.values(), panel=list(panel))
    _refuse_strangers(act, apart.witnesses)
    missing = unsigned(apart, sides=sides.values())
    if missing:
        raise act.refuse(says.NOT_SIGNED, who=_said(missing, labels=sides))
    return signed


def _refuse_strangers(act: Act, witnesses: frozenset[str]) -> None:
    """No name may slip into the chain: a witness is an office."""
    known = {one.id for one in act.rules.figures} | {one.code for one in act.rules.agencies}
    known |= {one.id for one in act.rules.actors}
    strangers = sorted(witnesses - known)
    if strangers:
        raise act.refuse(says.UNKNOWN_SIGNERS, strangers=", ".join(strangers))


def _said(missing: Sequence[str], *, labels: dict[str, str]) -> dict[str, str]:
    names = {key: {"id": label, "en": label} for label, key in labels.items()} | WHO
    return {
        language: ", ".join(names[one][language] for one in missing) for language in ("id", "en")
    }


def due_day(act: Act, words: str | None) -> date | None:
    """The day by which something is owed; refused if it is over."""
    if words is None:
        return None
    day = fit_date(words, what="due on")
    if day < wita_date(act.at):
        raise act.refuse(says.DATE_OVER, day=day)
    return day
