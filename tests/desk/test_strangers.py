"""To a stranger a case that exists and one that doesn't look the same, whatever is tried."""

import importlib
import inspect
import pkgutil
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import desk
from desk.acting import FIGURE, Person, Refused
from desk.bars import Barring, raise_bar
from desk.reports import Told, report
from models.regency_folder import regency
from tests.builders import run_flows
from tests.people import VILLAGE, accepted, coordinator, officer

pytestmark = pytest.mark.usefixtures("database")
MISSING = "KLK-2026-09999"
STRANGERS = ("POLPP", "DISPAR")
GIVEN = {"words": "kata", "text": "kata", "code": "0000000000000000"}


def _acts() -> Iterator[tuple[str, Callable[..., Awaitable[object]]]]:
    """Find each thing that somebody does at the desk to a case, by the case's number."""
    for found in pkgutil.iter_modules(desk.__path__):
        module = importlib.import_module(f"desk.{found.name}")
        for name, act in inspect.getmembers(module, inspect.iscoroutinefunction):
            asked = inspect.signature(act).parameters
            mine = act.__module__ == module.__name__ and not name.startswith("_")
            if mine and "by" in asked and next(iter(asked)) == "number":
                yield f"{found.name}.{name}", act


ACTS = dict(_acts())


def _filled(act: Callable[..., Awaitable[object]], *, path: Path) -> dict[str, Any]:
    """Fill what an act asks; who is no stranger to be refused is refused before it is read."""
    given = {**GIVEN, "path": path / "keluar.json", "rules": regency()}
    return {
        name: given.get(name)
        for name, one in inspect.signature(act).parameters.items()
        if one.default is inspect.Parameter.empty and name not in {"number", "by"}
    }


async def _said(name: str, number: str, *, by: Person, path: Path) -> str:
    act = ACTS[name]
    try:
        return repr(await act(number, by=by, **_filled(act, path=path)))
    except Refused as refused:
        return str(refused).replace(number, "N")


async def _differing(number: str, *, by: Person, path: Path) -> dict[str, str]:
    """Name the acts whose answer betrays that there is such a case, with what they said."""
    heard = {name: await _said(name, number, by=by, path=path) for name in ACTS}
    return {
        name: said
        for name, said in heard.items()
        if said != await _said(name, MISSING, by=by, path=path)
    }


def test_finds_the_acts_of_the_desk() -> None:
    """An act that is not found is not tried."""
    known = {"ties.declare_tie", "incidents.record_incident", "endings.finish_handling"}
    assert known <= ACTS.keys()
    assert len(ACTS) >= 50


async def test_an_open_case_is_not_there_for_a_stranger(tmp_path: Path) -> None:
    """Neither for an agency without a part in it nor for a figure who was not asked."""
    number = await accepted()
    nobody = Person(FIGURE, regency().figures[-1].id)
    assert await _differing(number, by=officer("DISPAR"), path=tmp_path) == {}
    assert await _differing(number, by=nobody, path=tmp_path) == {}


@pytest.mark.parametrize("agency", STRANGERS)
async def test_a_sealed_case_is_not_there_for_a_stranger(agency: str, tmp_path: Path) -> None:
    """Also not for one that led it before it was sealed."""
    number = await accepted()
    await raise_bar(number, Barring("sealed"), by=coordinator())
    await run_flows()
    assert await _differing(number, by=officer(agency), path=tmp_path) == {}


async def test_whom_the_reporter_fears_finds_no_case_by_its_number(tmp_path: Path) -> None:
    """What is kept from somebody is kept in every act."""
    told = Told("Warga berebut batas kebun kelapa.", VILLAGE, "2026-10-01", not_to_tell=("POLPP",))
    number = (await report(told, by="reporter:-", rules=regency())).number
    await run_flows()
    assert await _differing(number, by=officer("POLPP"), path=tmp_path) == {}
