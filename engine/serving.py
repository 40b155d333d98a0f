"""``prefect server start``, with the one thing mended that SQLAlchemy 2.1 broke in it.

    python -m engine.serving

Prefect 3.8 inserts scheduled runs with a value for the hybrid ``state``, which SQLAlchemy 2.0
ignored and 2.1 refuses: no schedule would ever start a run.
"""

import sys

from prefect.cli import app
from prefect.server.database.orm_models import FlowRun
from sqlalchemy import inspect


def mend_scheduling() -> None:
    """Let a bulk insert pass over ``FlowRun.state`` again."""
    hybrid = inspect(FlowRun).all_orm_descriptors["state"]
    if getattr(hybrid, "bulk_dml_setter", "2.0") is None:
        hybrid.bulk_dml_setter = lambda _cls, _mapping, _value: None  # type: ignore[attr-defined]


if __name__ == "__main__":
    mend_scheduling()
    sys.argv = ["prefect", "server", "start"]
    app()
