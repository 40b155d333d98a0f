"""Whether Prefect's database is still there: it is disposable, and made anew when it is gone."""

import asyncpg

from engine.relay import connect
from kit.settings import Settings

GONE = (asyncpg.InvalidCatalogNameError,)
UNKNOWN = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError)


async def has_its_tables(settings: Settings) -> bool:
    """False only if the database or its tables are certainly gone; a server in trouble is not."""
    try:
        connection = await connect(settings.prefect_url)
    except GONE:
        return False
    except UNKNOWN:
        return True
    try:
        return bool(await connection.fetchval("SELECT to_regclass('flow_run') IS NOT NULL"))
    except UNKNOWN:
        return True
    finally:
        await connection.close(timeout=2)
