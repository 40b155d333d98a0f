"""The sample regency has enough figures: every category finds a panel in every kecamatan."""

from functools import cache
from pathlib import Path

import pytest

from models.regency import Regency
from models.regency_folder import read_regency
from models.views import Approach, Colour, PartyView
from policies.deadlines import due_at, ladder
from policies.forum import choose_forum
from policies.mediation import propose_figures
from policies.workdays import why_free
from tests.policies.situations import a_case, a_panel, a_party, wita

FOLDER = Path(__file__).parents[2] / "regencies" / "klungkung"


@cache
def klungkung() -> Regency:
    """The sample regency, read once."""
    return read_regency(FOLDER)


def mediated() -> list[str]:
    """The categories whose sides are brought to talk."""
    return [one.code for one in klungkung().categories if one.approach is Approach.MEDIATION]


def sides(village: str, category: str) -> tuple[PartyView, PartyView]:
    """Two groups of one village, of different faiths where faiths dispute."""
    faiths = ({"faith": "hindu"}, {"faith": "islam"}) if category == "AGM" else ({}, {})
    first, second = faiths
    return a_party("x", village=village, **first), a_party("y", village=village, **second)


@pytest.mark.parametrize("category", mediated())
def test_finds_a_whole_panel_in_every_kecamatan(category: str) -> None:
    """Three neutral figures, nothing lacking, the first of the category's first kind."""
    rules = klungkung()
    kinds = rules.category(category).mediator_kinds
    for kecamatan in rules.kecamatan:
        village = next(one.code for one in rules.villages if one.kecamatan == kecamatan.code)
        case, parties = a_case(category, village=village), sides(village, category)
        forum = choose_forum(case, parties=parties).forum
        panel = a_panel(case, *parties, kinds=kinds, forum=forum)
        choice = propose_figures(panel, figures=rules.figures)
        assert (kecamatan.slug, len(choice.figures), choice.lacks) == (kecamatan.slug, 3, ())
        assert choice.figures[0].kind == kinds[0]


def test_counts_every_deadline_of_the_regency() -> None:
    """Each row has a limit and a ladder in every colour, on the regency's own calendar."""
    rules, start = klungkung(), wita("2026-11-23", 10)
    for rule in rules.deadlines:
        for colour in [*rule.colours, Colour.GREEN]:
            due = due_at(rule, start, colour=colour, calendar=rules.calendar)
            assert (due > start) == (rule.length > 0)
            rungs = ladder(
                rule,
                due,
                colour=colour,
                to=("A", "B"),
                calendar=rules.calendar,
            )
            assert [rung.at for rung in rungs] == sorted(rung.at for rung in rungs)
            assert rule.length <= 0 or all(rung.at > start for rung in rungs)


def test_closes_the_offices_on_bali_days() -> None:
    """Galungan 2026 and Nyepi 2027 by the regency's calendar."""
    calendar = klungkung().calendar
    for day in ("2026-06-17", "2027-03-08"):
        assert why_free(wita(day).date(), calendar=calendar) is not None
