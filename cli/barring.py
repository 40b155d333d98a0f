"""``rukun bar raise|lift|keep`` and ``rukun sealed protected|reported``."""

from typing import Annotated

import typer

from cli.asking import As, Case, Seen, who, whole
from cli.words import both, example
from desk.bars import Barring, raise_bar
from desk.lifting import keep_bar, lift_bar
from desk.sealed import record_police_report, record_protection
from models.views import Bar

app = typer.Typer()
sealed = typer.Typer()

Which = Annotated[str, typer.Argument(help=" | ".join(Bar))]
Note = Annotated[str | None, typer.Option(help=both("Catatan, tersegel.", "A note, sealed."))]


@app.command(
    "raise",
    help=both(
        "Pasang penghalang; pertemuan dibatalkan tanpa alasan. Siapa pun yang menangani boleh.",
        "Raise a bar; meetings are cancelled without a reason. Anyone who works on it may.",
    ),
    epilog=example("rukun bar raise KLK-2026-00012 sealed --as agency:POLRES"),
)
def raise_(
    number: Case,
    bar: Which,
    *,
    as_: As,
    scope: Annotated[str | None, typer.Option(help="case | person | offence | merits")] = None,
    reason: Annotated[
        str | None, typer.Option(help=both("Alasan, tersegel.", "Why, sealed."))
    ] = None,
    words: Annotated[
        str | None,
        typer.Option(
            help=both(
                "Apa yang menimpa orang itu (--scope person): menjadi kasus tertutup sendiri.",
                "What befell that person (--scope person): it becomes a sealed case of its own.",
            )
        ),
    ] = None,
    seen: Seen = None,
) -> None:
    """Raise a bar."""
    barring = Barring(bar, scope=scope, reason=reason, words=words)
    apart = whole(raise_bar(number, barring, by=who(as_), seen=seen))
    typer.echo(both(f"{number}: penghalang {bar} terpasang.", f"{number}: the bar {bar} stands."))
    if apart is not None:
        typer.echo(both(f"Kasus tertutupnya: {apart}", f"Its sealed case: {apart}"))


@app.command(
    "lift",
    help=both(
        "Cabut penghalang dengan alasan; semua selain pengadilan dicabut oleh dua orang.",
        "Lift a bar with a reason; all but a court's are lifted by two people.",
    ),
    epilog=example(
        "rukun bar lift KLK-2026-00012 court --as coordinator:KESBANG-KEPALA "
        '--reason "perkara dicabut"'
    ),
)
def lift(
    number: Case,
    bar: Which,
    *,
    as_: As,
    reason: Annotated[str, typer.Option(help=both("Alasan, tersegel.", "Why, sealed."))],
    category: Annotated[
        str | None, typer.Option(help=both("Kategori yang benar.", "The right category."))
    ] = None,
    seen: Seen = None,
) -> None:
    """Lift a bar."""
    lifted = whole(lift_bar(number, bar, by=who(as_), reason=reason, category=category, seen=seen))
    if lifted:
        typer.echo(both(f"{number}: penghalang {bar} dicabut.", f"{number}: {bar} is lifted."))
    else:
        typer.echo(
            both(
                f"{number}: pencabutan diminta; orang kedua mencabutnya dengan perintah yang sama.",
                f"{number}: lifting is asked for; a second person lifts it by the same command.",
            )
        )


@app.command(
    "keep",
    help=both(
        "Pertahankan penghalang: permintaan pencabutan ditarik atau tidak disetujui.",
        "Keep a bar: the request to lift it is taken back, or not agreed to.",
    ),
    epilog=example(
        "rukun bar keep KLK-2026-00012 crime --as coordinator:KESBANG-KEPALA "
        '--reason "penyidikan belum selesai"'
    ),
)
def keep(
    number: Case,
    bar: Which,
    *,
    as_: As,
    reason: Annotated[str, typer.Option(help=both("Alasan, tersegel.", "Why, sealed."))],
    seen: Seen = None,
) -> None:
    """Keep a bar."""
    whole(keep_bar(number, bar, by=who(as_), reason=reason, seen=seen))
    typer.echo(both(f"{number}: penghalang {bar} tetap terpasang.", f"{number}: {bar} stands on."))


@sealed.command(
    "protected",
    help=both("Korban dilindungi (1x24 jam).", "The victim is protected (1x24 hours)."),
    epilog=example("rukun sealed protected KLK-2026-00012 --as agency:POLRES"),
)
def protected(number: Case, *, as_: As, note: Note = None) -> None:
    """Record that protection was given."""
    whole(record_protection(number, by=who(as_), note=note))
    typer.echo(both(f"{number}: perlindungan dicatat.", f"{number}: protection is recorded."))


@sealed.command(
    "reported",
    help=both("Kepolisian diberi tahu (3x24 jam).", "The police were informed (3x24 hours)."),
    epilog=example("rukun sealed reported KLK-2026-00012 --as agency:DSOSPPPA"),
)
def reported(number: Case, *, as_: As, note: Note = None) -> None:
    """Record that the police were informed."""
    whole(record_police_report(number, by=who(as_), note=note))
    typer.echo(both(f"{number}: laporan dicatat.", f"{number}: the report is recorded."))
