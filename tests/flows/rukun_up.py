"""A whole Rukun as users run it: ``rukun up`` in a home of its own, and a mail server of ours."""

import asyncio
import os
import signal
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from email import policy
from email.parser import BytesHeaderParser
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import asyncpg
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from engine.prefect_server import any_port
from engine.relay import connect
from engine.running import RunningState, read_state
from kit.settings import Settings

HEADERS = BytesHeaderParser(policy=policy.default)  # a mail server reads no bodies
RUKUN = str(Path(sys.executable).with_name("rukun"))


@dataclass(slots=True)
class Mail:
    """A mail as it arrived: when its DATA ended (the machine's time), to whom, what it says."""

    at: float
    to: str
    message_id: str
    subject: str
    source: bytes


@dataclass
class Mailbox:
    """A real SMTP server in this process, which keeps what arrives and can be away."""

    mails: list[Mail] = field(default_factory=list)
    port: int = 0
    _controller: Controller | None = None

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        """Keep a mail."""
        source = envelope.content if isinstance(envelope.content, bytes) else b""
        read = HEADERS.parsebytes(source)
        self.mails += [
            Mail(time.time(), to, str(read["Message-ID"]), str(read["Subject"]), source)
            for to in envelope.rcpt_tos
        ]
        return "250 kept"

    def open(self) -> None:
        """Listen, on the port of before if there was one."""
        self.port = self.port or any_port()
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()

    def close(self) -> None:
        """Refuse connections from now on."""
        if self._controller is not None:
            self._controller.stop(no_assert=True)
            self._controller = None

    def doubled(self) -> dict[str, int]:
        """Message-IDs that arrived more than once, and how often."""
        counts = Counter((mail.message_id, mail.to) for mail in self.mails)
        return {message_id: count for (message_id, _), count in counts.items() if count > 1}

    def __enter__(self) -> Self:
        """Open."""
        self.open()
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        """Close."""
        self.close()


@dataclass
class Rukun:
    """A running Rukun."""

    home: Path
    process: asyncio.subprocess.Process
    env: dict[str, str]

    @property
    def state(self) -> RunningState:
        """Ports and process ids, as ``rukun status`` reads them."""
        found = read_state(self.home)
        assert found is not None
        return found

    @property
    def settings(self) -> Settings:
        """Its settings, as its own commands read them."""
        given = {
            name.removeprefix("RUKUN_").lower(): value
            for name, value in self.env.items()
            if name.startswith("RUKUN_")
        }
        return Settings.model_validate(given)

    async def kill(self, child: str) -> None:
        """Kill a child's process as a crash would (SIGKILL); the supervisor starts it anew."""
        async with asyncio.timeout(60):
            while not (group := self._group(child)):
                await asyncio.sleep(0.1)
        with suppress(ProcessLookupError):
            os.killpg(group, signal.SIGKILL)

    def _group(self, child: str) -> int:
        """The process group of a child, 0 while it restarts."""
        return next((one.group for one in self.state.children if one.name == child), 0)

    async def connect(self) -> asyncpg.Connection:
        """Connect to its database as the application does."""
        return await connect(self.settings.app_url)

    async def command(self, *words: str) -> str:
        """Run a ``rukun`` command against it; returns what it printed, or raises with it."""
        process = await asyncio.create_subprocess_exec(
            RUKUN, *words,
            env=self.env, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
        )  # fmt: skip
        output, _ = await process.communicate()
        assert process.returncode == 0, output.decode()
        return output.decode()


@asynccontextmanager
async def rukun_up(home: Path, mailbox: Mailbox, **settings: Any) -> AsyncIterator[Rukun]:
    """Start Rukun in a home, wait until it is ready, and stop it at the end."""
    env = {
        **{name: value for name, value in os.environ.items() if not name.startswith("RUKUN_")},
        "RUKUN_HOME": str(home),
        "RUKUN_SMTP_HOST": "127.0.0.1",
        "RUKUN_SMTP_PORT": str(mailbox.port),
        "RUKUN_PREFECT_PORT": str(any_port()),  # two that start at once would choose the same
        "RUKUN_PORTAL_PORT": str(any_port()),
        **{f"RUKUN_{name.upper()}": str(value) for name, value in settings.items()},
    }
    home.mkdir(parents=True, exist_ok=True)
    log = (home.parent / f"{home.name}.log").open("w+b")
    process = await asyncio.create_subprocess_exec(RUKUN, "up", env=env, stdout=log, stderr=log)
    try:
        await _ready(home, process, log=Path(log.name))
        yield Rukun(home, process, env)
    finally:
        if process.returncode is None:
            process.terminate()
            await asyncio.wait_for(process.wait(), timeout=60)
        log.close()


async def _ready(home: Path, process: asyncio.subprocess.Process, *, log: Path) -> None:
    async with asyncio.timeout(120):
        while True:
            state = read_state(home)
            if state is not None and state.ready:
                return
            assert process.returncode is None, log.read_text(errors="replace")[-3000:]
            await asyncio.sleep(0.1)
