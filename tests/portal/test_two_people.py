"""Two people act on one case: the second is told what changed, and loses no typing."""

import inspect
from collections.abc import AsyncIterator

import pytest

from portal.acts.asked import Field, fields_of
from portal.acts.catalogue import ACTS as EVERY_ACT
from tests.people import facts_of
from tests.portal import matrix
from tests.portal.everyone import Everyone, everyone, send
from tests.portal.people import Browser
from tests.portal.test_matrix import typed

MINUTES = "an alarm: minutes count, and each is true whatever else was told"
SO = "one more thing that is so, whatever else happened"
ITSELF = "a figure answers for itself, once, from a mail that knows no version"
# Acts that are taken whatever happened since the page was read, and why.
TAKE_NONE = {
    "take_alarm": MINUTES,
    "alarm_taken_by": MINUTES,
    "alarm_again": MINUTES,
    "situation": MINUTES,
    "call": MINUTES,
    "companion": SO,
    "displaced": SO,
    "sanction": SO,
    "protected": SO,
    "police_informed": SO,
    "mediate": ITSELF,
    "cannot_mediate": ITSELF,
    "own_tie": ITSELF,
    "reprisal": "it makes a case of its own, and says nothing in this one",
}
WORDS = "Kata yang sudah saya ketik"


@pytest.fixture
async def every(portal: Browser) -> AsyncIterator[Everyone]:
    """One of each kind of person, with a case at each stage."""
    async with everyone(portal) as made:
        yield made


def test_names_the_acts_that_take_no_version() -> None:
    """All others hand the version that was seen to the desk."""
    silent = {name for name, act in EVERY_ACT.items() if not _hands_on(act.do)}
    assert silent == set(TAKE_NONE)


def _hands_on(do: object) -> bool:
    """Whether an act's own function, or the one that it calls beside it, names what was seen."""
    source = inspect.getsource(do)  # type: ignore[arg-type] # a function of an act's module
    module = inspect.getmodule(do)
    beside = [
        inspect.getsource(one)
        for name, one in vars(module).items()
        if inspect.isfunction(one)
        and name.startswith("_")
        and f"{name}(" in source
        and one is not do
    ]
    return any("doing.seen" in one for one in (source, *beside))


async def test_tells_the_second_what_changed_and_keeps_every_word(every: Everyone) -> None:
    """Each act on a version that is no longer the newest: what happened, the form, and no fact."""
    for row, may in matrix.read(matrix.ACTS).items():
        name, case = row.split()
        if name in TAKE_NONE:
            continue
        number, who = every.cases[case], may[0]
        home, browser = await every.home(who, case), every.browser(who, case)
        before = await facts_of(number)
        sent = await send(browser, "POST", f"{home}/{name}", _words(name) | {"seen": "0"})
        with every.noted.noting():
            what = f"{name} of {case} by {who}"
            assert sent.status_code == 409, f"{what}: {sent.status_code}"
            assert await facts_of(number) == before, f"{what} said a fact"
            told = "Yang terjadi sejak Anda melihat" in sent.text
            assert told or who == "figure" or case in BLIND, f"{what} tells nothing of what changed"
            if any(one.asks.kind in {"line", "words"} for one in fields_of(EVERY_ACT[name].form)):
                assert WORDS in sent.text, f"{what} lost what was typed"
    assert every.noted.wrong == []


BLIND = {"sealed", "lifting"}  # coordinators see number and clock, and no timeline


def _words(name: str) -> dict[str, object]:
    fields = {one.name: one for one in fields_of(EVERY_ACT[name].form)}
    return {
        key: WORDS if _is_words(fields.get(key)) else value for key, value in typed(name).items()
    }


def _is_words(field: Field | None) -> bool:
    return field is not None and field.asks.kind in {"line", "words"}
