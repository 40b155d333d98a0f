"""Alembic's environment: migrations run as the owner, over the running connection or a URL."""

import asyncio

from alembic import context
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import create_async_engine

from models.tables import metadata


def run(connection: Connection) -> None:
    """Run all pending migrations in one transaction."""
    context.configure(connection=connection, target_metadata=metadata)
    with context.begin_transaction():
        context.run_migrations()


async def connect_and_run(url: str) -> None:
    """Open a connection of our own and migrate over it."""
    engine = create_async_engine(url, hide_parameters=True)
    async with engine.begin() as connection:
        await connection.run_sync(run)
    await engine.dispose()


asyncio.run(connect_and_run(context.config.attributes["url"]))
