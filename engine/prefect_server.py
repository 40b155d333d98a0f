"""Prefect's server on loopback: its environment, its command, when it is ready."""

import asyncio
import fcntl
import os
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import gettempdir

import httpx

from engine import sayings
from engine.children import Job, Say
from kit.keys import auth_string, private_folder
from kit.settings import Settings

LOOPBACK = "127.0.0.1"
USUAL_PORT = 4200
STILL_STARTING_AFTER = 30.0
DAY = 86_400
ROOT = Path(__file__).parent.parent  # where the rooms of the house are

QUIET = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
    "PREFECT_TELEMETRY_ENABLE_RESOURCE_METRICS": "false",
}

TUNED = {
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "100",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_FLUSH_INTERVAL": "2",
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_BATCH_SIZE": "200",
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_FLUSH_INTERVAL": "2",
    "PREFECT_SERVER_SERVICES_LATE_RUNS_AFTER_SECONDS": "600",
    "PREFECT_SERVER_SERVICES_LATE_RUNS_LOOP_SECONDS": "60",
    "PREFECT_SERVER_SERVICES_PAUSE_EXPIRATIONS_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_SCHEDULER_MAX_RUNS": "5",
    "PREFECT_SERVER_SERVICES_SCHEDULER_MIN_RUNS": "2",
    "PREFECT_SERVER_SERVICES_SCHEDULER_RECENT_DEPLOYMENTS_LOOP_SECONDS": "30",
    "PREFECT_SERVER_SERVICES_FOREMAN_LOOP_SECONDS": "30",
    "PREFECT_SERVER_SERVICES_CANCELLATION_CLEANUP_LOOP_SECONDS": "60",
    "PREFECT_SERVER_SERVICES_REPOSSESSOR_LOOP_SECONDS": "60",
    "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
    "PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD": str(30 * DAY),
    "PREFECT_SERVER_EVENTS_RETENTION_PERIOD": "P7D",
    "PREFECT_SERVER_LOGGING_LEVEL": "WARNING",
}


def api_url(port: int) -> str:
    """Where the server's API is."""
    return f"http://{LOOPBACK}:{port}/api"


def client_env(settings: Settings, *, port: int) -> dict[str, str]:
    """What the server's clients need: the worker, ``prefect deploy``, the relay."""
    return {
        **QUIET,
        "PREFECT_HOME": str(private_folder(settings.home / "prefect")),
        "PREFECT_API_URL": api_url(port),
        "PREFECT_API_AUTH_STRING": auth_string(settings.home),
        "PREFECT_CLIENT_CSRF_SUPPORT_ENABLED": "true",
        "PREFECT_CLIENT_SERVER_VERSION_CHECK_ENABLED": "false",
        "PREFECT_WORKER_QUERY_SECONDS": str(settings.worker_poll_seconds),
        "PREFECT_WORKER_HEARTBEAT_SECONDS": "10",
        "PREFECT_WORKER_PREFETCH_SECONDS": "0",  # a run taken early would wait, also when we stop
        "PREFECT_LOGGING_LEVEL": settings.log_level,
        "RUKUN_HOME": str(settings.home),
        "PYTHONPATH": os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH")))),
        "PYTHONUNBUFFERED": "1",
    }


def server_env(settings: Settings, *, port: int) -> dict[str, str]:
    """What the server needs; an operator's own PREFECT_SERVER_* tuning comes first."""
    tuned = {name: os.environ.get(name, value) for name, value in TUNED.items()}
    return {
        **client_env(settings, port=port),
        **tuned,
        "PREFECT_SERVER_API_HOST": LOOPBACK,
        "PREFECT_SERVER_API_PORT": str(port),
        "PREFECT_SERVER_API_AUTH_STRING": auth_string(settings.home),
        "PREFECT_SERVER_API_CSRF_PROTECTION_ENABLED": "true",
        "PREFECT_SERVER_CORS_ALLOWED_ORIGINS": f"http://{LOOPBACK}:{port},http://localhost:{port}",
        "PREFECT_SERVER_UI_API_URL": api_url(port),
        "PREFECT_SERVER_DATABASE_CONNECTION_URL": settings.prefect_url,
    }


def server_job(settings: Settings, *, port: int) -> Job:
    """The server as a child."""
    command = (sys.executable, "-m", "engine.prefect_serving")
    return Job("prefect", command, env=server_env(settings, port=port), grace=8)


@contextmanager
def claimed_port(settings: Settings) -> Iterator[int]:
    """The configured port; else Prefect's usual one if nobody has it; else any free one.

    That the usual one is free says nothing of a Rukun in another home whose server will listen
    there in ten seconds, so whoever takes it holds a lock of the machine.
    """
    if settings.prefect_port is not None:
        yield settings.prefect_port
        return
    lock = _claim(USUAL_PORT)
    try:
        yield USUAL_PORT if lock is not None and port_is_free(USUAL_PORT) else any_port()
    finally:
        if lock is not None:
            os.close(lock)


def _claim(port: int) -> int | None:
    path = Path(gettempdir()) / f"rukun-port-{port}.lock"
    try:
        lock = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
    except PermissionError:  # another user's
        return None
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        return None
    return lock


def port_is_free(port: int) -> bool:
    """Whether a port of loopback can be listened on."""
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


async def server_ready(
    port: int, *, auth: str, alive: Callable[[], bool] = lambda: True, say: Say = lambda _: None
) -> bool:
    """Wait until the server answers to ``auth``, however long; False once it is not ``alive``.

    Whoever else listens there does not know our credentials, and is not our server.
    """
    loop = asyncio.get_running_loop()
    speak_at = loop.time() + STILL_STARTING_AFTER
    user, _, password = auth.partition(":")
    us = httpx.BasicAuth(user, password)
    async with httpx.AsyncClient(trust_env=False, timeout=5, auth=us) as client:
        while not await _answers(client, port):
            if not alive():
                return False
            if loop.time() > speak_at:
                say(sayings.PREFECT_LATE.filled())
                speak_at = loop.time() + STILL_STARTING_AFTER
            await asyncio.sleep(0.1)
    return True


async def _answers(client: httpx.AsyncClient, port: int) -> bool:
    try:
        return (await client.get(f"{api_url(port)}/admin/version")).is_success
    except httpx.HTTPError:
        return False


def any_port() -> int:
    """A port of loopback that is free now."""
    with socket.socket() as trial:
        trial.bind((LOOPBACK, 0))
        port: int = trial.getsockname()[1]
    return port


def prefect_home(settings: Settings) -> Path:
    """Where Prefect keeps its own files."""
    return settings.home / "prefect"
