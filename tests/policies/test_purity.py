"""Policies decide without a database, an engine, a web server or a template."""

import pkgutil
import subprocess
import sys

import policies

HEAVY = ("sqlalchemy", "prefect", "fastapi", "jinja2", "asyncpg", "holidays")
CODE = """
import importlib, sys
for name in sys.argv[1].split(","):
    importlib.import_module(name)
print(",".join(name for name in sys.argv[2].split(",") if name in sys.modules))
"""


def test_loads_nothing_heavy() -> None:
    """All modules of the room, imported in a process of their own, load none of these."""
    rooms = [f"policies.{found.name}" for found in pkgutil.iter_modules(policies.__path__)]
    told = subprocess.run(  # noqa: S603 - our own interpreter on our own modules
        [sys.executable, "-c", CODE, ",".join(rooms), ",".join(HEAVY)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "policies.workdays" in rooms
    assert told.stdout.strip() == ""
