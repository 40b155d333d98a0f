"""The portal in this process, with a real database, and people who ask it for pages."""

from collections.abc import AsyncIterator

import httpx
import pytest

from desk.house import open_house
from portal import tries
from portal.app import create_app
from tests.portal.people import Browser


@pytest.fixture
async def portal(database: str) -> AsyncIterator[Browser]:
    """Somebody's browser, not signed in, with the house open."""
    await open_house()
    tries._limiter.cache_clear()
    async with Browser.of(create_app()) as browser:
        yield browser


@pytest.fixture
async def another(portal: Browser) -> AsyncIterator[Browser]:
    """Another person's browser, at the same portal."""
    async with Browser.of(portal.app) as browser:
        yield browser


def answered(response: httpx.Response, status: int) -> str:
    """The page, if the status is the one that was promised."""
    assert response.status_code == status, response.text[:2000]
    return response.text
