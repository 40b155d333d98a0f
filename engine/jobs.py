"""The children of ``rukun up``: what each is and how it ends."""

import socket
import sys
from pathlib import Path
from shlex import quote
from signal import SIGINT

from pydantic import SecretStr

from engine.children import Job
from engine.cluster import Cluster
from engine.pacing import LOOK_EVERY
from engine.prefect_server import LOOPBACK, client_env, server_job
from engine.running import run_folder
from kit.hashing import sha256_hex
from kit.settings import Settings

WORKER_GRACE = 25.0  # its runs have 20 s
MAIL_FOLDER = "mail"


def postgres_job(cluster: Cluster) -> Job:
    """PostgreSQL: SIGINT cuts its sessions and writes everything down."""
    return Job(
        "postgres",
        tuple(cluster.command),
        stop_signal=SIGINT,
        grace=30,
        user=cluster.user,
        before=cluster.open_doors,
    )


def prefect_job(settings: Settings, *, port: int) -> Job:
    """Prefect's server."""
    return server_job(settings, port=port)


def worker_job(settings: Settings, *, port: int, smtp_port: int | None) -> Job:
    """The resident worker with its relay."""
    env = house_env(settings, port=port, smtp_port=smtp_port)
    env["PREFECT_WORKER_QUERY_SECONDS"] = str(LOOK_EVERY)
    command = (sys.executable, "-m", "engine.working", worker_name(settings.home))
    return Job("worker", command, env=env, grace=WORKER_GRACE)


def portal_job(settings: Settings, *, port: int) -> Job:
    """What people see in their browsers. It knows where Prefect's pages are, and needs it not."""
    env = house_env(settings, port=port)
    return Job("portal", (sys.executable, "-m", "portal.serving"), env=env, grace=8)


def deployment_job(settings: Settings, *, port: int) -> Job:
    """Deploys what is missing, once, and ends."""
    env = house_env(settings, port=port)
    return Job("deployment", (sys.executable, "-m", "engine.deployment"), env=env, grace=1)


def founding_job(settings: Settings) -> Job:
    """Migrates Rukun's database and opens the house, once, and ends."""
    env = house_env(settings, port=0)
    return Job("founding", (sys.executable, "-m", "engine.founding"), env=env, grace=30)


def catchall_job(settings: Settings, *, smtp_port: int) -> Job:
    """The mail server that keeps every mail as a file."""
    folder = mail_folder(settings.home)
    command = ("-m", "engine.catchall", "--port", str(smtp_port), "--folder", str(folder))
    return Job("catchall", (sys.executable, *command), env=house_env(settings, port=0), grace=3)


def write_worker_env(settings: Settings, *, port: int, smtp_port: int | None) -> None:
    """Keep what a worker of any type needs in ``run/worker.env``, for a shell to read (0600)."""
    env = house_env(settings, port=port, smtp_port=smtp_port)
    lines = [f"export {name}={quote(value)}\n" for name, value in sorted(env.items())]
    path = run_folder(settings.home) / "worker.env"
    path.touch(mode=0o600)
    path.write_text("".join(lines), encoding="utf-8")


def mail_folder(home: Path) -> Path:
    """Where the catch-all server keeps mails."""
    return home / MAIL_FOLDER


def worker_name(home: Path) -> str:
    """A worker's name: the machine's and the home's, of which one is alive at a time."""
    return f"rukun-{socket.gethostname()}-{sha256_hex(str(home))[:8]}"


def house_env(settings: Settings, *, port: int, smtp_port: int | None = None) -> dict[str, str]:
    """Give a child the settings of this process, however they came here."""
    given = settings.model_dump(exclude_unset=True, exclude_none=True)
    env = {f"RUKUN_{name.upper()}": _as_text(value) for name, value in given.items()}
    if smtp_port is not None:
        env |= {"RUKUN_SMTP_HOST": LOOPBACK, "RUKUN_SMTP_PORT": str(smtp_port)}
    return {**client_env(settings, port=port), **env}


def _as_text(value: object) -> str:
    return value.get_secret_value() if isinstance(value, SecretStr) else str(value)
