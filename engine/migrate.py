"""Bring Rukun's database to the newest shape, as its owner."""

import asyncio
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util.exc import CommandError
from sqlalchemy import make_url

from kit.settings import Settings

SCRIPTS = Path(__file__).parent.parent / "migrations"


UNKNOWN_REVISION = "Can't locate revision"


class NewerDatabase(Exception):
    """A later version of Rukun gave the database a shape that this one does not know."""

    def __init__(self) -> None:
        super().__init__(
            "Rukun's database is newer than this Rukun: install the version that migrated it, or "
            "a later one. Nothing was changed"
        )


async def migrate(settings: Settings) -> None:
    """Run what is missing; the role of ``app_url`` is granted what it may do, and no more.

    Raises ``NewerDatabase``, whose message is for people.
    """
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    config.attributes["url"] = settings.owner_url
    config.attributes["app_role"] = make_url(settings.app_url).username
    try:
        await asyncio.to_thread(command.upgrade, config, "head")
    except CommandError as error:
        if UNKNOWN_REVISION in str(error):
            raise NewerDatabase from None
        raise
