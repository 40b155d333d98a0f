"""What talks tell figures and sides: requests, and invitations that say nothing of the matter."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from models.cases import Case
from models.letters.answerable import as_figure
from models.letters.mediations import FigureAsked, FigureReleased, MeetingInvited, PartyAsked
from models.talks import Meeting, Panelist, Party
from models.violence import guards_of, has_offence
from tasks.telling import INDONESIAN, Addressed, labels, lead_of, limit, phones, queue
from tasks.turn import Turn

SITS = timedelta(days=120)  # a figure's link goes on being the way to the meetings it sits in


async def ask_figures(
    mine: Turn, case: Case, *, figures: Iterable[Panelist], parties: Sequence[Party]
) -> None:
    """Ask figures to mediate: where, of what kind, and with which sides, never who said what."""
    letters: list[Addressed] = []
    place, offence = labels(case, rules=mine.rules), await has_offence(mine.db, case)
    for one in figures:
        figure = mine.rules.figure(one.figure)
        until = limit(mine, case, "figure_answer")
        letter = FigureAsked(
            number=case.number,
            figure_id=figure.id,
            figure=figure.office,
            figure_kind=figure.kind,
            category=place.category,
            village=place.village,
            kecamatan=place.kecamatan,
            answer_by=until,
            answerable=as_figure(one.mediation, one.figure, until=until + SITS),
            parties=tuple({"id": party.label, "en": party.label} for party in parties),
            offence=offence,
            phones=phones(mine.rules),
        )
        letters.append((letter, one.figure, figure.email or lead_of(mine, case).email, INDONESIAN))
    queue(mine, case, letters)


def release_figure(mine: Turn, case: Case, figure: str) -> None:
    """Tell a figure whom a side did not accept that another one is asked; never who or why."""
    known = mine.rules.figure(figure)
    letter = FigureReleased(number=case.number, figure=known.office, phones=phones(mine.rules))
    queue(mine, case, [(letter, figure, known.email or lead_of(mine, case).email, INDONESIAN)])


async def ask_parties(
    mine: Turn, case: Case, *, parties: Iterable[Party], figures: Sequence[str]
) -> None:
    """Ask each side to accept the panel; one without mail is asked through the lead agency."""
    names = tuple(mine.rules.figure(figure).office for figure in figures)
    until, offence = limit(mine, case, "party_answer"), await has_offence(mine.db, case)
    letters: list[Addressed] = [
        (
            PartyAsked(
                number=case.number,
                party={"id": party.label, "en": party.label},
                figures=names,
                answer_by=until,
                companions=mine.rules.talks.companions.most,
                offence=offence,
                phones=phones(mine.rules),
            ),
            str(party.id),
            party.email or lead_of(mine, case).email,
            INDONESIAN,
        )
        for party in parties
    ]
    queue(mine, case, letters)


async def invite(
    mine: Turn,
    case: Case,
    *,
    meeting: Meeting,
    figures: Sequence[str],
    parties: Sequence[Party],
) -> None:
    """Invite figures, sides and the lead agency to a musyawarah, with the calendar entry.

    After violence the police who support the case are told when and where, to guard it.
    """
    lead = lead_of(mine, case)
    letter = MeetingInvited(
        number=case.number,
        meeting=str(meeting.id),
        sequence=meeting.sequence,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        place=meeting.where,
        host=lead.name,
        companions=mine.rules.talks.companions.most,
        offence=await has_offence(mine.db, case),
        phones=phones(mine.rules),
    )
    known = [(figure, mine.rules.figure(figure).email) for figure in figures]
    sides = [(str(party.id), party.email) for party in parties]
    to = [*known, *sides, (lead.code, lead.email)]
    queue(mine, case, [(letter, who, mail or lead.email, INDONESIAN) for who, mail in to])
    guarding = letter.model_copy(update={"guards": True})
    guards = [mine.rules.agency(one) for one in await guards_of(mine.db, case, rules=mine.rules)]
    queue(mine, case, [(guarding, one.code, one.email, INDONESIAN) for one in guards])
