"""Prefect's server as a process of its own, which looks for its app only once."""

import sys
from functools import cache

from prefect.cli import app
from prefect.server.api import server


def serve() -> None:
    """Run ``prefect server start`` until the process is told to end.

    For each action of an automation Prefect asks ``create_app`` for the app that is running. It is
    found by a hash over all settings, after the configuration of logging is read and applied again:
    a third of what the server's event loop does (docs/decisions/0023).
    """
    server.create_app = cache(server.create_app)
    sys.argv = ["prefect", "server", "start"]
    app()


if __name__ == "__main__":
    serve()
