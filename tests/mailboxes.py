"""A real mail server in the test's own process, with addresses that refuse."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session

from engine.catchall import Keeper, Kept, kept, listen
from kit.settings import settings


class Mailbox(Keeper):
    """Keeps mails, after a pause in seconds; refuses ``dead@`` for good and ``later@`` for now."""

    pause: float = 0

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Think, then keep the mail."""
        await asyncio.sleep(self.pause)
        return await super().handle_DATA(server, session, envelope)

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: object
    ) -> str:
        """Refuse or take a recipient."""
        if address.startswith("dead@"):
            return "550 5.1.1 no such mailbox"
        if address.startswith("later@"):
            return "450 4.2.1 greylisted"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    def mails(self) -> list[Kept]:
        """All mails that were taken."""
        return list(kept(self.folder))


@asynccontextmanager
async def a_mailbox(folder: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Mailbox]:
    """Listen on a free port, and set that port as the mail server."""
    mailbox = Mailbox(folder)
    async with await listen(mailbox, port=0) as server:
        use_port(server.sockets[0].getsockname()[1], monkeypatch)
        yield mailbox


def use_port(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Set the mail server's port on loopback."""
    monkeypatch.setenv("RUKUN_SMTP_HOST", "127.0.0.1")
    monkeypatch.setenv("RUKUN_SMTP_PORT", str(port))
    settings.cache_clear()
