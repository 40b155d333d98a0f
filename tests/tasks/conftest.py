"""A mail server for the tests of what tasks send."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.mailboxes import Mailbox, a_mailbox


@pytest.fixture
async def mailbox(
    database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Mailbox]:
    """A mail server that this database's notices go to."""
    assert database
    async with a_mailbox(tmp_path / "mail", monkeypatch) as box:
        yield box
