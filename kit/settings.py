"""What an operator sets: environment variables ``RUKUN_*`` and ``settings.env`` in the home."""

import os
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from kit.hashing import sha256_hex
from kit.keys import database_password

OF_THE_TESTS = ("RUKUN_TEST_", "RUKUN_CHROMIUM")
LOOPBACK = {"127.0.0.1", "localhost", "::1"}
LONGEST_SOCKET_FOLDER = 80  # bytes; with the socket's own name a path must stay under 100
SHORT_FOLDER = Path("/tmp")  # noqa: S108 - short, and one for all shells; each folder is closed


def is_safe_address(address: str) -> bool:
    """Whether an address is https, or http on this machine, without a login in it."""
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return False
    safe = parts.scheme == "https" or (parts.scheme == "http" and host in LOOPBACK)
    return bool(safe and host and address.isascii() and parts.username is None)


class SettingsBroken(Exception):
    """Settings make no sense; the message names each setting, and what to do."""


def default_home() -> Path:
    """Where Rukun keeps its things unless told otherwise."""
    return Path("/var/lib/rukun") if os.geteuid() == 0 else Path.home() / ".rukun"


def socket_folder(home: Path) -> Path:
    """Where PostgreSQL's socket lies: in the home, unless that path is too long for a socket.

    Then below ``/tmp``, not ``TMPDIR``: that may be long, too, and differs between shells.
    """
    folder = home / "pg"
    if len(os.fsencode(folder)) <= LONGEST_SOCKET_FOLDER:
        return folder
    return SHORT_FOLDER / f"rukun-{sha256_hex(str(home))[:16]}"


Port = Annotated[int, Field(ge=1, le=65535)]


class Settings(BaseSettings):
    """All settings with their defaults. URLs are SQLAlchemy's: ``postgresql+asyncpg://...``.

    Without database URLs Rukun runs a PostgreSQL of its own in ``home``.
    """

    model_config = SettingsConfigDict(env_prefix="RUKUN_", extra="ignore")

    home: Path = Field(default_factory=default_home)
    demo: bool = False
    regency: str = "klungkung"
    database_url: str | None = None
    database_owner_url: str | None = None
    prefect_database_url: str | None = None
    prefect_port: Port | None = None
    portal: Literal["here", "none"] = "here"
    portal_host: str = "127.0.0.1"
    portal_port: Port = 8420
    portal_url: str = ""  # what people's browsers are told; by default the port, on loopback
    portal_proxies: str = ""  # whose X-Forwarded-For is believed: addresses, with commas
    portal_counters: str = "memory://"  # where tries are counted; redis:// for several portals
    oidc_issuer: str = ""  # an identity provider people may sign in with (OpenID Connect)
    oidc_client_id: str = ""
    oidc_client_secret: SecretStr | None = None
    oidc_name: str = ""  # what people call it
    oidc_second_factor: str = ""  # acr or amr words that prove a second factor, with commas
    smtp_host: str | None = None
    smtp_port: Port = 25
    smtp_security: Literal["none", "starttls", "tls"] = "none"
    smtp_user: str | None = None
    smtp_password: SecretStr | None = None
    alarm_hook: str | None = None  # a command or an http(s) address, called for each red rung
    mail_from: str = "Rukun <rukun@klungkung.example>"
    language: Literal["id", "en"] = "id"
    worker: Literal["resident", "none"] = "resident"
    worker_poll_seconds: Annotated[float, Field(ge=0.1, le=60)] = 0.5
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    @field_validator("home", mode="before")
    @classmethod
    def _home_is_a_place(cls, value: object) -> Path:
        home = Path(str(value)).expanduser()
        if not home.is_absolute():
            raise ValueError("write the whole path of a folder, such as /var/lib/rukun")
        return home

    @field_validator("portal_url")
    @classmethod
    def _portal_url_is_one(cls, value: str) -> str:
        if value and not value.startswith(("http://", "https://")):
            raise ValueError("write the whole address, such as https://rukun.klungkungkab.go.id")
        return value.rstrip("/")

    @field_validator("oidc_issuer")
    @classmethod
    def _issuer_is_safe(cls, value: str) -> str:
        if value and not is_safe_address(value):
            raise ValueError("write an https:// address (http:// for this machine only)")
        return value

    @model_validator(mode="after")
    def _provider_is_whole(self) -> "Settings":
        if bool(self.oidc_issuer) != bool(self.oidc_client_id):
            raise ValueError(
                "set RUKUN_OIDC_ISSUER and RUKUN_OIDC_CLIENT_ID together, or none of them"
            )
        if self.oidc_issuer and find_spec("authlib") is None:
            raise ValueError("RUKUN_OIDC_ISSUER needs an extra: pip install 'rukun[oidc]'")
        return self

    @property
    def portal_address(self) -> str:
        """Where links lead, without a last slash."""
        return self.portal_url or f"http://127.0.0.1:{self.portal_port}"

    @model_validator(mode="after")
    def _databases_come_together(self) -> "Settings":
        given = (self.database_url, self.database_owner_url, self.prefect_database_url)
        if any(given) and not all(given):
            raise ValueError(
                "set RUKUN_DATABASE_URL, RUKUN_DATABASE_OWNER_URL and "
                "RUKUN_PREFECT_DATABASE_URL together, or none of them"
            )
        for url in given:
            if url and not url.startswith("postgresql+asyncpg://"):
                raise ValueError("database URLs begin with postgresql+asyncpg://")
        return self

    @property
    def app_url(self) -> str:
        """The database as the role that owns nothing."""
        return self.database_url or self._embedded("rukun_app", "rukun")

    @property
    def owner_url(self) -> str:
        """The database as its owner, for migrations only."""
        return self.database_owner_url or self._embedded("rukun_owner", "rukun")

    @property
    def prefect_url(self) -> str:
        """Prefect's own, disposable database."""
        return self.prefect_database_url or self._embedded("prefect", "prefect")

    def _embedded(self, role: str, database: str) -> str:
        password = database_password(self.home, role)
        socket = socket_folder(self.home)
        return f"postgresql+asyncpg://{role}:{password}@/{database}?host={socket}"


def read_settings() -> Settings:
    """Read the environment over ``settings.env``; raise ``SettingsBroken`` naming each setting."""
    try:
        home = Settings().home
        return Settings(_env_file=home / "settings.env")
    except ValidationError as broken:
        raise SettingsBroken("; ".join(_sentence(error) for error in broken.errors())) from None


@cache
def settings() -> Settings:
    """The settings of this process, read once."""
    return read_settings()


def unknown_settings() -> list[str]:
    """Name what looks like a setting and is none: a slip of the pen would go unnoticed."""
    file = settings().home / "settings.env"
    lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    written = [line.partition("=")[0].strip() for line in lines if "=" in line]
    named = {one.removeprefix("export ").upper() for one in (*os.environ, *written)}
    known = {f"RUKUN_{field}".upper() for field in Settings.model_fields}
    return sorted(
        one
        for one in named - known
        if one.startswith("RUKUN_") and not one.startswith(OF_THE_TESTS)
    )


def _sentence(error: object) -> str:
    assert isinstance(error, dict)  # noqa: S101 - Pydantic's own shape
    name = "RUKUN_" + "_".join(str(part) for part in error["loc"]).upper() if error["loc"] else ""
    return f"{name}: {error['msg']}".removeprefix(": ").replace("Value error, ", "")
