"""``rukun meeting held|move|cancel``."""

from datetime import datetime
from typing import Annotated

import typer

from cli.asking import As, BadInput, Case, Seen, who, whole
from cli.words import both, example
from desk.talks import OUTCOMES, Sitting, cancel_meeting, move_meeting, record_meeting
from kit.clock import WITA

app = typer.Typer()


@app.command(
    "held",
    help=both("Catat musyawarah yang berlangsung.", "Record the meeting that took place."),
    epilog=example(
        "rukun meeting held KLK-2026-00012 --as agency:CAMAT-51.05.02 --outcome agreed "
        '--party "Desa Tusan" --party "Desa Bakas" --figure BJ-ADAT-BENDESA-ALITAN'
    ),
)
def held(
    number: Case,
    *,
    as_: As,
    outcome: Annotated[str, typer.Option(help=" | ".join(OUTCOMES))],
    party: Annotated[list[str], typer.Option(help=both("Pihak yang hadir.", "A side present."))],
    figure: Annotated[list[str], typer.Option(help=both("Tokoh yang hadir.", "A figure present."))],
    minutes: Annotated[str | None, typer.Option(help=both("Notulen.", "Minutes."))] = None,
    withdrawn: Annotated[
        str | None, typer.Option(help=both("Pihak yang mundur.", "The side that left."))
    ] = None,
    seen: Seen = None,
) -> None:
    """Record who came and how it ended."""
    sitting = Sitting(outcome, tuple(party), tuple(figure), minutes=minutes, withdrawn=withdrawn)
    whole(record_meeting(number, sitting, by=who(as_), seen=seen))
    typer.echo(both(f"{number}: musyawarah {outcome}.", f"{number}: meeting {outcome}."))


@app.command(
    "move",
    help=both("Pindahkan musyawarah ke waktu lain (WITA).", "Move the meeting (time in WITA)."),
    epilog=example('rukun meeting move KLK-2026-00012 "2026-12-03 10:00" --as agency:KESBANG'),
)
def move(
    number: Case,
    starts_at: Annotated[str, typer.Argument(metavar="'2026-12-03 10:00'", help="WITA")],
    *,
    as_: As,
) -> None:
    """Move the meeting that is set."""
    whole(move_meeting(number, by=who(as_), starts_at=_in_wita(starts_at)))
    typer.echo(both(f"{number}: dipindahkan ke {starts_at}.", f"{number}: moved to {starts_at}."))


@app.command(
    "cancel",
    help=both("Batalkan musyawarah; surelnya tanpa alasan.", "Cancel it; the mail says no reason."),
    epilog=example("rukun meeting cancel KLK-2026-00012 --as agency:KESBANG --reason weather"),
)
def cancel(
    number: Case,
    *,
    as_: As,
    reason: Annotated[str, typer.Option(help=both("Kode alasan.", "Reason code."))],
) -> None:
    """Cancel the meeting that is set."""
    whole(cancel_meeting(number, by=who(as_), reason_code=reason))
    typer.echo(both(f"{number}: musyawarah dibatalkan.", f"{number}: the meeting is cancelled."))


def _in_wita(words: str) -> datetime:
    try:
        at = datetime.fromisoformat(words.strip())
    except ValueError:
        raise BadInput(f"{words}: 2026-12-03 10:00") from None
    return at if at.tzinfo else at.replace(tzinfo=WITA)
