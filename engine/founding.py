"""Bring Rukun's database to its newest shape and open the house.

python -m engine.founding
"""

import asyncio
import sys

from desk.house import open_house
from engine.migrate import NewerDatabase, migrate
from kit.settings import settings
from models.session import close_engine


async def make_ready() -> None:
    """Migrate as the owner, then begin the house's chain and keep today's rules as the app."""
    await migrate(settings())
    await open_house()
    await close_engine()


if __name__ == "__main__":
    try:
        asyncio.run(make_ready())
    except NewerDatabase as newer:
        sys.exit(str(newer))
