"""What the secretariat and the auditors see of a case beside what those see who work on it.

Letters and how far they came, what officials wrote of their own acts, and the panel with the
reasons for and against each figure. The policy says to whom; reasons are the policy's own, said
anew from what the record holds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from desk.acting import Person
from desk.messages import KIND as MESSAGE
from desk.seeing import groups_of
from models.attachments import KIND as FILE
from models.cases import Case
from models.chain import SealedFact
from models.deciders import bodies_that_decided
from models.facts.talks import MediationOpened
from models.reading_house import NoticeLine, notice_lines
from models.regency import Figure, Regency
from models.regency_folder import regency
from models.session import reading
from models.talks import Mediation, Panelist, parties_of
from models.texts import PLACE, SUMMARY, TOLD_US, ErasableText
from models.ties import ties_of
from models.views import FigureKind, Forum, PanelSituation
from policies.audience import Reads
from policies.mediation import why_chosen
from policies.neutrality import why_not_neutral

MOST_LETTERS = 200
SHOWN_APART = frozenset({*TOLD_US, PLACE, FILE, SUMMARY, MESSAGE})
BY_THE_REPORTER = frozenset({"objection"})
Reason = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Fitting:
    """A figure with the reason for or against it."""

    figure: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Panel:
    """The talks that were opened last: why each figure was proposed, and who was passed over."""

    forum: str
    proposed: tuple[Fitting, ...]
    passed_over: tuple[Fitting, ...]


@dataclass(frozen=True, slots=True)
class CaseWork:
    """All this of a case. ``said`` are the words by their text's id, ``panel`` the last one."""

    notices: tuple[NoticeLine, ...] = ()
    said: Mapping[str, str] = field(default_factory=dict)
    panel: Panel | None = None


async def casework(number: str, *, by: Person) -> CaseWork:
    """Read a case's work; empty for those who do not follow the whole chain."""
    async with reading() as db:
        case = await db.get(Case, number)
        groups = await groups_of(db, case, by=by) if case else frozenset()
        if case is None or Reads.CHAIN not in groups or (case.sealed and Reads.TEXT not in groups):
            return CaseWork()
        return CaseWork(
            notices=await notice_lines(db, case=number, limit=MOST_LETTERS),
            said=await _said(db, number, all_of_it=Reads.TEXT in groups),
            panel=await _panel(db, case, rules=regency()),
        )


async def _said(db: AsyncSession, number: str, *, all_of_it: bool) -> dict[str, str]:
    hidden = SHOWN_APART if all_of_it else SHOWN_APART | BY_THE_REPORTER
    rows = await db.execute(
        select(ErasableText.id, ErasableText.text).where(
            ErasableText.case == number,
            ErasableText.kind.not_in(hidden),
            ErasableText.text.is_not(None),
        )
    )
    return {str(id_): words or "" for id_, words in rows.tuples()}


async def _panel(db: AsyncSession, case: Case, *, rules: Regency) -> Panel | None:
    body = await db.scalar(
        select(SealedFact.body)
        .where(SealedFact.case == case.number, SealedFact.name == MediationOpened.name)
        .order_by(SealedFact.seq.desc())
        .limit(1)
    )
    if body is None:
        return None
    known = {one.id: one for one in rules.figures}
    asked = await _asked(db, case.number)
    passed = [known[one] for one in body.get("passed_over", ()) if one in known]
    situation = await _situation(db, case, forum=Forum(body["forum"]), rules=rules)
    return Panel(
        forum=body["forum"],
        proposed=tuple(
            Fitting(one.figure, why_chosen(known[one.figure], situation))
            for one in asked
            if one.figure in known
        ),
        passed_over=tuple(_against(passed, situation=situation, asked=asked)),
    )


async def _asked(db: AsyncSession, number: str) -> Sequence[Panelist]:
    rows = await db.scalars(
        select(Panelist)
        .join(Mediation, Mediation.id == Panelist.mediation)
        .where(Mediation.case == number)
        .order_by(Mediation.round, Panelist.rank)
    )
    return rows.all()


async def _situation(
    db: AsyncSession, case: Case, *, forum: Forum, rules: Regency
) -> PanelSituation:
    kinds = rules.category(case.category or rules.vocabulary.unclear).mediator_kinds
    return PanelSituation(
        case=case.situation(),
        forum=forum,
        decided=await bodies_that_decided(db, case, rules=rules),
        kinds=kinds or (FigureKind.COMMUNITY,),
        parties=tuple(party.view() for party in await parties_of(db, case.number)),
        ties=frozenset(await ties_of(db, case.number)),
    )


def _against(
    figures: Sequence[Figure], *, situation: PanelSituation, asked: Sequence[Panelist]
) -> list[Fitting]:
    """Why each may not sit; what figures and sides answered counts after what was known before."""
    answered = replace(
        situation,
        ties=situation.ties | {one.figure for one in asked if one.answer == "tie"},
        declined=frozenset(one.figure for one in asked if one.answer == "cannot"),
        objected=frozenset(one.figure for one in asked if one.refused_by is not None),
    )
    found = [
        (one.id, why_not_neutral(one, situation) or why_not_neutral(one, answered))
        for one in figures
    ]
    return [Fitting(figure, reason) for figure, reason in found if reason is not None]
