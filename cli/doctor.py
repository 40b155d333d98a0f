"""``rukun doctor``: look at everything that can be wrong, and say what to do about it."""

import shutil
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import httpx
import typer

from cli.asking import Json, whole
from cli.exits import FOUND, explained
from cli.readiness import why_red_wakes_nobody
from cli.showing import Marked, console, filled, mailbox_words, print_json
from cli.words import both
from engine.prefect_api import PrefectApi
from engine.running import is_up
from engine.wiring import POOL, missing_from, read_wiring
from kit.clock import now
from kit.settings import settings, unknown_settings
from models.accounts import actors_with_accounts
from models.reading_house import HouseView, house_view
from models.regency_folder import regency
from models.session import reading

LEAST_FREE = 200  # megabytes
OWNER_ONLY = 0o077


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. ``told`` says how it is, or what to do."""

    name: str
    well: bool
    told: str


def doctor(*, as_json: Json = False) -> None:
    """Check everything; ends with 4 if something is wrong."""
    findings = whole(_examined())
    if as_json:
        print_json(findings)
    else:
        _print(findings)
    if not all(one.well for one in findings):
        raise typer.Exit(FOUND)


async def _examined() -> list[Finding]:
    findings = [
        _looked(both("kabupaten", "regency"), lambda: regency().content_hash[:12]),
        _settings(),
        _home(),
        _disk(),
        _running(),
    ]
    findings += await _asked(both("basis data", "database"), _database)
    findings += await _asked(both("alarm merah", "red alarms"), _red)
    findings += await _asked(both("tugas tertutup", "sealed tasks"), _sealed)
    findings += await _asked("prefect", _prefect)
    return findings


def _looked(name: str, look: Callable[[], str]) -> Finding:
    try:
        return Finding(name, well=True, told=look())
    except Exception as error:  # noqa: BLE001 - whatever is wrong is the finding
        return _broken(name, error)


async def _asked(name: str, ask: Callable[[], Awaitable[list[Finding]]]) -> list[Finding]:
    try:
        return await ask()
    except Exception as error:  # noqa: BLE001 - whatever is wrong is the finding
        return [_broken(name, error)]


def _broken(name: str, error: Exception) -> Finding:
    known = explained(error)
    return Finding(name, well=False, told=known[1] if known else type(error).__name__)


def _settings() -> Finding:
    unknown = unknown_settings()
    odd = both("tidak dikenal: ", "unknown: ") + ", ".join(unknown)
    well = both("semua dikenal", "all known")
    name = both("pengaturan", "settings")
    return Finding(name, well=not unknown, told=odd if unknown else well)


def _home() -> Finding:
    home, name = settings().home, both("rumah", "home")
    keys = home / "keys"
    if keys.exists() and keys.stat().st_mode & OWNER_ONLY:
        open_to = both("terbaca orang lain: chmod 700", "others can read it: chmod 700")
        return Finding(name, well=False, told=f"{keys} {open_to}")
    return Finding(name, well=True, told=str(home))


def _disk() -> Finding:
    folder = settings().home
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free // 1024**2
    told = both(f"{free} MB kosong", f"{free} MB free")
    return Finding(both("cakram", "disk"), well=free >= LEAST_FREE, told=told)


def _running() -> Finding:
    running = is_up(settings().home)
    down = both("tidak berjalan: `rukun up`", "not running: `rukun up`")
    return Finding("rukun up", well=running, told=both("berjalan", "running") if running else down)


async def _database() -> list[Finding]:
    async with reading() as db:
        house = await house_view(db, at=now())
    reachable = both(f"{house.cases} kasus", f"{house.cases} cases")
    return [
        Finding(both("basis data", "database"), well=True, told=reachable),
        _stuck(house),
        _unanswered(house),
        _mails(house),
        _mailboxes(house),
    ]


def _stuck(house: HouseView) -> Finding:
    name = both("langkah macet", "stuck steps")
    named = ", ".join(f"{one.case} {one.fact} ({one.failure})" for one in house.stuck[:10])
    advice = both("`rukun retry` atau `rukun settle`", "`rukun retry` or `rukun settle`")
    return Finding(name, well=not house.stuck, told=f"{named}: {advice}" if named else "0")


def _unanswered(house: HouseView) -> Finding:
    name = both("tak dijawab", "unanswered")
    count = house.unanswered
    advice = both(
        f"{count} langkah dibunyikan berulang kali tanpa jawaban: apakah pekerja berjalan?",
        f"{count} steps were rung again and again and nobody answers: does a worker run?",
    )
    return Finding(name, well=not count, told=advice if count else "0")


def _mails(house: HouseView) -> Finding:
    dead, waits = house.notices.get("dead", 0), house.notices.get("queued", 0)
    told = both(f"{waits} menunggu, {dead} mati", f"{waits} wait, {dead} dead")
    advice = " (`rukun notices list --state dead`)" if dead else ""
    if count := house.unwritable:
        advice += both(
            f"; {count} tidak dapat disusun (logs/incidents.log)",
            f"; {count} cannot be written (logs/incidents.log)",
        )
    return Finding(both("surel", "mails"), well=not dead and not count, told=told + advice)


def _mailboxes(house: HouseView) -> Finding:
    name = both("kotak surat", "mailboxes")
    advice = both(
        "hubungi kantornya, lalu betulkan agencies.yaml atau actors.yaml",
        "call the office, then mend agencies.yaml or actors.yaml",
    )
    named = mailbox_words(house.mailboxes)
    return Finding(name, well=not named, told=f"{named}: {advice}" if named else "0")


async def _red() -> list[Finding]:
    """Say whatever would leave people asleep when a case is red."""
    reasons = await why_red_wakes_nobody()
    ready = both("siap membangunkan", "ready to wake people")
    name = both("alarm merah", "red alarms")
    return [Finding(name, well=not reasons, told="; ".join(reasons) or ready)]


async def _sealed() -> list[Finding]:
    """Say which body could not read its sealed tasks: a mail's link shows no words of them."""
    async with reading() as db:
        known = await actors_with_accounts(db)
    officers = [one for one in regency().actors if one.answers == "sealed"]
    missing = [one.id for one in officers if f"{one.role}:{one.id}" not in known]
    advice = both(
        f"belum ada akun untuk {', '.join(missing)}, yang membacanya: `rukun user add`",
        f"no account for {', '.join(missing)}, who reads them: `rukun user add`",
    )
    ready = both("kedua lembaga dapat membaca", "its bodies can read")
    name = both("tugas tertutup", "sealed tasks")
    return [Finding(name, well=not missing, told=advice if missing else ready)]


async def _prefect() -> list[Finding]:
    async with PrefectApi.of(settings()) as api:
        if not await api.healthy():
            raise httpx.ConnectError("health")
        missing, surplus = await missing_from(api, read_wiring())
        online = [one for one in await api.workers(POOL) if one["status"] == "ONLINE"]
    wired = both("lengkap", "complete")
    lacks = ", ".join([one.name for one in missing] + surplus)
    nobody = both("tidak ada yang daring: `rukun up`", "none is online: `rukun up`")
    return [
        Finding("prefect", well=True, told=both("menjawab", "answers")),
        Finding(both("sambungan", "wiring"), well=not lacks, told=lacks or wired),
        Finding(
            both("pekerja", "workers"),
            well=bool(online),
            told=str(len(online)) if online else nobody,
        ),
    ]


def _print(findings: list[Finding]) -> None:
    marks = {True: Marked("[green]✓[/]"), False: Marked("[bold red]✗[/]")}
    rows = [(marks[one.well], one.name, one.told) for one in findings]
    console().print(filled(None, ("", both("yang diperiksa", "looked at"), ""), rows))
