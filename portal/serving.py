"""The portal as a process: ``python -m portal.serving``. It ends on SIGTERM.

No access log is kept: an address may hold a link's token, and who came from where is nobody's
business. What breaks is an incident in the local log.
"""

import logging

import uvicorn

from kit.settings import settings
from portal.app import create_app

GRACE_SECONDS = 5


def main() -> None:
    """Serve until told to stop."""
    chosen = settings()
    logging.basicConfig(level=chosen.log_level, format="%(levelname)s %(name)s %(message)s")
    config = uvicorn.Config(
        create_app(),
        host=chosen.portal_host,
        port=chosen.portal_port,
        access_log=False,
        log_config=None,
        server_header=False,
        proxy_headers=bool(chosen.portal_proxies),
        forwarded_allow_ips=chosen.portal_proxies or None,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    uvicorn.Server(config).run()


if __name__ == "__main__":
    main()
