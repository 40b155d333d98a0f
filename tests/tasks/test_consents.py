"""Consent: each side accepts its mediators by name, and may object to one freely."""

import pytest
from sqlalchemy import select

from desk.acting import Refused
from desk.consents import answer_as_party, name_companion
from desk.talks import Sitting, answer_as_figure, record_meeting
from models.companions import companions_of
from models.notices import Notice
from models.session import reading
from models.talks import Panelist
from tests.builders import run_flows
from tests.people import (
    HERE,
    THERE,
    at_meeting,
    coordinator,
    facts_of,
    figures_of,
    in_talks,
    let_it_begin,
    meeting_of,
    officer_of,
)


async def _asked(number: str) -> list[str]:
    """Name the sides that were asked for their consent, as often as they were."""
    async with reading() as db:
        rows = await db.scalars(
            select(Notice).where(Notice.case == number, Notice.kind == "party_asked")
        )
        return [one.props["party"]["id"] for one in rows]


async def _told(kind: str) -> list[str]:
    async with reading() as db:
        return list(await db.scalars(select(Notice.recipient).where(Notice.kind == kind)))


async def _waiting_figures() -> list[str]:
    async with reading() as db:
        return [one.figure for one in await db.scalars(select(Panelist)) if one.open]


async def _figures_accept(number: str) -> None:
    by = await officer_of(number)
    for figure in await _waiting_figures():
        await answer_as_figure(number, by=by, figure=figure, answer="accept")
    await run_flows()


async def test_asks_each_side_once_for_a_panel(database: str) -> None:
    """One side's yes is no second letter to the other."""
    number = await in_talks()
    await _figures_accept(number)
    await answer_as_party(number, by=await officer_of(number), label=HERE, accepts=True)
    await run_flows()
    assert sorted(await _asked(number)) == sorted([HERE, THERE])


async def test_asks_everybody_again_who_did_not_accept_the_new_figure(database: str) -> None:
    """After an objection the side that had said yes is asked for the one who came instead."""
    number = await in_talks()
    await _figures_accept(number)
    by, figure = await officer_of(number), (await figures_of(number))[0]
    await answer_as_party(number, by=by, label=HERE, accepts=True)
    await answer_as_party(number, by=by, label=THERE, accepts=False, figure=figure)
    await run_flows()
    assert await _told("figure_released") == [figure]
    assert await _waiting_figures()
    await _figures_accept(number)
    assert "meeting.scheduled" not in await facts_of(number)
    assert sorted(await _asked(number)) == sorted([HERE, THERE, HERE, THERE])
    for label in (HERE, THERE):
        await answer_as_party(number, by=by, label=label, accepts=True)
    await run_flows()
    assert (await facts_of(number))[-1] == "meeting.scheduled"


async def test_wants_reasons_and_a_coordinator_for_a_second_objection(database: str) -> None:
    """The first is free; then the agency is refused, and so is a coordinator without reasons."""
    number = await in_talks()
    await _figures_accept(number)
    by, figures = await officer_of(number), await figures_of(number)
    await answer_as_party(number, by=by, label=HERE, accepts=False, figure=figures[0])
    with pytest.raises(Refused, match="one free objection"):
        await answer_as_party(
            number, by=by, label=HERE, accepts=False, figure=figures[1], reason="Sepupu"
        )
    with pytest.raises(Refused, match="with its reasons"):
        await answer_as_party(
            number, by=coordinator(), label=HERE, accepts=False, figure=figures[1]
        )
    await answer_as_party(
        number, by=coordinator(), label=HERE, accepts=False, figure=figures[1], reason="Sepupu"
    )
    await answer_as_party(number, by=by, label=THERE, accepts=False, figure=figures[2])
    with pytest.raises(Refused, match="not on the panel"):
        await answer_as_party(number, by=by, label=THERE, accepts=False, figure=figures[0])


@pytest.mark.parametrize("answer", ["cannot", "tie"])
async def test_takes_off_the_meeting_of_a_figure_who_leaves(database: str, answer: str) -> None:
    """A yes may be taken back; another figure is asked before anybody is invited again."""
    number = await at_meeting()
    by, figure = await officer_of(number), (await figures_of(number))[0]
    await answer_as_figure(number, by=by, figure=figure, answer=answer)
    await run_flows()
    facts = await facts_of(number)
    assert "meeting.cancelled" in facts
    assert "figure.replaced" in facts
    assert await _waiting_figures()
    await _figures_accept(number)
    for label in (HERE, THERE):
        await answer_as_party(number, by=by, label=label, accepts=True)
    await run_flows()
    assert await meeting_of(number)


async def test_takes_off_the_meeting_for_an_objection_after_consent(database: str) -> None:
    """Whoever accepted a figure needs reasons to refuse it; then nobody has to sit with it."""
    number = await at_meeting()
    figure = (await figures_of(number))[0]
    with pytest.raises(Refused, match="accepted the panel already"):
        await answer_as_party(
            number, by=await officer_of(number), label=HERE, accepts=False, figure=figure
        )
    await answer_as_party(
        number, by=coordinator(), label=HERE, accepts=False, figure=figure, reason="Baru tahu"
    )
    await run_flows()
    facts = await facts_of(number)
    assert facts.count("meeting.cancelled") == 1
    assert facts[-1] == "figure.replaced" or "figure.replaced" in facts


async def test_lets_two_companions_come_with_a_side_and_no_more(database: str) -> None:
    """By kind alone; who leaves makes room."""
    number = await in_talks()
    by = await officer_of(number)
    for kind in ("legal_aid", "family"):
        await name_companion(number, by=by, label=HERE, kind=kind)
    with pytest.raises(Refused, match="brings 2 companions already"):
        await name_companion(number, by=by, label=HERE, kind="trusted")
    with pytest.raises(Refused, match="one of family"):
        await name_companion(number, by=by, label=THERE, kind="bodyguard")
    await name_companion(number, by=by, label=HERE, kind="family", leaves=True)
    await name_companion(number, by=by, label=HERE, kind="interpreter")
    async with reading() as db:
        kinds = [one.kind for one in await companions_of(db, number)]
    assert kinds == ["legal_aid", "interpreter"]


async def test_keeps_who_sat_once_the_sides_agreed(database: str) -> None:
    """Nobody leaves or is refused afterwards: no other meeting is set while signing waits."""
    number = await at_meeting()
    await let_it_begin(number)
    by, figures = await officer_of(number), tuple(await figures_of(number))
    await record_meeting(number, Sitting("agreed", (HERE, THERE), figures), by=by)
    await run_flows()
    with pytest.raises(Refused, match="only the signing is left"):
        await answer_as_figure(number, by=by, figure=figures[0], answer="cannot")
    with pytest.raises(Refused, match="only the signing is left"):
        await answer_as_party(
            number, by=coordinator(), label=HERE, accepts=False, figure=figures[0], reason="Baru"
        )
