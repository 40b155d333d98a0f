"""The portal as a process: ``python -m portal.serving``. It ends on SIGTERM.

No access log is kept: an address may hold a link's token, and who came from where is nobody's
business. What breaks is an incident in the local log.
"""

import logging
from socket import socket

import uvicorn
from fastapi import FastAPI

from kit.settings import settings
from portal.app import create_app
from portal.coordinating.watching import Watcher

GRACE_SECONDS = 5


def main() -> None:
    """Serve until told to stop."""
    chosen = settings()
    logging.basicConfig(level=chosen.log_level, format="%(levelname)s %(name)s %(message)s")
    logging.getLogger("uvicorn.error").addFilter(untold)
    app = create_app()
    Server(served(app), app.state.watcher).run()


def served(app: FastAPI) -> uvicorn.Config:
    """How the portal is served; who a request came from is asked of our own proxies only."""
    chosen = settings()
    return uvicorn.Config(
        app,
        host=chosen.portal_host,
        port=chosen.portal_port,
        access_log=False,
        log_config=None,
        server_header=False,
        proxy_headers=bool(chosen.portal_proxies),
        forwarded_allow_ips=chosen.portal_proxies or None,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )


def untold(record: logging.LogRecord) -> bool:
    """Keep what broke out of the server's log: a traceback's messages print what people wrote.

    The incident's lines are in our own log already, without messages.
    """
    if record.exc_info and "ASGI application" in record.getMessage():
        record.exc_info = record.exc_text = None
    return True


class Server(uvicorn.Server):
    """A server whose endless answers end when it stops, so that nobody waits for them."""

    def __init__(self, config: uvicorn.Config, watcher: Watcher) -> None:
        super().__init__(config)
        self._watcher = watcher

    async def shutdown(self, sockets: list[socket] | None = None) -> None:
        """Let pages that follow go, then the rest."""
        self._watcher.end()
        await super().shutdown(sockets)


if __name__ == "__main__":
    main()
