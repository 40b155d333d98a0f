"""Bringing the database to its newest shape, as a process of its own."""

import asyncio
import sys

import asyncpg

from engine.trouble import child_failed


async def test_says_in_a_sentence_that_the_database_is_newer(owner: asyncpg.Connection) -> None:
    """It changes nothing and names the way out; nobody has to read a traceback."""
    await owner.execute("UPDATE alembic_version SET version_num = 'of_next_year'")
    founding = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "engine.founding", stderr=asyncio.subprocess.PIPE
    )
    _, printed = await asyncio.wait_for(founding.communicate(), 60)
    said = printed.decode().splitlines()
    assert founding.returncode == 1
    assert "newer than this Rukun: install the version that migrated it" in said[-1]
    assert "Traceback" not in printed.decode()
    assert await owner.fetchval("SELECT version_num FROM alembic_version") == "of_next_year"
    assert "a later version of Rukun" in str(child_failed("founding", said)).splitlines()[0]
