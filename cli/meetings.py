"""``rukun meeting plan|held|postpone|move|cancel``."""

from datetime import datetime
from typing import Annotated

import typer

from cli.asking import As, BadInput, Case, Seen, who, whole, with_codes
from cli.showing import word
from cli.words import both, example
from desk.sittings import Plan, plan_meeting, postpone_meeting
from desk.talks import OUTCOMES, Sitting, cancel_meeting, move_meeting, record_meeting
from kit.clock import WITA
from models.views import MeetingKind

WHEN = "'2026-12-03 10:00'"
app = typer.Typer()
Short = Annotated[
    bool,
    typer.Option(
        "--short-notice",
        help=both("Semua pihak setuju tertulis.", "All sides agreed in writing."),
    ),
]


@app.command(
    "held",
    help=both("Catat musyawarah yang berlangsung.", "Record the meeting that took place."),
    epilog=example(
        "rukun meeting held KLK-2026-00012 --as agency:CAMAT-51.05.02 --outcome agreed "
        '--party "Desa Tusan" --party "Desa Bakas" --figure BJ-ADAT-BENDESA-ALITAN'
    ),
)
def held(  # noqa: PLR0913 - a sitting is told by all this
    number: Case,
    *,
    as_: As,
    outcome: Annotated[str, typer.Option(help=" | ".join(OUTCOMES))],
    party: Annotated[
        list[str] | None, typer.Option(help=both("Pihak yang hadir.", "A side present."))
    ] = None,
    figure: Annotated[
        list[str] | None, typer.Option(help=both("Tokoh yang hadir.", "A figure present."))
    ] = None,
    proxy: Annotated[
        list[str] | None,
        typer.Option(help=both("Pihak dengan kuasa tertulis.", "A side spoken for in writing.")),
    ] = None,
    agency: Annotated[
        list[str] | None, typer.Option(help=both("Instansi yang hadir.", "An agency present."))
    ] = None,
    awig: Annotated[
        bool,
        typer.Option(
            "--awig", help=both("Kuorum awig-awig tercapai.", "The awig-awig's quorum was reached.")
        ),
    ] = False,
    next_: Annotated[
        str | None,
        typer.Option(
            "--next", metavar=WHEN, help=both("Bersidang lagi (WITA).", "They sit again (WITA).")
        ),
    ] = None,
    minutes: Annotated[str | None, typer.Option(help=both("Notulen.", "Minutes."))] = None,
    withdrawn: Annotated[
        str | None, typer.Option(help=both("Pihak yang mundur.", "The side that left."))
    ] = None,
    seen: Seen = None,
) -> None:
    """Record who came and how it ended."""
    sitting = Sitting(
        outcome,
        tuple(party or ()),
        tuple(figure or ()),
        minutes=minutes,
        withdrawn=withdrawn,
        proxies=tuple(proxy or ()),
        agencies=tuple(agency or ()),
        by_awig=awig,
        next_at=_in_wita(next_) if next_ else None,
    )
    whole(record_meeting(number, sitting, by=who(as_), seen=seen))
    how = word(outcome)
    typer.echo(both(f"{number}: musyawarah {how}.", f"{number}: meeting {how}."))


@app.command(
    "plan",
    help=both("Tetapkan sendiri sebuah pertemuan (WITA).", "Set a meeting by hand (WITA)."),
    epilog=example(
        'rukun meeting plan KLK-2026-00012 "2026-12-03 10:00" --kind caucus --side "Desa Tusan" '
        "--as agency:CAMAT-51.05.02"
    ),
)
def plan(
    number: Case,
    starts_at: Annotated[str, typer.Argument(metavar=WHEN, help="WITA")],
    *,
    as_: As,
    kind: Annotated[str, typer.Option(help=" | ".join(MeetingKind))] = MeetingKind.MEDIATION.value,
    side: Annotated[
        str | None, typer.Option(help=both("Satu-satunya pihak, kaukus.", "A caucus's side."))
    ] = None,
    agency: Annotated[
        list[str] | None, typer.Option(help=both("Instansi yang diundang.", "An agency to invite."))
    ] = None,
    short_notice: Short = False,
    seen: Seen = None,
) -> None:
    """Set a meeting of any kind and invite whom it is for."""
    meeting = Plan(
        kind,
        _in_wita(starts_at),
        side=side,
        agencies=tuple(agency or ()),
        short_notice=short_notice,
    )
    whole(plan_meeting(number, meeting, by=who(as_), seen=seen))
    typer.echo(both(f"{number}: {kind} pada {starts_at}.", f"{number}: {kind} on {starts_at}."))


@app.command(
    "postpone",
    help=both("Tunda musyawarah yang tidak kuorum.", "Postpone a meeting without a quorum."),
    epilog=example(
        'rukun meeting postpone KLK-2026-00012 --missing "Desa Bakas" --as agency:CAMAT-51.05.02'
    ),
)
def postpone(
    number: Case,
    *,
    as_: As,
    missing: Annotated[
        list[str],
        typer.Option(help=both("Yang tidak hadir: pihak, tokoh, facilitator.", "Who was missing.")),
    ],
    seen: Seen = None,
) -> None:
    """Say who was missing; another date is set."""
    whole(postpone_meeting(number, by=who(as_), missing=missing, seen=seen))
    typer.echo(both(f"{number}: musyawarah ditunda.", f"{number}: the meeting is postponed."))


@app.command(
    "move",
    help=both("Pindahkan musyawarah ke waktu lain (WITA).", "Move the meeting (time in WITA)."),
    epilog=example('rukun meeting move KLK-2026-00012 "2026-12-03 10:00" --as agency:KESBANG'),
)
def move(
    number: Case,
    starts_at: Annotated[str, typer.Argument(metavar=WHEN, help="WITA")],
    *,
    as_: As,
    short_notice: Short = False,
) -> None:
    """Move the meeting that is set."""
    at = _in_wita(starts_at)
    whole(move_meeting(number, by=who(as_), starts_at=at, short_notice=short_notice))
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
    reason: Annotated[
        str,
        typer.Option(
            help=with_codes(
                both("Kode alasan:", "Reason code:"),
                lambda known: [one.code for one in known.talks.cancellations],
            )
        ),
    ],
) -> None:
    """Cancel the meeting that is set."""
    whole(cancel_meeting(number, by=who(as_), reason_code=reason))
    typer.echo(both(f"{number}: musyawarah dibatalkan.", f"{number}: the meeting is cancelled."))


def _in_wita(words: str) -> datetime:
    try:
        at = datetime.fromisoformat(words.strip())
    except ValueError:
        raise BadInput(
            both(
                f"'{words}' bukan hari dan jam WITA; tulis misalnya {WHEN}",
                f"'{words}' is no day and hour in WITA; write for example {WHEN}",
            )
        ) from None
    return at if at.tzinfo else at.replace(tzinfo=WITA)
