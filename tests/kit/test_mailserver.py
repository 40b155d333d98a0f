"""Any mail server: plain, STARTTLS or TLS, with login, and what its refusals mean."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Literal

import pytest
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from kit.mailserver import Connection, MailServer, NotTaken, ServerAway

MAIL = b"Subject: x\r\n\r\nIsi\r\n"
PASSWORD = "rahasia"  # noqa: S105 - the test server's own
Security = Literal["none", "starttls", "tls"]


class Sink:
    """Takes every mail, but ends the connection after one that says so."""

    taken = 0

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        """Count a mail, or hang up on it."""
        if b"hang up" in (envelope.content or b""):
            assert isinstance(server.transport, asyncio.WriteTransport)
            server.transport.abort()
        self.taken += 1
        return "250 OK"


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A self-signed certificate for 127.0.0.1 with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    at = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(at - timedelta(days=1))
        .not_valid_after(at + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path / "server.pem"
    file.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return file


def _login(_server: object, _session: object, _envelope: object, _how: str, data: Any) -> Any:
    right = isinstance(data, LoginPassword) and data.password == PASSWORD.encode()
    return AuthResult(success=right, handled=False)


@asynccontextmanager
async def _server(sink: Sink, security: Security, certificate: Path) -> AsyncIterator[int]:
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(certificate)
    server = await asyncio.get_running_loop().create_server(
        lambda: SMTP(
            sink,
            hostname="localhost",
            tls_context=tls if security == "starttls" else None,
            authenticator=_login if security != "none" else None,
            auth_require_tls=security == "starttls",
            auth_required=security == "starttls",
        ),
        "127.0.0.1",
        0,
        ssl=tls if security == "tls" else None,
    )
    async with server:
        yield server.sockets[0].getsockname()[1]


async def _send(server: MailServer, mail: bytes = MAIL, to: str = "b@x.example") -> None:
    async with Connection(server) as connection:
        await connection.begin(sender="Rukun <a@x.example>", recipient=to)
        await connection.finish(mail)


@pytest.mark.parametrize("security", ["starttls", "tls"])
async def test_sends_over_an_encrypted_connection_with_a_login(
    security: Security, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It checks the certificate, logs in, and hands over."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    sink = Sink()
    async with _server(sink, security, certificate) as port:
        user = "rukun" if security == "starttls" else None
        await _send(MailServer("127.0.0.1", port, security, user, PASSWORD if user else None))
    assert sink.taken == 1


async def test_refuses_a_certificate_that_nobody_vouches_for(certificate: Path) -> None:
    """It sends nothing, and no password, to a server that cannot prove its name."""
    async with _server(Sink(), "tls", certificate) as port:
        with pytest.raises(ServerAway, match="certificate_refused"):
            await _send(MailServer("127.0.0.1", port, "tls", "rukun", PASSWORD))


async def test_a_wrong_login_is_the_servers_matter_not_the_mails(
    certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says that the login was refused, so that all mails wait and none is given up."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    async with _server(Sink(), "starttls", certificate) as port:
        with pytest.raises(ServerAway, match="login_refused"):
            await _send(MailServer("127.0.0.1", port, "starttls", "rukun", "salah"))


async def test_goes_on_over_a_new_connection_after_one_was_lost(certificate: Path) -> None:
    """It puts off the mail that the connection broke on, and sends the next."""
    sink = Sink()
    async with (
        _server(sink, "none", certificate) as port,
        Connection(MailServer("127.0.0.1", port)) as connection,
    ):
        await connection.begin(sender="a@x.example", recipient="b@x.example")
        with pytest.raises(NotTaken, match="disconnected") as lost:
            await connection.finish(b"Subject: x\r\n\r\nhang up\r\n")
        assert not lost.value.permanent
        await connection.begin(sender="a@x.example", recipient="b@x.example")
        await connection.finish(MAIL)
    assert sink.taken == 2


async def test_gives_up_an_address_that_no_server_can_read(certificate: Path) -> None:
    """It calls a mail to something that is no address refused for good."""
    async with _server(Sink(), "none", certificate) as port:
        for broken in ("tanpa-alamat", "kepala désa@x.example", ""):
            with pytest.raises(NotTaken) as refused:
                await _send(MailServer("127.0.0.1", port), to=broken)
            assert refused.value.permanent


async def test_nowhere_to_send_is_no_error_of_a_mail() -> None:
    """It says that there is no server, if none is set."""
    with pytest.raises(ServerAway, match="no_server"):
        await _send(MailServer("", 25))
