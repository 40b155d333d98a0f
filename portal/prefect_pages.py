"""Where Prefect shows a flow's run, if its address is known here.

The actor of a flow's fact is ``flow:<name>/<run id>``; the address comes from
``PREFECT_API_URL``, from the settings, or from what the supervisor wrote of itself.
"""

import json
import os
from pathlib import Path
from uuid import UUID

from kit.settings import settings

STATE = Path("run") / "state.json"
FLOW = "flow:"


def run_address(actor: str) -> str | None:
    """The page of the run that said a fact; None of a person's fact, or without a server."""
    if not actor.startswith(FLOW):
        return None
    run = actor.partition("/")[2]
    base = prefect_address()
    return f"{base}/runs/flow-run/{run}" if base and _is_run(run) else None


def prefect_address() -> str | None:
    """Where Prefect's own pages begin."""
    if url := os.environ.get("PREFECT_API_URL"):
        return url.rstrip("/").removesuffix("/api")
    port = settings().prefect_port or _port_that_runs(settings().home)
    return f"http://127.0.0.1:{port}" if port else None


def _port_that_runs(home: Path) -> int | None:
    try:
        port = json.loads((home / STATE).read_bytes()).get("prefect_port")
    except (OSError, ValueError):
        return None
    return port if isinstance(port, int) else None


def _is_run(words: str) -> bool:
    try:
        UUID(words)
    except ValueError:
        return False
    return True
