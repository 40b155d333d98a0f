"""The roles, databases and extensions that Rukun and Prefect need, made if missing."""

from collections.abc import Awaitable, Callable, Mapping

import asyncpg

Connect = Callable[[str], Awaitable[asyncpg.Connection]]

OWNERS = {"rukun": "rukun_owner", "prefect": "prefect"}
EXTENSIONS = {"rukun": "btree_gist", "prefect": "pg_trgm"}


async def furnish(connect: Connect, *, passwords: Mapping[str, str]) -> None:
    """Make the roles with their passwords, then the databases; ``connect`` is as superuser."""
    connection = await connect("postgres")
    try:
        for role, password in passwords.items():
            await _make_role(connection, role, password=password)
        for name in OWNERS:
            await _make_database(connection, name)
    finally:
        await connection.close()
    for database in EXTENSIONS:
        await _extend(connect, database)


async def _make_role(connection: asyncpg.Connection, role: str, *, password: str) -> None:
    if not await connection.fetchval("SELECT 1 FROM pg_roles WHERE rolname = $1", role):
        await connection.execute(f"CREATE ROLE {role} LOGIN PASSWORD '{password}'")


async def _make_database(connection: asyncpg.Connection, name: str) -> None:
    if await connection.fetchval("SELECT 1 FROM pg_database WHERE datname = $1", name):
        return
    await connection.execute(f"CREATE DATABASE {name} OWNER {OWNERS[name]}")
    await connection.execute(f"REVOKE ALL ON DATABASE {name} FROM PUBLIC")
    if name == "rukun":
        await connection.execute("GRANT CONNECT ON DATABASE rukun TO rukun_app")


async def _extend(connect: Connect, database: str) -> None:
    connection = await connect(database)
    try:
        await connection.execute(f"CREATE EXTENSION IF NOT EXISTS {EXTENSIONS[database]}")
    finally:
        await connection.close()
