"""Bring Rukun's database to the newest shape, as its owner."""

import asyncio
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import make_url

from kit.settings import Settings

SCRIPTS = Path(__file__).parent.parent / "migrations"


async def migrate(settings: Settings) -> None:
    """Run what is missing; the role of ``app_url`` is granted what it may do, and no more."""
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    config.attributes["url"] = settings.owner_url
    config.attributes["app_role"] = make_url(settings.app_url).username
    await asyncio.to_thread(command.upgrade, config, "head")
