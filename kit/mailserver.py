"""A kept connection to a mail server, and what its answers mean for one mail."""

import ssl
from dataclasses import dataclass, field
from email.utils import parseaddr
from types import TracebackType
from typing import Literal, Self

from aiosmtplib import (
    SMTP,
    SMTPAuthenticationError,
    SMTPException,
    SMTPRecipientRefused,
    SMTPResponseException,
    SMTPSenderRefused,
    SMTPServerDisconnected,
    SMTPTimeoutError,
)

CONNECT_SECONDS = 5
ANSWER_SECONDS = 20
TAKEN_SECONDS = 120  # a server that scans a mail may think long; giving up early doubles it
MAILS_PER_CONNECTION = 100
PERMANENT = 500


class ServerAway(Exception):
    """No mail server answers, or it takes no mail of ours; ``trouble`` is the kind of why."""

    def __init__(self, trouble: str) -> None:
        """Say only the kind."""
        super().__init__(trouble)
        self.trouble = trouble


class NotTaken(Exception):
    """The server did not take this mail; trying again helps unless ``permanent``."""

    def __init__(self, trouble: str, *, permanent: bool = False) -> None:
        """Say only the kind; the server's own words may hold an address."""
        super().__init__(trouble)
        self.trouble, self.permanent = trouble, permanent


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is handed over; an empty ``host`` means nowhere yet.

    Certificates are checked unless ``security`` is "none".
    """

    host: str
    port: int
    security: Literal["none", "starttls", "tls"] = "none"
    user: str | None = None
    password: str | None = field(default=None, repr=False)


class Connection:
    """Opens at the first mail, is kept for many, and opens again after it was lost."""

    def __init__(self, server: MailServer) -> None:
        """Connect to nothing yet."""
        self._server = server
        self._client: SMTP | None = None
        self._sent = 0

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    async def begin(self, *, sender: str, recipient: str) -> None:
        """Name sender and recipient; nothing is handed over yet.

        Raises ``ServerAway`` if no server can be had, ``NotTaken`` if it refuses the recipient.
        """
        address = parseaddr(recipient)[1]
        if "@" not in address or not address.isascii():
            raise NotTaken("recipient_refused", permanent=True)
        client = await self._open()
        try:
            await client.mail(parseaddr(sender)[1])
            await client.rcpt(address)
        except (SMTPException, OSError, ValueError) as error:
            raise await self._judged(error) from None

    async def finish(self, mail: bytes) -> None:
        """Hand over the mail that was begun; returning means that the server answered 250.

        Raises ``NotTaken``.
        """
        if self._client is None:
            raise NotTaken("disconnected")
        try:
            await self._client.data(mail, timeout=TAKEN_SECONDS)
        except (SMTPException, OSError) as error:
            raise await self._judged(error) from None
        self._sent += 1
        if self._sent >= MAILS_PER_CONNECTION:
            await self.close()

    async def look(self) -> None:
        """Connect and log in as for a mail; raises ``ServerAway``."""
        await self._open()

    async def close(self) -> None:
        """Say goodbye; a server that is gone already is no trouble."""
        client, self._client, self._sent = self._client, None, 0
        if client is None:
            return
        try:
            if client.is_connected:
                await client.quit(timeout=1)
        except (SMTPException, OSError):
            pass
        finally:
            client.close()

    async def _open(self) -> SMTP:
        if self._client is not None and self._client.is_connected:
            return self._client
        await self.close()
        if not self._server.host:
            raise ServerAway("no_server")
        client = _client(self._server)
        try:
            await client.connect(timeout=CONNECT_SECONDS)
        except (SMTPException, OSError, ssl.SSLError, ValueError) as error:
            client.close()
            raise ServerAway(_why_away(error)) from None
        self._client = client
        return client

    async def _judged(self, error: Exception) -> NotTaken:
        """Say what an error means for this mail, and leave the connection fit for the next."""
        if not await self._reset():
            await self.close()
        if isinstance(error, SMTPTimeoutError):
            return NotTaken("timeout")
        if isinstance(error, SMTPSenderRefused):
            return NotTaken("sender_refused")
        if isinstance(error, SMTPRecipientRefused):
            return _answered(error.code, "recipient_refused")
        if isinstance(error, SMTPResponseException):
            return _answered(error.code, "message_refused")
        if isinstance(error, SMTPServerDisconnected | OSError):
            return NotTaken("disconnected")
        return NotTaken("recipient_refused", permanent=True)  # an address that no mail can name

    async def _reset(self) -> bool:
        try:
            if self._client is not None and self._client.is_connected:
                await self._client.rset(timeout=CONNECT_SECONDS)
                return True
        except (SMTPException, OSError):
            pass
        return False


def _answered(code: int, refused: str) -> NotTaken:
    if code >= PERMANENT:
        return NotTaken(refused, permanent=True)
    return NotTaken("try_later")


def _client(server: MailServer) -> SMTP:
    return SMTP(
        hostname=server.host,
        port=server.port,
        username=server.user,
        password=server.password,
        use_tls=server.security == "tls",
        start_tls=server.security == "starttls",
        local_hostname="localhost",
        timeout=ANSWER_SECONDS,
    )


def _why_away(error: BaseException) -> str:
    if isinstance(error, SMTPAuthenticationError):
        return "login_refused"
    if isinstance(error, ssl.SSLError):
        return "certificate_refused"
    return _why_away(error.__cause__) if error.__cause__ else "server_away"
