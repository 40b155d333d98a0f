"""The guides of ``docs/panduan/`` say what the portal says, and show what it shows."""

import re
from pathlib import Path

import pytest
from starlette.routing import BaseRoute, Match

from portal.app import ROUTERS
from portal.collecting import collected
from portal.demonstration import router as demonstration

GUIDES = Path(__file__).parent.parent / "docs" / "panduan"
PAGES = sorted(GUIDES.glob("*.md"))
PICTURES = GUIDES / "gambar"
QUOTED = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
ADDRESS = re.compile(r"`(/[^` ]*)`")
SHOWN = re.compile(r"!\[[^\]]+\]\(([^)]+)\)")
LINKED = re.compile(r"(?<!!)\[[^\]]+\]\(([^)#]+)\)")
MOST_BYTES, MOST_IN_ALL = 120 * 1024, 3 * 1024 * 1024


def found(pattern: re.Pattern[str], page: Path) -> list[str]:
    """What a guide holds of a kind, each on one line."""
    return [" ".join(one.split()) for one in pattern.findall(page.read_text(encoding="utf-8"))]


def said() -> set[str]:
    """Every sentence of the portal's pages, without the sign after a label."""
    words = [one.id if isinstance(one.id, tuple | list) else (one.id,) for one in collected()]
    return {" ".join(str(form).split()).rstrip(":").lower() for forms in words for form in forms}


def test_there_is_a_guide_for_each_kind_of_person() -> None:
    """Reporter, agency, coordinator, auditor, and a page that leads to them."""
    names = {"README.md", "pelapor.md", "instansi.md", "koordinator.md", "auditor.md"}
    assert {page.name for page in PAGES} == names


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_quotes_what_the_pages_say(page: Path) -> None:
    """Whatever is in bold is a button, a heading or a label that the portal really shows."""
    known = said()
    strange = [one for one in found(QUOTED, page) if one.rstrip(":").lower() not in known]
    assert strange == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_names_pages_that_exist(page: Path) -> None:
    """Every address in a guide is a page of the portal."""
    routes = [one for router in (*ROUTERS, demonstration) for one in router.routes]
    strange = [one for one in found(ADDRESS, page) if not any(is_at(one, r) for r in routes)]
    assert strange == []


def is_at(address: str, route: BaseRoute) -> bool:
    """Whether a route answers when a browser asks for an address."""
    asked = {"type": "http", "method": "GET", "path": address, "headers": [], "root_path": ""}
    return route.matches(asked)[0] is Match.FULL


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_links_and_pictures_exist(page: Path) -> None:
    """Nothing that a guide leads to or shows is missing."""
    named = found(SHOWN, page) + found(LINKED, page)
    assert [one for one in named if not (GUIDES / one).exists()] == []


def test_every_picture_is_shown_and_small() -> None:
    """No picture is left over, and a weak line can carry them all."""
    shown = {Path(one).name for page in PAGES for one in found(SHOWN, page)}
    sizes = {one.name: one.stat().st_size for one in PICTURES.iterdir()}
    assert set(sizes) == shown
    assert [name for name, size in sizes.items() if size > MOST_BYTES] == []
    assert sum(sizes.values()) <= MOST_IN_ALL
