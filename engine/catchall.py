"""A mail server on loopback that takes every mail and keeps it as a file, for 30 days.

``python -m engine.catchall --port 2525 --folder DIR [--pipe-fd N]``: what ``rukun up`` starts
where no mail server is configured, so that nothing leaves the house unasked. It ends when the
pipe's other end closes, or on SIGTERM.
"""

import argparse
import asyncio
import os
import secrets
import signal
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

from kit.clock import machine_now

LOOPBACK = "127.0.0.1"
KEPT_DAYS = 30
PRUNED_EVERY_SECONDS = 3600
FOLDER_MODE = 0o700
FILE_MODE = 0o600


@dataclass(frozen=True, slots=True)
class Kept:
    """One kept mail: its file and the headers that a person looks for."""

    path: Path
    message_id: str
    recipient: str
    subject: str


class Keeper:
    """Keeps each mail as ``<time>-<random>.eml`` (0600) and counts them."""

    def __init__(self, folder: Path) -> None:
        """Keep mails in ``folder``, made 0700 if it is missing."""
        folder.mkdir(parents=True, exist_ok=True, mode=FOLDER_MODE)
        self.folder = folder
        self.count = 0

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        """Answer 250 only once the file stands; a full disk is "try later"."""
        content = envelope.content or b""
        try:
            self._keep(content if isinstance(content, bytes) else content.encode())
        except OSError:
            return "452 4.3.1 no room to keep this mail, try later"
        self.count += 1
        return f"250 kept as number {self.count}"

    def _keep(self, content: bytes) -> None:
        stem = f"{machine_now():%Y%m%dT%H%M%S.%f}-{secrets.token_hex(4)}"
        unfinished = self.folder / f".{stem}"
        try:
            file = os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, FILE_MODE)
            with os.fdopen(file, "wb") as written:
                written.write(content)
            unfinished.rename(self.folder / f"{stem}.eml")
        except OSError:
            unfinished.unlink(missing_ok=True)
            raise

    def prune(self, *, at: datetime) -> None:
        """Delete mails that were kept for ``KEPT_DAYS``."""
        oldest = (at - timedelta(days=KEPT_DAYS)).timestamp()
        for path in self.folder.glob("*.eml"):
            if path.stat().st_mtime < oldest:
                path.unlink(missing_ok=True)


def kept(folder: Path) -> Iterator[Kept]:
    """Read the kept mails, oldest first."""
    for path in sorted(folder.glob("*.eml")):
        mail = read_mail(path)
        yield Kept(path, str(mail["Message-ID"]), str(mail["To"]), str(mail["Subject"]))


def read_mail(path: Path) -> EmailMessage:
    """Read one kept mail with all its parts."""
    mail = message_from_bytes(path.read_bytes(), policy=policy.default)
    if not isinstance(mail, EmailMessage):
        raise TypeError(f"{path.name} is not a mail")
    return mail


async def listen(keeper: Keeper, *, port: int) -> asyncio.Server:
    """Listen on loopback only; port 0 takes a free one."""
    loop = asyncio.get_running_loop()
    return await loop.create_server(
        lambda: SMTP(keeper, hostname="localhost", ident="Rukun catch-all", loop=loop),
        host=LOOPBACK,
        port=port,
    )


async def serve(folder: Path, *, port: int, pipe: int | None = None) -> None:
    """Keep mails until the pipe closes or a signal comes."""
    keeper, over = Keeper(folder), asyncio.Event()
    loop = asyncio.get_running_loop()
    for ending in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(ending, over.set)
    if pipe is not None:
        loop.add_reader(pipe, over.set)
    async with await listen(keeper, port=port):
        while not over.is_set():
            keeper.prune(at=machine_now())
            try:
                await asyncio.wait_for(over.wait(), PRUNED_EVERY_SECONDS)
            except TimeoutError:
                continue
    sys.stdout.write(f"kept {keeper.count} mails in {folder}\n")


def main() -> None:
    """Parse the command line and serve."""
    parser = argparse.ArgumentParser(description="Keep every mail in a folder.")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--pipe-fd", type=int, default=None)
    chosen = parser.parse_args()
    try:
        asyncio.run(serve(chosen.folder, port=chosen.port, pipe=chosen.pipe_fd))
    except OSError as error:
        sys.exit(f"the catch-all mail server cannot use port {chosen.port}: {error.strerror}")


if __name__ == "__main__":
    main()
