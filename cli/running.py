"""What runs: ``rukun up``, ``rukun relay``, ``rukun status``, and the way to the demonstration."""

import asyncio
import signal
from dataclasses import replace
from typing import Annotated, Any

import typer

from cli.asking import Json, rules, whole
from cli.exits import AWAY
from cli.showing import coloured, console, filled, mailbox_words, print_json
from cli.words import both, complain, said, spoken
from desk.deliveries import figures_without_mail
from engine.running import RunningState, is_up, read_state
from kit.clock import now
from kit.settings import settings, unknown_settings
from models.by_hand import letters_to_bring
from models.reading_house import HouseView, house_view
from models.regency_folder import regency
from models.session import reading
from models.status import LABELS, Status


def demo(
    *,
    keep: Annotated[
        bool,
        typer.Option(
            "--keep",
            envvar="KEEP",
            help=both("Biarkan berjalan sampai Ctrl-C.", "Leave it running until Ctrl-C."),
        ),
    ] = False,
    story: Annotated[
        str | None,
        typer.Option(
            "--story",
            metavar="NAME",
            help=both(
                "Ceritakan satu kasus sungguhan bertahun-tahun: sental-kangin, tpa-sente, "
                "batumulapan.",
                "Tell one real case over its years: sental-kangin, tpa-sente, batumulapan.",
            ),
        ),
    ] = None,
) -> None:
    """Play twenty cases, or tell one story, in a temporary home."""
    from cli.demo import run_demo  # noqa: PLC0415 - heavy, and `rukun status` needs none of it
    from cli.stories.shelf import TALES  # noqa: PLC0415 - same

    if story is not None and story not in TALES:
        names = ", ".join(TALES)
        sentence = both(
            f"Cerita itu tidak ada; yang ada: {names}.", f"No such story; these are: {names}."
        )
        raise typer.BadParameter(sentence, param_hint="--story")
    raise typer.Exit(run_demo(keep=keep, language=spoken(), story=TALES[story] if story else None))


def up() -> None:
    """Run until SIGTERM or Ctrl-C."""
    from engine.supervisor import run_up  # noqa: PLC0415 - `rukun status` needs none of it

    out = console()
    for name in unknown_settings():
        complain(both(f"{name}: pengaturan ini tidak dikenal", f"{name}: no such setting"))
    rules()  # a regency that can't be read is said before anything is started
    work = run_up(
        settings(),
        ready=_print_running,
        say=lambda words: out.print(f"[dim]•[/] {said(words)}", highlight=False),
    )
    whole(work)


def relay() -> None:
    """Ring causes beside workers of another type; one relay is active, others stand by."""
    whole(_relay())


async def _relay() -> None:
    from engine.relay import run_relay  # noqa: PLC0415 - `rukun status` needs none of it

    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    typer.echo(both("Pembunyi lonceng berjalan.", "The relay runs."), err=True)
    await run_relay(stop)


def status(*, as_json: Json = False) -> None:
    """Show what runs and where the cases stand; 3 if nothing runs in this home."""
    home = settings().home
    running = read_state(home) if is_up(home) else None
    if running is None and settings().database_url is None:
        _say_down(as_json=as_json)
        raise typer.Exit(AWAY)
    house = whole(_house())
    if as_json:
        print_json({"running": _plain(running), "house": house})
        return
    if running is not None:
        _print_running(running)
    _print_house(house)


def _say_down(*, as_json: bool) -> None:
    if as_json:
        print_json({"running": None, "house": None})
    typer.echo(
        both(
            f"Rukun tidak berjalan di {settings().home}: jalankan `rukun up`.",
            f"Rukun does not run in {settings().home}: start it with `rukun up`.",
        ),
        err=True,
    )


async def _house() -> HouseView:
    async with reading() as db:
        without = figures_without_mail(regency())
        to_bring = len(await letters_to_bring(db, without_mail=without))
        return replace(await house_view(db, at=now()), to_bring=to_bring)


def _plain(running: RunningState | None) -> dict[str, Any] | None:
    return running.model_dump() if running else None


def _print_running(running: RunningState) -> None:
    out = console()
    yes, no = both("siap", "ready"), both("sedang mulai", "starting")
    out.print(f"[bold]Rukun[/] {yes if running.ready else no}, pid {running.pid}")
    if running.portal_url:
        out.print(f"  Portal: {running.portal_url}")
    pages = running.prefect_url.removesuffix("/api")
    out.print(f"  Prefect: {pages}")
    if running.mail_folder:
        kept = both("surel tersimpan di", "mails are kept in")
        out.print(f"  {kept} {running.mail_folder}")
    rows = [(one.name, one.pid or None, one.restarts) for one in running.children]
    columns = (both("bagian", "part"), "pid", both("dimulai ulang", "restarts"))
    out.print(filled(None, columns, rows))


def _print_house(house: HouseView) -> None:
    out = console()
    rows = [(said(LABELS[Status(name)]), count) for name, count in house.by_status.items()]
    title = both(f"{house.cases} kasus", f"{house.cases} cases")
    out.print(filled(title, ("status", both("kasus", "cases")), rows))
    colours = [f"{count} {coloured(name)}" for name, count in house.by_colour.items()]
    if colours:
        out.print(both("Terbuka: ", "Open: ") + ", ".join(colours))
    mails = ", ".join(f"{count} {state}" for state, count in house.notices.items())
    out.print(both("Surel: ", "Mails: ") + (mails or "0"))
    if house.to_bring:
        bring = both("Surat yang harus diantar", "Letters to be brought by hand")
        out.print(f"{bring}: {house.to_bring} (rukun delivery list)")
    if boxes := mailbox_words(house.mailboxes):
        out.print(both("Kotak surat: ", "Mailboxes: ") + boxes)
    out.print(
        both(
            f"Lewat batas {house.overdue}, menunggu {house.waiting}, macet {len(house.stuck)}",
            f"Overdue {house.overdue}, waiting {house.waiting}, stuck {len(house.stuck)}",
        )
    )
