"""``rukun clock pause|resume``: a limit of a case stands still, and runs again."""

from datetime import datetime
from typing import Annotated

import typer

from cli.asking import As, Case, Seen, rules, who, whole, with_codes
from cli.words import both, example, spoken
from desk.clocks import Pausing, pause_clock, resume_clock
from kit.dates import day_in, moment_in

app = typer.Typer()

Limit = Annotated[
    str,
    typer.Argument(
        metavar="LIMIT",
        help=both(
            "Batas waktu, mis. mediation; `rukun show --json` menyebut semuanya.",
            "The limit, e.g. mediation; `rukun show --json` lists them.",
        ),
    ),
]
Until = Annotated[
    datetime | None,
    typer.Option(
        formats=["%Y-%m-%d"],
        metavar="2026-12-03",
        help=both(
            "Hari jam berjalan lagi; tanpa ini selama yang boleh.",
            "The day it runs again; without it as long as it may.",
        ),
    ),
]


@app.command(
    "pause",
    help=both(
        "Jeda batas waktu dengan kode alasan, paling lama 30 hari.",
        "Pause a limit with a reason code, 30 days at most.",
    ),
    epilog=example(
        "rukun clock pause KLK-2026-00012 mediation --as coordinator:KESBANG-PIKET "
        "--reason mourning --until 2026-12-03"
    ),
)
def pause(
    number: Case,
    limit: Limit,
    *,
    as_: As,
    reason: Annotated[
        str,
        typer.Option(
            metavar="CODE",
            help=with_codes(
                both("Kode alasan:", "Reason code:"),
                lambda known: [one.code for one in known.pauses],
            ),
        ),
    ],
    until: Until = None,
    seen: Seen = None,
) -> None:
    """Let a limit stand still; after the first pause a second person decides."""
    wanted = Pausing(limit, reason, until=until.date() if until else None)
    ends = whole(pause_clock(number, wanted, by=who(as_), seen=seen))
    name, day = rules().deadline(limit).name[spoken()], day_in(spoken(), ends)
    typer.echo(
        both(
            f"{number}: {name} dijeda, berjalan lagi {day}.",
            f"{number}: {name} paused, runs again on {day}.",
        )
    )


@app.command(
    "resume",
    help=both("Jalankan lagi batas waktu yang dijeda.", "Let a paused limit run again."),
    epilog=example("rukun clock resume KLK-2026-00012 mediation --as coordinator:KESBANG-PIKET"),
)
def resume(number: Case, limit: Limit, *, as_: As, seen: Seen = None) -> None:
    """Let a limit run again before its date."""
    due = whole(resume_clock(number, limit, by=who(as_), seen=seen))
    name, moment = rules().deadline(limit).name[spoken()], moment_in(spoken(), due)
    typer.echo(
        both(
            f"{number}: {name} berjalan lagi, jatuh tempo {moment}.",
            f"{number}: {name} runs again, due {moment}.",
        )
    )
