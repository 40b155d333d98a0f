"""Mailboxes that refuse are seen by whoever runs the house."""

import json

import asyncpg
import pytest

from cli import exits
from tests.builders import a_case, run_flows
from tests.cli.running import Rukun


@pytest.mark.usefixtures("database")
async def test_status_and_doctor_name_a_dead_mailbox(
    rukun: Rukun, owner: asyncpg.Connection
) -> None:
    """By the recipient's id and how often, with what to do; never by address."""
    await a_case()
    await run_flows()
    assert "Mailboxes" not in (await rukun("status")).out
    await owner.execute(
        "UPDATE notice SET state = 'dead', trouble = 'recipient_refused'"
        " WHERE kind = 'case_assigned'"
    )
    assert "Mailboxes: CAMAT-51.05.02 (refused 1 mails)" in (await rukun("status")).out
    ended = await rukun("doctor", "--json")
    [found] = [one for one in json.loads(ended.out) if one["name"] == "mailboxes"]
    assert (ended.code, found["well"]) == (exits.FOUND, False)
    assert "CAMAT-51.05.02" in found["told"]
    assert "agencies.yaml" in found["told"]
    assert "@" not in found["told"]
